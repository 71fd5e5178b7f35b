"""What the doctor says of a PostgreSQL that lets nobody in: why, and neither a host, a name nor a password."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from bot.settings import Settings
from tests.handlers.feeds.stranger import nobody
from tests.handlers.slack.examined import told

SECRETS = ("rosa", "hush", "127.0.0.1", "parks")
NO_ENCRYPTION = b"N"
STARTUP = 196_608
"""The number of the protocol, 3.0; anything else asks for encryption (postgresql.org/docs/current/protocol-flow.html).
"""


@contextmanager
def refusing(code: str, words: str) -> Iterator[int]:
    """A server that answers every start with that error; its port."""
    fields = b"SFATAL\0VFATAL\0C" + code.encode() + b"\0M" + words.encode() + b"\0\0"
    answer = b"E" + (len(fields) + 4).to_bytes(4, "big") + fields

    def refuse() -> None:
        with suppress(OSError):
            while True:
                caller, _address = listener.accept()
                with caller:
                    while (asked := caller.recv(65_536)) and int.from_bytes(asked[4:8], "big") != STARTUP:
                        caller.sendall(NO_ENCRYPTION)
                    caller.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        at_work = threading.Thread(target=refuse)
        at_work.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    at_work.join()


def served(port: int) -> Settings:
    return Settings(database_url=f"postgresql+psycopg://rosa:hush@127.0.0.1:{port}/parks")


PASSWORD = ("its user or password is refused", "Check the user and the password in DATABASE_URL.")
REFUSALS = (
    ("28P01", 'password authentication failed for user "rosa"', *PASSWORD),
    ("28000", 'role "rosa" does not exist', *PASSWORD),
    ("28000", 'no pg_hba.conf entry for host "127.0.0.1", user "rosa", database "parks", no encryption', *PASSWORD),
    (
        "3D000",
        'database "parks" does not exist',
        "there is no such database",
        "Make it with createdb, or check the name at the end of DATABASE_URL.",
    ),
    (
        "53300",
        "sorry, too many clients already",
        "OperationalError",
        "Check DATABASE_URL, and look into its server's log.",
    ),
)


@pytest.mark.parametrize(("code", "words", "why", "mend"), REFUSALS)
def test_why_a_server_lets_nobody_in_is_said(
    capsys: pytest.CaptureFixture[str], code: str, words: str, why: str, mend: str
) -> None:
    with refusing(code, words) as port:
        found, lines = told(served(port), capsys)
    assert (found, lines[:2]) == (1, [f"MEND  database: PostgreSQL, {why}", f"      {mend}"])
    assert not [secret for secret in SECRETS if secret in "\n".join(lines)]


def test_a_server_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    found, lines = told(served(nobody()[1]), capsys)
    mend = "      Check that it runs, and the host and port in DATABASE_URL."
    assert (found, lines[:2]) == (1, ["MEND  database: PostgreSQL, its server cannot be reached", mend])
    assert not [secret for secret in SECRETS if secret in "\n".join(lines)]
