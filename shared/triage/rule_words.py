"""What sets off each of the built-in rules, in English; the other languages have a module each (words_es.py and so on).

Written from general knowledge of how customers write; no text of any set is in it. A `*` stands for any ending. What
stands under `idiom` looks like one of them and is none.
"""

from __future__ import annotations

ENGLISH_RULES: dict[str, str] = {
    "safety": """
        unsafe, dangerous*, endanger*, hazard*, not safe, isn't safe, wasn't safe, aren't safe, weren't safe, no
        longer safe, don't feel safe, didn't feel safe, do not feel safe, did not feel safe, safety issue*, safety
        concern*, safety risk*, safety violation*, safety defect*, caught fire, catches fire, catch fire, catching
        fire, caught alight, set alight, burst into flames, in flames, went up in flames, fire broke out, fire on
        board, fire on, fire in the, fire in my, fire in our, on fire in, engine on fire, battery on fire, car on
        fire, bus on fire, boat on fire, ship on fire, train on fire, plane on fire, kitchen on fire, phone on fire,
        laptop on fire, house on fire, started a fire, starts a fire, start a fire, smoke in, smoke on, smoke from,
        smoke filled, smoke coming, full of smoke, smelled smoke, smelt smoke, smell smoke, smell of smoke, smell of
        burning, smells of burning, smelled of burning, burning smell, smells burnt, gas leak*, leaking gas, smell of
        gas, smells of gas, smell gas, smelled gas, smelt gas, carbon monoxide, electrocut*, electric shock*, got a
        shock off, exposed wire*, live wire*, bare wire*, exploded in, battery explod*, engine explod*, charger
        explod*, oven explod*, could explode, might explode, nearly exploded, almost exploded, explosion, explosions,
        swollen battery, battery swelled, battery is swollen, battery overheat*, brakes fail*, brake failure, brakes
        gave out, brakes stopped, brakes don't work, brakes didn't work, brakes not working, no brakes, airbag fail*,
        airbags fail*, airbag didn't, airbags didn't, steering fail*, steering locked, wheel came off, wheel fell off,
        choking hazard*, life jackets missing, life jackets were, no life jacket*, without life jacket*, not enough
        life, no lifeboat*, lifeboats were, man overboard, fell overboard, fallen overboard, overboard, capsiz*,
        taking on water, took on water, is sinking, was sinking, ship sank, boat sank, drown*, trapped in, trapped
        under, trapped inside, stuck in the lift, stuck in a lift, stuck in the elevator, stuck in an elevator, bomb
        threat, a bomb on, a bomb in, bomb scare, has a gun, had a gun, with a gun, pulled a gun, at gunpoint, shots
        fired, active shooter, pulled a knife, had a knife, at knifepoint, armed man, asleep at the wheel, drunk
        driver, driver was drunk, driver is drunk, pilot was drunk, driving drunk, texting while driving, on his phone
        while driving, on the phone while driving, ran a red light, reckless driv*, drove recklessly, driving
        recklessly, drives recklessly, near miss, near collision, collision, collided with, train derail*, derailment,
        evacuat*, emergency landing, emergency exit*, fire exit*, fire hazard, fire alarm didn't, no fire alarm, smoke
        detector*, railing is loose, loose railing, roof collapsed, ceiling collapsed, ceiling came down, collapsed
        on, asbestos, toxic fumes, fumes in, contaminated, contamination, glass in my, glass in the, glass in our,
        glass in her, glass in his, piece of glass, pieces of glass, shard of, shards of, metal in my, plastic in my,
        razor blade, salmonella, listeria, e coli, tampered with, child could fall, children could fall, kid could
        fall, could fall off, could fall over, could fall down, child could choke, somebody could get hurt, someone
        could get hurt, could get injured, someone will get hurt, someone is going to get hurt, somebody will get
        hurt, someone will get killed, get people killed, get someone killed, gonna kill someone, going to kill
        someone, will kill someone, could kill someone, could kill somebody, could have killed, could've killed, could
        have been killed, nearly killed, almost killed, life threatening, threat to life, risk to life, risking lives,
        lives at risk, lives in danger, my life at risk, our lives at risk, in danger, danger to, sexual assault*,
        sexual harass*, sexually, molest*, groped, groping, touched me inappropriately, threatened me, threatened us,
        threatened my, followed me home, stalking me, hit me, pushed me, shoved me, attacked me, attacked us, attacked
        my, assault*, punched me, punched my, slapped me, slapped my, beat me up, beaten up, domestic violence
    """,
    "injury": """
        injur*, wounded, hurt me, hurt my, hurt her, hurt his, hurt our, hurt their, hurt myself, hurt himself, hurt
        herself, was hurt, were hurt, got hurt, get hurt, been hurt, badly hurt, seriously hurt, is hurt, are hurt,
        bleeding, bled, unconscious, lost consciousness, passed out, fainted, he collapsed, she collapsed, ambulance,
        ambulances, paramedic*, hospital, hospitals, hospitalised, hospitalized, emergency room, intensive care,
        medical emergency, heart attack, had a stroke, suffered a stroke, seizure*, concussion, concussed, needed
        stitches, had stitches, got stitches, food poison*, allergic reaction*, allergic shock, anaphyla*, epipen,
        made me sick, made us sick, made her sick, made him sick, made my son sick, made my daughter sick, made my
        kids sick, made my dog sick, got sick from, got sick after, became ill, fell ill, got ill, seriously ill,
        violently ill, vomiting, throwing up, threw up, diarrhoea, diarrhea, poisoned, poisoning, burned my, burnt my,
        burned me, burnt me, burned her, burnt her, burned his, burnt his, got burned by, got burnt by, got burned on,
        got burnt on, was burned, was burnt, were burned, were burnt, degree burn*, burns on, scalded, scalding,
        crushed my hand, crushed my foot, crushed my finger*, crushed his, crushed her, broke my leg, broke my arm,
        broke my wrist, broke my ankle, broke my hip, broke my nose, broke my tooth, broke her leg, broke her arm,
        broke her wrist, broke her ankle, broke her hip, broke his leg, broke his arm, broke his wrist, broke his
        ankle, broken leg, broken arm, broken wrist, broken ankle, broken hip, broken nose, broken rib*, broken bone*,
        fractur*, sprain*, dislocat*, twisted my ankle, cut my finger*, cut my hand, cut my foot, cut my lip, cut my
        mouth, cut his, cut her, sliced my, lost a finger, amputat*, blinded, choked on, choking on, was choking,
        nearly choked, almost choked, slipped on, slipped and fell, i fell on,
        fell on your, knee is swollen, ankle is swollen, wrong dose, wrong medication,
        slipped and hurt, slipped and broke, i slipped,
        tripped over, tripped on, fell down the, fell off the, fell on the, fell and broke, fell and hurt, fell and
        hit, i fell and, she fell and, he fell and, run over by, ran me over, hit by a car, hit by a bus, hit by your,
        knocked down by, knocked over by, he died, she died, people died, someone died, somebody died, passenger died,
        passengers died, father died, mother died, baby died, dog died, cat died, died on board, died because, has
        died, dead body, killed a man, killed a woman, killed a child, killed a passenger, killed someone, killed
        somebody, killed my dog, killed my cat, nearly died, almost died, could have died, could've died, miscarr*,
        rash all over, in a rash, out in hives, chemical burn*, chest pain*, can't breathe, couldn't breathe, cannot
        breathe, struggling to breathe, trouble breathing, difficulty breathing, stopped breathing, had to be rescued,
        bitten by, bit my, bit me
    """,
    "lawyer": """
        my lawyer*, our lawyer*, a lawyer, lawyers, lawyer up, lawyered up, lawyering up, lawyer will, my attorney*,
        our attorney*, an attorney, my solicitor*, our solicitor*, a solicitor, solicitors, my barrister, legal
        action, legal advice, legal team, legally liable, legal proceedings, legal notice, legal case, legal steps,
        legal claim, legal counsel, take legal, lawsuit*, law suit, class action, sue you, sue them, sue your, sue
        this, sue the, suing, will sue, gonna sue, going to sue, i'll sue, we'll sue, to sue, be sued, get sued, sued
        for, small claims, take you to court, taking you to court, take them to court, taking them to court, take this
        to court, taking this to court, taken to court, take it to court, see you in court, in court, go to court,
        going to court, consumer court, court case, court action, county court, file a suit, filing suit, filing a
        suit, filed suit, press charges, pressing charges, letter before action, letter before claim, cease and
        desist, subpoena*, litigat*, legal remed*, my legal rights
    """,
    "regulator": """
        ombudsman, ombudsmen, ombudsperson, regulator*, better business bureau, the bbb, bbb complaint, bbb report,
        with bbb, attorney general, consumer protection, consumer affairs, consumer forum, consumer commission,
        consumer council, consumer helpline, citizens advice, trading standards, ofcom, ofgem, ofwat, cfpb, the ftc,
        ftc complaint, the fcc, fcc complaint, the faa, faa complaint, dot complaint, complaint with the dot,
        complaint with dot, complaint to dot, complaint with the faa, complaint with faa, complaint with the fcc, to
        trai, trai complaint, complaint with trai, rbi complaint, complaint to rbi, complaint with rbi, report to rbi,
        rbi ombudsman, dgca, irdai, accc, afca, the fca, fca complaint, financial conduct authority, civil aviation
        authority, the caa, information commissioner*, the ico, report you to, reporting you to, reported you to,
        report this to the, report them to the, reported to the police, report to the police, police report, filed a
        police, calling the police, called the police, call the police, police complaint, going to the police, go to
        the police, health inspector*, health department, environmental health, food standards, food safety authority,
        health and safety executive, osha, maritime authority, coast guard, coastguard, fire marshal, data protection
        authority, data protection commission*, advertising standards, competition authority, communications
        authority, consumer watchdog, watchdog, your regulator, my congressman, my congresswoman, my senator
    """,
    "press": """
        i'm a journalist, i am a journalist, i'm a reporter, i am a reporter, journalist here, reporter here,
        journalist at, journalist with, journalist for, journalist from, reporter at, reporter with, reporter for,
        reporter from, producer at, a journalist, go to the press, going to the press, go to the media, going to the
        media, call the news, calling the news, contact the news, contact the press, contacting the press, contacting
        the media, contact the media, calling the press, alert the media, local news station, news station, news crew,
        local newspaper*, the newspapers, tell the press, told the press, to the papers, tell the papers, to the
        newspaper, writing an article, writing a story, writing a piece, story about you, article about you, request
        for comment, press enquiry, press inquiry, press query, press office, your press team, for an article, doing a
        story, covering this story, right of reply, take this to the media, take it to the media, taking this to the
        media, investigative report*, on the evening news
    """,
    "fraud": """
        fraud*, identity theft, stolen identity, stole my, stole our, stole from, stolen from, was stolen, were
        stolen, been stolen, got stolen, stolen card, unauthorised charge*, unauthorized charge*, unauthorised
        transaction*, unauthorized transaction*, unauthorised payment*, unauthorized payment*, unauthorised withdraw*,
        unauthorized withdraw*, unauthorised purchase*, unauthorized purchase*, unauthorised debit*, unauthorized
        debit*, unauthorised access, unauthorized access, without my consent, without my permission, without my
        authorisation, without my authorization, without my knowledge, didn't authorise, didn't authorize, did not
        authorise, did not authorize, never authorised, never authorized, hacked my, been hacked, was hacked, got
        hacked, is hacked, account hacked, phishing, phished, cloned card, card was cloned, card cloned, cloned my,
        card skimm*, skimmed my, scam call*, scam text*, scam email*, scam message*, scammed out of, impersonat*, fake
        website*, fake account*, pretending to be you, pretending to be your, pretending to be from, money laundering,
        someone used my card, somebody used my card, someone is using my, used my card details, someone used my
        account, someone opened an account, transactions i didn't, transaction i didn't, transactions i did not,
        transaction i did not, purchases i didn't make, purchase i didn't make, i did not make this, account takeover,
        sim swap*, emptied my account, drained my account, bribe, bribes, bribery, embezzl*, forged, forgery
    """,
    "self_harm": """
        kill myself, killing myself, end my life, ending my life, take my own life, taking my own life, suicid*, want
        to die, wanna die, wish i was dead, wish i were dead, better off dead, don't want to live, do not want to
        live, don't want to be alive, don't want to be here anymore, no reason to live, nothing to live for, nothing
        left to live for, no will to live, can't go on anymore, can't go on any longer, cannot go on any longer, can't
        go on like this, can't live like this anymore, self harm*, harm myself, harming myself, cutting myself, end it
        all, ending it all, jump off a bridge, jump off the bridge, jump in front of, throw myself, overdose,
        overdosed, overdosing, hang myself, life is not worth, life isn't worth, not worth living, thinking of ending
    """,
    "data_leak": """
        data breach*, data leak*, leaked my, leaked our, leaked customer*, data leaked, data was leaked, details
        leaked, data exposed, data was exposed, exposed my, exposed our, privacy breach, breach of privacy, breach of
        my privacy, privacy violation*, violation of privacy, violated my privacy, invasion of privacy, gdpr, breach
        of data, shared my data, sharing my data, sold my data, selling my data, sell my data, leak my data, misused
        my data, misusing my data, given my data, gave my data, who has my data, delete my data, erase my data, delete
        all my data, access to my data, my personal data, my personal information, my private information, my private
        details, someone else's account, someone else's details, someone else's order*, someone else's data, someone
        else's information, someone else's name, someone else's email*, someone else's bill*, someone else's
        statement*, someone else's address, someone else's invoice*, someone else's booking*, someone else's medical,
        someone else's records, someone else's prescription, someone elses account, someone elses details, somebody
        else's account, somebody else's details, somebody else's order*, somebody else's data, somebody else's name,
        somebody else's bill, somebody else's booking*, somebody else's statement*, another customer's, other
        customers details, other customers data, other customers accounts, other customers information, other
        customers orders, other people's orders, other people's details, other people's data, other people's accounts,
        other people's information, other people's bookings, other people's names, other people's photos, other
        people's messages, other people's statements, other people's account, other peoples orders, other peoples
        details, other peoples data, a stranger's, strangers details, sent my details to, sent my information to, sent
        my documents to, sent my passport to, gave out my, gave my number to, gave my address to, gave my details to,
        shared my number, shared my details, shared my address, posted my address, posted my number, hipaa, ccpa,
        subject access request, right to be forgotten, passwords leaked, password leaked, card details leaked,
        passwords in plain, password in plain
    """,
    "discrimination": """
        discriminat*, racist*, racism, racial*, sexist*, sexism, homophob*, transphob*, islamophob*, antisemit*, anti
        semit*, ableis*, ageis*, xenophob*, misogyn*, bigot*, hate speech, hate crime*, slur, slurs, the n word,
        racially profiled, because i am black, because i'm black, because i am asian, because i'm asian, because i am
        indian, because i'm indian, because i am african, because i'm african, because i am muslim, because i'm
        muslim, because i am jewish, because i'm jewish, because i am gay, because i'm gay, because i am a woman,
        because i'm a woman, because i'm disabled, because i am disabled, because i'm in a wheelchair, because i am in
        a wheelchair, because he is black, because she is black, because we are black, because we're black, because of
        my skin, because of my race, because of our race, because of my religion, because of my accent, because of his
        accent, because of her accent, because of my disability, because of his disability, because of her disability,
        because of my colour, because of my color, because of the colour of, because of the color of, because of my
        nationality, because of my hijab, because of her hijab, because of my turban, because of my age, because of my
        gender, because of his race, because of her race
    """,
    "staff_threat": """
        i'll come down there, i will come down there, going to come down there, gonna come down there, coming down
        there, come to your office*, coming to your office*, i know where you live, know where you live, know where
        you work, know where he lives, know where she lives, driver better watch, staff better watch, driver had
        better watch, staff had better watch, agent better watch, manager better watch, you better watch out, you'd
        better watch out, better watch your back, watch your back, watch your backs, watch his back, watch her back,
        beat you up, beat him up, beat her up, beat them up, beat the shit out of, beat the crap out of, punch you,
        punch him, punch her, punch your, punch someone, punch somebody, smash your face, smash his face, smash her
        face, smash your windows, break your legs, break his legs, break your neck, break his neck, kick your ass,
        kick his ass, kick her ass, kill you, kill him, kill her, kill them, kill the driver, kill the manager, kill
        your driver, kill your staff, kill that driver, shoot you, shoot him, shoot her, shoot them, shoot up, shoot
        the driver, shoot your staff, burn your office, burn your shop, burn your store, burn your building, burn your
        place, burn the place down, burn down your, burn your warehouse, blow up your office, blow up your building,
        blow up your shop, blow up the building, bring a gun, bring my gun, come with a gun, come with a knife, hunt
        you down, hunt him down, hunt her down, hunt them down, track you down, you're dead, you are dead, you're a
        dead man, dead man, dead meat, slap you, slap him, slap her, strangle you, strangle him, strangle her,
        strangle your, strangle the, wring your neck, wring his neck, wring her neck, stab you, stab him, stab her,
        stab your, stab someone, someone should shoot, deserve to die, deserves to die, hope you die, hope you all
        die, hope he dies, hope she dies, hope they die, you will pay with your, teach him a lesson, teach her a
        lesson, teach you a lesson, teach your driver, teach your staff, knock you out, knock him out, knock your
        teeth, put him in hospital, put you in hospital, set fire to your, throw acid, meet me outside, waiting for
        you outside, waiting outside for, pay you a visit, coming for your staff, coming for you, physically hurt you,
        make you bleed
    """,
    "idiom": """
        am a lawyer, i'm a lawyer, as a lawyer, hiring a lawyer, regulator liaison, lawyer friend,
        kill for, kill time, killing time, killing it, killing me, kill the mood, kill the vibe, kill you to, kill him
        to, kill her to, kill them to, shoot you a, shoot you an, shoot you over, shoot you some, shoot them a, shoot
        them an, shoot him an, shoot her an, shoot up in, kill myself laughing, punch your ticket, punch your card,
        hit me up, hit me with, hit me that, hit me back, hit me like, hit me hard, hit my limit, bleeding edge,
        bleeding heart, bleeding money, bleeding obvious, bleeding hell, bleeding customers, bleeding useless,
        bleeding cash, drowning in, drown in, drowned in, drown out, drowned out, went overboard, go overboard, going
        overboard, gone overboard, bit overboard, overboard with, in danger of, gave me a heart attack, give me a
        heart attack, almost had a heart attack, nearly had a heart attack, hurt my feelings, hurt my wallet, hurt my
        credit, hurt my eyes, hurt my business, hurt my score, hurt my chances, hurt my ears, hurt my brain, burned my
        toast, burnt my toast, burned my food, burnt my food, burnt my pizza, burned my pizza, burnt my dinner, burned
        my dinner, burnt my tongue, burned my tongue, burned my bridges, suicide squad, political suicide, career
        suicide, commercial suicide, business suicide, discriminating taste, discriminating palate, discriminating
        customer*, almost died laughing, nearly died laughing, almost died of, nearly died of, thanks to sue, thank
        you to sue, shout out to sue, kudos to sue, spoke to sue, speaking to sue, talk to sue, talked to sue, speak
        to sue, credit to sue, will sue be, food court*, in court shoes, tennis court, press office hours, voltage
        regulator*, pressure regulator*, gas regulator*, window regulator*, temperature regulator*, dead man walking,
        you're dead to, you are dead to, you're dead right, you are dead right, you're dead on, you are dead on, fire
        in the belly, fire on all, collapsed in laughter, fell on deaf, cut his losses, cut her losses, cut his hair,
        cut her hair, cut her off, cut his off, cut her some, cut his price*, bath bomb*, the bomb, stole my heart,
        stole my attention, stole the show, stole my ideas, hacked my way, gave out my favourite, gave out my
        favorite, posted my review, exposed our lack, slipped on my shoes, slipped on a pair, slipped on the shoes,
        slipped and let, tripped over my words, tripped over my own, live wire act, caught fire online, caught fire on
        twitter, caught fire on social, set fire to the rain, bit my tongue, bit me in the, collapsed on the sofa,
        collapsed on the couch, collapsed on the bed, he collapsed into, smoke on the water, smoke in the bar, died of
        laughter, dog died down, collision cover*, collision insurance, throwing up error*, throwing up an error,
        threw up an error, throwing up message*, passed out snacks, passed out leaflets, passed out flyers, passed out
        water, passed out free
    """,
}
