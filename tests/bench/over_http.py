"""What Slack over HTTP adds to a request, and what a stranger's costs."""

from collections.abc import Callable, Iterator
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from handlers.slack.guard import signature
from handlers.slack.http import PATH, RequestUrl
from handlers.web.metrics import Metrics
from handlers.web.server import Server
from tests.bench.costs import SIGN_UP
from tests.bench.figures import Figure
from tests.bench.requests import command, sending
from tests.bench.signing_up import must_be_in, signing_up, world
from tests.bench.timing import WALL, side_by_side
from tests.bench.world import NOW, bolt, listen_to_all

SECRET, ANOTHER = "0" * 32, "1" * 32


def posted(person: int, secret: str = SECRET, at: datetime = NOW) -> tuple[bytes, dict[str, str]]:
    """The sign-up as Slack posts it: the body, and its headers."""
    body = urlencode(command(person, "signup 1 designer")).encode()
    moment = str(int(at.timestamp()))
    return body, {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": moment,
        "x-slack-signature": signature(secret, moment, body),
    }


def over_http(folder: Path) -> Iterator[Figure]:
    """Signed, posted over loopback, answered: against the same handed to the app."""
    with world(folder, 1_200) as town:
        url = RequestUrl((SECRET,), town.desk.now)
        url.answer_with(town.app)
        server = Server("127.0.0.1:0", {PATH: url.receive})
        server.start()
        line = HTTPConnection("127.0.0.1", server.port, timeout=10)
        sign_up = signing_up(town)

        def post() -> None:
            line.request("POST", PATH, *posted(next(town.people)))
            must_be_in(line.getresponse().read().decode())

        post()
        took, base = side_by_side(post, sign_up, rounds=15, each=20, clock=WALL)
        line.close()
        server.close()
        yield Figure("Time until a sign-up over HTTP is answered", "handed to the app", took, base, goal=4)


def forging(_folder: Path) -> Iterator[Figure]:
    """What somebody else signed is refused before it is read."""
    url = RequestUrl((SECRET,), lambda: NOW, Metrics(lambda: None).forged)
    with bolt() as empty:
        listen_to_all(empty)
        refuse = _refusing(url)
        took, base = side_by_side(refuse, sending(empty, SIGN_UP), rounds=21, each=100)
        yield Figure("CPU of a forged request", "a listener that does nothing", took, base, goal=0.2)


def _refusing(url: RequestUrl) -> Callable[[], None]:
    body, headers = posted(0, ANOTHER)

    def refuse() -> None:
        if url.receive("POST", headers, body)[0] != 401:
            raise RuntimeError("a forged request was taken")

    return refuse
