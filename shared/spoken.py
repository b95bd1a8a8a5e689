"""A time as people are told it: in the company's zone, with the zone named, in the language of the text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

#: Month names by language (Unicode CLDR 44, format wide); any other language gets the date in figures.
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_FORMS = {
    "en": "{clock} {zone} on {day} {month} {year}",
    "de": "{day}. {month} {year}, {clock} Uhr {zone}",
    "es": "las {clock} {zone} del {day} de {month} de {year}",
    "fr": "{clock} {zone} le {day} {month} {year}",
    "it": "le {clock} {zone} del {day} {month} {year}",
    "pt": "{clock} {zone} de {day} de {month} de {year}",
}


def spoken(at: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`15:40 CEST on 2 October 2026`; in a language that we have no months for, `2026-10-02 15:40 CEST`."""
    local = at.astimezone(zone)
    if language not in _MONTHS:
        return f"{local:%Y-%m-%d %H:%M} {zone_name(local)}"
    month = _MONTHS[language].split()[local.month - 1]
    return _FORMS[language].format(
        clock=f"{local:%H:%M}", zone=zone_name(local), day=local.day, month=month, year=local.year
    )


def zone_name(local: datetime) -> str:
    """The zone's own abbreviation; zones that have none are named by their offset (`UTC+05:30`)."""
    name = local.tzname() or ""
    offset = f"{local:%z}"
    return name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:5]}"
