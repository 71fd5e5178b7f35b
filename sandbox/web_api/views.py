"""Modals and App Home. docs.slack.dev/reference/methods/views.open and its siblings"""

import time

from sandbox.interactions.dialogs import new_view, rewrite
from sandbox.limits import view_faults, view_too_large
from sandbox.web_api.request import ApiError, Json, Methods, Request, faulty
from sandbox.workspace import View
from sandbox.workspace.passes import Trigger
from sandbox.workspace.views import DEEPEST_STACK

methods = Methods()


@methods.method("views.open")
def open_view(request: Request) -> Json:
    """A new stack: what the member had open of this app goes."""
    definition = _definition(request, "modal")
    trigger = _exchange(request)
    request.workspace.desk.clear(trigger.user)
    return _shown(request.workspace.desk.push(new_view(request.platform, trigger.user, definition)))


@methods.method("views.push")
def push(request: Request) -> Json:
    """On top of the modal the trigger came from; three at most."""
    definition = _definition(request, "modal")
    trigger = _exchange(request)
    stack = request.workspace.desk.stacks[trigger.user]
    if not any(view.id == trigger.view_id for view in stack):
        raise ApiError("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise ApiError("push_limit_reached")
    return _shown(request.workspace.desk.push(new_view(request.platform, trigger.user, definition)))


@methods.method("views.update")
def update(request: Request) -> Json:
    """By view_id or external_id; with a `hash`, only when nothing changed since."""
    desk = request.workspace.desk
    wanted = request.text("view_id")
    view = desk.views.get(wanted) if wanted else desk.by_external_id(request.text("external_id"))
    if view is None:
        raise ApiError("not_found")
    definition = _definition(request, view.type, but=view)
    _check_hash(request, view)
    return _shown(rewrite(request.platform, view, definition))


@methods.method("views.publish")
def publish(request: Request) -> Json:
    """App Home of one member: each has their own, which keeps its id."""
    if not request.app.has_home:
        raise ApiError("not_enabled")
    user = request.required("user_id")
    if user not in request.workspace.members:
        raise ApiError("user_not_found")
    definition = _definition(request, "home")
    home = request.workspace.desk.homes.get(user)
    if home is None:
        return _shown(request.workspace.desk.show_home(new_view(request.platform, user, definition)))
    _check_hash(request, home)
    return _shown(rewrite(request.platform, home, definition))


def _definition(request: Request, kind: str, but: View | None = None) -> Json:
    """The view that was sent, checked; its external_id must be nobody else's."""
    view = request.decoded("view", "invalid_arguments")
    if not isinstance(view, dict):
        request.required("view")
        raise ApiError("invalid_arguments")
    if view_too_large(view):
        raise ApiError("view_too_large")
    faults = view_faults(view)
    if faults:
        raise faulty("invalid_arguments", faults)
    if view["type"] != kind:
        message = f"[ERROR] must be of type {kind} [json-pointer:/view/type]"
        raise ApiError("invalid_arguments", response_metadata={"messages": [message]})
    other = request.workspace.desk.by_external_id(str(view.get("external_id") or ""))
    if other is not None and other is not but:
        raise ApiError("duplicate_external_id")
    return view


def _exchange(request: Request) -> Trigger:
    """Take a trigger id in: three seconds, once."""
    trigger = request.workspace.desk.triggers.get(request.required("trigger_id"))
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.exchanged:
        raise ApiError("exchanged_trigger_id")
    if trigger.expired(request.workspace.now(), time.monotonic()):
        raise ApiError("expired_trigger_id")
    trigger.exchanged = True
    return trigger


def _check_hash(request: Request, view: View) -> None:
    given = request.text("hash")
    if given and given != view.hash:
        raise ApiError("hash_conflict")


def _shown(view: View) -> Json:
    return {"view": view.describe()}
