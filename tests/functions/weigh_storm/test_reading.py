"""A storm's posts are weighed as what they are judged to be now."""

from __future__ import annotations

from dataclasses import replace

from functions.weigh_storm.reading import belongs
from shared.verdict import Known
from tests.builders import a_mention
from tests.shared.nouns import a_storm, a_verdict


def test_a_post_that_a_person_corrected_is_weighed_as_what_they_said() -> None:
    mention = a_mention()
    complaint = a_verdict(mention)
    praise = replace(complaint, kind="praise", judged_by="person")
    assert belongs(Known(mention, complaint), a_storm())
    assert not belongs(Known(mention, praise), a_storm())
