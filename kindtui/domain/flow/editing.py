"""Rewriting what was recorded for a day."""

from collections.abc import Mapping

from msgspec import structs

from kindtui.domain.flow.base import Transition
from kindtui.domain.form import EDIT, Form, FormStep
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import TextRewritten
from kindtui.domain.state import State

STEP_BY_CONFLICT: Mapping[str, FormStep] = {"acts": "second", "kept": "kept", "who": "who"}


def form_at_entry(state: State, form: Form, entry: str) -> Form:
    """Return the form at the field in which that entry of the day, "part uid", is rewritten."""
    part, _, uid = entry.partition(" ")
    match part:
        case "energy" | "mood_morning" | "mood_evening" | "connection" as scale:
            form = structs.replace(form, step=scale, editing=TextRef(part, uid))
        case "acts" | "received" | "kept" | "notes" | "who":
            form = form.with_editing(TextRef(part, uid))
        case "conflict":
            form = _form_at_conflict(state, form, uid)
    return form


def _form_at_conflict(state: State, form: Form, number: str) -> Form:
    """Return the form with a text that lost in a merge as the draft of the entry it belongs to."""
    conflicts = {str(index): conflict for index, conflict in enumerate(state.journal.conflicts_on(form.on))}
    conflict = conflicts.get(number)
    if conflict is None:
        return form
    if (conflict.part, conflict.uid) in parts_of(state.journal.day(form.on)):
        return form.with_editing(TextRef(conflict.part, conflict.uid)).with_draft(EDIT, conflict.text)
    step = STEP_BY_CONFLICT.get(conflict.part, "evening")
    return form.at_step(step).with_draft(step, conflict.text)


def text_rewritten(state: State, form: Form, text: str) -> Transition:
    """Save the text if it has changed, and ask for the next text of the same entry.

    A line that was emptied stays as it was; removing one is another reply.
    """
    ref = form.editing
    if ref is None:
        return Transition(form.with_editing(None))
    is_change = text != form.edited_text(state) and (text or ref.may_be_empty)
    requests = (TextRewritten(form.on, ref, text),) if is_change else ()
    return Transition(form.with_draft(EDIT, "").with_editing(ref.next), requests)
