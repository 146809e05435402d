"""After a lock no word, rating or passphrase is in any file of the folder, or the file is named."""

import hashlib
import re
from pathlib import Path

import pytest

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import UNDATED, draft_field
from kindtui.domain.ritual.aliases import draft_uid
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.storage import find
from kindtui.storage.files import FILE_MODE
from kindtui.storage.lock_result import LockResult
from tests.storage.sealing.full_world import IDEA, TOLD, World
from tests.storage.sealing.lock_helpers import (
    PASSPHRASE,
    change,
    files_in,
    files_with,
    lock,
    lock_and_tell,
    opened,
    received,
    unlock_for_good,
    without_key,
    write_lines,
)
from tests.support import ROOT, FakeClock

JRNL = ROOT / "tests" / "exchange" / "fixtures" / "jrnl-4.6.json"
# Its four letters occur by chance inside the base64 of a ciphertext, once in some thousand runs.
AUDIENCE = re.compile(rb"(?<![\w/+-])" + re.escape(IDEA.audience.encode()) + rb"(?![\w/+-])")
RATING = re.compile(rb'"(?:energy|mood_morning|mood_evening|connection)":\{"value":[1-9]')


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "data")


def names_of(result: LockResult) -> set[str]:
    return {file.name for file in (*result.left, *result.similar)}


def test_before_the_lock_the_search_finds_every_word(world: World) -> None:
    everything = b"\n".join(files_in(world.folder).values())
    for text in world.words.searched:
        assert find.contains_any([text], everything)
    assert RATING.search(everything)
    assert IDEA.id.encode() in everything


def test_no_word_is_in_any_file_but_those_that_are_named(world: World) -> None:
    _, result = lock_and_tell(world.path)
    assert not result.is_complete
    assert files_with(world.words.searched, world.folder) == names_of(result) == world.named


def test_files_that_may_be_journals_of_their_own_or_something_else_are_named(world: World) -> None:
    for file in world.folder.glob(".journal.json.*.txt*"):
        file.unlink()
    _, result = lock_and_tell(world.path)
    others = {name for name in world.named if ".txt" not in name}
    assert len(others) == 3
    assert files_with(world.words.searched, world.folder) == names_of(result) == others


def test_without_files_that_only_a_person_can_judge_it_is_complete(world: World) -> None:
    for name in world.named:
        (world.folder / name).unlink()
    _, result = lock_and_tell(world.path)
    assert (result.is_complete, result.is_durable) == (True, True)
    assert files_with(world.words.searched, world.folder) == set()


def test_no_rating_and_no_chosen_suggestion_is_in_any_file(world: World) -> None:
    for name in world.named:
        (world.folder / name).unlink()
    lock(world.path)
    for data in files_in(world.folder).values():
        assert not RATING.search(data)
        assert not AUDIENCE.search(data)
        for told in (IDEA.id, TOLD.isoformat(), "low_mood_in_a_row", '"source"', '"audience"'):
            assert told.encode() not in data


def test_words_that_come_later_are_in_no_file_either(world: World) -> None:
    for name in world.named:
        (world.folder / name).unlink()
    lock(world.path)
    for store in (without_key(world.path), opened(world.path)):
        store.transact(received(world.words(), f"later{len(world.words.texts)}"))
        store.transact(received(world.words(), f"later{len(world.words.texts)}"))
        store._last_backup_date = None
        store.make_daily_backup()
    change(world.path)
    assert files_with(world.words.searched, world.folder) == set()


def test_neither_the_passphrase_nor_the_code_nor_the_keys_are_in_any_file(world: World) -> None:
    code = lock(world.path)
    keys = opened(world.path).words.keys
    new_code = change(world.path, "a staple of another kind")
    for data in files_in(world.folder).values():
        for secret in (PASSPHRASE, "a staple of another kind", code, code.replace("-", ""), new_code):
            assert not find.contains_any([secret], data)
        for key in (keys.private, keys.words, keys.nonces, keys.ids):
            assert key not in data
            assert key.hex().encode() not in data
    assert all(PASSPHRASE not in file.name for file in files_in(world.folder))


def test_no_name_of_a_file_and_no_file_tells_a_plain_hash_of_a_text(world: World) -> None:
    """Whoever guesses a text could make sure of it."""
    for name in world.named:
        (world.folder / name).unlink()
    lock(world.path)
    everything = b"\n".join(
        [*files_in(world.folder).values(), *(str(file).encode() for file in files_in(world.folder))]
    )
    for text in world.words.texts:
        for algorithm in ("sha256", "sha1", "md5", "blake2b"):
            assert hashlib.new(algorithm, text.encode()).hexdigest()[:12].encode() not in everything


def test_the_draft_of_another_name_does_not_tell_the_first_one_to_whoever_guesses_it(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    field = draft_field("name_aliases", draft_uid("Noor"), "script")
    opened(path).keep_drafts([DraftChange(UNDATED, field, "", "N.")])
    digest = hashlib.sha256(name_key("Noor").encode()).hexdigest()[:16]
    assert digest.encode() not in path.with_name("journal.json.drafts").read_bytes()


def test_every_file_that_was_sealed_is_readable_by_its_owner_alone(world: World) -> None:
    before = files_in(world.folder)
    lock(world.path)
    changed = {file for file, data in files_in(world.folder).items() if before.get(file) != data}
    assert len(changed) > 10
    assert {file.name for file in changed if file.stat().st_mode & 0o777 != FILE_MODE} == set()


def test_what_belongs_to_another_journal_or_to_nobody_is_left_alone(world: World) -> None:
    others = {name: (world.folder / name).read_bytes() for name in ("journal-work.json", "notes.txt")}
    lock(world.path)
    unlock_for_good(world.path)
    assert {name: (world.folder / name).read_bytes() for name in others} == others


def test_a_second_name_elsewhere_is_told(world: World, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.json"
    other.hardlink_to(world.path)
    _, result = lock_and_tell(world.path)
    assert result.linked == (world.path,)
    assert find.contains_any(world.words.texts, other.read_bytes())


def test_through_a_link_the_files_beside_both_names_are_sealed(tmp_path: Path, world: World) -> None:
    link = tmp_path / "synced" / "diary.json"
    link.parent.mkdir()
    link.symlink_to(world.path)
    beside = link.with_name("diary.json.sync-conflict-20261122-080000-ABCDEFG")
    beside.write_bytes(world.path.read_bytes())
    lock(link)
    assert files_with(world.words.searched, link.parent) <= {link.name}
    assert not find.contains_any(world.words.searched, beside.read_bytes())
    assert link.is_symlink()


def test_everything_that_was_sealed_comes_back_with_its_bytes(world: World) -> None:
    """But for the journal and its `.prev`, which have saves in between."""
    for name in world.named:
        (world.folder / name).unlink()
    before = files_in(world.folder)
    lock(world.path)
    unlock_for_good(world.path)
    after = files_in(world.folder)
    assert b'"lifted":true' in world.path.read_bytes()
    for file in after:
        assert b"sealed." not in after[file], file.name
    for name in (
        f"journal.json.damaged-{'0123456789ab'}",
        "journal.json.drafts",
        ".syncthing.journal.json.tmp",
    ):
        assert after[world.folder / name] == before[world.folder / name]
    assert world.texts_of_all(without_key(world.path).load()) == world.texts_of_all(world.journal)


def test_an_empty_journal_and_one_that_was_never_written_can_be_locked(path: Path) -> None:
    lock(path)
    assert without_key(path).is_locked
    write_lines(path, "tea") if not without_key(path).is_locked else opened(path).transact(received("tea"))
    assert not find.contains_any(["tea"], path.read_bytes())
    assert unlock_for_good(path).is_complete


def test_the_clock_of_another_machine_does_not_matter(path: Path) -> None:
    clock = FakeClock()
    write_lines(path, "tea")
    lock(path)
    clock.move(days=-400)
    assert opened(path).load().keyring
    unlock_for_good(path)
    lock(path)
    assert without_key(path).is_locked
    assert not find.contains_any(["tea"], path.read_bytes())
