"""Putting a text back into its field after it could not be saved, or after undo removed it."""

from collections.abc import Mapping

from kindtui.domain.form import EDIT, Form, FormStep
from kindtui.domain.journal.day import DayPart
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import (
    ActChosen,
    ActScheduled,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReflectionWritten,
    Request,
    TextRewritten,
)
from kindtui.domain.state import State

PROMPT_STEPS: Mapping[DayPart, FormStep] = {"morning": "who", "evening": "evening"}
STEP_BY_FIELD: Mapping[str, FormStep] = {
    "who": "who",
    "own": "own",
    "when": "when",
    "received": "evening",
    "gave": "second",
    "kept": "kept",
}
STEP_BY_REQUEST: Mapping[type[Request], FormStep] = {
    ReflectionWritten: "evening",
    NoteWritten: "who",
    GivenActWritten: "second",
    KeptBoundaryWritten: "kept",
    ActScheduled: "when",
}


def with_unsaved_text(form: Form, request: Request) -> Form:
    """Return the form at the field that the text of a failed request came from, with the text in it."""
    match request:
        case ActChosen(plan=plan) if plan.idea is None:
            form = form.with_draft("own", plan.text).with_draft("who", plan.who).at_step("own")
        case ActChosen(plan=plan):
            form = form.with_draft("who", plan.who).at_step("offer")
        case (
            ReflectionWritten(text=text)
            | NoteWritten(text=text)
            | GivenActWritten(text=text)
            | KeptBoundaryWritten(text=text)
            | ActScheduled(when=text)
        ):
            step = STEP_BY_REQUEST[type(request)]
            form = form.with_draft(step, text).at_step(step)
        case TextRewritten(ref=ref, text=text):
            form = form.with_editing(ref).with_draft(EDIT, text)
    return form


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
