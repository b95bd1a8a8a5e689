"""A cheap guess at the language of a text: by its script, else by its small words. A hint, never a judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: So many letters are looked at, and so many words.
_LETTERS, _WORDS = 400, 120
# One character class a script; the first letter that is found decides, unless Latin letters prevail.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("am", re.compile("[\u1200-\u137f]")),
)
_ASCII_WORD = re.compile(r"[a-z]{2,}")

# Words that one language uses all the time and the others rarely; "de" or "me" would tell nothing.
_SMALL_WORDS = {
    "en": """
        no me if or the and is you my was for it this that have not with your are can just but they been why
        when how what will would our from has had on of to please thanks i'm it's don't can't we there still
        after love great worst service help never again i he she an any all so be at by do does did
    """,
    "es": """
        el los las una por para que con pero mi muy está esto como más hace cuando nada gracias desde sin ya
        porque todo qué usted ustedes hola llevo puedo tengo del al y hasta quiero
    """,
    "fr": """
        le les des une est pas pour avec mais mon ma très vous je nous dans sur c'est ça depuis merci bonjour
        plus n'est j'ai et du au aux votre toujours encore rien où quand suis
    """,
    "de": """
        der die das und ist nicht ich mit ein eine für auf seit aber sie wir mein meine kein keine sehr wie von
        zu den dem noch immer wieder danke warum bitte haben wurde bei auch geht
    """,
    "it": """
        il gli che non è per con ma mi più sono della questo da come molto anche grazie ancora perché ho una nel
        alla dei delle sempre quando niente ciao vostro dal
    """,
    "pt": """
        os uma não com mas meu minha muito está isso você vocês para por mais já quando obrigado obrigada desde
        ainda nada ao da na no do foi são estou tenho sem
    """,
    "nl": """
        het een en niet ik met voor van maar mijn zijn naar wel nog geen al bij jullie wat waarom heb dit dat
        aan ook wordt deze sinds bedankt
    """,
    "sw": """
        na ya kwa wa ni hii hiyo yangu sana lakini bado nina siwezi tafadhali asante kwenye yenu leo huduma
    """,
}
# Letters that speak for one language, as much as a small word does.
_LETTERS_OF = {
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "ß": "de",
    "ä": "de",
    "ü": "de",
    "ã": "pt",
    "õ": "pt",
    "ê": "fr",
    "œ": "fr",
}
#: One foreign small word among English ones is a name or a slip.
_LEAST_VOTES = 2
_VOTES: dict[str, tuple[str, ...]] = {}
for _language, _listed in _SMALL_WORDS.items():
    for _word in dict.fromkeys(_listed.split()):
        _VOTES[_word] = (*_VOTES.get(_word, ()), _language)


def language_of(text: str, words: Sequence[str], platform_says: str | None = None) -> str:
    """A two-letter code, or `und` where nothing can be told. What the platform says counts where the text is silent."""
    ascii_only = text.isascii()
    if not ascii_only:
        letters = [c for c in text[: 2 * _LETTERS] if c.isalpha()][:_LETTERS]
        latin = sum(c < "\u0250" for c in letters)
        if letters and latin < 0.5 * len(letters):
            written = "".join(letters)
            return next((code for code, script in _SCRIPTS if script.search(written)), "und")
    votes: dict[str, int] = {}
    for word in words[:_WORDS]:
        for code in _VOTES.get(word, ()):
            votes[code] = votes.get(code, 0) + 1
    for letter, code in () if ascii_only else _LETTERS_OF.items():
        if letter in text[:_LETTERS]:
            votes[code] = votes.get(code, 0) + 1
    best = max(votes, key=lambda code: votes[code], default="und")
    alone = best != "und" and list(votes.values()).count(votes[best]) == 1
    if alone and ("en" not in votes or best == "en" or votes[best] >= _LEAST_VOTES):
        return best
    return _code(platform_says) or ("en" if "en" in votes else "und")


def _code(platform_says: str | None) -> str | None:
    """`pt` for `pt-BR`; None for what is no code."""
    code = (platform_says or "").casefold().partition("-")[0].partition("_")[0]
    return code if _ASCII_WORD.fullmatch(code) and len(code) == 2 else None
