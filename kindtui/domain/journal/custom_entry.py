"""Words of the user's own that belong to no day: acts to choose again, boundary checks, and people."""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from kindtui.domain.dates import Instant

CustomEntryField = Literal["text", "script"]
CustomEntryKind = Literal["own_acts", "own_checks", "own_people"]
CustomEntryKey = tuple[str, str]  # the kind, and the uid within it

CUSTOM_ENTRY_FIELDS: tuple[CustomEntryField, ...] = ("text", "script")
CUSTOM_ENTRY_KINDS: tuple[CustomEntryKind, ...] = get_args(CustomEntryKind)
UNDATED = date.min  # the day of what belongs to none: in conflicts, steps to undo, and drafts


class CustomEntry(Struct, frozen=True, omit_defaults=True, gc=False):
    """An act, a check or a person of the user's own; `script` is what can be said if a check does not hold.

    With an empty text it was taken back. If it is `purged`, no copy brings it back.
    """

    uid: str
    text: str
    updated_at: Instant
    script: str = ""
    archived: bool = False
    purged: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts, without the empty ones."""
        return tuple(text for text in (self.text, self.script) if text)

    @property
    def tombstone(self) -> "CustomEntry":
        """What is left of it once it is purged."""
        return CustomEntry(self.uid, "", self.updated_at, purged=True)


def draft_field(kind: CustomEntryKind, uid: str, name: CustomEntryField = "text") -> str:
    """The name under which unsaved words are kept as a draft of no day; an empty uid is a new entry."""
    return f"{kind}.{name}.{uid}"
