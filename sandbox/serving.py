"""The web server under the pretend Slack: uvicorn on a thread, quick to start and to stop."""

import asyncio
import socket
import threading

import uvicorn
from fastapi import FastAPI


def quiet_config(app: FastAPI) -> uvicorn.Config:
    """Quiet, and no pings: the built-in Socket Mode client never answers an empty one."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        loop="asyncio",
        ws="websockets-sansio",
        ws_ping_interval=None,
        date_header=False,
        timeout_graceful_shutdown=1,
    )


class Server(uvicorn.Server):
    """uvicorn on a thread of its own, telling when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._ready = threading.Event()
        self._leaving = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def serve_on(self, listener: socket.socket) -> None:
        self.run(sockets=[listener])

    async def main_loop(self) -> None:
        """Until told to leave, without uvicorn's tick of a tenth of a second."""
        await self.on_tick(0)
        await self._leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """With nobody connected, without uvicorn's pause of a tenth of a second: tests stop it hundreds of times."""
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        await self.lifespan.shutdown()

    def leave(self) -> None:
        self.wait_until_ready().call_soon_threadsafe(self._leaving.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self._ready.set()

    def wait_until_ready(self) -> asyncio.AbstractEventLoop:
        if not self._ready.wait(10) or self._loop is None:
            raise RuntimeError("the pretend Slack did not start")
        return self._loop
