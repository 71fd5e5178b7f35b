"""Members. docs.slack.dev/reference/methods/users.info and users.list"""

from sandbox.web_api.request import Json, Methods, Request
from sandbox.workspace import Member

methods = Methods()


@methods.method("users.info", "users:read")
def info(request: Request) -> Json:
    """The locale only with `include_locale`, the address only with the scope users:read.email."""
    return {"user": _described(request, request.member("user"))}


@methods.method("users.list", "users:read")
def list_all(request: Request) -> Json:
    page, cursor = request.page(list(request.workspace.members.values()))
    members = [_described(request, member) for member in page]
    now = int(request.workspace.now().timestamp())
    return {"members": members, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def _described(request: Request, member: Member) -> Json:
    return member.describe(
        request.workspace.team.id,
        request.workspace.now(),
        locale=request.truth("include_locale"),
        email="users:read.email" in request.app.scopes,
    )
