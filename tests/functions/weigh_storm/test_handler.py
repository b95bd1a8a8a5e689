"""With moto: a storm is weighed and summed up from what the counters drew, anew as it grows, and quotes nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
import time_machine

from infra.drill.routing import subscribers_of
from shared import events
from shared.crowd import Crowd
from shared.customers import CustomerList, account_hash
from shared.mention import Author, Mention, Tombstone
from shared.operations.storms import Storms
from shared.store.counters import Counted, Counters
from shared.store.customers import CustomerStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Storm
from shared.storm_summary import Summary
from shared.verdict import COMPLAINTS, Kind
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_storm, a_verdict
from tests.shared.store.failing import before, refuse

KEY = ("generated" * 8)[:64]
WORDS = (
    "I have been waiting at pier {n} and my ferry was cancelled without a word",
    "pier {n} again, our ferry was cancelled and I lost {n} euros on it",
    "my ferry was cancelled at pier {n}, who gives me my money back",
)


class Sea:
    """What was said and counted, and the storm that came of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mentions, self.storms = MentionStore(names()["Mentions"]), StormStore(names()["Storms"])
        self.counters = Counters(names()["Storms"])
        Ledger(names()["Ledger"]).publish_plan(a_plan())

    def say(
        self,
        numbers: Sequence[int],
        at: datetime = NOON,
        *,
        kind: Kind = "specific_complaint",
        instance: str | None = "website_problem",
        text: str | None = None,
        **changes: Any,
    ) -> list[Mention]:
        """Each by somebody else, one after the other, kept and judged and counted."""
        said: list[Mention] = []
        for place, number in enumerate(numbers):
            words = text or WORDS[number % 3].format(n=number)
            mention = a_mention(str(number), text=words, created_at=at + timedelta(seconds=20 * place))
            somebody = {"author": Author(id=f"u{number}", handle=f"mia{number}")}
            said.append(replace(mention, **{**somebody, **changes}))
            self.mentions.keep(said[-1])
            self.mentions.put_verdict(replace(a_verdict(mention), kind=kind, instance=instance))
        self.counters.count([counted_of(one, kind, instance) for one in said if one.public], at)
        return said

    def breaks(self, total: int, **changes: Any) -> Storm:
        storm = replace(
            a_storm(began_at=NOON),
            series="complaints",
            total=total,
            total_authors=total,
            suspected_at=NOON + minutes(20),
        )
        storm = replace(storm, **changes)
        self.storms.create(storm)
        return storm

    def goes_on(self, **changes: Any) -> Storm:
        kept = self.storms.get("storm-1")
        assert kept is not None
        storm = replace(kept.value, **changes)
        self.storms.save(replace(kept, value=storm))
        return storm

    def tells(self, what: str = "StormSuspected", after: float = 21, storm_id: str = "storm-1") -> None:
        with time_machine.travel(NOON + minutes(after), tick=False):
            self.world.call("WeighStormFunction", {"detail-type": what, "detail": detail(what, storm_id)})

    @property
    def crowd(self) -> Crowd | None:
        return self.storms.beside("storm-1", "crowd", Crowd)

    @property
    def summary(self) -> Summary | None:
        return self.storms.beside("storm-1", "summary", Summary)

    @property
    def weighed(self) -> Crowd:
        assert self.crowd is not None
        return self.crowd

    @property
    def summed(self) -> Summary:
        assert self.summary is not None
        return self.summary


def counted_of(mention: Mention, kind: Kind, instance: str | None) -> Counted:
    return Counted(
        mention_id=mention.id,
        brand=mention.brand,
        minute=mention.created_at.replace(second=0),
        complaint=kind in COMPLAINTS and not mention.from_staff,
        author=mention.author_key,
        instance=instance,
        kind=kind,
        angry=False,
        reposts=0,
        reach=0,
        platform=mention.platform,
    )


def detail(what: str, storm_id: str = "storm-1") -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {"StormSuspected": {"instance": None}, "StormGrew": {"complaints": 40}}
    return {"storm_id": storm_id, "brand": "acme", **more.get(what, {})}


@pytest.fixture
def sea(world: World) -> Sea:
    return Sea(world)


def test_a_storm_is_weighed_and_summed_up_from_its_own_complaints(sea: Sea) -> None:
    said = sea.say(range(30))
    sea.say(range(100, 110), kind="praise", instance=None)
    sea.breaks(30)
    sea.tells()
    crowd, summary = sea.weighed, sea.summed
    assert (crowd.posts, crowd.read, crowd.complaints, crowd.authors) == (30, 30, 30, 30)
    assert (summary.posts, summary.read, summary.first_post) == (30, 30, said[0].id)
    assert any("cancelled" in phrase.words for phrase in summary.phrases)
    assert crowd.weighed_at == summary.summed_at == NOON + minutes(21)


def test_what_is_kept_quotes_nobody(sea: Sea) -> None:
    sea.say(range(12), text="my ferry was cancelled, says Xanthippe of 3 High Street")
    sea.say([50], text="the Unforgettable Umbrella was cancelled and so is my ferry")
    sea.breaks(13)
    sea.tells()
    assert "Umbrella" not in str(sea.summary) + str(sea.crowd)


@pytest.mark.parametrize("what", ["StormSuspected", "StormGrew", "StormGoesOn", "StormSubsided"])
def test_each_word_of_a_storm_reaches_it_by_the_templates_own_rule(sea: Sea, what: str) -> None:
    assert what in {event.__name__ for event in get_args(events.Event)}
    bus = {"source": "firebreak", "detail-type": what, "detail": detail(what)}
    assert "WeighStormFunction" in subscribers_of(bus)
    sea.say(range(6))
    sea.breaks(6)
    sea.tells(what)
    assert sea.crowd is not None


def test_a_storm_that_is_none_or_not_there_is_left_alone(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6, state="dismissed")
    sea.tells()
    sea.tells(storm_id="storm-9")
    assert (sea.crowd, sea.summary) == (None, None)


def test_a_post_that_was_deleted_or_is_no_complaint_any_more_is_not_read(sea: Sea) -> None:
    said = sea.say(range(12))
    sea.mentions.bury(Tombstone("forum", "discourse", said[0].native_id, "deleted", NOON))
    edited = replace(said[1], text="all is well", version=2)
    sea.mentions.keep(edited)
    sea.mentions.put_verdict(replace(a_verdict(edited), kind="praise"))
    private = replace(said[2], version=2, public=False, text="for you only")
    sea.mentions.keep(private)
    sea.mentions.put_verdict(replace(a_verdict(private), kind="venting"))
    sea.breaks(12)
    sea.tells()
    assert (sea.weighed.posts, sea.weighed.read) == (12, 9)
    assert sea.summed.first_post == said[3].id


def test_our_own_staff_and_private_messages_are_no_part_of_it(sea: Sea) -> None:
    sea.say(range(6))
    sea.say(range(20, 26), from_staff=True)
    sea.say(range(30, 36), public=False)
    sea.breaks(6)
    sea.tells()
    assert sea.weighed.read == 6


def test_a_storm_about_one_trouble_is_weighed_without_the_others(sea: Sea) -> None:
    sea.say(range(9), instance="website_problem")
    sea.say(range(20, 26), instance="cancellation")
    sea.say(range(30, 33), instance=None)
    sea.breaks(9, series="about:website_problem", total_authors=18)
    sea.tells()
    assert (sea.weighed.read, sea.weighed.authors) == (9, 9)


def test_the_authors_of_one_trouble_are_not_those_of_all_complaints(sea: Sea) -> None:
    sea.say(range(9), author=Author(id="u1"))
    sea.breaks(30, series="about:website_problem", total_authors=25)
    sea.tells()
    assert sea.weighed.authors == 1


def test_a_storm_of_all_complaints_has_all_of_them_also_where_one_trouble_leads(sea: Sea) -> None:
    sea.say(range(9), instance="website_problem")
    sea.say(range(20, 26), instance="cancellation")
    sea.breaks(15)
    sea.tells()
    assert sea.weighed.read == 15


def test_what_was_posted_after_it_was_judged_comes_with_the_next_word(sea: Sea) -> None:
    sea.say(range(6))
    sea.say(range(50, 60), at=NOON + minutes(21))
    sea.breaks(6)
    sea.tells(after=40)
    assert sea.weighed.read == 6
    sea.goes_on(total=16, last_judged_at=NOON + minutes(30))
    sea.tells("StormGoesOn", after=45)
    assert sea.weighed.read == 16


def test_what_came_late_into_a_minute_that_was_gone_through_is_read_too(sea: Sea) -> None:
    sea.say(range(6), at=NOON + minutes(10))
    sea.breaks(6)
    sea.tells()
    sea.say(range(50, 54), at=NOON + minutes(9))
    sea.goes_on(total=10, last_judged_at=NOON + minutes(25))
    sea.tells("StormGoesOn", after=26)
    assert sea.weighed.read == 10


def test_the_record_before_it_says_what_is_usual_and_is_looked_up_once(sea: Sea) -> None:
    sea.say(range(100, 130), at=NOON - timedelta(hours=20), text="my parcel came late again")
    sea.say(range(12))
    sea.breaks(12)
    sea.tells()
    assert sea.weighed.usual_first_person is not None
    assert all(phrase.times_usual is None for phrase in sea.summed.phrases if "ferry" in phrase.words)
    sea.say(range(200, 212), at=NOON - timedelta(hours=2), text="the ferry was cancelled")
    usual = sea.weighed.usual_first_person
    sea.tells("StormGoesOn", after=40)
    assert sea.weighed.usual_first_person == usual


def test_a_storm_that_was_just_weighed_rests_unless_it_doubled(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6)
    sea.tells(after=21)
    sea.goes_on(total=11)
    sea.tells("StormGrew", after=21.5)
    assert sea.weighed.posts == 6
    sea.goes_on(total=12)
    sea.tells("StormGrew", after=21.6)
    assert sea.weighed.posts == 12
    sea.tells("StormGoesOn", after=22.6)
    assert sea.weighed.weighed_at == NOON + minutes(22.6)


def test_its_end_is_weighed_whenever_it_comes(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6)
    sea.tells(after=21)
    sea.goes_on(state="subsided", total=7, subsided_at=NOON + minutes(21))
    sea.tells("StormSubsided", after=21.2)
    assert sea.weighed.posts == 7


def test_a_weighing_that_took_longer_does_not_undo_a_later_one(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6)

    def overtaken() -> None:
        sea.tells("StormSubsided", after=30)

    with before("dynamodb", "BatchGetItem", overtaken):
        sea.tells(after=21)
    assert sea.weighed.weighed_at == NOON + minutes(30)


@pytest.mark.parametrize("nth", range(1, 4))
def test_whichever_write_fails_the_next_try_does_all_of_it(sea: Sea, nth: int) -> None:
    sea.say(range(6))
    sea.breaks(6)
    writes = iter(range(1, 99))

    def fail() -> None:
        if next(writes) == nth:
            refuse("InternalServerError")()

    with before("dynamodb", "PutItem", fail, times=99), pytest.raises(Exception, match="as the test wants"):
        sea.tells(after=21)
    assert sea.crowd is None
    sea.tells(after=21.2)
    assert sea.weighed.read == sea.summed.read == 6


def test_the_same_word_again_changes_nothing_but_the_time(sea: Sea) -> None:
    sea.say(range(20))
    sea.breaks(20)
    sea.tells(after=21)
    first = sea.weighed, sea.summed
    sea.tells(after=25)
    again = replace(sea.weighed, weighed_at=first[0].weighed_at), replace(sea.summed, summed_at=first[1].summed_at)
    assert again == first


# ---------------------------------------------------------------- the company's customers
def listed(*accounts: str) -> None:
    hashes = sorted(account_hash(KEY, "discourse", account) for account in accounts)
    new = CustomerList("1", len(hashes), 0, NOON, "ada", NOON + timedelta(days=400))
    CustomerStore(names()["Ledger"]).put(new, [(0, b"".join(hashes))])


def test_without_a_list_nobody_is_said_to_be_a_customer_or_none(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6)
    sea.tells()
    assert (sea.weighed.customers, sea.weighed.base, sea.weighed.share_high) == (None, None, None)


def test_known_customers_are_counted_by_handle_or_id(sea: Sea) -> None:
    listed("@Mia1", "mia2", "u3", "mia99")
    sea.say(range(6))
    sea.breaks(6)
    sea.tells()
    assert sea.weighed.customers == 3


def test_the_plan_says_how_many_customers_there_are(sea: Sea) -> None:
    plan = a_plan()
    Ledger(names()["Ledger"]).publish_plan(replace(plan, company=replace(plan.company, customers=1000)))
    sea.say(range(12))
    sea.breaks(12)
    sea.tells()
    assert sea.weighed.base == 1000
    assert sea.weighed.share_high is not None
    assert 0.012 <= sea.weighed.share_high < 0.05


def test_the_person_at_the_terminal_reads_what_was_kept(sea: Sea) -> None:
    sea.say(range(6))
    sea.breaks(6)
    sea.tells()
    file = Storms(sea.world.deployment()).file("storm-1")
    assert file is not None
    assert (file.heard.crowd, file.heard.summary) == (sea.crowd, sea.summary)
