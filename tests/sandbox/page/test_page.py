import re
import time
from typing import Any

import pytest
from nicegui import Client
from playwright.sync_api import ViewportSize, expect

from sandbox.page.messages import PAGEFUL
from sandbox.workspace import Channel, Post
from tests.sandbox.page import kit
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import PHONE, WIDE, Away, Tabs

LATER_MS = 500
"""Long enough for somebody else's page to have taken the place of this one."""
FORGOTTEN_S = 20
"""Well beyond what the server waits for a tab to come back."""


def test_person_is_switched_by_keyboard(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)

    page.get_by_role("button", name="Acting as Ana Silva").press("Enter")
    luc = page.get_by_role("menuitem", name="Luc Tremblay Français · Moncton")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(luc).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Vous êtes Luc Tremblay")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"#{room.name}")


def test_key_that_opens_a_menu_chooses_nothing_when_it_is_let_go(tab: Tabs, room: Channel) -> None:
    """The menu is there before the finger is up again, and the first in it is somebody else."""
    page = tab("mei", room.name)
    page.get_by_role("button", name="Acting as Mei Chen").focus()

    page.keyboard.down("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.down("Enter")  # as a key does that is held
    page.keyboard.up("Enter")
    page.wait_for_timeout(LATER_MS)

    expect(page.get_by_role("menuitem").first).to_be_focused()
    expect(page.get_by_role("button", name="Acting as Mei Chen")).to_be_visible()


def test_french_person_has_a_french_page(tab: Tabs, room: Channel) -> None:
    page = tab("luc", room.name)

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("combobox", name=f"Écrire dans #{room.name}")).to_be_visible()
    expect(page.get_by_role("button", name="+1 heure")).to_be_visible()
    expect(page.get_by_role("button", name="À la prochaine marée")).to_be_visible()
    page.keyboard.type("/rien")
    page.keyboard.press("Enter")
    expect(page.get_by_text("/rien n'est pas une commande valide.")).to_be_visible()


def test_pressed_button_changes_the_card_and_keeps_the_focus(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    page = tab(at=room.name)
    harbour.post("Crew of the Petrel", kit.card(1), room.id)

    button = page.get_by_role("button", name="Join #7 as deckhand")
    button.press("Enter")

    expect(page.get_by_text("2 of 3")).to_be_visible()
    expect(page.get_by_text("(edited)")).to_be_visible()
    expect(button).to_be_focused()


def test_confirmation_is_asked_for_before_anything_is_told(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    page = tab(at=room.name)
    harbour.post("Crew of the Petrel", kit.card(1), room.id)
    before = len(harbour.slack.workspace.traffic)

    page.get_by_role("button", name="Leave").click()
    question = page.get_by_role("alertdialog", name="Leave the crew?")
    expect(question.get_by_role("button", name="Leave")).to_be_focused()
    question.get_by_role("button", name="Stay").click()

    expect(question).to_have_count(0)
    assert len(harbour.slack.workspace.traffic) == before


def test_controls_of_a_message_tell_the_app_what_was_chosen(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    harbour.post("All on board", kit.EVERYTHING, room.id)
    page = tab(at=room.name)
    traffic = harbour.slack.workspace.traffic
    traffic.clear()

    page.get_by_role("combobox", name="Search ports").fill("hav")
    page.get_by_role("option", name="Havana").click()
    page.get_by_role("combobox", name="Port", exact=True).click()
    page.get_by_role("option", name="Hamburg").click()
    page.get_by_role("combobox", name="Somebody").fill("Luc")
    page.get_by_role("option", name="Luc Tremblay").click()
    page.get_by_role("checkbox", name="Rope").check()
    page.get_by_role("radio", name="Starboard").check()
    page.get_by_role("button", name="over").press("Enter")
    page.get_by_role("menuitem", name="Sink").press("Enter")
    page.locator("input[type=date]").fill("2025-04-01")

    assert harbour.slack.workspace.wait(lambda: len(traffic.named("block_actions")) == 7, 5)
    actions = [entry.body["payload"]["actions"][0] for entry in traffic.named("block_actions")]
    assert {action["action_id"]: chosen(action) for action in actions} == {
        "port": "havana",
        "static": "hamburg",
        "who": harbour.luc.id,
        "check": ["rope"],
        "radio": "starboard",
        "over": "sink",
        "day": "2025-04-01",
    }


def chosen(action: dict[str, Any]) -> Any:
    """The value of an action, whatever its kind."""
    (found,) = (value for key, value in action.items() if key.startswith("selected_"))
    if isinstance(found, list):
        return [option["value"] for option in found]
    return found["value"] if isinstance(found, dict) else found


def test_long_conversation_shows_its_end_and_the_rest_when_asked(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    workspace = harbour.slack.workspace
    for number in range(PAGEFUL + 2):
        workspace.post(Post(workspace.new_ts(), room.id, harbour.luc.id, f"Wave {number}"))
    page = tab(at=room.name)

    expect(page.get_by_role("article")).to_have_count(PAGEFUL)
    expect(page.get_by_text(f"Wave {PAGEFUL + 1}", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Show earlier messages").press("Enter")

    expect(page.get_by_role("article")).to_have_count(PAGEFUL + 2)


def test_home_is_drawn_again_when_it_is_published_again(tab: Tabs) -> None:
    page = tab(at="home")
    expect(page.get_by_role("heading", name="Your watch")).to_be_visible()

    page.get_by_role("button", name="Ring the bell").click()
    expect(page.get_by_text("You rang the bell 1 times.")).to_be_visible()
    expect(page.get_by_role("button", name="Ring the bell")).to_be_focused()

    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("combobox", name="Message Tern")).to_be_visible()


def test_unread_channel_has_a_dot_until_it_is_read(tab: Tabs, harbour: Harbour, room: Channel, away: Away) -> None:
    page = tab()
    away(harbour.luc.types, room, "Anybody?")

    place = page.get_by_role("button", name=re.compile(f"{room.name}.*unread"))
    expect(place).to_be_visible()
    place.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"#{room.name}")
    expect(page.get_by_role("article")).to_contain_text("Anybody?")
    expect(place).to_have_count(0)


def test_clock_moves_by_an_hour_and_to_a_named_stop(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    page = tab(at=room.name)
    before = harbour.slack.clock.now()
    harbour.next_tide = None

    page.get_by_role("button", name="To next tide").click()
    expect(page.get_by_text("Nothing is ahead.")).to_be_visible()
    page.get_by_role("button", name="+1 hour").click()
    expect(page.get_by_text(re.compile("It is now .* AM|PM"))).to_be_visible()
    assert (harbour.slack.clock.now() - before).total_seconds() == 3600


def test_traffic_shows_the_json_of_an_exchange(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)
    traffic = page.get_by_role("complementary", name="Traffic")
    rows = traffic.get_by_role("listitem")
    traffic.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(0)

    composer = page.get_by_role("combobox", name="Message")
    composer.fill("/crew join 12")
    composer.press("Enter")
    expect(rows).to_have_count(2)
    traffic.get_by_role("searchbox").fill("/CREW")
    expect(rows).to_have_count(1)
    rows.locator("summary").press("Enter")

    expect(rows.locator("pre")).to_contain_text('"text": "join 12"')


def test_hostile_text_is_shown_as_text(tab: Tabs, harbour: Harbour, room: Channel, away: Away) -> None:
    away(harbour.luc.types, room, kit.HOSTILE)
    harbour.post(
        kit.HOSTILE,
        [
            {"type": "section", "text": kit.mrkdwn(kit.HOSTILE)},
            {"type": "header", "text": kit.plain("{{ 7 * 7 }} <b>x</b> `${7}`")},
        ],
        room.id,
    )
    page = tab(at=room.name)

    expect(page.get_by_role("article").first).to_contain_text(kit.HOSTILE)
    expect(page.get_by_role("heading", level=3)).to_have_text("{{ 7 * 7 }} <b>x</b> `${7}`")
    expect(page.get_by_role("article").nth(1)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".message img, .message script")).to_have_count(0)
    assert page.evaluate("window.hacked === undefined")


def test_links_of_a_kind_that_runs_are_no_links(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    harbour.post("<javascript:alert(1)|click> and <https://example.org|read>", None, room.id)
    page = tab(at=room.name)

    expect(page.get_by_role("article").get_by_role("link")).to_have_text(["read"])


def test_right_to_left_text_runs_from_the_right(tab: Tabs, room: Channel, harbour: Harbour, away: Away) -> None:
    away(harbour.luc.types, room, "שלום לכולם")
    page = tab(at=room.name)

    direction = page.get_by_text("שלום לכולם").evaluate("element => getComputedStyle(element).direction")
    assert direction == "rtl"


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_page_fits_its_window(tab: Tabs, room: Channel, harbour: Harbour, size: ViewportSize) -> None:
    harbour.post("All on board", kit.EVERYTHING, room.id)
    page = tab(at=room.name, size=size)

    expect(page.get_by_role("article")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_tab_that_closes_with_a_question_open_is_no_fault(
    tab: Tabs, harbour: Harbour, room: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    page = tab(at=room.name)
    harbour.post("Crew of the Petrel", kit.card(1), room.id)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("alertdialog", name="Leave the crew?")).to_be_visible()
    client = page.evaluate("window.clientId")
    assert client in Client.instances

    page.close()

    until = time.monotonic() + FORGOTTEN_S
    while client in Client.instances and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(LATER_MS / 1000)
    assert client not in Client.instances
    assert [record.exc_info for record in caplog.records if record.exc_info] == []


def test_on_a_phone_no_button_lies_on_what_is_said(tab: Tabs, room: Channel, harbour: Harbour, away: Away) -> None:
    for _ in range(2):  # the second has no head
        away(harbour.luc.types, room, "All hands are asked to come on board before the tide turns " * 4)
    page = tab(at=room.name, size=PHONE)
    for article in page.get_by_role("article").all():
        said = article.locator(".prose").bounding_box()
        tools = article.get_by_role("button", name="More actions").bounding_box()
        assert said is not None
        assert tools is not None
        beside = said["x"] + said["width"] <= tools["x"]
        assert beside or said["y"] >= tools["y"] + tools["height"]


def test_phone_has_the_channels_in_a_drawer_and_the_traffic_in_a_sheet(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name, size=PHONE)
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("complementary", name="Traffic")).to_be_hidden()

    page.get_by_role("button", name="Open the menu").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.get_by_role("button", name="Open the menu").click()
    page.get_by_role("button", name="general").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.get_by_role("button", name="Traffic").click()
    expect(page.get_by_role("complementary", name="Traffic")).to_be_visible()
