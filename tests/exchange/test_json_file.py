"""The JSON export holds all but undo, and an empty journal takes it over byte for byte."""

import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from hypothesis import given
from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.exchange import json_file
from kindtui.exchange.incoming import parse
from kindtui.exchange.incoming_data import IncomingData
from kindtui.storage.file_store import FileStore
from tests.domain.merge_strategies import journals
from tests.support import EVENING, TODAY, FakeClock, journal_of, line

FILE = Path("export.json")


def taken_in(data: bytes, path: Path) -> bytes:
    """What is exported after that export was imported into an empty journal at `path`."""
    found = parse(data, FILE)
    store = FileStore(path, FakeClock(EVENING))
    store.transact(lambda ours: found.merged_into(ours, EVENING.at), seed=found.copy)
    return exported(path)


def exported(path: Path) -> bytes:
    store = FileStore(path, FakeClock(EVENING))
    return json_file.write(store.load(), store.tables)


@given(journals())
def test_an_import_into_nothing_exports_the_same_bytes(tmp_path: Path, journal: Journal) -> None:
    for name in ("one.json", "two.json"):
        for file in tmp_path.glob(f"{name}*"):
            file.unlink() if file.is_file() else None
    FileStore(tmp_path / "one.json", FakeClock(EVENING)).transact(lambda _: journal)
    first = exported(tmp_path / "one.json")
    assert taken_in(first, tmp_path / "two.json") == first
    two = FileStore(tmp_path / "two.json", FakeClock(EVENING)).load()
    assert structs.replace(two, undo_steps=()) == structs.replace(journal, undo_steps=(), redo_steps=())
    assert "undo" not in json.loads(first)


def test_what_this_version_does_not_know_comes_along(tmp_path: Path) -> None:
    FileStore(tmp_path / "one.json", FakeClock()).transact(
        lambda _: journal_of([Day(TODAY, received=(line(),))])
    )
    tables = json.loads((tmp_path / "one.json").read_bytes())
    tables["days"]["20261122"]["weather"] = {"sky": "blue"}
    tables["days"]["20261122"]["received"][0]["colour"] = 1.5
    tables["_meta"]["1"]["made_by"] = "hand"
    tables["weeks"] = {"2": {"n": 2}, "10": {"n": 10}}
    (tmp_path / "one.json").write_text(json.dumps(tables, indent=1))
    first = exported(tmp_path / "one.json")
    assert taken_in(first, tmp_path / "two.json") == first
    told = json.loads(first)
    assert told["days"] == tables["days"]
    assert told["weeks"] == tables["weeks"]
    assert told["_meta"]["1"]["made_by"] == "hand"


def test_hostile_text_in_a_file_leaves_it_harmless_and_round(tmp_path: Path) -> None:
    hostile = "tea\x1b]52;c;YQ==\x07 and \u202ecake\x9b31m\x00"
    FileStore(tmp_path / "one.json", FakeClock()).transact(
        lambda _: journal_of([Day(TODAY, received=(line(hostile),))])
    )
    first = exported(tmp_path / "one.json")
    assert json.loads(first)["days"]["20261122"]["received"][0]["text"] == "tea and cake"
    assert taken_in(first, tmp_path / "two.json") == first


def with_line(journal: Journal, on: date, updated_at: datetime) -> Journal:
    return structs.replace(journal.with_day(Day(on, received=(line(),))), updated_at=updated_at)


def test_days_stand_in_their_order_and_an_export_is_no_save(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "one.json", FakeClock())
    at = datetime(2026, 11, 22, tzinfo=UTC)
    for on in (TODAY, date(2026, 11, 3), date(2026, 11, 11)):
        store.transact(partial(with_line, on=on, updated_at=at))
    told = json.loads(exported(tmp_path / "one.json"))
    assert list(told["days"]) == ["20261103", "20261111", "20261122"]
    assert told["_meta"]["1"] == {"schema": 1, "generation": 0, "updated_at": "2026-11-22T00:00:00Z"}


def test_an_empty_journal_has_an_export_too(tmp_path: Path) -> None:
    empty = exported(tmp_path / "none.json")
    found = parse(empty, FILE)
    assert isinstance(found, IncomingData)
    assert found.merged_into(Journal(), EVENING.at) == Journal()
