"""A rule hears what must not be missed, in nine languages, and is not fooled by what only sounds like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.mention import MAX_TEXT_CHARACTERS
from shared.plan import Plan, Rule
from shared.triage.marks import find_marks
from shared.triage.rules import BUILT_IN, Spoken, sent_to, spoken
from tests.builders import a_plan

PLAN = a_plan()


def said(text: str, *rules: Rule, plan: Plan = PLAN) -> tuple[Spoken, ...]:
    return spoken(text, replace(plan, rules=rules), find_marks(text).language)


def ids(text: str, *rules: Rule) -> set[str]:
    return {one.id for one in said(text, *rules)}


# Written for this purpose.
TRUE = [
    ("safety", "There is smoke in the engine room and no announcement"),
    ("safety", "The brakes failed on the way down, we were terrified"),
    ("safety", "This toy is a choking hazard"),
    ("safety", "I smell gas in the cabin"),
    ("safety", "Never felt so unsafe on a boat"),
    ("injury", "My son had an allergic reaction to the soup"),
    ("injury", "I burnt my hand on your kettle"),
    ("injury", "They couldn't stop the bleeding"),
    ("injury", "Nobody helped my injured mother"),
    ("injury", "She slipped and fell and is in hospital now"),
    ("lawyer", "You will hear from my lawyer."),
    ("lawyer", "See you in court"),
    ("lawyer", "I'll take this to small claims"),
    ("lawyer", "don't make me call a lawyer, I mean it"),
    ("regulator", "I am reporting this to Trading Standards"),
    ("regulator", "Complaint to the ombudsman filed this morning"),
    ("regulator", "CFPB complaint incoming"),
    ("regulator", "I have complained to the consumer forum and to TRAI"),
    ("press", "I'm a journalist, who can comment?"),
    ("press", "Going to the press with this"),
    ("fraud", "There is an unauthorised charge on my card"),
    ("fraud", "My account was hacked and money was stolen"),
    ("self_harm", "I don't want to live anymore, you took everything"),
    ("self_harm", "this debt makes me want to end my life"),
    ("data_leak", "I can see someone else's account details in your app"),
    ("data_leak", "Your site is showing me other people's orders"),
    ("data_leak", "This is a GDPR breach"),
    ("discrimination", "Your agent made racist remarks"),
    ("discrimination", "Refused because of my wheelchair? Because I am disabled?"),
    ("staff_threat", "I'll come down there and make you listen"),
    ("staff_threat", "Your driver better watch out"),
    ("safety", "Hay humo en la cocina del hotel"),
    ("injury", "Mi hijo tuvo una reacción alérgica"),
    ("lawyer", "Hablaré con mi abogado mañana"),
    ("regulator", "Voy a poner una queja en Profeco"),
    ("self_harm", "ya no quiero vivir con esta deuda"),
    ("safety", "Il y a une odeur de gaz dans la chambre"),
    ("injury", "Ma fille a été blessée par votre poussette"),
    ("lawyer", "Je vais porter plainte contre vous"),
    ("lawyer", "Vous aurez des nouvelles de l'avocat"),
    ("fraud", "C'est un prélèvement non autorisé sur ma carte"),
    ("data_leak", "Je vois le compte de quelqu'un d'autre"),
    ("safety", "Es riecht nach Gas im Zug"),
    ("injury", "Mein Kind wurde verletzt, der Krankenwagen kam spät"),
    ("lawyer", "Mein Anwalt meldet sich bei Ihnen"),
    ("regulator", "Ich gehe zur Verbraucherzentrale"),
    ("staff_threat", "Ich weiß wo du wohnst"),
    ("safety", "C'era fumo nella cabina"),
    ("injury", "Mia madre è finita al pronto soccorso"),
    ("lawyer", "Vi denuncio, ci vediamo in tribunale"),
    ("fraud", "Carta clonata e nessuno fa niente"),
    ("injury", "A minha mãe foi parar ao hospital"),
    ("lawyer", "Vou falar com o meu advogado"),
    ("regulator", "Já fiz reclamação no Procon"),
    ("fraud", "Clonaram meu cartão"),
    ("self_harm", "não quero mais viver"),
    ("injury", "Mtoto wangu ameumia kwenye basi lenu"),
    ("lawyer", "Nitaenda mahakamani"),
    ("fraud", "Wameniibia pesa zangu, nimetapeliwa"),
    ("safety", "Gari imeshika moto barabarani"),
    ("lawyer", "سأتواصل مع المحامي غدا"),
    ("lawyer", "وبالمحكمة نلتقي"),
    ("safety", "هناك دخان في الغرفة"),
    ("injury", "أُصيب ابني ونقلناه للمستشفى"),
    ("fraud", "تعرضت للاحتيال من موظفكم"),
    ("self_harm", "أفكر في الانتحار"),
    ("safety", "ट्रेन में आग लग गई थी।"),
    ("injury", "मेरी माँ घायल हो गईं"),
    ("lawyer", "मैं अपने वकील से बात करूँगा"),
    ("fraud", "मेरे साथ धोखाधड़ी हुई है"),
    ("self_harm", "अब जीना नहीं चाहता"),
    ("safety", "bus me aag lag gayi thi"),
    ("lawyer", "mera vakil tumse baat karega"),
    ("regulator", "consumer forum me jaunga"),
    ("staff_threat", "tumhare driver ko jaan se maar dunga"),
    ("fraud", "mere account se paise chori ho gaye"),
]
FALSE = [
    "I could kill for a pizza",
    "Press the button twice and it starts",
    "Thanks to Sue at the desk, she was brilliant",
    "Sue me, but I love this app",
    "No need for a lawyer, it is all sorted",
    "I don't need a lawyer",
    "We won't sue, promise",
    "Nobody was hurt, thankfully",
    "No one got injured",
    "Luckily my bike wasn't damaged and I was not hurt",
    "The queue was killing me",
    "This deal is the bomb",
    "What is your hospitality package?",
    "The view is to die for, and the sea was on fire at sunset",
    "Bleeding edge technology, love it",
    "I am drowning in emails from you",
    "You went overboard with the packaging",
    "It wouldn't kill you to answer",
    "Shoot me a message when it is ready",
    "The ball is in your court",
    "There is a food court next to the gate",
    "That price nearly gave me a heart attack",
    "It hurt my feelings",
    "The app keeps throwing up errors",
    "There was no danger and no ambulance was called",
    "This isn't dangerous at all",
    "My data ran out on the train",
    "Hit me up when it is back in stock",
    "For customers with discriminating taste",
    "Is the gas regulator included?",
    "I burnt my toast, your toaster is too hot",
    "He passed out leaflets at the gate",
    "Chargeback done, money is back",
    "My crew stole the show",
    "Muero de ganas de probarlo",
    "Nadie resultó herido",
    "Hay mucha demanda de entradas",
    "La moto llegó en perfecto estado",
    "Un toast avocat, s'il vous plaît",
    "Personne n'a été blessé",
    "Mort de rire, votre pub",
    "Pas besoin d'un avocat",
    "Niemand wurde verletzt",
    "Brand new Gift für dich",
    "Das Team war Feuer und Flamme",
    "Non c'è pericolo",
    "Un gelato buono da morire",
    "Nessuno è ferito",
    "Estou a matar saudades do barco",
    "Ninguém ficou ferido",
    "Morri de rir com o anúncio",
    "Hakuna hatari",
    "Chakula ni moto sana",
    "لم يصب أحد",
    "لا يوجد خطر",
    "مت من الضحك",
    "कोई घायल नहीं हुआ",
    "हँसते हँसते मर गए",
    "koi khatra nahi hai",
    "kya dhamaka offer hai",
]


@pytest.mark.parametrize(("id_", "text"), TRUE)
def test_a_rule_is_set_off_by_what_must_not_be_missed(id_: str, text: str) -> None:
    assert id_ in ids(text)


@pytest.mark.parametrize("text", FALSE)
def test_no_rule_is_set_off_by_what_only_sounds_like_it(text: str) -> None:
    assert ids(text) == set()


def test_each_built_in_rule_is_in_the_table_and_is_urgent() -> None:
    assert {id_ for id_, _ in TRUE} == set(BUILT_IN)
    assert {one.priority for _, text in TRUE for one in said(text)} == {"urgent"}


def test_what_was_said_is_quoted_in_the_writers_own_letters() -> None:
    [one] = said("Je vais voir l'Avocat")
    assert (one.why, one.words) == ("speaks of legal action: 'l'avocat'", ("l'avocat",))


def test_all_of_a_long_text_is_heard() -> None:
    long = "It rained. " * 800
    assert len(long) < MAX_TEXT_CHARACTERS
    assert ids(f"{long} I want to end my life. {long}") == {"self_harm"}


def test_a_plan_adds_words_to_a_built_in_rule() -> None:
    assert ids("we ran aground") == set()
    assert ids("we ran aground", Rule("safety", ("ran aground",))) == {"safety"}
    assert ids("smoke in the lounge", Rule("safety", ("ran aground",))) == {"safety"}


def test_a_plan_switches_a_rule_off_and_its_words_with_it() -> None:
    assert ids("my lawyer and the press office", Rule("lawyer", off=True)) == {"press"}


def test_a_plan_gives_a_rule_another_priority_a_name_and_an_instance() -> None:
    [one] = said("I have told the ombudsman", Rule("regulator", (), "the regulator", "high", "website_problem"))
    assert (one.priority, one.instance, one.name) == ("high", "website_problem", "the regulator")
    assert one.why == "speaks of the regulator: 'ombudsman'"


def test_a_rule_of_the_companys_own_is_heard_with_its_endings_and_no_others() -> None:
    own = Rule("council", ("islands council*", "harbour"), priority="high")
    assert [one.why for one in said("The islands councillors came", own)] == [
        "speaks of council: 'islands councillors'"
    ]
    assert ids("the harbours are full", own) == set()


def test_neither_of_two_rules_hides_the_other() -> None:
    short, long = Rule("short", ("lawyer",), priority="low"), Rule("long", ("hear from my lawyer",), priority="low")
    assert ids("you will hear from my lawyer", short, long) == {"lawyer", "short", "long"}
    assert ids("ask my lawyer", short, long) == {"lawyer", "short"}
    assert ids("my solicitors", Rule("own", ("my solicitor*",), priority="low")) == {"lawyer", "own"}


def test_a_companys_own_words_count_also_where_we_hold_them_to_be_an_idiom() -> None:
    assert ids("go to the food court", Rule("court", ("food court",), priority="low")) == {"court"}


def test_the_most_pressing_rule_comes_first_and_sends_before_the_others() -> None:
    rules = (Rule("slow", ("boat",), priority="normal", instance="b"), Rule("safety", instance="a"))
    found = said("smoke in the boat", *rules)
    assert [one.id for one in found] == ["safety", "slow"]
    first = sent_to(found)
    assert first is not None
    assert first.instance == "a"
    assert sent_to(said("smoke in here")) is None


@pytest.mark.parametrize("sign", [",", ".", "!", "\n", "।", "،"])
def test_a_negation_reaches_no_further_than_its_clause(sign: str) -> None:
    assert ids(f"no{sign} my lawyer") == {"lawyer"}
    assert ids("no lawyer") == set()


# Each plan with words of its own has a lexicon of its own, made anew.
@settings(max_examples=25)
@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_no_text_and_no_words_of_a_plan_break_it(text: str, words: list[str]) -> None:
    own = Rule("own", tuple(words), priority="low")
    for one in said(text, own):
        assert one.words
        assert one.why


@given(
    st.sampled_from([text for _, text in TRUE]), st.sampled_from([" ", "\u200b ", " @bob ", " https://a.example/x "])
)
def test_what_stands_around_it_hides_nothing(text: str, around: str) -> None:
    assert ids(f"Hello.{around}{text}.{around}Bye.") >= ids(text)
