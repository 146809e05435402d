"""Where a person stands in the ritual of a day: what the open card asks, and what is not saved yet."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.journal.day import Answer, DayPart
from kindtui.domain.journal.parts import Part, parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.state import Drafts, Due, State

FormStep = Literal[
    "who", "energy", "mood_morning", "offer", "own", "when",
    "acts",
    "mood_evening", "connection", "evening", "second",
    "kept", "edit", "closed",
]  # fmt: skip
FormCard = Literal["morning", "act", "evening"]

STEP_BY_DUE: dict[Due, FormStep] = {
    "morning": "who",
    "act": "acts",
    "evening": "evening",
    "nothing": "closed",
}
STEP_BY_CARD: dict[FormCard, FormStep] = {"morning": "who", "act": "acts", "evening": "evening"}
CARD_BY_STEP: dict[FormStep, FormCard] = {
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
EDIT: FormStep = "edit"
STEP_BY_DRAFT_FIELD: dict[str, FormStep] = {
    step: step for step in ("who", "own", "when", "evening", "second", "kept")
}


class Form(Struct, frozen=True):
    """A form of the day `on`. While `step` is None the open card is the one that is due.

    `drafts` holds what stands in each field, `page` the number of the offer, and `swapped`
    the uid of the act that the next choice takes the place of. `editing` is the text that is
    written anew. A form that `stays` keeps its day, whatever the clock says.
    """

    on: date
    step: FormStep | None = None
    who: str = ""
    energy: int | None = None
    offer_page: int = 0
    replaced_uid: str = ""
    drafts: Mapping[str, str] = {}
    editing: TextRef | None = None
    pinned: bool = False

    def current_step(self, state: State) -> FormStep:
        """The step on the screen."""
        return self.step or self._due_step(state)

    def _due_step(self, state: State) -> FormStep:
        step = STEP_BY_DUE[state.due_on(self.on)]
        return self.opening_step("evening", state) if step == "evening" else step

    def opening_step(self, card: FormCard, state: State) -> FormStep:
        """The step at which a card opens: the scales come before the reflection, today and if they are on."""
        scales_due = (
            state.journal.settings.scales and self.on == state.today and not self.drafts.get("evening")
        )
        if card == "evening" and scales_due:
            day = state.journal.day(self.on)
            return next((scale for scale in EVENING_SCALES if getattr(day, scale) is None), "evening")
        return STEP_BY_CARD[card]

    def draft_field(self, step: FormStep) -> str:
        """The name of the draft of the field at that step."""
        return self.editing.draft_field if step == EDIT and self.editing else step

    def rebased(self, old_state: State, new_state: State) -> "Form":
        """The form after the clock or the journal moved on.

        While somebody is in it, the open card and its day stay; else it turns to today.
        """
        if self.pinned:
            return self
        current_step = self.current_step(old_state)
        if self.step is not None or self.drafts.get(self.draft_field(current_step)):
            return self.at_step(current_step)
        return self if self.on == new_state.today else Form(new_state.today, drafts=self.drafts)

    def at_step(self, step: FormStep | None) -> "Form":
        """The same form at another step."""
        return structs.replace(self, step=step)

    def with_draft(self, step: FormStep, text: str) -> "Form":
        """The form with that text in the field of that step."""
        return structs.replace(self, drafts={**self.drafts, self.draft_field(step): text})

    def draft_changes_since(self, before: "Form") -> dict[tuple[date, str], str]:
        """Return the drafts that differ from those of an earlier form, by day and field; empty if used up."""
        return {
            (self.on, field): text
            for field, text in self.drafts.items()
            if text != before.drafts.get(field, "")
        }

    def edited_part(self, state: State) -> Part | None:
        """Return the part of the day whose text is being rewritten, if it is still there."""
        ref = self.editing
        return parts_of(state.journal.day(self.on)).get((ref.part, ref.uid)) if ref else None

    def edited_text(self, state: State) -> str:
        """Return the text that is being rewritten, as it is recorded now."""
        part = self.edited_part(state)
        if isinstance(part, Answer):
            return str(part.value or "")
        return getattr(part, self.editing.text, "") if self.editing else ""

    def with_editing(self, ref: TextRef | None) -> "Form":
        """The form at the field of a text that is written anew, or back at the list of the day."""
        return structs.replace(self, step=EDIT if ref else "closed", editing=ref)

    def at_offer(self, default_who: str, energy: int | None, replaced_uid: str = "") -> "Form":
        """The form at the suggestions, for another act or in place of one."""
        return structs.replace(
            self,
            step="offer",
            who=self.who or default_who,
            energy=energy,
            offer_page=0,
            replaced_uid=replaced_uid,
        )

    def is_extra_act(self, state: State) -> bool:
        """Whether an act is chosen beside those of the day, or in the place of one."""
        return self.step in ("offer", "own") and bool(self.replaced_uid or state.journal.day(self.on).acts)

    def finished(self) -> "Form":
        """A fresh form of the same day, which shows what is due, or all of a day that stays; drafts stay."""
        return Form(self.on, "closed" if self.pinned else None, drafts=self.drafts, pinned=self.pinned)


def resumed_form(state: State) -> Form:
    """The form of today, at the field that was left with text in it after what it belongs to was saved."""
    form = Form(state.today, drafts=state.drafts.get(state.today, {}))
    if form.drafts.get("when") and state.day.planned:
        return form.at_step("when")
    if form.drafts.get("second") and state.day.reflection:
        return form.at_step("second")
    return form


def pinned_form(on: date, drafts: Drafts, step: FormStep | None = None) -> Form:
    """The form of a day that was opened by hand: at that step, else at what is open on such a day."""
    return Form(on, step, drafts=drafts.get(on, {}), pinned=True)


def form_at_unsaved_text(on: date, drafts: Drafts) -> Form:
    """The form of a day at the field that holds text not saved yet."""
    form = pinned_form(on, drafts)
    for field in form.drafts:
        if ref := TextRef.from_draft_field(field):
            return form.with_editing(ref)
        if step := STEP_BY_DRAFT_FIELD.get(field):
            return form.at_step(step)
    return form


def skippable_day_part(step: FormStep) -> DayPart | None:
    """The card that "not now" puts aside at that step."""
    card = CARD_BY_STEP.get(step)
    return card if card in ("morning", "evening") else None
