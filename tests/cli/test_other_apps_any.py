"""Any entries in the forms of other apps: imported twice they are there once, and no word is lost."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui.domain.text import clean_lines
from kindtui.storage.file_store import FileStore
from tests.cli.other_apps import AS_NOTE, AS_RECEIVED, entries, zip_of
from tests.cli.program import RunHere
from tests.faults.trial_count import LONG_RUN
from tests.support import TODAY, FakeClock

EXAMPLES = 100 if LONG_RUN else 6
Entries = list[tuple[date, str]]

days = st.dates(date(1990, 1, 1), TODAY - timedelta(days=1))
# A word of any script and sign, but of those that are markup somewhere.
any_word = st.text(
    st.characters(categories=("L", "M", "N", "S", "Po", "Pd"), exclude_characters="<>\\`#&*%~^$+|!-–—_=\"'/"),
    min_size=1,
    max_size=8,
).filter(lambda word: bool(clean_lines(word)) and any(letter.isalpha() for letter in word))
# Inside a line there may be what spreadsheets, shells and templates would take for theirs.
odd_word = st.sampled_from(
    ["=1+1", "a,b", 'a "b" c', "'", ";", "{x}", "%s", "$(x)", "[@click=app.quit]x[/]", "007"]
)
line = st.lists(any_word | odd_word, min_size=1, max_size=5).map(" ".join)
text = st.tuples(any_word, st.lists(line, max_size=4)).map(lambda found: "\n".join((found[0], *found[1])))
any_entries = st.lists(st.tuples(days, text), min_size=1, max_size=6)


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue().encode()


def presently(folder: Path, found: Entries) -> Path:
    file = folder / "presently.csv"
    file.write_bytes(csv_bytes([("entryDate", "entryContent"), *((str(on), text) for on, text in found)]))
    return file


def dayone(folder: Path, found: Entries) -> Path:
    """Written at noon, with the signs escaped that Day One escapes."""
    escaped = str.maketrans({sign: f"\\{sign}" for sign in "!.()[]{}"})
    whole = {
        "metadata": {"version": "1.0"},
        "entries": [
            {
                "uuid": f"{number:032X}",
                "creationDate": f"{on}T12:00:00Z",
                "timeZone": "Europe/Berlin",
                "text": text.translate(escaped),
            }
            for number, (on, text) in enumerate(found)
        ],
    }
    return zip_of(folder / "dayone.zip", [("Journal.json", json.dumps(whole).encode())])


def daylio(folder: Path, found: Entries) -> Path:
    header = ["full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"]
    rows = [
        (str(on), f"{on:%B} {on.day}", f"{on:%A}", f"{number % 24}:05", "good", "tea | reading", "", text)
        for number, (on, text) in enumerate(found)
    ]
    file = folder / "daylio.csv"
    file.write_bytes(csv_bytes([header, *rows]))
    return file


def notes(folder: Path, found: Entries) -> Path:
    """A file for each entry, where a day has several in folders of their own."""
    for number, (on, text) in enumerate(found):
        file = folder / "Notes" / str(number) / f"{on}.md"
        file.parent.mkdir(parents=True)
        file.write_text(f"# {on}\n\n{text}\n", "utf-8")
    return folder / "Notes"


WRITERS: dict[str, tuple[Callable[[Path, Entries], Path], tuple[str, ...]]] = {
    "presently": (presently, AS_RECEIVED),
    "dayone": (dayone, AS_NOTE),
    "daylio": (daylio, ()),
    "notes": (notes, AS_NOTE),
}


@pytest.mark.parametrize("name", WRITERS)
@given(found=any_entries)
@settings(max_examples=EXAMPLES)
def test_twice_is_once_and_no_text_is_lost(name: str, found: Entries, here: RunHere) -> None:
    write, arguments = WRITERS[name]
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "journal.json"
        file = write(Path(place), found)
        outcome = here("--data", data, "import", file, *arguments)
        assert outcome.status == 0, outcome.err
        journal = FileStore(data, FakeClock()).load()
        there = sorted((on, tuple(text.split())) for on, _, text in entries(journal))
        mood = ("good", "·", "tea,", "reading") if name == "daylio" else ()
        assert there == sorted((on, (*clean_lines(text).split(), *mood)) for on, text in found)
        before = data.read_bytes()
        assert here("--data", data, "import", file, *arguments).status == 0
        assert data.read_bytes() == before


habit = (
    st.text(st.characters(categories=("L", "N")), min_size=2, max_size=12)
    .map(clean_lines)
    .filter(lambda name: bool(name) and name.swapcase().casefold() == name.casefold())  # unlike the dotless i
)
mark = st.sampled_from(["YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN", "7000"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], dict[date, list[str]]]:
    """The habits, and the marks of each day."""
    habits = draw(st.lists(habit, min_size=1, max_size=4, unique_by=str.casefold))
    marks = st.lists(mark, min_size=len(habits), max_size=len(habits))
    return habits, draw(st.dictionaries(days, marks, min_size=1, max_size=8))


@given(table=tables(), chosen=st.integers(0, 3))
@settings(max_examples=EXAMPLES)
def test_each_tick_of_a_chosen_habit_is_one_kindness(
    table: tuple[list[str], dict[date, list[str]]], chosen: int, here: RunHere
) -> None:
    habits, marks = table
    column = chosen % len(habits)
    lines = ["Date," + "".join(f"{name}," for name in habits)]
    lines += [f"{on},{''.join(f'{each},' for each in marks[on])}" for on in sorted(marks, reverse=True)]
    with tempfile.TemporaryDirectory() as place:
        data, file = Path(place) / "journal.json", Path(place) / "Checkmarks.csv"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        for _ in range(2):
            assert here("--data", data, "import", file, "--habit", habits[column].swapcase()).status == 0
            journal = FileStore(data, FakeClock()).load()
            assert sorted(entries(journal)) == sorted(
                (on, "acts", habits[column]) for on, each in marks.items() if each[column] == "YES_MANUAL"
            )
