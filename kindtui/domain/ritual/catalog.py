"""The content that ships with kindtui and that a day needs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from kindtui.domain.ritual.acts import Idea
    from kindtui.domain.ritual.boundaries import Check
    from kindtui.domain.ritual.prompts import Prompt

T = TypeVar("T")

ClosingKind = Literal["gave", "received", "both", "kept", "rest", "quiet", "hard"]


class Closing(Struct, frozen=True):
    """A closing sentence.

    Attributes:
        fits: Which days it fits; "any" is every day that is not hard.
        evening: Whether it is said in the evening alone.
    """

    id: str
    text: str
    fits: ClosingKind | Literal["any"]
    evening: bool = False


class ContentLoader(Protocol):
    """What reads the content."""

    def __call__(self, name: str, type_: type[T]) -> T:
        """Return what is in the content file `name`, as a value of that type."""
        ...


class Catalog:
    """The acts, checks, closings and prompts; each of them is read when it is first needed."""

    def __init__(self, load: ContentLoader) -> None:
        """Read everything with `load`."""
        self.load = load

    @cached_property
    def acts(self) -> tuple[Idea, ...]:
        """The acts, also those that are not suggested any more."""
        from kindtui.domain.ritual.acts import Idea

        return self.load("acts", tuple[Idea, ...])

    @cached_property
    def active_acts(self) -> tuple[Idea, ...]:
        """The acts that are still suggested."""
        return tuple(idea for idea in self.acts if not idea.retired)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The boundary checks."""
        from kindtui.domain.ritual.boundaries import Check

        return self.load("boundaries", tuple[Check, ...])

    @cached_property
    def closings(self) -> tuple[Closing, ...]:
        """The closing sentences."""
        return self.load("closings", tuple[Closing, ...])

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """The questions."""
        from kindtui.domain.ritual.prompts import Prompt

        return self.load("prompts", tuple[Prompt, ...])
