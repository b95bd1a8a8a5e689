"""Italian: how trouble, tone and praise are written, and what sets off the built-in rules. Accents may be left out."""

from __future__ import annotations

NEGATORS = "non mai senza nessuno nessun nessuna niente nulla né neanche nemmeno"
SIGNS: dict[str, str] = {
    "fault": """
        non funziona, non funzionano, non va, non riesco, non riusciamo, non posso, non possiamo, non si apre, non
        carica, non mi fa, non è arrivat*, mai arrivat*, non ho ricevuto, mai ricevut*, non ancora arrivat*, non
        consegnat*, mai consegnat*, nessuna risposta, senza risposta, nessuno risponde, nessuno mi risponde, nessuno
        aiuta, non rispondono, non risponde, non mi rispondono, ancora niente, ancora nulla, sto aspettando, aspetto
        da, aspettiamo da, ancora in attesa, cancellat*, annullat*, hanno annullato, rimborsat*, perso il mio, perso
        la mia, hanno perso, smarrit*, in ritardo, ore di ritardo, addebitat*, addebito doppio, doppio addebito,
        pagato due volte, rotto, rotta, rotti, danneggiat*, difettos*, guast*, si blocca, bloccat*, si chiude da sola,
        va in crash, dà errore, errore nel, sbagliat*, manca, mancano, sporco, sporca, sporchi, senza internet, senza
        linea, non c'è linea, ho perso il volo, messo giù, da ieri non
    """,
    "trouble": """
        problem*, disservizi*, ritardo, ritardi, rimborso, rimborsi, reclamo, reclami, attesa, aspettare, aspettando,
        errore, errori, lento, lenta, lentissim*, guasto, cancellazione, segnalazione, purtroppo, caro, cara
    """,
    "reproach": """
        vergogna, vergognos*, pessim*, delus*, deludent*, delusione, inaccettabil*, scandalos*, scandalo, orribil*,
        terribil*, schifo, schifos*, fa schifo, fate schifo, disastro, disastros*, ridicol*, assurd*, indecent*,
        peggio, peggiore, il peggior, la peggior, scadent*, scarso, scarsa, maleducat*, scortes*, arrabbiat*, furios*,
        stuf*, stanco di, mai più, non consiglio, sconsiglio, sconsigliat*, state alla larga, evitate, da evitare,
        incubo, presa in giro, prese in giro, imbarazzant*, penos*, soldi buttati, tempo perso, caos
    """,
    "accusation": """
        bugiard*, mentono, avete mentito, mi hanno mentito, ingannat*, ingannevol*, mi ignorano, ignorat*, si
        rifiutano, si rifiuta, ve ne fregate, se ne fregano, non gliene frega, presi in giro, promesso, rubato,
        rubano, un furto
    """,
    "blame": """
        colpa vostra, per colpa vostra, vergognatevi, dovreste vergognarvi, incompeten*, ladri, delinquenti,
        irresponsabil*, incapac*, negligen*, buffonata
    """,
    "insult": "idiot*, stupid*, cretin*, buffon*, pagliacc*, imbecill*, merda, stronz*, coglion*, deficient*",
    "slogan": "boicott*, non comprate, condividete, fate girare, passaparola, come al solito, come sempre",
    "praise": """
        ottim*, perfett*, fantastic*, eccellent*, meraviglios*, splendid*, bravissim*, bravi, gentilissim*, gentil*,
        consiglio a tutti, lo consiglio, la consiglio, consigliatissim*, consigliat*, il migliore, la migliore, i
        migliori, molto bene, molto buono, soddisfatt*, content*, felic*, adoro, super, impeccabil*, velocissim*,
        rapid*, efficient*, complimenti, benissimo, bellissim*, cortes*, disponibil*, professional*
    """,
    "thanks": "grazie, grazie mille, mille grazie, vi ringrazio, ringrazio, tante grazie",
    "ask": """
        potete aiutarmi, mi potete, potete, potreste, come posso, come faccio, dove posso, quando, quanto costa,
        quanto tempo, è possibile, qualcuno sa, a che ora, avete, c'è un, ho bisogno di aiuto, ho bisogno, vorrei
        sapere, aiuto per favore, aiutatemi, mi serve, si può, per favore rispondete
    """,
    "attempt": """
        ho chiamato, ho provato, ho scritto, ho inviato, ho mandato, ho contattato, ho ordinato, ho comprato, ho
        acquistato, ho pagato, ho prenotato, il mio ordine, il mio pacco, il mio conto, la mia carta, i miei soldi, il
        mio volo, la mia valigia, il mio biglietto, la mia prenotazione, mi hanno detto, ho segnalato
    """,
    "hardship": """
        sedia a rotelle, incinta, neonato, neonata, bambino piccolo, anzian*, disabil*, insulina, farmac*, medicinal*,
        funerale, cancro, dormire per terra, senza acqua, senza cibo
    """,
    "idiom": "nessun problema, senza problemi, non male, niente male, non c'è problema, non vedo l'ora, di niente",
}
RULES: dict[str, str] = {
    "safety": """
        pericol*, incendi*, ha preso fuoco, preso fuoco, prende fuoco, in fiamme, un fuoco, del fumo, fumo nel, fumo
        nella, fumo dal, odore di gas, odore di bruciato, puzza di gas, puzza di bruciato, fuga di gas, perdita di
        gas, esplos*, è esploso, scossa elettrica, preso la scossa, folgorat*, corto circuito, cortocircuito, freni
        rotti, senza freni, freni non funziona*, freni hanno ceduto, rischio di soffocamento, soffoca*, pezzi di
        vetro, pezzo di vetro, vetro nel, vetro nella, allarme bomba, con una pistola, con un coltello, autista
        ubriaco, conducente ubriaco, uscita di sicurezza, uscite di sicurezza, uscita di emergenza, giubbotti di
        salvataggio, salvagent*, uomo in mare, affond*, anneg*, evacua*, bloccat* in ascensore, bloccat*
        nell'ascensore, chiusi in ascensore, molestat*, molestie, molestia, aggredit*, aggression*, violenza sessuale,
        mi ha minacciato, mi ha colpito, mi ha spinto, rischiato la vita, quasi ammazzat*, rischia di morire, non è
        sicuro, poco sicuro
    """,
    "injury": """
        ferit*, sanguin*, ambulanza, ambulanze, ospedale, ospedali, pronto soccorso, ricoverat*, ustion*, mi sono
        bruciat*, si è bruciat*, reazione allergica, reazioni allergiche, shock anafilattico, intossicazion*,
        intossicat*, avvelenat*, gamba rotta, braccio rotto, si è rotto il, si è rotta la, rotto una gamba, rotto un
        braccio, frattura*, fratturat*, svenut*, privo di sensi, incosciente, infarto, vomitato, vomito, è morto, è
        morta, morti, decedut*, sono cadut*, è caduta, investit*, non riusciva a respirare, non riesco a respirare, mi
        sono fatto male, mi sono fatta male, si è fatto male, si è fatta male, fatto male a
    """,
    "lawyer": """
        avvocat*, vie legali, azione legale, azioni legali, querela, querel*, denuncio, vi denuncio, denunciare,
        denuncia, tribunale, in tribunale, causa legale, fare causa, farò causa, faccio causa, fare una causa, class
        action, giudice di pace, diffida, messa in mora, studio legale
    """,
    "regulator": """
        agcom, antitrust, agcm, altroconsumo, codacons, federconsumatori, adiconsum, unione consumatori, arera, enac,
        ivass, consob, banca d'italia, associazione consumatori, associazioni consumatori, difesa del consumatore,
        garante, difensore civico, corecom, conciliaweb, carabinieri, alla polizia, chiamato la polizia, guardia di
        finanza, asl, ispettori sanitari, polizia postale
    """,
    "press": """
        sono un giornalista, sono una giornalista, giornalista di, giornalista del, giornalista per, alla stampa, ai
        giornali, ai media, striscia la notizia, le iene, in televisione, alla televisione, ufficio stampa
    """,
    "fraud": """
        frod*, fraudolent*, truff*, raggir*, phishing, furto di identità, furto d'identità, addebito non autorizzato,
        addebiti non autorizzati, pagamento non autorizzato, non autorizzat*, non ho autorizzato, senza il mio
        consenso, senza la mia autorizzazione, senza il mio permesso, hackerat*, carta clonata, clonat*, mi hanno
        rubato, rubato i dati, svuotato il conto, acquisti che non ho
    """,
    "self_harm": """
        suicid*, voglio morire, vorrei morire, uccidermi, mi uccido, mi ammazzo, ammazzarmi, togliermi la vita, farla
        finita, non voglio più vivere, non ho più voglia di vivere, farmi del male, buttarmi sotto, buttarmi dal
    """,
    "data_leak": """
        fuga di dati, violazione dei dati, violazione della privacy, dati di un altro cliente, dati di altri clienti,
        dati di altre persone, dati di un'altra persona, dati di altri, account di un altro, conto di un altro, ordini
        di altri, ordine di un altro, fattura di un altro, i miei dati personali, miei dati personali, venduto i miei
        dati, diffuso i miei dati, condiviso i miei dati, cancellare i miei dati, cancellate i miei dati, gdpr, miei
        dati a terzi
    """,
    "discrimination": """
        razzis*, discrimina*, omofob*, sessist*, sessismo, xenofob*, antisemit*, perché sono ner*, perché sono
        straniero, perché sono straniera, perché sono una donna, perché sono gay, perché sono disabile, perché sono
        musulman*, per il colore della, per il mio accento, per la mia religione, per la mia disabilità, insulti
        razzisti
    """,
    "staff_threat": """
        vi ammazzo, ti ammazzo, lo ammazzo, la ammazzo, vi uccido, ti uccido, lo uccido, so dove abit*, so dove
        lavor*, vengo lì e, vengo da voi e, vi spacco, ti spacco, gli spacco, spacco la faccia, spaccare la faccia, vi
        brucio, brucio il negozio, do fuoco, ve ne pentirete, te ne pentirai, vi faccio vedere io, dovete morire,
        crepate
    """,
    "idiom": """
        morto dal ridere, morta dal ridere, da morire dal ridere, bello da morire, buono da morire, da morire, è una
        bomba, ammazzare il tempo, ferite nell'orgoglio, fuochi d'artificio, fuori pericolo, senza pericolo,
        garantire, garanzia
    """,
}
