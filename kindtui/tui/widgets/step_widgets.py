"""The open card's content at each step of the ritual."""

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain import wording
from kindtui.domain.form import Form, FormStep
from kindtui.domain.journal.day import Act, Answer, Mark, mark_of
from kindtui.domain.journal.parts import Part, parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.state import State
from kindtui.tui.widgets.act_list import ADD_ROW_ID, GAVE_ROW_ID, ActList, SuggestionList, offer_rows
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.entry_list import EntryList, entry_rows
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.text_layout import plain_content
from kindtui.tui.widgets.week_thread import WeekThread

WHO_HINT = "A name, or anything. Enter goes on, also when it is empty."
PAST_DAY_SENTENCES = {
    Mark.KIND: "A kind day.",
    Mark.KEPT: "A boundary was kept. That is a kind day.",
    Mark.REST: "A day of rest.",
    Mark.QUIET: "A quiet day.",
}


class ListStep(Vertical):
    """A question over a list, and one hint."""

    def __init__(self, question: str, choices: Choices, hint: str) -> None:
        """Show these."""
        super().__init__(classes="step")
        self._question, self._choices, self._hint = question, choices, hint

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        yield Static(Content(self._question), classes="question")
        yield self._choices
        yield Static(Content(self._hint), classes="hint")


class ClosedStep(Vertical):
    """A finished or past day: the closing sentence, and everything written for it."""

    def __init__(self, state: State, on: date) -> None:
        """Close that day."""
        super().__init__(classes="step")
        self._state, self._on = state, on

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        rows = entry_rows(self._state, self._state.journal.day(self._on))
        yield Static(Content.styled(self._lead(bool(rows)), "bold $accent"), classes="question")
        if self._on == self._state.today and self._state.shows_thread:
            yield WeekThread(self._state)
        if rows:
            yield EntryList(rows)
        yield Static(Content(self._hint(bool(rows))), classes="hint")

    def _lead(self, has_entries: bool) -> str:
        if self._on == self._state.today:
            return self._state.closing
        mark = mark_of(self._state.journal.day(self._on), self._on, self._state.today)
        return PAST_DAY_SENTENCES[mark] if has_entries else "Nothing is written for this day."

    def _hint(self, has_entries: bool) -> str:
        rewrite_hint = "Enter writes a line anew, x removes it. " if has_entries else ""
        leave_hint = "Or close the app: q." if self._on == self._state.today else "Esc goes back."
        done_hint = "d says that it happened. " if self._state.journal.day(self._on).planned else ""
        return f"{done_hint}{rewrite_hint}a adds a kindness. e opens the evening. {leave_hint}"


def step_widget(form: Form, state: State) -> Widget:
    """The widget for the step the form is at."""
    return STEP_BUILDERS[form.current_step(state)](form, state)


def _who_step(form: Form, state: State) -> Widget:
    prompt = state.prompt("morning", form.on)
    is_note = prompt.records == "note"
    return QuestionInput(
        prompt.text,
        "A line for yourself, or nothing. Enter goes on." if is_note else WHO_HINT,
        text=form.drafts.get("who") or form.who,
        completions=None if is_note else state.completions,
    )


def _scale_step(form: Form, state: State) -> Widget:
    return Scale(*wording.SCALE_QUESTIONS[form.current_step(state)])


def _offer_step(form: Form, state: State) -> Widget:
    offer = state.offer(form.who, form.energy, form.offer_page)
    question = wording.REPLACEMENT_QUESTION if form.replaced_uid else wording.ACT_QUESTION
    rows = offer_rows(offer, state.journal.day(form.on), form.who, rest_first=state.is_hard_day)
    hint = "1 to 3, or Enter, takes one. Any of them is enough."
    if form.is_extra_act(state):
        hint += " Esc goes back."
        rows += (
            []
            if form.replaced_uid
            else [Row(GAVE_ROW_ID, Content("Write down one that happened"), Content("   "))]
        )
    return ListStep(question, SuggestionList(rows), hint)


def _own_act_step(form: Form, _state: State) -> Widget:
    return QuestionInput(
        wording.CUSTOM_ACT_PROMPT,
        "In your own words. Enter takes it for today.",
        text=form.drafts.get("own", ""),
    )


def _when_step(form: Form, state: State) -> Widget:
    return QuestionInput(
        wording.WHEN_QUESTION,
        "After lunch, on the bus, at six. Enter keeps it; empty is fine too.",
        text=form.drafts.get("when", ""),
        lead=planned_act_lead(form, state),
    )


def planned_act_lead(form: Form, state: State) -> Content:
    """The act that is asked about; empty until it is saved."""
    acts = state.journal.day(form.on).planned
    return plain_content(acts[-1].sentence, "$accent") if acts else Content("")


def _acts_step(form: Form, state: State) -> Widget:
    day = state.journal.day(form.on)
    if not day.acts:
        choices = Choices([Row(ADD_ROW_ID, Content("Choose a small act"))])
        return ListStep("Nothing is chosen yet.", choices, "Enter shows suggestions.")
    hint = "When it has happened, press d. l lets it go; no reason is asked."
    settled = (act for act in day.acts if act.state != "planned")
    return ListStep("One small act", ActList((*day.planned, *settled)), hint)


def _evening_step(form: Form, state: State) -> Widget:
    question, leave_hint = state.prompt("evening", form.on).text, "Esc, then n, puts it aside."
    if form.on < state.today:
        question, leave_hint = question.replace("today", "that day"), "Esc, then Esc, goes back."
    hint = f"One line is plenty. Enter keeps it. {leave_hint}"
    return QuestionInput(question, hint, text=form.drafts.get("evening", ""))


def _second_step(form: Form, _state: State) -> Widget:
    return QuestionInput(
        wording.GAVE_QUESTION,
        "Enter keeps it; empty closes the day.",
        text=form.drafts.get("second", ""),
    )


def _kept_step(form: Form, _state: State) -> Widget:
    return QuestionInput(
        wording.BOUNDARY_QUESTION,
        "For example: I said no to a second shift. Enter keeps it.",
        text=form.drafts.get("kept", ""),
    )


def _edit_step(form: Form, state: State) -> Widget:
    ref = form.editing
    assert ref is not None
    part = parts_of(state.journal.day(form.on)).get((ref.part, ref.uid))
    current_text = text_at(part, ref)
    text = form.drafts.get(ref.draft_field) or current_text
    hint = (
        "Enter keeps it and goes on." if ref.next else "Enter keeps it. Esc, then Esc, leaves it as it was."
    )
    names = state.completions if "who" in (ref.part, ref.text) else None
    return QuestionInput(_edit_question(ref, part), hint, text=text, completions=names)


def text_at(part: Part | None, ref: TextRef) -> str:
    """The text that stands at that place now."""
    if isinstance(part, Answer):
        return str(part.value or "")
    return getattr(part, ref.text, "")


def _edit_question(ref: TextRef, part: Part | None) -> str:
    match ref.part, ref.text:
        case ("who", _) | (_, "who"):
            return "Who was it for?"
        case (_, "when"):
            return wording.WHEN_QUESTION
        case ("acts", _):
            return (
                "What did I do?"
                if isinstance(part, Act) and part.state == "done"
                else wording.CUSTOM_ACT_PROMPT
            )
        case ("kept", _):
            return wording.BOUNDARY_QUESTION
        case ("notes", _):
            return "What was the note?"
    return "What was it, in other words?"


def _closed_step(form: Form, state: State) -> Widget:
    return ClosedStep(state, form.on)


STEP_BUILDERS: dict[FormStep, Callable[[Form, State], Widget]] = {
    "who": _who_step,
    "energy": _scale_step,
    "mood_morning": _scale_step,
    "mood_evening": _scale_step,
    "connection": _scale_step,
    "offer": _offer_step,
    "own": _own_act_step,
    "when": _when_step,
    "acts": _acts_step,
    "evening": _evening_step,
    "second": _second_step,
    "kept": _kept_step,
    "edit": _edit_step,
    "closed": _closed_step,
}
