"""French. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            client, clients, cliente, clientes, passager, passagers, voyageur, voyageurs, usager, usagers,
            utilisateur, utilisateurs, gens, abonnes, vous
        """,
        "party": """
            fournisseur, fournisseurs, prestataire, prestataires, sous traitant, sous traitants, partenaire,
            partenaires, transporteur, transporteurs, banque, banques, fabricant, concurrent, concurrents,
            concurrence, autorites, gouvernement, syndicat, syndicats, presse, medias, tiers, aeroport, hebergeur
        """,
        "staff": """
            employe, employes, employee, salarie, salaries, collegue, conducteur, chauffeur, agent, agents, capitaine,
            technicien, stagiaire, equipage, personnel, collaborateur, collaborateurs
        """,
    },
    insults="""
        idiot, idiots, idiote, idiotes, imbecile*, stupide*, stupidite*, debile*, cretin*, abruti*, menteur, menteurs,
        menteuse, menteuses, clown, clowns, pathetique*, pleurnichard*, pleurniche*, geignard*, raleur, raleurs,
        raleuse, hysterique*, hysterie, incompetent, incompetents, incompetente, incompetentes, incompetence,
        ridicule, ridicules, paresseux, paresseuse*, faineant*, ignorant, ignorants, ignare*, ingrat, ingrats,
        cupide*, fou furieux, folle furieuse, parano, paranoiaque*, merde, merdique, connard*, connasse*, salaud*,
        salope*, putain, encule*, con, cons, taisez vous, arretez de vous plaindre, cessez de vous plaindre, chasse
        aux sorcieres, racaille, haters, trolls, foutaise*, betise*, n'importe quoi, guignol*, bon a rien, bons a
        rien, malpoli*
    """,
    accusations="""
        exagere, exagerent, exagerez, exagerer, exageration*, exagerement, mentent, mentez, ment aux, veulent attirer
        l'attention, attirer l'attention sur eux, se victimisent, jouent les victimes, fausses nouvelles, fausses
        plaintes, faux avis, accusations infondees, plaintes infondees, accusations mensongeres, soi disant clients,
        soi disant victimes, pretendus clients, pretendues victimes, mauvaise foi, tempete dans un verre d'eau, ce
        n'est pas si grave, contrairement a nos concurrents, contrairement a d'autres, les autres sont pires, les
        autres font pire, minorite bruyante, n'ont rien de mieux a faire, repandent des mensonges, campagne de
        denigrement, en font trop
    """,
    blame="""
        erreur de l'utilisateur, erreur utilisateur, erreurs d'utilisation, erreur d'utilisation, erreur du client,
        erreur humaine, faute des ~ @people, faute du ~ @people, faute de l'utilisateur, faute de l'usager, votre
        faute, votre propre faute, c'est de votre faute, leur faute, leur propre faute, faute du ~ @party, faute de
        notre ~ @party, faute de nos ~ @party, faute des ~ @party, faute d'un ~ @staff, faute de notre ~ @staff, faute
        d'une ~ @staff, faute a la meteo, faute de la meteo, faute du mauvais temps, faute au mauvais temps, faute a
        pas de chance, a cause de notre ~ @party, a cause de nos ~ @party, a cause du ~ @party, a cause des ~ @people,
        par la faute de, responsabilite de notre ~ @party, notre ~ @party est responsable, notre ~ @party est le
        responsable, le coupable est, les coupables sont, defaillance de notre ~ @party, erreur de notre ~ @party,
        erreur d'un ~ @staff, erreur d'un de nos ~ @staff, erreur d'une ~ @staff, negligence de, negligence d'un,
        notre @party nous a, pas notre faute, pas de notre faute, pas notre probleme, pas notre responsabilite, ne
        sommes pas responsables, n'y sommes pour rien, n'y pouvons rien, rien a voir avec nous, vous auriez du lire,
        auraient du lire, auriez du verifier, auraient du verifier, n'avez pas lu, n'ont pas lu, n'ont pas pris la
        peine, si vous aviez lu, s'ils avaient lu, mal utilise, @staff ~ a ete licencie, @staff a ete sanctionne, ne
        controlons pas la meteo, cas de force majeure, force majeure
    """,
    fine="""
        notre faute, c'est notre faute, ce n'est pas votre faute, n'est pas de votre faute, pas votre faute, notre
        propre faute, defaut de
    """,
    promises="""
        ne se reproduira plus, ne se reproduira pas, ne se reproduira jamais, n'arrivera plus, n'arrivera plus jamais,
        plus jamais ca, nous garantissons, nous vous garantissons, on vous garantit, garanti a 100, 100% garanti, 100%
        sur, totalement sur, totalement sure, parfaitement sur, parfaitement sure, absolument sur, risque zero, sans
        aucun risque, tout le monde sera indemnise, tous les clients seront indemnises, personne ne perdra, une fois
        pour toutes
    """,
    vague="""
        des erreurs ont ete commises, des erreurs ont ete faites, certains @people peuvent rencontrer, certains
        @people pourraient rencontrer, peuvent rencontrer, pourraient rencontrer, peuvent etre affectes, pourraient
        etre affectes, pour la gene occasionnee, la gene occasionnee, des desagrements, tout desagrement, les
        desagrements occasionnes, des mesures ont ete prises, des mesures sont prises, des mesures seront prises,
        mesures appropriees, mesures necessaires, dans les meilleurs delais, dans les plus brefs delais, des que
        possible, prochainement, en temps voulu, il a ete decide, il a ete constate, si quelqu'un a ete offense, si
        certains ont ete, desoles que vous ressentiez, un petit nombre de, un nombre limite de, certains @people, est
        en cours de traitement, sont en cours de traitement, a ete identifie, ont ete identifies, soyez assures, soyez
        rassures, aucune raison de s'inquieter, aucun danger
    """,
    outside="""
        independantes de notre volonte, independant de notre volonte, hors de notre controle, circonstances imprevues,
        en raison de la meteo, a cause de la meteo, en raison du mauvais temps, a cause du mauvais temps, raisons
        techniques, raisons operationnelles, raisons d'exploitation, difficultes techniques, problemes techniques,
        incident technique
    """,
    jargon="""
        synergie*, proactif*, proactive*, parties prenantes, holistique*, impacter, impacte, impactes, finaliser,
        latence, backend, frontend, back end, front end, api, dns, sla, kpi, failover, rollback, downtime, process,
        reporting, workaround, feuille de route, en termes de, au niveau de, dans le cadre de, susmentionne*,
        nonobstant, afferent*, utilisateur final, degradation
    """,
    negations="pas ne n jamais personne aucun aucune ni sans non",
    unless="seulement que",
    shouted="""
        non jamais toujours tout tous rien personne important urgent attention avis gratuit sommes nous vous les des
        est sont que tres pas plus une merci desoles stop
    """,
)
