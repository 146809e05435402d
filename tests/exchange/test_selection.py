"""A part of a journal: which days, which kinds of entries, and what never comes along."""

from datetime import timedelta

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.exchange import json_file
from kindtui.exchange.chapters import nothing_in
from kindtui.exchange.selection import EVERYTHING, EntryKind, Selection
from tests.support import MORNING, TODAY, act, journal_of, journal_state, line

YESTERDAY = TODAY - timedelta(days=1)
DAY = Day(
    YESTERDAY,
    who=Answer("Sam", MORNING.at),
    energy=Answer(4, MORNING.at),
    acts=(act(), act("planned", "p")),
    received=(line("tea"),),
    notes=(line("rain", "n"),),
    deleted={"gone": MORNING.at},
)


def selected(journal: Journal, selection: Selection, *, to_be_read: bool = False) -> Journal:
    return selection.select(journal_state(journal), to_be_read=to_be_read).journal


def only(*kinds: EntryKind) -> Selection:
    return Selection(kinds=frozenset(kinds))


def test_without_a_selection_it_is_the_same_object() -> None:
    journal = journal_of([DAY])
    assert selected(journal, EVERYTHING) is journal


def test_kinds_of_entries() -> None:
    journal = journal_of([DAY])
    assert selected(journal, only("received")).days == {YESTERDAY: Day(YESTERDAY, received=DAY.received)}
    assert selected(journal, only("gave")).day(YESTERDAY).acts == DAY.acts[:1]
    assert selected(journal, only("plans", "scales")).day(YESTERDAY).acts == DAY.acts[1:]
    assert selected(journal, only("kept")).days == {}


def test_days_and_nothing_beside_them() -> None:
    custom = CustomEntry("c", "my own act", MORNING.at)
    journal = journal_of([DAY, Day(TODAY, received=(line(),))]).with_custom_entry("own_acts", custom)
    part = selected(journal, Selection(last=YESTERDAY))
    assert part.days == {YESTERDAY: DAY}
    assert list(json_file.read(json_file.write(part, {})).journal.custom_entries) == []


def test_days_away_end_with_the_part_where_it_is_read() -> None:
    away = Away("a", YESTERDAY, TODAY + timedelta(days=9), MORNING.at)
    journal = Journal(away={"a": away})
    assert selected(journal, Selection(last=TODAY)).away == {"a": away}
    assert selected(journal, Selection(last=TODAY), to_be_read=True).away == {
        "a": structs.replace(away, last=TODAY)
    }
    assert selected(journal, only("gave")).away == {}


def test_names_of_other_days_are_hidden_too() -> None:
    other = Day(TODAY, received=(line("Sam rang"),))
    selection = Selection(first=TODAY, names="initials")
    part = selected(journal_of([DAY, other]), selection, to_be_read=True)
    assert part.day(TODAY).received[0].text == "S. rang"


def test_nothing_in_days_is_fine() -> None:
    assert nothing_in(Selection(first=TODAY)) == "There's nothing in these days, and that's fine."
    assert nothing_in(only("kept")) == "There's none of that in these days, and that's fine."
