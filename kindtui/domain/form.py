"""Where a person stands in today's ritual: what the open card asks, and what is not saved yet."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.day import Part
from kindtui.domain.state import Due, State

Step = Literal["who", "energy", "offer", "own", "when", "acts", "evening", "second", "closed"]
Card = Literal["morning", "act", "evening"]

DUE_STEP: dict[Due, Step] = {"morning": "who", "act": "acts", "evening": "evening", "nothing": "closed"}
CARD_STEP: dict[Card, Step] = {"morning": "who", "act": "acts", "evening": "evening"}
CARD_OF: dict[Step, Card] = {
    "who": "morning",
    "energy": "morning",
    "offer": "morning",
    "own": "morning",
    "when": "morning",
    "acts": "act",
    "evening": "evening",
    "second": "evening",
}
FIELD_STEP: dict[str, Step] = {"who": "who", "own": "own", "received": "evening", "gave": "second"}


class Form(Struct, frozen=True):
    """A form of the day `on`. While `step` is None the open card is the one that is due.

    `drafts` holds what stands in each field, `page` the number of the offer, and `swapped`
    the uid of the act that the next choice takes the place of.
    """

    on: date
    step: Step | None = None
    who: str = ""
    energy: int | None = None
    page: int = 0
    swapped: str = ""
    drafts: Mapping[str, str] = {}

    def shown(self, state: State) -> Step:
        """The step on the screen."""
        return self.step or DUE_STEP[state.due]

    def carried(self, before: State, now: State) -> "Form":
        """The form after the clock or the journal moved on.

        While somebody is in it, the open card and its day stay; else it turns to today.
        """
        shown = self.shown(before)
        if self.step is not None or self.drafts.get(shown):
            return self.at(shown)
        return self if self.on == now.today else Form(now.today, drafts=self.drafts)

    def at(self, step: Step | None) -> "Form":
        """The same form at another step."""
        return structs.replace(self, step=step)

    def with_draft(self, step: Step, text: str) -> "Form":
        """The form with that text in the field of that step."""
        return structs.replace(self, drafts={**self.drafts, step: text})

    def choosing(self, day_who: str, energy: int | None, swapped: str = "") -> "Form":
        """The form at the suggestions, for another act or in place of one."""
        return structs.replace(
            self, step="offer", who=self.who or day_who, energy=energy, page=0, swapped=swapped
        )

    def finished(self) -> "Form":
        """A fresh form of the same day, which shows what is due; other drafts stay."""
        return Form(self.on, drafts=self.drafts)


def skippable(step: Step) -> Part | None:
    """The card that "not now" puts aside at that step."""
    card = CARD_OF.get(step)
    return card if card in ("morning", "evening") else None
