"""Where the answer to a request goes: the acknowledgement, an address, a dialog, the Home tab."""

from datetime import timedelta

from handlers.slack.serve import Counter
from tests.handlers.slack.window import Window, text


def test_a_button_is_answered_through_its_address_and_seen_only_by_who_pressed(window: Window, number: int) -> None:
    ana, luc = window.member("ana"), window.member("luc")
    role = window.village.role(number, "Designer").id
    url = window.response_url(ana)
    request = window.request(ana, "signup.join", "message", str(role), response_url=url)
    assert window.counter.serve(request) is None
    window.counter.close()
    assert [m.words.split(",", 1)[0] for m in ana.sees(window.square)] == [
        f"You are in as Designer for #{number} Map the city's parks"
    ]
    assert luc.sees(window.square) == []


def test_a_command_that_opens_a_dialog_opens_it_for_who_typed(window: Window) -> None:
    ana, luc = window.member("ana"), window.member("luc")
    assert window.types(ana, "post", "/organize") is None
    assert (ana.sees_dialog().title, luc.dialog) == ("Post an opportunity", None)


def test_a_trigger_that_is_too_old_opens_nothing_and_that_is_said(window: Window) -> None:
    ana = window.member("ana")
    window.types(ana, "")
    request = window.typed(ana, "post", "/organize")
    window.slack.advance(timedelta(seconds=4))
    assert text(window.counter.serve(request)) == "Slack did not open the form. Try again."
    assert ana.dialog is None


def test_the_home_tab_is_drawn_when_it_is_opened_and_not_for_the_messages_tab(window: Window, number: int) -> None:
    ana = window.member("ana")
    window.counter.serve(window.request(ana, "event app_home_opened", "event", "messages"))
    assert window.slack.workspace.desk.homes == {}
    window.counter.serve(window.request(ana, "event app_home_opened", "event", "home"))
    assert ana.home is not None
    assert "Map the city's parks" in ana.home.words


def test_what_is_pressed_on_the_home_tab_is_answered_there(window: Window, number: int) -> None:
    ana = window.member("ana")
    window.types(ana, f"signup {number} designer")
    window.counter.serve(window.request(ana, "signup.leave", "home", str(number), view_id="V1"))
    assert ana.home is not None
    assert ana.home.words.startswith(f"You have left #{number} Map the city's parks (Designer).")
    assert "You are not signed up for anything." in ana.home.words


def test_a_look_from_the_home_tab_opens_as_a_page(window: Window, number: int) -> None:
    ana = window.member("ana")
    window.counter.serve(window.request(ana, "opportunity.show", "home", str(number), view_id="V1"))
    assert "We need benches" in ana.sees_dialog().words


def test_senders_are_nudged_after_every_request(window: Window) -> None:
    ana, nudges = window.member("ana"), []
    counter = Counter(window.village.desk, window.counter.routes, window.counter.screen, lambda: nudges.append(1))
    counter.serve(window.typed(ana, ""))
    counter.serve(window.request(ana, "signup.join", "message", "broken"))
    counter.close()
    assert len(nudges) == 2
