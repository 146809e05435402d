"""What is done for a damaged or vanished file, beside leaving it as it is."""

from pathlib import Path

import pytest

from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from tests.storage.refused_files import VALID_FILE
from tests.storage.store_helpers import (
    file_names,
    journal_bytes,
    line_change,
    load_fresh,
    read_tables,
    write_file,
)
from tests.support import TODAY, FakeClock, journal_of, kind_day, texts


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_damaged_file_is_copied_aside_once(store: FileStore) -> None:
    store.transact(line_change("one"))
    write_file(store.path, b"Dear diary")
    for _ in range(3):
        with pytest.raises(UnreadableError):
            FileStore(store.path, FakeClock()).load()
    [copy] = file_names(store.path.parent) - {store.path.name, "journal.json.lock"}
    assert copy.startswith("journal.json.damaged-")
    assert (store.path.parent / copy).read_bytes() == b"Dear diary"
    assert (store.path.parent / copy).stat().st_mode & 0o777 == 0o600


def test_the_last_whole_save_is_offered_in_words(store: FileStore) -> None:
    write_file(store.path, b"Dear diary")
    write_file(store.path.with_name("journal.json.prev"), journal_bytes(journal_of([kind_day(TODAY)])))
    with pytest.raises(
        UnreadableError, match=r"has 1 day: `kindtui backup restore previous --data .*journal\.json` brings"
    ):
        store.load()


def test_reading_is_tried_again_for_half_a_second(store: FileStore, clock: FakeClock) -> None:
    write_file(store.path, b'{"half')
    with pytest.raises(UnreadableError):
        store.load()
    assert sum(clock.slept) == pytest.approx(0.5)


def test_a_file_that_is_completed_meanwhile_is_read(store: FileStore, clock: FakeClock) -> None:
    class SyncClient(FakeClock):
        def sleep(self, seconds: float) -> None:
            write_file(store.path, VALID_FILE)

    write_file(store.path, VALID_FILE[:30])
    assert list(FileStore(store.path, SyncClient()).load().days) == [TODAY]


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_a_missing_or_empty_file_beside_the_previous_save_is_damage(what: str, store: FileStore) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    store.path.unlink() if what == "missing" else store.path.write_bytes(b"")
    before = contents(store.path.parent)
    later = FileStore(store.path, FakeClock())
    for act in (later.load, lambda: later.transact(line_change("three"))):
        with pytest.raises(UnreadableError, match=f"is {what}.*has 1 day"):
            act()
    assert contents(store.path.parent) == before


def test_an_empty_file_is_not_written_over_by_a_store_that_knew_it(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    store.path.write_bytes(b"")
    before = contents(store.path.parent)
    with pytest.raises(UnreadableError, match=r"is empty\. It hasn't been changed"):
        store.transact(line_change("three"))
    assert contents(store.path.parent) == before


def test_following_the_advice_brings_the_previous_save_back(store: FileStore) -> None:
    store.transact(line_change("one"))
    store.transact(line_change("two"))
    write_file(store.path, store.path.with_name("journal.json.prev").read_bytes())
    assert texts(FileStore(store.path, FakeClock()).transact(line_change("three")).journal) == {
        "one",
        "three",
    }


def test_an_empty_file_that_never_held_anything_is_a_first_run(store: FileStore) -> None:
    write_file(store.path, b"")
    store.transact(line_change("one"))
    assert texts(load_fresh(store.path)) == {"one"}


def test_a_folder_is_not_a_journal(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "letter").write_text("Dear Noor")
    for act in (lambda: load_fresh(path), lambda: FileStore(path, FakeClock()).transact(line_change("one"))):
        with pytest.raises(UnreadableError, match="is a folder, not a file"):
            act()
    assert file_names(path) == {"letter"}


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_not_a_journal(device: str) -> None:
    with pytest.raises(UnreadableError, match="not a file"):
        load_fresh(Path(device))


def test_a_damaged_file_blocks_saving_until_it_is_replaced(store: FileStore) -> None:
    store.transact(line_change("one"))
    good = store.path.read_bytes()
    write_file(store.path, good[:-9])
    with pytest.raises(UnreadableError):
        store.transact(line_change("two"))
    write_file(store.path, good)
    store.transact(line_change("two"))
    assert len(read_tables(store.path)["days"]["20261122"]["received"]) == 2
