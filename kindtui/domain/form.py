"""The form: the step a person has reached in the ritual of a day, and the text that is not saved yet."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.drafts import DraftChange, Drafts, shown_texts
from kindtui.domain.journal.day import Answer, DayPart
from kindtui.domain.journal.parts import Part, may_have_lines, parts_of, texts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.ritual.acts import Pathway
from kindtui.domain.state import Due, State
from kindtui.domain.text import saved_forms

FormStep = Literal[
    "rest_first", "who", "energy", "mood_morning", "offer", "own", "when",
    "acts",
    "mood_evening", "connection", "evening", "open_plan", "second",
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
    "rest_first": "morning",
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
    "open_plan": "evening",
    "second": "evening",
}
EVENING_SCALES: tuple[Literal["mood_evening", "connection"], ...] = ("mood_evening", "connection")
EDIT: FormStep = "edit"
WRITE_GIVEN = "gave"  # a choice beside the suggestions for one more act, and beside a plan still open
AWAIT_KINDNESS, ASK_WHO = "await", "who"  # choices on a hard morning
LEAVE_OPEN = "leave"  # a choice where a plan is still open in the evening
STEP_BY_DRAFT_FIELD: dict[str, FormStep] = {
    step: step for step in ("who", "own", "when", "evening", "second", "kept")
}


class Form(Struct, frozen=True):
    """The step a person has reached in the ritual of a day; `kindtui.domain.flow` leads to the next one.

    Attributes:
        on: The logical day that the answers belong to.
        step: The current step; None for the first step of the card that is due.
        who: The name that was entered and may still be on its way to the journal.
        energy: The rating that was given, from 1 to 9, which may be on its way too.
        offer_page: Which three suggestions are shown, from 0.
        offer_pathway: The one of the four ways they are chosen from; None for all.
        replaced_uid: The uid of the act that the next choice replaces; empty for one more act.
        drafts: The text in each field, by the name of the field.
        editing: The text that is being rewritten, if any.
        pinned: Whether the form stays on its day when the date changes, because the user opened that day.
        is_extra: Whether one more act is being added, which the ritual did not ask for.
    """

    on: date
    step: FormStep | None = None
    who: str = ""
    energy: int | None = None
    offer_page: int = 0
    offer_pathway: Pathway | None = None
    replaced_uid: str = ""
    drafts: Mapping[str, str] = {}
    editing: TextRef | None = None
    pinned: bool = False
    is_extra: bool = False

    def current_step(self, state: State) -> FormStep:
        """Return the step that is asked now: the one it is at, or the first of the card that is due."""
        if self.step == "open_plan" and not state.journal.day(self.on).planned:  # settled in another way
            return "second"
        return self.step or self._due_step(state)

    def _due_step(self, state: State) -> FormStep:
        """Return the first step of what is due; a draft that follows something saved comes before it."""
        day, is_today = state.journal.day(self.on), self.on == state.today and not self.pinned
        if is_today and self.drafts.get("when") and day.planned:
            return "when"
        if is_today and self.drafts.get("second") and day.reflection:
            return "second"
        match STEP_BY_DUE[state.due_on(self.on)]:
            case "who":
                return self._morning_step(state)
            case "evening":
                return self.opening_step("evening", state)
            case step:
                return step

    def _morning_step(self, state: State) -> FormStep:
        """Return the first question of the morning that is not answered; a name begun is finished first.

        A hard day begins with rest and receiving.
        """
        day = state.journal.day(self.on)
        is_note = state.prompt("morning", self.on).records == "note"
        is_begun = (day.notes if is_note else day.who and day.who.is_given) or day.is_rated("energy")
        if not is_begun and state.is_hard_day and not self.pinned and not any(self.drafts.values()):
            return "rest_first"
        if not is_begun or self.drafts.get("who"):
            return "who"
        is_own_begun = self.drafts.get("own") and not self.pinned
        return "own" if is_own_begun else self.step_after_name(state)

    def step_after_name(self, state: State) -> FormStep:
        """Return the step that follows the name: the energy, unless it has been rated."""
        day = state.journal.day(self.on)
        if self.on != state.today or not day.is_rated("energy"):
            return "energy"
        return "mood_morning" if state.journal.settings.scales and day.mood_morning is None else "offer"

    def opening_step(self, card: FormCard, state: State) -> FormStep:
        """Return the first step of a card; today any scale switched on comes before the reflection."""
        scales_due = (
            state.journal.settings.scales and self.on == state.today and not self.drafts.get("evening")
        )
        if card == "evening" and scales_due:
            day = state.journal.day(self.on)
            return next((scale for scale in EVENING_SCALES if getattr(day, scale) is None), "evening")
        return STEP_BY_CARD[card]

    def given_name(self, state: State) -> str:
        """Return the name that acts are suggested for: the one just entered, or else that of the day."""
        return self.who or self.recorded_name(state)

    def given_energy(self, state: State) -> int | None:
        """Return the energy that acts are suggested for: the rating just given, or else that of the day."""
        return self.energy or state.journal.day(self.on).rating("energy")

    def draft_field(self, step: FormStep) -> str:
        """Return the name under which the draft of that step is kept."""
        return self.editing.draft_field if step == EDIT and self.editing else step

    def rebased(self, old_state: State, new_state: State) -> "Form":
        """Return the form after the clock or the journal changed.

        A form in use keeps its step and its day; any other becomes a fresh form of today.
        """
        act_before, act = (state.journal.day(self.on).act_to_schedule for state in (old_state, new_state))
        if self.step == "when" and act_before and not act:  # nothing is left to ask it of
            return self.finished()
        if self.pinned:
            return self
        current_step = self.current_step(old_state)
        if self.step is not None or self.drafts.get(self.draft_field(current_step)):
            return self.at_step(current_step)
        on = new_state.today
        return self if self.on == on else Form(on, drafts=shown_texts(new_state.drafts, on))

    def at_step(self, step: FormStep | None) -> "Form":
        """Return the form at another step."""
        return structs.replace(self, step=step)

    def at_field(self, field: str) -> "Form":
        """Return the form at the field whose drafts have that name."""
        if ref := TextRef.from_draft_field(field):
            return self.with_editing(ref)
        return self.at_step(STEP_BY_DRAFT_FIELD.get(field, self.step))

    def without_past_texts(self, old_state: State, new_state: State) -> "Form":
        """Return the form without texts that are in the journal since, or were purged with their day.

        Redo or another window saved them, or a command purged them.
        """
        old_day, new_day = (state.journal.day(self.on) for state in (old_state, new_state))
        if old_day is new_day or not any(self.drafts.values()):
            return self
        saved = texts_of(new_day) - texts_of(old_day)
        old_drafts, new_drafts = (state.drafts.get(self.on, {}) for state in (old_state, new_state))

        def is_past(field: str, text: str) -> bool:
            if new_day.purged != old_day.purged:
                return text in set(old_drafts.get(field, ())).difference(new_drafts.get(field, ()))
            return field in STEP_BY_DRAFT_FIELD and not saved.isdisjoint(saved_forms(text))

        kept = {field: "" if is_past(field, text) else text for field, text in self.drafts.items()}
        return self if kept == self.drafts else structs.replace(self, drafts=kept)

    def with_waiting_texts(self, before: Drafts, after: Drafts, except_field: str = "") -> "Form":
        """Return the form after the drafts changed; one field can be excepted.

        A text that is no draft any more is gone, or is what it became on another screen, and an empty field
        gets the first that waits in it.
        """
        old, new = before.get(self.on, {}), after.get(self.on, {})
        texts = dict(self.drafts)
        for field in (old.keys() | new.keys()) - {except_field}:
            text, waiting = texts.get(field, ""), new.get(field, ())
            if not text or text in set(old.get(field, ())).difference(waiting):
                texts[field] = waiting[0] if waiting else ""
        return self if texts == self.drafts else structs.replace(self, drafts=texts)

    def with_draft(self, step: FormStep, text: str) -> "Form":
        """Return the form with that text as the draft of that step."""
        return structs.replace(self, drafts={**self.drafts, self.draft_field(step): text})

    def draft_changes_since(self, before: "Form") -> tuple[DraftChange, ...]:
        """Return the changes from the drafts of an earlier form; the new text of one used up is empty."""
        old_texts = {field: before.drafts.get(field, "") for field in self.drafts}
        return tuple(
            DraftChange(self.on, field, old_texts[field], text)
            for field, text in self.drafts.items()
            if text != old_texts[field]
        )

    def recorded_name(self, state: State) -> str:
        """Return the name that is recorded for the day, where the morning asks for one."""
        who = state.journal.day(self.on).who
        return who.value if who and state.prompt("morning", self.on).records != "note" else ""

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

    def may_have_lines(self, state: State) -> bool:
        """Return whether the text that is asked for now may have several lines."""
        match self.current_step(state):
            case "evening" | "second" | "kept":
                return True
            case "who":
                return state.prompt("morning", self.on).records == "note"
            case "edit":
                return self.editing is not None and may_have_lines(self.editing, self.edited_part(state))
            case _:
                return False

    def with_editing(self, ref: TextRef | None) -> "Form":
        """Return the form at the field in which that text is rewritten; without one, at the closed day."""
        return structs.replace(self, step=EDIT if ref else "closed", editing=ref)

    def at_offer(self, default_who: str, energy: int | None, replaced_uid: str = "") -> "Form":
        """Return the form at the suggestions, for one more act or to replace the one with that uid."""
        return structs.replace(
            self,
            step="offer",
            who=self.who or default_who,
            energy=energy,
            offer_page=0,
            offer_pathway=None,
            replaced_uid=replaced_uid,
            is_extra=True,
        )

    def is_extra_act(self, state: State) -> bool:
        """Return whether an act is being added beside those that the ritual asks for, or in place of one."""
        if self.step == "second":
            return self.is_extra
        is_beside = self.is_extra or bool(self.replaced_uid or state.journal.day(self.on).acts)
        return is_beside and self.step in ("offer", "own")

    def finished(self) -> "Form":
        """Return a fresh form of the same day with the same drafts: at what is due, or closed if pinned."""
        return Form(self.on, "closed" if self.pinned else None, drafts=self.drafts, pinned=self.pinned)


def resumed_form(state: State) -> Form:
    """Return the form of today when the app starts."""
    return Form(state.today, drafts=shown_texts(state.drafts, state.today))


def pinned_form(on: date, drafts: Drafts, step: FormStep | None = None) -> Form:
    """Return the form of a day that the user opened: at that step, or at what is due on that day."""
    return Form(on, step, drafts=shown_texts(drafts, on), pinned=True)


def skippable_day_part(step: FormStep) -> DayPart | None:
    """Return the part of the day that "not now" puts aside at that step; None if it puts nothing aside."""
    card = CARD_BY_STEP.get(step)
    return card if card in ("morning", "evening") and step != "open_plan" else None
