"""A day as a sheet of text: what is written is read back, and what cannot be understood is refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.day_sheet import SheetError, conflict_line, read_sheet, write_base, write_sheet
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.day_texts import DayTexts, EntryTexts, count_changes, day_texts, merge_day_texts
from kindtui.domain.text import clean_lines, one_line
from tests.support import TODAY, act, line

MARKS = (
    "#", "# ", "==", "== Notes ==", "[7f3a] ", "[abc]", "done: ", "Planned:", "let go: ", "who: x", "when:",
    "\\", "\n", "\n\n", "  ", "\t", "x", "\u0338", "\u3000", "\u2028", "\r",
)  # fmt: skip
RAW = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(MARKS)), max_size=6).map("".join)
LINES, ONE_LINE = RAW.map(clean_lines).filter(bool), RAW.map(one_line)
TAGS = ("", "7f3a", "91c2", "0000", "abcd", "123456")
FOUND = DayTexts(
    "Lin",
    acts=(EntryTexts("held the door", "7f3a", "done", when="after lunch"),),
    received=(EntryTexts("tea\nand cake", "91c2"), EntryTexts("a seat", "0000")),
)
SHEET = write_sheet(FOUND, "Sunday")


@st.composite
def days(draw: Any) -> DayTexts:
    tags = list(draw(st.permutations(TAGS)))
    fields: dict[str, tuple[EntryTexts, ...]] = {}
    for field in ("acts", "received", "kept", "notes"):
        entries = [
            EntryTexts(draw(LINES), tags.pop() if tags else "") for _ in range(draw(st.integers(0, 2)))
        ]
        if field == "acts":
            states = st.sampled_from(("done", "planned", "let_go"))
            entries = [
                EntryTexts(entry.text, entry.tag, draw(states), draw(ONE_LINE), draw(ONE_LINE))
                for entry in entries
            ]
        fields[field] = tuple(entries)
    return DayTexts(draw(ONE_LINE), **fields)


@given(days())
def test_what_is_written_is_read_back(texts: DayTexts) -> None:
    sheet = write_sheet(texts, "Sunday")
    assert read_sheet(sheet, sheet) == (texts, texts)
    stripped = "\n".join(line.rstrip() for line in sheet.split("\n"))
    assert read_sheet(f"{stripped}\n\n", sheet)[1] == texts


@given(days(), RAW)
def test_whatever_is_typed_is_in_the_texts_or_refused(texts: DayTexts, typed: str) -> None:
    sheet = write_sheet(texts, "Sunday")
    word = "kindness"
    with suppress(SheetError):
        _, after = read_sheet(f"{sheet}\n{clean_lines(typed)}{word}", sheet)
        assert word in repr(after)


def test_an_entry_is_changed_added_and_removed_by_its_lines() -> None:
    edited = SHEET.replace("  and cake", "  and buns\n\n  a third line").replace("[0000] a seat", "a chair")
    edited = edited.replace("done: held the door", "planned: hold the door\n  who: Sam")
    _, after = read_sheet(edited.replace("Lin", ""), SHEET)
    assert after == DayTexts(
        acts=(EntryTexts("hold the door", "7f3a", "planned", "Sam", "after lunch"),),
        received=(EntryTexts("tea\nand buns\n\na third line", "91c2"), EntryTexts("a chair")),
    )
    counts = count_changes(FOUND, after)
    assert (counts.added, counts.changed, counts.removed) == (1, 2, 2)


def test_an_entry_below_another_heading_is_a_new_one_there() -> None:
    _, after = read_sheet(SHEET.replace("[0000] a seat\n", "") + "\n[0000] a seat", SHEET)
    assert after.received == FOUND.received[:1]
    assert after.notes == (EntryTexts("a seat"),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[0000] a seat", "# a seat", "Line 19 starts with #"),
        ("[0000] a seat", "[00000] a seat", "Line 19 starts with a mark"),
        ("[0000] a seat", "[91c2] a seat", "Line 19 has the same mark"),
        ("== Acts ==", "== Deeds ==", "Line 12 isn't one of the headings"),
        ("== Received ==\n", "", "== Received == is missing"),
        ("Lin", "Lin\nSam", "Line 11 is a second name"),
        ("== Who ==", "", "Line 10 is above the first heading"),
        ("done: held the door", "done:", "Line 13 is an act without words"),
        ("  when: after lunch", "  when: one\n  when: two", "Line 15 repeats"),
        ("== Acts ==", "== Acts ==\nwho: Sam", "Line 13 belongs to an act"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_line(old: str, new: str, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read_sheet(SHEET.replace(old, new), SHEET)


def test_both_versions_are_in_the_sheet_of_a_conflict() -> None:
    ours = read_sheet(SHEET.replace("tea", "coffee").replace("[0000] a seat\n", ""), SHEET)[1]
    theirs = read_sheet(SHEET.replace("tea", "water").replace("a seat", "a chair"), SHEET)[1]
    merged = merge_day_texts(FOUND, ours, theirs)
    sheet = write_sheet(merged.texts, "Sunday", merged.conflicts)
    base = write_base(theirs, sheet)
    assert "#   water" in sheet
    assert sheet.split("\n")[conflict_line(sheet) - 1].startswith("# This changed")
    before, after = read_sheet(sheet, base)
    assert (before, after) == (theirs, merged.texts)
    assert after.received == (EntryTexts("coffee\nand cake", "91c2"), EntryTexts("a chair", "0000"))


def test_entries_that_were_removed_in_another_window_are_in_the_order_they_were_written() -> None:
    tags = ["91c2", "0000", "abcd", "7f3a", "1234", "5678", "9abc", "def0"]
    found = DayTexts(notes=tuple(EntryTexts(f"note {tag}", tag) for tag in tags))
    ours = DayTexts(notes=tuple(EntryTexts(f"my note {tag}", tag) for tag in tags))
    merged = merge_day_texts(found, ours, DayTexts())
    assert [entry.text for entry in merged.texts.notes] == [f"my note {tag}" for tag in tags]
    assert [conflict.index for conflict in merged.conflicts] == list(range(len(tags)))


def test_a_name_that_was_removed_in_another_window_is_told_as_removed() -> None:
    merged = merge_day_texts(FOUND, structs.replace(FOUND, who="Sam"), structs.replace(FOUND, who=""))
    sheet = write_sheet(merged.texts, "Sunday", merged.conflicts)
    assert "# This was removed in another window. Leave it here to add it again.\nSam\n" in sheet
    assert "# This changed" not in sheet


@given(days(), days())
def test_a_version_can_be_merged_again(ours: DayTexts, theirs: DayTexts) -> None:
    merged = merge_day_texts(DayTexts(), ours, theirs)
    assert merge_day_texts(DayTexts(), ours, merged.texts).texts == merged.texts or merged.conflicts


def test_a_tag_belongs_to_its_entry_alone() -> None:
    alone = day_texts(Day(TODAY, acts=(act(),)))
    beside = day_texts(Day(TODAY, acts=(act(uid="b"), act()), received=(line(uid="a"),)))
    tags = [entry.tag for entry in (*beside.acts, *beside.received)]
    assert alone.acts[0].tag == tags[1]
    assert len(set(tags)) == 3
