"""Whether the day or the month comes first in the dates of a table: one decision, from all its rows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from kindtui.domain.dates import date_with_year
from kindtui.domain.journal.undo_step import AWAY
from kindtui.exchange.local_dates import DATE_ORDERS, DateOrder, readings_of
from kindtui.exchange.made_uids import TIMED_UID
from kindtui.exchange.table import Cells, NumberedRow, RowError
from kindtui.texts import get_text

KnownDays = Mapping[str, frozenset[date]]
NO_KNOWN_DAYS: KnownDays = {}
MAX_LAG = timedelta(days=2)  # between a day and what was written on it: nights and time zones


class _DatedRow(Struct, frozen=True):
    """A row with local dates. `days_by_order` has them by column, for each order that is possible."""

    number: int
    cells: Cells
    days_by_order: Mapping[DateOrder, Mapping[str, date]]

    @property
    def orders(self) -> set[DateOrder]:
        """The orders in which its dates are possible."""
        return set(self.days_by_order)

    @property
    def columns(self) -> list[str]:
        """The columns with its dates; if some may mean two days, only those."""
        first, *others = self.days_by_order.values()
        return [name for name in first if any(days[name] != first[name] for days in others)] or list(first)

    @property
    def is_ambiguous(self) -> bool:
        """Whether both orders are possible and differ."""
        first, *others = self.days_by_order.values()
        return any(days != first for days in others)

    @property
    def date_text(self) -> str:
        """The first of its dates as it is in the file, preferably one that may mean two days."""
        return self.cells[self.columns[0]].strip()

    def cells_in(self, order: DateOrder) -> Cells:
        """Return the cells with the dates in ISO form."""
        return {**self.cells, **{name: str(day) for name, day in self.days_by_order[order].items()}}


def with_iso_dates(
    rows: Sequence[NumberedRow], chosen: DateOrder | None = None, known_days: KnownDays = NO_KNOWN_DAYS
) -> list[NumberedRow]:
    """Return the rows with their days in ISO form; cells that are no dates are left as they are.

    A number above 12 tells the order of the whole table, or else the days on which the journal has its
    entries, or else the times in the rows, which spreadsheets leave alone.

    Args:
        rows: The rows of a table.
        chosen: The order a person chose, for a table that does not tell it.
        known_days: The days on which the journal has the entries and the days away, by uid.

    Raises:
        RowError: The order is ambiguous, or contradicts the one that was chosen or itself.
    """
    dated = {number: found for number, cells in rows if (found := _dated_row(number, cells))}
    if not dated:
        return list(rows)
    order = _order(list(dated.values()), chosen, known_days)
    return [(number, dated[number].cells_in(order) if number in dated else cells) for number, cells in rows]


def _dated_row(number: int, cells: Cells) -> _DatedRow | None:
    columns = ("day", "text") if cells.get("part") == AWAY else ("day",)
    readings = {name: found for name in columns if (found := readings_of(cells.get(name, "")))}
    days_by_order = {
        order: {name: found[order] for name, found in readings.items()}
        for order in DATE_ORDERS
        if readings and all(order in found for found in readings.values())
    }
    possible = {order: days for order, days in days_by_order.items() if not _is_backwards(days)}
    return _DatedRow(number, cells, possible or days_by_order) if days_by_order else None


def _is_backwards(days: Mapping[str, date]) -> bool:
    """Return whether days away end before they begin."""
    return "text" in days and "day" in days and days["text"] < days["day"]


def _order(rows: Sequence[_DatedRow], chosen: DateOrder | None, known_days: KnownDays) -> DateOrder:
    """Return the order in which all rows can be read.

    Raises:
        RowError: There is none, or more than one.
    """
    orders, suggested = _orders_by_numbers(rows), dict[int, DateOrder]()
    for suggestions in (_orders_by_known_days(rows, known_days), _orders_by_times(rows)):
        if len(orders) > 1 and len(set(suggestions.values())) == 1:
            orders, suggested = set(suggestions.values()), suggestions
    if chosen and chosen not in orders:
        raise _contradiction(rows, chosen, suggested)
    ambiguous = next((row for row in rows if row.is_ambiguous), None)
    if ambiguous and len(orders) > 1 and not chosen:
        raise _ambiguity(ambiguous)
    return chosen or min(orders)


def _orders_by_numbers(rows: Sequence[_DatedRow]) -> set[DateOrder]:
    """Return the orders that give a date of the calendar in every row.

    Raises:
        RowError: There is none.
    """
    orders = set(DATE_ORDERS)
    for row in rows:
        orders &= row.orders
        if not orders:
            problem = get_text("errors.import.date_order.mixed", number=row.number, date=row.date_text)
            raise RowError(problem)
    return orders


def _orders_by_known_days(rows: Sequence[_DatedRow], known_days: KnownDays) -> dict[int, DateOrder]:
    """Return the order in which the journal has the entry of a row on its day, by the number of the row."""
    suggestions: dict[int, DateOrder] = {}
    for row in rows if known_days else ():
        known = known_days.get(row.cells.get("uid", ""), ())
        orders = [order for order, days in row.days_by_order.items() if days.get("day") in known]
        if row.is_ambiguous and len(orders) == 1:
            suggestions[row.number] = orders[0]
    return suggestions


def _orders_by_times(rows: Sequence[_DatedRow]) -> dict[int, DateOrder]:
    """Return the order that the times in a row suggest, by the number of the row."""
    return {row.number: order for row in rows if (order := _order_by_times(row))}


def _order_by_times(row: _DatedRow) -> DateOrder | None:
    """Return the order by which a day is not after its last change, or else is that of one of the times.

    Days away are none of those: they are planned ahead.
    """
    times = [] if row.cells.get("part") == AWAY or not row.is_ambiguous else _local_dates(row.cells)
    if not times:
        return None
    days = {order: columns["day"] for order, columns in row.days_by_order.items()}
    possible = {order: day for order, day in days.items() if day - max(times) <= MAX_LAG}
    same_day = [order for order, day in possible.items() if any(abs(day - on) <= MAX_LAG for on in times)]
    candidates = list(possible) if len(possible) == 1 else same_day
    return candidates[0] if len(candidates) == 1 else None


def _local_dates(cells: Cells) -> list[date]:
    """Return the dates of the times in a row: those of writing, of the last change, and in the uid."""
    try:
        offset = timedelta(seconds=int(cells.get("offset", 0)))
        times = [datetime.fromisoformat(cells[name]) for name in ("written", "updated_at") if name in cells]
        if found := TIMED_UID.fullmatch(cells.get("uid", "")):
            times.append(datetime.fromtimestamp(int(found[1], 16) / 1_000_000, UTC))
        return [(at.replace(tzinfo=None) + offset).date() for at in times]
    except (ValueError, OverflowError, OSError):
        return []  # the row will be refused for them


def _contradiction(
    rows: Sequence[_DatedRow], chosen: DateOrder, suggested: Mapping[int, DateOrder]
) -> RowError:
    """Return the error that names the first date which is not in the order a person chose."""
    row = next(row for row in rows if chosen not in row.orders or suggested.get(row.number, chosen) != chosen)
    problem = get_text(
        "errors.import.date_order.contradiction", number=row.number, date=row.date_text, order=chosen
    )
    return RowError(problem, get_text("errors.import.date_order.leave_out"))


def _ambiguity(row: _DatedRow) -> RowError:
    """Return the error that names the first ambiguous date of a row in both readings."""
    dmy, mdy = (row.days_by_order[order][row.columns[0]] for order in DATE_ORDERS)
    problem = get_text(
        "errors.import.date_order.ambiguous", number=row.number, date=row.date_text,
        dmy=date_with_year(dmy), mdy=date_with_year(mdy),
    )  # fmt: skip
    return RowError(problem, get_text("errors.import.date_order.choose"))
