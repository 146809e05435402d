"""Where the words of a journal and its drafts stand, and which of them are sealed together."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import msgspec
from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.settings import Settings
from kindtui.storage.sealing.seals import Place

SEALED_DRAFTS = "sealed"  # the field of a day in the file of drafts of a locked journal
SETTINGS_PLACE = Place("", "settings", "")
# What is sealed together, in the place of the first; the others are left empty.
FIELDS: Mapping[type, tuple[str, ...]] = {
    Line: ("text",),
    Act: ("text", "who", "when", "audience", "source"),
    CustomEntry: ("text", "script"),
    Conflict: ("text",),
}
_SEALED = re.compile(rb'"(sealed\.[sb]\.[^"]*)"')

Entry = TypeVar("Entry", Line, Act, CustomEntry, Conflict)


def words_beside_text(entry: Line | Act | CustomEntry | Conflict) -> list[str]:
    """Return the words of an entry that are sealed with its text."""
    return [getattr(entry, name) for name in FIELDS[type(entry)][1:]]


def low_mood_words(settings: Settings) -> list[object]:
    """Return what is sealed of the settings."""
    return [msgspec.to_builtins(settings.low_mood_told), settings.low_mood_in_a_row]


def draft_place(on: date) -> Place:
    """Return where the drafts of a day stand."""
    return Place(_day_name(on), "draft", "")


def conflict_place(conflict: Conflict) -> Place:
    """Return where a conflict stands."""
    return Place(_day_name(conflict.day), conflict.part, conflict.uid)


def _day_name(on: date) -> str:
    return "" if on == UNDATED else on.isoformat()


def drafts_in(fields: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each text that waits in a field, after the name of the field."""
    for field, texts in fields.items():
        yield from ((field, text) for text in texts)


def changed_step(
    step: UndoStep,
    change_day: Callable[[Day], Day],
    change_conflict: Callable[[Conflict], Conflict],
    change_entry: Callable[[str, CustomEntry], CustomEntry],
    change_settings: Callable[[Settings], Settings],
) -> UndoStep:
    """Return the step with everything that may have words changed."""
    return structs.replace(
        step,
        before=tuple(change_day(day) for day in step.before),
        settings=change_settings(step.settings) if step.settings else None,
        own=tuple((kind, change_entry(kind, entry)) for kind, entry in step.own),
        conflicts=tuple(change_conflict(one) for one in step.conflicts),
        conflicts_made=tuple(change_conflict(one) for one in step.conflicts_made),
    )


def tokens_of(journal: Journal) -> Iterator[str]:
    """Yield every sealed string of a journal, as it is in the file."""
    entries = list(journal.custom_entries.values())  # whose keys are no JSON
    data = msgspec.json.encode([structs.replace(journal, custom_entries={}), entries])
    yield from (text.decode() for text in _SEALED.findall(data))
