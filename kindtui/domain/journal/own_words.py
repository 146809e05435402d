"""Words of the user's own that belong to no day: acts to choose again, boundary checks, and people."""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct, structs

from kindtui.domain.dates import Instant

Text = Literal["text", "script"]
Kind = Literal["own_acts", "own_checks", "own_people"]
Key = tuple[str, str]  # the kind, and the uid within it

TEXTS: tuple[Text, ...] = ("text", "script")
KINDS: tuple[Kind, ...] = get_args(Kind)
NO_DAY = date.min  # the day of what belongs to none: in conflicts, steps to undo, and drafts


class Own(Struct, frozen=True, omit_defaults=True, gc=False):
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
    def words(self) -> tuple[str, ...]:
        """Its texts, without the empty ones."""
        return tuple(text for text in (self.text, self.script) if text)

    @property
    def gone(self) -> "Own":
        """What is left of it once it is purged."""
        return Own(self.uid, "", self.updated_at, purged=True)

    def same_as(self, other: "Own | None") -> bool:
        """Whether the other differs in nothing but `updated_at`."""
        return other is not None and structs.replace(other, updated_at=self.updated_at) == self


def draft_field(kind: Kind, uid: str, name: Text = "text") -> str:
    """The name under which unsaved words are kept as a draft of no day; an empty uid is a new entry."""
    return f"{kind}.{name}.{uid}"
