"""What the steps of the ritual save, and which step each of them leads to."""

from collections.abc import Mapping

from msgspec import structs

from kindtui.domain.flow.base import Transition, finished
from kindtui.domain.form import ASK_WHO, AWAIT_KINDNESS, EVENING_SCALES, WRITE_GIVEN, Form, FormStep
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    KindnessAwaited,
    NoteWritten,
    ReflectionWritten,
    Request,
    RestChosen,
    ScaleRated,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.suggestions import NEXT_OFFER, NEXT_PATHWAY, RECEIVE, REST, WRITE_OWN, next_pathway
from kindtui.domain.state import State

STEP_BY_CHOICE: Mapping[str, FormStep] = {WRITE_OWN: "own", RECEIVE: "evening", WRITE_GIVEN: "second"}


def name_entered(state: State, form: Form, text: str) -> Transition:
    """Save the name or the note, and ask the next question of the morning."""
    requests: list[Request] = []
    is_note = _asks_for_note(state, form)
    if text and is_note:
        requests.append(NoteWritten(form.on, text))
    elif not is_note and text != form.recorded_name(state):
        requests.append(TextRewritten(form.on, TextRef("who"), text))
    form = form.with_draft("who", "")
    form = structs.replace(form, step=form.step_after_name(state), who="" if is_note else text)
    return Transition(form, tuple(requests))


def _asks_for_note(state: State, form: Form) -> bool:
    return state.prompt("morning", form.on).records == "note"


def typed_name(state: State, form: Form) -> str:
    """Return the name that was typed but not entered; a note is no name."""
    return "" if _asks_for_note(state, form) else form.drafts.get("who", "")


def morning_ended(state: State, form: Form, *requests: Request) -> Transition:
    """Finish a morning without an act: save what it has so far, then these requests."""
    day, name = state.journal.day(form.on), form.who or typed_name(state, form)
    note = form.drafts.get("who", "") if _asks_for_note(state, form) else ""
    unsaved: list[Request] = []
    if note:
        unsaved.append(NoteWritten(form.on, note))
    if name and not (day.who and day.who.value == name):
        unsaved.append(TextRewritten(form.on, TextRef("who"), name))
    if form.energy and form.energy != day.rating("energy"):
        unsaved.append(ScaleRated(form.on, "energy", form.energy))
    return finished(form.with_draft("who", ""), *unsaved, *requests)


def step_after_scale(scale: FormStep, state: State, form: Form) -> FormStep:
    """Return the step that follows a scale of today."""
    day, scales_enabled = state.journal.day(form.on), state.journal.settings.scales
    if scale == "energy" and scales_enabled and day.mood_morning is None:
        return "mood_morning"
    if scale == "mood_evening" and scales_enabled and day.connection is None:
        return "connection"
    return "evening" if scale in EVENING_SCALES else "offer"


def rest_first_answered(state: State, form: Form, choice: str) -> Transition:
    """Rest, put the morning aside to receive, plan an act for oneself, or ask whom to encourage."""
    if choice == ASK_WHO:
        return Transition(form.at_step("who"))
    if choice == AWAIT_KINDNESS:
        return morning_ended(state, form, KindnessAwaited(form.on, "morning"))
    return offer_answered(state, form, choice)


def offer_answered(state: State, form: Form, choice: str) -> Transition:
    """Plan the suggested act with that id, or take the other way to go on."""
    if choice in STEP_BY_CHOICE:
        return Transition(form.at_step(STEP_BY_CHOICE[choice]))
    if choice == NEXT_OFFER:
        return Transition(structs.replace(form, offer_page=form.offer_page + 1))
    if choice == NEXT_PATHWAY:
        return Transition(structs.replace(form, offer_page=0, offer_pathway=next_pathway(form.offer_pathway)))
    if choice == REST:
        return morning_ended(state, form, RestChosen(form.on, is_rest_day=True))
    idea = next((idea for idea in state.ideas if idea.id == choice), None)
    if idea is None:
        return Transition(form)
    who = form.given_name(state)
    plan = Plan(idea.plan_for(who), who, form.given_energy(state), idea)
    return act_chosen(state, form, plan)


def act_chosen(state: State, form: Form, plan: Plan) -> Transition:
    """Save the act together with its name and energy, and ask for its time unless it replaces another."""
    request = ActChosen(form.on, plan, form.replaced_uid)
    form = form.with_draft("own", "")
    if not _asks_for_note(state, form):
        form = form.with_draft("who", "")
    return finished(form, request) if form.replaced_uid else Transition(form.at_step("when"), (request,))


def reflection_entered(state: State, form: Form, text: str) -> Transition:
    """Save the answer to the evening question, and ask about a plan still open.

    Without one, ask for a given act unless the answer is one.
    """
    records = state.prompt("evening", form.on).records
    request = ReflectionWritten(form.on, text, records)
    form = structs.replace(form.with_draft("evening", ""), is_extra=False)
    if state.journal.day(form.on).planned and not form.drafts.get("second"):
        return Transition(form.at_step("open_plan"), (request,))
    return finished(form, request) if records == "gave" else Transition(form.at_step("second"), (request,))


def open_plan_answered(state: State, form: Form, choice: str) -> Transition:
    """Leave the plans of the day open, ask what else was given, or save that the act `choice` was done."""
    if choice == WRITE_GIVEN:
        return Transition(form.at_step("second"))
    planned_uids = [act.uid for act in state.journal.day(form.on).planned]
    if choice not in planned_uids:
        return finished(form)
    request = ActStateChanged(form.on, choice, "done")
    return Transition(form, (request,)) if len(planned_uids) > 1 else finished(form, request)
