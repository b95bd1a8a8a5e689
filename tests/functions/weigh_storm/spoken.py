"""What people write in constructed crowds: put together from parts, so that no two people write the same by chance."""

from __future__ import annotations

from random import Random

OWN = {
    "en": (
        (
            "hey @acme",
            "@acme",
            "so",
            "honestly,",
            "third time this year:",
            "ok @acme,",
            "seriously?",
            "",
            "help please,",
        ),
        (
            "my card was charged twice",
            "I can't log in",
            "my order never came",
            "the app logs me out again and again",
            "our booking is gone",
            "my parcel went to another town",
            "you cancelled my flight",
            "I paid and got nothing",
            "the refund you promised me is missing",
            "my account is locked",
            "I've been on hold for two hours",
            "still no refund after weeks",
            "checkout fails at the last step",
            "no answer to any mail",
            "it shows an error 500",
        ),
        (
            "since this morning",
            "since Tuesday",
            "for the second week",
            "right before our holiday",
            "while travelling",
            "after your update",
            "in the middle of payday",
            "and the hotline hangs up",
            "on both phones",
            "as of 9:40",
            "in Leeds",
            "in Porto",
            "at the airport",
            "despite three mails",
            "although the receipt says paid",
        ),
        (
            "and I need it for work",
            "my rent is due",
            "that is 89 euros",
            "I lost a day over this",
            "my kid was in tears",
            "we missed the wedding",
            "I want my money back",
            "nobody could tell me why",
            "it cost me 240 in taxis",
            "the ticket number is 48213",
            "I have screenshots",
            "cannot reach a human",
            "what now",
            "any news on this",
        ),
        (
            "thanks for nothing",
            "please fix",
            "unbelievable",
            "what a start to the day",
            "when will it work?",
            "",
            "!!",
            "ugh",
        ),
    ),
    "de": (
        ("hallo @acme", "@acme", "mal ehrlich,", "zum dritten Mal:", "", "guten Morgen,", "leider", "bitte um Hilfe:"),
        (
            "meine Karte wurde doppelt belastet",
            "ich komme nicht in mein Konto",
            "mein Paket ist nie angekommen",
            "unsere Buchung ist weg",
            "ihr habt meinen Flug gestrichen",
            "die Erstattung fehlt mir noch immer",
            "ich hänge seit Stunden in der Warteschleife",
            "die Kasse bricht mit Fehler ab",
            "keine Antwort auf Mails",
        ),
        (
            "seit heute früh",
            "seit Dienstag",
            "schon die zweite Woche",
            "kurz vor unserem Urlaub",
            "nach dem Update",
            "trotz dreier Mails",
            "auf beiden Handys",
            "in Graz",
            "am Flughafen",
            "obwohl bezahlt ist",
        ),
        (
            "ich brauche das für die Arbeit",
            "das sind 89 Euro",
            "meine Miete ist fällig",
            "das kostet mich einen Tag",
            "wir haben die Hochzeit verpasst",
            "ich will mein Geld zurück",
            "keiner konnte mir sagen warum",
            "was nun",
        ),
        ("danke für nichts", "bitte beheben", "unfassbar", "wann geht es wieder?", "", "!!"),
    ),
    "es": (
        ("hola @acme", "@acme", "de verdad,", "por tercera vez:", "", "buenos días,", "por favor ayuda:"),
        (
            "me cobraron dos veces la tarjeta",
            "no puedo entrar en mi cuenta",
            "mi pedido nunca llegó",
            "desapareció nuestra reserva",
            "cancelaron mi vuelo",
            "sigo sin mi reembolso",
            "llevo horas al teléfono",
            "el pago falla en el último paso",
            "nadie contesta los correos",
        ),
        (
            "desde esta mañana",
            "desde el martes",
            "por segunda semana",
            "antes de nuestras vacaciones",
            "tras el cambio",
            "pese a tres correos",
            "en los dos móviles",
            "en Vigo",
            "en el aeropuerto",
            "aunque consta pagado",
        ),
        (
            "lo necesito para mi trabajo",
            "son 89 euros",
            "tengo que pagar el alquiler",
            "perdí un día entero",
            "quiero mi dinero",
            "nadie me supo decir por qué",
            "tengo capturas",
            "y ahora qué",
        ),
        ("gracias por nada", "arréglenlo", "increíble", "¿cuándo funcionará?", "", "!!"),
    ),
}
OTHERS = {
    "en": (
        ("wow @acme", "@acme", "so", "look at this:", "imagine,", "ok", "", "hey @acme"),
        (
            "how you treated that man",
            "what they did to this poor woman",
            "those workers deserve better",
            "dragging him out like that",
            "she asked for help and got mocked",
            "the way they talk to people",
            "that employee should lose his job",
            "they knew and let her wait",
            "an ad like this in 2026, shameful",
            "the video of this kid is hard to watch",
            "they fired him for telling the truth",
        ),
        (
            "is a disgrace",
            "is disgusting",
            "says it all",
            "is beyond words",
            "tells everyone who they are",
            "would be a crime elsewhere",
            "makes people sick",
            "was no accident",
            "needs an answer",
            "is what greed does",
        ),
        (
            "boycott them",
            "shame on you",
            "I hope they sue",
            "cancel it all",
            "I stand with her",
            "people will remember",
            "who runs this place",
            "not one apology",
            "delete the account",
            "their competitors are right there",
            "I can't believe this",
            "everyone share it",
            "the board must go",
            "vile",
        ),
        ("#boycottacme", "", "!!!", "shame", "never again", "share!", "wow", "disgusting"),
    ),
    "de": (
        ("wow @acme", "@acme", "schaut euch das an:", "", "echt,", "pfui,"),
        (
            "wie ihr mit dem Mann umgeht",
            "was sie dieser Frau angetan haben",
            "die Mitarbeiter haben Besseres verdient",
            "ihn so rauszuwerfen",
            "das Video von dem Kind",
            "so redet man nicht mit Menschen",
            "den Opfern gegenüber",
        ),
        (
            "ist eine Schande",
            "ist widerlich",
            "sagt alles über sie",
            "ist unverschämt",
            "war kein Versehen",
            "ist ein Skandal",
        ),
        (
            "Boykott",
            "schämt euch",
            "ich hoffe die Leute gehen",
            "keine Entschuldigung",
            "die Leitung muss weg",
            "ich bin entsetzt",
            "alle teilen",
            "ekelhaft",
        ),
        ("#boykott", "", "!!!", "Schande", "nie wieder", "pfui"),
    ),
}
OTHERS["es"] = (
    ("vaya @acme", "@acme", "miren esto:", "", "en serio,", "qué pena,"),
    (
        "cómo trataron a ese señor",
        "lo que le hicieron a la señora",
        "sus empleados merecen algo mejor",
        "echarlos así a la calle",
        "el vídeo del niño",
        "no se habla así a la gente",
        "lo de las víctimas",
    ),
    ("es una vergüenza", "da asco", "lo dice todo de ellos", "es indignante", "no fue un error", "es inaceptable"),
    (
        "boicot",
        "qué vergüenza",
        "ojalá les demanden",
        "ni una disculpa",
        "que dimitan ellos",
        "me da asco",
        "compartan",
        "asco",
    ),
    ("#boicot", "", "!!!", "vergüenza", "nunca más", "asco"),
)
PRAISE = (
    "love the new @acme",
    "well done @acme",
    "where can I buy the new one?",
    "nice launch",
    "is it out in Peru yet?",
)
SCRIPT = {
    "bulk": "Acme has stolen from its customers again, report them to the {who} and demand your money before {when}",
    "lies": "Don't trust Acme: their {who} knew about the {what} and lied to everybody, leave them before {when}",
    "ready": "Dear Acme, I was charged the {what} fee in {when} and I want it back, as the {who} has decided",
}
WHO = ("regulator", "minister", "court", "ombudsman", "police", "press", "bank", "board")
WHAT = ("data leak", "late", "hidden", "second", "service", "delivery")
WHEN = ("June", "Monday", "summer", "the vote", "winter", "2027")


def own(random: Random, language: str) -> str:
    return _put_together(random, OWN[language])


def others(random: Random, language: str) -> str:
    return _put_together(random, OTHERS[language])


def praise(random: Random) -> str:
    return f"{random.choice(PRAISE)} {random.randrange(10_000)}"


def scripted(random: Random, script: str) -> str:
    """A ready-made text, with a word changed here and there."""
    return SCRIPT[script].format(who=WHO[random.randrange(3)], what=random.choice(WHAT), when=random.choice(WHEN[:3]))


def _put_together(random: Random, parts: tuple[tuple[str, ...], ...]) -> str:
    """The second part says what it is about, and is always there; the others are there more often than not.

    Names and places of nowhere stand for the particulars in which real posts differ.
    """
    chosen = [random.choice(part) for at, part in enumerate(parts) if at == 1 or random.random() < 0.75]
    if random.random() < 0.5:
        chosen[-2:] = reversed(chosen[-2:])
    chosen.insert(random.randrange(len(chosen) + 1), nowhere(random))
    return " ".join([part for part in chosen if part] + [nowhere(random) for _ in range(random.randrange(3))])


def nowhere(random: Random) -> str:
    return "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(random.randrange(2, 6)))
