"""What admins are asked to decide."""

from bot.messages.reviews import review_asked
from handlers.slack.render import TEXT, message_payload
from sandbox.limits import message_faults
from tests.bot.messages.samples import ENGLISH, FRENCH, labels, posting, role, session, words
from tests.town import START

ROLES = (role("Designer", 2), role(".NET developer", None))


def test_an_admin_reads_all_that_is_needed_to_decide() -> None:
    asked = review_asked(
        ENGLISH,
        posting(*ROLES, on=session(), description="We need benches on the map.", hours=3, hours_total=24),
        START,
    )
    head, summary, _when, *terms = words(asked)
    assert head == "#12 Map the parks from Parks Ottawa is waiting for your review."
    assert (summary, terms) == (
        "Walk a park",
        [
            "Designer 0 of 2",
            ".NET developer 0 in, no limit",
            "Time asked: 3 h a week for 8 weeks, 24 h in all",
            "We need benches on the map.",
        ],
    )
    assert labels(asked) == ["Approve", "Edit and approve", "Decline", "Details"]


def test_what_a_posting_does_not_say_is_not_asked_about() -> None:
    said = words(review_asked(ENGLISH, posting(description="Walk a park"), START))
    assert (said[1:3], len(said)) == (["Walk a park", "No fixed date · Remote"], 4)


def test_the_longest_posting_fits() -> None:
    many = tuple(role(f"{n:02} {'&' * 32}", 10_000) for n in range(20))
    longest = posting(*many, on=session(), summary="&" * 200, description="&" * 3000, where="&" * 300, hours=3)
    for voice in (ENGLISH, FRENCH):
        payload = message_payload(review_asked(voice, longest, START))
        assert (message_faults(payload["blocks"]), len(payload["text"]) <= TEXT) == ([], True)
        assert "19 &amp;" in str(payload["blocks"])
