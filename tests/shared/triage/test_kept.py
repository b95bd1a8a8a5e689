"""What is kept is known by being the very same thing, and what is equal but another is worked out."""

from __future__ import annotations

from shared.triage.kept import kept


class Counted:
    """A thing that counts how often it was compared or hashed."""

    looked_at = 0

    def __hash__(self) -> int:
        self.looked_at += 1
        return 1

    def __eq__(self, other: object) -> bool:
        self.looked_at += 1
        return self is other


def test_the_very_same_things_are_neither_compared_nor_worked_out_again() -> None:
    worked: list[Counted] = []

    @kept
    def answer(one: Counted, other: Counted | None) -> int:
        worked.append(one)
        return len(worked)

    thing = Counted()
    assert [answer(thing, None), answer(thing, None)] == [1, 1]
    assert thing.looked_at == 0


def test_what_is_another_thing_is_worked_out_even_where_it_is_equal() -> None:
    @kept
    def answer(*words: list[str]) -> int:
        return sum(map(len, words))

    words = ["one"]
    assert answer(words) == 1
    assert answer(["one"], ["two"]) == 2
    assert answer(["one", "two"]) == 2
    assert answer() == 0


def test_what_is_given_by_name_is_not_taken_for_what_was_given_before() -> None:
    @kept
    def answer(word: str, times: int = 1) -> str:
        return word * times

    assert answer("a") == "a"
    assert answer("a", times=2) == "aa"
    assert answer("a") == "a"
