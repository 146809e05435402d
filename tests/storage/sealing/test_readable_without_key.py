"""What a locked journal tells without its key: days, states and times; and what goes on working."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from msgspec import structs
from tinydb import TinyDB, where

from kindtui.domain.journal.day import SCALES, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.storage import codec, copies, locking
from kindtui.storage.errors import LockedError, ReadOnlyError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.keys import Keys, Lock, WrongPassphraseError
from tests.storage.sealing.full_world import World
from tests.storage.sealing.lock_helpers import (
    PASSPHRASE,
    lock,
    opened,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
)
from tests.support import ROOT, TODAY, FakeClock

SCHEMA = json.loads((ROOT / "docs" / "schema" / "journal.schema.json").read_text("utf-8"))


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "data")
    lock(world.path)
    return world


def without_words(journal: Journal) -> Journal:
    """What has to be the same without the key: everything but texts, ratings and the choice of an act."""
    days = {on: day_without_words(day) for on, day in journal.days.items()}
    own = {key: structs.replace(entry, text="x", script="") for key, entry in journal.custom_entries.items()}
    settings = structs.replace(journal.settings, low_mood_told=None, low_mood_in_a_row=0, sealed="")
    return structs.replace(
        journal, days=days, custom_entries=own, settings=settings,
        conflicts=tuple(structs.replace(one, text="x") for one in journal.conflicts),
        undo_steps=(), redo_steps=(), keyring=None,
    )  # fmt: skip


def day_without_words(day: Day) -> Day:
    lists = {
        field: tuple(structs.replace(entry, text="x") for entry in getattr(day, field))
        for field in LIST_FIELDS
    }
    acts = tuple(structs.replace(act, who="", when="", audience="", source="") for act in lists["acts"])
    scales = {scale: structs.replace(getattr(day, scale), value=None, sealed="") for scale in SCALES}
    assert day.who
    return structs.replace(day, who=structs.replace(day.who, value="x"), **{**lists, "acts": acts}, **scales)


def test_days_parts_states_times_and_settings_are_as_they_were(world: World) -> None:
    locked = without_key(world.path)
    assert locked.is_locked
    journal = locked.load()
    assert without_words(journal) == without_words(world.journal)
    for on, day in world.journal.days.items():
        assert journal.days[on].has_content
        assert all(journal.days[on].is_rated(scale) == day.is_rated(scale) for scale in SCALES)
        assert [act.state for act in journal.days[on].acts] == [act.state for act in day.acts]
        assert journal.days[on].is_kind
    assert len(journal.undo_steps) == len(world.journal.undo_steps)
    assert locked.load_recent().days.keys() == world.journal.days.keys()


def test_stock_tinydb_reads_the_file_by_day(world: World) -> None:
    with TinyDB(world.path) as database:
        day = database.table("days").get(doc_id=20261122)
        assert database.table("days").count(where("acts").any(where("state") == "done")) == 2
        assert set(database.tables()) >= {"days", "keyring", "_meta"}
    assert day is not None
    assert day["day"] == "2026-11-22"
    assert day["acts"][0]["state"] == "planned"


def test_every_file_of_it_is_valid_by_the_schema(world: World) -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    without_key(world.path).transact(received("tea"))
    backup = next(world.path.with_name("journal.json.backups").glob("*-asked-*.json"))
    for file in (world.path, world.path.with_name("journal.json.prev"), backup):
        validator.validate(tables_in(file))
    opened(world.path).transact(received("cake", "a2"))
    validator.validate(tables_in(world.path))
    unlock_for_good(world.path)
    validator.validate(tables_in(world.path))


def test_the_schema_is_2_while_it_is_locked_and_1_again_afterwards(world: World) -> None:
    def schemas() -> set[int]:
        files = [world.path, world.path.with_name("journal.json.prev")]
        files += world.path.with_name("journal.json.backups").glob("*-asked-*.json")
        return {tables_in(file)["_meta"]["1"]["schema"] for file in files}

    assert schemas() == {2}
    unlock_for_good(world.path)
    assert schemas() == {1}


def test_an_older_kindtui_only_reads_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version from before the lock knows schema 1 alone."""
    monkeypatch.setattr(codec, "LOCKED_SCHEMA", codec.SCHEMA)
    before = world.path.read_bytes()
    older = FileStore(world.path, FakeClock())
    assert older.load().days.keys() == world.journal.days.keys()
    assert "newer kindtui" in older.read_only_reason
    with pytest.raises(ReadOnlyError, match="update kindtui"):
        older.transact(received("tea"))
    assert world.path.read_bytes() == before


def test_what_is_added_without_the_key_is_there_for_whoever_has_it(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    locked = without_key(path)
    for number, text in enumerate(("cake", "cake", "a walk\nand a talk")):
        locked.transact(received(text, f"a{number}"))
    assert without_key(path).is_locked
    journal = opened(path).load()
    assert [line.text for line in journal.day(TODAY).received] == [
        "cake",
        "cake",
        "a walk\nand a talk",
        "tea",
    ]


def test_the_next_save_with_the_key_turns_boxes_into_sealed_words_of_the_same_id(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    without_key(path).transact(received("cake", "a1"))

    def kinds_and_ids() -> dict[str, tuple[str, str]]:
        texts = {line["uid"]: line["text"] for line in tables_in(path)["days"]["20261122"]["received"]}
        return {uid: (text.split(".")[1], text.split(".")[2]) for uid, text in texts.items()}

    before = kinds_and_ids()
    assert (before["a1"][0], before["u0"][0]) == ("b", "s")
    opened(path).transact(lambda journal: journal)
    after = kinds_and_ids()
    assert after == {"a1": ("s", before["a1"][1]), "u0": before["u0"]}
    opened(path).transact(received("more", "a3"))
    assert kinds_and_ids().items() >= after.items()


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    before = path.read_bytes()
    store = without_key(path)
    for wrong in ("", "correct horse", PASSPHRASE.upper(), f"{PASSPHRASE} ", "0000-" * 7 + "0000"):
        with pytest.raises(WrongPassphraseError):
            store.unlock(wrong)
        assert store.is_locked
    assert path.read_bytes() == before
    with pytest.raises(LockedError):
        _ = store.words.keys
    store.unlock(PASSPHRASE)
    assert not store.is_locked


def test_the_recovery_code_opens_it_too(path: Path) -> None:
    write_lines(path, "tea")
    code = lock(path)
    assert words_in(path, code) == words_in(path, code.lower().replace("-", " ")) == {"tea"}


def test_whoever_is_asked_gives_the_key_once(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    asked: list[Keyring] = []

    def ask(keyring: Keyring) -> Keys:
        asked.append(keyring)
        return keys.unlock(keyring, PASSPHRASE)

    store = FileStore(path, FakeClock())
    store.words.unlocker = ask
    assert [line.text for line in store.load().day(TODAY).received] == ["tea"]
    store.load()
    store.transact(received("cake", "a1"))
    assert len(asked) == 1
    assert not list(tokens_in(store.load()))


def test_a_second_lock_is_refused_and_changes_nothing(path: Path) -> None:
    """Its words would be sealed under a key that is nowhere any more."""
    write_lines(path, "tea")
    lock(path)
    with pytest.raises(UnreadableError):
        lock(path, "another passphrase")
    assert words_in(path) == {"tea"}


def test_of_two_that_lock_at_once_one_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(path, "tea")
    make_lock = keys.make_lock

    def make_lock_slowly(passphrase: str, at: datetime) -> Lock:
        monkeypatch.setattr(keys, "make_lock", make_lock)
        lock(path, "of the first")
        return make_lock(passphrase, at)

    monkeypatch.setattr(keys, "make_lock", make_lock_slowly)
    store = without_key(path)
    with pytest.raises(UnreadableError):
        locking.lock(store, path, "of the second", FakeClock(), lambda code: None)
    assert words_in(path, "of the first") == {"tea"}


def run_python(code: str, path: Path) -> str:
    """Run code in another process, without the cheap keys of these tests."""
    lines = f"from pathlib import Path\nimport sys\npath = Path({str(path)!r})\n{code}"
    result = subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return result.stdout


STORE = """
from tests.support import FakeClock, TODAY
from tests.storage.store_helpers import line_change
from kindtui.storage.file_store import FileStore
store = FileStore(path, FakeClock())
"""
LOADED = (
    "print(sorted(name for name in sys.modules if name.startswith(('nacl', 'kindtui.storage.sealing.'))))"
)


def test_without_a_lock_no_cryptography_is_imported(path: Path) -> None:
    write_lines(path, "tea")
    code = f"{STORE}store.load()\nstore.transact(line_change('cake'))\nstore.make_daily_backup()\n{LOADED}"
    assert run_python(code, path) == "['kindtui.storage.sealing.word_access']\n"


def test_reading_a_locked_journal_imports_none_either(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    code = f"{STORE}store.load_recent()\nstore.load()\nassert store.is_locked\n{LOADED}"
    assert run_python(code, path) == "['kindtui.storage.sealing.word_access']\n"


def test_where_pynacl_is_missing_nothing_is_written_plain(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    before = path.read_bytes()
    code = f"""
sys.modules["nacl"] = None
{STORE}
from kindtui.storage.errors import UnreadableError
from kindtui.domain.drafts import DraftChange
store.load()
for write in (
    lambda: store.transact(line_change("cake")),
    lambda: store.keep_drafts([DraftChange(TODAY, "note", "", "cake")]),
    lambda: store.unlock("any passphrase"),
):
    try:
        write()
    except UnreadableError as error:
        print(error)
print(store.is_locked)
"""
    *sentences, is_locked = run_python(code, path).splitlines()
    assert len(sentences) == 3
    assert all("pip install" in sentence for sentence in sentences)
    assert is_locked == "True"
    assert path.read_bytes() == before
    assert not path.with_name("journal.json.drafts").exists()


def test_a_lifted_journal_needs_no_key_and_is_no_locked_copy(world: World) -> None:
    unlock_for_good(world.path)
    store = without_key(world.path)
    assert not store.is_locked
    assert not copies.read(world.path).journal.is_locked
    assert world.texts_of_all(store.load()) == world.texts_of_all(world.journal)
    assert not list(tokens_in(structs.replace(store.load(), keyring=None)))
