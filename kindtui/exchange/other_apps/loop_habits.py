"""The CSV that Loop Habit Tracker exports: one file of all habits, or a zip that has one for each as well."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct, field

from kindtui.domain.text import casefolded, clean_lines, one_line
from kindtui.exchange.other_apps.csv_rows import (
    ISO_DATE,
    cells_of,
    header_of,
    parse_day,
    row_too_short,
    rows_of,
    unreadable_row,
)
from kindtui.exchange.other_apps.export import NOON, Entry, Export, FormError, LeftOut
from kindtui.texts import get_text

Mark = Literal["tick", "automatic", "skip", "nothing", "number"]
HabitKey = tuple[str, int]  # the name, and how many habits before it have the same

CHECKMARKS, HABITS = "Checkmarks.csv", "Habits.csv"
HEADERS_OF_ONE_HABIT = (["Date", "Value"], ["Date", "Value", "Notes"])
NUMERICAL = "NUMERICAL"
MARKS: Mapping[str, Mark] = {
    "YES_MANUAL": "tick", "YES_AUTO": "automatic", "SKIP": "skip", "NO": "nothing", "UNKNOWN": "nothing",
    "2": "tick", "1": "automatic", "3": "skip", "0": "nothing", "-1": "nothing", "": "nothing",
}  # fmt: skip
KIND_BY_MARK: Mapping[Mark, LeftOut] = {
    "automatic": LeftOut.AUTOMATIC_TICKS, "skip": LeftOut.SKIPS, "number": LeftOut.NUMBERS,
}  # fmt: skip
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FIRST_ROW = re.compile(
    rb"\d{4}-\d\d-\d\d(?:,\"?(?:YES_MANUAL|YES_AUTO|NO|SKIP|UNKNOWN|-?\d+(?:\.\d+)?)?\"?)+"
)


class Habit(Struct):
    """A habit: its marks and its notes by day, and whether it counts something."""

    name: str
    values: dict[date, str] = field(default_factory=dict)
    notes: dict[date, str] = field(default_factory=dict)
    is_numerical: bool = False

    def mark(self, value: str) -> Mark:
        """Return what a value of the habit means: where something is counted, 2 is a number and no tick."""
        mark = MARKS.get(value, "number")
        return "number" if self.is_numerical and value.isdigit() and mark in ("tick", "automatic") else mark


def is_checkmarks(data: bytes) -> bool:
    """Return whether a CSV file has marks of Loop, one column for each habit."""
    header = header_of(data)
    if not header or header[0] != "Date" or not any(header[1:]):
        return False
    first_rows = [line for line in data[:100_000].splitlines()[1:2] if line.strip()]
    return all(_FIRST_ROW.match(row) for row in first_rows) or header in HEADERS_OF_ONE_HABIT


def is_archive(texts: Mapping[str, bytes]) -> bool:
    """Return whether the files of a zip are those that Loop exports."""
    return any(
        PurePosixPath(path).name == CHECKMARKS and header_of(data)[:1] == ["Date"]
        for path, data in texts.items()
    )


def read_checkmarks(data: bytes) -> Export:
    """Return the ticks of a file of all habits as acts, each with the name of the habit.

    Raises:
        FormError: A row cannot be read, or it is the file of one habit, in which its name is missing.
    """
    if header_of(data) in HEADERS_OF_ONE_HABIT:
        raise FormError(get_text("errors.import.nameless_habit"), get_text("errors.import.whole_zip"))
    return _export(_habits_in_columns(data).values(), Counter())


def read_archive(texts: Mapping[str, bytes]) -> Export:
    """Return the ticks of all habits of a zip as acts, and their notes as notes.

    Raises:
        FormError: A row cannot be read.
    """
    by_path = {PurePosixPath(path): texts[path] for path in sorted(texts)}
    rows = next((_habit_rows(data) for path, data in by_path.items() if path.name == HABITS), {})
    habits: dict[HabitKey, Habit] = {}
    for path, data in by_path.items():
        if _is_of_one_habit(path, data):
            habit = _habit_in_folder(path.parent.name, data, rows)
            habits[_free_key(habit.name, habits)] = habit
    for path, data in by_path.items():
        if path.name == CHECKMARKS and not _is_of_one_habit(path, data):
            habits = _with_columns(habits, data)
    numerical = {one_line(row["Name"]) for row in rows.values() if row.get("Type") == NUMERICAL}
    for habit in habits.values():
        habit.is_numerical |= habit.name in numerical
    count = sum(bool(row.get(name)) for row in rows.values() for name in ("Question", "Description"))
    return _export(habits.values(), Counter({LeftOut.DESCRIPTIONS: count}))


def _is_of_one_habit(path: PurePosixPath, data: bytes) -> bool:
    return path.name == CHECKMARKS and (header_of(data) in HEADERS_OF_ONE_HABIT or not _has_header(data))


def _has_header(data: bytes) -> bool:
    """Return whether a file has a header: earlier versions of Loop wrote none for one habit."""
    first_cells = header_of(data)
    return bool(first_cells) and not ISO_DATE.fullmatch(first_cells[0])


def _habit_rows(data: bytes) -> dict[str, dict[str, str]]:
    """Return the rows about the habits by their numbers, with which the names of their folders begin."""
    return {row.get("Position", ""): row for _, row in rows_of(data) if "Name" in row}


def _habit_in_folder(folder: str, data: bytes, rows: Mapping[str, Mapping[str, str]]) -> Habit:
    """Return the habit of a folder such as "001 Read", whose name lacks the signs that files cannot have."""
    position, _, name = folder.partition(" ")
    habit = Habit(one_line(rows.get(position, {}).get("Name", "")) or one_line(name))
    for number, (first, *cells) in cells_of(data, has_header=_has_header(data)):
        if not cells:
            raise row_too_short(number)
        day = parse_day(first, number)
        # Commas of a note without quotes would make cells of it.
        habit.values[day], habit.notes[day] = _value(cells[0], number), ",".join(cells[1:])
    return habit


def _with_columns(habits: Mapping[HabitKey, Habit], data: bytes) -> dict[HabitKey, Habit]:
    """Return the habits of the folders, and those that are only in the file of all habits."""
    try:
        return _habits_in_columns(data) | dict(habits)
    except FormError:
        if habits:  # they have all of it
            return dict(habits)
        raise


def _habits_in_columns(data: bytes) -> dict[HabitKey, Habit]:
    """Return the habits of a file that has a column for each.

    Loop writes the names as they are, so that one with a comma looks like two.
    """
    names = [one_line(name) for name in _without_end(header_of(data))[1:]]
    habits: dict[HabitKey, Habit] = {}
    for name in names:
        habits[_free_key(name, habits)] = Habit(name)
    columns = list(habits.values())
    for number, cells in cells_of(data):
        values = _without_end(cells)[1:]
        if len(values) != len(columns):
            raise FormError(
                get_text("errors.import.row.columns", number=number), get_text("errors.import.whole_zip")
            )
        day = parse_day(cells[0], number)
        for habit, value in zip(columns, values, strict=True):
            habit.values[day] = _value(value, number)
    return habits


def _without_end(cells: list[str]) -> list[str]:
    """Return the cells of a row without the empty one behind the comma that ends each row of Loop."""
    return cells if cells[-1] else cells[:-1]


def _free_key(name: str, habits: Mapping[HabitKey, Habit]) -> HabitKey:
    return name, sum(known == name for known, _ in habits)


def _value(cell: str, number: int) -> str:
    value = cell.strip()
    if value not in MARKS and not _NUMBER.fullmatch(value):
        raise unreadable_row(number)
    return value


def _export(habits: Iterable[Habit], left_out: Counter[LeftOut]) -> Export:
    entries: list[Entry] = []
    names: dict[str, str] = {}
    measured: set[str] = set()
    for habit in habits:
        habit.is_numerical |= any(value not in MARKS for value in habit.values.values())
        if habit.name:
            names.setdefault(casefolded(habit.name), habit.name)
        if habit.is_numerical:
            measured.add(names.get(casefolded(habit.name), ""))
        for value in habit.values.values():
            if kind := KIND_BY_MARK.get(habit.mark(value)):
                left_out[kind] += 1
        of_habit = list(_entries(habit))
        entries += of_habit if habit.name else []
        left_out[LeftOut.EMPTY] += 0 if habit.name else len(of_habit)
    return Export(tuple(entries), left_out, habits=tuple(names.values()), measured_habits=frozenset(measured))


def _entries(habit: Habit) -> Iterator[Entry]:
    for day, value in habit.values.items():
        if habit.mark(value) == "tick":
            yield Entry(datetime.combine(day, NOON), habit.name, "acts", day, habit.name)
    for day, note in habit.notes.items():
        if text := clean_lines(note):
            yield Entry(datetime.combine(day, NOON), f"{habit.name}: {text}", "notes", day, habit.name)
