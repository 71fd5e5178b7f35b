import re

import pytest
from playwright.sync_api import Page, expect

from sandbox.workspace import Channel
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import Away, Tabs


@pytest.fixture
def form(tab: Tabs, room: Channel) -> Page:
    """The long form, open."""
    page = tab(at=room.name)
    page.keyboard.type("/form ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="A new boat")).to_be_visible()
    return page


def test_dialog_has_the_focus_and_gives_it_back(form: Page) -> None:
    expect(form.get_by_role("textbox", name="Name")).to_be_focused()

    form.keyboard.press("Escape")

    expect(form.get_by_role("dialog")).to_have_count(0)
    expect(form.get_by_role("combobox", name="Message")).to_be_focused()


def test_dialog_is_refused_until_it_is_right(form: Page, harbour: Harbour) -> None:
    form.keyboard.type("Titanic")
    form.get_by_role("button", name="Launch").click()
    length = form.get_by_role("textbox", name="Length in metres")
    expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    expect(length).to_be_focused()
    expect(length).to_have_attribute("aria-invalid", "true")

    form.keyboard.type("12.5")
    form.keyboard.press("Enter")
    name = form.get_by_role("textbox", name="Name")
    expect(form.get_by_text("That name is taken, for good.")).to_be_visible()
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile("That name is taken, for good."))

    name.fill("Petrel")
    form.keyboard.press("Enter")
    expect(form.get_by_role("dialog")).to_have_count(0)
    assert harbour.ana.last(harbour.general).words.startswith("Petrel set sail")


def test_what_was_typed_stays_when_the_app_rewrites_the_view(form: Page) -> None:
    form.get_by_role("textbox", name="Name").fill("Petrel")
    form.get_by_role("combobox", name="Kind").click()
    form.get_by_role("option", name="Motor").click()

    expect(form.get_by_role("textbox", name="Engine")).to_be_visible()
    expect(form.get_by_role("textbox", name="Name")).to_have_value("Petrel")


def test_every_input_holds_what_was_put_in(form: Page, harbour: Harbour) -> None:
    form.get_by_role("textbox", name="Name").fill("Petrel")
    form.get_by_role("textbox", name="Length").fill("9")
    form.get_by_role("textbox", name="Story").fill("One\ntwo")
    form.get_by_role("combobox", name="Ports").click()
    form.get_by_role("option", name="Halifax").click()
    form.keyboard.type("mont")
    form.get_by_role("option", name="Montréal").click()
    form.get_by_role("textbox", name="Story").click()
    form.get_by_role("combobox", name="Crew").click()
    form.get_by_role("option", name="Luc Tremblay").click()
    form.get_by_role("textbox", name="Story").click()
    form.get_by_role("checkbox", name="Lantern").check()
    form.get_by_role("radio", name="Blue").check()
    form.get_by_label("Day").fill("2025-03-09")
    form.get_by_label("Departure").fill("2025-03-09T18:30")
    form.get_by_role("textbox", name="Web site").fill("https://example.org")
    form.get_by_role("textbox", name="Address").fill("petrel@example.org")
    expect(form.locator("[aria-busy]")).to_have_count(0)

    dialog = harbour.ana.dialog
    assert dialog is not None
    values = dialog.values
    assert values["Story"] == "One\ntwo"
    assert [option["value"] for option in values["Ports"]] == ["halifax", "montréal"]
    assert values["Crew"] == [harbour.luc.id]
    assert [option["value"] for option in values["Gear"]] == ["lantern"]
    assert values["Flag"]["value"] == "blue"
    # Half past six in the evening in Toronto, where the clocks went forward that morning.
    assert (values["Day"], values["Departure"]) == ("2025-03-09", 1741559400)


def test_counter_says_how_much_was_typed(form: Page) -> None:
    form.keyboard.type("Petrel")
    expect(form.get_by_text("6 / 40")).to_be_visible()


def test_pushed_dialog_lies_on_the_first_which_keeps_its_values(form: Page) -> None:
    form.get_by_role("textbox", name="Name").fill("Petrel")

    form.get_by_role("button", name="More").click()
    expect(form.get_by_role("dialog", name="More about it")).to_be_visible()
    expect(form.get_by_role("textbox", name="Colour")).to_be_focused()
    form.get_by_role("button", name="Cancel").click()

    expect(form.get_by_role("dialog", name="A new boat")).to_be_visible()
    expect(form.get_by_role("textbox", name="Name")).to_have_value("Petrel")


def test_message_shortcut_opens_a_dialog_about_the_message(
    tab: Tabs, room: Channel, away: Away, harbour: Harbour
) -> None:
    away(harbour.luc.types, room, "The mast is cracked")
    page = tab(at=room.name)

    page.get_by_role("article").hover()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Log this").click()

    expect(page.get_by_role("textbox", name="What for")).to_have_value("The mast is cracked")


def test_dialog_that_became_another_still_has_the_keyboard(tab: Tabs, room: Channel) -> None:
    """The button that was pressed is gone; Escape closes what took its place."""
    page = tab(at=room.name)
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Start a crew").click()
    page.get_by_role("textbox", name="What for").fill("Sails")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("dialog", name="Thank you")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_escape_in_a_menu_closes_the_menu_only(form: Page) -> None:
    form.get_by_role("combobox", name="Kind").click()
    expect(form.get_by_role("option", name="Motor")).to_be_visible()

    form.keyboard.press("Escape")

    expect(form.get_by_role("option", name="Motor")).to_have_count(0)
    expect(form.get_by_role("dialog", name="A new boat")).to_be_visible()


def test_ctrl_enter_submits_from_a_text_of_several_lines(form: Page) -> None:
    form.get_by_role("textbox", name="Name").fill("Petrel")
    form.get_by_role("textbox", name="Length").fill("9")
    form.get_by_role("textbox", name="Story").fill("One")

    form.keyboard.press("Control+Enter")

    expect(form.get_by_role("dialog")).to_have_count(0)


def test_escape_on_a_select_with_its_list_closed_closes_the_dialog(form: Page) -> None:
    form.get_by_role("combobox", name="Kind").focus()

    form.keyboard.press("Escape")

    expect(form.get_by_role("dialog")).to_have_count(0)


def test_sentence_below_a_refused_field_is_in_sight(form: Page) -> None:
    """Also where the field stands at the dialog's lower edge."""
    form.set_viewport_size({"width": 1280, "height": 420})
    form.keyboard.type("Titanic")
    length = form.get_by_role("textbox", name="Length in metres")
    length.evaluate("element => element.scrollIntoView({ block: 'end' })")

    form.get_by_role("button", name="Launch").click()

    expect(length).to_be_focused()
    expect(form.get_by_text("Please complete this required field.")).to_be_in_viewport(ratio=1)
