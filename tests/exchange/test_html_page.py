"""The page: it loads and runs nothing, shows every word as written, and says nothing unkind."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.exchange import html_page
from kindtui.exchange.selection import EVERYTHING, Selection
from tests.support import MORNING, TODAY, act, journal_of, journal_state, line

HOSTILE = '</style><script>alert(1)</script> & "x" <img src=http://a.b onerror=x>'


def page(journal: Journal, selection: Selection = EVERYTHING) -> str:
    selected = selection.select(journal_state(journal), to_be_read=True)
    return html_page.write(selected, selection, TODAY).decode()


class Tags(HTMLParser):
    """Collects the tags and the attributes of a page, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {f"{name}={value}" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_is_loaded_or_run_whatever_was_written() -> None:
    day = Day(TODAY, who=Answer(HOSTILE, MORNING.at), received=(line(HOSTILE),), acts=(act(),))
    source = page(journal_of([day]))
    tags = Tags(source)
    assert not tags.names & {"script", "img", "link", "iframe", "object", "base", "form"}
    assert not [one for one in tags.attributes if re.match(r"on|style=|src=|href=(?!#)", one)]
    assert tags.text.count(HOSTILE) == 2
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|https?:", style[1])
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in unescape(source)


def test_lines_and_paragraphs_stay_and_have_their_own_direction() -> None:
    source = page(journal_of([Day(TODAY, notes=(line("שלום\nline\n\nparagraph"),))]))
    assert '<p lang="" dir="auto">שלום<br>\nline</p><p lang="" dir="auto">paragraph</p>' in source


def test_a_mark_is_shown_only_if_it_is_true_of_the_whole_day() -> None:
    day = Day(TODAY.replace(day=1), received=(line("tea"),), notes=(line("rain", "n"),))
    assert "a kind day" in page(journal_of([day]))
    notes = page(journal_of([day]), Selection(kinds=frozenset({"notes"})))
    assert "rain" in notes
    assert not re.search("tea|a kind day|a quiet day", notes)


def test_an_empty_page_is_kind() -> None:
    assert "Nothing&#x27;s written yet." in page(Journal())
    some = Selection(first=TODAY, last=TODAY, kinds=frozenset({"kept"}))
    assert "and that&#x27;s fine" in page(Journal(), some)


def test_the_title_says_nothing_private() -> None:
    day = Day(TODAY, who=Answer("Sam Kerr", MORNING.at), acts=(structs.replace(act(), who="Sam Kerr"),))
    assert "<title>My kindness diary</title>" in page(journal_of([day]))
