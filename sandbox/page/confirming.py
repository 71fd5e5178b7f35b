"""The confirmation dialog an element may ask for."""

from nicegui import ui

from sandbox.elements import Json
from sandbox.page.tags import box, markup, words
from sandbox.page.visit import Visit
from sandbox.page.writing import html_of_text, plain


async def agreed(visit: Visit, question: Json) -> bool:
    """Ask, and wait for the answer; closing it is a no."""
    reader = visit.actor.reader
    with visit.client, ui.dialog() as dialog, box("div", "modal small") as card:
        title = words("h2", plain(reader, question["title"]), "modal-title")
        markup(html_of_text(reader, question["text"]), "modal-body prose")
        with box("div", "modal-foot"):
            deny = words("button", plain(reader, question["deny"]), "btn", type="button")
            style = "danger" if question.get("style") == "danger" else "primary"
            confirm = words("button", plain(reader, question["confirm"]), f"btn {style}", type="button")
    card.props.update({"role": "alertdialog", "aria-labelledby": title.html_id, "aria-modal": "true"})
    confirm.props["data-autofocus"] = "true"
    deny.on("click", lambda: dialog.submit(False))
    confirm.on("click", lambda: dialog.submit(True))
    dialog.props["role"] = "none"
    answer = await dialog
    if not dialog.is_deleted:  # it goes with the tab
        dialog.delete()
    return bool(answer)
