"""A text of several lines comes out of every file as it went in, whatever its lines begin or end with."""

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import structs

from kindtui.cli.commands.show import format_text
from kindtui.domain.describe import day_object
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.search import SearchIndex
from kindtui.domain.text import clean_lines
from kindtui.exchange import csv_file, incoming, json_file, markdown_diary
from kindtui.exchange.selection import EVERYTHING, Selected
from tests.support import EVENING, TODAY, act, journal_of, journal_state, line

OPENERS = (
    "", "- ", "* ", "+ ", "1. ", "12) ", "# ", "## ", "> ", "```", "~~~", "    ", "| a | b |", "---", "===",
    "***", "=1+1", "@x", "'=1", '"', '","', ";", ".", "q", "\\", "<b>", "<!--", "[a]: b", "&amp;", "`", "_",
    "🤝🏽", "長い", "שלום", "e\u0301", "\u3000", "\u00a0", ":", "[x] ", "$$", "%%", "\t", "-\u00a0", "1.",
    "-", "+", "#",
)  # fmt: skip
LINES = st.tuples(
    st.sampled_from(OPENERS), st.sampled_from(["", "tea", "tea ", "tea\\", "a  b", "with Lin,"])
).map("".join)
TEXTS = (
    st.lists(LINES, min_size=1, max_size=6).map("\n".join).map(clean_lines).filter(lambda text: text != "")
)


def journal_with(received: str, gave: str, kept: str, note: str) -> Journal:
    return journal_of([
        Day(
            TODAY,
            received=(line(received, "r"),),
            acts=(structs.replace(act(uid="g"), text=gave),),
            kept=(line(kept, "k"),),
            notes=(line(note, "n"),),
        )
    ])  # fmt: skip


def texts_of(journal: Journal) -> list[str]:
    day = journal.day(TODAY)
    return [part[0].text for part in (day.received, day.acts, day.kept, day.notes)]


def imported(data: bytes, ours: Journal | None = None) -> Journal:
    found = incoming.parse(data, Path("file"))
    return found.merged_into(ours or Journal(), EVENING.at)


def saved_by_a_spreadsheet(data: bytes, line_break: str, delimiter: str = ",") -> bytes:
    """The same table as another program writes it: with its own line breaks, all cells quoted, and a mark."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=line_break)
    writer.writerows([cell.replace("\n", line_break) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


@given(TEXTS)
def test_a_saved_text_is_the_same_when_it_is_saved_again(text: str) -> None:
    assert clean_lines(text) == text
    assert clean_lines(text.replace("\n", "\r\n")) == text
    assert clean_lines(f"\n\n {text}\n\n") == text


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_json_and_csv_bring_every_line_back(received: str, gave: str, kept: str, note: str) -> None:
    journal = journal_with(received, gave, kept, note)
    written = [received, gave, kept, note]
    table = csv_file.write(journal)
    for data in (json_file.write(journal, {}), table):
        assert texts_of(imported(data)) == written
        again = imported(data, journal)
        assert texts_of(again) == written
        assert not again.conflicts
    for line_break in ("\n", "\r\n"):
        back = imported(saved_by_a_spreadsheet(table, line_break), journal)
        assert back.days == journal.days, "a spreadsheet that changes nothing changes nothing"
        assert not back.conflicts


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_the_diary_has_every_line_where_a_reader_sees_it(
    received: str, gave: str, kept: str, note: str
) -> None:
    journal = journal_with(received, gave, kept, note)
    diary = markdown_diary.write(Selected(journal, {}), EVERYTHING, TODAY).decode()
    items: list[str] = []
    paragraphs: list[str] = []
    depth = 0
    for token in MarkdownIt("commonmark").enable("table").parse(diary):
        depth += token.nesting if token.type.startswith("list_item") else 0
        assert token.type not in ("code_block", "fence", "html_block", "table_open", "blockquote_open"), token
        assert depth <= 1, "a list within an item"
        if token.type == "inline" and depth:
            paragraphs.append(seen_by_a_reader(token.children or []))
        if token.type == "list_item_close":
            items.append("\n\n".join(paragraphs))
            paragraphs = []
    for text, label in ((received, "Received"), (gave, "Gave"), (kept, "Kept"), (note, "Note")):
        assert [item for item in items if item == f"{label}: {text}"], (text, items)


def seen_by_a_reader(children: Sequence[Token]) -> str:
    breaks = {"hardbreak": "\n", "softbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in children)


@given(TEXTS, TEXTS)
def test_a_day_in_words_has_each_line_below_the_one_before(received: str, note: str) -> None:
    state = journal_state(journal_of([Day(TODAY, received=(line(received, "r"),), notes=(line(note, "n"),))]))
    shown = format_text(state, TODAY).split("\n")[1:]
    width = max(shown[0].index("Received") + len("Received"), 0) + 2
    rows = [row[width:] if row.strip() else "" for row in shown]
    assert "\n".join(rows) == f"{received}\n{note}"
    found = day_object(state.lived.day(TODAY), TODAY)
    assert (found["received"], found["notes"]) == ([received], [note])


@given(TEXTS, TEXTS)
def test_both_texts_of_a_merge_keep_their_lines(one: str, other: str) -> None:
    ours, theirs = (
        journal_of([Day(TODAY, received=(structs.replace(line(text), updated_at=at),))])
        for text, at in ((one, EVENING.at), (other, EVENING.at.replace(minute=59)))
    )
    for merged in (merge(ours, theirs), merge(theirs, ours)):
        assert merged.day(TODAY).received[0].text == other
        assert [lost.text for lost in merged.conflicts] == [one] * (one != other)
        back = imported(json_file.write(merged, {}))
        assert (back.day(TODAY).received[0].text, [lost.text for lost in back.conflicts]) == (
            other,
            [lost.text for lost in merged.conflicts],
        )


@given(TEXTS)
def test_a_search_finds_words_of_every_line(text: str) -> None:
    index = SearchIndex(journal_of([Day(TODAY, notes=(line(text, "n"),))]))
    for word in text.split():
        assert index.find(word) == [TODAY]
    assert index.find(text) == [TODAY], "a text copied from another place is found"


# jrnl does not tell what separates a body from a title that ends a sentence or has a blank line below it.
JRNL_TEXTS = TEXTS.filter(lambda text: not re.match(r".*(\n|[.!?…])\n", text))


@given(st.lists(st.tuples(st.sampled_from(["@gave", "@received", "@kept", ""]), JRNL_TEXTS), max_size=4))
def test_entries_of_jrnl_keep_their_paragraphs(entries: list[tuple[str, str]]) -> None:
    """Jrnl takes the first line, or its first sentence, for the title."""
    written = []
    for number, (tag, text) in enumerate(entries):
        first, _, body = f"{tag} {text}".strip().partition("\n")
        written.append({
            "title": first, "body": body, "date": "2026-11-20", "time": f"08:{number:02}",
            "tags": [tag] if tag else [],
        })  # fmt: skip
    if not written:
        return
    export = incoming.parse_other_app(json.dumps({"entries": written}).encode(), Path("file"), EVENING)
    assert export
    days = incoming.from_other_app(export, Path("file"), EVENING, 4).journal.days.values()
    found = [
        one.text
        for day in days
        for part in ("acts", "received", "kept", "notes")
        for one in getattr(day, part)
    ]
    expected = [
        text for wanted in ("@gave", "@received", "@kept", "") for tag, text in entries if tag == wanted
    ]
    assert found == expected
