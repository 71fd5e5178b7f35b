"""The dates after the first of an opportunity that comes from a file, a webhook or a feed: each a record of its own."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.errors import Fault, Faults
from bot.errors.typed import UnknownTimezone
from bot.marketplace.drafting import roles_in
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import Dated, Draft
from bot.marketplace.fields import DATED, Record, answers_of
from bot.marketplace.times import instant, known_timezone
from bot.messages.form import Answer

FIELD = "sessions"


def read_further(given: Answer, draft: Draft, now: datetime, *, past_allowed: bool) -> tuple[Dated, ...]:
    """The dates after the draft's own, in the draft's zone and with its roles where they say no others.

    Raises Faults, each named by its place, from 1: "sessions[2].day".
    """
    listed = json.loads(str(given)) if given else []
    if not listed:
        return ()
    if draft.dates is None:
        raise Faults({FIELD: Fault("series_needs_day")})
    found: list[Dated] = []
    taken = {instant(draft.dates.starts, draft.dates.timezone)}
    for place, one in enumerate(listed, 1):
        try:
            dated = _read(one, draft, draft.dates.timezone, now, past_allowed=past_allowed)
        except Faults as faults:
            raise Faults({f"{FIELD}[{place}].{name}": fault for name, fault in faults.fields.items()}) from faults
        starts_at = instant(dated.dates.starts, dated.dates.timezone)
        if starts_at in taken:
            raise Faults({f"{FIELD}[{place}].day": Fault("date_twice")})
        taken.add(starts_at)
        found.append(dated)
    return tuple(found)


def _read(record: Record, draft: Draft, zone: str, now: datetime, *, past_allowed: bool) -> Dated:
    unknown = {name: Fault("unknown_field") for name in record if name not in DATED}
    if unknown:
        raise Faults({name[:80]: fault for name, fault in unknown.items()})
    answers = dict(answers_of(record))
    dates, faults = read_dates({**answers, "timezone": _zone(answers, zone)}, now, past_allowed=past_allowed)
    if dates is None:
        raise Faults(faults or {"day": Fault("missing")})
    roles, fault = roles_in(str(answers["roles"])) if answers.get("roles") else (draft.roles, None)
    faults |= {"roles": fault} if fault else {}
    if faults:
        raise Faults(faults)
    return Dated(dates, roles)


def _zone(answers: Mapping[str, Answer], usual: str) -> str:
    try:
        return known_timezone(str(answers.get("timezone") or usual))
    except UnknownTimezone as error:
        raise Faults({"timezone": Fault("unknown_timezone")}) from error


def records_of(dates: Sequence[Record]) -> list[dict[str, object]]:
    """The dates after the first as records; what is as on the first is left out."""
    first = {name: dates[0][name] for name in ("timezone", "roles")}
    return [{name: value for name, value in one.items() if first.get(name) != value} for one in dates[1:]]
