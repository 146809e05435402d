"""CSV: a row for each part of a day and days away; cells are safe in spreadsheets and read back exactly."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

import msgspec

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import (
    LIST_FIELDS,
    MAPPING_FIELDS,
    SINGLE_FIELDS,
    Part,
    PartKey,
    journal_from_parts,
    parts_of,
)
from kindtui.domain.journal.sanitize import sanitized
from kindtui.domain.journal.undo_step import AWAY
from kindtui.domain.text import clean_lines, strip_controls
from kindtui.texts import get_text

HEADER = (
    "day", "part", "text", "state", "who", "when", "audience", "source", "in_jar",
    "uid", "written", "zone", "offset", "updated_at",
)  # fmt: skip
REQUIRED_COLUMNS = {"day", "part", "text"}
MAX_HEADER_BYTES = 4_096
MAX_CELL_LENGTH = 1_000_000  # characters

# Cells with such a start are formulas to a spreadsheet, or lose it; the wide signs are in Asian editions.
_FORMULA_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")

CellRef = tuple[date, PartKey]
PartsByDay = dict[date, dict[PartKey, Part]]


class RowError(ValueError):
    """A malformed row. The message is a sentence that names the row by number, and nothing that is in it."""


def write(journal: Journal) -> bytes:
    """Return the journal as CSV under `HEADER`: a row for each part of a day, the oldest first.

    Days away come last. Their first day is `day`, and the last day is `text`.
    """
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="", lineterminator="\n")
    rows.writeheader()
    for _, day in sorted(sanitized(journal).days.items()):
        for key, part in parts_of(day).items():
            rows.writerow({name: _escaped(cell) for name, cell in _cells(day.day, key, part).items()})
    for away in sorted(journal.away.values(), key=lambda away: (away.first, away.uid)):
        if not away.removed:
            rows.writerow({name: _escaped(cell) for name, cell in _away_cells(away).items()})
    return text.getvalue().encode()


def read(data: bytes) -> tuple[Journal, Journal, frozenset[CellRef]]:
    """Read the days of a CSV file.

    Columns may be in any order; unknown ones are ignored. A row needs only `day`, `part` and `text`. An entry
    without a `uid` gets one that follows from its content, so that it is the same at the next import, and
    counts as written at noon (UTC).

    Returns:
        The journal; the part of it whose `uid` was generated; and where the other parts are that have no
        `updated_at`.

    Raises:
        RowError: A row is malformed, or contradicts an earlier one.
        ValueError: The file has no header, or is not UTF-8.
    """
    parts_by_day: PartsByDay = {}
    generated: PartsByDay = {}
    untimed: set[CellRef] = set()
    occurrences: dict[str, int] = {}
    for number, row in _rows(data):
        cells = {name: _unescaped(cell) for name, cell in row.items() if name in HEADER and cell}
        if not cells:
            continue
        is_identified = "uid" in cells or cells.get("part") not in (*LIST_FIELDS, AWAY)
        try:
            (on, key), part = _part(cells if is_identified else _with_generated_uid(cells, occurrences))
        except ValueError:
            raise RowError(get_text("errors.import.row.unreadable", number=number)) from None
        if parts_by_day.setdefault(on, {}).setdefault(key, part) != part:
            raise RowError(get_text("errors.import.row.contradiction", number=number))
        if not is_identified:
            generated.setdefault(on, {})[key] = part
        elif "updated_at" not in cells:
            untimed.add((on, key))
    return journal_from_parts(parts_by_day), journal_from_parts(generated), frozenset(untimed)


def is_csv_export(data: bytes) -> bool:
    """Return whether the first line is a header with the columns that a CSV file needs."""
    first_line = data[:MAX_HEADER_BYTES].removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0]
    return set(first_line.decode("utf-8", "replace").replace('"', "").strip().split(",")) >= REQUIRED_COLUMNS


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows under the header, each with the number that a spreadsheet shows.

    Raises:
        RowError: A row is malformed.
        ValueError: The header lacks a column.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    number = 0
    try:
        columns = [name for name in rows.fieldnames or () if name in HEADER]
        number = 1
        if not set(columns) >= REQUIRED_COLUMNS:
            raise ValueError("no header")
        if len(columns) > len(set(columns)):
            raise RowError(get_text("errors.import.row.duplicate_column"))
        for number, row in enumerate(rows, start=2):
            if None in row:
                raise RowError(get_text("errors.import.row.too_long", number=number))
            yield number, row
    except csv.Error:
        raise RowError(get_text("errors.import.row.unclosed", number=number + 1)) from None


def _cells(on: date, key: PartKey, part: Part) -> Mapping[str, str]:
    field, uid = key
    if isinstance(part, Answer):
        values = msgspec.to_builtins({"text": part.value, "uid": uid, "updated_at": part.updated_at})
    else:
        values = msgspec.to_builtins(part)
        written = values.pop("written")
        values |= {"written": written["at"], "zone": written["zone"], "offset": written["offset"]}
    return {"day": str(on), "part": field} | {name: _cell_text(value) for name, value in values.items()}


def _away_cells(away: Away) -> Mapping[str, str]:
    values = msgspec.to_builtins({"text": away.last, "uid": away.uid, "updated_at": away.updated_at})
    return {"day": str(away.first), "part": AWAY, **values}


def _part(cells: Mapping[str, str]) -> tuple[CellRef, Part]:
    """Return the part in a row, and where it is.

    Raises:
        ValueError: The cells are malformed.
    """
    if cells.get("part") == AWAY:
        away = _away(cells)
        return (UNDATED, (AWAY, away.uid)), away
    day = _day(cells)
    ((key, part),) = parts_of(day).items()
    return (day.day, key), part


def _away(cells: Mapping[str, str]) -> Away:
    on = cells.get("day", "")
    content = {"uid": cells["uid"], "first": on, "last": cells.get("text", "")}
    return msgspec.convert({**content, "updated_at": cells.get("updated_at") or _noon(on)}, Away)


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA_START.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell


def _day(cells: Mapping[str, str]) -> Day:
    """Return a day that has the one part of a row.

    Raises:
        ValueError: The cells are malformed.
    """
    on, field, text = cells.get("day", ""), cells.get("part"), strip_controls(cells.get("text", ""))
    noon = _noon(on)
    if field not in (*SINGLE_FIELDS, *MAPPING_FIELDS, *LIST_FIELDS):
        raise ValueError("no such part")
    content: Any
    if field in LIST_FIELDS:
        content = [_entry(cells, text, noon)]
    else:
        value = text if text or field == "who" else None
        content = {"value": value, "updated_at": cells.get("updated_at") or noon}
        content = {cells.get("uid", ""): content} if field in MAPPING_FIELDS else content
    return msgspec.convert({"day": on, field: content}, Day, strict=False)


def _entry(cells: Mapping[str, str], text: str, noon: str) -> dict[str, Any]:
    written = {
        "at": cells.get("written") or noon, "zone": cells.get("zone") or "UTC",
        "offset": cells.get("offset") or 0,
    }  # fmt: skip
    field_names = {*Act.__struct_fields__, *Line.__struct_fields__} & cells.keys()
    defaults: dict[str, Any] = {"state": "done", "updated_at": written["at"]}
    return {**defaults, **{name: cells[name] for name in field_names}, "text": text, "written": written}


def _with_generated_uid(cells: Mapping[str, str], occurrences: dict[str, int]) -> Mapping[str, str]:
    """Return the cells of a row written by hand: with a uid that follows from them, and the text cleaned.

    Args:
        cells: The cells of a row.
        occurrences: How often each content occurred so far, which tells equal rows apart. It is updated.

    Raises:
        ValueError: The row has no text.
    """
    if not strip_controls(cells.get("text", "")).strip():
        raise ValueError("no text")
    fingerprint = "\0".join(f"{name}={cells[name]}" for name in sorted(cells))
    occurrences[fingerprint] = occurrences.get(fingerprint, 0) + 1
    uid = sha256(f"{fingerprint}\0{occurrences[fingerprint]}".encode()).hexdigest()[:24]
    return {**cells, "uid": uid, "text": clean_lines(cells["text"])}


def _noon(day: str) -> str:
    noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
    return str(msgspec.to_builtins(noon))
