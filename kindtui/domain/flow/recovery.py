"""Going back to a field whose text could not be saved, or was removed by undo."""

from collections.abc import Mapping

from msgspec import structs

from kindtui.domain.form import EDIT, Form, FormStep
from kindtui.domain.journal.day import DayPart
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import ActChosen
from kindtui.domain.state import Refusal, State

PROMPT_STEPS: Mapping[DayPart, FormStep] = {"morning": "who", "evening": "evening"}
STEP_BY_FIELD: Mapping[str, FormStep] = {
    "who": "who",
    "own": "own",
    "when": "when",
    "received": "evening",
    "gave": "second",
    "kept": "kept",
}


def form_after_refusal(state: State, form: Form, refusal: Refusal) -> Form:
    """Return the form back at what could not be saved, unless another text is being written in it.

    The texts themselves are drafts by then.
    """
    if form.drafts.get(form.draft_field(form.current_step(state))):
        return form
    for request in refusal.requests:
        if isinstance(request, ActChosen) and request.on == form.on:
            return structs.replace(
                form,
                step="offer" if request.plan.idea else "own",
                who=request.plan.who,
                energy=request.plan.energy,
                replaced_uid=request.replaced_uid,
            )
    for on, field in refusal.places:
        if on == form.on:
            return form.at_field(field)
    return form


def form_after_undo(state: State, form: Form) -> Form:
    """Return the form back at the first question of an open morning, unless a text is being written in it.

    Undo and redo may have taken the answers that the question it was at depends on.
    """
    is_morning = not form.pinned and state.due_on(form.on) == "morning"
    step = form.current_step(state)
    return form.finished() if is_morning and not form.drafts.get(form.draft_field(step)) else form


def with_undone_text(state: State, form: Form, removed: RemovedText) -> Form:
    """Return the form with a text that undo removed as a draft, unless its field holds another.

    The form moves to that field if the field it is at is empty.
    """
    step = _prompt_step(state, form, removed.field) or STEP_BY_FIELD.get(removed.field)
    if step is None or removed.on != form.on or form.drafts.get(step):
        return form
    if step == "kept" and not form.pinned:  # its field is on another screen
        return form
    is_free = form.step not in (None, "closed", EDIT) and not form.drafts.get(form.step or "")
    form = form.with_draft(step, removed.text)
    return form.at_step(step) if is_free else form


def _prompt_step(state: State, form: Form, field: str) -> FormStep | None:
    """Return the step whose question that day was answered with a note, or with what was given."""
    if field not in ("notes", "gave"):
        return None
    step_by_record = {state.prompt(part, form.on).records: step for part, step in PROMPT_STEPS.items()}
    return step_by_record.get("note" if field == "notes" else "gave")
