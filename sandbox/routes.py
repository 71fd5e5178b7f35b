"""The doors: `/api/METHOD`, `/response/TEAM/KEY`, `/upload/v1/KEY`, `/files/KEY/NAME` and `/link/`."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse

from sandbox.faults import Call, Reply
from sandbox.interactions.answers import Refusal, give
from sandbox.platform import Platform
from sandbox.socket_mode import SocketLink
from sandbox.web_api.call import answer


def build_app(platform: Platform, link: SocketLink) -> FastAPI:
    """The application a page may be mounted on, before it is started."""
    app = FastAPI(title="Pretend Slack", docs_url=None, redoc_url=None, openapi_url=None)

    async def call_method(request: Request) -> Response:
        return await _call_method(platform, request)

    async def answer_later(request: Request) -> Response:
        return await _answer_later(platform, request)

    app.add_route("/api/{method}", call_method, methods=["GET", "POST"])
    app.add_route("/response/{team}/{key}", answer_later, methods=["POST"])

    async def take_bytes(request: Request) -> Response:
        return await _take_bytes(platform, request)

    async def hand_out(request: Request) -> Response:
        return _hand_out(platform, request)

    app.add_route("/upload/v1/{key}", take_bytes, methods=["POST"])
    app.add_route("/files/{key}/{name}", hand_out, methods=["GET"])
    app.router.add_websocket_route("/link/", link.serve)
    return app


async def _call_method(platform: Platform, request: Request) -> Response:
    arguments = _arguments(request.headers.get("content-type", ""), await request.body())
    if isinstance(arguments, str):
        return JSONResponse({"ok": False, "error": arguments})
    arguments = dict(request.query_params) | arguments
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = token.strip() if scheme.lower() == "bearer" else str(arguments.get("token", ""))
    arguments.pop("token", None)
    return await _tell(request, answer(platform, Call(request.path_params["method"], arguments, given)))


async def _tell(request: Request, reply: Reply) -> Response:
    """The answer as it leaves: late, in drops, as a page, or not at all."""
    if reply.delay:
        with suppress(TimeoutError):
            await asyncio.wait_for(request.receive(), reply.delay)  # or until the app hangs up
    if reply.cut:
        await _reset(request)
    if reply.page is not None:
        return HTMLResponse(reply.page, reply.status, reply.headers)
    whole = JSONResponse(reply.body, reply.status, reply.headers)
    if not reply.drip:
        return whole
    return StreamingResponse(_drops(bytes(whole.body), reply.drip), reply.status, whole.headers)


async def _drops(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    for place in range(len(body)):
        await asyncio.sleep(seconds)
        yield body[place : place + 1]


async def _reset(request: Request) -> None:
    """Ends the connection as a network does. ASGI has no word for it, so uvicorn's own connection is asked."""
    transport = getattr(request.receive, "__self__").transport  # noqa: B009
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0)


def _arguments(content_type: str, body: bytes) -> dict[str, Any] | str:
    """The arguments of a call, or Slack's name for a body it cannot read."""
    if not body:
        return {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            found = json.loads(body)
        except ValueError:
            return "invalid_json"
        return found if isinstance(found, dict) else "json_not_object"
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    return "invalid_post_type"


async def _take_bytes(platform: Platform, request: Request) -> Response:
    """The bytes of a file, as announced. A token has no business here, and is refused, which Slack may not do."""
    body, call = await request.body(), Call("upload", {"key": request.path_params["key"]}, "")
    reply = platform.faults.before(call) or _kept(platform, request, body)
    reply = platform.faults.after(call, reply)
    outcome = "ok" if reply.status == 200 else str(reply.status)
    platform.workspace.record("from app", "upload", outcome, {"bytes": len(body), "status": reply.status})
    return await _tell(request, reply)


def _kept(platform: Platform, request: Request, body: bytes) -> Reply:
    with platform.workspace.lock:
        files = platform.workspace.files.values()
        file = next((one for one in files if one.key == request.path_params["key"]), None)
        if file is None or file.content is not None:
            return Reply({}, 404, page=b"Not found")
        if "authorization" in request.headers or len(body) != file.length:
            return Reply({}, 400, page=b"Bad request")
        file.content = body
    return Reply({}, page=f"OK - {len(body)}".encode())


def _hand_out(platform: Platform, request: Request) -> Response:
    """A file that was shared, to be kept by who has its address."""
    files = platform.workspace.files.values()
    file = next((one for one in files if one.key == request.path_params["key"] and one.shared), None)
    if file is None or file.content is None:
        return PlainTextResponse("Not found", 404)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.content, media_type="text/csv", headers=headers)


async def _answer_later(platform: Platform, request: Request) -> Response:
    """A response URL: plain `ok`, 404 once it is used up or too old, 400 for what cannot be shown."""
    workspace = platform.workspace
    granted = workspace.desk.responses.get(request.path_params["key"])
    body = _arguments("application/json", await request.body())
    if granted is None:
        return JSONResponse({"ok": False, "error": "invalid_token"}, status_code=404)
    with workspace.lock:
        fault = granted.fault(workspace.now())
        if fault:
            return JSONResponse({"ok": False, "error": fault}, status_code=404)
        if isinstance(body, str):
            return JSONResponse({"ok": False, "error": "invalid_payload"}, status_code=400)
        try:
            give(platform, granted, body)
        except Refusal as refusal:
            messages = [str(found) for found in refusal.faults]
            error = {"ok": False, "error": refusal.error, "response_metadata": {"messages": messages}}
            workspace.record("from app", "response_url", refusal.error, {"arguments": body, "answer": error})
            return JSONResponse(error, status_code=400)
        granted.uses += 1
        workspace.record("from app", "response_url", "ok", {"arguments": body})
    return PlainTextResponse("ok")
