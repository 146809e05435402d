"""Undo through a session: one step back is the state before, in memory, on a disk and after a restart.

The journal on the disk may be locked, and each session has the key then.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain import requests
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import ChangedSinceError, NothingToUndoError, RemovedText
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    PartRemoved,
    ReceivedWritten,
    RestChosen,
    TextRewritten,
    TextThrownAway,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.locked_journals import plain_words, store_at, words_of
from tests.storage.use_cases import REQUESTS, YESTERDAY, VisibleContent, visible_content
from tests.support import CATALOG, TODAY, FakeClock, lock_journal, texts

CASES = st.lists(st.tuples(st.sampled_from(sorted(REQUESTS)), st.integers(0, 99)), max_size=12)
UNDO = "undo"
MIXED = st.lists(st.tuples(st.sampled_from([*sorted(REQUESTS), UNDO, UNDO]), st.integers(0, 99)), max_size=24)
# What does not need to know a text that is there already.
WITHOUT_KEY = (
    "ActChosen", "ActStateChanged", "CheckAnswered", "DayPartSkipped", "DayRemoved", "DaysAwayChosen",
    "DaysAwayEnded", "GivenActWritten", "KeptBoundaryWritten", "KindnessAwaited", "NoteWritten",
    "PartRemoved", "ReceivedWritten", "ReflectionWritten", "RestChosen", "ScaleRated", "SettingsChanged",
)  # fmt: skip
MIXED_WITHOUT_KEY = st.lists(
    st.tuples(st.sampled_from([*WITHOUT_KEY, UNDO, UNDO]), st.integers(0, 99)), max_size=24
)
Opening = Callable[[], Session]


is_locked = pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])


@pytest.fixture
def path(lockable_path: Path) -> Path:
    return lockable_path


def session_at(path: Path, *, has_key: bool = True) -> Session:
    clock = FakeClock()
    return Session(store_at(path, clock, has_key=has_key), clock, CATALOG)


def play(opening: Opening, cases: list[tuple[str, int]], changing: Opening | None = None) -> None:
    """Do these things; each undo has to lead to the state before, whatever came between.

    Args:
        opening: returns a session, which has the key.
        cases: what is done, and the chance in it.
        changing: returns the sessions that change something; those of `opening` by default.
    """
    history: list[VisibleContent] = []
    for number, (name, chance) in enumerate(cases):
        session = opening()
        journal = session.open().journal
        if name != UNDO:
            REQUESTS[name]((changing or opening)(), Random(chance), f"text{number}")
            after = opening().open().journal
            if after.undo_steps != journal.undo_steps:
                history.append(visible_content(journal))
        elif history:
            session.undo()
            assert visible_content(opening().open().journal) == history.pop()
        else:
            with pytest.raises(NothingToUndoError, match="nothing to undo"):
                session.undo()


@given(MIXED, CASES)
def test_every_undo_is_one_step_back_in_memory(
    mixed: list[tuple[str, int]], more: list[tuple[str, int]]
) -> None:
    session = Session(MemoryStore(), FakeClock(), CATALOG)
    play(lambda: session, [*mixed, *more, *[(UNDO, 0)] * 40])


@is_locked
@given(MIXED)
def test_every_undo_is_one_step_back_after_a_restart(is_locked: bool, mixed: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.json"
        if is_locked:
            lock_journal(path)
        play(lambda: session_at(path), [*mixed, *[(UNDO, 0)] * 25])
        assert not is_locked or not plain_words(path.parent, words_of(path))


@given(MIXED_WITHOUT_KEY)
def test_what_is_changed_without_the_key_is_undone_with_it(mixed: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.json"
        lock_journal(path)
        cases = [*mixed, *[(UNDO, 0)] * 25]
        play(lambda: session_at(path), cases, lambda: session_at(path, has_key=False))
        assert not plain_words(path.parent, words_of(path))


@pytest.mark.parametrize("name", REQUESTS)
def test_every_use_case_can_be_undone(name: str, path: Path) -> None:
    for chance in range(12):
        session = session_at(path)
        session.submit(RestChosen(TODAY, is_rest_day=True))
        session.submit(ActChosen(YESTERDAY, Plan("bring soup")))
        session.submit(ActChosen(TODAY, Plan("write a card", "Noor")))
        before = session.open().journal
        REQUESTS[name](session, Random(chance), "text")
        if session.open().journal.undo_steps != before.undo_steps:
            session.undo()
        assert visible_content(session_at(path).open().journal) == visible_content(before)


def test_it_goes_fifty_steps_back_and_no_further(path: Path) -> None:
    session = session_at(path)
    for number in range(MAX_UNDO_STEPS + 5):
        session.submit(ReceivedWritten(TODAY, f"line {number}"))
    for _ in range(MAX_UNDO_STEPS):
        session_at(path).undo()
    assert texts(session.open().journal) == {f"line {number}" for number in range(5)}
    with pytest.raises(NothingToUndoError, match="nothing to undo"):
        session_at(path).undo()


def test_fifty_changes_of_one_answer_go_back_one_by_one(path: Path) -> None:
    session = session_at(path)
    for number in range(MAX_UNDO_STEPS):
        session.submit(ActChosen(TODAY, Plan("bring soup", f"name {number}")))
    for number in reversed(range(1, MAX_UNDO_STEPS)):
        who = session_at(path).undo().state.day.who
        assert who is not None
        assert who.value == f"name {number - 1}"


def test_an_entry_taken_away_leaves_a_tombstone(path: Path) -> None:
    session = session_at(path)
    [line] = session.submit(ReceivedWritten(TODAY, "tea")).state.day.received
    outcome = session.undo()
    day = outcome.state.day
    assert (day.received, list(day.deleted)) == ((), [line.uid])
    assert outcome.undone is not None
    assert outcome.undone.removed_texts == (RemovedText(TODAY, "received", "tea"),)


def test_what_another_window_undid_is_not_undone_again(path: Path) -> None:
    first, second = session_at(path), session_at(path)
    for text in ("one", "two", "three"):
        first.submit(ReceivedWritten(TODAY, text))
    second.open()
    first.undo()
    assert texts(second.undo().state.journal) == {"one"}
    assert texts(first.undo().state.journal) == set()


def test_what_another_window_changed_since_is_refused_in_words(path: Path) -> None:
    first, second = session_at(path), session_at(path)
    [act] = first.submit(ActChosen(TODAY, Plan("bring soup"))).state.day.acts
    second.submit(ActStateChanged(TODAY, act.uid, "done"))
    steps = second.open().journal.undo_steps
    second.store.transact(
        lambda journal: structs.replace(Journal(journal.days, undo_steps=steps[:1]), keyring=journal.keyring)
    )
    with pytest.raises(NothingToUndoError, match="that act has changed since"):
        first.undo()
    assert first.open().day.acts[0].state == "done"


def test_a_refused_step_makes_room_for_the_one_before_it(path: Path) -> None:
    session = session_at(path)
    session.submit(ReceivedWritten(TODAY, "tea"))
    [act] = session.submit(ActChosen(TODAY, Plan("bring soup"))).state.day.acts
    steps = session.open().journal.undo_steps
    session.submit(ActStateChanged(TODAY, act.uid, "done"))
    session.store.transact(lambda journal: structs.replace(journal, undo_steps=steps))
    with pytest.raises(ChangedSinceError):
        session.undo()
    outcome = session.undo()
    assert not outcome.state.day.received
    assert outcome.undone is not None
    assert outcome.undone.removed_texts == (RemovedText(TODAY, "received", "tea"),)


def test_an_answer_that_changes_nothing_leaves_no_day_behind(path: Path) -> None:
    session = session_at(path)
    state = session.submit(ActStateChanged(TODAY, "nobody", "done")).state
    assert state.journal.days == {}
    assert state.is_new


def test_a_day_of_which_nothing_is_left_counts_as_never_written(path: Path) -> None:
    session = session_at(path)
    session.submit(ReceivedWritten(YESTERDAY, "tea"))
    assert session.undo().state.marks == {}
    assert session.open().is_new


def test_every_request_that_can_be_undone_is_tried() -> None:
    names = set(requests.__all__) - {"Request", "Stamp", "TextThrownAway"}  # the last changes nothing
    assert {name for name in names if getattr(requests, name).is_undoable} == set(REQUESTS)


def test_a_draft_that_was_thrown_away_comes_back_as_a_note(path: Path) -> None:
    session = session_at(path)
    day = session.submit(TextThrownAway(YESTERDAY, "half a line")).state.journal.day(YESTERDAY)
    assert not day.has_content
    note = session_at(path).undo().state.journal.day(YESTERDAY).notes[0]
    assert note.text == "half a line"
    assert not session_at(path).redo().state.journal.day(YESTERDAY).has_content


def test_other_words_for_a_line_that_was_removed_meanwhile_are_kept_as_a_note(path: Path) -> None:
    session = session_at(path)
    [line] = session.submit(ReceivedWritten(TODAY, "tea")).state.day.received
    session_at(path).submit(PartRemoved(TODAY, "received", line.uid))
    day = session.submit(TextRewritten(TODAY, TextRef("received", line.uid), "tea with Noor")).state.day
    assert [note.text for note in day.notes] == ["tea with Noor"]
