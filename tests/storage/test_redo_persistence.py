"""Redo through a session: what undo took away comes back, and no order of keys makes a text disappear.

The journal on the disk may be locked, and each session has the key then.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Journal, UndoStep
from kindtui.domain.journal.parts import texts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import (
    ActChosen,
    CustomEntryWritten,
    GivenActWritten,
    ReceivedWritten,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.locked_journals import plain_words, store_at, words_of
from tests.storage.use_cases import REQUESTS, YESTERDAY, visible_content
from tests.support import CATALOG, TODAY, FakeClock, lock_journal, texts

UNDO, REDO = "undo", "redo"
CASES = st.lists(st.tuples(st.sampled_from(sorted(REQUESTS)), st.integers(0, 99)), max_size=20)
MIXED = st.lists(
    st.tuples(st.sampled_from([*sorted(REQUESTS), *[UNDO, REDO] * 6]), st.integers(0, 99)), max_size=40
)


@pytest.fixture
def path(lockable_path: Path) -> Path:
    return lockable_path


def session_at(path: Path) -> Session:
    clock = FakeClock()
    return Session(store_at(path, clock), clock, CATALOG)


def session_in_memory() -> Session:
    session = Session(MemoryStore(), FakeClock(), CATALOG)
    session.open()
    return session


def texts_in_steps(steps: tuple[UndoStep, ...]) -> Iterator[str]:
    for step in steps:
        for day in step.before:
            yield from texts_of(day)
        for _, entry in step.own:
            yield from entry.texts


def reachable_texts(journal: Journal) -> set[str]:
    """Every text in the journal, or that `u` or `U` brings back."""
    return {
        *(text for day in journal.days.values() for text in texts_of(day)),
        *(text for entry in journal.custom_entries.values() for text in entry.texts),
        *(conflict.text for conflict in journal.conflicts),
        *texts_in_steps(journal.undo_steps),
        *texts_in_steps(journal.redo_steps),
    }


def do(session: Session, name: str, chance: int, text: str) -> None:
    """Undo, redo or change something, if there is anything to do it to."""
    with suppress(NothingToUndoError):
        if name == UNDO:
            session.undo()
        elif name == REDO:
            session.redo()
        else:
            REQUESTS[name](session, Random(chance), text)


@given(CASES, st.integers(1, 20))
def test_undo_and_then_redo_gives_the_same_journal(cases: list[tuple[str, int]], times: int) -> None:
    session = session_in_memory()
    for number, (name, chance) in enumerate(cases):
        REQUESTS[name](session, Random(chance), f"text{number}")
    seen = []
    for _ in range(min(times, len(session.open().journal.undo_steps))):
        seen.append(visible_content(session.open().journal))
        session.undo()
    at_bottom = visible_content(session.open().journal)
    for content in reversed(seen):
        session.redo()
        assert visible_content(session.open().journal) == content
    for _ in seen:
        session.undo()
    assert visible_content(session.open().journal) == at_bottom


@given(MIXED)
def test_no_order_of_changes_undo_and_redo_makes_a_text_disappear(mixed: list[tuple[str, int]]) -> None:
    session = session_in_memory()
    written: set[str] = set()
    for number, (name, chance) in enumerate(mixed):
        do(session, name, chance, f"text{number}")
        now_there = reachable_texts(session.open().journal)
        assert written <= now_there
        written |= now_there


@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
@given(MIXED, st.randoms(use_true_random=False))
def test_two_windows_together_make_no_text_disappear(
    is_locked: bool, mixed: list[tuple[str, int]], chance: Random
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.json"
        if is_locked:
            lock_journal(path)
        windows = [session_at(path), session_at(path)]
        written: set[str] = set()
        for number, (name, seed) in enumerate(mixed):
            window = chance.randrange(2)
            if chance.random() < 0.2:
                windows[window] = session_at(path)
            do(windows[window], name, seed, f"text{number}")
            now_there = reachable_texts(session_at(path).open().journal)
            assert written <= now_there
            written |= now_there
        assert not is_locked or not plain_words(path.parent, words_of(path))


@pytest.mark.parametrize("name", REQUESTS)
def test_every_use_case_can_be_redone_after_a_restart(name: str, path: Path) -> None:
    for chance in range(12):
        session = session_at(path)
        session.submit(ActChosen(YESTERDAY, Plan("bring soup")))
        session.submit(ActChosen(TODAY, Plan("write a card", "Noor")))
        before = session.open().journal
        REQUESTS[name](session, Random(chance), "text")
        after = session.open().journal
        if after.undo_steps != before.undo_steps:
            session_at(path).undo()
            outcome = session_at(path).redo()
            assert outcome.undone is not None
        assert visible_content(session_at(path).open().journal) == visible_content(after)


def test_two_lines_undone_come_back_one_after_the_other(path: Path) -> None:
    session = session_at(path)
    for text in ("one", "two"):
        session.submit(ReceivedWritten(TODAY, text))
    session.undo()
    session.undo()
    assert texts(session_at(path).redo().state.journal) == {"one"}
    assert texts(session_at(path).redo().state.journal) == {"one", "two"}
    with pytest.raises(NothingToUndoError, match="nothing to redo"):
        session_at(path).redo()


def test_a_new_change_leaves_what_was_undone_before_it(path: Path) -> None:
    session = session_at(path)
    session.submit(ReceivedWritten(YESTERDAY, "about yesterday"))
    session.undo()
    for number in range(5):
        session.submit(ReceivedWritten(TODAY, f"line {number}"))
    assert "about yesterday" in texts(session_at(path).redo().state.journal)


def test_an_act_comes_back_beside_the_one_that_was_chosen_instead(path: Path) -> None:
    session = session_at(path)
    session.submit(ActChosen(TODAY, Plan("bring soup", "Noor", 4)))
    session.undo()
    session.submit(ActChosen(TODAY, Plan("write a card", "Sam", 7)))
    day = session.redo().state.day
    assert [(act.text, act.who) for act in day.acts] == [("bring soup", "Noor"), ("write a card", "Sam")]
    assert day.who is not None
    assert day.who.value == "Sam"


def test_words_for_a_part_that_has_changed_since_are_kept_beside_it(path: Path) -> None:
    session = session_at(path)
    [line] = session.submit(ReceivedWritten(TODAY, "first words")).state.day.received
    ref = TextRef("received", line.uid)
    session.submit(TextRewritten(TODAY, ref, "second words"))
    session.undo()
    session.submit(TextRewritten(TODAY, ref, "third words"))
    with pytest.raises(NothingToUndoError, match="that kindness has changed since"):
        session.redo()
    journal = session_at(path).open().journal
    assert [conflict.text for conflict in journal.conflicts_on(TODAY)] == ["second words"]
    with pytest.raises(NothingToUndoError, match="nothing to redo"):
        session_at(path).redo()


def test_words_for_an_own_act_that_has_changed_since_become_an_act_beside_it(path: Path) -> None:
    session = session_at(path)
    session.submit(CustomEntryWritten("own_acts", "", "first"))
    [(_, uid)] = session.open().journal.custom_entries
    session.submit(CustomEntryWritten("own_acts", uid, "second"))
    session.undo()
    session.submit(CustomEntryWritten("own_acts", uid, "third"))
    with pytest.raises(NothingToUndoError, match="that act of your own has changed since"):
        session.redo()
    acts = session_at(path).open().custom_entries_of("own_acts")
    assert {act.text for act in acts} == {"second", "third"}


def test_two_windows_bring_back_different_things(path: Path) -> None:
    first, second = session_at(path), session_at(path)
    for text in ("one", "two"):
        first.submit(ReceivedWritten(TODAY, text))
    first.undo()
    second.undo()
    assert texts(first.redo().state.journal) == {"one"}
    assert texts(second.redo().state.journal) == {"one", "two"}


def test_it_keeps_the_last_fifty(path: Path) -> None:
    session = session_at(path)
    for _ in range(2):
        for number in range(MAX_UNDO_STEPS):
            session.submit(ReceivedWritten(TODAY, f"line {number}"))
        for _ in range(MAX_UNDO_STEPS):
            session.undo()
    assert len(session_at(path).open().journal.redo_steps) == MAX_UNDO_STEPS


def test_redo_removes_the_draft_that_undo_made_of_the_same_text(path: Path) -> None:
    session = session_at(path)
    session.submit(CustomEntryWritten("own_acts", "", "water the plants"))
    assert "water the plants" in str(session.undo().state.drafts[UNDATED])
    outcome = session.redo()
    assert outcome.state.drafts == {}
    assert session_at(path).open().drafts == {}


def test_undo_and_redo_name_what_they_did(path: Path) -> None:
    session = session_at(path)
    session.submit(GivenActWritten(TODAY, "held a door"))
    for outcome in (session.undo(), session.redo()):
        assert outcome.undone is not None
        assert outcome.undone.label == "you wrote down an act"
