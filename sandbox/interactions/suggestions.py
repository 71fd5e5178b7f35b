"""Menus the app fills while somebody types: `block_suggestion`."""

from sandbox.delivery import Envelope
from sandbox.elements import Control
from sandbox.interactions.payloads import Json, interaction, source_parts
from sandbox.limits import suggestion_faults
from sandbox.platform import Platform
from sandbox.workspace import Post, View

SHORTEST_QUERY = 3
"""docs.slack.dev, external select: `min_query_length` is 3 unless set."""


def ask(platform: Platform, user: str, source: Post | View, control: Control, typed: str) -> list[Json]:
    """The options offered for what was typed, groups flattened; empty when the app did not answer sensibly.

    ValueError when too little was typed for Slack to ask.
    """
    shortest = control.element.get("min_query_length", SHORTEST_QUERY)
    if len(typed) < shortest:
        raise ValueError(f"{control.label!r} asks for options from {shortest} characters on")
    payload = interaction(platform, "block_suggestion", user) | source_parts(platform, source)
    payload |= {"action_id": control.action_id, "block_id": control.block_id, "value": typed}
    answer = platform.ask(Envelope("interactive", payload))
    if answer.fault or suggestion_faults(answer.payload):
        return []
    grouped = [option for group in answer.payload.get("option_groups", []) for option in group["options"]]
    return list(answer.payload.get("options", [])) + grouped
