"""Whatever a session does without the key is there afterwards as if it had been done with it."""

from itertools import count
from pathlib import Path
from random import Random

import pytest

from kindtui.domain.journal.day import Act
from kindtui.domain.requests import (
    ActChosen,
    ActMoved,
    ActScheduled,
    ActStateChanged,
    EntryMoved,
    ReceivedWritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage import find
from kindtui.storage.errors import LockedError
from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.storage.sealing.lock_helpers import lock, opened, without_key, words_in, write_lines
from tests.storage.use_cases import IDEA, REQUESTS, YESTERDAY, visible_content
from tests.support import CATALOG, TODAY, FakeClock

SEQUENCES = TRIALS if LONG_RUN else 6
LENGTH = 12
# Those that only add, and those that change something without its words.
ADDING = (
    "ActChosen", "ActScheduled", "ActStateChanged", "GivenActWritten", "ReceivedWritten", "RestChosen",
    "KeptBoundaryWritten", "KindnessAwaited", "DayPartSkipped", "CheckAnswered", "SettingsChanged",
    "ReflectionWritten", "ScaleRated", "DaysAwayChosen", "DaysAwayEnded", "CustomEntryWritten",
    "CustomEntryArchived", "NoteWritten", "TextPutAside", "LineLeftOutOfJar", "PartRemoved",
)  # fmt: skip


def session_of(store: FileStore, clock: FakeClock) -> Session:
    session = Session(store, clock, CATALOG)
    session.open()
    return session


def begin(path: Path) -> None:
    """Write a little of everything, some of which the deeds then change."""
    clock, chance = FakeClock(), Random(7)
    session = session_of(FileStore(path, clock), clock)
    session.submit(ActChosen(TODAY, Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    for name in (*ADDING, "GivenActWritten", "ReceivedWritten"):
        clock.move(minutes=1)
        REQUESTS[name](session, chance, f"word of {name}")


def go_on(session: Session, clock: FakeClock, seed: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do some deeds, which follow from the seed, and the uids of what they add; return the texts for them."""
    numbers = count()
    monkeypatch.setattr("kindtui.session.urandom", lambda size: next(numbers).to_bytes(size, "big"))
    chance, texts = Random(seed), []
    clock.move(hours=1)
    for number in range(LENGTH):
        clock.move(minutes=1)
        texts.append(f"secretword {seed} {number}")
        REQUESTS[chance.choice(ADDING)](session, chance, texts[-1])
    return texts


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_it_is_as_if_it_had_been_done_with_the_key(
    seed: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(path)
    plain = path.with_name("plain.json")
    plain.write_bytes(path.read_bytes())
    lock(path)
    clock = FakeClock()
    go_on(session_of(FileStore(plain, clock), clock), clock, seed, monkeypatch)
    clock = FakeClock()
    session = session_of(FileStore(path, clock), clock)
    assert session.store.is_locked
    texts = go_on(session, clock, seed, monkeypatch)
    assert not find.contains_any([*texts, "secretword", "word of "], path.read_bytes())
    expected = visible_content(FileStore(plain, FakeClock()).load())
    found = visible_content(opened(path).load())
    assert found[1] == expected[1]
    assert differences(found[0], expected[0]) == {}


def differences(found: dict[object, object], expected: dict[object, object]) -> dict[object, object]:
    return {
        key: (found.get(key), expected.get(key))
        for key in found.keys() | expected.keys()
        if found.get(key) != expected.get(key)
    }


@pytest.fixture
def act_of_yesterday(path: Path) -> Act:
    """An act that was planned yesterday, with a name and a time, in a journal that is locked now."""
    session = session_of(FileStore(path, FakeClock()), FakeClock())
    session.submit(ActChosen(YESTERDAY, Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    session.submit(ActScheduled(YESTERDAY, "after lunch"))
    lock(path)
    return session.state.journal.day(YESTERDAY).acts[0]


def words_of(act: Act) -> tuple[str, ...]:
    return act.text, act.who, act.when, act.audience, act.source


@pytest.mark.parametrize("states", [("done",), ("done", "let_go"), ("let_go", "planned", "done")])
def test_an_act_keeps_its_words_however_often_it_is_marked(
    states: tuple[str, ...], path: Path, act_of_yesterday: Act
) -> None:
    for state in states:
        session = session_of(without_key(path), FakeClock())
        session.submit(ActStateChanged(YESTERDAY, act_of_yesterday.uid, state))  # type: ignore[arg-type]
    [act] = opened(path).load().day(YESTERDAY).acts
    assert (act.state, words_of(act)) == (states[-1], words_of(act_of_yesterday))
    opened(path).transact(lambda journal: journal)
    [act] = opened(path).load().day(YESTERDAY).acts
    assert words_of(act) == words_of(act_of_yesterday)


def test_an_act_that_is_moved_to_another_day_keeps_its_words(path: Path, act_of_yesterday: Act) -> None:
    session = session_of(without_key(path), FakeClock())
    session.submit(ActMoved(TODAY, YESTERDAY, act_of_yesterday.uid))
    [act] = opened(path).load().day(TODAY).acts
    assert words_of(act) == words_of(act_of_yesterday)


def test_a_line_that_is_moved_to_another_day_keeps_its_words(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    session_of(without_key(path), FakeClock()).submit(EntryMoved(YESTERDAY, TODAY, "received", "u0"))
    assert words_in(path) == {"tea"}


def test_the_time_of_an_act_that_was_planned_without_the_key_is_kept(path: Path) -> None:
    """As in a check-in: first the act, and then when it is to be done."""
    write_lines(path, "tea")
    lock(path)
    session = session_of(without_key(path), FakeClock())
    session.submit(ActChosen(TODAY, Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    session.submit(ActScheduled(TODAY, "after lunch"))
    [act] = opened(path).load().day(TODAY).acts
    assert words_of(act) == (IDEA.plan_for("Sam"), "Sam", "after lunch", IDEA.audience, IDEA.id)


def test_undo_and_redo_need_the_key_and_change_nothing_without_it(path: Path) -> None:
    write_lines(path, "tea")
    session = session_of(FileStore(path, FakeClock()), FakeClock())
    session.submit(ReceivedWritten(TODAY, "cake"))
    lock(path)
    before = path.read_bytes()
    session = session_of(without_key(path), FakeClock())
    for revert in (session.undo, session.redo):
        with pytest.raises(LockedError):
            revert()
    assert path.read_bytes() == before
