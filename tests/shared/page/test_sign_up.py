"""The form by which readers ask to be told: plain HTML, and it can go nowhere but to our own door."""

from __future__ import annotations

import re

from tests.builders import a_statement
from tests.shared.page.pages_of import DOOR, a_plan_in, pages


def test_without_a_door_there_is_no_form_and_none_could_be_sent() -> None:
    for key, page in pages(a_statement()).items():
        if key.endswith(".html"):
            assert "<form" not in page
            assert "form-action &#39;none&#39;" in page


def test_the_form_posts_to_the_door_in_the_language_of_the_page() -> None:
    page = pages(a_statement(), plan=a_plan_in("en", "pt"), door=DOOR + "/")["pt/index.html"]
    form = re.search(r"<form.*?</form>", page, flags=re.DOTALL)
    assert form is not None
    assert '<form method="post" action="https://api.example.com/prod/subscribers">' in form[0]
    assert '<input type="hidden" name="language" value="pt">' in form[0]
    assert re.search(r'<label for="email">.*<input id="email" name="email" type="email"[^>]* required>', form[0], re.S)


def test_the_policy_lets_forms_go_to_that_origin_only() -> None:
    page = pages(door=DOOR)["index.html"]
    assert re.search(r"form-action https://api\.example\.com\"", page)


def test_the_trap_for_robots_is_out_of_sight_and_out_of_the_way() -> None:
    page = pages(door=DOOR)["index.html"]
    assert '<input id="website" name="website" tabindex="-1" autocomplete="off">' in page
    assert ".trap { display: none; }" in page


def test_programs_are_told_where_to_sign_up() -> None:
    page = pages(door=DOOR)["history.html"].replace("<wbr>", "")
    assert "https://api.example.com/prod/subscribers</code>" in page
