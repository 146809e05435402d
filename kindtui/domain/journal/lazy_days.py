"""The days of a long journal, of which the older ones are decoded each time they are read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Raw

from kindtui.domain.journal.day import Day, EncodedDay

DayOutline = Day | EncodedDay


class LazyDays(Mapping[date, Day]):
    """Days by date, which take less memory than a `dict` of them; two reads may return two equal objects.

    Attributes:
        outlines: Each day as it is held.
    """

    __slots__ = ("_decode", "outlines")

    def __init__(self, outlines: Mapping[date, DayOutline], decode: Callable[[Raw], Day]) -> None:
        """Hold the days; `decode` returns the day of a document."""
        self.outlines = outlines
        self._decode = decode

    def __getitem__(self, on: date) -> Day:
        """Return the day at that date."""
        held = self.outlines[on]
        return held if isinstance(held, Day) else self._decode(held.document)

    def __iter__(self) -> Iterator[date]:
        """Iterate over the dates."""
        return iter(self.outlines)

    def __len__(self) -> int:
        """Return the number of days."""
        return len(self.outlines)

    def __contains__(self, on: object) -> bool:
        """Return whether there is a day at that date."""
        return on in self.outlines

    def __eq__(self, other: object) -> bool:
        """Return whether the other mapping holds equal days, decoding those that may differ."""
        if not isinstance(other, Mapping):
            return NotImplemented
        return self is other or (len(self) == len(other) and not any(changed_days(other, self)))

    __hash__ = None  # type: ignore[assignment]  # as that of a dict

    def with_days(self, days: Mapping[date, Day], *, in_order: bool = False) -> "LazyDays":
        """Return these days with some replaced or added; the others stay encoded."""
        outlines = {**self.outlines, **days}
        return LazyDays({on: outlines[on] for on in sorted(outlines)} if in_order else outlines, self._decode)


def outlines_of(days: Mapping[date, Day]) -> Mapping[date, DayOutline]:
    """Return what can be read of all days at once, decoding none."""
    return days.outlines if isinstance(days, LazyDays) else days


def with_days(
    days: Mapping[date, Day], changed: Mapping[date, Day], *, in_order: bool = False
) -> Mapping[date, Day]:
    """Return the days with some replaced or added, in the order of their dates if that is asked for."""
    if isinstance(days, LazyDays):
        return days.with_days(changed, in_order=in_order)
    united = {**days, **changed}
    return {on: united[on] for on in sorted(united)} if in_order else united


def changed_days(before: Mapping[date, Day], after: Mapping[date, Day]) -> Iterator[tuple[date, Day]]:
    """Yield the days of `after` that `before` lacks or has otherwise."""
    outlines = outlines_of(before)
    for on, held in outlines_of(after).items():
        was = outlines.get(on)
        if was is not held and not has_same_document(was, held) and before.get(on) != after[on]:
            yield on, after[on]


def has_same_document(one: DayOutline | None, other: DayOutline | None) -> bool:
    """Return whether two days are known to be equal without decoding them."""
    return isinstance(one, EncodedDay) and isinstance(other, EncodedDay) and one.document == other.document
