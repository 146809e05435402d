"""The list of changes is what pressing `u`, or `U`, time after time would say."""

from contextlib import suppress
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.changes import changes
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, ONE_DAY, Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.undo import ChangedSinceError, NothingToUndoError
from kindtui.domain.requests import EntryMoved, NoteWritten
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.storage.use_cases import REQUESTS, visible_content
from tests.support import CATALOG, TODAY, FakeClock


def session_over(journal: Journal) -> Session:
    return Session(MemoryStore(journal), FakeClock(), CATALOG)


def lived(seed: int, count: int, journal: Journal | None = None) -> Journal:
    """A journal after random requests, undos and redos."""
    rng, session = Random(seed), session_over(journal or Journal())
    for number in range(count):
        REQUESTS[rng.choice(sorted(REQUESTS))](session, rng, f"words {seed} {number}")
        while rng.random() < 0.3:
            with suppress(NothingToUndoError):
                session.undo() if rng.random() < 0.7 else session.redo()
    return session.open().journal


def pressed(journal: Journal, key: str) -> tuple[list[tuple[str, bool]], list[Journal]]:
    """What a key says each time, whether it refused, and the journal after it, until nothing is left."""
    session = session_over(journal)
    said: list[tuple[str, bool]] = []
    journals: list[Journal] = []
    while True:
        try:
            outcome = session.undo() if key == "u" else session.redo()
        except ChangedSinceError as error:
            said.append((error.reason, True))
        except NothingToUndoError:
            return said, journals
        else:
            assert outcome.undone is not None
            said.append((outcome.undone.label, False))
        journals.append(session.open().journal)


@given(st.integers(0, 2**32), st.integers(0, 25))
def test_the_list_says_what_the_keys_say(seed: int, count: int) -> None:
    """Also where another copy has changed what a step changed, so that it is refused."""
    journal = lived(seed, count)
    for each in (journal, merge(journal, lived(seed + 1, 4, lived(seed, count // 2)))):
        listed = changes(each, FakeClock().now().at)
        for key, found in (("u", listed.undoable), ("U", listed.redoable)):
            said, journals = pressed(each, key)
            assert [(one.label, one.is_refused) for one in found] == said
            assert len(found) <= MAX_UNDO_STEPS
            for number, after in enumerate(journals, start=1):
                rest = changes(after, FakeClock().now().at)
                left = rest.undoable if key == "u" else rest.redoable
                assert [one.label for one in left] == [one.label for one in found[number:]]


@given(st.integers(0, 2**32), st.integers(0, 12))
def test_looking_changes_nothing(seed: int, count: int) -> None:
    journal = lived(seed, count)
    before = visible_content(journal), journal.undo_steps, journal.redo_steps
    changes(journal, FakeClock().now().at)
    assert (visible_content(journal), journal.undo_steps, journal.redo_steps) == before


def test_each_has_the_time_of_its_step() -> None:
    journal = lived(3, 20)
    listed = changes(journal, FakeClock().now().at)
    assert [one.at for one in listed.undoable] == [step.at for step in reversed(journal.undo_steps)]
    assert [one.at for one in listed.redoable] == [step.at for step in reversed(journal.redo_steps)]


def test_moves_to_and_fro_are_undone_and_redone_one_by_one() -> None:
    """Of an entry that was on the same day twice, every step finds the version it knows."""
    session = session_over(Journal())
    session.submit(NoteWritten(TODAY, "words"))
    yesterday, places = TODAY - ONE_DAY, [TODAY]
    for on in (yesterday, TODAY, yesterday - ONE_DAY, yesterday):
        [uid] = [note.uid for note in session.open().journal.day(places[-1]).notes]
        session.submit(EntryMoved(on, places[-1], "notes", uid))
        places.append(on)
    for _ in range(2):
        for place in reversed(places[:-1]):
            session.undo()
            assert days_with_notes(session) == [place]
        for place in places[1:]:
            session.redo()
            assert days_with_notes(session) == [place]


def days_with_notes(session: Session) -> list[date]:
    return [on for on, day in session.open().journal.days.items() if day.notes]
