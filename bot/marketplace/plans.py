"""When a posting is to be published, and where: read from the dialog's last fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.errors import Fault
from bot.marketplace.given import choice
from bot.marketplace.times import instant
from bot.messages.form import Answer

FURTHEST = timedelta(days=366)
"""How far ahead a posting may be planned: further is a typing mistake."""


class When(StrEnum):
    NOW = "now"
    AT = "at"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Plan:
    """`at` is the instant to publish, for When.AT only. `channels` are platform ids; none: subscriptions decide."""

    when: When = When.NOW
    at: datetime | None = None
    channels: tuple[str, ...] = ()


def read_plan(answers: Mapping[str, Answer], now: datetime, starts: datetime | None) -> tuple[Plan, dict[str, Fault]]:
    """The plan, and what is wrong with it by field. Day and hour are local to `answers["timezone"]`.

    `starts` is when the session starts, which it must be published before. Raises NoLongerThere.
    """
    when = choice(When, answers.get("publish") or When.NOW)
    channels = answers.get("channels")
    plan = Plan(when, channels=channels if isinstance(channels, tuple) else ())
    day, hour = answers.get("publish_day"), answers.get("publish_hour")
    if when is not When.AT:
        mistaken = when is When.NOW and (day is not None or hour is not None)
        return plan, {"publish": Fault("publish_now_or_then")} if mistaken else {}
    if not (isinstance(day, date) and isinstance(hour, time)):
        return plan, {"publish_hour" if isinstance(day, date) else "publish_day": Fault("publish_incomplete")}
    if day > (now + FURTHEST).date():
        return plan, {"publish_day": Fault("publish_range")}
    long_past = day < now.date() - timedelta(days=2)  # in whatever zone, and far from the first year there is
    at = now if long_past else instant(datetime.combine(day, hour), str(answers["timezone"]))
    if at <= now:
        return plan, {"publish_day": Fault("in_the_past")}
    if starts is not None and starts <= at:
        return plan, {"publish_day": Fault("publish_after_start")}
    return Plan(when, at, plan.channels), {}
