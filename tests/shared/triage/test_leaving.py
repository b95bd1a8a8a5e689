"""Who says that they will leave, in nine languages, and who only uses such words."""

from __future__ import annotations

import pytest

from shared.triage.leaving import leaving

LEAVE = """
I'm cancelling my subscription, third time this month
That was your last chance. Switching to another bank tomorrow
You have lost a customer
Never again with you!
I won't be renewing after this
so done with this company lol
me doy de baja mañana mismo
Han perdido un cliente de diez años
je résilie demain
vous avez perdu un client
Ich kündige!
Da habt ihr einen Kunden weniger
disdico tutto, non ne posso più
Vou cancelar meu plano hoje
nahamia mtandao mwingine
سألغي اشتراكي غدا
main apna number port kara raha hoon
मैं आपकी सेवा छोड़ रहा हूं
"""
STAY = """
How do I cancel my subscription?
Please cancel my order 4711
Are you cancelling my flight tomorrow?
I am not switching to anyone, I love you
Last chance to win two tickets
My train leaves at nine
Where can I shop elsewhere in town?
Quiero cancelar el pedido 4711
Wo kann ich meine Adresse ändern?
"""


@pytest.mark.parametrize("text", LEAVE.strip().split("\n"))
def test_who_says_so_will_leave_and_is_quoted(text: str) -> None:
    said = leaving(text)
    assert said is not None
    assert said.startswith("says they will leave: '")


@pytest.mark.parametrize("text", STAY.strip().split("\n"))
def test_who_asks_or_denies_it_does_not_leave(text: str) -> None:
    assert leaving(text) is None


def test_what_a_verdict_takes_for_a_threat_is_one_in_any_words() -> None:
    assert leaving("Or else.", ("threat",)) == "threatens what they will do otherwise"
    assert leaving("Or else.", ("question",)) is None
