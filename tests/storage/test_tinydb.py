"""The file is one that stock TinyDB reads and writes."""

import json
from pathlib import Path

from tinydb import TinyDB, where

from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import line_change, load_fresh, read_tables
from tests.support import texts


def test_stock_tinydb_finds_a_day_by_its_number(store: FileStore) -> None:
    store.transact(line_change("tea"))
    with TinyDB(store.path) as database:
        day = database.table("days").get(doc_id=20261122)
    assert day is not None
    assert (day.doc_id, day["day"], day["received"][0]["text"]) == (20261122, "2026-11-22", "tea")


def test_stock_tinydb_searches_it(store: FileStore) -> None:
    store.transact(line_change("tea"))
    with TinyDB(store.path) as database:
        assert database.table("days").count(where("received").any(where("text") == "tea")) == 1
        assert set(database.tables()) >= {"days", "_meta"}


def test_what_stock_tinydb_changed_is_read(store: FileStore) -> None:
    store.transact(line_change("tea"))
    with TinyDB(store.path, indent=4, sort_keys=True) as database:
        days = database.table("days")
        days.upsert(
            {"day": "2026-11-20", "rest": {"value": True, "updated_at": "2026-11-20T09:00:00Z"}},
            where("day") == "?",
        )
        added = days.all()[-1].doc_id
        days.remove(doc_ids=[added])
    assert texts(load_fresh(store.path)) == {"tea"}


def test_a_table_of_somebody_else_stays(store: FileStore) -> None:
    store.transact(line_change("tea"))
    with TinyDB(store.path) as database:
        database.table("birthdays").insert({"name": "Zoë", "day": 3, "weight": 1.5, "tags": [None, True]})
        mine = dict(database.table("birthdays").all()[0])
    store.transact(line_change("a door held"))
    with TinyDB(store.path) as database:
        assert [dict(found) for found in database.table("birthdays").all()] == [mine]
    assert texts(load_fresh(store.path)) == {"tea", "a door held"}


def test_a_layout_of_somebody_else_is_read_and_saved(path: Path, store: FileStore) -> None:
    store.transact(line_change("tea"))
    path.write_text(json.dumps(read_tables(path), indent=2), encoding="utf-8")
    store.transact(line_change("a door held"))
    assert texts(load_fresh(path)) == {"tea", "a door held"}
