"""What a platform's module says of its platform: how it calls us, how it is asked, how what it says is read.

A module of `shared/platforms/` each, with a constant `PLATFORM`. `receive`, `sweep` and `ingest` import it by its name,
so nothing heavy may be imported at its top (a test looks): feedparser, nh3 and the like only where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote_plus

from shared.delivery import Delivery, Parsed, Wanted
from shared.ears.fields import Value, read_value
from shared.ears.request import Greeted, Request
from shared.plan import Source

#: What is wrong with a call's signature. `ours` are those that somebody here has to mend.
Reason = Literal[
    "signature_missing",
    "signature_malformed",
    "signature_wrong",
    "timestamp_malformed",
    "timestamp_stale",
    "secret_malformed",
]

#: Shorter credentials than this are no platform's, and may stand in any text by chance.
LEAST_HIDDEN = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """A source's credentials by their part (`secret`, `token` ...), the newest of each first."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all(self, part: str = "secret") -> tuple[str, ...]:
        """All values of a part that are valid now: two while it is rotated."""
        return tuple(value for value in self.values.get(part, ()) if value)

    def newest(self, part: str) -> str:
        """The value to show to others; "" where there is none."""
        return next(iter(self.all(part)), "")

    def hidden(self, body: bytes) -> bytes:
        """The body without our credentials: some platforms write them into what they answer (Meta's `paging.next`)."""
        values = {value for part in self.values for value in self.all(part) if len(value) >= LEAST_HIDDEN}
        for value in {*values, *map(quote_plus, values)}:
            body = body.replace(value.encode(), b"hidden")
        return body


Parse = Callable[[Delivery, Source], Parsed]
#: Why this call was not sent by somebody who knows one of the secrets; None where it was.
Scheme = Callable[[Request, Keys, Source, datetime], Reason | None]
#: The answer to a call that is no delivery (a GET, an OPTIONS); None where such a call means nothing to the platform.
Greeting = Callable[[Request, Keys, Source, datetime], Greeted | None]


@dataclass(frozen=True, slots=True)
class Credential:
    """Something that only the platform and we may know. `what` is its name there, `where` the place to find it."""

    part: str
    what: str
    where: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A word under a source's `settings` in the plan, and what may stand there."""

    name: str
    what: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """How a platform calls us. `headers` are those that `parse` reads: the rest may hold what is none of our business.

    `pinged` knows a signed test call, which holds nothing to keep. `secret_path`: the platform signs nothing (or not
    always), and its address ends with the secret. `setup` says, step by step, what to do on the platform; `{address}`
    stands for ours. `certs` is the address of the JSON Web Key Set with which calls are signed: what lies there is
    among the scheme's keys, as the part "certs".
    """

    refused: Scheme
    setup: tuple[str, ...]
    credentials: tuple[Credential, ...]
    headers: tuple[str, ...] = ("content-type",)
    greeted: Greeting | None = None
    pinged: Callable[[Request], bool] | None = None
    body: Literal["json", "xml"] = "json"
    secret_path: bool = False
    certs: str = ""


#: The parts that the two sides of a door know; the others open the platform's API to us.
OF_THE_DOOR = ("secret", "verify")


def typed(source: Source, part: str) -> str:
    """What a person types to set that part of a source's credentials."""
    return f"firebreak source secret {source.name}" + ("" if part == "secret" else f" --part {part}")


@dataclass(frozen=True, slots=True)
class Round:
    """What there is to know when a source is asked. `cursor` is what the last round ended with ({} the first time);
    `callback` our own address for this source's webhooks, "" where that isn't known.
    """

    source: Source
    cursor: Mapping[str, Any]
    keys: Keys
    now: datetime
    callback: str = ""

    def base(self, address: str) -> str:
        """The platform's address, or the one by which the plan's `url` replaces it (a proxy, a test's server)."""
        return (self.source.url or address).rstrip("/")


@dataclass(frozen=True, slots=True)
class Ask:
    """One call to a platform. Where `keep`, its answer goes to the inbox, with `told` among the delivery's headers.

    An answer that is not `allowed` ends the round, with `so_far` as the cursor (None: as it was before the round).
    `unless` is the SHA-256 (hex) of a body that is known: such an answer isn't kept. `empty`: one without a body is an
    answer too.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    body: bytes | None = None
    keep: bool = True
    told: Mapping[str, str] = field(default_factory=dict)
    allowed: tuple[int, ...] = (200,)
    so_far: Mapping[str, Any] | None = None
    unless: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A platform's answer; `headers` has lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def object(self) -> Value:
        """The JSON object in it; {} where there is none, which the parser will tell."""
        value = read_value(self.body)
        return value if isinstance(value, dict) else {}

    def list(self) -> list[Any]:
        """The JSON list in it; [] where there is none."""
        value = read_value(self.body)
        return value if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Done:
    """A round's end. `not_before`: when it may be asked again, where the platform said so. `problem`: what is wrong, in
    words that say what to do; `passing` is one that may mend itself. `more`: there is more to fetch, so the next minute
    goes on. `note` is news for people that is no fault ("3,120 of 5,000 posts read this month"). `good_until`: when
    what was renewed runs out.
    """

    cursor: Mapping[str, Any]
    not_before: datetime | None = None
    problem: str | None = None
    more: bool = False
    note: str | None = None
    good_until: datetime | None = None
    passing: bool = False


#: A round as a conversation: it yields what it asks, is sent what it heard, and returns how it ended.
Asking = Generator[Ask, Heard, Done]


@dataclass(frozen=True, slots=True)
class Sweep:
    """How a platform is asked. `look_for` and `url` say what those words of the plan mean here; "" where they have no
    meaning, and `needs` names those that must be there.
    """

    run: Callable[[Round], Asking]
    setup: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    look_for: str = ""
    url: str = ""
    needs: tuple[Literal["look_for", "url"], ...] = ()


@dataclass(frozen=True, slots=True)
class Platform:
    """One kind of place where customers talk; `title` is its name as people say it.

    `fetch` asks for what a delivery only named, and (with the kind "recheck") whether posts that we have are still
    there, at most `fetch_most` ids at a time. `recheck_every`: how often the platform demands that, None where it does
    not; `kept_unseen`: how long a post may be kept that was not seen again ("refresh or delete"), None where it may be
    for as long as any. `renew` is run once a minute's tick finds `good_until` near or unknown. `check` tries the
    credentials with one cheap call; its `Done.note` says as whom we are known there.
    """

    name: str
    title: str
    parse: Parse
    door: Door | None = None
    sweep: Sweep | None = None
    fetch: Callable[[Round, Wanted], Asking] | None = None
    fetch_most: int = 1
    renew: Callable[[Round], Asking] | None = None
    check: Callable[[Round], Asking] | None = None
    recheck_every: timedelta | None = None
    kept_unseen: timedelta | None = None
    settings: tuple[Setting, ...] = ()

    @property
    def ways(self) -> tuple[Literal["webhook", "sweep"], ...]:
        """How it may be heard, the best first."""
        return (*(("webhook",) if self.door else ()), *(("sweep",) if self.sweep else ()))
