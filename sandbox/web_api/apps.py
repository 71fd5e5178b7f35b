"""Who the app is, where it connects, and what team this is."""

from sandbox.web_api.request import ApiError, Json, Methods, Request

methods = Methods()


@methods.method("api.test")
def test_api(request: Request) -> Json:
    if request.text("error"):
        raise ApiError(request.text("error"), args=request.arguments)
    return {"args": request.arguments}


@methods.method("auth.test")
def test_auth(request: Request) -> Json:
    team, app = request.workspace.team, request.app
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": request.workspace.members[app.bot_user].name,
        "team_id": team.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


@methods.method("apps.connections.open", "connections:write", token="app")
def open_connection(request: Request) -> Json:
    """A fresh address for one connection; its ticket works once."""
    address = request.platform.link_url()
    if "://" not in address:
        raise ApiError(address)
    return {"url": address}


@methods.method("team.info", "team:read")
def team_info(request: Request) -> Json:
    team = request.workspace.team
    about = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}
    return {"team": about | {"url": f"https://{team.domain}.slack.com/"}}
