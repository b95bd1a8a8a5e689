"""What an operator does about verdicts: corrects one, confirms one, and reads what we are unsure of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.correction import Correction, Was, confirming, was_of
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.statement_moves import Refused
from shared.store.corrections import Corrections
from shared.store.doubts import Doubt, Doubts
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.opinions import Opinions, Readings
from shared.store.plans import Plans
from shared.triage.mending import mended
from shared.verdict import COMPLAINTS, Kind, Sentiment, Verdict

#: What says that a mention belongs to none of the plan's instances.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a person says that a mention is; None where they leave it as it is. `instance` may be NONE."""

    kind: Kind | None = None
    instance: str | None = None
    severity: int | None = None
    sentiment: Sentiment | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """`after` is what triage makes of it next, within seconds."""

    correction: Correction
    before: Verdict
    after: Verdict


class Doubting:
    def __init__(self, deployment: Deployment) -> None:
        self._mentions = MentionStore(deployment.mentions_table)
        self._doubts = Doubts(deployment.mentions_table)
        self._corrections = Corrections(deployment.ledger_table)
        self._opinions = Opinions(deployment.ledger_table)
        self._plans = Plans(Ledger(deployment.ledger_table))

    def correct(self, mention_id: str, parts: Parts, who: str, now: datetime) -> Corrected | Refused:
        """Keeps what the person said, and has the mention judged again: whoever is told of verdicts is told anew."""
        plan = self._plans.in_force()
        wrong = _unknown(parts, plan)
        if wrong is not None:
            return wrong
        return self._say(mention_id, plan, now, lambda verdict: _of(verdict, parts, who, now))

    def confirm(self, mention_id: str, who: str, now: datetime) -> Corrected | Refused:
        """It is as was thought: nobody needs to read it any more, and it is learned from."""
        return self._say(mention_id, self._plans.in_force(), now, lambda verdict: confirming(verdict, who, now))

    def said(self, mention_id: str) -> tuple[Correction, ...]:
        """The newest first."""
        return self._corrections.log(mention_id)

    def doubts(self, now: datetime, within: timedelta, most: int) -> list[Doubt]:
        """The most pressing first, of these the newest."""
        return self._doubts.between(now - within, now, most)

    def readings(self, now: datetime) -> Readings:
        """How often the second reader was asked today (in UTC), and for how much."""
        return self._opinions.readings(now)

    def _say(
        self, mention_id: str, plan: Plan, now: datetime, say: Callable[[Verdict], Correction]
    ) -> Corrected | Refused:
        known = self._mentions.get(mention_id)
        if known is None:
            return Refused(f"there is no mention {mention_id} (or it was deleted); see: firebreak mentions")
        if known.verdict is None:
            return Refused(f"{mention_id} has no verdict yet; try again in a minute, or see: firebreak status")
        if known.mention.from_staff:
            return Refused(f"{mention_id} is ours: what our own accounts write is judged as nothing else")
        correction = _with_those_before(say(known.verdict), self._corrections.of([mention_id]).get(mention_id))
        kind = correction.kind or known.verdict.kind
        if correction.severity and kind not in COMPLAINTS:
            return Refused(f"a severity is a complaint's: a {kind} has none; say --kind as well")
        self._corrections.put(correction, plan.company.keep_texts)
        self._mentions.rejudge(mention_id, now)
        return Corrected(correction, known.verdict, mended(known.verdict, plan, correction, None))


def _of(verdict: Verdict, parts: Parts, who: str, now: datetime) -> Correction:
    none = parts.instance == NONE
    return Correction(
        verdict.mention_id,
        verdict.mention_version,
        who,
        now,
        was_of(verdict),
        kind=parts.kind,
        instance=None if none else parts.instance,
        no_instance=none,
        severity=parts.severity,
        sentiment=parts.sentiment,
    )


def _with_those_before(new: Correction, old: Correction | None) -> Correction:
    """What was said of the same version before, and not now, still holds; `was` is what no person had spoken of."""
    if old is None or old.mention_version != new.mention_version:
        return new
    # A severity and a mood were said of a kind: they go with it.
    same_kind = new.kind in (None, old.kind)
    return replace(
        new,
        was=Was(old.was.kind, old.was.instance, old.was.severity, old.was.sentiment),
        kind=new.kind or old.kind,
        instance=new.instance if new.about_instance else old.instance,
        no_instance=new.no_instance if new.about_instance else old.no_instance,
        severity=old.severity if new.severity is None and same_kind else new.severity,
        sentiment=old.sentiment if new.sentiment is None and same_kind else new.sentiment,
    )


def _unknown(parts: Parts, plan: Plan) -> Refused | None:
    known = [instance.id for instance in plan.instances]
    if parts.instance is not None and parts.instance not in (*known, NONE):
        return Refused(f"the plan has no instance {parts.instance!r}; it has {', '.join(known)}; or write {NONE}")
    if parts.severity and parts.kind is not None and parts.kind not in COMPLAINTS:
        return Refused(f"a severity is a complaint's: {parts.kind} has none")
    return None
