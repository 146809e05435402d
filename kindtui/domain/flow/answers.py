"""Replies to the question of the current step."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import structs

from kindtui.domain.flow.actions import ActSettled, AnotherActRequested
from kindtui.domain.flow.base import Reply, Transition, finished
from kindtui.domain.flow.editing import form_at_entry, text_rewritten
from kindtui.domain.flow.steps import (
    act_chosen,
    morning_ended,
    name_entered,
    offer_answered,
    open_plan_answered,
    reflection_entered,
    rest_first_answered,
    step_after_scale,
    typed_name,
)
from kindtui.domain.form import Form
from kindtui.domain.journal.day import SCALES, ScaleName
from kindtui.domain.requests import ActScheduled, GivenActWritten, KeptBoundaryWritten, Request, ScaleRated
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State

ADD_ACT = "add"  # a choice where the day has no act yet
SCALE_BY_STEP: Mapping[str, ScaleName] = {scale: scale for scale in SCALES}
REQUEST_BY_FINAL_STEP: Mapping[str, Callable[[date, str], Request]] = {
    "when": ActScheduled,
    "second": GivenActWritten,
    "kept": KeptBoundaryWritten,
}


class TextEntered(Reply, frozen=True):
    """A line was finished with Enter; it may be empty."""

    text: str

    def advance(self, state: State, form: Form) -> Transition:
        """Save the text as what the question asks for."""
        text = self.text
        match form.current_step(state):
            case "who":
                transition = name_entered(state, form, text)
            case "own" if text:
                who = form.given_name(state) or typed_name(state, form)
                transition = act_chosen(state, form, Plan(text, who, form.given_energy(state)))
            case "evening" if text:
                transition = reflection_entered(state, form, text)
            case "when" | "second" | "kept" as step:
                requests = [REQUEST_BY_FINAL_STEP[step](form.on, text)] if text else []
                transition = finished(form.with_draft(step, ""), *requests)
            case "edit":
                transition = text_rewritten(state, form, text)
            case _:
                transition = Transition(form)
        return transition


class Rated(Reply, frozen=True):
    """A scale was answered with a number from 1 to 9, or skipped."""

    rating: int | None

    def advance(self, state: State, form: Form) -> Transition:
        """Save the rating, and keep the energy of a morning for the act that follows too."""
        step = form.current_step(state)
        if step not in SCALE_BY_STEP:
            return Transition(form)
        is_over = bool(form.editing) or form.on != state.today  # so no act follows
        requests: tuple[Request, ...] = ()
        if step == "energy" and not is_over:
            form = structs.replace(form, energy=self.rating)
        if self.rating:
            requests = (ScaleRated(form.on, SCALE_BY_STEP[step], self.rating),)
        next_form = form.with_editing(None) if is_over else form.at_step(step_after_scale(step, state, form))
        return Transition(next_form, requests)


class Chosen(Reply, frozen=True):
    """A row of a list was chosen: a suggestion or another way to go on, an act, or an entry of the day."""

    choice: str

    def advance(self, state: State, form: Form) -> Transition:
        """Do what the row stands for."""
        match form.current_step(state), self.choice:
            case "closed", entry:
                transition = Transition(form_at_entry(state, form, entry))
            case "acts", uid if uid != ADD_ACT:
                transition = ActSettled(uid, "done").advance(state, form)
            case "acts", _:
                transition = AnotherActRequested().advance(state, form)
            case "rest_first", choice:
                transition = rest_first_answered(state, form, choice)
            case "offer", choice:
                transition = offer_answered(state, form, choice)
            case "open_plan", choice:
                transition = open_plan_answered(state, form, choice)
            case _:
                transition = Transition(form)
        return transition


class Passed(Reply, frozen=True):
    """A question of `kindtui checkin` was passed over with an empty line."""

    def advance(self, state: State, form: Form) -> Transition:
        """Go on without an answer; a morning that ends so keeps its name and energy."""
        match form.current_step(state):
            case "who":
                transition = TextEntered(form.recorded_name(state)).advance(state, form)
            case "when" | "second" | "kept":
                transition = TextEntered("").advance(state, form)
            case "energy" | "mood_morning" | "mood_evening" | "connection":
                transition = Rated(None).advance(state, form)
            case "own" if not form.pinned:
                transition = Transition(form.at_step("offer"))
            case "offer" if not form.is_extra_act(state):
                transition = morning_ended(state, form)
            case _:
                transition = finished(form)
        return transition
