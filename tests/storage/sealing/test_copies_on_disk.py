"""Copies that sync clients and other windows leave: nothing is lost, and no word becomes plain again."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.cli.commands.merge import merge_file
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage import copies, find, locking
from kindtui.storage.errors import LockedError, OtherKeyError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sync_copies import merge_sync_conflicts
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    files_with,
    keyring_in,
    lines_in,
    lock,
    opened,
    opens,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.support import MORNING, TODAY, FakeClock, true_answer

Open = Callable[[Path], FileStore]
WITH_OR_WITHOUT = pytest.mark.parametrize("open_store", [opened, without_key])
WORDS = {"teapot", "cakestand", "longwalk", "boxedword", "sealedword"}


def own_act(journal: Journal) -> Journal:
    return journal.with_custom_entry("own_acts", CustomEntry("o1", "wave to a bus", MORNING.at))


@pytest.fixture
def plain(path: Path) -> bytes:
    """The bytes of the journal before it was locked."""
    write_lines(path, "teapot", "cakestand").transact(own_act)
    return path.read_bytes()


@pytest.fixture
def locked(path: Path, plain: bytes) -> Path:
    """A locked journal."""
    lock(path)
    return path


def conflict_copy(path: Path, data: bytes) -> Path:
    """Put a copy beside the journal as Syncthing does."""
    copy = path.with_name("journal.sync-conflict-20261122-080000-ABCDEFG.json")
    copy.write_bytes(data)
    return copy


# Another program puts another file in the place of the journal, while a store is open.


@WITH_OR_WITHOUT
def test_an_older_plain_copy_in_its_place_loses_nothing(open_store: Open, locked: Path, plain: bytes) -> None:
    store = open_store(locked)
    store.transact(received("boxedword", "b1"))
    locked.write_bytes(plain)
    store.load()
    assert store.has_unsaved_changes()
    store.transact(lambda newest: newest)
    assert words_in(locked) == {"teapot", "cakestand", "boxedword"}
    assert not opened(locked).load().conflicts
    assert files_with(WORDS, locked.parent) <= {"journal.json.prev"}, "which the other program wrote"


@WITH_OR_WITHOUT
def test_until_it_is_saved_nothing_is_shown_or_written_plain(
    open_store: Open, locked: Path, plain: bytes
) -> None:
    store = open_store(locked)
    store.keep_drafts([DraftChange(TODAY, "note", "", "sealedword")])
    store.transact(received("boxedword", "b1"))
    locked.write_bytes(plain)
    journal = store.load()
    assert store.is_locked == (open_store is without_key)
    assert store.is_locked or not list(tokens_in((journal.days, store.drafts())))
    store.keep_drafts([DraftChange(TODAY, "who", "", "longwalk")])
    assert not find.contains_any(WORDS, locked.with_name("journal.json.drafts").read_bytes())
    store.transact(lambda newest: newest)
    drafts = opened(locked).drafts()[TODAY]
    assert drafts == {"note": ("sealedword",), "who": ("longwalk",)}


@WITH_OR_WITHOUT
def test_an_older_locked_copy_in_its_place_loses_nothing(open_store: Open, locked: Path) -> None:
    older = locked.read_bytes()
    store = open_store(locked)
    store.transact(received("boxedword", "b1"))
    locked.write_bytes(older)
    store.transact(received("longwalk", "b2"))
    assert words_in(locked) == {"teapot", "cakestand", "boxedword", "longwalk"}
    assert not opened(locked).load().conflicts


def test_unlocking_keeps_what_an_older_copy_lacks(locked: Path) -> None:
    older = locked.read_bytes()
    store = without_key(locked)
    store.transact(received("boxedword", "b1"))
    locked.write_bytes(older)
    store.load()
    store.unlock(PASSPHRASE)
    assert store.has_unsaved_changes()
    store.transact(received("longwalk", "b2"))
    assert words_in(locked) == {"teapot", "cakestand", "boxedword", "longwalk"}


def test_a_window_that_was_open_sees_the_lock_of_another_and_writes_nothing_plain(
    path: Path, plain: bytes
) -> None:
    window = without_key(path)
    assert not window.is_locked
    lock(path)
    assert window.has_changed()
    window.transact(received("boxedword", "b1"))
    assert window.is_locked
    window.keep_drafts([DraftChange(TODAY, "note", "", "longwalk")])
    assert files_with(WORDS, path.parent) == set()
    assert words_in(path) == {"teapot", "cakestand", "boxedword"}
    assert not opened(path).load().conflicts


def test_what_a_window_still_knows_when_another_locks_is_sealed_with_the_rest(
    path: Path, plain: bytes
) -> None:
    """The other window locked an older state, so that this one has to bring its words again."""
    window = without_key(path)
    window.transact(received("longwalk", "b1"))
    other = path.with_name("other.json")
    other.write_bytes(plain)
    lock(other)
    path.write_bytes(other.read_bytes())
    other.unlink()
    window.transact(received("boxedword", "b2"))
    assert window.is_locked
    assert not find.contains_any(WORDS, path.read_bytes())
    assert words_in(path) == {"teapot", "cakestand", "longwalk", "boxedword"}


@WITH_OR_WITHOUT
def test_a_window_sees_that_it_was_unlocked_for_good(open_store: Open, locked: Path) -> None:
    window = open_store(locked)
    unlock_for_good(locked)
    window.transact(received("longwalk", "b1"))
    assert not window.is_locked
    store = without_key(locked)
    assert not store.is_locked
    assert {line.text for line in store.load().day(TODAY).received} == {"teapot", "cakestand", "longwalk"}


@WITH_OR_WITHOUT
def test_a_file_under_another_key_is_neither_merged_nor_written_over(
    open_store: Open, locked: Path, plain: bytes
) -> None:
    other = locked.with_name("other.json")
    other.write_bytes(plain)
    lock(other, "of another machine")
    store = open_store(locked)
    theirs = other.read_bytes()
    locked.write_bytes(theirs)
    with pytest.raises(OtherKeyError):
        store.load()
    with pytest.raises(OtherKeyError):
        store.transact(received("boxedword", "b1"))
    assert locked.read_bytes() == theirs
    assert words_in(locked, "of another machine") == {"teapot", "cakestand"}


def test_two_windows_one_with_the_key_lose_nothing_to_each_other(locked: Path) -> None:
    window, command = opened(locked), without_key(locked)
    for number in range(3):
        window.transact(received(f"sealedword {number}", f"s{number}"))
        command.transact(received(f"boxedword {number}", f"b{number}"))
    window.load()
    assert not list(tokens_in(window.load().days))
    assert not window.load().conflicts
    expected = {"teapot", "cakestand"} | {
        f"{word} {n}" for n in range(3) for word in ("sealedword", "boxedword")
    }
    assert words_in(locked) == expected
    assert files_with(WORDS, locked.parent) == set()


# Copies beside it.


@WITH_OR_WITHOUT
def test_a_plain_copy_beside_it_is_merged_and_sealed(
    open_store: Open, locked: Path, plain: bytes, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(plain)
    FileStore(elsewhere, FakeClock()).transact(received("longwalk", "e1"))
    copy = conflict_copy(locked, elsewhere.read_bytes())
    assert merge_sync_conflicts(open_store(locked)) == ([copy], [])
    assert words_in(locked) == {"teapot", "cakestand", "longwalk"}
    assert not opened(locked).load().conflicts
    assert files_with(WORDS, locked.parent) == set()
    assert opens(copy.with_name(f"{copy.name}.merged"), PASSPHRASE)


@WITH_OR_WITHOUT
@pytest.mark.parametrize("elsewhere_open", [opened, without_key])
def test_a_locked_copy_beside_it_is_merged(
    open_store: Open, elsewhere_open: Open, locked: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(locked.read_bytes())
    elsewhere_open(elsewhere).transact(received("longwalk", "e1"))
    without_key(locked).transact(received("boxedword", "b1"))
    copy = conflict_copy(locked, elsewhere.read_bytes())
    assert merge_sync_conflicts(open_store(locked)) == ([copy], [])
    assert words_in(locked) == {"teapot", "cakestand", "longwalk", "boxedword"}
    assert not opened(locked).load().conflicts


@WITH_OR_WITHOUT
def test_a_copy_under_another_key_stays_as_it_is(
    open_store: Open, locked: Path, plain: bytes, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(plain)
    lock(elsewhere, "of another machine")
    copy = conflict_copy(locked, elsewhere.read_bytes())
    before = locked.read_bytes()
    assert merge_sync_conflicts(open_store(locked)) == ([], [copy])
    assert copy.read_bytes() == elsewhere.read_bytes()
    assert locked.read_bytes() == before
    with pytest.raises(OtherKeyError):
        open_store(locked).merged(copies.read(copy).journal)(open_store(locked).load())


@WITH_OR_WITHOUT
def test_both_texts_of_a_line_that_was_changed_on_both_sides_are_there(
    open_store: Open, locked: Path, tmp_path: Path
) -> None:
    def rewritten(text: str, second: int) -> Callable[[Journal], Journal]:
        at = MORNING.at.replace(second=second)

        def changed(journal: Journal) -> Journal:
            first, *others = journal.day(TODAY).received
            again = structs.replace(first, text=text, updated_at=at)
            return journal.with_day(structs.replace(journal.day(TODAY), received=(again, *others)))

        return changed

    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(locked.read_bytes())
    opened(elsewhere).transact(rewritten("longwalk", 7))
    opened(locked).transact(rewritten("sealedword", 8))
    conflict_copy(locked, elsewhere.read_bytes())
    merge_sync_conflicts(open_store(locked))
    journal = opened(locked).load()
    assert {line.text for line in journal.day(TODAY).received} == {"sealedword", "cakestand"}
    assert "longwalk" in [conflict.text for conflict in journal.conflicts]
    assert files_with(WORDS, locked.parent) == set()
    opened(locked).transact(lambda newest: newest)
    assert opened(locked).load().conflicts == journal.conflicts


def test_a_copy_that_was_unlocked_for_good_needs_the_key(locked: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(locked.read_bytes())
    unlock_for_good(elsewhere)
    FileStore(elsewhere, FakeClock()).transact(received("longwalk", "e1"))
    copy = conflict_copy(locked, elsewhere.read_bytes())
    before = locked.read_bytes()
    assert merge_sync_conflicts(without_key(locked)) == ([], [copy])
    assert locked.read_bytes() == before
    assert merge_sync_conflicts(opened(locked)) == ([copy], [])
    store = without_key(locked)
    assert not store.is_locked
    assert {line.text for line in store.load().day(TODAY).received} == {"teapot", "cakestand", "longwalk"}


@WITH_OR_WITHOUT
def test_a_copy_with_a_forged_end_of_the_lock_leaves_it_locked(
    open_store: Open, locked: Path, plain: bytes
) -> None:
    tables = json.loads(plain)
    tables["keyring"] = tables_in(locked)["keyring"]
    tables["keyring"]["1"] |= {"lifted": True, "updated_at": "2030-01-01T00:00:00Z"}
    copy = conflict_copy(locked, json.dumps(tables).encode())
    merge_sync_conflicts(open_store(locked))
    assert without_key(locked).is_locked
    assert words_in(locked) == {"teapot", "cakestand"}
    assert not find.contains_any(WORDS, locked.read_bytes())
    assert open_store is opened or copy.exists()


@WITH_OR_WITHOUT
@pytest.mark.parametrize("forged", ["by_passphrase", "public_key"])
def test_a_copy_with_a_forged_keyring_changes_no_lock(forged: str, open_store: Open, locked: Path) -> None:
    """Its wrapped keys open to nobody, or its public key is that of somebody else."""
    before = keyring_in(locked)
    tables = tables_in(locked)
    keyring = tables["keyring"]["1"]
    keyring["updated_at"] = "2030-01-01T00:00:00Z"
    for name in {"by_passphrase": ("by_passphrase", "by_recovery_code"), "public_key": ("public_key",)}[
        forged
    ]:
        letter = "B" if keyring[name][0] == "A" else "A"
        keyring[name] = letter + keyring[name][1:]
    conflict_copy(locked, json.dumps(tables).encode())
    merge_sync_conflicts(open_store(locked))
    assert opens(locked, PASSPHRASE)
    assert words_in(locked) == {"teapot", "cakestand"}
    after = keyring_in(locked)
    assert (after.public_key, after.by_recovery_code) == (before.public_key, before.by_recovery_code)


@WITH_OR_WITHOUT
def test_sealed_words_of_an_id_take_the_place_of_a_box_only_if_they_are_the_same(
    open_store: Open, locked: Path
) -> None:
    """A copy has nonsense under the id of a box."""
    without_key(locked).transact(received("boxedword", "b1"))
    tables = tables_in(locked)
    for line in lines_in(tables):
        line["text"] = line["text"].replace("sealed.b.", "sealed.s.")
    conflict_copy(locked, json.dumps(tables).encode())
    merge_sync_conflicts(open_store(locked))
    opened(locked).transact(lambda newest: newest)
    journal = opened(locked).load()
    found = words_in(locked) | {conflict.text for conflict in journal.conflicts}
    assert found >= {"teapot", "cakestand", "boxedword"}


def test_a_copy_with_another_passphrase_of_the_same_key_is_merged(locked: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(locked.read_bytes())
    change(elsewhere)
    opened(elsewhere, NEW_PASSPHRASE).transact(received("longwalk", "e1"))
    copy = conflict_copy(locked, elsewhere.read_bytes())
    assert merge_sync_conflicts(opened(locked)) == ([copy], [])
    assert words_in(locked, NEW_PASSPHRASE) == {"teapot", "cakestand", "longwalk"}
    assert not opens(locked, PASSPHRASE)


def test_a_locked_copy_of_a_plain_journal_asks_for_the_key(path: Path, plain: bytes, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(plain)
    lock(elsewhere)
    without_key(elsewhere).transact(received("boxedword", "e1"))
    store = without_key(path)
    theirs = copies.read(elsewhere).journal
    with pytest.raises(LockedError):
        store.transact(store.merged(theirs))
    assert path.read_bytes() == plain
    store.words.unlocker = lambda keyring: keys.unlock(keyring, PASSPHRASE)
    store.transact(store.merged(theirs))
    assert not find.contains_any(WORDS, path.read_bytes()), "one of both copies is locked, and so both are"
    assert words_in(path) == {"teapot", "cakestand", "boxedword"}


# The merge driver of git.


def merge_into(target: Path, theirs: Path, base: Path | None = None) -> None:
    """Run `kindtui merge THEIRS --into TARGET`."""
    options = Namespace(file=theirs, base=base, into=target, dry_run=False)
    merge_file(options, target.with_name("journal.json"), FakeClock())


@pytest.mark.parametrize("elsewhere_open", [opened, without_key])
@pytest.mark.parametrize("has_base", [True, False])
def test_git_merges_locked_files_without_the_key(
    elsewhere_open: Open, has_base: bool, locked: Path, tmp_path: Path
) -> None:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    for file in (base, ours, theirs):
        file.write_bytes(locked.read_bytes())
    without_key(ours).transact(received("boxedword", "b1"))
    elsewhere_open(theirs).transact(received("longwalk", "e1"))
    merge_into(ours, theirs, base if has_base else None)
    assert words_in(ours) == {"teapot", "cakestand", "boxedword", "longwalk"}
    assert not opened(ours).load().conflicts
    assert not find.contains_any(WORDS, ours.read_bytes())
    assert ours.stat().st_mode & 0o777 == 0o600


def test_git_merges_a_plain_older_file_into_a_locked_one(locked: Path, plain: bytes, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(locked.read_bytes())
    theirs.write_bytes(plain)
    FileStore(theirs, FakeClock()).transact(received("longwalk", "e1"))
    merge_into(ours, theirs)
    assert not find.contains_any(WORDS, ours.read_bytes())
    assert words_in(ours) == {"teapot", "cakestand", "longwalk"}
    assert opens(ours, PASSPHRASE)


def test_git_asks_for_the_key_only_if_it_must(locked: Path, plain: bytes, tmp_path: Path) -> None:
    ours, theirs, other = tmp_path / "ours", tmp_path / "theirs", tmp_path / "other"
    ours.write_bytes(plain)
    theirs.write_bytes(locked.read_bytes())
    with pytest.raises(LockedError):
        merge_into(ours, theirs)
    assert ours.read_bytes() == plain
    other.write_bytes(plain)
    lock(other, "of another machine")
    with pytest.raises(OtherKeyError):
        merge_into(theirs, other)
    assert theirs.read_bytes() == locked.read_bytes()


def test_a_change_of_anything_else_is_merged_too(locked: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(locked.read_bytes())
    without_key(theirs).transact(
        lambda journal: journal.with_day(structs.replace(journal.day(TODAY), rest=true_answer()))
    )
    merge_into(locked, theirs)
    assert without_key(locked).load().day(TODAY).is_rest_day
    assert words_in(locked) == {"teapot", "cakestand"}


def test_whoever_asks_is_given_the_keyring_of_the_file(locked: Path) -> None:
    seen: list[Keyring] = []

    def ask(keyring: Keyring) -> Keys:
        seen.append(keyring)
        return keys.unlock(keyring, PASSPHRASE)

    store = FileStore(locked, FakeClock())
    store.words.unlocker = ask
    store.load()
    assert seen == [keyring_in(locked)]
    locking.finish(store, locked, FakeClock())
    assert len(seen) == 1


def test_a_file_that_was_written_by_hand_is_read(locked: Path) -> None:
    tables = tables_in(locked)
    write_tables(locked, tables)
    locked.write_text(json.dumps(tables, indent=2))
    assert words_in(locked) == {"teapot", "cakestand"}
