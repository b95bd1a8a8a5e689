"""Shouting: capitals that are no abbreviation, and crowds of exclamation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.gate.finding import Finding
from shared.gate.lexicon import lexicon
from shared.gate.part import Part, Word

_MARKS = re.compile(r"!{2,}|[!?]{3,}")
_ROMAN = re.compile(r"[ivxlcdm]+")
#: Shorter words in capitals are taken for abbreviations, unless the language's list has them.
_LONG = 4
# Abbreviations of four letters and more that anybody writes; shorter ones pass as they are.
_WRITTEN_SO = """
    iata icao nasa nato unesco unicef opec asap imap smtp https http html json xml pdfs gdpr rgpd dsgvo cctv wifi wlan
    ccpa swift iban sepa bacs ssl utc cest cet gmt west est edt cdt mdt pdt pst msk ist jst aest aedt nzst nzdt hkst
    ebitda faqs faq atms atm sms mms isbn issn ping imsi imei voip vpns urls apis iphone usb wcag euro osha faa caa
    easa easyjet sncf ratp renfe bahn oebb trenitalia flixbus covid sars mers rsvp vat tva iva mwst ustid acas ofcom
    ofgem ofwat bafin fema noaa metar taf cern afaik diy ymca rnli raf bbc itv cnn mtv nhs nyse nasdaq ftse dhl fedex
    usps hermes imo ifsc cvv pin swift bic edifact scada ios macos linux aws azure bios cpu gpu lcd oled dvla hmrc
    tsa uscg esta etias emea apac latam amer benelux afcon uefa fifa fiba wada pcr adsl fttp fttc gsma 3gpp ieee
"""
_ACRONYMS = frozenset(_WRITTEN_SO.split())
_WHY = "Capitals and rows of marks read as shouting; frightened people hear panic, angry ones an answer to theirs."


def shouting(part: Part) -> Iterator[Finding]:
    for match in _MARKS.finditer(part.text):
        if not part.stands(*match.span()):
            yield part.finding("shouting", "refuse", *match.span(), _WHY, "End the sentence with a single mark.")
    words = lexicon(part.language)
    known = words.shouted | words.negations if words else frozenset[str]()
    run: list[Word] = []
    for word in part.words:
        loud = _loud(part, word, known)
        if run and (word.begins or loud is False):
            yield from _told(part, run, known)
            run = []
        if loud:
            run.append(word)
    yield from _told(part, run, known)


def _loud(part: Part, word: Word, known: frozenset[str]) -> bool | None:
    """None for a word that neither makes a shout nor ends one: an abbreviation, a number."""
    written = part.written(word.start, word.end)
    if not written.isupper():
        return None if not any(char.isalpha() for char in written) else False
    if not written.isalpha() and "'" not in word.text:
        return None
    if word.text in _ACRONYMS or _ROMAN.fullmatch(word.text) or part.stands(word.start, word.end):
        return None
    if any(first <= word.start < last for first, last in part.links):
        return None
    return len(word.text) >= _LONG or word.text in known or None


def _told(part: Part, run: list[Word], known: frozenset[str]) -> Iterator[Finding]:
    if not run:
        return
    start, end = run[0].start, run[-1].end
    # Two abbreviations of four letters may stand side by side; no two longer words do.
    if len(run) >= 2 and any(word.text in known or len(word.text) > _LONG for word in run):
        mend = "Write it in small letters. A name that is written so can be allowed in the plan."
        yield part.finding("shouting", "refuse", start, end, _WHY, mend)
        return
    for word in run:
        yield from _one_told(part, word, known)


def _one_told(part: Part, word: Word, known: frozenset[str]) -> Iterator[Finding]:
    if word.text in known and len(word.text) >= _LONG - 1:
        yield part.finding("shouting", "refuse", word.start, word.end, _WHY, "Write it in small letters.")
    elif len(word.text) >= _LONG:
        why = "A word in capitals is either a shout or an abbreviation that some readers don't know."
        mend = "Write it in small letters, or write the abbreviation out; allow it in the plan if it is a name."
        yield part.finding("capitals", "warn", word.start, word.end, why, mend)
