import re

import pytest
from playwright.sync_api import expect

from sandbox.page.completion import MOST
from sandbox.workspace import Channel
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import Away, Tabs


def test_command_is_completed_and_sent_by_keyboard_alone(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)
    composer = page.get_by_role("combobox", name=f"Message #{room.name}")
    expect(composer).to_be_focused()

    page.keyboard.type("/cr")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(1)).to_contain_text("/crew")
    expect(options.nth(1)).to_contain_text("[join 12 | leave 12]")
    expect(options.nth(1)).to_contain_text("See and join crews")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(composer).to_have_value("/crew ")
    expect(page.get_by_text("/crew [join 12 | leave 12]")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_text("The crew list is below.")).to_be_visible()
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(composer).to_have_value("")
    expect(composer).to_be_focused()


def test_escape_closes_what_is_offered_and_keeps_what_was_typed(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)

    page.keyboard.type("/")
    expect(page.get_by_role("option")).to_have_count(min(MOST, 4))
    page.keyboard.press("Escape")

    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Message")).to_have_value("/")


def test_people_and_channels_are_completed(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)
    composer = page.get_by_role("combobox", name="Message")

    page.keyboard.type("Ask @lu")
    page.get_by_role("option", name="@luc").click()
    expect(composer).to_have_value("Ask @luc ")
    page.keyboard.type("in #boa")
    expect(page.get_by_role("option", name="#boats")).to_be_visible()
    page.keyboard.press("Enter")

    expect(composer).to_have_value("Ask @luc in #boats ")


def test_shift_enter_makes_a_line_and_enter_sends(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)

    page.keyboard.type("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")

    message = page.get_by_role("article")
    expect(message).to_have_count(1)
    expect(message.locator(".line")).to_have_text(["One", "two"])


def test_command_that_is_answered_late_says_so(
    tab: Tabs, room: Channel, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harbour.slack.link, "patience", 0.8)
    page = tab(at=room.name)

    page.keyboard.type("/slow ")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Sending…")).to_be_visible()
    expect(page.get_by_text('/slow failed with the error "operation_timeout"')).to_be_visible()
    expect(page.get_by_text("Sending…")).to_have_count(0)


def test_shortcut_menu_opens_a_dialog(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)

    page.get_by_role("button", name="Shortcuts").press("Enter")
    expect(page.get_by_role("menuitem", name="Start a crew")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog", name="Start a crew")).to_be_visible()


def test_two_tabs_act_as_two_people_and_see_each_other(tab: Tabs, room: Channel) -> None:
    ana, luc = tab(at=room.name), tab("luc", room.name)

    ana.keyboard.type("Is the tide in?")
    ana.keyboard.press("Enter")
    expect(luc.get_by_role("article")).to_contain_text("Is the tide in?")
    luc.keyboard.type("Oui.")
    luc.keyboard.press("Enter")

    expect(ana.get_by_role("article").nth(1)).to_contain_text(re.compile("Luc Tremblay.*Oui", re.DOTALL))


def test_reply_goes_to_its_thread(tab: Tabs, room: Channel, away: Away, harbour: Harbour) -> None:
    away(harbour.luc.types, room, "Who cooks?")
    page = tab(at=room.name)

    page.get_by_role("article").hover()
    page.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("I do.")
    page.keyboard.press("Enter")

    expect(thread.get_by_role("article").nth(1)).to_contain_text("I do.")
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("button", name="1 reply")).to_be_visible()
