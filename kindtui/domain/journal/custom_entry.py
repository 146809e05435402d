"""Custom entries, which belong to no day: acts, checks, people to call, a helpline, names and questions."""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from kindtui.domain.dates import Instant

CustomEntryField = Literal["text", "script"]
CustomEntryKind = Literal[
    "own_acts",
    "own_checks",
    "own_people",
    "own_helplines",
    "left_out_names",
    "name_aliases",
    "morning_questions",
    "evening_questions",
]
CustomEntryKey = tuple[str, str]  # the kind, and the uid within it

CUSTOM_ENTRY_FIELDS: tuple[CustomEntryField, ...] = ("text", "script")
CUSTOM_ENTRY_KINDS: tuple[CustomEntryKind, ...] = get_args(CustomEntryKind)
SINGLE_ENTRY_KINDS: frozenset[CustomEntryKind] = frozenset({"own_helplines"})  # a new one replaces the last
UNDATED = date.min  # stands for the date of custom entries in conflicts, undo steps and drafts


class CustomEntry(Struct, frozen=True, omit_defaults=True, gc=False):
    """A custom act, check, person, helpline or question, or a name; removed if the text is empty.

    Attributes:
        script: What can be said if a check does not hold, how a person is reached, or what a name is now.
        archived: Whether it is put away; a name that is put away is no longer left out, or by its old name.
        purged: Whether it was deleted for good, so that no older copy can bring it back.
        records: What the answer to a question is saved as; see `own_questions`.
    """

    uid: str
    text: str
    updated_at: Instant
    script: str = ""
    archived: bool = False
    purged: bool = False
    records: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are not empty."""
        return tuple(text for text in (self.text, self.script) if text)

    @property
    def tombstone(self) -> "CustomEntry":
        """The entry that replaces this one once it is purged."""
        return CustomEntry(self.uid, "", self.updated_at, purged=True)


def draft_field(kind: CustomEntryKind, uid: str, name: CustomEntryField = "text") -> str:
    """Return the name of the draft that holds the unsaved text of an entry; the uid of a new one is empty."""
    return f"{kind}.{name}.{uid}"
