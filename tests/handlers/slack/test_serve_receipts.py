"""The same request again: the same answer, and nothing changed."""

from dataclasses import replace

from db.models import Opportunity, Receipt, Signup
from tests.bot.marketplace.village import answers
from tests.handlers.slack.window import Window, text


def test_the_same_request_again_gives_the_same_answer_and_changes_nothing(window: Window, number: int) -> None:
    ana = window.member("ana")
    request = window.typed(ana, f"signup {number} developer")
    first = window.counter.serve(request)
    assert text(first).startswith("You are in as Developer")
    assert window.counter.serve(request) == first
    assert (window.counted(Signup), window.village.taken(number)["Developer"]) == (1, 1)


def test_a_refusal_again_is_the_same_refusal_whatever_happened_since(window: Window, number: int) -> None:
    ana, luc = window.member("ana"), window.member("luc")
    window.types(luc, f"signup {number} designer")
    request = window.typed(ana, f"signup {number} designer")
    refused = window.counter.serve(request)
    assert text(refused).startswith(f"Designer in #{number} is full.")
    window.types(luc, f"leave {number}")
    assert window.counter.serve(request) == refused
    assert window.village.taken(number)["Designer"] == 0
    assert text(window.types(ana, f"signup {number} designer")).startswith("You are in")


def test_a_look_needs_no_receipt(window: Window, number: int) -> None:
    ana = window.member("ana")
    for words in ("", f"show {number}", "help", "mine", "nonsense"):
        window.types(ana, words)
    assert window.counted(Receipt) == 0


def test_a_dialog_sent_in_twice_posts_once(window: Window) -> None:
    ana = window.member("ana")
    request = window.request(ana, "opportunity.posted", "submission", answers=answers())
    first = window.counter.serve(request)
    assert first is not None
    assert (first["response_action"], first["view"]["title"]["text"]) == ("update", "Posted")
    assert window.counter.serve(request) == first
    assert window.counted(Opportunity) == 1


def test_a_dialog_that_was_sent_back_can_be_sent_in_again(window: Window) -> None:
    """It keeps its key, so what was wrong with it is not kept as its answer."""
    ana = window.member("ana")
    wrong = window.request(ana, "opportunity.posted", "submission", answers=answers(title=""))
    ack = window.counter.serve(wrong)
    assert ack is not None
    assert ack["response_action"] == "errors"
    ack = window.counter.serve(replace(wrong, answers=answers()))
    assert ack is not None
    assert (ack["response_action"], window.counted(Opportunity)) == ("update", 1)
