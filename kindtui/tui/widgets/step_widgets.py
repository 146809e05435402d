"""The widget that the open card shows at each step of the ritual."""

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from kindtui.domain import wording
from kindtui.domain.describe import describe_plan
from kindtui.domain.form import Form, FormStep
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.text_layout import plain_content

TEXT_HINTS: Mapping[FormStep, str] = {
    "evening": get_text("widgets.hint.evening"),
    "own": get_text("widgets.hint.own"),
    "when": get_text("widgets.hint.when"),
    "second": get_text("widgets.hint.second"),
    "kept": get_text("widgets.hint.kept"),
    "edit": get_text("widgets.hint.edit"),
}


def step_widget(form: Form, state: State, *, has_just_finished: bool = False) -> Widget:
    """Return the widget for the step that the form is at; the thread of a day just finished grows."""
    match form.current_step(state):
        case "energy" | "mood_morning" | "mood_evening" | "connection" as scale:
            return Scale(wording.question_for(state, form), *wording.SCALE_QUESTIONS[scale][1:])
        case "rest_first" | "offer" | "acts" | "open_plan" | "closed" as step:
            from kindtui.tui.widgets.list_steps import list_step

            return list_step(step, form, state, has_just_finished=has_just_finished)
        case step:
            return _text_step(form, state, step)


def _text_step(form: Form, state: State, step: FormStep) -> Widget:
    """Return a question with a line for the answer, filled with the draft or the recorded text."""
    text = form.drafts.get(form.draft_field(step), "")
    if step == "who":
        text = text or form.given_name(state)
    elif step == "edit":
        text = text or form.edited_text(state)
    return QuestionInput(
        wording.question_for(state, form),
        _text_hint(form, state, step),
        text=text,
        lead=planned_act_lead(form, state) if step == "when" else None,
        completions=state.completions if _asks_for_name(form, state, step) else None,
        completion_hint=_completion_hint(form, step),
        may_have_lines=form.may_have_lines(state),
        saved_text=form.edited_text(state) if step == "edit" else "",
    )


def _asks_for_name(form: Form, state: State, step: FormStep) -> bool:
    if step == "edit" and form.editing:
        return "who" in (form.editing.part, form.editing.text)
    return step == "who" and state.prompt("morning", form.on).records != "note"


def _text_hint(form: Form, state: State, step: FormStep) -> str:
    match step:
        case "second" if form.is_extra:
            return get_text("widgets.hint.extra")
        case "who":
            asks_for_name = _asks_for_name(form, state, step)
            return get_text("widgets.hint.who") if asks_for_name else get_text("widgets.hint.note")
        case "edit" if form.editing and form.editing.next:
            return get_text("widgets.hint.edit_next")
        case _:
            return TEXT_HINTS[step]


def _completion_hint(form: Form, step: FormStep) -> str:
    moves_on = step != "edit" or bool(form.editing and form.editing.next)
    return get_text("widgets.hint.name_found") if moves_on else get_text("widgets.hint.name_found_saves")


def planned_act_lead(form: Form, state: State) -> Content:
    """Return the act whose time is asked for; empty until the act is saved."""
    acts = state.journal.day(form.on).planned
    return plain_content(describe_plan(acts[-1], form.on, state.today), "$accent") if acts else Content("")
