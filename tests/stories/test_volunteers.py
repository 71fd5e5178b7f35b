"""Volunteers: browse, sign up, wait, be promoted, leave; typed and by buttons, in both languages."""

from tests.town import Town


def test_a_seat_freed_goes_to_who_waits(town: Town) -> None:
    number = town.posts(town.rosa)
    assert "You are in as Designer" in town.answer(town.ana, f"/volunteer signup {number} designer").words
    full = town.answer(town.luc, f"/benevole inscription {number} designer")
    town.press(town.luc, full, full.buttons[0])
    town.answer(town.ana, f"/volunteer leave {number}")
    town.deliver()
    assert len(town.dms(town.luc)) == 1
    assert "1 of 1: Luc Tremblay" in town.card(number).words
    assert town.slack.workspace.pings == []
