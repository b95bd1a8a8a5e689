"""A plan of eight departments for a company that sells goods, devices, music and memberships: to judge routing by.

A name, one line and five phrases each, no keyword. Written from what the departments are for; no post of the set that
they are judged on was read for it.
"""

from __future__ import annotations

from datetime import timedelta

from shared.plan import Instance, Template

_TEMPLATE = Template("Title", "What we know", "{next_update}", "More")
#: Id, name, line, phrases.
_WRITTEN: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "delivery",
        "Delivery",
        "Parcels and orders on their way: late, missing, left in the wrong place, badly packed, and the courier.",
        (
            "My parcel was due yesterday and it still hasn't arrived.",
            "The tracking says delivered but nothing came.",
            "Your driver left the package in the rain in front of the door.",
            "Where is my order, it was supposed to ship two days ago?",
            "So much packaging, a huge box for one tiny item.",
        ),
    ),
    (
        "product",
        "Products and content",
        "What we sell and how it works: phones, tablets, watches, speakers, their battery and updates; songs, artists,"
        " playlists and adverts.",
        (
            "My phone keeps freezing since the last update.",
            "The battery drains in two hours.",
            "Why is this song no longer in my playlist?",
            "When will you add the new album by this artist?",
            "The speaker doesn't turn on any more.",
        ),
    ),
    (
        "subscription",
        "Memberships",
        "Plans that are paid by the month or year: premium, prime, family and student membership, trials and upgrades.",
        (
            "How do I get the student discount for premium?",
            "I want to add my brother to the family plan.",
            "I pay for prime and don't get what the membership promises.",
            "My free trial ended, how do I renew my subscription?",
            "My premium membership disappeared and I'm back on the free version.",
        ),
    ),
    (
        "app_website",
        "App and website",
        "The app, the website and the cloud: crashes, errors, pages and screens that don't load or sync.",
        (
            "The app crashes every time I open it.",
            "Your website is down, I only get an error page.",
            "I can't upload my photos to the cloud.",
            "The desktop app won't connect and shows a blank screen.",
            "Please bring back the button that you removed from the app.",
        ),
    ),
    (
        "refund_return",
        "Refunds and returns",
        "Things sent back, replacements, and money that is to be paid back.",
        (
            "I returned the item three weeks ago and still have no refund.",
            "I want my money back.",
            "How do I send back shoes that don't fit?",
            "You sent the wrong one, I need a replacement.",
            "When will I be refunded for the order that never came?",
        ),
    ),
    (
        "account",
        "Accounts",
        "Signing in, passwords, e-mail addresses, hacked or locked accounts, and what stands in them.",
        (
            "I can't log in to my account.",
            "Somebody hacked my account and changed the email.",
            "The password reset mail never comes.",
            "How do I change the user name of my account?",
            "My account is locked and I can't get into it.",
        ),
    ),
    (
        "billing",
        "Billing and payments",
        "Charges, bills, cards and payments that fail or are taken twice.",
        (
            "I was charged twice this month.",
            "My card was declined although there is money on it.",
            "There is a charge on my bank statement that I don't know.",
            "Why did the price on my bill go up?",
            "I can't update my payment method.",
        ),
    ),
    (
        "staff_service",
        "Customer service",
        "How our people treat customers: rude, slow or unhelpful agents, no answer, bad support.",
        (
            "Your customer service is useless.",
            "The agent was rude and hung up on me.",
            "I have been on hold for an hour and nobody answers.",
            "I've talked to four people and each told me something else.",
            "Nobody from support ever answers my messages.",
        ),
    ),
)


def departments() -> tuple[Instance, ...]:
    return tuple(an_instance(id_, name, what, phrases) for id_, name, what, phrases in _WRITTEN)


def an_instance(id_: str, name: str, what: str, phrases: tuple[str, ...]) -> Instance:
    """An instance of which only what routing reads is told."""
    return Instance(
        id=id_,
        name=name,
        what=what,
        keywords=(),
        examples=phrases,
        owner="owner",
        backups=("deputy",),
        wait=timedelta(minutes=10),
        template=_TEMPLATE,
        first_answer=timedelta(minutes=30),
    )
