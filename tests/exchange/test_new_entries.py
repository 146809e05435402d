"""What another app exported is added once, whatever became of it since."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.journal.day import Purge
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import without_moved
from kindtui.domain.journal.purge import purge
from kindtui.domain.journal.undo import undo
from kindtui.exchange.incoming import from_other_app, parse_other_app
from kindtui.exchange.other_apps.new_entries import NewEntries
from tests.support import EVENING, line

FILE = Path("diary.csv")
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
DATA = b"entryDate,entryContent\n2026-11-20,Tea with Noor\n"


def entries(field: str, day_start: int = 4) -> NewEntries:
    export = parse_other_app(DATA, FILE, EVENING)
    assert export
    return from_other_app(export.as_field(field), FILE, EVENING, day_start)


def edited(journal: Journal) -> Journal:
    day = journal.day(FRIDAY)
    rewritten = structs.replace(day.received[0], text="Coffee", updated_at=EVENING.at)
    return journal.with_day(structs.replace(day, received=(rewritten,)))


def moved(journal: Journal) -> Journal:
    [entry] = journal.day(FRIDAY).received
    journal = journal.with_day(without_moved(journal.day(FRIDAY), ("received", entry.uid)))
    return journal.with_day(structs.replace(journal.day(SATURDAY), received=(entry,)))


def removed(journal: Journal) -> Journal:
    day = journal.day(FRIDAY)
    return journal.with_day(
        structs.replace(day, received=(), deleted={day.received[0].uid: journal.next_timestamp(EVENING.at)})
    )


def purged(journal: Journal) -> Journal:
    return purge(journal, {FRIDAY}, journal.next_timestamp(EVENING.at))


@pytest.mark.parametrize("field", ["received", "notes"])
@pytest.mark.parametrize("change", [lambda journal: journal, edited, moved, removed, purged])
def test_again_changes_nothing(change: Callable[[Journal], Journal], field: str) -> None:
    ours = change(entries("received").merged_into(Journal(), EVENING.at))
    for day_start in (0, 4, 23):
        assert entries(field, day_start).merged_into(ours, EVENING.at) == ours


def test_after_an_undo_it_can_become_something_else() -> None:
    ours = entries("received").merged_into(Journal(), EVENING.at)
    at = ours.next_timestamp(EVENING.at)
    ours = structs.replace(undo(ours, at).journal, updated_at=at)
    assert not ours.day(FRIDAY).received
    ours = entries("notes").merged_into(ours, EVENING.at)
    day = ours.day(FRIDAY)
    assert ([note.text for note in day.notes], day.received) == (["Tea with Noor"], ())
    assert not ours.redo_steps  # which would bring it a second time
    assert entries("received").merged_into(ours, EVENING.at) == ours


def test_a_day_that_was_purged_before_takes_new_entries() -> None:
    ours = Journal().with_day(structs.replace(Journal().day(FRIDAY), purged=Purge(line().updated_at)))
    ours = structs.replace(ours, updated_at=line().updated_at)
    assert entries("notes").merged_into(ours, EVENING.at).day(FRIDAY).notes
