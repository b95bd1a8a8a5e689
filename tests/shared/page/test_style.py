"""The colours of the page against WCAG 2.2: 4.5 to 1 for text, in light and in dark."""

from __future__ import annotations

import re

import pytest

from shared.page.markup import STYLE

STATES = ("none", "minor", "major", "critical")
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "link", *STATES) for ground in ("ground", "card")),
    *(("on-band", f"band-{state}") for state in (*STATES, "plain")),
    ("on-plate", "plate"),
    ("on-plate-late", "plate-late"),
]


def colours(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colour = colours(scheme)
    low, high = sorted((luminance(colour[text]), luminance(colour[ground])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_variable_that_the_style_uses_is_given() -> None:
    given = set(re.findall(r"--([\w-]+):", STYLE))
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) == given
