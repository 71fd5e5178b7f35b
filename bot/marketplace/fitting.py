"""What of a posting's dialog does not go together: said beside its field, so that nothing is left out unsaid."""

from collections.abc import Mapping

from bot.errors import Fault
from bot.marketplace.drafting import entry_of
from bot.marketplace.drafts import MOST_HOURS
from bot.marketplace.kinds import Entry, HoursUnit, Kind
from bot.marketplace.plans import When
from bot.messages.form import Answer
from bot.messages.posting_fields import kind_of

Answers = Mapping[str, Answer]


def misfits(answers: Answers, *, draft: bool) -> dict[str, Fault]:
    """What is wrong, by field; of a `draft`, unless it is published here, less is asked. Raises NoLongerThere."""
    stays = answers.get("publish") == When.DRAFT or (draft and not answers.get("publish"))
    return {**_unasked(answers), **_hours(answers), **({} if stays else _slot(answers))}


def _unasked(answers: Answers) -> dict[str, Fault]:
    """Questions are asked of who applies or takes part, and only who applies waits for an answer."""
    kind = kind_of(answers)
    if kind is Kind.RESEARCH or entry_of(kind, answers) is Entry.APPLICATION:
        return {}
    asked = str(answers.get("questions") or "").strip()
    found = {"questions": Fault("questions_unasked")} if asked else {}
    return {**found, "most_waiting": Fault("limit_unasked")} if answers.get("most_waiting") else found


def _hours(answers: Answers) -> dict[str, Fault]:
    hours, total = answers.get("hours"), answers.get("hours_total")
    weekly = (answers.get("hours_unit") or HoursUnit.WEEK) == HoursUnit.WEEK and kind_of(answers) is not Kind.ADVICE
    if weekly and isinstance(hours, int) and isinstance(total, int) and 1 <= total < hours <= MOST_HOURS:
        return {"hours_total": Fault("total_too_small", {"hours": hours})}
    return {}


def _slot(answers: Answers) -> dict[str, Fault]:
    """Who takes part in research chooses a slot: there is at least one."""
    undated = all(answers.get(name) is None for name in ("day", "start", "end"))
    return {"day": Fault("slot_needed")} if undated and kind_of(answers) is Kind.RESEARCH else {}
