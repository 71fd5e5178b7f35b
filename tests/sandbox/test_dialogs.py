from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor, Dialog, NotThere
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def ask(label: str, element: Json, **more: Any) -> Json:
    name = label.lower().replace(" ", "_")
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
        **more,
    }


OPTIONS = [option("Oars"), option("Sail"), option("Motor")]
BLOCKS = [
    ask("Name", {"type": "plain_text_input", "max_length": 20}),
    ask("Seats", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}, optional=True),
    ask("Launch day", {"type": "datepicker"}, optional=True),
    ask("Launch time", {"type": "timepicker", "initial_time": "09:30"}, optional=True),
    ask("Moment", {"type": "datetimepicker"}, optional=True),
    ask("Power", {"type": "static_select", "options": OPTIONS}, optional=True),
    ask("Gear", {"type": "checkboxes", "options": OPTIONS}, optional=True),
    ask("Rank", {"type": "radio_buttons", "options": OPTIONS}, optional=True),
    ask("Extras", {"type": "multi_static_select", "options": OPTIONS}, optional=True),
    ask("Skipper", {"type": "users_select"}, optional=True),
    ask("Mates", {"type": "multi_users_select"}, optional=True),
    ask("Harbour", {"type": "channels_select"}, optional=True),
    ask("Talk", {"type": "conversations_select"}, optional=True),
    ask("Site", {"type": "url_text_input"}, optional=True),
    ask("Post", {"type": "email_text_input"}, optional=True),
]


def modal(blocks: list[Json] | None = None, **more: Any) -> Json:
    title = more.pop("title", "New crew")
    return {
        "type": "modal",
        "callback_id": "crew",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": BLOCKS if blocks is None else blocks,
        **more,
    }


@pytest.fixture
def answer() -> Json:
    """What the app acknowledges a submission with; a test changes it."""
    return {}


@pytest.fixture
def dialog(crew: Crew, ana: Actor, general: Channel, answer: Json) -> Dialog:
    """The dialog `/crew` opens for Ana."""

    @crew.app.command("/crew")
    def open_it(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(private_metadata="12"))
        ack()

    crew.app.view("crew")(lambda ack: ack(**answer))
    crew.app.view_closed("crew")(lambda ack: ack())
    crew.connect()
    ana.types(general, "/crew")
    assert ana.dialog is not None
    return ana.dialog


def test_dialog_shows_its_fields(dialog: Dialog) -> None:
    assert (dialog.title, dialog.submit_label, dialog.private_metadata) == ("New crew", "Save", "12")
    assert dialog.fields[:3] == ["Name", "Seats", "Launch day"]


def test_submission_holds_every_kind_of_value(
    crew: Crew, ana: Actor, luc: Actor, general: Channel, dialog: Dialog
) -> None:
    dialog.fill(
        {"Launch day": date(2025, 6, 1), "Launch time": time(18, 30)},
        name="Osprey",
        seats=4,
        moment=datetime(2025, 6, 1, 12, 0, tzinfo=UTC),
        power="Sail",
        gear=["Oars", "Motor"],
        rank="Oars",
        extras=["Sail"],
        skipper=luc,
        mates=[ana, "luc"],
        harbour=general,
        talk="#general",
        site="https://example.org",
        post="ana@example.org",
    ).submit()

    values = crew.bodies[-1]["view"]["state"]["values"]
    held = {name: entry[name] for name, entry in values.items()}
    assert held["name"] == {"type": "plain_text_input", "value": "Osprey"}
    assert held["seats"] == {"type": "number_input", "value": "4"}
    assert held["launch_day"] == {"type": "datepicker", "selected_date": "2025-06-01"}
    assert held["launch_time"] == {"type": "timepicker", "selected_time": "18:30"}
    assert held["moment"] == {"type": "datetimepicker", "selected_date_time": 1748779200}
    assert held["power"]["selected_option"]["value"] == "sail"
    assert [chosen["value"] for chosen in held["gear"]["selected_options"]] == ["oars", "motor"]
    assert held["rank"]["selected_option"]["value"] == "oars"
    assert [chosen["value"] for chosen in held["extras"]["selected_options"]] == ["sail"]
    assert held["skipper"] == {"type": "users_select", "selected_user": luc.id}
    assert held["mates"] == {"type": "multi_users_select", "selected_users": [ana.id, luc.id]}
    assert held["harbour"] == {"type": "channels_select", "selected_channel": general.id}
    assert held["talk"] == {"type": "conversations_select", "selected_conversation": general.id}
    assert held["site"] == {"type": "url_text_input", "value": "https://example.org"}
    assert held["post"] == {"type": "email_text_input", "value": "ana@example.org"}


def test_untouched_inputs_are_null_empty_or_initial(crew: Crew, dialog: Dialog) -> None:
    dialog.fill(name="Osprey").submit()

    values = crew.bodies[-1]["view"]["state"]["values"]
    assert values["seats"]["seats"] == {"type": "number_input", "value": None}
    assert values["gear"]["gear"] == {"type": "checkboxes", "selected_options": []}
    assert values["power"]["power"] == {"type": "static_select", "selected_option": None}
    assert values["launch_time"]["launch_time"] == {"type": "timepicker", "selected_time": "09:30"}


def test_submission_without_an_answer_closes_the_dialog(ana: Actor, dialog: Dialog) -> None:
    assert dialog.fill(name="Osprey").submit() is None
    assert ana.dialog is None


@pytest.mark.parametrize(
    ("label", "value", "fault"),
    [
        ("Name", "", "Please complete this required field."),
        ("Name", "x" * 21, "This input takes at most 20 characters."),
        ("Seats", 0, "Please enter a number of at least 1."),
        ("Seats", "two", "Please enter a number."),
        ("Seats", 1.5, "Please enter a whole number."),
        ("Site", "example", "Please enter a valid URL."),
        ("Post", "ana", "Please enter a valid email address."),
    ],
)
def test_client_refuses_before_anything_is_sent(crew: Crew, dialog: Dialog, label: str, value: Any, fault: str) -> None:
    sent = len(crew.bodies)

    again = dialog.fill({"Name": "Osprey", label: value}).submit()

    assert again is not None
    assert again.errors == {label: fault}
    assert len(crew.bodies) == sent


def test_errors_are_shown_by_label_and_what_was_typed_stays(dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "errors", "errors": {"name": "Taken."}}

    again = dialog.fill(name="Osprey", seats=3).submit()

    assert again is not None
    assert again.errors == {"Name": "Taken."}
    assert again.values["Seats"] == "3"


def test_errors_for_a_block_that_is_no_input_are_trouble(dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "errors", "errors": {"nowhere": "?"}}

    again = dialog.fill(name="Osprey").submit()

    assert again is not None
    assert (again.errors, again.trouble) == ({}, TROUBLE)


def test_update_replaces_the_dialog_and_keeps_what_was_typed(dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "update", "view": modal(BLOCKS[:2], title="Once more")}

    again = dialog.fill(name="Osprey").submit()

    assert again is not None
    assert (again.title, again.fields, again.values["Name"]) == ("Once more", ["Name", "Seats"], "Osprey")


def test_update_with_a_faulty_view_is_trouble(dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "update", "view": modal(title="A title of more than twenty-four")}

    again = dialog.fill(name="Osprey").submit()

    assert again is not None
    assert again.trouble == TROUBLE


def test_push_goes_three_deep_and_no_deeper(ana: Actor, dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "push", "view": modal(title="Deeper")}

    second = dialog.fill(name="a").submit()
    third = second.fill(name="b").submit() if second else None
    fourth = third.fill(name="c").submit() if third else None

    assert fourth is not None
    assert fourth.trouble == TROUBLE
    assert len(ana.platform.workspace.desk.stacks[ana.id]) == 3
    assert fourth.view.previous_id == second.view.id if second else False


def test_clear_closes_the_whole_stack(ana: Actor, dialog: Dialog, answer: Json) -> None:
    answer |= {"response_action": "push", "view": modal(title="Deeper")}
    second = dialog.fill(name="a").submit()
    answer.clear()
    answer |= {"response_action": "clear"}

    assert second is not None
    assert second.fill(name="b").submit() is None


def test_closing_tells_the_app_only_when_it_asked(crew: Crew, ana: Actor, general: Channel) -> None:
    views = iter([modal(), modal(notify_on_close=True), modal(notify_on_close=True)])
    crew.app.command("/crew")(
        lambda ack, body, client: (client.views_open(trigger_id=body["trigger_id"], view=next(views)), ack())
    )
    crew.app.view_closed("crew")(lambda ack: ack())
    crew.connect()

    for leave in ("close", "close", "dismiss"):
        ana.types(general, "/crew")
        getattr(ana.dialog, leave)()

    closed = [body for body in crew.bodies if body.get("type") == "view_closed"]
    assert [body["is_cleared"] for body in closed] == [False, True]


def test_dialog_nobody_answers_says_so(slack: Sandbox, crew: Crew, dialog: Dialog) -> None:
    crew.close()

    again = dialog.fill(name="Osprey").submit()

    assert again is not None
    assert again.trouble == TROUBLE


def test_dialog_without_submit_cannot_be_submitted(crew: Crew, ana: Actor, general: Channel) -> None:
    view = modal([{"type": "divider"}])
    del view["submit"]
    crew.app.command("/crew")(
        lambda ack, body, client: (client.views_open(trigger_id=body["trigger_id"], view=view), ack())
    )
    crew.connect()
    ana.types(general, "/crew")

    with pytest.raises(NotThere, match="no submit button"):
        ana.sees_dialog().submit()


def test_unknown_label_lists_the_known_ones(dialog: Dialog) -> None:
    with pytest.raises(NotThere, match="'Name', 'Seats'"):
        dialog.fill(colour="red")


def test_dispatching_input_acts_at_once_and_keeps_state(crew: Crew, ana: Actor, general: Channel) -> None:
    power = ask("Power", {"type": "static_select", "options": OPTIONS}, dispatch_action=True)

    @crew.app.action("power")
    def show_more(ack: Any, body: Any, client: Any) -> None:
        more = modal([power, ask("Sails", {"type": "plain_text_input"})])
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=more)
        ack()

    crew.app.command("/crew")(
        lambda ack, body, client: (client.views_open(trigger_id=body["trigger_id"], view=modal([power])), ack())
    )
    crew.connect()
    ana.types(general, "/crew")

    dialog = ana.sees_dialog().fill(power="Sail", sails="Two")

    assert dialog.fields == ["Power", "Sails"]
    assert dialog.values["Power"]["value"] == "sail"
    assert dialog.values["Sails"] == "Two"


def test_view_update_with_an_old_hash_is_refused(client: WebClient, ana: Actor, dialog: Dialog) -> None:
    first = dialog.view.hash
    client.views_update(view_id=dialog.view.id, hash=first, view=modal(title="Two"))

    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=dialog.view.id, hash=first, view=modal(title="Three"))
    assert ana.sees_dialog().title == "Two"


def test_closed_view_cannot_be_updated(client: WebClient, dialog: Dialog) -> None:
    dialog.close()

    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id=dialog.view.id, view=modal())


def test_external_select_asks_the_app(crew: Crew, ana: Actor, general: Channel) -> None:
    boat = ask("Boat", {"type": "external_select", "min_query_length": 2})
    crew.app.options("boat")(
        lambda ack, payload: ack(options=[option(f"{payload['value']} one"), option(f"{payload['value']} two")])
    )
    crew.app.command("/crew")(
        lambda ack, body, client: (client.views_open(trigger_id=body["trigger_id"], view=modal([boat])), ack())
    )
    crew.connect()
    ana.types(general, "/crew")

    with pytest.raises(ValueError, match="from 2 characters on"):
        ana.sees_dialog().fill(boat="O")
    with pytest.raises(LookupError, match="Osprey one"):
        ana.sees_dialog().fill(boat="Osprey")
