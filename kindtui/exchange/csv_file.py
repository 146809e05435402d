"""CSV: a row for each part of a day and days away; cells are safe in spreadsheets and read back exactly."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line
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
from kindtui.domain.ritual.acts import AUDIENCES
from kindtui.domain.text import clean_lines, strip_controls
from kindtui.exchange.cell_escapes import (
    escaped,
    escaped_formula,
    is_changeable,
    unescaped,
    unescaped_formula,
)
from kindtui.exchange.date_order import NO_KNOWN_DAYS, KnownDays, with_iso_dates
from kindtui.exchange.local_dates import DateOrder
from kindtui.exchange.local_values import plain_boolean, plain_integer
from kindtui.exchange.made_uids import made_uid
from kindtui.exchange.row_problems import BOOLEAN_FIELDS, changed_part, problem_of, repetition
from kindtui.exchange.table import Cells, RowError, has_columns, numbered_rows

HEADER = (
    "day", "part", "text", "state", "who", "when", "audience", "source", "in_jar",
    "uid", "written", "zone", "offset", "updated_at", "escaped",
)  # fmt: skip
REQUIRED_COLUMNS = {"day", "part", "text"}
TEXT_COLUMNS = ("text", "who", "when", "audience", "source", "uid", "zone")  # others are no free text
OTHER_PART_NAMES = {"gave": "acts", "note": "notes"}  # as elsewhere in kindtui

_SAFE_ID = re.compile(rf"(?:{'|'.join((*AUDIENCES, 'demo'))})-[a-z]?\d+")  # of a suggestion, or in the demo

CellRef = tuple[date, PartKey]
KnownParts = Mapping[str, Collection[str]]
NO_KNOWN_PARTS: KnownParts = {}
PartsByDay = dict[date, dict[PartKey, Part]]


class Table(NamedTuple):
    """The content of a CSV file.

    Attributes:
        journal: What is in its rows.
        generated: The part of it whose `uid` was generated.
        untimed: Where the other parts are that have no `updated_at`.
        blank_count: How many rows of entries have no text. They are not in the journal.
        nameless_count: How many rows of answers have no `uid` to say what they answer, likewise.
    """

    journal: Journal
    generated: Journal
    untimed: frozenset[CellRef]
    blank_count: int
    nameless_count: int


def write(journal: Journal) -> bytes:
    """Return the journal as CSV under `HEADER`: a row for each part of a day, the oldest first.

    Days away come last. Their first day is `day`, and the last day is `text`.
    """
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="", lineterminator="\n")
    rows.writeheader()
    for _, day in sorted(sanitized(journal).days.items()):
        for key, part in parts_of(day).items():
            rows.writerow(_escaped(_cells(day.day, key, part)))
    for away in sorted(journal.away.values(), key=lambda away: (away.first, away.uid)):
        if not away.removed:
            rows.writerow(_escaped(_away_cells(away)))
    return text.getvalue().encode()


def read(
    data: bytes,
    date_order: DateOrder | None = None,
    known_days: KnownDays = NO_KNOWN_DAYS,
    known_parts: KnownParts = NO_KNOWN_PARTS,
) -> Table:
    """Read the days of a CSV file, which a spreadsheet may have saved in its own form.

    Columns may be in any order; unknown ones are ignored. A row needs only `day`, `part` and `text`. An entry
    without a `uid` gets one that follows from its content, so that it is the same at the next import, and
    from its place among those of its day; it counts as written at noon (UTC).

    Args:
        data: The content of the file, in UTF-8.
        date_order: The order of day and month in dates such as 3/4/2026, if a person chose it.
        known_days: The days on which the journal has the entries, by uid.
        known_parts: The parts in which it has them, by uid.

    Raises:
        RowError: A row is malformed, contradicts an earlier one or `date_order`, or has another part.
        ValueError: The file has no header, or is not UTF-8.
    """
    rows_by_ref: dict[CellRef, tuple[int, Part]] = {}
    generated_refs: set[CellRef] = set()
    untimed: set[CellRef] = set()
    uids = _UidMaker()
    table = numbered_rows(data, HEADER, REQUIRED_COLUMNS)
    filled = [(number, cells) for number, cells in table if not _is_blank(cells)]
    rows = [(number, _plain(_unescaped(cells))) for number, cells in filled if not _is_nameless(cells)]
    for number, cells in with_iso_dates(rows, date_order, known_days):
        is_identified = "uid" in cells or cells.get("part") not in (*LIST_FIELDS, AWAY)
        try:
            ref, part = _part(cells) if is_identified else uids.identified(cells)
        except ValueError:
            raise RowError(problem_of(number, cells)) from None
        _check_part(number, ref[1], known_parts)
        earlier_number, earlier = rows_by_ref.setdefault(ref, (number, part))
        if earlier != part:
            raise repetition(number, earlier_number, has_uid=ref[1][0] in (*LIST_FIELDS, AWAY))
        if not is_identified:
            generated_refs.add(ref)
        elif "updated_at" not in cells:
            untimed.add(ref)
    parts: PartsByDay = {}
    generated: PartsByDay = {}
    for (on, key), (_, part) in rows_by_ref.items():
        parts.setdefault(on, {})[key] = part
        if (on, key) in generated_refs:
            generated.setdefault(on, {})[key] = part
    return Table(
        journal_from_parts(parts), journal_from_parts(generated), frozenset(untimed),
        blank_count=len(table) - len(filled), nameless_count=len(filled) - len(rows),
    )  # fmt: skip


def _check_part(number: int, key: PartKey, known_parts: KnownParts) -> None:
    """Check that the journal does not have the entry of a row in another part.

    Raises:
        RowError: It does.
    """
    field, uid = key
    if field in LIST_FIELDS and field not in known_parts.get(uid, LIST_FIELDS):
        raise changed_part(number)


def is_csv_export(data: bytes) -> bool:
    """Return whether the first line is a header with the columns that a CSV file needs."""
    return has_columns(data, REQUIRED_COLUMNS)


def missing_column(data: bytes) -> str:
    """Return the column that the header of a CSV file lacks; empty if it has all, or lacks more than one."""
    lacking = [name for name in REQUIRED_COLUMNS if has_columns(data, REQUIRED_COLUMNS - {name})]
    return lacking[0] if len(lacking) == 1 else ""


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


def _escaped(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells so that no spreadsheet changes them; `escaped` names those that are no formulas.

    The escape of formulas is older than that column: each cell tells by itself whether it has one.
    """
    changeable = [name for name in TEXT_COLUMNS if name in cells and _is_changeable(name, cells)]
    safe = {
        name: escaped(cell) if name in changeable else escaped_formula(cell) for name, cell in cells.items()
    }
    return {**safe, "escaped": " ".join(changeable)}


def _is_changeable(name: str, cells: Mapping[str, str]) -> bool:
    if name == "text" and cells["part"] not in (*LIST_FIELDS, "who"):
        return False  # no words, but a value or a day
    if not cells[name].strip() and (cells["part"] in LIST_FIELDS if name == "text" else cells[name]):
        return True  # so that it is told from a cell that was emptied
    return is_changeable(cells[name]) and not _SAFE_ID.fullmatch(cells[name])


def _unescaped(cells: Mapping[str, str]) -> Cells:
    """Return the cells as they were before `_escaped`."""
    names = cells.get("escaped", "").split()
    return {
        name: unescaped(cell) if name in names else unescaped_formula(cell)
        for name, cell in cells.items()
        if name != "escaped"
    }


def _plain(cells: Cells) -> Cells:
    """Return the cells with names, booleans and numbers as kindtui writes them."""
    part = _part_name(cells.get("part", ""))
    conversions = {"part": _part_name, "state": _name, "in_jar": plain_boolean, "offset": plain_integer}
    if part in BOOLEAN_FIELDS:
        conversions["text"] = plain_boolean
    elif part in SCALES:
        conversions["text"] = plain_integer
    elif part == "checks":
        conversions["text"] = _name
    return cells | {name: convert(cells[name]) for name, convert in conversions.items() if name in cells}


def _is_blank(cells: Cells) -> bool:
    """Return whether a row, as it is in the file, is of an entry and has no text."""
    is_entry = _part_name(cells.get("part", "")) in LIST_FIELDS
    return is_entry and not strip_controls(cells.get("text", "")).strip()


def _is_nameless(cells: Cells) -> bool:
    """Return whether a row is an answer, and has no name that says to what."""
    return _part_name(cells.get("part", "")) in MAPPING_FIELDS and "uid" not in cells


def _part_name(cell: str) -> str:
    name = _name(cell)
    return OTHER_PART_NAMES.get(name, name)


def _name(cell: str) -> str:
    return cell.strip().casefold()


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
        content = {cells["uid"]: content} if field in MAPPING_FIELDS else content
    return msgspec.convert({"day": on, field: content}, Day, strict=False)


def _entry(cells: Mapping[str, str], text: str, noon: str) -> dict[str, Any]:
    written = {
        "at": cells.get("written") or noon, "zone": cells.get("zone") or "UTC",
        "offset": cells.get("offset") or 0,
    }  # fmt: skip
    field_names = {*Act.__struct_fields__, *Line.__struct_fields__} & cells.keys()
    defaults: dict[str, Any] = {"state": "done", "updated_at": written["at"]}
    return {**defaults, **{name: cells[name] for name in field_names}, "text": text, "written": written}


class _UidMaker:
    """Makes the uids of rows without one, which follow from their cells."""

    def __init__(self) -> None:
        self._occurrences: Counter[str] = Counter()  # of each content, which tells equal rows apart
        self._places: Counter[tuple[date, str]] = Counter()

    def identified(self, cells: Mapping[str, str]) -> tuple[CellRef, Part]:
        """Return the part in a row that was written by hand, and where it is, with a uid.

        Raises:
            ValueError: The cells are malformed.
        """
        fingerprint = "\0".join(f"{name}={cells[name]}" for name in sorted(cells))
        self._occurrences[fingerprint] += 1
        digest = sha256(f"{fingerprint}\0{self._occurrences[fingerprint]}".encode()).hexdigest()[:24]
        (on, (field, _)), part = _part({**cells, "uid": digest, "text": clean_lines(cells.get("text", ""))})
        uid = digest
        if isinstance(part, Act | Line):
            self._places[on, field] += 1
            uid = made_uid(part.written.at, self._places[on, field], digest)
            part = structs.replace(part, uid=uid)
        return (on, (field, uid)), part


def _noon(day: str) -> str:
    noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
    return str(msgspec.to_builtins(noon))
