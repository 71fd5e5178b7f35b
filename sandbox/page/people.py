"""The cast: initials, who acts in this tab, and the menu to act as somebody else."""

import json
from functools import partial
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from nicegui import ui

from sandbox.page.phrases import Phrase, Voice
from sandbox.page.popups import Choice, open_menu
from sandbox.page.tags import box, icon, words
from sandbox.page.visit import Visit
from sandbox.workspace import Member

COLOURS = 8
"""As many as the style sheet has `hue-…` classes."""


def avatar(member: Member | None, name: str, classes: str = "") -> ui.element:
    """Initials on a colour of one's own. Bots have a square with their initial and a mark."""
    initials = "".join(part[0] for part in name.split()[:2]).upper() or "?"
    hue = sum(name.encode()) % COLOURS
    bot = member is not None and member.is_bot
    return words(
        "span", initials[:1] if bot else initials, f"avatar hue-{'app' if bot else hue} {classes}", aria_hidden="true"
    )


def about(visit: Visit, member: Member) -> str:
    """Language and place: what makes the page look different to this person."""
    language = Voice(member.locale)(Phrase.LANGUAGE)
    city = get_timezone_location(ZoneInfo(member.tz), locale=visit.say.language, return_city=True)
    return f"{language} · {city}"


class ActingAs:
    """The button that names who acts, with the cast behind it."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        member = visit.actor.member
        label = f"{visit.say(Phrase.ACTING_AS)} {member.real_name}"
        with box(
            "button", "acting", type="button", aria_haspopup="menu", aria_label=label, data_key="acting"
        ) as button:
            avatar(member, member.real_name)
            with box("span", "acting-words"):
                words("small", visit.say(Phrase.ACTING_AS))
                words("strong", member.real_name)
                words("small", self._note(member))
            icon("unfold_more")
        button.on("click", lambda: open_menu(button, self._choices()), args=[])

    def _note(self, member: Member) -> str:
        admin = [self._visit.say(Phrase.ADMIN)] if member.is_admin or member.is_owner else []
        return " · ".join([about(self._visit, member), *admin])

    def _choices(self) -> list[Choice]:
        return [self._choice(member) for member in self._visit.sandbox.workspace.humans()]

    def _choice(self, member: Member) -> Choice:
        def switch() -> None:
            self._visit.run(f"sandbox.become({json.dumps(member.name)})")

        note = " · ".join(filter(None, [self._note(member), member.title]))
        chosen = member.id == self._visit.actor.id
        face = partial(avatar, member, member.real_name)
        return Choice(member.real_name, note, switch, chosen=chosen, face=face)
