"""From a call to its answer: rate, token, scope, method, faults. Every Web API call passes through `answer`."""

import json
import time
from typing import Any

from sandbox.faults import Call, Reply
from sandbox.installation import Installation
from sandbox.platform import Platform
from sandbox.web_api import apps, chat, conversations, files, users, views
from sandbox.web_api.request import ApiError, Method, Request

METHODS: dict[str, Method] = {
    name: method
    for noun in (apps.methods, chat.methods, conversations.methods, files.methods, users.methods, views.methods)
    for name, method in noun.known.items()
}


def answer(platform: Platform, call: Call) -> Reply:
    """What Slack would answer. Faults may come before, so that nothing happens, or after, when it has."""
    started = time.monotonic()
    reply = platform.faults.before(call) or handled(platform, call)
    reply = platform.faults.after(call, reply)
    spent = round((time.monotonic() - started) * 1000)
    sent = {"arguments": call.arguments, "status": reply.status, "answer": reply.body, "milliseconds": spent}
    outcome = "ok" if reply.body.get("ok") else str(reply.body.get("error", reply.status))
    platform.workspace.record("from app", call.method, outcome, sent)
    return reply


def handled(platform: Platform, call: Call) -> Reply:
    """What Slack does when nothing goes wrong."""
    headers = {"x-oauth-scopes": ",".join(platform.app.scopes)}
    method = METHODS.get(call.method)
    if method is None:
        return Reply({"ok": False, "error": "unknown_method", "req_method": call.method}, headers=headers)
    headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    try:
        _authenticate(platform.app, call.token, method)
        seconds = platform.rates.wait(call.method, _lane(platform, call))
        if seconds:
            refused = {"ok": False, "error": "ratelimited"}
            return Reply(refused, status=429, headers=headers | {"Retry-After": str(seconds)})
        request = Request(platform, call.arguments)
        if method.token == "bot":
            request.need(*method.scopes)
        with platform.workspace.lock:
            return Reply({"ok": True} | _plain(method.handler(request)), headers=headers)
    except ApiError as error:
        return Reply({"ok": False, "error": error.error} | error.extra, headers=headers)


def _lane(platform: Platform, call: Call) -> str:
    """The conversation a call concerns: a person's id and their DM's are one."""
    wanted = str(call.arguments.get("channel", ""))
    direct = platform.workspace.find_direct(platform.app.bot_user, wanted)
    return direct.id if direct else wanted


def _authenticate(app: Installation, token: str, method: Method) -> None:
    if not token:
        raise ApiError("not_authed")
    if token in app.revoked:
        raise ApiError("token_revoked")
    if token not in (app.bot_token, app.app_token):
        raise ApiError("invalid_auth")
    if app.uninstalled:
        raise ApiError("account_inactive")
    if token != (app.app_token if method.token == "app" else app.bot_token):
        raise ApiError("not_allowed_token_type")


def _plain(answer: dict[str, Any]) -> dict[str, Any]:
    """A copy nobody can change: what is answered is what was true at that moment."""
    return dict(json.loads(json.dumps(answer)))
