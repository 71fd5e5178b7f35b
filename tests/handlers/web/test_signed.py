"""Who may post to the webhook: the signature of the Standard Webhooks specification, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.web.signed import is_signed, signature
from tests.town import START

SECRET, OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "A" * 44


def signed(body: bytes, secret: str = SECRET, at: datetime = START, message: str = "msg_1") -> dict[str, str]:
    """The headers of a message that is sent then."""
    sent_at = str(int(at.timestamp()))
    return {
        "webhook-id": message,
        "webhook-timestamp": sent_at,
        "webhook-signature": signature(secret, message, sent_at, body),
        "content-type": "application/json",
    }


def test_a_signature_is_made_as_the_specification_documents_it() -> None:
    """The example of the specification, which its libraries in every language are tested with."""
    made = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330", "webhook-signature": made,
    }  # fmt: skip
    then = datetime.fromtimestamp(1614265330, UTC)
    assert is_signed([SECRET], headers, b'{"test": 2432232314}', then)
    assert not is_signed([SECRET], headers, b'{"test": 2432232315}', then)


@pytest.mark.parametrize(
    ("off", "taken"), [(0, True), (300, True), (-300, True), (301, False), (-301, False), (10**9, False)]
)
def test_a_message_is_fresh_for_five_minutes_both_ways(off: int, taken: bool) -> None:
    assert is_signed([SECRET], signed(b"{}", at=START + timedelta(seconds=off)), b"{}", START) is taken


def test_two_secrets_are_taken_while_they_change_on_either_side() -> None:
    for secret in (SECRET, OLD):
        assert is_signed([SECRET, OLD], signed(b"{}", secret), b"{}", START)
    assert not is_signed([SECRET], signed(b"{}", OLD), b"{}", START)
    assert not is_signed([], signed(b"{}"), b"{}", START)
    headers = signed(b"{}", OLD)
    both = f"v1a,other v1,short {headers['webhook-signature']} {signed(b'{}')['webhook-signature']}"
    assert is_signed([SECRET], {**headers, "webhook-signature": both}, b"{}", START)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,é\udcff"},
        {"webhook-signature": "v2," + signed(b"{}")["webhook-signature"][3:]},
        {"webhook-signature": " ".join(["v1,x"] * 10 + [signed(b"{}")["webhook-signature"]])},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "now"},
        {"webhook-timestamp": "١٢٣"},
        {"webhook-timestamp": "-1"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-id": ""},
        {"webhook-id": "msg_2"},
        {"webhook-id": "é"},
        {"webhook-id": "x" * 201},
    ],
)
def test_no_header_of_a_stranger_gets_in_or_breaks_anything(changed: dict[str, str]) -> None:
    assert not is_signed([SECRET], {**signed(b"{}"), **changed}, b"{}", START)


def test_an_id_that_is_too_long_is_refused_however_it_is_signed() -> None:
    assert not is_signed([SECRET], signed(b"{}", message="x" * 201), b"{}", START)
    assert is_signed([SECRET], signed(b"{}", message="x" * 200), b"{}", START)


names = st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"])


@given(st.dictionaries(names, st.text()), st.binary())
def test_nothing_unsigned_is_taken(headers: dict[str, str], body: bytes) -> None:
    assert not is_signed([SECRET], headers, body, START)
