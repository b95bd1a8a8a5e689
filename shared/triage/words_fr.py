"""French: how trouble, tone and praise are written, and what sets off the built-in rules. Accents may be left out."""

from __future__ import annotations

NEGATORS = "pas jamais sans aucun aucune personne rien ni non"
SIGNS: dict[str, str] = {
    "fault": """
        ne marche pas, marche pas, ne fonctionne pas, fonctionne pas, ne marche plus, marche plus, ne fonctionne plus,
        impossible de, je n'arrive pas, n'arrive pas à, je ne peux pas, peux pas, on ne peut pas, toujours pas, pas
        reçu, jamais reçu, pas encore reçu, jamais arrivé, jamais livré, pas livré, pas arrivé, non livré, pas de
        réponse, aucune réponse, sans réponse, personne ne répond, personne ne décroche, ne répond pas, ne répondent
        pas, annulé*, a été annulé, remboursé, pas remboursé, toujours pas remboursé, j'attends toujours, on attend
        toujours, en attente depuis, perdu, ont perdu, avez perdu, en retard, heures de retard, débité deux fois,
        prélevé deux fois, facturé deux fois, facturé à tort, prélevé à tort, en panne, cassé*, défectueu*, abîmé*,
        endommagé*, bloqué*, plante, buggé*, bug, erreur de, message d'erreur, raccroché au nez, m'a raccroché, coupé,
        sale, raté mon, raté ma, il manque, incomplet*, mauvaise taille, mauvais article
    """,
    "trouble": """
        problème*, souci*, retard, retards, remboursement*, réclamation*, attendre, attente, attends, erreur*, lent*,
        panne, annulation, litige, trop cher, plainte, incident
    """,
    "reproach": """
        honte, honteu*, inadmissible*, inacceptable*, nul, nulle, nuls, nullissime, scandaleu*, scandale, déçu*,
        décevant*, déception, catastroph*, lamentable*, déplorable*, horrible*, affreux, médiocre*, pire, le pire, la
        pire, très mauvais, mauvais service, mauvaise expérience, ras le bol, marre, j'en ai marre, en colère,
        furieu*, énervé*, à fuir, fuyez, évitez, plus jamais, jamais plus, ne recommande pas, je déconseille, à
        éviter, n'importe quoi, du grand n'importe quoi, bravo la, foutage de gueule, dégueulasse, dégoûté*,
        désagréable*, impoli*, malpoli*, insupportable*, cauchemar, foutoir, pathétique, ridicule
    """,
    "accusation": """
        menteur*, mensonge*, vous mentez, on m'a menti, m'a menti, publicité mensongère, vous ignorez, on m'ignore,
        m'ignore, refuse de, refusent de, vous refusez, se moquent de, se moque du, se foutent de, se fout de, aucun
        respect, aucune considération, du vol, volé mon, vous m'avez promis, m'a promis, trompé*, tromperie
    """,
    "blame": """
        incompéten*, irresponsable*, voleur*, bande de voleurs, par votre faute, votre faute, de votre faute, honte à
        vous, vous devriez avoir honte, négligen*, bande d'incapables, incapables, escrocs, une honte
    """,
    "insult": """
        idiot*, imbécile*, crétin*, débile*, connard*, connasse*, abruti*, merde, merdique*, clown*, guignol*,
        bouffon*
    """,
    "slogan": """
        boycott*, boycotter, partagez, faites tourner, n'achetez pas, n'achetez plus, comme d'habitude, faites passer
    """,
    "praise": """
        parfait*, super, génial*, excellent*, merveilleu*, formidable*, impeccable*, au top, très bien, très bon, très
        bonne, très satisfait*, ravi*, content*, satisfait*, adore, j'adore, je recommande, recommande vivement,
        rapide et, agréable*, aimable*, sympathique*, sympa, le meilleur, la meilleure, les meilleurs, félicitations,
        magnifique*, efficace*, rien à redire, à l'écoute, professionnel*, bravo à, bonne expérience
    """,
    "thanks": "merci, merci beaucoup, mille mercis, je vous remercie, remercie, remerciements",
    "ask": """
        aidez moi, pouvez vous, pourriez vous, est ce que, est il possible, comment faire, comment puis, quand, où
        puis, à quelle heure, combien de temps, combien coûte, quelqu'un sait, savez vous, avez vous, y a t il, j'ai
        besoin d'aide, besoin d'aide, je voudrais savoir, j'aimerais savoir, merci de me, que faire, s'il vous plaît
    """,
    "attempt": """
        j'ai appelé, j'ai essayé, j'ai écrit, j'ai envoyé, j'ai contacté, j'ai commandé, j'ai acheté, j'ai payé, j'ai
        réservé, j'ai réclamé, ma commande, mon colis, mon compte, ma carte, mon argent, mon vol, ma valise, mon
        billet, ma réservation, on m'a dit, ça fait, cela fait
    """,
    "hardship": """
        fauteuil roulant, enceinte, bébé, nourrisson, personne âgée, handicapé*, handicap, insuline, médicament*,
        enterrement, obsèques, cancer, dormir par terre, sans eau, sans nourriture
    """,
    "idiom": """
        pas de problème, pas de souci*, aucun problème, aucun souci, sans problème, pas mal, sans souci, de rien
    """,
}
RULES: dict[str, str] = {
    "safety": """
        dangereu*, danger, en danger, incendie*, a pris feu, prend feu, pris feu, en flammes, départ de feu, de la
        fumée, fumée dans, odeur de gaz, odeur de brûlé, sent le gaz, sent le brûlé, fuite de gaz, a explosé,
        explosion, court circuit, électrocut*, choc électrique, décharge électrique, freins ont lâché, plus de freins,
        freins lâch*, risque d'étouffement, s'étouffer, éclats de verre, morceau de verre, bout de verre, morceaux de
        verre, alerte à la bomb*, arme à feu, avec un couteau, conducteur ivre, chauffeur ivre, conducteur bourré,
        chauffeur bourré, sortie de secours, issue de secours, gilets de sauvetage, homme à la mer, coule, noyé*,
        noyade, évacu*, coincé* dans l'ascenseur, bloqué* dans l'ascenseur, harcèlement sexuel, agression*, agressé*,
        agression sexuelle, attouchement*, m'a menacé*, m'a frappé*, m'a poussé*, failli nous tuer, failli me tuer,
        failli mourir, pas sécurisé*, mise en danger
    """,
    "injury": """
        blessé*, blessure*, saign*, ensanglanté*, ambulance*, hôpital, hôpitaux, hospitalis*, aux urgences, le samu,
        brûlure*, me suis brûlé*, s'est brûlé*, réaction allergique, allergique grave, choc anaphylactique,
        intoxication*, intoxiqué*, empoisonn*, jambe cassée, bras cassé, s'est cassé, me suis cassé, fracture*,
        inconscient*, s'est évanoui*, malaise, crise cardiaque, vomi, vomissement*, est mort, est morte, est décédé*,
        je suis tombé*, a fait une chute, renversé par, n'arrivait plus à respirer, n'arrive plus à respirer
    """,
    "lawyer": """
        avocat, avocats, avocate, mon avocat, porter plainte, porterai plainte, dépose plainte, déposer plainte, porté
        plainte, déposé plainte, je porte plainte, tribunal, tribunaux, au tribunal, en justice, action en justice,
        poursuites, poursuivre en justice, mise en demeure, huissier, voie judiciaire, voies légales, action
        collective, recours juridique, procès
    """,
    "regulator": """
        dgccrf, répression des fraudes, ufc que choisir, que choisir, 60 millions de consommateurs, médiateur,
        médiatrice, saisir le médiateur, la cnil, l'arcep, acpr, dgac, signal conso, signalconso, association de
        consommateurs, défenseur des droits, protection du consommateur, protection des consommateurs, appeler la
        police, appelé la police, signaler à la police, à la gendarmerie, inspection sanitaire, services d'hygiène,
        autorité de régulation, régulateur
    """,
    "press": """
        je suis journaliste, journaliste au, journaliste à, journaliste pour, à la presse, la presse locale, alerter
        la presse, contacter la presse, alerter les médias, contacter les médias, aux médias, aux journaux, à la télé,
        service de presse
    """,
    "fraud": """
        fraud*, escroquerie*, arnaque*, arnaqué*, escroqué*, hameçonnage, phishing, usurpation d'identité, usurpé*,
        prélèvement frauduleux, débit non autorisé, prélèvement non autorisé, paiement non autorisé, sans mon accord,
        sans mon autorisation, sans mon consentement, je n'ai pas autorisé, pas autorisé ce, piraté*, piratage, carte
        volée, carte clonée, on m'a volé, m'a volé, achats que je n'ai pas, vidé mon compte
    """,
    "self_harm": """
        suicid*, me suicider, me tuer, en finir avec la vie, mettre fin à mes jours, je veux mourir, envie de mourir,
        plus envie de vivre, ne veux plus vivre, me foutre en l'air, me jeter sous, me jeter du, me faire du mal,
        mieux vaut mourir
    """,
    "data_leak": """
        fuite de données, fuites de données, mes données personnelles, données d'un autre client, données d'autres
        clients, compte d'un autre, compte de quelqu'un d'autre, commande de quelqu'un d'autre, commandes d'autres,
        données de quelqu'un d'autre, coordonnées d'un autre, informations d'un autre client, facture d'un autre,
        rgpd, vendu mes données, partagé mes données, divulgué mes, violation de données, vie privée, supprimer mes
        données, supprimez mes données
    """,
    "discrimination": """
        raciste*, racisme, discrimin*, homophobe*, homophobie, sexiste*, sexisme, xénophobe*, antisémit*, islamophob*,
        parce que je suis noir*, parce que je suis arabe, parce que je suis une femme, parce que je suis musulman*,
        parce que je suis handicapé*, à cause de ma couleur, à cause de mon accent, à cause de mon origine, à cause de
        ma religion, à cause de mon voile, propos haineux, injures raciales
    """,
    "staff_threat": """
        je vais vous tuer, je vais te tuer, je vais le tuer, je vais la tuer, je vais les tuer, vais tuer, je vais
        venir vous voir, je sais où vous habitez, je sais où tu habites, je sais où il habite, casser la gueule, péter
        la gueule, défoncer la gueule, vais vous frapper, vais le frapper, vais la frapper, mettre le feu à vos,
        mettre le feu à votre, brûler vos bureaux, brûler votre, vous allez le regretter, tu vas le regretter, crevez
        tous, faites gaffe à vous, je vais débarquer
    """,
    "idiom": """
        mort de rire, morte de rire, à mourir de rire, c'est de la bombe, tuer le temps, fruit d'avocat, à l'avocat,
        toast avocat, salade d'avocat, avocat crevettes, tartine avocat, avocat mûr, avocats mûrs, un avocat pourri,
        coule de source, presse agrume*, feu d'artifice, sans danger, aucun danger, malaisant, le feu vert, vol annulé
    """,
}
