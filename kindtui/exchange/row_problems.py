"""What is wrong with a row of a CSV file, as a sentence that names the cell and never says what is in it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from kindtui.domain.dates import MAX_TIME_AWAY, Instant
from kindtui.domain.journal.day import SCALES, ActState, CheckAnswer, DayPart, Rating
from kindtui.domain.journal.parts import LIST_FIELDS, MAPPING_FIELDS, SINGLE_FIELDS
from kindtui.domain.journal.undo_step import AWAY
from kindtui.exchange.table import RowError
from kindtui.texts import get_text

BOOLEAN_FIELDS = ("rest", "skipped", "not_away")
PARTS = (*SINGLE_FIELDS, *MAPPING_FIELDS, *LIST_FIELDS, AWAY)


def problem_of(number: int, cells: Mapping[str, str]) -> str:
    """Return the sentence about the first cell of a malformed row that cannot be read."""
    faults = (*_faults_of_place(cells), *_faults_of_text(cells), *_faults_of_others(cells))
    fault = next((fault for fault, is_there in faults if is_there), "")
    if fault:
        return get_text("errors.import.row.fault", number=number, fault=fault)
    return get_text("errors.import.row.unreadable", number=number)


def changed_part(number: int) -> RowError:
    """Return the error for a row whose entry the journal has as something else."""
    problem = get_text("errors.import.row.other_part", number=number)
    return RowError(problem, get_text("errors.import.row.clear_uid"))


def repetition(number: int, earlier_number: int, *, has_uid: bool) -> RowError:
    """Return the error for a row about the same thing as an earlier one, but with another content."""
    if has_uid:
        problem = get_text("errors.import.row.same_uid", number=number, earlier=earlier_number)
        return RowError(problem, get_text("errors.import.row.clear_uid"))
    return RowError(get_text("errors.import.row.contradiction", number=number, earlier=earlier_number))


def _faults_of_place(cells: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    part, uid = cells.get("part", ""), cells.get("uid")
    yield get_text("errors.import.row.fault.day"), _is_unfit(cells.get("day"), date)
    yield get_text("errors.import.row.fault.part"), part not in PARTS
    yield get_text("errors.import.row.fault.day_part"), part == "skipped" and _is_unfit(uid, DayPart)


def _faults_of_text(cells: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    part, text = cells.get("part", ""), cells.get("text")
    is_boolean = part in BOOLEAN_FIELDS
    yield get_text("errors.import.row.fault.rating"), part in SCALES and _is_unfit(text, Rating | None)
    yield get_text("errors.import.row.fault.boolean"), is_boolean and _is_unfit(text, bool)
    yield get_text("errors.import.row.fault.answer"), part == "checks" and _is_unfit(text, CheckAnswer)
    yield get_text("errors.import.row.fault.last_day"), part == AWAY and _is_unfit(text, date)
    length = _length_of_days_away(cells) if part == AWAY else timedelta()
    yield get_text("errors.import.row.fault.backwards"), length < timedelta()
    yield get_text("errors.import.row.fault.too_long_away"), length > MAX_TIME_AWAY


def _faults_of_others(cells: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    is_act = cells.get("part") == "acts"
    yield (
        get_text("errors.import.row.fault.state"),
        is_act and _is_unfit(cells.get("state", "done"), ActState),
    )
    yield get_text("errors.import.row.fault.in_jar"), _is_unfit(cells.get("in_jar"), bool | None)
    for column in ("written", "updated_at"):
        is_unfit = _is_unfit(cells.get(column), Instant | None)
        yield get_text("errors.import.row.fault.time", column=column), is_unfit
    yield get_text("errors.import.row.fault.offset"), _is_unfit(cells.get("offset"), int | None)


def _length_of_days_away(cells: Mapping[str, str]) -> timedelta:
    """Return the time from the first day to the last; none if one of them cannot be read."""
    try:
        first, last = (msgspec.convert(cells.get(name), date) for name in ("day", "text"))
    except ValueError:
        return timedelta()
    return last - first


def _is_unfit(cell: str | None, of_type: object) -> bool:
    try:
        msgspec.convert(cell, of_type, strict=False)
    except ValueError:
        return True
    return False
