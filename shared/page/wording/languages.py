"""Which words a page in some language gets, what that language calls itself, and which way it runs."""

from __future__ import annotations

import re

from shared.page.wording.ar import ARABIC
from shared.page.wording.de import GERMAN
from shared.page.wording.en import ENGLISH
from shared.page.wording.es import SPANISH
from shared.page.wording.fr import FRENCH
from shared.page.wording.it import ITALIAN
from shared.page.wording.pt import PORTUGUESE
from shared.page.wording.wording import Wording

_WORDINGS = {one.code: one for one in (ENGLISH, PORTUGUESE, SPANISH, FRENCH, GERMAN, ITALIAN, ARABIC)}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
#: What languages call themselves (Unicode CLDR 44); any other is named by its code.
_NAMES = {
    "ar": "العربية", "bg": "Български", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français",
    "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "id": "Indonesia", "it": "Italiano",
    "ja": "日本語", "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "nb": "Norsk bokmål",
    "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский",
    "sk": "Slovenčina", "sl": "Slovenščina", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
#: A language tag as plans name languages (RFC 5646: language, script, region); fit to be a folder's name.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def wording(language: str) -> Wording:
    """The fixed words in that language; the English ones where we have none."""
    return _WORDINGS.get(primary(language), ENGLISH)


def primary(language: str) -> str:
    """`pt-BR` -> `pt`."""
    return language.partition("-")[0].lower()


def direction(language: str) -> str:
    return "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"


def name_of(language: str) -> str:
    """`Português`; with its region or script where it has one: `Português (BR)`."""
    _, _, rest = language.partition("-")
    name = _NAMES.get(primary(language), primary(language))
    return f"{name} ({rest})" if rest else name


def is_tag(language: str) -> bool:
    return _TAG.fullmatch(language) is not None
