"""A reference to one text of a day, and the name of the draft in which it is rewritten."""

from typing import Literal, get_args

from msgspec import Struct, structs

ActText = Literal["text", "who", "when"]

ACT_TEXTS: tuple[ActText, ...] = get_args(ActText)  # in the order in which they are asked for
DRAFT_PREFIX = "edit"


class TextRef(Struct, frozen=True):
    """A text of a day: the field and uid of its part, and which text of an act it is."""

    part: str
    uid: str = ""
    text: ActText = "text"

    @property
    def draft_field(self) -> str:
        """The field under which its draft is kept."""
        return f"{DRAFT_PREFIX} {self.part} {self.uid} {self.text}"

    @classmethod
    def from_draft_field(cls, field: str) -> "TextRef | None":
        """Return the text whose draft is kept under `field`; None if that is no such field."""
        prefix, _, rest = field.partition(" ")
        if prefix != DRAFT_PREFIX:
            return None
        part, uid, name = rest.split(" ")
        return next((cls(part, uid, text) for text in ACT_TEXTS if text == name), None)

    @property
    def may_be_empty(self) -> bool:
        """Whether the text can be left out: a name or a time, but not a line or an act."""
        return self.part == "who" or self.text != "text"

    @property
    def next(self) -> "TextRef | None":
        """The text that is asked for after it: an act also has a who and a when."""
        following = ACT_TEXTS[ACT_TEXTS.index(self.text) + 1 :]
        return structs.replace(self, text=following[0]) if self.part == "acts" and following else None
