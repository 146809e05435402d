"""The rows of another app's CSV, each with the number that a spreadsheet shows."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

from kindtui.exchange.other_apps.export import FormError
from kindtui.exchange.table import MAX_CELL_LENGTH
from kindtui.texts import get_text

MAX_HEADER_BYTES = 100_000
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def header_of(data: bytes) -> list[str]:
    """Return the cells of the first line; empty if it is none of a CSV file."""
    first_line = re.split(rb"[\r\n]", data[:MAX_HEADER_BYTES], maxsplit=1)[0]
    try:
        return [cell.strip() for cell in next(csv.reader([first_line.decode()]), [])]
    except (csv.Error, UnicodeError):
        return []


def rows_of(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows under the header by the names of their columns.

    Raises:
        FormError: A row is malformed.
    """
    header = header_of(data)
    if len(set(header)) < len(header):
        raise FormError(get_text("errors.import.row.duplicate_column"))
    for number, cells in cells_of(data):
        if any(cells[len(header) :]):
            raise _row_error(get_text("errors.import.row.too_long", number=number))
        if len(cells) < len(header):
            raise row_too_short(number)
        yield number, dict(zip(header, cells, strict=False))


def cells_of(data: bytes, *, has_header: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that has any, without the header.

    Raises:
        FormError: A row is malformed.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    lines = io.StringIO(data.decode(), newline="")
    if has_header:
        lines.readline()
    first_number = 2 if has_header else 1
    number = first_number - 1  # of the last row that was read
    try:
        for number, cells in enumerate(csv.reader(lines, strict=True), start=first_number):
            if any("\0" in cell for cell in cells):  # the disk lost what was there
                raise unreadable_row(number)
            if any(cells):
                yield number, cells
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise _row_error(get_text("errors.import.row.unclosed", number=number + 1)) from None
        raise unreadable_row(number + 1) from None


def parse_day(cell: str, number: int) -> date:
    """Return the date in a cell of that row, which other apps write as `YYYY-MM-DD`.

    Raises:
        FormError: It is no such date.
    """
    try:
        if ISO_DATE.fullmatch(cell.strip()):
            return date.fromisoformat(cell.strip())
    except ValueError:
        pass
    raise _row_error(get_text("errors.import.row.no_date", number=number))


def unreadable_row(number: int) -> FormError:
    """Return the error for a row that makes no sense."""
    return _row_error(get_text("errors.import.row.unreadable", number=number))


def row_too_short(number: int) -> FormError:
    """Return the error for a row that lacks a cell, as where a file was cut."""
    return _row_error(get_text("errors.import.row.too_short", number=number))


def _row_error(problem: str) -> FormError:
    return FormError(problem, get_text("errors.import.correct_row"))
