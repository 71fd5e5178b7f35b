"""A file the app sent: it is named in its message, and kept where its name is pressed."""

from pathlib import Path

from playwright.sync_api import expect

from sandbox.workspace import Channel, Post
from sandbox.workspace.files import File
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import Tabs

CSV = "\ufeffNom\nÉloïse\n".encode()


def test_a_file_is_named_in_its_message_and_can_be_kept(tab: Tabs, harbour: Harbour, room: Channel) -> None:
    slack = harbour.slack
    file = File("F1", "1-list & more.csv", len(CSV), slack.installation.bot_user, title="The list", content=CSV)
    file.shared = True
    slack.workspace.files[file.id] = file
    shown = file.describe(slack.url)
    post = Post(slack.workspace.new_ts(), room.id, slack.installation.bot_user, "Here it is", files=(shown,))
    slack.workspace.post(post)
    page = tab(at=room.name)

    expect(page.get_by_role("article").last).to_contain_text("Here it is")
    with page.expect_download() as kept:
        page.get_by_role("link", name="The list").click()

    assert kept.value.suggested_filename == "1-list & more.csv"
    assert Path(kept.value.path()).read_bytes() == CSV
