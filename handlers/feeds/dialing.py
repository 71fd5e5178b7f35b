"""Which addresses of the network may be dialled for a stranger's sake: public ones only.

The address that was looked at is the one that is dialled, so a name that means another a moment later changes
nothing. cheatsheetseries.owasp.org, "Server-Side Request Forgery Prevention".
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from threading import Thread
from typing import Any

import httpcore

Resolve = Callable[[str, int], list[str]]
"""From a host and a port to its addresses. Raises OSError."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Where IPv6 carries an IPv4 address in its last 32 bits (rfc-editor.org/rfc/rfc6052)."""
UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is handed out of IPv6 (iana.org/assignments/ipv6-address-space)."""
NOT_PUBLIC = tuple(
    ipaddress.ip_network(one)
    for one in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
)
"""What Python takes for public, in some of its versions, and is not: protocols' own, tunnels, and the addresses at
which Oracle's and Azure's machines are told of themselves."""


class Refused(Exception):
    """No address of that host may be dialled."""


def resolved(host: str, port: int) -> list[str]:
    """Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(given: str) -> bool:
    """Whether it is an address of the public internet, also where IPv6 writes an IPv4 one."""
    try:
        address = ipaddress.ip_address(given.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address.ipv4_mapped
        if inside is not None:
            return is_public(str(inside))
        if address not in UNICAST:
            return False
    listed = any(address in network for network in NOT_PUBLIC if network.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or listed)


class Dialer(httpcore.NetworkBackend):
    """Dials public addresses, and those of `allowed`, (address, port) each. All must be over by `deadline`, which is
    on the monotonic clock."""

    def __init__(self, allowed: Collection[tuple[str, int]], resolve: Resolve, deadline: float) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._deadline = deadline
        self._road = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  (the shape that httpcore calls)
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002  (the same)
    ) -> httpcore.NetworkStream:
        """Raises Refused, and httpcore's ConnectError and ConnectTimeout."""
        may = self.dialable(host, port)
        for address in may[:-1]:
            try:
                return self._dial(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._dial(may[-1], port, timeout)

    def dialable(self, host: str, port: int) -> list[str]:
        """Its addresses that may be dialled, one at least. Raises Refused, ConnectError and ConnectTimeout."""
        may = [one for one in self._looked_up(host, port) if is_public(one) or (one, port) in self._allowed]
        if not may:
            raise Refused(host)
        return may

    def _looked_up(self, host: str, port: int) -> list[str]:
        """The addresses of a name. A system's own look-up knows no deadline, so a thread is left behind with one that
        takes too long."""
        answer: Future[list[str]] = Future()

        def ask() -> None:
            try:
                answer.set_result(self._resolve(host, port))
            except Exception as error:  # noqa: BLE001  (it is raised where the answer is waited for)
                answer.set_exception(error)

        Thread(target=ask, name="feeds look-up", daemon=True).start()
        try:
            return answer.result(_left(self._deadline, None))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("too slow") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("no such host") from error

    def _dial(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        stream = self._road.connect_tcp(address, port, timeout=_left(self._deadline, timeout))
        return Hurried(stream, self._deadline)

    def connect_unix_socket(self, *_given: Any, **_more: Any) -> httpcore.NetworkStream:
        raise Refused("a file")


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds; raises httpcore's ReadTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("too slow")
    return left if timeout is None else min(left, timeout)


class Hurried(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline: a byte now and then does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return Hurried(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
