"""Components on the page and in the API: groups, ways to reach us, since when; their states over the updates."""

from __future__ import annotations

from datetime import date

import pytest

from shared.plan import Component
from shared.statement import StatementState, Update
from tests.builders import NOON, a_plan, a_statement, an_update, minutes
from tests.shared.page.pages_of import answer, pages, words

PLAN = a_plan(
    components=[
        Component("website", "Website", group="Online", since=date(2026, 3, 1)),
        Component("sailings", "Sailings"),
        Component("app", "App", group="Online"),
        Component("phone", "Telephone", contact="tel:+351210000000"),
        Component("odd", "Odd", contact="javascript:alert(1)"),
        Component("odder", "Odder", contact='https://example.com/" onclick="alert(1)'),
    ]
)


def test_a_group_is_an_object_that_names_its_children_and_stands_before_them() -> None:
    listed = answer("components", plan=PLAN)["components"]
    assert [(one["name"], one["group"], one["position"]) for one in listed] == [
        ("Online", True, 1), ("Website", False, 1), ("App", False, 2), ("Sailings", False, 2), ("Telephone", False, 3),
        ("Odd", False, 4), ("Odder", False, 5),
    ]  # fmt: skip
    group = listed[0]
    assert list(group)[-1] == "components"
    assert group["components"] == ["website", "app"]
    assert [one["group_id"] for one in listed] == [None, group["id"], group["id"], None, None, None, None]
    assert all("components" not in one for one in listed[1:])


def test_a_group_is_as_bad_as_its_worst_component() -> None:
    slow = a_statement("st-1", impact="minor", components=("app",))
    listed = answer("components", slow, a_statement("st-2", impact="critical", components=("website",)), plan=PLAN)
    states = [one["status"] for one in listed["components"][:3]]
    assert states == ["major_outage", "major_outage", "degraded_performance"]


def test_since_when_a_component_is_told_is_its_first_day_in_the_companys_zone() -> None:
    website = answer("components", plan=PLAN)["components"][1]
    assert website["start_date"] == "2026-03-01"
    assert website["created_at"] == website["updated_at"] == "2026-02-28T23:00:00.000Z"


def test_an_affected_component_is_named_with_its_group() -> None:
    incident = answer("incidents", a_statement(), plan=PLAN)["incidents"][0]
    assert incident["incident_updates"][0]["affected_components"][0]["name"] == "Online - Website"


def test_each_update_tells_the_old_and_the_new_state_as_it_was_then() -> None:
    updates = (
        an_update(1, impact="minor", components=("website",)),
        an_update(2, impact="critical", components=("website", "app"), published_at=NOON + minutes(5)),
        an_update(3, impact="minor", components=("app",), published_at=NOON + minutes(9)),
        an_update(4, progress="resolved", components=("app",), published_at=NOON + minutes(20), next_update_at=None),
    )
    statement = a_statement(state="resolved", updates=updates, components=("app",))
    told = answer("incidents", statement, plan=PLAN)["incidents"][0]["incident_updates"]
    changes = [
        {one["code"]: (one["old_status"], one["new_status"]) for one in each["affected_components"]} for each in told
    ]
    assert changes == [
        {"app": ("degraded_performance", "operational")},
        {"website": ("major_outage", "operational"), "app": ("major_outage", "degraded_performance")},
        {"website": ("degraded_performance", "major_outage"), "app": ("operational", "major_outage")},
        {"website": ("operational", "degraded_performance")},
    ]


def test_a_contact_point_stands_among_the_ways_to_reach_us_with_its_state() -> None:
    page = pages(a_statement(components=("phone",)), plan=PLAN)["index.html"]
    ways = page.split('<h2 id="ways">')[1]
    assert '<a href="tel:+351210000000" dir="ltr">+351210000000</a>' in ways
    assert "Telephone +351210000000 Partial outage" in words("<body>" + ways)
    assert "Telephone" not in page.split('<h2 id="components">')[1].split("</section>")[0]


def test_an_address_that_is_no_way_to_reach_anybody_is_no_link() -> None:
    page = pages(plan=PLAN)["index.html"]
    assert "javascript:" not in page
    assert "onclick" not in page
    assert "Odder" in page.split('<h2 id="components">')[1].split("</section>")[0]


def test_the_page_shows_a_group_with_its_components_under_it() -> None:
    text = words(pages(plan=PLAN)["index.html"])
    assert "Online Operational Website Operational App Operational" in text


@pytest.mark.parametrize("since", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_no_day_of_the_calendar_stops_the_page(since: date, zone: str) -> None:
    parts = [Component("website", "Website", since=since)]
    assert answer("components", plan=a_plan(components=parts, time_zone=zone))["components"][0]["start_date"] == str(
        since
    )


def test_an_address_that_is_none_stops_no_feed() -> None:
    assert "tag:localhost,2005:/history" in pages(plan=a_plan(status_page="https://[x"))["history.atom"]


def test_a_component_that_works_again_before_the_others_was_updated_then_and_that_never_moves_back() -> None:
    both, one = ("website", "checkout"), ("checkout",)
    first = an_update(1, components=both)
    second = an_update(2, components=one, published_at=NOON + minutes(9))
    third = an_update(3, components=one, published_at=NOON + minutes(20))
    last = an_update(4, components=one, published_at=NOON + minutes(30), progress="resolved", next_update_at=None)

    def updated(*updates: Update) -> list[str]:
        state: StatementState = "resolved" if updates[-1] is last else "updated"
        told = a_statement(state=state, components=updates[-1].components, updates=updates)
        return [each["updated_at"][11:16] for each in answer("components", told)["components"]]

    assert updated(first) == ["12:00", "12:00"]
    assert updated(first, second) == ["12:09", "12:09"]
    assert updated(first, second, third) == ["12:09", "12:20"]
    assert updated(first, second, third, last) == ["12:30", "12:30"]
