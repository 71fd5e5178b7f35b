"""Connections of strangers: what is no proper request is answered 400 and closed, and nobody holds a place for long.

waitress answers 501 to an encoding it does not know, trips over some addresses and lengths, and lets a client take
as long as it likes as long as it sends a byte now and then, or does not read its answers.
"""

import re
import socket
import time
from contextlib import suppress
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.server import TcpWSGIServer
from waitress.utilities import BadRequest

REQUEST_LINE = re.compile(rb"\S+ [!-~]+ HTTP/1\.[01]")
BARE_LF = re.compile(rb"(?<!\r)\n")
OF_ITS_OWN = 3
"""What waitress counts among its connections: the listener, what wakes it, and one that it keeps free here."""
NOT_UNDERSTOOD = "This is no request that is understood here."


class Parser(HTTPRequestParser):
    """Stricter than waitress's own: rfc-editor.org/rfc/rfc9112, sections 2.2, 3 and 6.3."""

    path = ""  # waitress reads it when it has an error to log, also where there was no line to read it from

    def received(self, data: bytes) -> int:
        taken = super().received(data)
        if self.empty or (not self.completed and not self.headers_finished and BARE_LF.search(self.header_plus)):
            self.error = BadRequest(NOT_UNDERSTOOD)
            self.completed, self.empty = True, False
        if self.completed:  # else waitress says "100 Continue" to what it has refused, or to what has no body
            self.expect_continue = False
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except (ParsingError, TransferEncodingNotImplemented, ValueError) as error:
            raise ParsingError(NOT_UNDERSTOOD) from error
        # a body with two lengths, or with one its version does not know, ends elsewhere for a proxy than for us
        framed_twice = ("CONTENT_LENGTH" if self.chunked else "TRANSFER_ENCODING") in self.headers
        line: Any = self.first_line
        if framed_twice or not REQUEST_LINE.fullmatch(line):
            raise ParsingError(NOT_UNDERSTOOD)


class Channel(HTTPChannel):
    """One connection: a request is whole so many seconds after its first byte, and of an answer something is taken
    every so many seconds, or the connection is closed."""

    parser_class = Parser
    since = 0.0
    """When it was opened, was answered last, or began its request, whichever was last."""
    moved = 0.0
    """When something of an answer was taken last, or none was left to take."""

    def __init__(self, server: "Door", *of: Any, **more: Any) -> None:
        self._within = server.whole_within
        self.since = self.moved = time.monotonic()
        super().__init__(server, *of, **more)

    def received(self, data: bytes) -> bool:
        before = self.request
        taken = super().received(data)
        if self.request is not before:
            self.since = time.monotonic()
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent = super().send(data, do_close)
        if sent:
            self.moved = time.monotonic()
        return sent

    def service(self) -> None:
        super().service()
        self.since = time.monotonic()

    def readable(self) -> bool:
        """Asked at least once a second."""
        now = time.monotonic()
        if not self.total_outbufs_len:
            self.moved = now
        half = self.request is not None and self.is_awaited()
        if now - self.moved > self._within or (half and now - self.since > self._within):
            self.give_up()
        return super().readable()

    def give_up(self) -> None:
        """Has it closed at once. waitress's own way closes it when it can be written to, and one that nobody reads
        from never can; after this the system says so."""
        self.will_close = True
        line: Any = self.socket
        with suppress(OSError):  # it is gone already
            line.shutdown(socket.SHUT_RDWR)

    def is_awaited(self) -> bool:
        """Whether it is the other's turn, to send or to read: nothing is being answered."""
        return not self.requests


class Door(TcpWSGIServer):
    """Where connections come in. When they are as many as `adj` allows, the one that has been awaited longest gives
    way: one that is idle, sends slowly, or does not read. `whole_within` is in seconds."""

    channel_class = Channel
    whole_within = 10.0

    def __init__(self, application: Any, listener: socket.socket, adj: Adjustments, sockets: dict[int, Any]) -> None:
        known = (listener.family, listener.type, listener.proto, listener.getsockname())
        super().__init__(application, sockets, _sock=listener, bind_socket=False, sockinfo=known, adj=adj)

    def readable(self) -> bool:
        """Asked before each wait for what happens next."""
        here: Any = self.active_channels
        if len(here) >= self.adj.connection_limit - OF_ITS_OWN:
            others = list(here.values())[:-1]  # the newest has come just now, and nothing of it has been read
            awaited = [one for one in others if one.is_awaited()]
            if awaited:
                min(awaited, key=lambda one: one.since).give_up()
        return super().readable()
