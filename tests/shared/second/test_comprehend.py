"""Against botocore's stubs: Comprehend tells the language and the mood, by unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from shared.second.comprehend import MOST_BYTES, Comprehend
from shared.second.reader import LastingError
from tests.shared.second.answers import felt, spoken


@pytest.fixture
def client() -> Any:
    return boto3.client("comprehend", region_name="eu-central-1")


@pytest.fixture
def stub(client: Any) -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def reads(client: Any, text: str) -> Any:
    return Comprehend(client, price=100.0).read(text, ())


def test_it_tells_the_language_and_the_mood_and_nothing_else(client: Any, stub: Stubber) -> None:
    text = "予約できません"
    stub.add_response("detect_dominant_language", spoken("ja"), {"Text": text})
    stub.add_response("detect_sentiment", felt("NEGATIVE", 0.9), {"Text": text, "LanguageCode": "ja"})
    opinion = reads(client, text)
    assert (opinion.kind, opinion.instance, opinion.sentiment, opinion.language) == (None, None, "negative", "ja")
    assert opinion.cost_usd == pytest.approx(2 * 3 * 0.0001)


def test_a_long_text_costs_by_its_length_and_is_cut_to_what_is_taken(client: Any, stub: Stubber) -> None:
    text = "é" * 4_000
    cut = "é" * (MOST_BYTES // 2)
    stub.add_response("detect_dominant_language", spoken("fr"), {"Text": cut})
    stub.add_response("detect_sentiment", felt("POSITIVE", 0.7), {"Text": cut, "LanguageCode": "fr"})
    assert reads(client, text).cost_usd == pytest.approx(2 * 25 * 0.0001)


@pytest.mark.parametrize(("sentiment", "score"), [("MIXED", 0.9), ("NEGATIVE", 0.4)])
def test_what_is_mixed_or_unsure_is_no_opinion(client: Any, stub: Stubber, sentiment: str, score: float) -> None:
    stub.add_response("detect_dominant_language", spoken("en"))
    stub.add_response("detect_sentiment", felt(sentiment, score))
    opinion = reads(client, "well")
    assert (opinion.sentiment, opinion.language) == (None, "en")


@pytest.mark.parametrize("spoken_there", [spoken("sw"), spoken("en", 0.5), {"Languages": []}])
def test_a_language_that_it_has_no_moods_for_is_asked_about_once(
    client: Any, stub: Stubber, spoken_there: dict[str, Any]
) -> None:
    stub.add_response("detect_dominant_language", spoken_there)
    opinion = reads(client, "Siwezi kuingia")
    assert opinion.sentiment is None
    assert opinion.cost_usd == pytest.approx(3 * 0.0001)


def test_chinese_as_taiwan_writes_it_is_chinese(client: Any, stub: Stubber) -> None:
    stub.add_response("detect_dominant_language", spoken("zh-TW"))
    stub.add_response("detect_sentiment", felt("NEUTRAL", 0.9))
    assert reads(client, "無法登入").language == "zh"


def test_a_text_without_words_is_not_sent(client: Any, stub: Stubber) -> None:
    assert reads(client, " \u200b\n").cost_usd == 0


def test_a_refusal_that_lasts_is_told_in_words_of_our_own(client: Any, stub: Stubber) -> None:
    stub.add_client_error("detect_dominant_language", "AccessDeniedException", "quoted words")
    with pytest.raises(LastingError, match="AccessDenied") as told:
        reads(client, "quoted words")
    assert "quoted" not in str(told.value)
