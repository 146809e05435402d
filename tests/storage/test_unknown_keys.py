"""What a later kindtui wrote survives a save of this one."""

import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import Change
from tests.storage.store_helpers import Tables, journal_bytes, line_change, read_tables, write_file
from tests.support import MORNING, TODAY, act, line, true_answer

LATER = {"n": [1, 2.5, None, "Zoë", {"deep": [[]]}], "large": 10**30}
FULL = Day(
    TODAY,
    who=Answer("Sam", MORNING.at),
    energy=Answer(5, MORNING.at),
    rest=true_answer(),
    skipped={"morning": true_answer()},
    checks={"energy-1": Answer("holds", MORNING.at)},
    acts=(act("planned", "a1"), act("done", "a2")),
    received=(line("tea", "r1"),),
    kept=(line("no, thank you", "k1"),),
    deleted={"r0": MORNING.at},
)
YESTERDAY = structs.replace(FULL, day=TODAY - timedelta(days=1))
JOURNAL = Journal({TODAY: FULL, YESTERDAY.day: YESTERDAY}, Settings(grace=1))
DAY = ("days", "20261122")
PLACES: list[tuple[str | int, ...]] = [
    DAY,
    (*DAY, "who"),
    (*DAY, "energy"),
    (*DAY, "rest"),
    (*DAY, "skipped", "morning"),
    (*DAY, "checks", "energy-1"),
    (*DAY, "acts", 0),
    (*DAY, "acts", 1, "written"),
    (*DAY, "received", 0),
    (*DAY, "received", 0, "written"),
    (*DAY, "kept", 0),
    ("days", "20261121"),
    ("settings", "1"),
    ("_meta", "1"),
    ("later", "7"),
]


def rested(journal: Journal) -> Journal:
    day = journal.day(TODAY)
    return journal.with_day(structs.replace(day, rest=Answer(value=False, updated_at=MORNING.at)))


def hidden(journal: Journal) -> Journal:
    return Journal(journal.days, structs.replace(journal.settings, thread_shown=False))


def at(found: Tables, place: tuple[str | int, ...]) -> dict[str, Any]:
    """The object at a place of the file."""
    here: Any = found
    for step in place:
        here = here[step]
    assert isinstance(here, dict)
    return here


@pytest.mark.parametrize(
    "change", [line_change("a door held"), rested, hidden], ids=["a line", "an answer", "a setting"]
)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_key_this_version_does_not_know_is_kept(
    place: tuple[str | int, ...], change: Change, store: FileStore
) -> None:
    write_file(store.path, journal_bytes(JOURNAL))
    found = read_tables(store.path)
    found["later"] = {"7": {"text": "from a later version"}}
    at(found, place)["tomorrow"] = LATER
    write_file(store.path, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
    store.transact(change)
    store.transact(line_change("and once more"))
    assert at(read_tables(store.path), place)["tomorrow"] == LATER
    assert read_tables(store.path)["later"]["7"]["text"] == "from a later version"


def test_a_known_key_that_is_taken_back_does_not_return(store: FileStore) -> None:
    write_file(store.path, journal_bytes(JOURNAL))
    store.transact(lambda journal: journal.with_day(structs.replace(journal.day(TODAY), who=None, kept=())))
    assert not {"who", "kept"} & read_tables(store.path)["days"]["20261122"].keys()
