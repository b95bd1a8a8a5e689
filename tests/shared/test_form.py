"""A form that comes back is read with care: anybody may send anything."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.form import MOST_BODY, field


def sent(body: str, *, encoded: bool = False) -> dict[str, Any]:
    return {"body": base64.b64encode(body.encode()).decode() if encoded else body, "isBase64Encoded": encoded}


@pytest.mark.parametrize("encoded", [False, True])
def test_a_field_is_read_as_it_was_typed_with_plain_line_ends(encoded: bool) -> None:
    form = sent(urlencode({"cause": " a full disk\r\nat the port ", "read": "x"}), encoded=encoded)
    assert (field(form, "cause"), field(form, "read"), field(form, "other")) == ("a full disk\nat the port", "x", "")


@pytest.mark.parametrize("body", [None, "", "x" * (MOST_BODY + 1), "&".join("a=b" for _ in range(9)), "%ff%fe"])
def test_what_is_no_form_of_ours_has_no_fields(body: str | None) -> None:
    assert field({"body": body}, "cause") == ""


@settings(database=None, deadline=None, max_examples=60)
@given(st.text(max_size=300), st.booleans())
def test_whatever_is_sent_gives_a_text_without_control_characters(body: str, encoded: bool) -> None:
    found = field({"body": body, "isBase64Encoded": encoded}, body[:3])
    assert not [one for one in found if one < " " and one not in "\n\t"]
