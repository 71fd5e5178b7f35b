from typing import Any

from sandbox.drafts import complete


def test_ids_and_defaults_are_filled_in_and_given_ones_kept() -> None:
    given: list[dict[str, Any]] = [
        {"type": "section", "block_id": "a", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]},
    ]

    section, actions = complete(given)

    assert (section["block_id"], section["text"]["verbatim"]) == ("a", False)
    assert actions["block_id"]
    assert actions["elements"][0]["action_id"]
    assert actions["elements"][0]["text"]["emoji"] is True
    assert "block_id" not in given[1]
