"""The names used before, and how they complete what is typed."""

from collections.abc import Iterable, Iterator, Mapping

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.sentences import addressee
from kindtui.domain.text import casefolded, one_line

MAX_PREFIX_LENGTH = 40  # nobody types more letters before accepting a name


def names(journal: Journal) -> tuple[str, ...]:
    """Return every name of a day or an act, the latest used first, in its latest spelling.

    Answers such as "nobody" or "not sure" are no names.
    """
    days = sorted(journal.days.items(), reverse=True)
    spellings = dict.fromkeys(name for _, day in days for name in _names_on(day))
    name_by_key: dict[str, str] = {}
    for name in map(one_line, spellings):
        name_by_key.setdefault(casefolded(name), name)
    return tuple(name for name in name_by_key.values() if addressee(name))


def _names_on(day: Day) -> Iterator[str]:
    """Yield the names of a day, the latest first."""
    yield from (act.who for act in reversed(day.acts))
    if day.who:
        yield day.who.value


def completions(known_names: Iterable[str]) -> Mapping[str, str]:
    """Return for each case-folded prefix the first of the names that it is a proper prefix of."""
    completion_by_prefix: dict[str, str] = {}
    for name in known_names:
        folded_name = casefolded(name)
        for length in range(1, min(len(folded_name), MAX_PREFIX_LENGTH + 1)):
            completion_by_prefix.setdefault(folded_name[:length], name)
    return completion_by_prefix
