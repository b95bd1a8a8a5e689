"""Swahili: how trouble, tone and praise are written, and what sets off the built-in rules."""

from __future__ import annotations

#: A verb carries its own negation (`hakuumia`), so only words that stand alone are here.
NEGATORS = "si hakuna bila hapana hamna hakuna hatuna sina kamwe wala"
SIGNS: dict[str, str] = {
    "fault": """
        haifanyi kazi, haufanyi kazi, hayafanyi kazi, hafanyi kazi,
        haifanyi, hazifanyi kazi, haifunguki, haifungui, siwezi, hatuwezi, sijapata, sijapokea,
        hatujapata, haijafika, hajafika, haijarudi, hazijarudi, hamjibu, hawajibu, hajibu, hakuna majibu, hakuna jibu,
        hakuna mtandao, hakuna msaada, hakuna huduma, bado sijapata, bado nasubiri, bado nangoja, nasubiri tangu,
        nimesubiri, tumesubiri, imekwama, imekatika, umekatika, imeharibika, kimeharibika, imevunjika, imepotea,
        umepotea, zimepotea, mmepoteza, imechelewa, umechelewa, mmechelewa, mmenikata, mmekata, mlinikata, nimekatwa,
        wamenikata, mara mbili, imefutwa, imeghairiwa, mmefuta, rudisha pesa, rudisheni pesa, nirudishieni, pesa
        zangu, hela zangu, nimefungiwa, imefungwa, ina makosa, si sahihi
    """,
    "trouble": """
        tatizo, matatizo, shida, kuchelewa, ucheleweshaji, malalamiko, lalamiko, kusubiri, nasubiri, kosa, makosa,
        hitilafu, taratibu mno, polepole, ghali, bado, kwa nini, mbona
    """,
    "reproach": """
        mbaya, mbaya sana, vibaya, vibaya sana, hovyo, ovyo, aibu, ya aibu, inasikitisha, nasikitika, nimesikitishwa,
        inakera, mnakera, inaudhi, mnaudhi, nimechoka, tumechoka, nimekasirika, huduma mbovu, mbovu, mbovu sana,
        upuuzi, haikubaliki, usumbufu, mnasumbua, sitarudi tena, sipendekezi, afadhali, duni, mmeniangusha, uzembe,
        kero
    """,
    "accusation": """
        uongo, mnadanganya, waongo, mmenidanganya, mlinidanganya, mnapuuza, mnatupuuza, mmekataa, mlikataa, dharau,
        mliahidi, hamjali, mnaiba, mmeiba
    """,
    "blame": """
        wezi, wezi wakubwa, mnaona aibu, muone aibu, oneni aibu, wazembe, kosa lenu, makosa yenu, wahuni, mafisadi
    """,
    "insult": "wajinga, mjinga, wapumbavu, mpumbavu, takataka, pumbavu, kuma, mbwa nyinyi, mashetani, vichaa",
    "slogan": "msinunue, tususie, tugomee, acheni kutumia, sambaza, sambazeni, kama kawaida, hamieni",
    "praise": """
        nzuri, nzuri sana, vizuri, vizuri sana, bora, bora sana, bora zaidi, safi, safi sana, hongera, hongereni,
        napenda, naipenda, nimependa, nimefurahi, tumefurahi, nafurahi, nimeridhika, tumeridhika, haraka sana,
        mmenisaidia, mlinisaidia, napendekeza, kazi nzuri, huduma nzuri, poa, poa sana, mko vizuri, heko
    """,
    "thanks": "asante, asante sana, asanteni, nashukuru, shukrani, ahsante, ahsanteni, tunashukuru",
    "ask": """
        naomba msaada, nisaidieni, nisaidie, tafadhali nisaidie, naomba, nataka kujua, je, lini, saa ngapi, wapi, ni
        bei gani, bei gani, kiasi gani, naweza, tunaweza, mnaweza, inawezekana, nifanye nini, nawezaje, vipi, kuna mtu
        anajua, mna
    """,
    "attempt": """
        nimepiga simu, nilipiga simu, nimejaribu, nilijaribu, nimeandika, niliandika, nimelipa, nililipa, nimenunua,
        nilinunua, nimeagiza, niliagiza, nimetuma, nilituma, akaunti yangu, kadi yangu, mzigo wangu, oda yangu, tiketi
        yangu, simu yangu, laini yangu, niliambiwa, nimeambiwa
    """,
    "hardship": """
        mjamzito, mtoto mchanga, mlemavu, mzee wangu, kiti cha magurudumu, dawa zangu, msiba, mazishi, saratani,
        insulini
    """,
    "idiom": "hakuna shida, hakuna tatizo, hamna shida, hakuna matata, bila shida, si mbaya, sio mbaya",
}
RULES: dict[str, str] = {
    "safety": """
        hatari, ni hatari, moto umewaka, moto uliwaka, umeshika moto, imeshika moto, ilishika moto, kushika moto,
        inawaka moto, inaungua, iliungua, moshi, harufu ya gesi, gesi inavuja, imelipuka, ililipuka, kulipuka,
        mlipuko, shoti ya umeme, nilipigwa na umeme, breki zimekata, breki zilikata, breki hazifanyi, hakuna breki,
        bomu, bunduki, silaha, dereva mlevi, dereva amelewa, dereva alikuwa amelewa, kuzama, imezama, ilizama,
        amezama, kusakamwa, kipande cha kioo, vioo kwenye, jaketi la kuokoa, majaketi ya kuokoa, si salama, sio
        salama, hakuna usalama, unyanyasaji wa kijinsia, amenishika, alinishika, alinipiga, amenipiga, walinipiga,
        alinitishia, amenitishia, ajali
    """,
    "injury": """
        ameumia, aliumia, nimeumia, niliumia, wameumia, tumeumia, waliumia, majeruhi, jeraha, majeraha, kujeruhiwa,
        amejeruhiwa, alijeruhiwa, nimejeruhiwa, kutokwa na damu, anatoka damu, damu inatoka, ambulensi, gari la
        wagonjwa, hospitali, hospitalini, ameungua, aliungua, nimeungua, amevunjika, alivunjika, nimevunjika mguu,
        mzio, amezimia, alizimia, nilizimia, kutapika, anatapika, nilitapika, sumu, amekufa, alikufa, wamekufa,
        amefariki, alifariki, kifo, vifo, amegongwa, aligongwa
    """,
    "lawyer": """
        wakili, mawakili, mwanasheria, wanasheria, mahakama, mahakamani, kuwashtaki, nitawashtaki, tutawashtaki, kesi
        mahakamani, hatua za kisheria, hatua ya kisheria, kuwapeleka mahakamani, nitawapeleka kortini, kortini
    """,
    "regulator": """
        mamlaka ya mawasiliano, tcra, benki kuu, tume ya ushindani, baraza la watetezi, cofek, mtetezi wa watumiaji,
        ewura, latra, sumatra, kebs, tbs, odpc, polisi, kituo cha polisi, mdhibiti, wizara ya afya
    """,
    "press": """
        mimi ni mwandishi wa habari, mwandishi wa habari, waandishi wa habari, vyombo vya habari, kwenye magazeti,
        gazetini, mwanahabari
    """,
    "fraud": """
        utapeli, tapeli, matapeli, nimetapeliwa, nilitapeliwa, ulaghai, walaghai, udanganyifu, wizi, wameniibia,
        wameiba, imeibiwa, nimeibiwa, niliibiwa, zimeibiwa, wamedukua, imedukuliwa, kudukuliwa, bila idhini yangu,
        bila ridhaa yangu, bila ruhusa yangu, bila kibali changu, hela bandia, noti bandia
    """,
    "self_harm": """
        kujiua, nitajiua, najiua, nataka kufa, natamani kufa, sitaki kuishi, kujidhuru, nimechoka kuishi, kujitoa
        uhai, maisha hayana maana
    """,
    "data_leak": """
        taarifa zangu binafsi, taarifa za mtu mwingine, taarifa za wateja, data zangu binafsi, kuvuja kwa taarifa,
        zimevuja, akaunti ya mtu mwingine, oda ya mtu mwingine, ulinzi wa data, mmeuza data, mmeuza taarifa, faragha
        yangu, namba yangu mmeipa
    """,
    "discrimination": """
        ubaguzi, wabaguzi, mbaguzi, mnabagua, walinibagua, alinibagua, kunibagua, ubaguzi wa rangi, kwa sababu ya
        rangi, kwa sababu ya dini, kwa sababu ya kabila, kwa sababu mimi ni mweusi, kwa sababu mimi ni mlemavu, kwa
        sababu mimi ni mwanamke, ukabila
    """,
    "staff_threat": """
        nitawaua, nitakuua, nitamuua, tutawaua, nitawapiga, nitampiga, nitakupiga, tutawapiga, najua unapoishi, najua
        mnapoishi, najua anapoishi, nitachoma ofisi, tutachoma ofisi, nitawachoma, mtajuta, utajuta, nitakuja hapo
        ofisini, mfe
    """,
    "idiom": "moto sana, kufa kwa kicheko, bomu la burudani, hatari sana na mzuri, ajali ya kisiasa",
}
