"""The CSV that Presently exports: a day and what one was grateful for."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from kindtui.domain.text import clean_lines
from kindtui.exchange.other_apps.csv_rows import parse_day, rows_of
from kindtui.exchange.other_apps.export import NOON, Entry, Export, LeftOut

DAY, TEXT = "entryDate", "entryContent"


def is_presently(header: Sequence[str]) -> bool:
    """Return whether a CSV file with that header comes from Presently."""
    return {DAY, TEXT} <= set(header)


def read(data: bytes) -> Export:
    """Return the texts of a CSV file; what they become is for the person to say.

    Raises:
        FormError: A row cannot be read.
    """
    entries: list[Entry] = []
    left_out: Counter[LeftOut] = Counter()
    for number, row in rows_of(data):
        day, text = parse_day(row[DAY], number), clean_lines(row[TEXT])
        if text:
            entries.append(Entry(datetime.combine(day, NOON), text, day=day))
        left_out[LeftOut.EMPTY] += not text
        left_out[LeftOut.OTHER_VALUES] += sum(bool(row[name]) for name in row if name not in (DAY, TEXT))
    return Export(tuple(entries), left_out, asks_field=True)
