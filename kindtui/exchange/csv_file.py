"""The days as CSV: one row an entry, every cell safe in a spreadsheet and read back exactly."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

import msgspec

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
from kindtui.domain.text import strip_controls

HEADER = (
    "day", "part", "text", "state", "who", "when", "audience", "source", "in_jar",
    "uid", "written", "zone", "offset", "updated_at",
)  # fmt: skip
REQUIRED_COLUMNS = {"day", "part", "text"}
MAX_HEADER_BYTES = 4_096  # bytes
MAX_CELL_LENGTH = 1_000_000  # characters

# A spreadsheet takes such a beginning for a formula, or passes over it; the wide ones in Asian editions.
_FORMULA_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")

CellRef = tuple[date, PartKey]
PartsByDay = dict[date, dict[PartKey, Part]]


class RowError(ValueError):
    """A row that cannot be understood; its text names the row, and nothing that stands in it."""


def write(journal: Journal) -> bytes:
    """Every part of every day, the oldest first, under `HEADER`."""
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="", lineterminator="\n")
    rows.writeheader()
    for _, day in sorted(sanitized(journal).days.items()):
        for key, part in parts_of(day).items():
            rows.writerow({name: _escaped(cell) for name, cell in _cells(day.day, key, part).items()})
    return text.getvalue().encode()


def read(data: bytes) -> tuple[Journal, Journal, frozenset[CellRef]]:
    """The days of such a file; those of its entries alone whose row names no `uid`; and what has no time.

    Columns may stand in any order, and others are passed over. A row needs `day`, `part` and `text`
    alone: an entry without a `uid` gets one that is the same each time, and counts as written at
    noon (UTC). What has no time is every other part without an `updated_at`.

    Raises:
        ValueError: if it is no such file; a `RowError` names the row.
    """
    parts_by_day: PartsByDay = {}
    generated: PartsByDay = {}
    untimed: set[CellRef] = set()
    occurrences: dict[str, int] = {}
    for number, row in _rows(data):
        cells = {name: _unescaped(cell) for name, cell in row.items() if name in HEADER and cell}
        if not cells:
            continue
        is_identified = "uid" in cells or cells.get("part") not in LIST_FIELDS
        try:
            day = _day(cells if is_identified else _with_generated_uid(cells, occurrences))
        except ValueError:
            message = f"row {number} is not understood"
            raise RowError(message) from None
        ((key, part),) = parts_of(day).items()
        if parts_by_day.setdefault(day.day, {}).setdefault(key, part) != part:
            message = f"row {number} says again, and otherwise, what an earlier row says"
            raise RowError(message)
        if not is_identified:
            generated.setdefault(day.day, {})[key] = part
        elif "updated_at" not in cells:
            untimed.add((day.day, key))
    return journal_from_parts(parts_by_day), journal_from_parts(generated), frozenset(untimed)


def is_csv_export(data: bytes) -> bool:
    """Whether the first line is that of such a file."""
    first_line = data[:MAX_HEADER_BYTES].removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0]
    return set(first_line.decode("utf-8", "replace").replace('"', "").strip().split(",")) >= REQUIRED_COLUMNS


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header, each with the number a spreadsheet shows."""
    csv.field_size_limit(MAX_CELL_LENGTH)
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    number = 0
    try:
        columns = [name for name in rows.fieldnames or () if name in HEADER]
        number = 1
        if not set(columns) >= REQUIRED_COLUMNS:
            message = "no header"
            raise ValueError(message)
        if len(columns) > len(set(columns)):
            message = "row 1 names a column twice"
            raise RowError(message)
        for number, row in enumerate(rows, start=2):
            if None in row:
                message = f"row {number} has more cells than the header"
                raise RowError(message)
            yield number, row
    except csv.Error:
        message = f"row {number + 1} is not closed"
        raise RowError(message) from None


def _cells(on: date, key: PartKey, part: Part) -> Mapping[str, str]:
    field, uid = key
    if isinstance(part, Answer):
        values = msgspec.to_builtins({"text": part.value, "uid": uid, "updated_at": part.updated_at})
    else:
        values = msgspec.to_builtins(part)
        written = values.pop("written")
        values |= {"written": written["at"], "zone": written["zone"], "offset": written["offset"]}
    return {"day": str(on), "part": field} | {name: _cell_text(value) for name, value in values.items()}


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA_START.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell


def _day(cells: Mapping[str, str]) -> Day:
    """A day that holds the one part of a row.

    Raises:
        ValueError: if the row says no such thing.
    """
    on, field, text = cells.get("day", ""), cells.get("part"), strip_controls(cells.get("text", ""))
    noon = _noon(on)
    if field not in (*SINGLE_FIELDS, *MAPPING_FIELDS, *LIST_FIELDS):
        message = "no such part"
        raise ValueError(message)
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
    """The cells with a uid that follows from what they say, and from how often it was said before."""
    if not strip_controls(cells.get("text", "")).strip():
        message = "no text"
        raise ValueError(message)
    fingerprint = "\0".join(f"{name}={cells[name]}" for name in sorted(cells))
    occurrences[fingerprint] = occurrences.get(fingerprint, 0) + 1
    return {**cells, "uid": sha256(f"{fingerprint}\0{occurrences[fingerprint]}".encode()).hexdigest()[:24]}


def _noon(day: str) -> str:
    noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
    return str(msgspec.to_builtins(noon))
