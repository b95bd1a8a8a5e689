"""The one notification of LinkedIn's that we have, and its published signatures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shared.delivery import Delivery
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.mention import Author
from shared.plan import Source
from shared.platforms.linkedin import PLATFORM, parse
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.knocks import knock

PAGE = Source("page", "linkedin", "webhook", "acme")
_POST = "urn:li:activity:29292929292992929292"


def vectors(material: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((material / "payloads" / "signature_vectors.json").read_text(encoding="utf-8"))
    return {vector["name"].split(":")[0]: vector for vector in found if vector["platform"] == "linkedin"}


def test_a_comment_with_its_words(shared_material: Path) -> None:
    body = payload(shared_material, "linkedin/comment_decorated.json").body
    result = parse(Delivery("page", "linkedin", "webhook", body, {}, NOON), PAGE)
    [mention] = result.mentions
    assert (result.faults, result.wanted) == ((), ())
    assert mention.native_id == f"urn:li:comment:({_POST},12345)"
    assert (mention.text, mention.author) == ("Hello from LinkedIn", Author(id="urn:li:person:member123"))
    # It says no time: that at which it came stands for it.
    assert mention.created_at == NOON
    assert (mention.thread, mention.parent) == (_POST, _POST)
    assert mention.url == (
        f"https://www.linkedin.com/feed/update/{_POST}"
        "?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A29292929292992929292%2C12345%29"
    )
    assert (mention.public, mention.from_staff) == (True, False)


def test_the_documented_challenge_is_answered_to_the_letter(shared_material: Path) -> None:
    vector = vectors(shared_material)["challengeResponse"]
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    request = Request("GET", "page", {}, query={"challengeCode": vector["challengeCode"]})
    answer = PLATFORM.door.greeted(request, Keys({"secret": (vector["secret"],)}), PAGE, NOON)
    assert answer is not None
    assert answer.body == vector["expected"]


def test_the_documented_signature_is_believed(shared_material: Path) -> None:
    vector = vectors(shared_material)["X-LI-Signature"]
    headers = {"x-li-signature": vector["expected_header"]}
    assert knock(PAGE, vector["body"].encode(), headers, secrets=(vector["secret"],)) is None
    assert knock(PAGE, vector["body"].encode() + b" ", headers, secrets=(vector["secret"],)) == "signature_wrong"


def test_no_payload_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "linkedin") == ["linkedin/comment_decorated.json"]
