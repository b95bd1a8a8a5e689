"""The words themselves: English by sign, and a few clear ones of other languages.

Written from general knowledge of how customers write; no text of any set is in it. A `*` stands for any ending. Where
a phrase stands under two signs, the later one counts.
"""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "fault": """
        not working, isn't working, stopped working, doesn't work, don't work, didn't work, won't work,
        never works, never worked, not able to, unable to, won't load, won't open, won't let me,
        won't start, won't connect, doesn't load, doesn't open, can't log in, can't login, can't access,
        can't get through, can't get a, can't get any, can't even, can't book, can't pay, can't find my,
        couldn't even, cannot access, cannot log, keeps crashing, keeps loading, keeps saying,
        keeps failing, keeps freezing, keeps logging, broke, broken, breaks, crashed, crashes, crashing,
        freezes, frozen, glitch*, buggy, bugs, defective, faulty, malfunction*, is down, are down,
        been down, went down, site down, failed, fails, failing, error*, cancelled my, canceled my,
        cancelled our, canceled our, cancelled flight*, canceled flight*, was cancelled, was canceled,
        got cancelled, got canceled, been cancelled, been canceled, is cancelled, delayed, delays,
        been delayed, missed my, missed our, made us miss, made me miss, missed connection*, miss my,
        miss our, lost my, lost our, lost bag*, lost luggage, lost baggage, never arrived, never came,
        never received, never got, never showed, hasn't arrived, haven't received, haven't gotten,
        haven't heard, hasn't come, didn't arrive, didn't come, didn't receive, didn't get, didn't show,
        not received, not arrived, not delivered, never delivered, still waiting, still no, still not,
        still haven't, still hasn't, still don't, still can't, still isn't, still nothing, still missing,
        still sitting, still stuck, waiting for hours, been waiting, on hold for, on hold, no answer,
        no reply, no response, no word, no one answer*, nobody answer*, no one will, nobody will,
        no one can, nobody can, no one to help, nobody to help, no one knows, nobody knows, no explanation,
        no information, no announcement, no help, no luck, no wifi, no record of, no way to, hours late,
        minutes late, mins late, days late, hour late, hr late, hrs late, an hour late, running late,
        damaged, torn, cracked, leaking, leaks, leaked, stained, dirty, filthy, mouldy, moldy, wrong item,
        wrong size, wrong order, wrong bag, wrong address, wrong name, wrong product, wrong price,
        missing item*, missing part*, is missing, are missing, went missing, missing from, charged twice,
        charged me twice, double charged, charged me, been charged, got charged, charged for, overcharg*,
        took the money, taken twice, deducted, debited, not credited, not refunded, no refund,
        never refunded, refund not, my refund, want a refund, want my money, want my refund, money back,
        give me back, stuck in, stuck at, stuck on, been stuck, stranded, turned away, denied boarding,
        bumped from, hung up on, hangs up, disconnected, got cut off, cut off, dropped call*, no signal,
        outage*, locked out, logged me out, logs me out, declined, rejected, expired before,
        out of stock after, slow internet, no internet, no service, not been resolved, not resolved,
        unresolved, not fixed, still broken, waste of money, waste of time, wasted, fell apart, stopped,
        doesn't fit, does not work, do not work, did not work, is not working, are not working, cannot get,
        can not get, could not get, ran out of, left behind, left me, left us, sent me the wrong,
        gave me the wrong, fake product*, counterfeit, poor quality, bad quality, low quality,
        doesn't recognize, doesn't recognise, not recognised, not recognized, can't connect,
        lost connection, doesn't sync, not syncing, won't sync, doesn't show, does not show, doesn't update,
        nothing happens, nothing happened, been hours, been days, been weeks, been months, goes blank,
        went blank, blank page, white page, times out, timed out, throws me out, kicks me out,
        session expired, not possible, cuts me off, just rings, please fix, fix it, fix this, fix your,
        never got through, no confirmation
    """,
    "trouble": """
        problem*, issue*, trouble, late, waiting, waited, delay, cancelled, canceled, cancellation*,
        cancelling, canceling, lost, missing, missed, stuck, stopped, refund*, complain*, slow, fail,
        unable, no one, charge*, queue, stolen, worse, hard to, difficult, impossible, annoying,
        unfortunately, ugh, smh, supposedly, supposed to, was told, were told, told me, told us, keeps,
        kept, keep getting, only to, have to, had to, forced to, pending, overbooked, rebook*, mechanical,
        excuse*, bad, waste, confus*, expensive, uncomfortable, cramped, return it, returned it, how hard,
        for the second time, for the third time, every time, each time, no longer, instead of, even though,
        somebody explain, someone explain, what's going on, what is going on, whats going on, not sure why,
        escalate, grievance, since last, since yesterday, out of order, unanswered, sat on, sitting on,
        misplaced, too long, too much, not enough, no idea, blocked, wrong, gone
    """,
    "hint": """
        still, wait, cancel, hold, fix, resolve, replace*, down, can't, cannot, couldn't, won't, doesn't, didn't,
        wasn't, weren't, isn't, aren't, wouldn't, hasn't, haven't, don't, why, again, another, nothing,
        nobody, never, without, fee, fees, hours, hrs, line, lines, nope, sigh, seriously, really,
        apparently, yet, but, not, closed, tarmac, luggage, baggage, bags, suitcase, dropped, twice, no,
        because, only, even, just, worse than, now, anymore, any more, any longer, what happened, what the,
        like this
    """,
    "reproach": """
        disappoint*, terribl*, horribl*, awful*, appalling, atrocious, abysmal, dreadful, dire, poor,
        poorly, worst, unacceptable, not acceptable, ridiculous*, absurd, outrageous, disgust*, disgraceful,
        shocking, unbelievable, unreal, insane, joke, laughable, pathetic, lousy, shoddy, shit*, crap*,
        bullshit, bs, wtf, useless, worthless, frustrat*, annoyed, angry, furious, livid, fuming, upset,
        unhappy, dissatisfied, unsatisfied, fed up, sick of, tired of, had enough, sick and tired, hate,
        hated, hating, unprofessional, unhelpful, not helpful, rude, rudest, rudely, unfriendly, careless,
        nightmare, hell, mess, fiasco, disaster*, debacle, shambles, chaos, embarrassing, embarrassed,
        inexcusable, unimpressed, not impressed, not happy, not good, not cool, not okay, not ok, not great,
        not fair, unfair, not right, no excuse, bad service, bad customer service, bad experience, very bad,
        so bad, really bad, poor service, poor customer service, slow service, no customer service,
        customer service fail, epic fail, big fail, fail, fails, failure, #fail, sad, sadly, regret,
        regretting, overpriced, greedy, wish i had, wish i'd never, should have flown, should've,
        should have known, not worth, underwhelm*, subpar, substandard, mediocre, misleading, ruined,
        ruining, ruins, come on, get it together, get your act, get it right, what a joke,
        what is wrong with, what's wrong with, how is this, how is it, how can you, how do you expect,
        why can't you, why do you, why don't you, why would you, why is it, why are you, why does,
        why is my, why is your, why am i, why was, really guys, not ideal, leaves a lot, left a bad,
        letting me down, let me down, let us down, let down, thanks for nothing, thanks a lot, no thanks to,
        so much for, good luck getting, incredibly slow, painfully slow, super slow, too slow, poorest,
        sucked, sucks, suck, sucky, blows, stinks, ripoff, rip off, ripped off, losing customers,
        lost a customer, lost my business, losing my business, lost a loyal, taking my business,
        take my business elsewhere, switching to, switch to another, zero stars, one star, 1 star,
        never again, won't be back, won't be flying, won't fly, never fly*, never flying, never using,
        never buy*, don't buy, do not buy, don't fly, not recommend, wouldn't recommend, avoid, beware,
        stay away, last time i, cheaply made, waste of, thanks for cancel*, thanks for losing,
        thanks for delaying, thanks for ruining, thanks for ignoring, thanks for making me,
        thanks for making us, thanks for keeping me, thanks for keeping us, thanks for leaving me,
        thanks for leaving us, thanks for wasting, thanks for the delay, thanks for breaking,
        thanks for charging, thank you for cancel*, thank you for losing, thank you for delaying,
        thank you for ruining, thank you for ignoring, thank you for making me, thank you for making us,
        thank you for keeping me, thank you for keeping us, thank you for leaving me,
        thank you for leaving us, thank you for wasting, thank you for the delay, thank you for breaking,
        thank you for charging, great job losing, great job ruining, great job ignoring, great job cancel*,
        great job breaking, good job losing, good job ruining, good job ignoring, good job cancel*,
        good job breaking, nice job losing, nice job ruining, nice job ignoring, nice job cancel*,
        nice job breaking, way to ruin, way to go, hopeless, clueless, zero clue, no clue
    """,
    "accusation": """
        ignor*, refus*, you lied, lied to, lying, liars, lies, misled, misleading, false advertising,
        bait and switch, rip off, rips off, ripping, overcharg*, charged me twice, charged twice, stealing,
        stole, hung up on me, hung up, don't care, doesn't care, do not care, could care less,
        couldn't care less, no one cares, nobody cares, never care, broken promise*, promised me,
        you promised, was promised, were promised, breach*, scam*, scammed, sent me in circles,
        passed around, pass the buck, your staff, your crew, your agents, your agent, your employee*,
        your driver, your customer service, your service, your company, your people, your team,
        you cancelled, you canceled, you lost, you broke, you charged, you took, you guys lost,
        you guys cancelled, you won't, you can't, you don't, you didn't, you never, you still, you keep,
        you failed, you've failed, treated me, treated us, treat your customers, treat people,
        no customer service, deliberately, on purpose, unethical, dishonest, deceptive, won't honor,
        won't honour, won't refund, won't give, laughed at, yelled at, shouted at, screamed at, abandoned,
        kicked off, kicked us, no accountability, no compensation, unwilling, cover up, covering up,
        how dare
    """,
    "blame": """
        your fault, your own fault, your mistake, your error, you ruined, you've ruined, shame on you,
        shame on, shameful, ashamed, should be ashamed, incompeten*, negligen*, irresponsible, criminal,
        criminals, thieves, thief, crooks, disgrace, worst airline, worst company, worst customer service,
        worst service, worst experience, worst app, worst bank, worst ever, the worst, absolute worst,
        you people, you guys are the worst, you guys suck, you suck, you should be, corrupt, morally,
        screwed me, screwed us, screwed up, screwed over, messed up, you owe, held hostage, robbed, robbing,
        robbery, daylight robbery, inhuman*, i blame, no excuse for, dropped the ball, gross incompetence,
        total incompetence, screwing, because of you, thanks to you, all your doing
    """,
    "insult": """
        idiot*, moron*, stupid, dumb, clown*, trash, garbage, rubbish, scum*, crooks, losers, loser, fuck*,
        asshole*, bastard*, bitch*, damn, dumbass, jerks, fools, bunch of, fucked, fucking, effing,
        freaking, screw you, piss*, go to hell, rot in, vultures, parasites, shitty, crappy, jokers,
        muppets, cowboys, f u, stfu, die in
    """,
    "slogan": """
        boycott*, do better, shame, cancel them, delete the app, uninstall*, everyone stop, stop buying,
        spread the word, retweet if, share if, who else, hope you go bankrupt, go bankrupt, out of business,
        shut down, you're finished, typical, as usual, of course, no surprise, never change, same old,
        every single time, classic, lol, lmao, what a shock, surprise surprise, get lost, burn it,
        down with, we all know, they all, everybody knows
    """,
    "praise": """
        great, love, loved, loving, loves, awesome, amazing, excellent, fantastic, wonderful, perfect,
        brilliant, superb, best, good, nice, nicely, happy, glad, pleased, impressed, impressive, kudos,
        props, shout out, shoutout, well done, good job, great job, nice job, good work, great work, bravo,
        helpful, friendly, kind, polite, courteous, smooth*, comfortable, comfy, easy, quick, quickly, fast,
        recommend*, enjoy*, beautiful, cool, fun, appreciate*, appreciated, grateful, delight*, thrilled,
        excited, can't wait, cannot wait, looking forward, favorite, favourite, outstanding, exceptional,
        stellar, top notch, first class service, rock, rocks, rockstar*, classy, legend*, lifesaver,
        made my day, made my night, pleasure, worth every, works great, works well, worked perfectly, smile,
        smiling, yay, woohoo, woo hoo, wow, congrats, congratulations, sweet, super, lovely, so good,
        very good, really good, better, saved me, saved my, saved us, sets the bar, above and beyond,
        no problem*, no issue*, no complaint*, no trouble, no worries, no wait, no delay*, not bad,
        not a problem, on time, five stars, 5 stars, 5 star, ❤, 😍, 👍, 😊, 🎉, 🙌, 😀, 😁, 👏, 💙, 🥰, haha, win,
        won, welcome, proud, never disappoint*, never fail*, never had a problem, never had any problem*,
        never had an issue, never had any issue*, joy, joyful, spotless, is fixed, got fixed, all fixed,
        was fixed, fixed it, fixed my, fixed our, sorted it, sorted my, resolved it, resolved my,
        has improved, all sorted, for fixing, for sorting, for helping, for resolving
    """,
    "thanks": """
        thank*, thx, thnx, tx, ty, tysm, cheers, much appreciated, many thanks, big thanks,
        thank you so much, thank god, thanks so much, 🙏
    """,
    "ask": """
        please help, pls help, plz help, help me, help please, need help, can you help, can someone,
        can anyone, could someone, could you, can you, can i, could i, may i, would you, will you, any help,
        any update*, any chance, any idea*, any news, any way, any plans, please advise, please respond,
        please reply, please call, please refund, please contact, please check, please resolve,
        please let me, please dm, please follow, kindly, refund me, call me, contact me, dm me,
        get back to me, do you have, do you know, do you offer, are you, is there, are there, does anyone,
        does anybody, how do i, how can i, how do you, how long, how much, how many, how to, what time,
        what is the, what's the, what are, when will, when is, when does, when do, where can, where do,
        where is, where's, which, who do i, who can i, is it possible, i'd like to, i would like to,
        i need to, i need a, need to know, i want to, trying to find, looking for, looking to, wondering if,
        wondering, just checking, does it, do i, should i, is this, is it, did you, have you, what do,
        what if, anyone know, when will it be, will it be fixed, will it be back
    """,
    "attempt": """
        i tried, i've tried, have tried, tried to, tried calling, trying to, i called, i've called,
        have called, called and, i phoned, i emailed, i e-mailed, i've emailed, have emailed, i wrote,
        i've written, i messaged, i asked, i've asked, i contacted, i've contacted, have contacted, i spoke,
        spoke to, spoke with, i filed, i ordered, i've ordered, i bought, i purchased, i paid, i've paid,
        i booked, i had booked, we booked, i reported, i returned, i sent, i've sent, i've been,
        i have been, we've been, we have been, i am still, i'm still, we're still, we are still, i was told,
        we were told, been trying, on the phone, my order, my booking, my reservation, my ticket*,
        my flight, our flight, my bag*, my luggage, my account, my card, my money, my package, my parcel,
        my phone, my bill, my payment, i received, i got, we got, we waited, i waited, i had to, we had to,
        submitted
    """,
    "hardship": """
        wheelchair, disabled, disability, elderly, grandmother, grandma, grandfather, infant, newborn, baby,
        toddler, pregnant, insulin, medication, medicine, medical, diabetic, oxygen, funeral, dying, cancer,
        surgery, chemo*, dialysis, sleeping on the floor, sleep on the floor, slept on the floor,
        sleep in the, overnight, no food, no water, nowhere to sleep, nowhere to stay, no hotel,
        can't pay my rent, rent is due, homeless, small children, young children, my kids, little kids,
        alone at night, stranded
    """,
    "danger": """
        injur*, unsafe, dangerous*, endanger*, hazard*, safety hazard, safety risk, safety issue*,
        safety concern*, safety violation*, fire hazard, caught fire, on fire in, burst into flames,
        smoke in, smoke on, smell of smoke, smell of burning, smells of burning, smell of gas, gas leak,
        carbon monoxide, electrocut*, electric shock, explod*, explosion, bleeding, unconscious, ambulance,
        hospital, hospitals, hospitalised, hospitalized, emergency room, medical emergency, heart attack,
        seizure, food poisoning, allergic reaction, anaphyla*, poisoned, choked on, choking hazard,
        broke my leg, broke my arm, broke her leg, broke his leg, broken leg, broken arm, overboard,
        life jacket*, lifeboat*, nearly died, almost died, could have died, could have been killed,
        could have killed, someone will get killed, get hurt, got hurt, hurt my, hurt her, hurt his,
        was hurt, were hurt, burned my, burnt my, crushed my, suicid*, kill myself, end my life,
        want to die, self harm, self-harm, sexual*, assault*, molest*, threatened me, threatened us, groped,
        hit me, hit my, pushed me, attacked me, bomb, fell down the, slipped on, life threatening,
        life-threatening, rescued, capsiz*, drown*, trapped in, trapped under
    """,
    "law": """
        my lawyer*, our lawyer*, a lawyer, lawyers, lawyer up, lawyer will, my attorney*, an attorney,
        our attorney, my solicitor*, a solicitor, legal action, legal advice, legal team, legally liable,
        legal proceedings, legal notice, legal case, lawsuit*, law suit, class action, sue you, sue them,
        suing, will sue, gonna sue, going to sue, i'll sue, to sue, be sued, small claims,
        take you to court, taking you to court, see you in court, in court, go to court, consumer court,
        court case, trading standards
    """,
    "regulator": """
        ombudsman, regulator*, better business bureau, the bbb, bbb complaint, attorney general,
        consumer protection, consumer forum, data protection authority, gdpr, dot complaint, faa complaint,
        fcc complaint, complaint with the dot, complaint with the faa, complaint with the fcc,
        complaint with dot, complaint with faa, complaint to dot, report you to, reporting you to,
        report this to the, reported to the police, police report, filed a police, calling the police,
        called the police, cfpb, ofcom, ofgem, maritime authority, coast guard, coastguard,
        health inspector, data breach
    """,
    "press": """
        i'm a journalist, i am a journalist, i'm a reporter, i am a reporter, journalist here,
        reporter here, journalist at, journalist with, journalist for, reporter at, reporter with,
        go to the press, going to the press, go to the media, going to the media, call the news,
        calling the news, contact the news, contact the press, contacting the press, contacting the media,
        contact the media, calling the press, local news station, the newspapers, tell the press,
        told the press, to the papers, writing an article, writing a story, request for comment
    """,
    "fraud": """
        fraud*, identity theft, stolen from my, stole my, stole our, stole from, was stolen, were stolen,
        been stolen, got stolen, unauthorised charge*, unauthorized charge*, unauthorised transaction*,
        unauthorized transaction*, unauthorised payment*, unauthorized payment*, without my consent,
        without my permission, hacked my, been hacked, was hacked, got hacked, account hacked, phishing,
        card details leaked, cloned
    """,
    "discrimination": """
        discriminat*, racist*, racism, racial*, sexist*, sexism, homophob*, transphob*, islamophob*,
        antisemit*, anti-semit*, ableis*, racially profiled, because i am black, because i'm black,
        because of my skin, because of my race, because of my religion, because of my accent,
        because of his accent, because of her accent, because i'm disabled, because of my disability
    """,
    "idiom": """
        can't complain, don't worry, don't mind, no doubt, not only, why not, still love, still the best,
        still great, do not disturb, hold on, wait for it, wait till, wait until, wait to see,
        couldn't be happier, couldn't have been, can't thank, can't believe how good, can't stop, sick beat,
        killing it, fire sale, not sure if, good morning, good afternoon, good evening, good night,
        good luck, best regards, kind regards, kind of, have a good, have a great, have a nice,
        happy birthday, happy new year, happy holidays, happy to, at best, best way to, good day,
        would be great, would be nice, would be good, would be awesome, would love, i'd love,
        that'd be great, would be cool, good enough, a good time, better be, better than this, better off,
        had better, used to be good, used to love, used to be great, used to be the best, i wish,
        pretty bad ass, badass, kind enough, easy to say, not as good, super bowl, new york, thank god for,
        lost for words, problem solved, error free, hardly wait, great britain
    """,
}

#: What is clear in the languages that visitors write most; read only where a text is not English.
OTHERS: dict[str, str] = {
    "fault": """
        no funciona, no funcionan, no puedo, no me deja, no llega, no ha llegado, sigo esperando,
        sin respuesta, nadie contesta, nadie responde, cancelad*, cobrado dos veces, reembolso, devolución,
        perdido, retraso, ne marche pas, ne fonctionne pas, ne marche plus, impossible de, toujours pas,
        pas de réponse, aucune réponse, annulé, annulée, remboursement, remboursé, perdu, en retard,
        débité deux fois, funktioniert nicht, geht nicht, kann nicht, immer noch nicht, keine antwort,
        niemand antwortet, storniert, ausgefallen, rückerstattung, geld zurück, verloren, verspätung,
        verspätet, doppelt abgebucht, kaputt, non funziona, non riesco, non posso, non è arrivat*,
        nessuna risposta, nessuno risponde, cancellat*, rimborso, perso, in ritardo, addebitat*, rotto,
        não funciona, não consigo, não chegou, sem resposta, ninguém responde, estorno, perdid*, atrasad*,
        atraso, cobrad*, werkt niet, kan niet, nog steeds niet, geen antwoord, geannuleerd, vertraging
    """,
    "reproach": """
        vergüenza, pésimo, pésima, horrible, terrible, fatal, inaceptable, decepcionad*, honte, honteux,
        inadmissible, nul, nulle, scandaleux, déçu, déçue, unverschämt*, schlecht, schrecklich, enttäuscht,
        katastrophe, frechheit, vergogna, pessimo, pessima, delus*, inaccettabile, scandaloso, vergonha,
        péssimo, péssima, inaceitável, horrível, decepcionant*, schande, belachelijk, slecht
    """,
    "thanks": """
        gracias, merci, danke, vielen dank, grazie, obrigado, obrigada, bedankt, asante
    """,
    "praise": """
        excelente, genial, perfecto, encanta, parfait, super, génial, toll, perfekt, wunderbar, ottimo,
        perfetto, fantastico, ótimo, perfeito, adoro, geweldig
    """,
    "danger": """
        peligro*, herid*, urgencias, dangereu*, blessé, blessée, hôpital, gefährlich, verletzt, krankenhaus,
        notarzt, pericolos*, ferit*, ospedale, perigo*, ferid*
    """,
    "law": """
        abogad*, demandar, mon avocat, un avocat, tribunal, porter plainte, anwalt, rechtsanwalt, klage,
        avvocat*, denuncia, advogad*, processar, advocaat
    """,
    "fraud": """
        fraude, estafa, estafador*, arnaque, escroc*, betrug, betrüger, truffa, truffator*, golpe
    """,
    "discrimination": """
        racista, raciste, rassist*, razzist*, discrimina*, diskriminier*
    """,
}
