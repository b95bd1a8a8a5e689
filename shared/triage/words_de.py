"""German: how trouble, tone and praise are written, and what sets off the built-in rules. `ue` is read as `ü`."""

from __future__ import annotations

NEGATORS = "nicht kein keine keinen keiner keinem keinerlei niemand nie niemals ohne weder nichts"
SIGNS: dict[str, str] = {
    "fault": """
        funktioniert nicht, funktioniert nichts, funktionieren nicht, funktioniert immer noch, funktioniert nicht
        mehr, geht nicht, geht nichts, geht immer noch nicht, kann nicht, kann mich nicht, konnte nicht, können nicht,
        lässt sich nicht, immer noch nicht, immer noch kein*, noch immer nicht, noch immer kein*, noch nicht erhalten,
        nicht erhalten, nicht bekommen, nie angekommen, nicht angekommen, nicht geliefert, nie geliefert, keine
        antwort, keine rückmeldung, keine reaktion, niemand antwortet, niemand meldet sich, niemand hilft, niemand
        geht ran, keiner antwortet, keiner geht ran, keiner meldet sich, storniert, ausgefallen, fällt aus, geld
        zurück, mein geld, doppelt abgebucht, zweimal abgebucht, falsch abgerechnet, zu viel berechnet, abgebucht,
        verloren, verspätet, stunden verspätung, kaputt, defekt*, beschädigt*, zerbrochen, abgestürzt, stürzt ab,
        stürzt ständig ab, hängt sich auf, fehlermeldung, falsch geliefert, falsche größe, falscher artikel, fehlt,
        fehlen, warte immer noch, warte seit, warten seit, warteschleife, schmutzig, dreckig, verpasst, gesperrt,
        aufgelegt, kein internet, kein netz, kein empfang, kein signal, tot
    """,
    "trouble": """
        problem*, verspätung*, rückerstattung*, erstattung*, stornierung*, beschwerde*, reklamation*, reklamier*,
        warten, warte, wartezeit*, fehler, langsam*, störung*, ausfall*, mahnung*, leider, teuer
    """,
    "reproach": """
        unverschämt*, frechheit, frech, schlecht*, sehr schlecht, schrecklich*, enttäuscht, enttäuschend*,
        enttäuschung, katastroph*, miserabel, miserable*, mies*, unmöglich*, unfassbar*, unglaublich schlecht,
        inakzeptabel*, nicht akzeptabel, peinlich*, lächerlich*, ärgerlich*, sauer, wütend, genervt, nervt,
        frustrier*, schlimm*, unfreundlich*, inkompetent*, nie wieder, nicht empfehlen, nicht zu empfehlen, finger
        weg, reine zeitverschwendung, zeitverschwendung, geldverschwendung, saftladen, drecksladen, sauladen, schande,
        zumutung, unterirdisch*, grauenhaft*, furchtbar*, das letzte, was soll das, reicht mir, mir reicht, dreist*,
        witz, schlechter scherz, chaos, abzocke
    """,
    "accusation": """
        lügen, lügner*, gelogen, angelogen, belogen, ignoriert, ignorieren, weigern sich, weigert sich, verweiger*,
        hingehalten, vertröstet, abgewimmelt, leere versprechen, versprochen, irreführend*, täusch*, getäuscht,
        geklaut, unterschlagen, ist ihnen egal, ist euch egal, interessiert niemanden, interessiert keinen
    """,
    "blame": """
        eure schuld, ihre schuld, schämt euch, schämen sie sich, sie sollten sich schämen, verantwortungslos*,
        fahrlässig*, verbrecher, gauner, diebe, halsabschneider, unfähig*, versagt, totalversagen, schuld daran
    """,
    "insult": """
        idiot*, dumm*, deppen, depp, trottel, arschl*, scheiß*, scheiss*, penner, clowns, vollidiot*, schwachkopf*,
        müll, dreck
    """,
    "slogan": """
        boykott*, boykottier*, kauft nicht, kauft nichts, weitersagen, bitte teilen, wie immer, typisch, war ja klar
    """,
    "praise": """
        toll*, super, perfekt*, wunderbar*, großartig*, hervorragend*, ausgezeichnet*, klasse, sehr gut*, sehr schön*,
        sehr zufrieden, zufrieden, begeistert, empfehlenswert, kann ich nur empfehlen, freundlich*, hilfsbereit*,
        einwandfrei, reibungslos*, spitze, fantastisch*, genial*, liebe, am besten, die besten, bester, beste,
        glücklich, weiter so, top, lob, großes lob, schnelle hilfe, schnell und, kompetent*, gern wieder, gerne wieder
    """,
    "thanks": "danke, vielen dank, herzlichen dank, besten dank, dankeschön, danke schön, dankbar",
    "ask": """
        können sie, könnt ihr, könnten sie, kann ich, kann man, darf ich, wann, wie kann ich, wie lange, wie viel, wo
        kann ich, wo finde ich, gibt es, weiß jemand, kann jemand, bitte um hilfe, brauche hilfe, bitte helfen, ich
        möchte wissen, ich hätte eine frage, eine frage, haben sie, habt ihr, ist es möglich, bitte um rückruf, bitte
        melden
    """,
    "attempt": """
        habe angerufen, mehrfach angerufen, habe geschrieben, habe versucht, versuche seit, habe bestellt, bestellt
        am, habe bezahlt, habe gekauft, habe gebucht, habe gewartet, meine bestellung, mein paket, mein konto, meine
        karte, mein flug, mein koffer, mein ticket, meine buchung, mir wurde gesagt, ich habe ihnen, ich warte
    """,
    "hardship": """
        rollstuhl, schwanger*, baby, säugling, behindert*, behinderung, insulin, medikament*, beerdigung, krebs,
        pflegebedürftig*, auf dem boden schlafen, ohne wasser, ohne essen, kleinkind*
    """,
    "idiom": """
        kein problem, keine probleme, kein thema, nicht schlecht, gar nicht schlecht, nicht mehr lange, keine ahnung
        ob, kein ding
    """,
}
RULES: dict[str, str] = {
    "safety": """
        gefährlich*, lebensgefährlich*, lebensgefahr, in gefahr, gefahr für, gefährdet, gefährdung, brandgefahr, es
        brennt, hat gebrannt, in brand, in flammen, feuer gefangen, ein feuer, feuer ausgebrochen, rauch im, rauch in,
        rauch aus, rauchentwicklung, riecht nach gas, gasgeruch, gasleck, riecht verbrannt, riecht nach verbrannt*,
        brandgeruch, explodiert, explosion, stromschlag, stromschläge, bremsen versagt*, bremsversagen, bremsen
        ausgefallen, bremsen gingen nicht, erstickungsgefahr, verschluckbar*, glassplitter, glasscherbe*, scherben im,
        splitter im, bombendrohung, mit einer waffe, mit einem messer, fahrer war betrunken, betrunkener fahrer,
        notausgang, notausgänge, schwimmwesten, rettungsweste*, mann über bord, über bord, gesunken, ertrunken,
        ertrinken, evakuier*, im aufzug stecken, im aufzug eingesperrt, im fahrstuhl fest*, im aufzug fest*, sexuell*,
        belästigt, belästigung, begrapscht, angegriffen, tätlich*, bedroht, geschlagen, handgreiflich, fast gestorben,
        verseucht, salmonellen, nicht sicher genug, sicherheitsrisiko, sicherheitsmangel
    """,
    "injury": """
        verletzt*, verletzung*, blutet, blutend*, geblutet, krankenwagen, rettungswagen, notarzt, krankenhaus*,
        notaufnahme, verbrannt an, hand verbrannt, finger verbrannt, verbrennung*, verbrüht*, allergische reaktion*,
        allergischer schock, allergischen schock, anaphyla*, lebensmittelvergiftung*, vergiftung*, vergiftet*, bein
        gebrochen, arm gebrochen, gebrochen* bein, knochenbruch, gestürzt, ausgerutscht, bewusstlos*, ohnmächtig*,
        herzinfarkt, schlaganfall, erbrochen, übergeben müssen, ist gestorben, gestorben an, verstorben*, ums leben,
        angefahren, überfahren, keine luft mehr, erstickt, gehirnerschütterung
    """,
    "lawyer": """
        anwalt, anwalts, anwälte, anwältin, rechtsanwalt*, rechtsanwält*, rechtsweg, rechtliche schritte, rechtlicher
        schritte, rechtlichen schritte*, juristisch*, klage einreichen, verklage*, verklagen, klagen gegen, vor
        gericht, zum gericht, gerichtlich*, sammelklage*, rechtsschutz*, anzeige erstatten, erstatte anzeige,
        strafanzeige, mahnbescheid, sehen uns vor gericht
    """,
    "regulator": """
        verbraucherzentrale, verbraucherschutz*, bundesnetzagentur, bafin, schlichtungsstelle, ombudsmann,
        ombudsstelle, ombudsfrau, aufsichtsbehörde*, datenschutzbehörde, datenschutzbeauftragte*, gesundheitsamt,
        gewerbeaufsicht*, ordnungsamt, stiftung warentest, kartellamt, luftfahrt bundesamt, luftfahrtbundesamt,
        eisenbahn bundesamt, eisenbahnbundesamt, polizei gerufen, polizei eingeschaltet, zur polizei, bei der polizei,
        die polizei rufen
    """,
    "press": """
        ich bin journalist*, bin reporter*, journalist bei, journalistin bei, an die presse, zur presse, an die
        medien, an die zeitung, die bild zeitung, presseanfrage, pressestelle, ins fernsehen, redakteur bei,
        redakteurin bei
    """,
    "fraud": """
        betrug, betrugs*, betrüg*, betrogen, abzocker*, phishing, identitätsdiebstahl, unberechtigt*, unbefugt*, nicht
        autorisiert*, nicht genehmigt*, ohne meine zustimmung, ohne meine einwilligung, ohne meine erlaubnis, gehackt,
        hacker, gestohlen, karte geklont, kontodaten missbraucht, missbrauch meiner karte, konto leergeräumt,
        gefälscht*, fakeshop*, fake shop
    """,
    "self_harm": """
        umbringen will ich mich, bringe mich um, mich umbringen, mich umzubringen, selbstmord*, suizid*, nicht mehr
        leben, will sterben, möchte sterben, mir das leben nehmen, lebensmüde, mich verletzen, mich ritzen, vor den
        zug werfen, vor einen zug, allem ein ende
    """,
    "data_leak": """
        datenleck*, datenpanne*, datenschutzverletzung*, datenschutzverstoß*, datenschutzverstöße, dsgvo, daten von
        anderen kunden, daten anderer, daten eines anderen, daten von fremden, fremde daten, fremdes konto, konto
        eines anderen, konto von jemand anderem, bestellungen anderer, bestellung von jemand anderem, rechnung eines
        anderen, meine persönlichen daten, meine daten verkauft, meine daten weiter*, meine daten an, daten
        weitergegeben, daten gelöscht haben, meine daten löschen, löschung meiner daten
    """,
    "discrimination": """
        rassist*, rassismus, diskriminier*, sexist*, sexismus, homophob*, fremdenfeindlich*, ausländerfeindlich*,
        antisemit*, behindertenfeindlich*, frauenfeindlich*, weil ich schwarz, weil ich ausländer*, weil ich eine
        frau, weil ich kopftuch, weil ich ein kopftuch, weil ich türk*, weil ich im rollstuhl, wegen meiner hautfarbe,
        wegen meiner herkunft, wegen meines akzents, wegen meiner religion, wegen meines kopftuchs, wegen meiner
        behinderung
    """,
    "staff_threat": """
        bringe euch um, bringe dich um, bringe ihn um, bringe sie um, bring ihn um, ich komme vorbei und, ich komme zu
        euch und, weiß wo ihr wohnt, weiß wo du wohnst, weiß wo er wohnt, weiß wo sie wohn*, auf die fresse, in die
        fresse, schlage ihn, schlag ihn, zusammenschlagen, verprügel*, abstechen, zünde euren, zünde ihren, zünde den
        laden, laden anzünden, büro anzünden, abfackeln, werdet ihr bereuen, wirst du bereuen, soll sich warm
        anziehen, sollen sich warm anziehen, passt auf euch auf, nehmt euch in acht, verreckt, knall ihn ab, knalle
        euch ab
    """,
    "idiom": """
        bombenstimmung, totgelacht, zum sterben schön, tot gelacht, feuer und flamme, gefühle verletzt, keine gefahr,
        ohne gefahr, feuer frei, tot umfallen, brennt mir auf, brennt darauf, brenne darauf, mit feuer bei, geschlagen
        gegeben, um längen geschlagen, geschlagene stunde*, geschlagene zwei, geschlagene drei, sich geschlagen,
        preise gestürzt, app gestürzt, system gestürzt, anwaltsserie, die zeit totgeschlagen, geschlagene*
    """,
}
