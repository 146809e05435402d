"""A table in CSV as any spreadsheet saves it: whatever its delimiter, its line ends and its blank cells."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence

from kindtui.texts import get_text

MAX_HEADER_BYTES = 4_096
MAX_CELL_LENGTH = 1_000_000  # characters
WORD_COLUMNS = ("text", "who", "when")  # a space in them may be what a person wrote
DELIMITERS = (",", ";", "\t", "|")

# The line that tells Excel the delimiter. It is no row of the table.
_DELIMITER_LINE = re.compile(r'"?sep=([^\r\n"])"?[,;\t|]*(?:\r\n?|\n)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|\n")

Cells = dict[str, str]  # by column; blank ones are left out
NumberedRow = tuple[int, Cells]  # with the number that a spreadsheet shows


class RowError(ValueError):
    """A malformed row. The message is a sentence that names the row by number, and no words that are in it.

    `remedy` is a sentence too, empty if the row has to be corrected.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        """Keep the remedy beside the message."""
        super().__init__(problem)
        self.remedy = remedy


def has_columns(data: bytes, required: Collection[str]) -> bool:
    """Return whether data in UTF-8 begins with a header that has these columns."""
    start = data[:MAX_HEADER_BYTES].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return _find_table(start, required) is not None


def numbered_rows(data: bytes, columns: Collection[str], required: Collection[str]) -> list[NumberedRow]:
    """Return the rows below the header that are not blank.

    Args:
        data: The content of a file, in UTF-8.
        columns: The columns to read, in lower case. Others are ignored.
        required: The columns without which it is another kind of file.

    Raises:
        RowError: A row is malformed.
        ValueError: The header lacks a column, or the file is not UTF-8.
    """
    text = data.decode("utf-8-sig")
    found = _find_table(text, required)
    if not found:
        raise ValueError("no header")
    delimiter, start = found
    rows = _parsed_rows(text[start:], delimiter)
    _, header = next(rows)
    names = [name if name in columns else "" for name in map(_column_name, header)]
    if any(names.count(name) > 1 for name in columns):
        raise RowError(get_text("errors.import.row.duplicate_column"))
    table = ((number, _cells(names, row, number)) for number, row in rows)
    return [(number, cells) for number, cells in table if any(map(str.strip, cells.values()))]


def _find_table(text: str, required: Collection[str]) -> tuple[str, int] | None:
    """Return the delimiter and where the header begins, if there is one."""
    named = _DELIMITER_LINE.match(text)
    start = named.end() if named else 0
    line_end = _LINE_END.search(text, start)
    header = text[start : line_end.start() if line_end else None].replace('"', "")
    for delimiter in (named[1], *DELIMITERS) if named else DELIMITERS:
        if set(required) <= set(map(_column_name, header.split(delimiter))):
            return delimiter, start
    return None


def _column_name(cell: str) -> str:
    return cell.strip().casefold()


def _parsed_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with its number, the header too.

    Raises:
        RowError: A row is malformed.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error:
        raise RowError(get_text("errors.import.row.unclosed", number=number + 1)) from None


def _cells(names: Sequence[str], row: Sequence[str], number: int) -> Cells:
    if any(map(str.strip, row[len(names) :])):
        raise RowError(get_text("errors.import.row.too_long", number=number))
    named = ((name, cell) for name, cell in zip(names, row, strict=False) if name)
    return {name: cell for name, cell in named if (cell if name in WORD_COLUMNS else cell.strip())}
