"""Slack over HTTP: who is let in, what is read, and what a stranger learns."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.slack.guard import is_from_slack, signature
from handlers.slack.http import PATH, QUIET, RequestUrl, Unreadable, read_body
from sandbox.delivery import Envelope
from sandbox.request_url import RequestUrl as Road
from tests.town import START, Town, open_sandbox

SECRET, OLD = "0123456789abcdef" * 2, "fedcba9876543210" * 2
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, secret: str = SECRET, at: datetime = START, kind: str = FORM) -> dict[str, str]:
    """The headers of a request that Slack would send then."""
    sent_at = str(int(at.timestamp()))
    return {"x-slack-request-timestamp": sent_at, "x-slack-signature": signature(secret, sent_at, body)} | {
        "content-type": kind
    }


def test_a_signature_is_made_as_slack_documents_it() -> None:
    """The example of docs.slack.dev/authentication/verifying-requests-from-slack."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


@pytest.mark.parametrize(
    ("off", "taken"), [(0, True), (300, True), (-300, True), (301, False), (-301, False), (10**9, False)]
)
def test_a_request_is_fresh_for_five_minutes_both_ways(off: int, taken: bool) -> None:
    headers = signed(b"{}", at=START + timedelta(seconds=off))
    assert is_from_slack([SECRET], headers, b"{}", START) is taken


def test_two_secrets_are_taken_while_they_change() -> None:
    for secret in (SECRET, OLD):
        assert is_from_slack([SECRET, OLD], signed(b"{}", secret), b"{}", START)
        assert not is_from_slack([SECRET], signed(b"{}", OLD), b"{}", START)
    assert not is_from_slack([], signed(b"{}"), b"{}", START)


@pytest.mark.parametrize(
    "changed",
    [
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0="},
        {"x-slack-signature": "v0=é\udcff"},
        {"x-slack-signature": "v1=" + "0" * 64},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "now"},
        {"x-slack-request-timestamp": "١٢٣"},
        {"x-slack-request-timestamp": "1e9"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "9" * 400},
    ],
)
def test_no_header_of_a_stranger_gets_in_or_breaks_anything(changed: dict[str, str]) -> None:
    assert not is_from_slack([SECRET], {**signed(b"{}"), **changed}, b"{}", START)


@given(st.dictionaries(st.text(), st.text()), st.binary(), st.sampled_from(["GET", "HEAD", "POST", "PUT", "\x00"]))
def test_nothing_unsigned_is_answered_with_more_than_a_refusal(
    headers: dict[str, str], body: bytes, method: str
) -> None:
    door = RequestUrl([SECRET], lambda: START)
    status, kind, told = door.receive(method, headers, body)
    assert (status, kind) in [(401, "text/plain; charset=utf-8"), (405, kind), (200, kind)]
    assert status != 200 or method in ("GET", "HEAD")
    assert told in ("Not signed by Slack.", "Slack posts here.")


@given(st.binary(), st.sampled_from([FORM, "application/json", "text/plain", "", "multipart/form-data; boundary=x"]))
def test_nothing_signed_breaks_the_reader(body: bytes, kind: str) -> None:
    door = RequestUrl([SECRET], lambda: START)
    status, _kind, _told = door.receive("POST", signed(body, kind=kind), body)
    assert status in (200, 400, 503)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    text = json.dumps(value)
    for kind, body in (("application/json", text), (FORM, urlencode({"payload": text}))):
        try:
            assert read_body(kind, body.encode()) == value
        except Unreadable:
            assert not isinstance(value, dict)


@pytest.mark.parametrize(
    "words", ["payload", "payload=1", 'signup 1 {"payload": "{}"}', "&payload=%7B%7D", "été 100 %"]
)
def test_a_command_may_hold_any_word(words: str) -> None:
    body = urlencode({"command": "/volunteer", "text": words, "user_id": "U1"}).encode()
    assert read_body(FORM, body) == {"command": "/volunteer", "text": words, "user_id": "U1"}


def test_slack_is_told_its_challenge_before_the_bot_is_there() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    headers = signed(body, kind="application/json")
    door = RequestUrl([SECRET], lambda: START)
    assert door.receive("POST", headers, body) == (200, "text/plain; charset=utf-8", "3eZbrw1a")
    event = json.dumps({"type": "event_callback", "event": {"type": "user_change"}}).encode()
    assert door.receive("POST", signed(event, kind="application/json"), event)[0] == 503


def test_slacks_look_at_the_certificate_is_answered() -> None:
    body = b"ssl_check=1&token=x"
    assert read_body(FORM, body) == {"ssl_check": "1", "token": "x"}


@pytest.fixture
def served(database: str) -> Iterator[Town]:
    with open_sandbox() as slack:
        town = Town(slack, database, over_http=True)
        yield town
        town.close()


def post(town: Town, body: bytes, headers: dict[str, str], method: str = "POST") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", town.bot.port, timeout=10)
    connection.request(method, PATH, body, headers)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


def command(town: Town, text: str) -> Envelope:
    return Envelope(
        "slash_commands",
        {
            "command": "/volunteer",
            "text": text,
            "team_id": town.slack.workspace.team.id,
            "user_id": town.ana.id,
            "channel_id": town.square.id,
            "trigger_id": f"1.2.{text}",
            "response_url": f"{town.slack.url}/response/T/1",
        },
    )


def test_a_request_replayed_within_its_five_minutes_has_one_effect(served: Town) -> None:
    number = served.posts(served.rosa, roles="Guide 5")
    road = served.slack.platform.delivery
    assert isinstance(road, Road)
    envelope = command(served, f"signup {number}")
    body = urlencode(envelope.payload).encode()
    headers = road.headers(FORM, body, envelope)
    first = post(served, body, headers)
    assert [post(served, body, headers) for _ in range(3)] == [first] * 3
    served.deliver()
    assert "Guide 1 of 5" in served.card(number).words
    served.slack.advance(timedelta(seconds=301))
    assert post(served, body, headers) == (401, "Not signed by Slack.")


def test_a_forged_request_changes_nothing_and_is_kept_in_no_log(
    served: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    number = served.posts(served.rosa, roles="Guide 5")
    capfd.readouterr()
    body = urlencode(command(served, f"signup {number} forged-words").payload).encode()
    proof = hmac.new(b"guess", body, hashlib.sha256).hexdigest()
    sent_at = str(int(served.slack.clock.now().timestamp()))
    headers = {"Content-Type": FORM, "X-Slack-Request-Timestamp": sent_at, "X-Slack-Signature": f"v0={proof}"}
    assert [post(served, body, headers) for _ in range(3)] == [(401, "Not signed by Slack.")] * 3
    served.deliver()
    assert "Guide 0 of 5" in served.card(number).words
    logged = "".join(capfd.readouterr())
    assert logged.count("not signed by slack") == 1
    assert "forged" not in logged
    assert "Traceback" not in logged


def test_forged_requests_are_counted_and_said_after_a_clock_was_put_back(capfd: pytest.CaptureFixture[str]) -> None:
    counted: list[int] = []
    times = [START, START + QUIET, START - timedelta(hours=1), START - timedelta(hours=1) + QUIET]
    clock = iter([time for time in times for _look in range(2)])  # at the signature, and at the warning
    url = RequestUrl(("secret",), lambda: next(clock), lambda: counted.append(1))
    for _time in times:
        url.receive("POST", {}, b"payload=1")
    assert (len(counted), "".join(capfd.readouterr()).count("not signed by slack")) == (4, 2)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["POST", "GET", "PUT", "DELETE"]))
def test_no_bytes_on_the_wire_are_a_fault_of_ours(served: Town, body: bytes, method: str) -> None:
    status, _told = post(served, body, {"X-Slack-Signature": "v0=1", "X-Slack-Request-Timestamp": "1"}, method)
    assert status in (200, 400, 401, 405)


def test_what_is_too_large_is_refused_before_it_is_read(served: Town) -> None:
    assert post(served, b"x" * 1_000_000, {})[0] == 401
    connection = HTTPConnection("127.0.0.1", served.bot.port, timeout=10)
    connection.putrequest("POST", PATH)
    connection.putheader("Content-Length", "1000001")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_button_and_a_dialog_work_over_http(served: Town) -> None:
    number = served.posts(served.rosa, roles="Guide 1")
    assert served.press(served.luc, served.card(number), "Join as Guide").words.startswith("Votre place est confirmée")
    served.deliver()
    assert "Guide 1 of 1: Luc Tremblay" in served.card(number).words
    told = served.answer(served.luc, "/benevole aide payload")
    assert "/benevole" in told.words
