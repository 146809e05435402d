"""Drafts beside a locked journal: sealed at every moment, and there again for whoever has the key."""

import json
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.requests import NoteWritten
from kindtui.session import Session
from kindtui.storage import edited_texts, find
from kindtui.storage.file_store import FileStore
from tests.storage.sealing.lock_helpers import (
    change,
    files_with,
    lock,
    opened,
    received,
    tokens_in,
    unlock_for_good,
    without_key,
    write_lines,
)
from tests.support import CATALOG, TODAY, FakeClock

WORDS = {"halfathought", "anotherone", "athirdone", "teapot"}


@pytest.fixture
def path(path: Path) -> Path:
    """A locked journal."""
    write_lines(path, "teapot")
    lock(path)
    return path


def drafts_file(path: Path) -> Path:
    return path.with_name("journal.json.drafts")


def write(new: str, old: str = "", field: str = "note") -> DraftChange:
    return DraftChange(TODAY, field, old, new)


def drafts_of(path: Path) -> dict[str, tuple[str, ...]]:
    """The drafts of today as somebody with the passphrase finds them."""
    return dict(opened(path).drafts().get(TODAY, {}))


@pytest.mark.parametrize("has_key", [True, False])
def test_they_are_sealed_in_their_file(has_key: bool, path: Path) -> None:
    store = opened(path) if has_key else without_key(path)
    store.keep_drafts([write("halfathought"), DraftChange(UNDATED, "own_acts.text.", "", "anotherone")])
    assert files_with(WORDS, path.parent) == set()
    assert drafts_file(path).stat().st_mode & 0o777 == 0o600
    assert drafts_of(path) == {"note": ("halfathought",)}
    assert opened(path).drafts()[UNDATED] == {"own_acts.text.": ("anotherone",)}


def test_without_the_key_none_is_shown_and_none_is_lost(path: Path) -> None:
    opened(path).keep_drafts([write("halfathought")])
    store = without_key(path)
    assert store.drafts() == {}
    store.keep_drafts([write("anotherone")])
    assert store.drafts() == {}
    assert drafts_of(path) == {"note": ("halfathought", "anotherone")}
    assert files_with(WORDS, path.parent) == set()


def test_what_is_being_typed_without_the_key_replaces_what_was_typed_before(path: Path) -> None:
    store = without_key(path)
    store.keep_drafts([write("half")])
    store.keep_drafts([write("halfa", "half")])
    store.keep_drafts([write("halfathought", "halfa")])
    assert drafts_of(path) == {"note": ("halfathought",)}
    store.keep_drafts([write("", "halfathought")])
    assert drafts_of(path) == {}


def test_the_same_text_in_two_fields_is_two_drafts(path: Path) -> None:
    store = without_key(path)
    store.keep_drafts([write("Noor", field="who"), write("Noor", field="note")])
    store.keep_drafts([write("Noor and Sam", "Noor", "who")])
    store.keep_drafts([write("Noor again", "Noor", "note")])
    assert drafts_of(path) == {"who": ("Noor and Sam",), "note": ("Noor again",)}
    store.keep_drafts([write("", "Noor again", "note")])
    store.keep_drafts([write("", "Noor and Sam", "who")])
    assert drafts_of(path) == {}


def test_two_windows_without_the_key_keep_each_others(path: Path) -> None:
    one, other = without_key(path), without_key(path)
    one.keep_drafts([write("halfathought")])
    other.keep_drafts([write("anotherone")])
    one.keep_drafts([write("athirdone", "halfathought")])
    assert drafts_of(path) == {"note": ("athirdone", "anotherone")}


def test_with_the_key_they_are_changed_and_removed(path: Path) -> None:
    store = without_key(path)
    store.keep_drafts([write("halfathought"), write("anotherone", field="who")])
    with_key = opened(path)
    with_key.keep_drafts([write("athirdone", "halfathought")])
    with_key.keep_drafts([write("", "anotherone", "who")])
    assert drafts_of(path) == {"note": ("athirdone",)}
    assert files_with(WORDS, path.parent) == set()


def test_a_store_that_has_read_nothing_yet_writes_none_plain(path: Path) -> None:
    """As where a signal ends the app before the journal was loaded."""
    FileStore(path, FakeClock()).keep_drafts([write("halfathought")])
    assert files_with(WORDS, path.parent) == set()
    assert drafts_of(path) == {"note": ("halfathought",)}


def test_plain_ones_of_a_window_from_before_are_sealed_by_the_next_change(path: Path) -> None:
    drafts_file(path).write_text(json.dumps({"2026-11-22": {"note": ["halfathought"], "who": "anotherone"}}))
    without_key(path).keep_drafts([write("athirdone")])
    assert files_with(WORDS, path.parent) == set()
    assert drafts_of(path) == {"note": ("halfathought", "athirdone"), "who": ("anotherone",)}


def test_one_that_was_changed_outside_is_a_sentence_and_stays(path: Path) -> None:
    opened(path).keep_drafts([write("halfathought"), write("anotherone", field="who")])
    stored = json.loads(drafts_file(path).read_bytes())
    today = stored["2026-11-22"]
    today["note"], today["who"] = today["who"], today["note"]
    drafts_file(path).write_text(json.dumps(stored))
    shown = drafts_of(path)
    assert all(texts[0].startswith("[These words can't be opened") for texts in shown.values())
    assert not list(tokens_in(shown))
    opened(path).keep_drafts([write("athirdone", field="kept")])
    assert json.loads(drafts_file(path).read_bytes())["2026-11-22"].items() >= today.items()


def test_they_are_sealed_with_the_lock_and_plain_after_it(path: Path) -> None:
    unlock_for_good(path)
    without_key(path).keep_drafts([write("halfathought")])
    lock(path)
    assert files_with(WORDS, path.parent) == set()
    assert drafts_of(path) == {"note": ("halfathought",)}
    change(path)
    assert dict(opened(path, "a staple of another kind").drafts()[TODAY]) == {"note": ("halfathought",)}
    unlock_for_good(path, "a staple of another kind")
    assert without_key(path).drafts() == {TODAY: {"note": ("halfathought",)}}
    assert drafts_file(path).read_bytes() == b'{"2026-11-22":{"note":["halfathought"]}}'


def test_a_draft_that_was_saved_is_gone(path: Path) -> None:
    session = Session(without_key(path), FakeClock(), CATALOG)
    session.open()
    session.save_drafts([write("halfathought")])
    session.submit(NoteWritten(TODAY, "halfathought"), used_drafts=[write("", "halfathought")])
    assert drafts_of(path) == {}
    assert [note.text for note in opened(path).load().day(TODAY).notes] == ["halfathought"]


def test_a_draft_whose_text_is_in_the_journal_is_not_shown_again(path: Path) -> None:
    without_key(path).keep_drafts([write("halfathought")])
    without_key(path).transact(received("halfathought", "r1"))
    session = Session(opened(path), FakeClock(), CATALOG)
    assert session.open().drafts == {}


# Texts from the person's own editor.


@pytest.mark.parametrize("has_key", [True, False])
def test_a_text_that_a_killed_editor_left_becomes_a_sealed_draft(has_key: bool, path: Path) -> None:
    file = edited_texts.create(path, "halfathought", (TODAY, "note"), "before")
    record = edited_texts.read_record(file)
    assert record
    edited_texts.record_path(file).unlink()
    edited_texts._write(edited_texts.record_path(file), without_holder(record))
    store = opened(path) if has_key else without_key(path)
    store.recover_edited_texts()
    assert store.left_text == ""
    assert not file.exists()
    assert not edited_texts.record_path(file).exists()
    assert files_with(WORDS, path.parent) == set()
    assert drafts_of(path) == {"note": ("halfathought",)}


def without_holder(record: edited_texts.EditedField) -> bytes:
    return msgspec.json.encode(structs.replace(record, holder=None))


def test_what_is_damaged_in_their_file_is_put_aside_and_not_written_plain_again(path: Path) -> None:
    opened(path).keep_drafts([write("halfathought")])
    half = drafts_file(path).read_bytes()[:-3]
    drafts_file(path).write_bytes(half)
    without_key(path).keep_drafts([write("anotherone")])
    assert not find.contains_any(WORDS, drafts_file(path).read_bytes())
    assert half in [file.read_bytes() for file in path.parent.glob("*.damaged-*")]
    assert drafts_of(path) == {"note": ("anotherone",)}
