"""A file that vanishes, or that others put another in the place of, while kindtui runs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.session import Session
from kindtui.storage.errors import GoneError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import Change
from tests.storage.store_helpers import file_names, line_change, load_fresh, read_tables, write_file
from tests.support import CATALOG, MORNING, TODAY, FakeClock, line, texts

YESTERDAY = TODAY.replace(day=21)


@pytest.fixture
def older(store: FileStore) -> bytes:
    """The file as it was before "two" and "three" were saved."""
    store.transact(line_change("one"))
    data = store.path.read_bytes()
    store.transact(line_change("two"))
    store.transact(line_change("three"))
    return data


def test_a_file_that_vanished_is_written_anew_once_a_person_said_so(store: FileStore, older: bytes) -> None:
    assert older
    store.path.unlink()
    with pytest.raises(GoneError, match=r"journal\.json is gone"):
        store.transact(line_change("four"))
    assert not store.path.exists()
    store.write_anew()
    assert texts(store.transact(line_change("four")).journal) == {"one", "two", "three", "four"}
    assert texts(load_fresh(store.path)) == {"one", "two", "three", "four"}
    assert read_tables(store.path)["_meta"]["1"]["generation"] == 4


def test_what_a_newer_version_wrote_is_known_too(store: FileStore, older: bytes) -> None:
    stored = json.loads(older)
    stored["later"] = {"1": {"a": 1}}
    stored["days"]["20261122"]["weather"] = "rain"
    write_file(store.path, json.dumps(stored).encode())
    store.load()
    store.path.unlink()
    store.write_anew()
    store.transact(line_change("four"))
    assert read_tables(store.path)["later"] == {"1": {"a": 1}}
    assert read_tables(store.path)["days"]["20261122"]["weather"] == "rain"


def test_every_store_that_lives_adds_its_words_to_a_file_that_vanished(
    store: FileStore, older: bytes
) -> None:
    other = FileStore(store.path, FakeClock())
    other.transact(line_change("four"))
    store.path.unlink()
    store.write_anew()
    store.transact(line_change("five"))
    other.transact(line_change("six"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three", "four", "five", "six"}


def test_an_older_copy_in_its_place_loses_no_word_with_the_next_save(store: FileStore, older: bytes) -> None:
    write_file(store.path, older)
    assert texts(store.transact(line_change("four")).journal) == {"one", "two", "three", "four"}
    assert texts(load_fresh(store.path)) == {"one", "two", "three", "four"}


def test_an_older_copy_in_its_place_loses_no_word_on_the_screen(store: FileStore, older: bytes) -> None:
    write_file(store.path, older)
    assert store.has_changed()
    assert texts(store.load()) == {"one", "two", "three"}
    assert not store.has_changed()
    store.transact(line_change("four"))
    assert texts(load_fresh(store.path)) == {"one", "two", "three", "four"}


@pytest.mark.parametrize("data", [b"Dear diary", b'{"half', b"\x00" * 512])
def test_a_damaged_file_in_its_place_is_never_written_over(
    data: bytes, store: FileStore, older: bytes
) -> None:
    write_file(store.path, data)
    for act in (lambda: store.transact(line_change("four")), store.load, lambda: load_fresh(store.path)):
        with pytest.raises(UnreadableError, match="hasn't been changed"):
            act()
        assert store.path.read_bytes() == data
    write_file(store.path, older)
    assert texts(store.transact(line_change("four")).journal) == {"one", "two", "three", "four"}


def on_day(text: str, yesterday: bool) -> Change:
    """The change that writes a line, or for yesterday changes who the day is for, too."""

    def change(journal: Journal) -> Journal:
        day = journal.day(YESTERDAY if yesterday else TODAY)
        at = journal.next_timestamp(MORNING.at)
        entry = structs.replace(line(text, text), updated_at=at)
        journal = structs.replace(journal, updated_at=at)
        return journal.with_day(structs.replace(day, received=(*day.received, entry)))

    return change


@given(
    st.lists(st.tuples(st.integers(0, 1), st.booleans(), st.sampled_from(["", "load", "vanish", "older"])))
)
def test_two_that_live_keep_every_word_on_any_day(
    store: FileStore, acts: list[tuple[int, bool, str]]
) -> None:
    path = store.path.with_name(
        f"{len(file_names(store.path.parent)) if store.path.parent.exists() else 0}.json"
    )
    both = [FileStore(path, FakeClock()), FileStore(path, FakeClock())]
    written: set[str] = set()
    copies: list[bytes] = []
    for number, (who, yesterday, what) in enumerate(acts):
        if what == "load":
            both[1 - who].load()
        elif what == "older" and copies:
            write_file(path, copies[number % len(copies)])
            for live in both:
                live.load()
        elif what == "vanish" and path.exists():
            for live in both:
                live.load()
            path.unlink()
            both[who].write_anew()
        both[who].transact(on_day(f"text{number}", yesterday))
        copies.append(path.read_bytes())
        written.add(f"text{number}")
    for number, live in enumerate(both):
        live.transact(on_day(f"last{number}", yesterday=False))
    assert texts(load_fresh(path)) == written | {"last0", "last1"}


def test_it_has_changed_until_it_is_loaded_and_after_others_wrote(store: FileStore) -> None:
    other = FileStore(store.path, FakeClock())
    assert store.has_changed()
    store.load()
    assert not store.has_changed()
    other.transact(line_change("one"))
    assert store.has_changed()
    store.load()
    assert not store.has_changed()
    store.transact(line_change("two"))
    assert not store.has_changed()
    assert other.has_changed()
    store.path.unlink()
    assert store.has_changed()


def test_a_session_saves_at_once_what_an_older_copy_lacks(store: FileStore, older: bytes) -> None:
    session = Session(store, FakeClock(), CATALOG)
    write_file(store.path, older)
    session.open()
    assert texts(load_fresh(store.path)) == {"one", "two", "three"}
    saved = store.path.read_bytes()
    session.open()
    assert store.path.read_bytes() == saved


def test_a_read_only_older_copy_is_left_as_it_is(store: FileStore, older: bytes) -> None:
    session = Session(store, FakeClock(), CATALOG)
    write_file(store.path, older).chmod(0o400)
    assert texts(session.open().journal) == {"one", "two", "three"}
    assert store.path.read_bytes() == older
