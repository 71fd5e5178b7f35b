"""The page on the sandbox's own server: no other address, nothing fetched from outside."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI, Request
from nicegui import app, ui

from sandbox.page.layout import Layout
from sandbox.page.live import Live
from sandbox.page.phrases import Phrase, Voice
from sandbox.page.tags import words
from sandbox.page.visit import HOME, MESSAGES, Stop, Visit
from sandbox.server import Sandbox
from sandbox.workspace import Member

_HERE = Path(__file__).parent
_FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#17343f"/>'
    '<path d="M8 9h16v11h-8l-5 4v-4H8z" fill="#fff"/></svg>'
)


def mount(sandbox: Sandbox, *, stops: Sequence[Stop] = (), title: str = "") -> None:
    """Put the page on the sandbox's address, before the sandbox starts. NiceGUI holds one page in a process.

    `stops` are named moments the clock can be moved to. In the browser, `?as=NAME` acts as a member and
    `?at=CHANNEL` (or `home`, or `messages`) goes to a place.
    """
    live = Live(sandbox.workspace)
    called = title or sandbox.workspace.team.name
    head = f"<style>{_read('page.css')}</style><script>{_read('page.js')}</script>"

    @ui.page("/", title=called)
    def page(request: Request) -> None:
        member = _member(sandbox, request.query_params.get("as", ""))
        ui.add_head_html(head)
        if member is None:
            words("p", Voice("en")(Phrase.NOBODY), "nobody")
            return
        ui.add_head_html(f"<script>document.documentElement.lang = '{Voice(member.locale).language}'</script>")
        at = _place(sandbox, member, request.query_params.get("at", ""))
        _enter(Visit(sandbox, live, stops, sandbox.actor(member.id), at))

    _serve(sandbox.app, called)
    app.on_shutdown(live.stop)


def _serve(on: FastAPI, title: str) -> None:
    """What NiceGUI can do without is off: no utility classes, no bindings to poll, no word at the start."""
    ui.run_with(
        on,
        title=title,
        favicon=_FAVICON,
        dark=None,
        tailwind=False,
        binding_refresh_interval=None,
        gzip_middleware_factory=None,
        show_welcome_message=False,
    )


def _enter(visit: Visit) -> None:
    visit.live.enter(visit)
    Layout(visit)
    visit.client.on_delete(lambda: visit.live.leave(visit))
    ui.timer(0, visit.enter, once=True)


def _member(sandbox: Sandbox, name: str) -> Member | None:
    humans = sandbox.workspace.humans()
    return next((member for member in humans if member.name == name), next(iter(humans), None))


def _place(sandbox: Sandbox, member: Member, name: str) -> str:
    """A channel by its name, else one they are in, the first where something was said, else the app."""
    if name in (HOME, MESSAGES):
        return name
    known = sandbox.workspace.channels.values()
    mine = sorted((one for one in known if member.id in one.members and not one.is_im), key=lambda one: one.name)
    public = [one for one in known if one.kind == "public"]
    named = next((one.id for one in [*mine, *public] if one.name == name), "")
    told = [one.id for one in mine if one.posts] + [one.id for one in mine]
    return named or next(iter(told), MESSAGES)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
