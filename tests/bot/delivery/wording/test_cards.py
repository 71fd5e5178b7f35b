"""What a card says when it is posted, and when it is repainted."""

from bot.delivery.saying import NOTHING, Said
from db.models import Card, Community, Delivery, DeliveryState
from tests.bot.delivery.said import said, words
from tests.bot.delivery.wording.happening import cancels, closes
from tests.bot.marketplace.village import Village


def test_a_card_is_in_the_communitys_language(village: Village, number: int) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).language = "fr"
    assert any(line.startswith("Quand") for line in words(said(village, "card.post")))


def test_a_card_of_what_was_called_off_is_not_posted_any_more(village: Village, number: int) -> None:
    closes(village, number)
    assert "Paused: no sign-ups for now" in words(said(village, "card.post"))
    cancels(village, number)
    assert said(village, "card.post") == NOTHING


def test_a_repaint_waits_while_its_card_is_on_its_way_and_no_longer(village: Village, number: int) -> None:
    waits = {}
    for state in DeliveryState:
        with village.desk.work() as work:
            work.db.get_one(Delivery, village.owed("card.post", state=None)[0].id).state = state
        waits[state] = said(village, "card.repaint")
    coming = {DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN}
    assert waits == {state: Said(None, later=state in coming) for state in DeliveryState}


def test_a_repaint_rewrites_the_message_the_card_became(village: Village, number: int) -> None:
    with village.desk.work() as work:
        work.db.query(Card).one().message = "1796.000100"
    cancels(village, number)
    found = said(village, "card.repaint")
    assert found.edits == "1796.000100"
    assert "Cancelled: Rain" in words(found)
