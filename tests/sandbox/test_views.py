from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.server import Sandbox
from tests.sandbox.conftest import START
from tests.sandbox.test_dialogs import modal
from tests.sandbox.test_events import HOME


@pytest.fixture
def trigger(slack: Sandbox, ana: Actor) -> str:
    return slack.workspace.desk.hand_trigger(ana.id).id


def test_trigger_works_once(client: WebClient, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view=modal())

    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())


def test_trigger_lives_three_seconds(slack: Sandbox, client: WebClient, trigger: str) -> None:
    slack.advance(timedelta(seconds=3.1))

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())


def test_made_up_trigger_is_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=modal())


def test_faulty_view_is_refused_and_costs_no_trigger(client: WebClient, ana: Actor, trigger: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.views_open(trigger_id=trigger, view=modal(title="x" * 25))

    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    client.views_open(trigger_id=trigger, view=modal())
    assert ana.dialog is not None


def test_huge_view_is_refused(client: WebClient, trigger: str) -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3000}} for _ in range(84)]

    with pytest.raises(SlackApiError, match="view_too_large"):
        client.views_open(trigger_id=trigger, view=modal(blocks))


def test_external_id_belongs_to_one_view(slack: Sandbox, client: WebClient, ana: Actor, luc: Actor) -> None:
    def open_for(actor: Actor) -> Any:
        trigger = slack.workspace.desk.hand_trigger(actor.id).id
        return client.views_open(trigger_id=trigger, view=modal(external_id="boat-1"))

    open_for(ana)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        open_for(luc)
    client.views_update(external_id="boat-1", view=modal(external_id="boat-1", title="Renamed"))

    assert ana.sees_dialog().title == "Renamed"


def test_push_needs_a_modal_and_stops_at_three(slack: Sandbox, client: WebClient, ana: Actor, trigger: str) -> None:
    desk = slack.workspace.desk
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_push(trigger_id=trigger, view=modal())
    client.views_open(trigger_id=desk.hand_trigger(ana.id).id, view=modal())
    for _ in range(2):
        client.views_push(trigger_id=desk.hand_trigger(ana.id, ana.sees_dialog().view.id).id, view=modal())

    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=desk.hand_trigger(ana.id, ana.sees_dialog().view.id).id, view=modal())


def test_home_keeps_its_id_and_minds_the_hash(client: WebClient, ana: Actor) -> None:
    first = client.views_publish(user_id=ana.id, view=HOME)["view"]
    second = client.views_publish(user_id=ana.id, view=HOME, hash=first["hash"])["view"]

    assert first["id"] == second["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=ana.id, view=HOME, hash=first["hash"])


def test_home_takes_home_views_only_and_must_be_enabled(slack: Sandbox, client: WebClient, ana: Actor) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.views_publish(user_id=ana.id, view=modal())

    slack.installation.manifest["features"]["app_home"]["home_tab_enabled"] = False

    with pytest.raises(SlackApiError, match="not_enabled"):
        client.views_publish(user_id=ana.id, view=HOME)


def test_view_is_stamped_on_the_workspace_s_clock(client: WebClient, trigger: str) -> None:
    view = client.views_open(trigger_id=trigger, view=modal())["view"]

    assert view["hash"].startswith(str(int(START.timestamp())))
    assert view["state"]["values"]["name"]["name"] == {"type": "plain_text_input", "value": None}
