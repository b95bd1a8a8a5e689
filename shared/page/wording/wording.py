"""Every fixed word of the page in one language: one field a sentence, so that no table can leave one out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.page.state import ComponentState
from shared.statement import Impact, Progress

#: A sentence by its number: an exact one ("1", "2"), a plural category of CLDR ("few"), or "other".
Forms = Mapping[str, str]


def one_or_other(count: int) -> str:
    """The plural category in English, German, Italian, Portuguese and Spanish, for whole numbers."""
    return "one" if count == 1 else "other"


@dataclass(frozen=True, slots=True)
class Wording:
    """`{slots}` are filled by the page. Month and day names and plural categories follow Unicode CLDR 44."""

    code: str
    category: Callable[[int], str]
    months: str
    short_months: str
    weekdays: str
    day: str
    short_day: str
    comma: str
    hour: str
    minute: str
    days: Forms
    minutes: Forms

    states: Mapping[ComponentState, str]
    impacts: Mapping[Impact, str]
    progress: Mapping[Progress, str]
    headlines: Mapping[Impact, str]
    under_maintenance: str
    maintenance: str
    retracted: str
    retracted_because: str
    untitled: str

    site: str
    skip: str
    language: str
    follow: str
    follow_label: str
    times: str
    times_and_utc: str
    programs: str

    calm: str
    ask_us: str
    looking: str
    working: Forms
    maintained_until: str
    open_incidents: str
    since: str
    affects: str
    as_of: str
    all_updates: Forms
    ask_about: str
    past: str
    none_so_far: str
    all_past: Forms

    next_by: str
    was_due: str
    away: str
    ago: str
    where_you_are: str
    sorry: str
    reload: str
    ask: str
    no_promise: str
    on_time: str
    late: str
    earlier_promises: str
    all_kept: Forms
    one_late: str
    some_late: str
    some_late_up_to: str
    in_all: str

    planned: str
    under_way: str
    begins: str
    ends: str
    components: str
    ways: str
    ask_heading: str
    ask_text: str
    contact: str

    we_retract: str
    we_retract_because: str
    resolved_after: str
    completed_after: str
    began: str
    ended: str
    affected: str
    promises: str
    updates_newest_first: str
    said_newest_first: str
    take_back: str
    questions: str
    retracted_text: str
    corrected_text: str
    corrected: str
    correction: str
    corrects: str
    promised_by: str
    promised_and_came: str
    whole_page: str
    withdrawn: str

    history_lead: str
    status_page: str
    older: str
    newer: str
    history_description: str
    missing: str
    missing_lead: str

    sign_up: str
    sign_up_text: str
    mail_address: str
    sign_up_button: str
    leave_empty: str

    def form(self, forms: Forms, count: int) -> str:
        """The sentence for that number, its `{count}` filled."""
        found = forms.get(str(count)) or forms.get(self.category(count)) or forms["other"]
        return found.replace("{count}", str(count))
