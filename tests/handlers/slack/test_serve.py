"""Serving a request: who asks, refusals and bugs."""

from dataclasses import replace
from typing import Any

from bot import events
from bot.errors.administration import TextNeeded
from bot.marketplace import opportunities
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Opportunity, OpportunityState, Person, Place, Receipt
from handlers.slack.request import Nothing, Reply, Request
from handlers.slack.router import Router
from handlers.slack.serve import Counter
from sandbox.faults import NoFaults
from tests.bot.marketplace.village import answers, draft
from tests.handlers.slack.window import Window, refusing, text

# who asks


def test_a_stranger_is_known_from_their_first_word(window: Window) -> None:
    luc = window.member("luc", locale="fr-CA", tz="America/Moncton", admin=True)
    assert text(window.types(luc, "", "/benevole")).startswith("Aucune offre")
    known, account = window.person(luc.id)
    assert (known.name, known.locale, known.timezone, known.admin) == ("Luc", "fr-CA", "America/Moncton", True)
    assert account.checked_at == window.village.desk.now()


def test_slack_is_asked_about_somebody_once(window: Window) -> None:
    ana = window.member("ana")
    window.types(ana, "")
    window.slack.platform.faults = asked = refusing("users.info", "internal_error")
    window.types(ana, "")
    assert asked.calls == 0


def test_who_slack_cannot_describe_is_served_and_asked_about_again(window: Window) -> None:
    luc = window.member("luc", locale="fr-CA")
    window.slack.platform.faults = refusing("users.info", "internal_error")
    assert text(window.types(luc, "")).startswith("Nothing is open")
    assert window.person(luc.id)[1].checked_at is None
    window.slack.platform.faults = NoFaults()
    assert text(window.types(luc, "")).startswith("Aucune offre")
    assert window.counted(Person) == 1


def test_who_the_operator_appointed_is_an_admin_from_their_first_word(window: Window) -> None:
    maya, ana = window.member("maya"), window.member("ana")
    with window.village.desk.work() as work:
        work.db.get_one(Place, window.village.place).appointed = [maya.id]
    assert "Review postings" in text(window.types(maya, "settings", "/volunteer-admin"))
    assert "Only admins" in text(window.types(ana, "settings", "/volunteer-admin"))


def test_an_appointed_admin_stays_one_when_their_profile_changes(window: Window) -> None:
    maya = window.member("maya", locale="fr-CA")
    with window.village.desk.work() as work:
        work.db.get_one(Place, window.village.place).appointed = [maya.id]
    window.types(maya, "")
    changed = {"id": maya.id, "profile": {"display_name": "Maya C."}, "tz": "Europe/Paris", "is_admin": False}
    window.counter.serve(window.request(maya, "event user_change", "event", subject=changed))
    known, _account = window.person(maya.id)
    assert (known.name, known.timezone, known.locale, known.admin) == ("Maya C.", "Europe/Paris", "fr-CA", True)


def test_who_is_deactivated_leaves_what_has_not_started(window: Window, number: int) -> None:
    ana, luc = window.member("ana"), window.member("luc")
    for who in (ana, luc):
        window.types(who, f"signup {number} designer")
        window.types(who, f"waitlist {number} designer")
    gone = {"id": ana.id, "deleted": True}
    window.counter.serve(window.request(ana, "event user_change", "event", subject=gone))
    assert window.village.told("signup.promoted") == [luc.id]


def test_news_of_somebody_slack_could_not_describe_arrives(window: Window, number: int) -> None:
    """Nothing was known of them but their id."""
    luc = window.member("luc", locale="fr-CA")
    window.slack.platform.faults = refusing("users.info", "internal_error")
    window.types(luc, f"signup {number} designer")
    renamed = {"id": luc.id, "profile": {"display_name": "Luc T."}, "locale": "fr-CA", "tz": "America/Moncton"}
    window.counter.serve(window.request(luc, "event user_change", "event", subject=renamed))
    known, account = window.person(luc.id)
    assert (known.name, known.locale, known.timezone) == ("Luc T.", "fr-CA", "America/Moncton")
    assert account.checked_at == window.village.desk.now()


def test_who_slack_could_not_describe_gives_the_seat_back_when_their_account_is_closed(
    window: Window, number: int
) -> None:
    ana = window.member("ana")
    window.slack.platform.faults = asked = refusing("users.info", "internal_error")
    window.types(ana, f"signup {number} designer")
    assert (window.village.taken(number)["Designer"], asked.calls) == (1, 1)
    gone = {"id": ana.id, "deleted": True}
    window.counter.serve(window.request(ana, "event user_change", "event", subject=gone))
    assert (window.village.taken(number)["Designer"], asked.calls) == (0, 1)


def test_news_of_somebody_that_comes_late_changes_nothing(window: Window, number: int) -> None:
    """Slack promises no order: what `updated` says is older was overtaken."""
    ana = window.member("ana", locale="fr-CA")
    window.types(ana, f"signup {number} designer")
    for subject in (
        {"id": ana.id, "tz": "Europe/Paris", "updated": 2_000_000_002},
        {"id": ana.id, "tz": "Asia/Tokyo", "updated": 2_000_000_001},
        {"id": ana.id, "tz": "Asia/Tokyo", "deleted": True, "updated": 2_000_000_001},
    ):
        window.counter.serve(window.request(ana, "event user_change", "event", subject=subject))
    known, _account = window.person(ana.id)
    assert (known.timezone, window.village.taken(number)["Designer"]) == ("Europe/Paris", 1)
    window.counter.serve(
        window.request(ana, "event user_change", "event", subject={"id": ana.id, "deleted": True, "updated": "soon"})
    )
    assert window.village.taken(number)["Designer"] == 0


def test_who_never_spoke_to_the_bot_is_not_kept(window: Window) -> None:
    ana = window.member("ana")
    assert window.counter.serve(window.request(ana, "event user_change", "event", subject={"id": ana.id})) is None
    assert window.counted(Person) == 0


def test_a_request_from_a_workspace_nobody_connected_is_a_bug_told_in_english(window: Window) -> None:
    luc = window.member("luc", locale="fr-CA")
    elsewhere = replace(window.typed(luc, ""), team="T0ELSEWHERE")
    assert text(window.counter.serve(elsewhere)).startswith("Something went wrong and nothing was changed.")


# refusals


def test_a_refusal_undoes_all_that_was_begun(window: Window) -> None:
    def begins(work: Work, request: Request, voice: Voice) -> Reply:
        opportunities.publish(work, draft(work))
        raise TextNeeded(1)

    ana = window.member("ana")
    counter = standing_alone(window, begins)
    assert text(counter.serve(window.request(ana, "test", "command"))).startswith("Say why")
    assert (window.counted(Opportunity), window.village.owed(state=None), window.counted(Receipt)) == (0, [], 1)


def test_faults_stand_beside_their_fields_and_the_dialog_stays(window: Window) -> None:
    luc = window.member("luc", locale="fr-CA")
    given = answers(title="", roles="Designer 0")
    ack = window.counter.serve(window.request(luc, "opportunity.posted", "submission", answers=given))
    assert ack is not None
    assert (ack["response_action"], set(ack["errors"])) == ("errors", {"title", "roles"})
    assert window.counted(Opportunity) == 0


def test_a_fault_of_a_field_that_is_not_shown_stands_beside_the_first(window: Window) -> None:
    """Slack takes no empty list of faults: it would tell of trouble connecting."""
    ana = window.member("ana")
    given = {name: value for name, value in answers().items() if name != "timezone"}
    request = window.request(ana, "opportunity.posted", "submission", answers=given, carried={"timezone": "Mars"})
    assert window.counter.serve(request) == {
        "response_action": "errors",
        "errors": {"title": "This is not a time zone. Use a name such as America/Toronto."},
    }


def test_a_refusal_of_a_whole_dialog_stands_beside_its_first_field(window: Window, number: int) -> None:
    ana = window.member("ana")
    carried = {"number": str(number), "version": ""}
    ack = window.counter.serve(
        window.request(ana, "opportunity.edited", "submission", answers=answers(), carried=carried)
    )
    assert ack is not None
    assert list(ack["errors"]) == ["title"]
    assert ack["errors"]["title"].startswith(f"Only the organizers of #{number} and the admins can do this.")


# bugs


def test_a_bug_leaves_nothing_written_and_gives_a_reference(window: Window) -> None:
    def breaks(work: Work, request: Request, voice: Voice) -> Reply:
        opportunities.publish(work, draft(work))
        raise KeyError("a bug")

    luc = window.member("luc", locale="fr-CA")
    counter = standing_alone(window, breaks)
    told = text(counter.serve(window.request(luc, "test", "command")))
    assert told.startswith("Un problème est survenu et rien n'a été modifié.")
    assert len(told.rsplit("`", 2)[1]) == 8
    assert (window.counted(Opportunity), window.counted(Receipt)) == (0, 0)
    assert window.person(luc.id)[0].name == "Luc"


def test_a_bug_in_a_dialog_leaves_all_that_was_typed(window: Window) -> None:
    def breaks(work: Work, request: Request, voice: Voice) -> Reply:
        raise KeyError("a bug")

    ana = window.member("ana")
    ack = standing_alone(window, breaks).serve(window.request(ana, "test", "submission", answers=answers()))
    assert ack is not None
    assert (ack["response_action"], list(ack["errors"])) == ("errors", ["title"])
    assert ack["errors"]["title"].startswith("Something went wrong and nothing was changed.")


def test_a_bug_in_what_follows_undoes_what_it_follows(window: Window, number: int) -> None:
    def breaks_later(work: Work, request: Request, voice: Voice) -> Reply:
        work.db.get_one(Opportunity, 1).state = OpportunityState.PAUSED
        work.happened(events.Left(signup_id=1, opportunity_id=1, role_id=10**9, had_seat=True))
        return Nothing()

    ana = window.member("ana")
    standing_alone(window, breaks_later).serve(window.request(ana, "test", "event"))
    assert window.village.state(number) is OpportunityState.OPEN


def test_after_a_bug_the_counter_serves_on(window: Window, number: int) -> None:
    def breaks_once(work: Work, request: Request, voice: Voice) -> Reply:
        if request.words == "again":
            return Nothing()
        raise KeyError("a bug")

    ana = window.member("ana")
    counter = standing_alone(window, breaks_once)
    counter.serve(window.request(ana, "test", "message"))
    assert counter.serve(window.request(ana, "test", "message", "again")) is None


def standing_alone(window: Window, handler: Any) -> Counter:
    """A counter with one route, "test"."""
    routes = Router()
    routes.on("test")(handler)
    return Counter(window.village.desk, routes, window.counter.screen)
