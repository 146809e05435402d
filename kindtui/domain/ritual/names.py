"""The names used before, and how they complete what is typed."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.lazy_days import outlines_of
from kindtui.domain.ritual.aliases import NO_ALIASES, Aliases
from kindtui.domain.sentences import addressee
from kindtui.domain.text import casefolded, one_line

MAX_PREFIX_LENGTH = 40  # nobody types more letters before accepting a name


class Person(Struct, frozen=True):
    """Somebody who was named.

    Attributes:
        name: The name they are now known by, or else the latest spelling.
        day_count: On how many days they were named.
        last: The last of these days.
        days_by_other_spelling: On how many days their name is written otherwise.
    """

    name: str
    day_count: int
    last: date
    days_by_other_spelling: int = 0


def people(journal: Journal, aliases: Aliases = NO_ALIASES) -> tuple[Person, ...]:
    """Return everybody who was named for a day or an act, the latest first.

    Answers such as "nobody" or "not sure" are no names.
    """
    found: dict[str, Person] = {}
    names_by_text: dict[str, tuple[str, str]] = {}
    outlines = outlines_of(journal.days)
    for on in sorted(outlines, reverse=True):
        texts_by_key: dict[str, list[str]] = {}
        for text in dict.fromkeys(outlines[on].names):
            if text not in names_by_text:
                name = aliases.name_for(one_line(text))
                names_by_text[text] = casefolded(name) if addressee(name) else "", name
            texts_by_key.setdefault(names_by_text[text][0], []).append(text)
        for key, texts in texts_by_key.items():
            before = found.get(key) or Person(names_by_text[texts[0]][1], 0, on)
            is_other = any(text != before.name for text in texts)
            found[key] = Person(
                before.name,
                before.day_count + 1,
                before.last,
                before.days_by_other_spelling + is_other,
            )
    found.pop("", None)
    return tuple(found.values())


def names(journal: Journal, aliases: Aliases = NO_ALIASES) -> tuple[str, ...]:
    """Return every name of a day or an act, the latest used first; see `people`."""
    return tuple(person.name for person in people(journal, aliases))


def completions(known_names: Iterable[str]) -> Mapping[str, str]:
    """Return for each case-folded prefix the first of the names that it is a proper prefix of."""
    completion_by_prefix: dict[str, str] = {}
    for name in known_names:
        folded_name = casefolded(name)
        for length in range(1, min(len(folded_name), MAX_PREFIX_LENGTH + 1)):
            completion_by_prefix.setdefault(folded_name[:length], name)
    return completion_by_prefix
