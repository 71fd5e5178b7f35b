"""Between the bot and PostgreSQL: a wire that can be cut at a chosen moment, and mended."""

import contextlib
import select
import socket
import threading
from typing import Literal

from sqlalchemy import make_url

Moment = Literal["before", "after"]
LARGEST = 65_536


class Wire:
    """Carries bytes from a TCP port of its own to PostgreSQL's socket. `cut_at` hangs up at a word of the bot's."""

    def __init__(self, url: str) -> None:
        known = make_url(url)
        folder = known.query.get("host")
        self._target = (f"{folder}/.s.PGSQL.5432",) if folder else (known.host or "localhost", known.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.url = known.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
        self._word: bytes | None = None
        self._moment: Moment = "before"
        self._away = self._deaf = False
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_at(self, word: bytes, moment: Moment) -> None:
        """Hangs up once: before the server hears the word, or after it answered and before the bot hears that."""
        self._word, self._moment = word, moment

    def cut(self) -> None:
        """Hangs up on everybody, and on whoever comes, until it is mended."""
        self._away = True
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def deafen(self) -> None:
        """Hangs up on everybody, and lets whoever comes wait for an answer, until it is mended."""
        self.cut()
        self._away, self._deaf = False, True

    def mend(self) -> None:
        self._away = self._deaf = False

    def close(self) -> None:
        self.cut()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            if self._away:
                client.close()
            else:
                carry = self._ignore if self._deaf else self._carry
                threading.Thread(target=carry, args=(client,), daemon=True).start()

    def _ignore(self, client: socket.socket) -> None:
        self._open.append(client)
        with client, contextlib.suppress(OSError):
            while client.recv(LARGEST):
                pass

    def _carry(self, client: socket.socket) -> None:
        with client, self._reach() as server:
            self._open += [client, server]
            with contextlib.suppress(OSError):
                while self._carried(client, server):
                    pass

    def _reach(self) -> socket.socket:
        family = socket.AF_UNIX if len(self._target) == 1 else socket.AF_INET
        server = socket.socket(family)
        server.connect(self._target[0] if len(self._target) == 1 else self._target)
        return server

    def _carried(self, client: socket.socket, server: socket.socket) -> bool:
        """Whether the connection lives on."""
        ready, _, _ = select.select([client, server], [], [])
        if server in ready:
            told = server.recv(LARGEST)
            client.sendall(told)
            return bool(told)
        asked = client.recv(LARGEST)
        if self._word is None or self._word not in asked:
            server.sendall(asked)
            return bool(asked)
        self._word = None
        if self._moment == "after":
            server.sendall(asked)
            server.recv(LARGEST)
        return False
