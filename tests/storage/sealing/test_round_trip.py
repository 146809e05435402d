"""A journal that is locked and unlocked again is the same, whatever is in it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Day, Line
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.requests import NoteWritten, ReceivedWritten
from kindtui.domain.settings import Settings
from kindtui.session import Session
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.sealer import BoxSealer
from tests.storage.sealing.lock_helpers import (
    exported,
    lock,
    opened,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.storage.sealing.strategies import JOURNALS, SEALED_LOOK, TEXTS
from tests.support import CATALOG, MORNING, TODAY, FakeClock

FEW = settings(max_examples=max(settings().max_examples // 3, 1))


@pytest.fixture(scope="module")
def made() -> keys.Lock:
    return keys.make_lock("any", MORNING.at, keys.Cost(1, 8192))


@given(JOURNALS)
def test_words_that_were_sealed_with_the_key_are_the_same(made: keys.Lock, journal: Journal) -> None:
    sealed = KeySealer(made.keys).sealed(journal)
    assert KeySealer(made.keys).opened(sealed) == journal
    assert KeySealer(made.keys).sealed(journal) == sealed, "the same words give the same strings"


@given(JOURNALS)
def test_words_that_were_put_into_boxes_are_the_same(made: keys.Lock, journal: Journal) -> None:
    boxed = BoxSealer(made.keyring).sealed(journal)
    sealer = KeySealer(made.keys)
    assert sealer.opened(boxed) == journal
    sealed = sealer.sealed(journal)
    seen = structs.replace(sealed, undo_steps=(), redo_steps=())  # where nobody looks, boxes stay
    assert not [token for token in tokens_in(seen) if token.startswith("sealed.b.")]
    assert KeySealer(made.keys).opened(sealed) == journal


def test_every_box_is_sealed_with_the_key_by_the_next_save_but_those_in_a_step(made: keys.Lock) -> None:
    lost = Conflict(TODAY, "who", "", "Sam", MORNING.at)
    day = Day(TODAY, received=(Line("r", "tea", MORNING, MORNING.at),))
    for step in (
        UndoStep(MORNING.at, (day,)),
        UndoStep(MORNING.at, conflicts=(lost,)),
        UndoStep(MORNING.at, conflicts_made=(lost,)),
        UndoStep(MORNING.at, own=(("own_acts", CustomEntry("o", "wave", MORNING.at)),)),
        UndoStep(MORNING.at, settings=Settings(low_mood_told=TODAY)),
    ):
        journal = Journal({TODAY: day}, undo_steps=(step,), redo_steps=(step,), conflicts=(lost,))
        sealer = KeySealer(made.keys)
        opened_journal = sealer.opened(BoxSealer(made.keyring).sealed(journal))
        assert opened_journal == journal
        saved = sealer.sealed(opened_journal)
        seen = structs.replace(saved, undo_steps=(), redo_steps=())
        assert not [token for token in tokens_in(seen) if token.startswith("sealed.b.")], step
        assert not [token for token in tokens_in(saved.undo_steps) if token.startswith("sealed.s.")], step


DRAFTS = st.dictionaries(
    st.dates() | st.just(UNDATED),
    st.dictionaries(
        st.text(min_size=1, max_size=9), st.lists(TEXTS.filter(bool), min_size=1, max_size=2).map(tuple)
    ),
)


@given(DRAFTS)
def test_drafts_are_the_same(made: keys.Lock, drafts: Drafts) -> None:
    assert KeySealer(made.keys).opened_drafts(KeySealer(made.keys).sealed_drafts(drafts)) == drafts
    assert KeySealer(made.keys).opened_drafts(BoxSealer(made.keyring).sealed_drafts(drafts)) == drafts


def without_keyring(journal: Journal) -> Journal:
    return structs.replace(journal, keyring=None)


@FEW
@given(JOURNALS, st.sampled_from(["nothing", "a word with the key", "a word without it"]))
def test_a_file_that_is_locked_and_unlocked_is_the_same(
    tmp_path: Path, journal: Journal, meanwhile: str
) -> None:
    path = tmp_path / "journal.json"
    path.unlink(missing_ok=True)
    store = FileStore(path, FakeClock())
    store.write_anew()
    store.transact(lambda _: journal)
    before, plain = exported(store), tables_in(path)
    lock(path)
    assert without_keyring(opened(path).load()) == journal
    if meanwhile != "nothing":
        locked = opened(path) if "with the key" in meanwhile else without_key(path)
        kept = locked.load().settings
        locked.transact(lambda now: structs.replace(now, settings=structs.replace(kept, grace=kept.grace)))
    unlock_for_good(path)
    unlocked = without_key(path)
    assert not unlocked.is_locked
    assert exported(unlocked) == before
    assert without_keyring(unlocked.load()) == journal
    after = tables_in(path)
    assert after["_meta"]["1"]["schema"] == 1
    assert {name: after[name] for name in plain.keys() - {"_meta"}} == {
        name: plain[name] for name in plain.keys() - {"_meta"}
    }


@FEW
@given(JOURNALS)
def test_the_export_of_a_locked_journal_has_the_same_bytes(tmp_path: Path, journal: Journal) -> None:
    path = tmp_path / "journal.json"
    path.unlink(missing_ok=True)
    store = FileStore(path, FakeClock())
    store.write_anew()
    store.transact(lambda _: journal)
    before = exported(store)
    lock(path)
    assert exported(opened(path)) == before


def test_the_export_of_a_locked_journal_has_no_sealed_words_and_nothing_to_undo(path: Path) -> None:
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    session.submit(ReceivedWritten(TODAY, "tea"))
    session.submit(ReceivedWritten(TODAY, "cake"))
    session.undo()
    before = exported(without_key(path))
    lock(path)
    assert exported(opened(path)) == before
    assert not list(tokens_in(before))


def test_what_a_later_version_wrote_into_the_documents_is_kept(path: Path) -> None:
    store = write_lines(path, "tea", "cake")
    store.transact(
        lambda journal: structs.replace(journal, settings=structs.replace(journal.settings, grace=1))
    )
    later: dict[str, Any] = {"n": [1, 2.5, None, {"deep": [[]]}]}
    tables = tables_in(path)
    day = tables["days"]["20261122"]
    day["tomorrow"] = day["received"][1]["tomorrow"] = tables["settings"]["1"]["tomorrow"] = later
    day["received"][0]["written"]["tomorrow"] = tables["_meta"]["1"]["tomorrow"] = later
    tables["tomorrow"] = {"7": later}
    write_tables(path, tables)
    before = exported(FileStore(path, FakeClock()))
    lock(path)
    without_key(path).transact(received("boxed", "u2"))
    opened(path).transact(
        lambda journal: journal.with_day(
            structs.replace(journal.day(TODAY), received=journal.day(TODAY).received[:2])
        )
    )
    assert exported(opened(path)) == before
    unlock_for_good(path)
    assert exported(FileStore(path, FakeClock())) == before


def test_an_undo_and_a_redo_work_on_both_sides_of_a_lock(path: Path) -> None:
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    session.open()
    session.submit(ReceivedWritten(TODAY, "tea"))
    session.submit(ReceivedWritten(TODAY, "cake"))
    session.undo()
    lock(path)
    session = Session(opened(path), FakeClock(), CATALOG)
    session.open()
    assert [line.text for line in session.redo().state.day.received] == ["tea", "cake"]
    session.undo()
    unlock_for_good(path)
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    session.open()
    assert [line.text for line in session.redo().state.day.received] == ["tea", "cake"]
    session.undo()
    assert [line.text for line in session.undo().state.day.received] == []


def test_what_was_written_while_it_was_locked_can_be_undone_once_it_is_open(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    session = Session(without_key(path), FakeClock(), CATALOG)
    session.open()
    session.submit(NoteWritten(TODAY, "a note"))
    session.submit(ReceivedWritten(TODAY, "cake"))
    session = Session(opened(path), FakeClock(), CATALOG)
    assert [note.text for note in session.open().day.notes] == ["a note"]
    assert [line.text for line in session.undo().state.day.received] == ["tea"]
    assert session.undo().state.day.notes == ()
    assert [note.text for note in session.redo().state.day.notes] == ["a note"]


def timed_look() -> str:
    """A text that looks like sealed words of this very moment."""
    return SEALED_LOOK.replace("..", f".{int(MORNING.at.timestamp() * 1_000_000)}.")


def test_a_lock_refuses_what_looks_like_words_sealed_at_their_very_moment(path: Path) -> None:
    """Else words whose lock is gone would be sealed once more, and their key thrown away."""
    write_lines(path, "tea", timed_look())
    before = path.read_bytes()
    with pytest.raises(UnreadableError):
        lock(path)
    assert path.read_bytes() == before


def test_a_text_that_looks_like_sealed_words_is_a_text_like_any_other(path: Path) -> None:
    text = SEALED_LOOK
    write_lines(path, "tea", text)
    lock(path)
    without_key(path).transact(received(text, "a1"))
    assert SEALED_LOOK[-12:].encode() not in path.read_bytes()
    assert words_in(path) == {"tea", text}
    opened(path).transact(received("cake", "a2"))
    assert words_in(path) == {"tea", text, "cake"}


def test_a_line_at_any_time_is_the_same(made: keys.Lock) -> None:
    for year in (1, 999, 1969, 1970, 9999):
        at = MORNING.at.replace(year=year)
        journal = Journal({TODAY: Day(TODAY, received=(Line("r", "tea", MORNING, at),))})
        assert KeySealer(made.keys).opened(BoxSealer(made.keyring).sealed(journal)) == journal
        assert KeySealer(made.keys).opened(KeySealer(made.keys).sealed(journal)) == journal
