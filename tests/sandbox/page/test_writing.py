import pytest

from sandbox.page.writing import html_of, html_of_text
from sandbox.server import Sandbox
from sandbox.words.reader import Reader
from tests.sandbox.page.demo import MANIFEST


@pytest.fixture
def reader() -> Reader:
    slack = Sandbox(MANIFEST)
    ana = slack.member("ana", "Ana Silva")
    slack.channel("general")
    return ana.reader


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* _b_ ~c~", "<strong>a</strong> <em>b</em> <s>c</s>"),
        ("`x < y`", "<code>x &lt; y</code>"),
        ('&lt;b&gt; &amp;amp; "', "&lt;b&gt; &amp;amp; &quot;"),
        (
            "<https://example.org/?a=1&amp;b=2|here>",
            '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>',
        ),
        ("<javascript:alert(1)|here>", "here"),
        (
            '<https://example.org/"onclick="x|here>',
            '<a href="https://example.org/&quot;onclick=&quot;x" target="_blank" rel="noopener noreferrer">here</a>',
        ),
        ("<!channel>", '<span class="mention ">@channel</span>'),
        (":tada: :nobody_knows:", "🎉 :nobody_knows:"),
    ],
)
def test_line_is_written_as_html(reader: Reader, text: str, html: str) -> None:
    assert html_of(reader, text) == f'<div class="line" dir="auto">{html}</div>'


def test_quotes_and_bullets_are_grouped(reader: Reader) -> None:
    html = html_of(reader, "&gt; one\n&gt; two\n• three\n• four")

    assert html == (
        '<blockquote dir="auto">one<br>two</blockquote><ul><li dir="auto">three</li><li dir="auto">four</li></ul>'
    )


def test_preformatted_text_has_no_empty_line_around_it(reader: Reader) -> None:
    html = html_of(reader, "a\n```x\n  y```\nb")

    assert html == '<div class="line" dir="auto">a</div><pre>x\n  y</pre><div class="line" dir="auto">b</div>'


def test_empty_line_keeps_its_height(reader: Reader) -> None:
    assert html_of(reader, "a\n\nb").count("<br>") == 1


def test_plain_text_object_is_not_read_as_mark_up(reader: Reader) -> None:
    given = {"type": "plain_text", "text": "*a* <script>"}

    assert html_of_text(reader, given) == '<div class="line" dir="auto">*a* &lt;script&gt;</div>'
