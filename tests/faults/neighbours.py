"""Two communities in one database, people of every standing in the first, and a door for all that Slack may send."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from slack_bolt import App, BoltRequest
from sqlalchemy import delete, select
from structlog.testing import capture_logs

from bot.desk import Desk
from bot.marketplace import administration
from bot.marketplace.invitations import invite
from bot.marketplace.organizations import join
from bot.marketplace.permissions import person
from bot.marketplace.versions import version
from bot.messages.form import Answer
from bot.work import Work
from db.models import Application, Base, Membership, Place, SignupState
from db.queries.signups import add_signup
from handlers.slack.app import Installation, build_app
from handlers.slack.connection import web_client
from handlers.slack.profiles import keep_up
from handlers.slack.routes import all_routes
from handlers.slack.screen import Screen
from handlers.slack.serve import Counter
from sandbox.actor import Actor
from sandbox.server import Sandbox
from tests.bot.marketplace.village import TEAM, Village
from tests.faults.ways_in import WAYS, Body, Way, aimed, payload

INBOX = {"receipt"}
"""Written for every request that is not a mere look, refusals too."""
SECRETS = {
    1: ("Zanzibar orchard", "Wombat Trust", "Plant quinces", "Rosalind Quill"),
    2: ("Quokka harbour", "Numbat Society", "Mend herring nets", "Jacques Nuit"),
}
"""What is said of each posting, and by whom."""
SERIES: dict[str, Answer] = {"repeat": "week", "until": date(2026, 12, 15)}
"""#1 takes place on three dates."""
Rows = dict[str, list[dict[str, Any]]]


class Neighbours:
    """#1 is Rosa's and open, #2 is Jean's and waits for review; Ana is in #1. Next door there are no postings."""

    def __init__(self, slack: Sandbox, desk: Desk) -> None:
        self.slack = slack
        self.desk = desk
        self.here, self.there = Village(desk), Village(desk, "T0ELSEWHERE")
        slack.channel("square")
        self.rosa = self._member("rosa", SECRETS[1][-1])
        self.jean = self._member("jean", SECRETS[2][-1])
        self.ana, self.otto, self.gone = (self._member(name) for name in ("ana", "otto", "gone"))
        self.maya = self._member("maya", admin=True)
        self.boss = slack.member("boss")
        self.there.person(self.boss.id, name="Boss", admin=True)
        self.here.channel("C0SQUARE")
        self._post()
        self._part()
        self.application = self._application()
        self.invitee = self._member("quinn")
        typed = f"<@{self.invitee.id}|quinn> developer"
        self.here.does(self.rosa.id, lambda work: invite(work, TEAM, 1, typed))
        self.invitation = 1

    def _member(self, name: str, real_name: str = "", *, admin: bool = False) -> Actor:
        actor = self.slack.member(name, real_name)
        self.here.person(actor.id, name=real_name or name, admin=admin)
        return actor

    def _post(self) -> None:
        title, organization, summary, _name = SECRETS[1]
        self.here.posts(self.rosa.id, title=title, organization=organization, summary=summary, **SERIES)
        self.here.does(self.maya.id, lambda work: administration.change_setting(work, "moderation on"))
        title, organization, summary, _name = SECRETS[2]
        self.here.posts(self.jean.id, title=title, organization=organization, summary=summary)
        self.here.joins(self.ana.id, 1, "designer")

    def _part(self) -> None:
        """Otto organized with Rosa and does no longer; Gone still did when their account was closed."""
        organization = self.here.facts(1).organization.id
        for one in (self.otto, self.gone):
            self.here.does(one.id, lambda work: join(work, organization, person(work).id))
        with self.desk.work() as work:
            otto = self.here.known(work, self.otto.id)
            work.db.execute(delete(Membership).where(Membership.person_id == otto.id))
            self.gone.member.deleted = True
            about = self.gone.member.describe(TEAM, work.now, locale=True)
            keep_up(work, work.db.get_one(Place, self.here.place), self.gone.id, about)

    def _application(self) -> int:
        """Pia applied to #1, and waits; the sign-up's id."""
        pia, role = self._member("pia"), self.here.role(1, "Developer").id
        with self.here.work(pia.id) as work:
            row = {"role_id": role, "person_id": person(work).id, "state": SignupState.APPLIED, "position": 0}
            signup = add_signup(work.sql, {**row, "signed_up_at": work.now})
            said: dict[str, Any] = {"note": SECRETS[1][0], "answers": [], "consent": "", "needs": "", "text": ""}
            work.db.add(Application(signup_id=signup, created_at=work.now, **said))
            return signup

    def at(self, number: int) -> dict[str, object]:
        """What a way may be aimed at: all that belongs to one posting, and the channel."""
        facts = self.here.facts(number)
        return {
            "number": number,
            "session": facts.session.id if facts.session else 0,
            "role": facts.roles[1].role.id,
            "version": version(facts),
            "signup": 1,
            "questions": "0",
            "application": self.application if number == 1 else 999_999,
            "channel": "C0SQUARE",
            "invitee": self.invitee.id,
            "invitation": self.invitation if number == 1 else 999_999,
        }

    def rows(self) -> Rows:
        """Every row of every table but the inbox, in order."""

        def look(work: Work) -> Rows:
            found: Rows = {}
            for table in Base.metadata.sorted_tables:
                if table.name not in INBOX:
                    every = work.db.execute(select(table).order_by(*table.primary_key))
                    found[table.name] = [dict(row._mapping) for row in every]
            return found

        return self.here.sees(look)

    def ours(self) -> Rows:
        """Of those, what belongs to the first community, by what refers to what."""
        found, ids = self.rows(), dict[str, set[Any]]()
        for table in Base.metadata.sorted_tables:
            links = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
            kept = [
                row
                for row in found.get(table.name, [])
                if (table.name == "community" and row["id"] == self.here.id)
                or any(row[column] in ids[to] for column, to in links if to != table.name)
            ]
            found[table.name], ids[table.name] = kept, {row.get("id") for row in kept}
        return found

    @contextmanager
    def door(self) -> Iterator["Door"]:
        """The app, for a while: when it closes, every answer has come."""
        client = web_client(self.slack.bot_token, self.slack.api_url, 2)
        counter = Counter(self.desk, all_routes(), Screen(client))
        self.slack.workspace.traffic.clear()
        with capture_logs() as logged:
            door = Door(self, build_app(Installation(self.slack.bot_token, "T0", "U0", "B0"), client, counter), logged)
            yield door
            counter.close()
        door.answers += [self._said(entry.body) for entry in self.slack.workspace.traffic if _is_answer(entry.name)]

    def _said(self, body: Any) -> str:
        return json.dumps(body.get("arguments", body), ensure_ascii=False)


def _is_answer(name: str) -> bool:
    return name in ("response_url", "views.open", "views.update", "views.publish")


class Door:
    """What people of a community send in. `answers` is all that anybody was shown, in order of no importance."""

    def __init__(self, neighbours: Neighbours, app: App, logged: Any) -> None:
        self._neighbours = neighbours
        self._app = app
        self._logged = logged
        self.answers: list[str] = []

    def takes(self, who: Actor, name: str, way: Way, **changes: Any) -> str:
        """Somebody takes that way, its payload changed so; what it is acknowledged with."""
        team = self._neighbours.there.team if who is self._neighbours.boss else self._neighbours.here.team
        return self.sends({**payload(self._neighbours.slack, who, team, name, way), **changes})

    def sends(self, body: Body) -> str:
        answer = self._app.dispatch(BoltRequest(body=body, mode="socket_mode"))
        assert answer.status == 200, body
        if answer.body:
            self.answers.append(answer.body)
        return str(answer.body)

    @property
    def faults(self) -> list[Any]:
        """What was logged as an error: nothing that people can send should be one."""
        return [entry for entry in self._logged if entry["log_level"] in ("error", "critical")]


def every_way(at: dict[str, object], *rights: str) -> Iterator[tuple[str, Way]]:
    """Each way of those rights, or each there is, aimed so."""
    for name, way in WAYS.items():
        if not rights or way.right in rights:
            yield name, aimed(way, at)
