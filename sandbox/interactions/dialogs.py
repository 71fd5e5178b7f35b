"""Dialogs submitted and closed. docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""

from sandbox.delivery import Envelope
from sandbox.drafts import complete_view
from sandbox.elements import initial_values
from sandbox.interactions.payloads import TROUBLE, Json, interaction
from sandbox.limits import view_faults
from sandbox.platform import Platform
from sandbox.workspace import View
from sandbox.workspace.views import DEEPEST_STACK


def new_view(platform: Platform, user: str, definition: Json) -> View:
    """A view with its ids filled in, not shown yet. The definition was checked before."""
    app, desk = platform.app, platform.workspace.desk
    view = View(
        id=platform.workspace.new_id("V"),
        user=user,
        definition=complete_view(definition),
        hash=desk.new_hash(),
        app_id=app.app_id,
        bot_id=app.bot_id,
        team_id=platform.workspace.team.id,
    )
    view.values = initial_values(view.blocks, {})
    return view


def rewrite(platform: Platform, view: View, definition: Json) -> View:
    """Another content for a view that is shown."""
    definition = complete_view(definition)
    with platform.workspace.lock:
        view.values = initial_values(definition["blocks"], view.values)
        return platform.workspace.desk.rewrite(view, definition)


def refuse(platform: Platform, view: View, errors: dict[str, str]) -> None:
    """Show sentences under the inputs: block id → sentence."""
    with platform.workspace.lock:
        view.errors, view.trouble = dict(errors), ""
        platform.workspace.changed()


def submit(platform: Platform, view: View) -> None:
    """Send the dialog in and do what the app answers; an answer that makes no sense is trouble."""
    payload = interaction(platform, "view_submission", view.user)
    payload |= {
        "trigger_id": platform.workspace.desk.hand_trigger(view.user, view.id).id,
        "view": view.describe(),
        "response_urls": [],
    }
    answer = platform.ask(Envelope("interactive", payload))
    with platform.workspace.lock:
        if answer.fault or not _follow(platform, view, answer.payload):
            view.trouble = TROUBLE
            platform.workspace.changed()


def close(platform: Platform, view: View) -> None:
    """The close button: this view goes, or all of them when it is `clear_on_close`."""
    if view.definition.get("clear_on_close"):
        dismiss(platform, view.user)
        return
    platform.workspace.desk.close(view)
    _tell_closed(platform, view, cleared=False)


def dismiss(platform: Platform, user: str) -> None:
    """The cross: the whole stack goes."""
    for view in platform.workspace.desk.clear(user):
        _tell_closed(platform, view, cleared=True)


def _follow(platform: Platform, view: View, answer: Json) -> bool:
    """Do what an acknowledgement says; False when Slack would not take it."""
    action = answer.get("response_action")
    if not answer:
        platform.workspace.desk.close(view)
        return True
    if action == "clear":
        platform.workspace.desk.clear(view.user)
        return True
    if action == "errors":
        return _show_errors(platform, view, answer.get("errors"))
    if action in ("update", "push") and isinstance(answer.get("view"), dict):
        return _show_view(platform, view, action, answer["view"])
    return False


def _show_errors(platform: Platform, view: View, errors: object) -> bool:
    """docs.slack.dev/surfaces/modals: errors are keyed by the block ids of input blocks, and by nothing else."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        return False
    refuse(platform, view, {block: str(sentence) for block, sentence in errors.items()})
    return True


def _show_view(platform: Platform, view: View, action: str, definition: Json) -> bool:
    if view_faults(definition) or definition.get("type") != "modal":
        return False
    desk = platform.workspace.desk
    if action == "update":
        rewrite(platform, view, definition)
        return True
    if len(desk.stacks[view.user]) >= DEEPEST_STACK:
        return False
    desk.push(new_view(platform, view.user, definition))
    return True


def _tell_closed(platform: Platform, view: View, cleared: bool) -> None:
    if view.definition.get("notify_on_close"):
        payload = interaction(platform, "view_closed", view.user)
        platform.ask(Envelope("interactive", payload | {"view": view.describe(), "is_cleared": cleared}))
