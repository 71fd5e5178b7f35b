"""Form → modal that Slack takes, and what was filled in → answers."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest

from bot.marketplace.communities import Settings
from bot.messages import forms, posting_form
from bot.messages.form import Answer, ChannelChoice, Day, Form, Hour, Number, OneOf, Remark, SomeOf, Words
from bot.messages.message import Heading, Message, Paragraph, Prose
from bot.messages.voice import Voice
from db.models import Opportunity, Person
from handlers.slack.dialogs import answers, carried, modal, page
from sandbox.drafts import complete_view
from sandbox.elements import initial_values
from sandbox.limits import view_faults, view_too_large
from tests.bot.marketplace.village import ANSWERS

VOICES = (Voice("en", "America/Toronto"), Voice("fr", "America/Toronto"))
KNOWN = {**ANSWERS, "kind": "event", "place": "hybrid", "hours_unit": "all", "skills": "mapping"}
BLANK = {"timezone": "America/St_Johns"}
LONG: dict[str, object] = dict.fromkeys(("title", "organization", "summary", "where", "roles", "skills"), "é" * 3000)
WRONG = {**KNOWN, **LONG, "hours": -1, "hours_total": 99_999_999, "description": "x" * 3001}


def post_form(
    voice: Voice, known: Mapping[str, object], *, more: bool = True, name: str = "opportunity.posted"
) -> Form:
    return posting_form.post_form(voice, name, known, {"timezone": "America/St_Johns"}, more=more)


def every_form(voice: Voice) -> dict[str, Form]:
    person = Person(skills="Python " * 70, hours_per_week=80, work_languages=["en", "fr"])
    posting = Opportunity(number=12, title="T" * 120, language="en", other={})
    settings = Settings(True, "fr", "America/Argentina/ComodRivadavia", digest_on=True, weekday=6, minute=1439)
    return {
        "blank": post_form(voice, BLANK, more=False),
        "more": post_form(voice, KNOWN),
        "too long": post_form(voice, WRONG),
        "edit": post_form(voice, KNOWN, name="opportunity.edited"),
        "profile": forms.profile_form(voice, person),
        "decline": forms.decline_form(voice, posting, ""),
        "settings": forms.settings_form(voice, settings),
        "channel": forms.channel_form(voice),
        "posted": forms.page_form(voice, forms.POSTED, ("done",)),
        "saved": forms.page_form(voice, forms.SAVED, ("done",)),
        "declined": forms.page_form(voice, forms.DECLINED, (Prose("https://a.org " * 400),)),
    }


def as_submitted(view: dict[str, Any], **typed: dict[str, Any]) -> dict[str, Any]:
    """The view as Slack sends it back, with its first values, or what was typed."""
    kept = complete_view(view)
    values = initial_values(kept["blocks"], {})
    for name, state in typed.items():
        values[name][name] |= state
    return {**kept, "state": {"values": values}}


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.language)
@pytest.mark.parametrize("name", every_form(VOICES[0]))
def test_every_dialog_is_one_that_slack_takes(voice: Voice, name: str) -> None:
    view = modal(every_form(voice)[name])
    assert [str(fault) for fault in view_faults(view)] == []
    assert not view_too_large(view)


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.language)
@pytest.mark.parametrize("name", every_form(VOICES[0]))
def test_no_title_and_no_label_of_a_dialog_is_cut(voice: Voice, name: str) -> None:
    form = every_form(voice)[name]
    view = modal(form)
    drawn = [view[part]["text"] for part in ("title", "submit", "close") if part in view]
    assert drawn == [words for words in (form.title, form.submit, form.close) if words]
    options = [
        option["text"]["text"] for block in view["blocks"] for option in block.get("element", {}).get("options", [])
    ]
    assert [words for words in options if words.endswith("…")] == []


def test_an_untouched_dialog_answers_with_what_it_began_with() -> None:
    given: dict[str, Answer] = answers(as_submitted(modal(post_form(VOICES[0], KNOWN))))
    unasked = ("deadline", "questions", "joining", "accessibility", "honorarium", "learning", "team", "links")
    others = ("most_waiting", "other_title", "other_summary", "other_description")
    planned: dict[str, Answer] = {"publish": "now", "publish_day": None, "publish_hour": None, "channels": ()}
    assert given == {
        **dict.fromkeys((*unasked, *others)),
        "entry": "open",
        "language": "en",
        "repeat": "never",
        **planned,
        **KNOWN,
    }


def test_an_empty_dialog_answers_with_nothing() -> None:
    given = answers(as_submitted(modal(post_form(VOICES[0], BLANK, more=False))))
    assert given == {
        "kind": "volunteering",
        **dict.fromkeys(("title", "organization", "summary", "description", "roles", "where")),
        **dict.fromkeys(("day", "start", "end", "hours", "hours_total")),
        "place": "remote",
        "hours_unit": "week",
        "work_languages": (),
    }  # fmt: skip


def test_every_kind_of_field_reads_what_was_put_in() -> None:
    form = Form(
        "all", "All", "Close", "Send",
        (
            Words("words", "Words"),
            Number("number", "Number"),
            OneOf("one", "One", options=(("a", "A"), ("b", "B"))),
            SomeOf("some", "Some", options=(("a", "A"), ("b", "B"))),
            Day("day", "Day"),
            Hour("hour", "Hour"),
            ChannelChoice("channel", "Channel"),
        ),
    )  # fmt: skip
    view = modal(form)
    assert view_faults(view) == []
    state = as_submitted(
        view,
        words={"value": "a & <b>"},
        number={"value": "12"},
        one={"selected_option": {"value": "b"}},
        some={"selected_options": [{"value": "b"}, {"value": "a"}]},
        day={"selected_date": "2026-12-01"},
        hour={"selected_time": "18:30"},
        channel={"selected_conversation": "C1"},
    )
    assert answers(state) == {
        "words": "a & <b>",
        "number": 12,
        "one": "b",
        "some": ("b", "a"),
        "day": date(2026, 12, 1),
        "hour": time(18, 30),
        "channel": "C1",
    }
    assert answers(as_submitted(view)) == {
        **dict.fromkeys(("words", "number", "one", "day", "hour", "channel")), "some": (),
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["3.5", "abc", "", "1e3", "12 hours"])
def test_what_is_no_whole_number_is_out_of_every_range(typed: str) -> None:
    state = as_submitted(modal(post_form(VOICES[0], BLANK)), hours={"value": typed})
    assert answers(state)["hours"] == -1


def test_a_button_in_a_dialog_is_no_answer() -> None:
    view = modal(post_form(VOICES[0], BLANK, more=False))
    (button,) = [element for block in view["blocks"] for element in block.get("elements", [])]
    assert (button["action_id"], button["value"]) == ("opportunity.more/0", "opportunity.posted")
    state = as_submitted(view)
    state["state"]["values"]["row"] = {"opportunity.more/0": {"type": "button", "value": "x"}}
    assert "opportunity.more/0" not in answers(state)


def test_a_redrawn_dialog_keeps_its_fields_names() -> None:
    """Slack keeps what was typed where block and action are the same."""
    short, long = modal(post_form(VOICES[0], BLANK, more=False)), modal(post_form(VOICES[1], BLANK))
    names = [block["block_id"] for block in short["blocks"] if block["type"] == "input"]
    assert names == [block["block_id"] for block in long["blocks"] if block["type"] == "input"][: len(names)]
    assert all(block["element"]["action_id"] == block["block_id"] for block in long["blocks"] if "element" in block)


def test_what_a_dialog_carries_comes_back() -> None:
    form = Form("f", "F", "Close", carried={"number": "12", "version": 'é"<&'}, parts=(Remark(("r",)),))
    assert carried(modal(form)) == {"number": "12", "version": 'é"<&'}
    assert carried(modal(Form("f", "F", "Close", parts=(Remark(("r",)),)))) == {}


def test_a_message_opens_as_a_page_without_a_submit_button() -> None:
    view = page(VOICES[1], Message((Heading("h"), *[Paragraph((Prose("& " * 3000),))] * 60)))
    assert (view["close"]["text"], "submit" in view, len(view["blocks"])) == ("Fermer", False, 100)
    assert view_faults(view) == []
