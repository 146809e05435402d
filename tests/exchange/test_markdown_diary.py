"""The diary: every word of every day, as it was written."""

from datetime import timedelta

from hypothesis import given
from markdown_it import MarkdownIt
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.search import distinct_texts
from kindtui.exchange import markdown_diary
from kindtui.exchange.selection import EVERYTHING, Selected
from tests.domain.merge_strategies import journals
from tests.support import CATALOG, MORNING, TODAY, act, journal_of, line, rest_day

CHECK_TEXTS = {check.id: check.check for check in CATALOG.checks}
YESTERDAY = TODAY - timedelta(days=1)


def diary(journal: Journal) -> str:
    return markdown_diary.write(Selected(journal, CHECK_TEXTS), EVERYTHING, TODAY).decode()


def read(markdown: str) -> str:
    """What a reader sees."""
    tokens = MarkdownIt().parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text", "text_special", "em_open", "em_close", "strong_open", "strong_close", "softbreak",
    }  # fmt: skip
    return "".join(child.content for child in inline)


def test_a_page() -> None:
    day = Day(
        TODAY,
        who=Answer("Sam", MORNING.at),
        energy=Answer(6, MORNING.at),
        acts=(structs.replace(act(), when="after lunch"),),
        received=(line("Lin saved me the last piece of cake."),),
        kept=(line("I said no to a third meeting."),),
    )
    assert diary(journal_of([rest_day(YESTERDAY), day])) == (
        "# My kindness diary\n\n21 to 22 November 2026 · 1 kind day · 1 rest day\n\n"
        "## November 2026\n\n### Saturday 21 November\n\n- A day of rest\n\n"
        "### Sunday 22 November\n\n_For Sam · Energy 6 of 9_\n\n"
        "- **Gave:** text Sam (after lunch)\n- **Received:** Lin saved me the last piece of cake.\n"
        "- **Kept:** I said no to a third meeting.\n"
    )


@given(journals())
def test_no_word_is_left_out(journal: Journal) -> None:
    seen = read(diary(journal))
    for day in journal.days.values():
        assert all(text in seen for text in distinct_texts(day))


def test_signs_of_markdown_are_read_as_they_were_written() -> None:
    text = "*a* _b_ `c` [d](http://e) <b>f</b> &amp; #g ~~h~~ | $i$ \\ ![j](k) <http://l>"
    assert text in read(diary(journal_of([Day(TODAY, received=(line(text),))])))


def test_a_text_that_lost_in_a_merge_is_in_it() -> None:
    lost = Conflict(TODAY, "received", "r", "another tea", MORNING.at)
    assert "another tea" in diary(Journal(conflicts=(lost,)))


def test_nothing_is_written_yet() -> None:
    assert "Nothing's written yet." in diary(Journal())
