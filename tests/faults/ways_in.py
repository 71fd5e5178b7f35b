"""Every way into the bot, as Slack sends it: what a payload of each route looks like."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Literal

from bot.messages.form import Answer
from sandbox.actor import Actor
from sandbox.server import Sandbox
from tests.bot.marketplace.village import answers

Body = dict[str, Any]
Right = Literal["anyone", "organizer", "admin"]
SELECTS = {
    "to", "place", "hours_unit", "kind", "moderation", "language", "digest", "weekday", "trust_vetted", "repeat",
    "holidays", "scope", "from", "joined",
}  # fmt: skip
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Way:
    """`about`: what is typed, or what the button stands for, with {slots} for what it is aimed at.

    `right`: whose control it is. `own`: it changes what is the asker's, and is aimed at nothing.
    """

    about: str = ""
    right: Right = "anyone"
    own: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)


PROFILE: Mapping[str, Answer] = {"skills": "maps", "hours_per_week": 4, "work_languages": ("en",)}
CHANNEL: Mapping[str, Answer] = {"channel": "C0NEW1", "kinds": ("event",)}
OWNERS: Mapping[str, Answer] = {"owners": ("U0NEW1",), "author": "U0NEW2"}
SETTINGS: Mapping[str, Answer] = {
    "moderation": "off", "language": "fr", "timezone": "Europe/Paris", "digest": "off", "weekday": "2",
    "trust_vetted": "on",
    "hour": time(8, 5),
}  # fmt: skip
ADDED: Mapping[str, Answer] = {"day1": date(2026, 12, 9), "start1": time(18, 30), "end1": time(20, 30)}
RULE: Mapping[str, Answer] = {
    "from": "{session}", "day": date(2026, 12, 9), "start": time(18, 30), "end": time(20, 30), "repeat": "week",
    "until": date(2026, 12, 30), "holidays": "none",
}  # fmt: skip
RULE_CARRIED = {
    "number": "{number}", "from": "{session}", "day": "2026-12-09", "start": "18:30:00", "end": "20:30:00",
    "repeat": "week", "until": "2026-12-30", "holidays": "none", "seen": "0",
}  # fmt: skip
EDIT = {"number": "{number}", "version": "{version}", "timezone": "America/Toronto"}
SHEET = {"number": "{number}", "session": "{session}", "page": "1"}
WAYS: dict[str, Way] = {
    "unknown": Way("{number}ish"),
    "volunteer browse": Way(""),
    "volunteer show": Way("{number}"),
    "volunteer help": Way(""),
    "volunteer signup": Way("{number} developer"),
    "volunteer waitlist": Way("{number} developer"),
    "volunteer apply": Way("{number} developer"),
    "volunteer leave": Way("{number}"),
    "volunteer mine": Way(""),
    "volunteer dates": Way("{number}"),
    "volunteer profile": Way(""),
    "volunteer language": Way("fr", own=True),
    "volunteer reminders": Way("off", own=True),
    "organize help": Way(""),
    "organize post": Way(""),
    "organize mine": Way(""),
    "organize edit": Way("{number}", "organizer"),
    "organize owners": Way("{number}", "organizer"),
    "owners.saved": Way("", "organizer", answers=OWNERS, carried={"number": "{number}"}),
    "organize publish": Way("{number}", "organizer"),
    "organize duplicate": Way("{number}", "organizer"),
    "organize template": Way("{number}", "organizer"),
    "opportunity.publish": Way("{number}", "organizer"),
    "opportunity.discard": Way("{number}", "organizer"),
    "opportunity.duplicate": Way("{number}", "organizer"),
    "templates.page": Way("1|"),
    "question.start": Way("{number}"),
    "question.sent": Way(
        "", answers={"text": "Are there stairs?"}, carried={"number": "{number}", "channel": "C0SQUARE"}
    ),
    "organize add": Way("{number} <@{invitee}|pia> developer", "organizer"),
    "invitation.yes": Way("{invitation}"),
    "invitation.no": Way("{invitation}"),
    "organize roster": Way("{number}", "organizer"),
    "organize attendance": Way("{number}", "organizer"),
    "organize message": Way("{number}", "organizer"),
    "organize applicants": Way("{number}", "organizer"),
    "organize export": Way("{number}", "organizer"),
    "roster.file": Way("{number}|{session}", "organizer"),
    "applicants.file": Way("{number}", "organizer"),
    "organize pause": Way("{number}", "organizer"),
    "organize filled": Way("{number}", "organizer"),
    "organize start": Way("{number}", "organizer"),
    "organize close": Way("{number} yes", "organizer"),
    "organize reopen": Way("{number}", "organizer"),
    "organize cancel": Way("{number} yes Ice", "organizer"),
    "organize dates": Way("{number}", "organizer"),
    "organize cancel-date": Way("{number} 2026-12-01", "organizer"),
    "organize add-dates": Way("{number}", "organizer"),
    "organize repeat": Way("{number}", "organizer"),
    "series.start": Way("{number}", "organizer"),
    "series.shown": Way("", "organizer", answers=RULE, carried={"number": "{number}"}),
    "series.changed": Way("", "organizer", answers={"joined": "keep"}, carried=RULE_CARRIED),
    "volunteer-admin help": Way(""),
    "volunteer-admin review": Way("", "admin"),
    "volunteer-admin approve": Way("{number}", "admin"),
    "volunteer-admin decline": Way("{number} no", "admin"),
    "volunteer-admin vet": Way("Parks Ottawa", "admin"),
    "volunteer-admin unvet": Way("Parks Ottawa", "admin"),
    "volunteer-admin channels": Way("<#{channel}|square> off", "admin"),
    "volunteer-admin digest": Way("", "admin"),
    "volunteer-admin settings": Way("language fr", "admin", own=True),
    "opportunities.page": Way("1|"),
    "opportunity.show": Way("{number}"),
    "home.page": Way("1|"),
    "mine.page": Way("1|"),
    "organized.page": Way("1|"),
    "signup.join": Way("{role}"),
    "signup.wait": Way("{role}"),
    "application.start": Way("{role}"),
    "application.sent": Way(answers={"note": "Hello"}, carried={"role": "{role}", "version": "{questions}"}),
    "signup.leave": Way("{number}"),
    "signup.coming": Way("{number}"),
    "signup.coming_session": Way("{session}"),
    "signup.leave_role": Way("{role}"),
    "research.start": Way("{role}"),
    "research.taken": Way(
        own=True, answers={"needs": "Quiet"}, carried={"role": "{role}", "version": "{questions}", "wait": ""}
    ),
    "signup.leave_session": Way("{session}"),
    "sessions.show": Way("{number}"),
    "sessions.page": Way("1|{number}"),
    "organized.sessions": Way("{number}", "organizer"),
    "organized.sessions.page": Way("1|{number}", "organizer"),
    "session.roster": Way("{session}", "organizer"),
    "roster.date": Way("1|{session}", "organizer"),
    "session.edit": Way("{session}", "organizer"),
    "session.call_off": Way("{session}", "organizer"),
    "session.called_off": Way("", "organizer", answers={"reason": "Ice"}, carried={"session": "{session}"}),
    "sessions.add": Way("{number}", "organizer"),
    "sessions.another": Way("2", "organizer", carried={"number": "{number}", "rows": "1"}),
    "sessions.added": Way("", "organizer", answers=ADDED, carried={"number": "{number}", "rows": "1"}),
    "profile.open": Way(""),
    "profile.saved": Way(own=True, answers=PROFILE),
    "opportunity.post": Way(""),
    "opportunity.more": Way("opportunity.edited", answers=answers(), carried=EDIT),
    "opportunity.posted.kind": Way("", answers=answers(), carried={"timezone": "America/Toronto"}),
    "opportunity.posted.repeat": Way("", answers=answers(), carried={"timezone": "America/Toronto"}),
    "opportunity.edited.kind": Way("", answers=answers(), carried=EDIT),
    "opportunity.edited.repeat": Way("", answers=answers(), carried=EDIT),
    "opportunity.posted": Way(own=True, answers=answers(), carried={"timezone": "America/Toronto"}),
    "opportunity.edit": Way("{number}", "organizer"),
    "opportunity.edited": Way("", "organizer", answers=answers(summary="Something else"), carried=EDIT),
    "opportunity.roster": Way("{number}", "organizer"),
    "roster.page": Way("1|{number}", "organizer"),
    "attendance.start": Way("{number}", "organizer"),
    "attendance.date": Way("1|{session}", "organizer"),
    "attendance.each": Way("", "organizer", carried=SHEET),
    "attendance.saved": Way("", "organizer", answers={"hours": 3}, carried=SHEET),
    "attendance.contest": Way("{signup}"),
    "attendance.agree": Way("{signup}", "organizer"),
    "notice.start": Way("{number}", "organizer"),
    "notice.shown": Way(
        "", "organizer", answers={"to": "everyone", "text": "Bring boots"}, carried={"number": "{number}"}
    ),
    "notice.sent": Way(
        "", "organizer", answers={"text": "Bring boots"}, carried={"number": "{number}", "to": "everyone"}
    ),
    "applicants.open": Way("{number}", "organizer"),
    "applicants.page": Way("1|{number}:applied", "organizer"),
    "applicants.decline": Way("{number}|applied", "organizer"),
    "applicants.declined": Way(
        "",
        "organizer",
        answers={"text": "Sorry"},
        carried={"number": "{number}", "state": "applied", "last": "{application}"},
    ),
    "application.look": Way("{application}", "organizer"),
    "application.shortlist": Way("{application}", "organizer"),
    "application.unlist": Way("{application}", "organizer"),
    "application.accept": Way("{application}", "organizer"),
    "application.write": Way("{application}", "organizer"),
    "application.accepted": Way("", "organizer", answers={"text": "Hello"}, carried={"application": "{application}"}),
    "application.decline": Way("{application}", "organizer"),
    "application.declined": Way("", "organizer", answers={"text": "Sorry"}, carried={"application": "{application}"}),
    "opportunity.pause": Way("{number}", "organizer"),
    "opportunity.fresh": Way("{number}", "organizer"),
    "opportunity.help": Way("{number}|{session}", "organizer"),
    "help.sent": Way(
        "", "organizer", answers={"channels": ("C0SQUARE",)}, carried={"number": "{number}", "session": "{session}"}
    ),
    "help.off": Way(own=True),
    "opportunity.fill": Way("{number}", "organizer"),
    "opportunity.close": Way("{number}|", "organizer"),
    "opportunity.reopen": Way("{number}", "organizer"),
    "opportunity.cancel": Way("{number}|Ice", "organizer"),
    "review.page": Way("1|", "admin"),
    "opportunity.approve": Way("{number}|{version}", "admin"),
    "review.edit": Way("{number}|{version}", "admin"),
    "review.edited": Way("", "admin", answers=answers(summary="Something else"), carried=EDIT),
    "review.edited.kind": Way(""),
    "opportunity.decline": Way("{number}|{version}", "admin"),
    "opportunity.declined": Way(
        "", "admin", answers={"reason": "No"}, carried={"number": "{number}", "seen": "{version}"}
    ),
    "channels.add": Way("", "admin"),
    "channels.saved": Way("", "admin", own=True, answers=CHANNEL),
    "channels.stop": Way("{channel}", "admin"),
    "channel.retry": Way("{channel}", "admin"),
    "settings.change": Way("", "admin"),
    "settings.saved": Way("", "admin", own=True, answers=SETTINGS),
    "shortcut post": Way(""),
    "shortcut turn": Way("Who can help with #{number}?"),
    "event app_home_opened": Way("home"),
    "event user_change": Way(own=True),
}
"""By the name of the route. A route that is not here fails `test_every_route_has_its_way`."""
INSIDE = {
    "attendance.each": "attendance.saved",
    "opportunity.more": "opportunity.edited",
    "sessions.another": "sessions.added",
}
"""Buttons of dialogs, and the dialog they are in."""
SENT = (
    "saved", "accepted", "posted", "edited", "declined", "sent", "shown", "taken", "called_off", "sessions.added",
    "series.changed",
)  # fmt: skip
DIALOGS = {name: way for name, way in WAYS.items() if name.endswith(SENT)}


def aimed(way: Way, at: Mapping[str, object]) -> Way:
    """The way with its slots filled."""
    carried = {name: value.format(**at) for name, value in way.carried.items()}
    said = {name: one.format(**at) if isinstance(one, str) else one for name, one in way.answers.items()}
    return replace(way, about=way.about.format(**at), carried=carried, answers=said)


def payload(slack: Sandbox, who: Actor, team: str, name: str, way: Way) -> Body:
    """What Slack sends when somebody takes that way: each time another trigger, view or event."""
    asker = {"team": {"id": team}, "user": {"id": who.id, "team_id": team}}
    family, _, rest = name.partition(" ")
    if family == "event":
        return _event(slack, who, team, rest, way)
    trigger = {"trigger_id": slack.workspace.desk.hand_trigger(who.id).id}
    if family == "shortcut":
        return {**asker, **trigger, "type": "shortcut", "callback_id": rest, "message": {"text": way.about}}
    if rest or name == "unknown":
        text = f"{rest} {way.about}".strip()
        command = f"/{family}" if rest else "/volunteer"
        return {"team_id": team, "user_id": who.id, "command": command, "text": text, **trigger}
    if name in DIALOGS:
        return {**asker, **trigger, "type": "view_submission", "view": view(name, way)}
    return {**asker, **trigger, **_pressed(slack, who, name, way)}


def _pressed(slack: Sandbox, who: Actor, name: str, way: Way) -> Body:
    button = {"type": "button", "action_id": f"{name}/0", "value": way.about}
    pressed: Body = {"type": "block_actions", "actions": [button], "container": {"type": "message"}}
    if way.carried:
        return {**pressed, "view": view(INSIDE.get(name, name.rpartition(".")[0]), way)}
    square = slack.workspace.channel_named("square")
    assert square is not None
    granted = slack.workspace.desk.hand_response(who.id, square.id)
    return {**pressed, "response_url": slack.platform.response_url(granted.key)}


def _event(slack: Sandbox, who: Actor, team: str, kind: str, way: Way) -> Body:
    user: Any = who.id
    if kind == "user_change":
        user = who.member.describe(team, slack.workspace.now(), locale=True)
    event = {"type": kind, "user": user, "tab": way.about}
    return {"type": "event_callback", "team_id": team, "event_id": f"Ev{next(_numbers)}", "event": event}


def view(name: str, way: Way) -> Body:
    """A dialog as it comes back, filled in."""
    return {
        "id": f"V{next(_numbers)}",
        "hash": "1.a",
        "type": "modal",
        "callback_id": name,
        "private_metadata": json.dumps(dict(way.carried)),
        "state": {"values": {field: {field: element(field, value)} for field, value in way.answers.items()}},
    }


def element(name: str, value: Answer) -> Body:
    """A field's state."""
    if name in SELECTS:
        return {"type": "static_select", "selected_option": {"value": value}}
    if name == "channel":
        return {"type": "conversations_select", "selected_conversation": value}
    if name == "owners":
        return {"type": "multi_users_select", "selected_users": list(value)}  # type: ignore[arg-type]
    if name == "author":
        return {"type": "users_select", "selected_user": value}
    return _typed(value)


def _typed(value: Answer) -> Body:
    match value:
        case tuple():
            return {"type": "checkboxes", "selected_options": [{"value": one} for one in value]}
        case date():
            return {"type": "datepicker", "selected_date": value.isoformat()}
        case time():
            return {"type": "timepicker", "selected_time": f"{value:%H:%M}"}
        case int():
            return {"type": "number_input", "value": str(value)}
    return {"type": "plain_text_input", "value": value}
