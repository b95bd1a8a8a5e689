"""German. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            kunde, kunden, kundin, kundinnen, fahrgast, fahrgaste, passagier, passagiere, reisende, reisenden, nutzer,
            nutzern, gaste, leute, leuten, benutzer, besteller, sie
        """,
        "party": """
            lieferant, lieferanten, dienstleister, dienstleisters, zulieferer, zulieferers, subunternehmer, partner,
            partners, anbieter, anbieters, spediteur, bank, banken, hersteller, wettbewerber, konkurrenz,
            konkurrenten, behorde, behorden, regierung, gewerkschaft, gewerkschaften, presse, medien, drittanbieter,
            flughafen, betreiber, provider
        """,
        "staff": """
            mitarbeiter, mitarbeiters, mitarbeiterin, mitarbeitern, angestellter, angestellten, kollege, kollegen,
            fahrer, fahrers, kapitan, techniker, praktikant, praktikanten, auszubildender, auszubildenden, personal,
            besatzung, crew
        """,
    },
    insults="""
        idiot, idioten, idiotisch*, trottel*, dummkopf*, dumm, dumme, dummen, dummer, dummheit*, blod, blode, bloden,
        blodsinn, lugner, lugnerin, schwachkopf*, clown*, erbarmlich*, heulsuse*, jammerlappen, jammern, norgler,
        norgeln, hysterisch*, hysterie, inkompeten*, unfahig, unfahige, unfahigen, unfahiger, lacherlich*, gauner,
        feigling*, feige, faul, faule, faulen, faulheit, ignorant*, undankbar*, gierig*, verruckt*, irre, paranoid*,
        scheiss*, arschloch*, arschlocher, wichser, mist, verdammt*, halt die klappe, halten sie den mund, horen sie
        auf zu jammern, pobel, abschaum, gesindel, hexenjagd, hater, trolle, unsinn, quatsch, versager, spinner,
        nichtsnutz*, schmarotzer, unverschamt*, wutburger, schlamper*, schlampig*
    """,
    accusations="""
        ubertreib*, ubertrieben*, @people lugen, gelogen, luge, lugen, wichtigtuer*, wollen aufmerksamkeit erregen,
        wollen nur aufmerksamkeit, nur aufmerksamkeit, opferrolle, falschmeldungen, fake news, falsche bewertungen,
        gefalschte bewertungen, haltlose vorwurfe, haltlosen vorwurfe, unbegrundete beschwerden, haltlose beschwerden,
        sogenannte kunden, angebliche kunden, angebliche opfer, angeblich betroffene, bosem willen, boswillig*, sturm
        im wasserglas, halb so schlimm, nicht so schlimm, im gegensatz zu unseren wettbewerbern, im gegensatz zur
        konkurrenz, anders als die konkurrenz, andere sind schlimmer, andere sind auch nicht besser, laute minderheit,
        nichts besseres zu tun, hetzkampagne, schmutzkampagne, aus einer mucke einen elefanten, uberreagier*
    """,
    blame="""
        anwenderfehler, bedienfehler, bedienungsfehler, benutzerfehler, nutzerfehler, kundenfehler, menschliches
        versagen, menschlichem versagen, menschlicher fehler, eigene schuld, eigenen schuld, selbst schuld, selber
        schuld, ihre schuld, ihre eigene schuld, ihr eigener fehler, ihr fehler, schuld der ~ @people, schuld unserer
        ~ @people, schuld unseres ~ @party, schuld unserer ~ @party, schuld des ~ @party, schuld der ~ @party, schuld
        des ~ @staff, schuld eines ~ @staff, schuld unserer ~ @staff, @party ist schuld, @party sind schuld, @party
        tragt die schuld, @people sind schuld, @staff ist schuld, schuld ist der ~ @party, schuld ist unser ~ @party,
        schuld ist ein ~ @staff, schuld sind die ~ @people, schuld sind die, schuld ist das wetter, das wetter ist
        schuld, wetter ist schuld, schuld liegt bei, schuld tragt, nicht unsere schuld, nicht unser fehler, nicht
        unser problem, nicht unsere verantwortung, sind nicht verantwortlich, nicht dafur verantwortlich, konnen
        nichts dafur, nichts mit uns zu tun, uns sind die hande gebunden, hatten lesen sollen, hatten lesen mussen,
        hatten sie lesen, nicht gelesen haben, haben nicht gelesen, hatten prufen mussen, hatten sie nur, versagen
        unseres ~ @party, versagen des ~ @party, fehler unseres ~ @party, fehler des ~ @party, fehler eines ~ @staff,
        fehler einer ~ @staff, fehler unseres ~ @staff, wegen unseres ~ @party, aufgrund unseres ~ @party, verursacht
        durch unseren ~ @party, verschulden des, verschulden unseres, hat uns im stich gelassen, @staff wurde
        entlassen, @staff wurde gekundigt, @staff wurde abgemahnt, fahrlassig*, hohere gewalt, hoherer gewalt, wetter
        konnen wir nicht, konnen das wetter nicht
    """,
    fine="unsere schuld, unser fehler, nicht ihre schuld, keine schuld, die schuld liegt bei uns, schuld liegt bei uns",
    promises="""
        wird nie wieder passieren, wird nicht wieder vorkommen, wird nie wieder vorkommen, wird nicht mehr vorkommen,
        kommt nie wieder vor, kommt nicht wieder vor, passiert nie wieder, nie wieder passieren, nicht noch einmal
        passieren, garantieren, wir garantieren, garantiert nicht, 100% sicher, hundertprozentig sicher, absolut
        sicher, vollkommen sicher, vollig sicher, keinerlei risiko, keinerlei gefahr, alle werden entschadigt, alle
        kunden werden entschadigt, niemand verliert, ein fur alle mal
    """,
    vague="""
        es wurden fehler gemacht, fehler wurden gemacht, es sind fehler passiert, es kam zu fehlern, einige @people
        konnen, es kann vereinzelt, es kann zu einschrankungen, es konnte zu einschrankungen, kann es zu
        einschrankungen, kann es zu beeintrachtigungen, es kann zu beeintrachtigungen, kann es vereinzelt, etwaige
        unannehmlichkeiten, entstandene unannehmlichkeiten, entstandenen unannehmlichkeiten, eventuelle
        unannehmlichkeiten, unannehmlichkeiten zu entschuldigen, wird daran gearbeitet, es wird daran, massnahmen
        wurden ergriffen, massnahmen werden ergriffen, geeignete massnahmen, entsprechende massnahmen, notwendige
        massnahmen, so schnell wie moglich, schnellstmoglich, baldmoglichst, in kurze, zeitnah, zu gegebener zeit, es
        wurde entschieden, es wurde festgestellt, falls sich jemand, sollte sich jemand, eine geringe anzahl, eine
        kleine anzahl, vereinzelte @people, bestimmte @people, wurde identifiziert, seien sie versichert, kein grund
        zur sorge, keine gefahr
    """,
    outside="""
        ausserhalb unserer kontrolle, ausserhalb unseres einflusses, unvorhergesehene umstande, unvorhergesehener
        umstande, wegen des wetters, aufgrund des wetters, witterungsbedingt*, wegen schlechten wetters, aus
        technischen grunden, technischen grunden, betriebliche grunde, betrieblichen grunden, technische probleme,
        technischer probleme, technische schwierigkeiten, technischer schwierigkeiten
    """,
    jargon="""
        synergie*, proaktiv*, stakeholder*, ganzheitlich*, zielfuhrend*, performance, latenz*, backend, frontend, api,
        dns, sla, kpi, failover, rollback, downtime, workaround*, rollout, launch, roadmap, zeitnahe umsetzung, im
        rahmen von, hinsichtlich, bezuglich, seitens, vorgenannt*, obgenannt*, endanwender*, degradation, umgehend,
        schienenersatzverkehr, betriebsablauf
    """,
    negations="nicht kein keine keinen keiner keinem nie niemals niemand weder ohne",
    unless="nur bloss",
    shouted="""
        nicht nie niemals immer alle alles nichts niemand jetzt sofort wichtig achtung dringend bitte kostenlos wir
        sind ist das der die und sehr nur kein keine stopp
    """,
)
