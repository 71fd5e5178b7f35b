"""The one place every Web API call passes through, where a test can make Slack misbehave.

What may go wrong with a call: it is refused, nothing comes back, it comes back broken, or very slowly; and Slack
may have done what was asked all the same (`accepted`), or do it once nobody waits for it any more (`late`).
"""

import random
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol


@dataclass(frozen=True)
class Call:
    """A Web API call as it came in: method, arguments already decoded, token."""

    method: str
    arguments: dict[str, Any]
    token: str


@dataclass(frozen=True)
class Reply:
    """What goes back. `delay` is in seconds, before the answer leaves; `drip` between two of its bytes.

    `page` is sent in place of the body; a `cut` connection is reset, and nothing is sent.
    """

    body: dict[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    page: bytes | None = None
    cut: bool = False


class Faults(Protocol):
    """What may go wrong. `before` keeps the call from being handled; `after` changes what is told about it."""

    def before(self, call: Call, /) -> Reply | None: ...

    def after(self, call: Call, reply: Reply, /) -> Reply: ...


class NoFaults:
    """Everything works."""

    def before(self, _call: Call) -> Reply | None:
        return None

    def after(self, _call: Call, reply: Reply) -> Reply:
        return reply


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with one call: what is told in place of the true answer."""

    told: Callable[[Reply], Reply]
    accepted: bool = False
    late: bool = False


HTML = b"<html><body><h1>Bad gateway</h1><p>ray 7f3a</p></body></html>"
HALF = b'{"ok": true, "channel": "C0'
FOR_EVER = 60.0


def refused(error: str, status: int = 200, *, accepted: bool = False) -> Fault:
    """Slack's own word against it."""
    return Fault(lambda _true: Reply({"ok": False, "error": error}, status), accepted)


def too_often(seconds: int | None = None) -> Fault:
    """429, with Retry-After where seconds are given."""
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return Fault(lambda _true: Reply({"ok": False, "error": "ratelimited"}, 429, headers))


def paged(status: int, *, accepted: bool = False) -> Fault:
    """A proxy's page of HTML."""
    return Fault(lambda _true: Reply({}, status, page=HTML), accepted)


def garbled(page: bytes = HALF, *, accepted: bool = False) -> Fault:
    """200, and something that is no JSON object, or only a part of one."""
    return Fault(lambda _true: Reply({}, page=page), accepted)


def cut(*, accepted: bool = False) -> Fault:
    """The connection is reset."""
    return Fault(lambda _true: Reply({"ok": False, "error": "connection_reset"}, cut=True), accepted)


def silent(*, accepted: bool = False, late: bool = False) -> Fault:
    """No answer, for longer than anybody waits."""
    return Fault(lambda _true: Reply({"ok": False, "error": "no_answer"}, delay=FOR_EVER), accepted, late)


def dripping(seconds: float) -> Fault:
    """The true answer, a byte every so many seconds."""
    return Fault(lambda true: replace(true, drip=seconds), accepted=True)


class Faulty:
    """Faults for some calls. `calls` counts all of them, `struck` those that went wrong, by method."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.struck: Counter[str] = Counter()
        self._late: list[Call] = []
        self._now: tuple[Call, Fault] | None = None

    def before(self, call: Call) -> Reply | None:
        self.calls[call.method] += 1
        fault = self.choose(call)
        self._now = (call, fault) if fault else None
        if fault is None:
            return None
        self.struck[call.method] += 1
        if fault.late:
            self._late.append(call)
        return None if fault.accepted else fault.told(Reply({"ok": False}))

    def after(self, call: Call, reply: Reply) -> Reply:
        if self._now is None or self._now[0] is not call or not self._now[1].accepted:
            return reply
        return self._now[1].told(reply)

    def choose(self, _call: Call) -> Fault | None:
        """What goes wrong with this call, if anything does."""
        return None

    def catch_up(self, handle: Callable[[Call], Reply]) -> list[Reply]:
        """Has Slack do, late, what it took and did not do: `handle` is `web_api.call.handled` of a platform."""
        waiting, self._late = self._late, []
        return [handle(call) for call in waiting]


class Script(Faulty):
    """Faults in order, method by method; once they are used up, everything works."""

    def __init__(self, method: str = "", *faults: Fault) -> None:
        super().__init__()
        self._next: dict[str, deque[Fault]] = {method: deque(faults)}

    def then(self, method: str, *faults: Fault) -> "Script":
        self._next.setdefault(method, deque()).extend(faults)
        return self

    def choose(self, call: Call) -> Fault | None:
        waiting = self._next.get(call.method)
        return waiting.popleft() if waiting else None


class Always(Faulty):
    """The same fault for as long as it is in force, for the calls that `concerns` holds of."""

    def __init__(self, fault: Fault, concerns: Callable[[Call], bool]) -> None:
        super().__init__()
        self._fault = fault
        self._concerns = concerns

    def choose(self, call: Call) -> Fault | None:
        return self._fault if self._concerns(call) else None


class Weather(Faulty):
    """Faults by chance, the same for the same seed; `share` of the calls to these methods go wrong."""

    def __init__(self, seed: int, share: float, faults: Sequence[Fault], methods: Sequence[str]) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self._share = share
        self._faults = faults
        self._methods = frozenset(methods)

    def choose(self, call: Call) -> Fault | None:
        if call.method not in self._methods or self._chance.random() >= self._share:
            return None
        return self._chance.choice(self._faults)
