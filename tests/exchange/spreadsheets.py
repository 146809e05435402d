"""What Excel makes of a CSV file that it opens and saves again, and other ways to write the same table.

A cell that was opened is a truth value, a date, a time or a number if it looks like one in the country of the
spreadsheet; it is saved as it is shown. An apostrophe in front, as opposed to one that is typed, is a letter
like any other and stays. The short dates are those of Windows, and the words those of the locale data of
LibreOffice.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Rows = Sequence[Sequence[str]]

TRUTH_WORDS = {
    "en": ("TRUE", "FALSE"), "de": ("WAHR", "FALSCH"), "fr": ("VRAI", "FAUX"), "es": ("VERDADERO", "FALSO"),
    "it": ("VERO", "FALSO"), "nl": ("WAAR", "ONWAAR"), "pt": ("VERDADEIRO", "FALSO"),
    "sv": ("SANT", "FALSKT"), "da": ("SAND", "FALSK"), "nb": ("SANN", "USANN"),
    "fi": ("TOSI", "EPÄTOSI"), "pl": ("PRAWDA", "FAŁSZ"), "cs": ("PRAVDA", "NEPRAVDA"),
    "hu": ("IGAZ", "HAMIS"), "ru": ("ИСТИНА", "ЛОЖЬ"),
    "tr": ("DOĞRU", "YANLIŞ"), "ja": ("TRUE", "FALSE"),
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS_BY_LANGUAGE = {
    "de": ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
    "fr": ("jan", "fév", "mar", "avr", "mai", "jui", "jui", "aoû", "sep", "oct", "nov", "déc"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


class DateForm(NamedTuple):
    """How a spreadsheet shows a date: "d", "m" and "y" are not padded, "yy" has two digits, "yyyy" four."""

    pattern: str

    @property
    def separator(self) -> str:
        return self.pattern.strip("dmy")[0]

    @property
    def order(self) -> str:
        """The first letters of its parts, such as "dmy"."""
        return re.sub(r"(\w)\1*\W*", r"\1", self.pattern)

    @property
    def has_two_readings(self) -> bool:
        """Whether the same form is used for day and month in either order somewhere."""
        return self.separator == "/" and self.order in ("dmy", "mdy")

    def shown(self, day: date) -> str:
        number = {"d": day.day, "m": day.month, "y": day.year % 100}

        def part(found: re.Match[str]) -> str:
            letters = found[0]
            return f"{day.year}" if letters == "yyyy" else f"{number[letters[0]]:0{len(letters)}}"

        return re.sub("d+|m+|y+", part, self.pattern)


ISO = DateForm("yyyy-mm-dd")


@dataclass(frozen=True)
class Dialect:
    """How a spreadsheet of some country writes a table.

    Attributes:
        quoting: Which cells are quoted: those that need it; all; or those with a comma as well, as in Excel's
            "Unicode text".
        is_sep_first: Whether the first line is "sep=" and the delimiter, as Excel alone understands it.
        is_inner_newline_kept: Whether the breaks within a cell stay LF, as Excel keeps them.
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    dates: DateForm = ISO
    language: str = "en"
    quoting: Literal["minimal", "all", "with commas"] = "minimal"
    is_sep_first: bool = False
    is_inner_newline_kept: bool = True

    def saved_again(self, export: bytes) -> bytes:
        """Return a CSV file of kindtui as it is once this spreadsheet opened and saved it."""
        return self.write([[self.shown(cell) for cell in row] for row in read(export)])

    def write(self, rows: Rows) -> bytes:
        lines = [f"sep={self.delimiter}"] if self.is_sep_first else []
        lines += [self.delimiter.join(map(self._quoted, row)) for row in rows]
        text = self.newline.join([*lines, ""])
        if not self.is_inner_newline_kept:
            text = re.sub(r"\r\n|\r|\n", self.newline, text)
        if self.encoding == "utf-16-be":
            return b"\xfe\xff" + text.encode("utf-16-be")
        if self.encoding == "utf-16":
            return b"\xff\xfe" + text.encode("utf-16-le")
        return text.encode(self.encoding)

    def opened(self, data: bytes) -> list[list[str]]:
        """Return the cells of a file that this spreadsheet wrote, without a line that names the delimiter."""
        text = data.decode("utf-16" if self.encoding.startswith("utf-16") else self.encoding)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter))

    def _quoted(self, cell: str) -> str:
        special = {self.delimiter, '"', "\n", "\r"} | ({","} if self.quoting == "with commas" else set())
        if self.quoting == "all" or not special.isdisjoint(cell):
            return '"{}"'.format(cell.replace('"', '""'))
        return cell

    def shown(self, cell: str) -> str:
        """Return what a spreadsheet of this country shows for a cell, and saves."""
        bare = cell.strip(" ")
        if self.language == "ja":
            bare = _with_narrow_digits(bare)
        decimal = "." if self.language in ("en", "ja") else ","
        for value in (self._truth(bare), self._date(bare), _time(bare), _number(bare, decimal)):
            if value is not None:
                return value
        return "#NAME?" if FORMULA.match(cell) else cell

    def _truth(self, cell: str) -> str | None:
        for language in ("en", self.language):
            if cell.upper() in TRUTH_WORDS[language]:
                return TRUTH_WORDS[self.language][TRUTH_WORDS[language].index(cell.upper())]
        return None

    def _date(self, cell: str) -> str | None:
        day = _date_in(cell, self.language, is_month_first=self.dates.order == "mdy")
        return self.dates.shown(day) if day else None


def read(export: bytes) -> list[list[str]]:
    """Return the cells of a CSV file of kindtui, as they are written there."""
    return list(csv.reader(io.StringIO(export.decode(), newline="")))


def written_by_hand(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return a table of rows with a day, a part and a text alone."""
    return [["day", "part", "text"], *map(list, rows)]


def changed(rows: Rows, old: str, new: str) -> list[list[str]]:
    """Return the table with another cell wherever a cell is `old`, as a person would type it there."""
    assert any(old in row for row in rows)
    return [[new if cell == old else cell for cell in row] for row in rows]


def swapped(day: date) -> date | None:
    """Return what a date would be if day and month changed places, or None if it would be none."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def _with_narrow_digits(cell: str) -> str:
    """Return a cell with plain digits for those of a Japanese keyboard, which count as numbers there."""
    return re.sub("[０-９]", lambda digit: chr(ord(digit[0]) - ord("０") + ord("0")), cell)


def _date_in(cell: str, language: str, *, is_month_first: bool) -> date | None:
    """Return the day a spreadsheet finds in a cell; which year it takes for one without is of no matter."""
    cell = re.sub(r" [0-9]{2}:[0-9]{2}$", "", cell)  # a date and a time
    if found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", cell):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    between = "[./-]" if language == "de" else "[/-]"
    if found := re.fullmatch(rf"([0-9]{{1,2}}){between}([0-9]{{4}})", cell):
        return _valid(int(found[2]), int(found[1]), 1)
    number = "([0-9]{1,2})"
    if found := re.fullmatch(rf"{number}{between}{number}(?:{between}([0-9]{{4}}|[0-9]{{2}})?)?", cell):
        month, day = (1, 2) if is_month_first else (2, 1)
        year = int(found[3] or 2026)
        return _valid(year if year > 99 else 2000 + year, int(found[month]), int(found[day]))
    name = r"([^\W\d]{3,9})"
    if found := re.fullmatch(rf"{number}(?:\.? |-){name}|{name}[- ]{number}", cell):
        return _valid(2026, _month(found[2] or found[3], language), int(found[1] or found[4]))
    return None


def _month(name: str, language: str) -> int:
    """Return the number of a month by its first letters, or 0."""
    for names in (MONTHS, MONTHS_BY_LANGUAGE.get(language, ())):
        if name.lower()[:3] in names:
            return names.index(name.lower()[:3]) + 1
    return 0


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(cell: str) -> str | None:
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?( ?[ap]m)?", cell, re.IGNORECASE)
    return f"{int(found[1]):02}:{found[2]}:{found[3] or '00'}" if found else None


def _number(cell: str, decimal: str) -> str | None:
    """Return a number as a cell without a format shows it: few digits, and large ones as a power."""
    if found := re.fullmatch(r"\(([0-9]+)\)", cell):
        return f"-{found[1]}"
    if found := re.fullmatch(r"([0-9]+) ([0-9])/([1-9])", cell):
        return str(int(found[1]) + int(found[2]) / int(found[3]))
    group = "," if decimal == "." else r"[. \u00a0]"
    digits = rf"[0-9]+(?:{group}[0-9]{{3}})*\{decimal}?[0-9]*|\{decimal}[0-9]+"
    found = re.fullmatch(rf"(?:[€$£] ?)?([+-]?(?:{digits})(?:[eE][+-]?[0-9]+)?)(%?)", cell)
    if not found:
        return None
    plain = re.sub(group, "", found[1]).replace(decimal, ".")
    value = float(plain)
    shown = f"{value:.2E}" if "e" in plain.lower() or abs(value) >= 1e11 else f"{value:.10g}"
    return shown.replace(".", decimal) + found[2]
