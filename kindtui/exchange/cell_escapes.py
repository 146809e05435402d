"""Cells that a spreadsheet would take for something else than text, and how they are escaped."""

import re

from kindtui.exchange.local_values import BOOLEANS

MAX_DATE_WORDS, MAX_DATE_LENGTH = 2, 60  # as in "Sonntag, 22. November 2026 um 10:30 Uhr"

# Cells with such a start are formulas to a spreadsheet, or lose it; the wide signs are in Asian editions.
_FORMULA_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_INDENTED_FORMULA = re.compile(r"\s+[=+\-@＝＋－＠]")
_WORD = re.compile(r"[^\W\d_]{3,}")  # shorter ones are units, "am" or "de"
_UID = re.compile(r"(?!\d+e?\d+\Z)[0-9a-z]{18,}")  # too long for a date, and no number


def is_changeable(cell: str) -> bool:
    """Return whether a spreadsheet may save a text differently, as it would 007, 1e5, May 5 and TRUE.

    That depends on its language and settings, so this is true for all that could be a number or a date
    anywhere: what has a digit and no more words than a date. LibreOffice also drops tabs.
    """
    if "\t" in cell or _INDENTED_FORMULA.match(cell) or cell.strip().casefold() in BOOLEANS:
        return True
    if not re.search(r"\d", cell) or _UID.fullmatch(cell):
        return False
    words = _WORD.findall(cell)
    return not words or (len(words) <= MAX_DATE_WORDS and len(cell) <= MAX_DATE_LENGTH)


def escaped(cell: str) -> str:
    """Return a text as one that every spreadsheet leaves alone."""
    return "'" + cell.replace("\\", r"\\").replace("\t", r"\t")


def unescaped(cell: str) -> str:
    """Return the text of a cell that `escaped` returned, unless it was replaced since."""
    if not cell.startswith("'"):
        return cell
    return re.sub(r"\\([\\t])", lambda found: "\t" if found[1] == "t" else "\\", cell[1:])


def escaped_formula(cell: str) -> str:
    """Return a cell that is no formula, and that tells by itself whether it was one."""
    return f"'{cell}" if _FORMULA_START.match(cell) else cell


def unescaped_formula(cell: str) -> str:
    """Return the cell that `escaped_formula` was called with."""
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell
