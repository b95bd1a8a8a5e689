"""Italian. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            cliente, clienti, passeggero, passeggeri, viaggiatore, viaggiatori, utente, utenti, persone, gente,
            ospiti, abbonati, voi
        """,
        "party": """
            fornitore, fornitori, appaltatore, subappaltatore, partner, corriere, corrieri, banca, banche, produttore,
            concorrente, concorrenti, concorrenza, autorita, governo, sindacato, sindacati, stampa, media, terzi,
            aeroporto, gestore
        """,
        "staff": """
            dipendente, dipendenti, impiegato, impiegati, collega, colleghi, autista, agente, capitano, tecnico,
            tirocinante, stagista, equipaggio, personale, collaboratore, operatore
        """,
    },
    insults="""
        idiota, idioti, imbecille, imbecilli, stupido, stupida, stupidi, stupide, stupidaggin*, scemo, scemi, cretino,
        cretini, bugiardo, bugiardi, bugiarda, bugiarde, pagliaccio, pagliacci, patetico, patetica, patetici,
        piagnon*, frignon*, lamentoso, isteric*, isterismo, incompetente, incompetenti, incompetenza, incapace,
        incapaci, ridicolo, ridicola, ridicoli, ridicole, codardo, codardi, vigliacc*, pigro, pigri, fannullon*,
        ignorante, ignoranti, ingrato, ingrati, avido, avidi, pazzo, pazzi, pazza, paranoic*, merda, stronz*, cazzo,
        cazzata, cazzate, bastard*, vaffanculo, coglion*, puttana, state zitti, stia zitto, smettetela di lamentarvi,
        caccia alle streghe, feccia, haters, troll, sciocchezz*, fesseri*, maleducat*, buoni a nulla, buono a nulla
    """,
    accusations="""
        esagera, esagerano, esagerando, esagerate, esagerato, esagerata, esagerati, esagerazion*, mentono, stanno
        mentendo, vogliono attirare l'attenzione, fanno le vittime, fare la vittima, notizie false, fake news,
        lamentele false, recensioni false, accuse infondate, lamentele infondate, accuse false, sedicenti clienti,
        presunte vittime, presunti clienti, cosiddetti clienti, malafede, mala fede, tempesta in un bicchier d'acqua,
        non e cosi grave, a differenza dei nostri concorrenti, a differenza della concorrenza, gli altri sono peggio,
        altri fanno peggio, minoranza rumorosa, non hanno niente di meglio da fare, diffondono bugie, campagna
        diffamatoria
    """,
    blame="""
        errore dell'utente, errore utente, errori degli utenti, errore del cliente, errore umano, colpa dell'utente,
        colpa degli utenti, colpa dei ~ @people, colpa del ~ @people, colpa vostra, vostra colpa, colpa sua, colpa
        loro, loro colpa, colpa del ~ @party, colpa dei ~ @party, colpa della ~ @party, colpa di un ~ @staff, colpa
        del ~ @staff, colpa dei ~ @staff, colpa del maltempo, colpa del tempo, colpa del meteo, colpa della pioggia,
        per colpa di, per colpa del, la colpa e di, la colpa e del, la colpa e dei, i colpevoli sono, il colpevole e,
        non e colpa nostra, non e nostra colpa, non e un nostro problema, non e nostra responsabilita, non siamo
        responsabili, non ci assumiamo la responsabilita, non c'entriamo, nulla a che fare con noi, avreste dovuto
        leggere, avrebbero dovuto leggere, avreste dovuto controllare, non hanno letto, non avete letto, se aveste
        letto, non si sono presi la briga, usato male, errore del nostro ~ @party, errore dei nostri ~ @party, errore
        di un ~ @staff, errore di un nostro ~ @staff, a causa del nostro ~ @party, a causa dei nostri ~ @party,
        causato dal nostro ~ @party, negligenza di, negligenza del, il nostro @party ci ha, @staff e stato licenziato,
        @staff e stato sospeso, non controlliamo il tempo, non possiamo controllare il tempo, forza maggiore
    """,
    fine="colpa nostra, nostra colpa, la colpa e nostra, non e colpa vostra, non e colpa sua, la colpa e di nessuno",
    promises="""
        non succedera piu, non accadra piu, non si ripetera, non si ripetera mai piu, non succedera mai piu, non
        accadra mai piu, garantiamo, vi garantiamo, garantito al 100, 100% garantito, sicuro al 100, sicura al 100,
        100% sicuro, totalmente sicuro, totalmente sicura, assolutamente sicuro, assolutamente sicura, completamente
        sicuro, completamente sicura, rischio zero, tutti saranno risarciti, tutti i clienti saranno risarciti,
        nessuno perdera, una volta per tutte
    """,
    vague="""
        sono stati commessi errori, sono stati fatti errori, sono stati commessi degli errori, alcuni @people
        potrebbero riscontrare, alcuni @people possono riscontrare, potrebbero riscontrare, possono riscontrare,
        potrebbero essere interessati, eventuali disagi, il disagio arrecato, i disagi arrecati, disagio causato,
        disagi causati, sono state adottate misure, sono state prese misure, misure opportune, misure necessarie,
        misure appropriate, il prima possibile, al piu presto, quanto prima, a breve, prossimamente, a tempo debito, e
        stato deciso, e stato rilevato, se qualcuno si e sentito, ci dispiace che si senta, un numero limitato di, un
        piccolo numero di, un numero ridotto di, alcuni @people specifici, taluni @people, si sta lavorando, si sta
        provvedendo, state tranquilli, nessun motivo di preoccupazione, nessun pericolo
    """,
    outside="""
        indipendenti dalla nostra volonta, indipendente dalla nostra volonta, fuori dal nostro controllo, circostanze
        impreviste, a causa del maltempo, causa maltempo, per motivi tecnici, motivi tecnici, ragioni tecniche, motivi
        operativi, ragioni operative, problemi tecnici, difficolta tecniche
    """,
    jargon="""
        sinergi*, proattiv*, stakeholder*, olistic*, implementare, implementazione, ottimizzare, latenza, backend,
        frontend, api, dns, sla, kpi, failover, rollback, downtime, workaround, roadmap, performance, feedback,
        nell'ambito di, in merito a, ai sensi di, suddett*, sopracitat*, utente finale, criticita, problematic*,
        disservizio
    """,
    negations="non ne mai nessuno nessun nessuna senza neanche",
    unless="solo soltanto",
    shouted="""
        non mai sempre tutto tutti niente nessuno subito importante urgente attenzione avviso gratis siamo sono che
        molto per una del della gli scusate
    """,
)
