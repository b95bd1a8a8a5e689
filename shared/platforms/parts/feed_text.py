"""A feed's bytes as text: by the charset that it says, else by its letters, since many say none or a wrong one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: Those that feeds on the Web are written in. All that Python knows would be guessed too often (Estonian for French).
GUESSED = (
    *("koi8_r", "cp1251", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
    *("cp1252", "cp1250", "iso8859_2", "cp1253", "cp1254"),
)
#: So many letters tell a charset; more only cost time.
_LETTERS = 20_000
#: A charset is guessed where more than one in so many letters can't be UTF-8; else a few of them are broken.
_BROKEN = 10

#: Some programs write it before UTF-8, which needs none.
UTF8_MARK = codecs.BOM_UTF8
_MARKS = (
    (UTF8_MARK, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    # Without a mark the first character of XML, `<`, tells: XML 1.0, appendix F.
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
#: Python has charsets that are none (punycode) or run away with a processor; these are for texts of people.
_OF_PEOPLE = re.compile(r"utf-(8|16|32)|ascii|iso|cp\d|koi8|gb|big5|euc|shift|hz|johab|mac|tis|kz|ptcp|viscii")
#: What is called so is most often the larger set that holds it: https://encoding.spec.whatwg.org/#names-and-labels
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
_FOREIGN = re.compile(rb"[\x80-\xff][^<>&]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A feed's text; `note` says, in our words, where the feed lied about its charset."""

    text: str
    note: str = ""


def told(body: bytes, content_type: str = "") -> Told:
    """The text of a feed, whatever its bytes: what can't be read becomes U+FFFD."""
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    if marked is not None and (text := _decoded(body, marked)) is not None:
        return Told(text)
    said = _said(body, content_type)
    # Text of people that is UTF-8 by accident is not seen; a server that says Latin-1 of all it has is.
    if not body.isascii() and (text := _decoded(body, "utf-8")) is not None:
        return Told(text, f"it says {said[0]}, and is UTF-8" if said and said[0] != "utf-8" else "")
    for name in said:
        text = _decoded(body, name)
        if text is not None:
            return Told(text)
    return _mended(body, f"it says {said[0]}, and is not" if said else "it says no charset")


def _mended(body: bytes, lie: str) -> Told:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * _BROKEN <= sum(character > "\x7f" for character in text):
        return Told(text, "not all of its text is UTF-8; what is not was left out" if broken else "")
    name = _guessed(body)
    return Told(body.decode(name, "replace"), f"{lie}; read as {name}, by its letters")


def _decoded(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _said(body: bytes, content_type: str) -> list[str]:
    """The charsets that a feed is said to have, the surest first: the server's word, its own (RFC 7303)."""
    header, declared = _HEADER.search(content_type), _DECLARED.match(body)
    written = (header[1] if header else "", declared[1].decode("ascii") if declared else "")
    return [name for name in map(_known, written) if name is not None]


def _known(written: str) -> str | None:
    try:
        name = codecs.lookup(written).name if written else ""
    except LookupError:
        return None
    return _LARGER.get(name, name) if _OF_PEOPLE.match(name) else None


def _guessed(body: bytes) -> str:
    # Here, as hardly any feed needs it.
    from charset_normalizer import from_bytes

    letters = b" ".join(_FOREIGN.findall(body))[:_LETTERS]
    best = from_bytes(letters, cp_isolation=list(GUESSED), enable_fallback=False).best()
    return best.encoding if best is not None else "cp1252"
