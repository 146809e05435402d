"""People: the names used before, and the one that is meant when somebody begins to type."""

from collections.abc import Iterable, Iterator, Mapping

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.text import folded, one_line

LONGEST = 40  # letters of a beginning; nobody types more before taking a name


def names(journal: Journal) -> tuple[str, ...]:
    """Every name of a day or an act, the latest used first, in the way it was last written."""
    days = sorted(journal.days.items(), reverse=True)
    written = dict.fromkeys(name for _, day in days for name in _written(day))
    found: dict[str, str] = {}
    for name in map(one_line, written):
        found.setdefault(folded(name), name)
    return tuple(name for name in found.values() if name)


def _written(day: Day) -> Iterator[str]:
    """The names of a day, the latest first."""
    yield from (act.who for act in reversed(day.acts))
    if day.who:
        yield day.who.value


def completions(names: Iterable[str]) -> Mapping[str, str]:
    """For each beginning of a name, folded, the first of the names that begins so and goes on."""
    found: dict[str, str] = {}
    for name in names:
        whole = folded(name)
        for length in range(1, min(len(whole), LONGEST + 1)):
            found.setdefault(whole[:length], name)
    return found
