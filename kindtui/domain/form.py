"""Where a person stands in the ritual of a day: what the open card asks, and what is not saved yet."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.journal.day import Part
from kindtui.domain.state import Drafts, Due, State

Step = Literal[
    "who", "energy", "mood_morning", "offer", "own", "when",
    "acts",
    "mood_evening", "connection", "evening", "second",
    "kept", "edit", "closed",
]  # fmt: skip
Card = Literal["morning", "act", "evening"]

DUE_STEP: dict[Due, Step] = {"morning": "who", "act": "acts", "evening": "evening", "nothing": "closed"}
CARD_STEP: dict[Card, Step] = {"morning": "who", "act": "acts", "evening": "evening"}
CARD_OF: dict[Step, Card] = {
    "who": "morning",
    "energy": "morning",
    "mood_morning": "morning",
    "offer": "morning",
    "own": "morning",
    "when": "morning",
    "acts": "act",
    "mood_evening": "evening",
    "connection": "evening",
    "evening": "evening",
    "second": "evening",
}
EVENING_SCALES: tuple[Literal["mood_evening", "connection"], ...] = ("mood_evening", "connection")
LIST_STEP: dict[str, Step] = {"acts": "second", "received": "evening", "kept": "kept", "who": "who"}
EDIT = "edit"
FIELD_STEP: dict[str, Step] = {
    "who": "who",
    "own": "own",
    "when": "when",
    "received": "evening",
    "gave": "second",
    "kept": "kept",
}


STEP_NAMES: dict[str, Step] = {step: step for step in FIELD_STEP.values()}
TEXTS: dict[str, Literal["text", "who", "when"]] = {"text": "text", "who": "who", "when": "when"}


class Place(Struct, frozen=True):
    """A text of a day that can be written anew: its key in `parts`, and which text of an act it is."""

    part: str
    uid: str = ""
    text: Literal["text", "who", "when"] = "text"

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return f"{EDIT} {self.part} {self.uid} {self.text}"

    @property
    def next(self) -> "Place | None":
        """What is asked after it: an act also has a who and a when."""
        order = list(TEXTS)
        if self.part != "acts" or self.text == order[-1]:
            return None
        return structs.replace(self, text=order[order.index(self.text) + 1])


class Form(Struct, frozen=True):
    """A form of the day `on`. While `step` is None the open card is the one that is due.

    `drafts` holds what stands in each field, `page` the number of the offer, and `swapped`
    the uid of the act that the next choice takes the place of. `editing` is the text that is
    written anew. A form that `stays` keeps its day, whatever the clock says.
    """

    on: date
    step: Step | None = None
    who: str = ""
    energy: int | None = None
    page: int = 0
    swapped: str = ""
    drafts: Mapping[str, str] = {}
    editing: Place | None = None
    stays: bool = False

    def shown(self, state: State) -> Step:
        """The step on the screen."""
        return self.step or self._due(state)

    def _due(self, state: State) -> Step:
        step = DUE_STEP[state.due_on(self.on)]
        return self.opening("evening", state) if step == "evening" else step

    def opening(self, card: Card, state: State) -> Step:
        """The step at which a card opens: the scales come before the reflection, today and if they are on."""
        asked = state.journal.settings.scales and self.on == state.today and not self.drafts.get("evening")
        if card == "evening" and asked:
            day = state.journal.day(self.on)
            return next((scale for scale in EVENING_SCALES if getattr(day, scale) is None), "evening")
        return CARD_STEP[card]

    def after_scale(self, scale: Step, state: State) -> Step:
        """The step that follows a scale of today."""
        day, asked = state.journal.day(self.on), state.journal.settings.scales
        if scale == "energy" and asked and day.mood_morning is None:
            return "mood_morning"
        if scale == "mood_evening" and asked and day.connection is None:
            return "connection"
        return "evening" if scale in EVENING_SCALES else "offer"

    def field(self, step: Step) -> str:
        """The name of the draft of the field at that step."""
        return self.editing.draft if step == EDIT and self.editing else step

    def carried(self, before: State, now: State) -> "Form":
        """The form after the clock or the journal moved on.

        While somebody is in it, the open card and its day stay; else it turns to today.
        """
        if self.stays:
            return self
        shown = self.shown(before)
        if self.step is not None or self.drafts.get(self.field(shown)):
            return self.at(shown)
        return self if self.on == now.today else Form(now.today, drafts=self.drafts)

    def at(self, step: Step | None) -> "Form":
        """The same form at another step."""
        return structs.replace(self, step=step)

    def with_draft(self, step: Step, text: str) -> "Form":
        """The form with that text in the field of that step."""
        return structs.replace(self, drafts={**self.drafts, self.field(step): text})

    def rewriting(self, place: Place | None) -> "Form":
        """The form at the field of a text that is written anew, or back at the list of the day."""
        return structs.replace(self, step=EDIT if place else "closed", editing=place)

    def choosing(self, day_who: str, energy: int | None, swapped: str = "") -> "Form":
        """The form at the suggestions, for another act or in place of one."""
        return structs.replace(
            self, step="offer", who=self.who or day_who, energy=energy, page=0, swapped=swapped
        )

    def is_another(self, state: State) -> bool:
        """Whether an act is chosen beside those of the day, or in the place of one."""
        return self.step in ("offer", "own") and bool(self.swapped or state.journal.day(self.on).acts)

    def finished(self) -> "Form":
        """A fresh form of the same day, which shows what is due, or all of a day that stays; drafts stay."""
        return Form(self.on, "closed" if self.stays else None, drafts=self.drafts, stays=self.stays)


def resumed(state: State) -> Form:
    """The form of today, at the field that was left with text in it after what it belongs to was saved."""
    form = Form(state.today, drafts=state.drafts.get(state.today, {}))
    if form.drafts.get("when") and state.day.planned:
        return form.at("when")
    if form.drafts.get("second") and state.day.reflection:
        return form.at("second")
    return form


def form_of(on: date, drafts: Drafts, step: Step | None = None) -> Form:
    """The form of a day that was opened by hand: at that step, else at what is open on such a day."""
    return Form(on, step, drafts=drafts.get(on, {}), stays=True)


def unsaved(on: date, drafts: Drafts) -> Form:
    """The form of a day at the field that holds text not saved yet."""
    form = form_of(on, drafts)
    for field in form.drafts:
        if field.startswith(EDIT):
            part, uid, text = field.split(" ")[1:]
            return form.rewriting(Place(part, uid, TEXTS[text]))
        if step := STEP_NAMES.get(field):
            return form.at(step)
    return form


def skippable(step: Step) -> Part | None:
    """The card that "not now" puts aside at that step."""
    card = CARD_OF.get(step)
    return card if card in ("morning", "evening") else None
