"""English. Written from general knowledge of how companies write on a bad day; `phrases.py` says how to read it."""

from __future__ import annotations

from shared.gate.lexicon import Wordlist

WORDS = Wordlist(
    names={
        "people": """
            customer, customers, passenger, passengers, guest, guests, user, users, client, clients, traveller,
            travellers, traveler, travelers, people, subscriber, subscribers, shopper, shoppers, member, members,
            buyer, buyers, caller, callers, patient, patients, complainant, complainants, you, they
        """,
        "party": """
            supplier, suppliers, contractor, contractors, subcontractor, subcontractors, vendor, vendors, partner,
            partners, provider, providers, third party, third parties, courier, couriers, carrier, carriers, bank,
            banks, manufacturer, manufacturers, competitor, competitors, authorities, government, union, unions,
            agency, agencies, landlord, host, hosting company, network operator, port authority, airport, franchisee,
            wholesaler, press, media, journalists
        """,
        "staff": """
            employee, employees, colleague, colleagues, staff, staff member, member of staff, worker, workers, driver,
            drivers, agent, agents, captain, engineer, engineers, technician, technicians, developer, developers,
            intern, interns, trainee, trainees, cashier, crew, crew member, administrator, manager, temp
        """,
    },
    insults="""
        idiot*, moron*, imbecile*, stupid*, dumb, dumbest, fools, foolish*, liar, liars, scum, scumbag*, clown,
        clowns, pathetic, crybab*, whiner*, whining, whinging, whingers, moaners, trolls, trolling, haters, keyboard
        warrior*, losers, hysterical, hysteria, incompetent, incompetence, incompetents, ridiculous, laughable,
        crooks, crook, coward, cowards, cowardly, lazy, ignorant, ignoramus*, ungrateful, greedy, brats, delusional,
        paranoid, crazy, insane, lunatic*, nutcase*, nonsense, bullshit, crap, crappy, shit*, fuck*, bastard*,
        asshole*, arsehole*, bitch*, wanker*, dickhead*, twat*, retards, retarded, shut up, get a life, stop
        complaining, stop whining, stop moaning, deal with it, get over it, could not care less, couldn't care less,
        if you don't like it, angry mob, online mob, mob mentality, witch hunt, smear campaign, dimwit*, numpty,
        numpties, jerks, weirdo*, hypocrite*, parasite*, vermin, drama queen*, snowflakes, illiterate, clueless,
        useless supplier, useless @staff, useless @party, worthless, good for nothing, grow a pair, cry me a river,
        entitled @people, unreasonable @people, demanding @people, difficult @people, whingeing, charlatan*, half wit*
    """,
    accusations="""
        exaggerat*, overreact*, over react*, out of all proportion, out of proportion, making a fuss, making a
        mountain, making things up, made it up, making it up, making this up, @people are lying, @people lied, @people
        is lying, just complaining, just want attention, only want attention, seeking attention, attention seek*,
        playing the victim, just want a refund, only want a refund, looking for a free, after a free, trying to get a
        free, jump on the bandwagon, jumped on the bandwagon, jumping on the bandwagon, spreading lies, spread lies,
        spreading fake news, fake news, fake complaint*, fake review*, fake account*, false accusation*, baseless
        accusation*, baseless complaint*, baseless claim*, baseless allegation*, unfounded complaint*, unfounded
        accusation*, unfounded claim*, malicious complaint*, malicious rumour*, malicious rumor*, malicious post*, so
        called customers, so called victims, so called problem, so called problems, so called complaint*, self
        proclaimed, in bad faith, have nothing better to do, has nothing better to do, storm in a teacup, tempest in a
        teapot, blown up by the media, impatient @people, unlike our competitors, unlike other companies, unlike
        certain competitors, our competitors are worse, others are worse, other companies are worse, others are no
        better, competitors are no better, everyone else coped, everybody else managed, nobody else complained, nobody
        else has complained, not a real problem, not a big deal, no big deal, hardly a problem, a few complainers,
        handful of complainers, vocal minority, loud minority, a few malcontents, refuse to understand, refuses to
        understand, too impatient to, too lazy to
    """,
    blame="""
        user error, user errors, user mistake*, user fault, operator error, pilot error, driver error, human error,
        customer error, customer's error, your own fault, your fault, your own mistake, your mistake, your own doing,
        @people's fault, @people fault, their own fault, their fault, you should have read, you should have known, you
        should have checked, you should have arrived, you should have called, you should have booked, you should have
        planned, you should have thought, you should have updated, @people should have read, @people should have
        known, @people should have checked, @people should have arrived, should have read the, should have known
        better, should know better, you failed to, @people failed to, @people ~ did not read, @people ~ didn't read,
        @people ~ did not bother, @people ~ didn't bother, did not bother to, didn't bother to, if you had read, if
        you had checked, if you had followed, if you had paid, if you had only, if only you had, if only @people had,
        by not reading, used it wrongly, used it incorrectly, @people used ~ wrong, @people used ~
        incorrectly, not our fault, isn't our fault, wasn't our fault, not our mistake, not our problem, not our
        responsibility, we are not responsible, we're not responsible, we are not to blame, we're not to blame, accept
        no responsibility, accept no blame, nothing to do with us, not down to us, our hands are tied, not our doing,
        beyond our responsibility, @party ~ to blame, @party ~ at fault, @party ~ responsible for this, @party ~
        responsible for the delay, @staff ~ to blame, @staff ~ at fault, blame @party, blame our ~ @party, blame the ~
        @party, blame our ~ @staff, blame the ~ @staff, blame @staff, blame @people, blame the @people, @people to
        blame, @people are to blame, blame lies with ~ @party, blame lies with ~ @staff, blame lies with ~ @people, is
        to blame, are to blame, to blame for this, fault lies with, fault of @party, fault of our ~ @party, fault of
        the ~ @party, fault of our ~ @staff, fault of the ~ @staff, fault of the ~ @people, fault of our ~ @people,
        @party's fault, @party's mistake, @party's error, @party's failure, @party's negligence, @staff's fault,
        @staff's mistake, @staff's error, @staff's negligence, our @party failed, our ~ @party failed, @party failed
        us, @party ~ let us down, @party has let us down, @party have let us down, let down by ~ @party, because of
        our ~ @party, due to our ~ @party, caused by our ~ @party, thanks to our ~ @party, because of an incompetent,
        mistake by our ~ @party, mistake by a ~ @staff, error by a ~ @staff, mistake by one of our ~ @staff, error by
        one of our ~ @staff, mistake of a ~ @staff, mistake of one of our ~ @staff, a junior @staff, an inexperienced
        @staff, a rogue @staff, a careless @staff, careless @staff, careless @people, careless @party, negligence of,
        negligent @staff, negligent @party, @staff ~ been fired, @staff ~ been dismissed, @staff ~ been sacked, @staff
        ~ been disciplined, @staff has been suspended, @staff was fired, @staff was dismissed, @staff was sacked,
        @staff forgot to, @staff failed to, @staff ~ made a mistake, pressed the wrong button, weather is to blame,
        weather was to blame, blame the weather, blame the wind, blame the snow, blame the storm, weather's fault,
        fault of the weather, can't control the weather, cannot control the weather, don't control the weather, do not
        control the weather, don't make the weather, do not make the weather, act of god, force majeure, weather let
        us down, take it up with your bank, complain to the weather, ask the weather gods
    """,
    fine="""
        we are to blame, we're to blame, we alone are to blame, we are the ones to blame, we ~ to blame, our own
        fault, you are to blame us, no fault of yours, not your fault, isn't your fault, wasn't your fault, through no
        fault, we failed to, our managers failed to, nobody is to blame, no one is to blame
    """,
    promises="""
        will never happen again, won't ever happen again, will not happen again, won't happen again, cannot happen
        again, can't happen again, can never happen again, shall not happen again, make sure ~ never happens again,
        make sure ~ does not happen again, make sure ~ doesn't happen again, guarantee that, guarantee it, guarantee
        you, guarantee this, guarantee no, we guarantee, is guaranteed, are guaranteed, 100% guaranteed, 100 percent
        guaranteed, 100% safe, 100 percent safe, 100% secure, absolutely safe, completely safe, totally safe,
        perfectly safe, entirely safe, completely secure, absolutely no risk, no risk whatsoever, zero risk, everyone
        will be compensated, everybody will be compensated, all customers will be compensated, fully compensate
        everyone, nobody will lose, no one will lose, fixed once and for all, once and for all, never go down again,
        will never fail again
    """,
    vague="""
        mistakes were made, mistakes have been made, errors were made, errors have been made, mistakes happen, these
        things happen, some @people may experience, some @people might experience, may experience, might experience,
        may be experiencing, may have experienced, might have experienced, may be impacted, may have been impacted,
        was mishandled, were mishandled, some inconvenience, any inconvenience, inconvenience caused, slight
        inconvenience, minor inconvenience, the matter is being, is being looked into, are being looked into, is being
        addressed, are being addressed, is being dealt with, has been identified, have been identified, being worked
        on, lessons have been learned, lessons have been learnt, lessons will be learned, lessons will be learnt,
        lessons were learned, steps have been taken, steps are being taken, steps will be taken, measures have been
        taken, measures are being taken, action is being taken, action will be taken, appropriate measures,
        appropriate steps, appropriate action, as soon as possible, at the earliest opportunity, in due course, in the
        near future, soonest, it has come to our attention, it was decided, it has been decided, it is believed, it is
        thought, it is felt, if anyone was offended, if anybody was offended, sorry if you, sorry if anyone, apologise
        if, apologize if, sorry that you feel, sorry you feel, regret that you feel, sorry for how you feel, a small
        number of, a very small number of, a limited number of, a subset of, a handful of, certain @people,
        intermittent issues, no further comment, we take this very seriously, some issues, certain issues, rest
        assured, nothing to worry about, no cause for concern, no reason for concern, there is no danger
    """,
    outside="""
        beyond our control, outside our control, outside of our control, out of our control, circumstances beyond,
        unforeseen circumstances, unforeseeable circumstances, due to the weather, because of the weather, due to bad
        weather, because of bad weather, due to adverse weather, because of adverse weather, owing to the weather,
        technical reasons, operational reasons, technical difficulties, technical issues, operational issues, for
        reasons beyond, through circumstances
    """,
    jargon="""
        leverage*, synerg*, stakeholder*, proactive*, going forward, moving forward, touch base, circle back, deep
        dive, bandwidth, granular*, holistic*, paradigm*, utilize*, utilise*, utilization, utilisation, actionable,
        deliverable*, impactful, learnings, best in class, best of breed, world class, mission critical, end user*,
        customer journey, pain point*, root cause analysis, rca, sla, slas, mttr, kpi, kpis, p0, p1, sev1, sev 1,
        sev2, sev 2, degraded performance, degradation, latency, throughput, failover, fail over, rollback, roll back,
        rolled back, hotfix*, downtime, upstream provider*, downstream, load balancer*, kubernetes, backend, back end,
        frontend, front end, microservice*, api, apis, endpoint*, dns, cdn, cache, caches, cached, database cluster,
        primary node, timeouts, 5xx, 500 errors, 502s, regression, mitigat*, remediat*, triage, war room, irrops,
        irregular operations, rotational, codeshare, no show, force majeure event*, disembark*, pax, rebooking flow,
        ux, ui, ops, devops, etas, incident commander, post mortem, blast radius, telemetry, workaround*, onboarding,
        functionality, facilitate*, endeavour*, endeavor*, in order to, prior to, subsequent to, in respect of, with
        regard to, pursuant to, hereby, herein, aforementioned, commence*, terminate*
    """,
    negations="""
        not no never nobody none nor neither cannot can't don't doesn't didn't won't isn't aren't wasn't weren't
        without couldn't wouldn't shouldn't hasn't haven't nothing
    """,
    unless="only just doubt merely simply",
    shouted="""
        all always am and are attention be but can caution do everybody everyone for free has have immediately
        important in is it's know lies may must need never no nobody none not nothing now of off on only our out
        please problem read ridiculous serious seriously so sorry stop that the their there they this to too urgent
        very wait was warning we were why will with wrong yes you your
    """,
)
