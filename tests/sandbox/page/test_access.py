"""What people need who do not use a mouse, or do not see well."""

import pytest
from playwright.sync_api import expect

from sandbox.workspace import Channel
from tests.sandbox.page import kit
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import Tabs

NAMELESS = """() => [...document.querySelectorAll('button, a[href], input, textarea, select')]
  .filter(element => element.checkVisibility())
  .filter(element => !element.ariaLabel && !element.getAttribute('aria-labelledby') && !element.labels?.length)
  .filter(element => !element.innerText?.trim())
  .map(element => element.outerHTML)"""

FAINT = """() => {
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    const found = element ? colour(getComputedStyle(element).backgroundColor) : [255, 255, 255];
    return found.length === 4 && found[3] === 0 ? behind(element.parentElement) : found;
  };
  const words = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility())
    .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return words.map(element => {
    const pair = [light(colour(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    return [ratio, element];
  }).filter(([ratio]) => ratio < 4.5).map(([ratio, element]) => `${ratio.toFixed(2)} ${element.outerHTML}`);
}"""
"""Texts below the 4.5 to 1 of WCAG AA. docs: w3.org/TR/WCAG22/#contrast-minimum"""


def test_every_control_has_a_name(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    harbour.post("All on board", kit.EVERYTHING, room.id)
    page = tab(at=room.name)
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate(NAMELESS) == []

    page.keyboard.type("/form ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(NAMELESS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out(tab: Tabs, harbour: Harbour, room: Channel, scheme: str) -> None:
    page = tab(at=room.name)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    harbour.post("Crew of the Petrel", kit.card(1), room.id)
    harbour.post("All on board", kit.EVERYTHING, room.id)
    page.keyboard.type("/nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_text("/nonsense is not a valid command.")).to_be_visible()
    assert page.evaluate(FAINT) == []

    page.keyboard.type("/form ")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Launch").click()
    expect(page.get_by_text("Please complete this required field.").first).to_be_visible()
    assert page.evaluate(FAINT) == []


def test_headings_name_the_parts(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)

    expect(page.get_by_role("heading", level=1)).to_have_text(f"#{room.name}")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Channels", "Apps", "Traffic"])
    expect(page.get_by_role("main")).to_have_count(1)


def test_tab_key_goes_round_in_the_order_of_reading(tab: Tabs, room: Channel) -> None:
    page = tab(at=room.name)
    page.get_by_role("link", name="Skip to the messages").focus()

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Acting as Ana Silva")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("navigation").get_by_role("listitem").first.get_by_role("button")).to_be_focused()
