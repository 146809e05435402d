"""Whatever a day can hold is in every view of it: the opened day, `show`, the diary and search."""

import json

import pytest
from msgspec import structs

from kindtui.cli.commands import show
from kindtui.domain.journal.contents import day_items
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.parts import texts_of
from kindtui.domain.journal.search import SearchIndex
from kindtui.domain.state import State
from kindtui.exchange import markdown_diary
from kindtui.exchange.selection import EVERYTHING, Selected
from kindtui.tui.widgets.entry_list import entry_rows
from tests.support import CATALOG, MORNING, TODAY, act, line

NOT_SHOWN = {
    "day",
    "skipped",
    "not_away",
    "deleted",
    "moved",
    "purged",
}  # the date, and what shows by its absence
SHIPPED_CHECK = CATALOG.checks[0]
CUSTOM_CHECK = CustomEntry("mine", "I leave at six", MORNING.at)
ARCHIVED_CHECK = CustomEntry("old", "I sleep before eleven", MORNING.at, archived=True)

FULL_DAY = Day(
    TODAY,
    who=Answer("Zora", MORNING.at),
    energy=Answer(3, MORNING.at),
    mood_morning=Answer(4, MORNING.at),
    mood_evening=Answer(7, MORNING.at),
    connection=Answer(8, MORNING.at),
    rest=Answer(value=True, updated_at=MORNING.at),
    skipped={"evening": Answer(value=True, updated_at=MORNING.at)},
    checks={
        SHIPPED_CHECK.id: Answer("holds", MORNING.at),
        CUSTOM_CHECK.uid: Answer("not_today", MORNING.at),
        ARCHIVED_CHECK.uid: Answer("holds", MORNING.at),
    },
    acts=(structs.replace(act(), text="bring soup", who="Lin", when="at noon"),),
    received=(line("a seat by the window", "r"),),
    kept=(line("no to a late call", "k"),),
    notes=(line("a slow morning", "n"),),
)
WORDS_BY_FIELD = {
    "who": ["Zora"],
    "energy": ["Energy", "3 of 9"],
    "mood_morning": ["Mood in the morning", "4 of 9"],
    "mood_evening": ["Mood in the evening", "7 of 9"],
    "connection": ["Connection", "8 of 9"],
    "rest": ["day of rest"],
    "checks": [SHIPPED_CHECK.check, CUSTOM_CHECK.text, ARCHIVED_CHECK.text],
    "acts": ["bring soup", "at noon"],
    "received": ["a seat by the window"],
    "kept": ["no to a late call"],
    "notes": ["a slow morning"],
}
CONFLICT_TEXT = "a seat by the door"


def state_of(day: Day) -> State:
    """The state of a journal with that day, two custom checks, and a text that lost in a merge."""
    custom_entries = {("own_checks", one.uid): one for one in (CUSTOM_CHECK, ARCHIVED_CHECK)}
    conflicts = (Conflict(day.day, "received", "r", CONFLICT_TEXT, MORNING.at),)
    return State(
        Journal({day.day: day}, conflicts=conflicts, custom_entries=custom_entries), MORNING, CATALOG
    )


def opened_day(day: Day) -> str:
    return "\n".join(row.text.plain for row in entry_rows(state_of(day), day))


def diary(day: Day) -> str:
    state = state_of(day)
    return markdown_diary.write(Selected(state.journal, state.check_texts), EVERYTHING, TODAY).decode()


def only(field: str) -> Day:
    """The full day with that field alone."""
    return structs.replace(Day(TODAY), **{field: getattr(FULL_DAY, field)})


def test_every_field_of_a_day_is_named_here() -> None:
    assert WORDS_BY_FIELD.keys() | NOT_SHOWN == set(Day.__struct_fields__)


@pytest.mark.parametrize("field", WORDS_BY_FIELD)
def test_every_field_is_in_every_view(field: str) -> None:
    day = only(field)
    state = state_of(day)
    items = [item for item in day_items(day, state.check_texts) if item.kind == field]
    assert day.has_content
    assert len(items) == (3 if field == "checks" else 1)
    for words in WORDS_BY_FIELD[field]:
        assert words in opened_day(day)
        assert words in show.format_text(state, TODAY)
        assert words in diary(day)
    empty_day = json.loads(show.format_json(state_of(Day(TODAY)), TODAY))
    assert json.loads(show.format_json(state, TODAY))[field] != empty_day[field]


@pytest.mark.parametrize("field", WORDS_BY_FIELD)
def test_every_text_of_a_field_is_searched(field: str) -> None:
    day = only(field)
    index = SearchIndex(state_of(day).journal)
    assert all(index.find(text) == [TODAY] for text in texts_of(day))


def test_the_views_have_the_same_things_on_a_full_day() -> None:
    """With each item once, in the opened day as in `show`."""
    state = state_of(FULL_DAY)
    items = list(day_items(FULL_DAY, state.check_texts, state.journal.conflicts))
    row_ids = [row.id for row in entry_rows(state, FULL_DAY)]
    assert sorted(row_ids) == sorted(f"{item.kind} {item.uid}" for item in items)
    assert len(show.format_text(state, TODAY).splitlines()) == 1 + len(items)
    assert SearchIndex(state.journal).find(CONFLICT_TEXT) == [TODAY]
    assert all(
        CONFLICT_TEXT in view
        for view in (opened_day(FULL_DAY), show.format_text(state, TODAY), diary(FULL_DAY))
    )


def test_an_answer_that_was_taken_back_is_nowhere() -> None:
    day = Day(
        TODAY,
        who=Answer("", MORNING.at),
        energy=Answer(None, MORNING.at),
        rest=Answer(value=False, updated_at=MORNING.at),
        checks={CUSTOM_CHECK.uid: Answer("unanswered", MORNING.at)},
    )
    assert list(day_items(day, state_of(day).check_texts)) == []
