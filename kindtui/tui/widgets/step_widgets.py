"""The widget that the open card shows at each step of the ritual."""

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain import wording
from kindtui.domain.describe import describe_plan
from kindtui.domain.flow import ADD_ACT
from kindtui.domain.form import WRITE_GIVEN, Form, FormStep
from kindtui.domain.journal.day import mark_of
from kindtui.domain.state import State
from kindtui.tui.widgets.act_list import ActList, OpenPlanList, SuggestionList, offer_rows
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.entry_list import EntryList, entry_rows
from kindtui.tui.widgets.marks import DAY_SENTENCES
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.text_layout import plain_content
from kindtui.tui.widgets.week_thread import WeekThread

WHO_HINT = "A name, or anything. Enter goes on; empty is fine."
OPEN_PLAN_HINT = "Leaving it open is fine."
NOTE_HINT = "A line for yourself, or nothing. Enter goes on."
TEXT_HINTS: Mapping[FormStep, str] = {
    "evening": "One line is plenty. Enter keeps it; Esc leaves it for now.",
    "own": "In your own words. Enter takes it for today.",
    "when": "After lunch, on the bus, at six. Enter keeps it; empty is fine too.",
    "second": "Enter keeps it; empty closes the day.",
    "kept": "For example: I said no to a second shift. Enter keeps it.",
    "edit": "Enter keeps it; Esc leaves it as it was.",
}


class ListStep(Vertical):
    """A question over a list, and one hint."""

    def __init__(self, question: str, choices: Choices, hint: str) -> None:
        """Create a step that asks `question` over `choices`, with `hint` below."""
        super().__init__(classes="step")
        self._question, self._choices, self._hint = question, choices, hint

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        yield Static(Content(self._question), classes="question")
        yield self._choices
        yield Prose(self._hint, classes="hint")


class FinishedStep(Vertical):
    """The end of today's ritual: a closing sentence, and the week that the day joins."""

    def __init__(self, state: State, *, grows: bool) -> None:
        """Create the step; the week grows if the day has just been finished."""
        super().__init__(classes="step")
        self._state, self._grows = state, grows

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        yield Static(Content.styled(self._state.closing, "bold $accent"), classes="question")
        if self._state.shows_thread:
            yield WeekThread(self._state, grows=self._grows)


class WholeDayStep(Vertical):
    """A day that was opened: what kind of day it was, and everything recorded for it."""

    def __init__(self, state: State, on: date) -> None:
        """Create the step for the day `on`."""
        super().__init__(classes="step")
        self._state, self._on = state, on

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        day = self._state.journal.day(self._on)
        rows = entry_rows(self._state, day)
        mark = mark_of(day, self._on, self._state.today)
        sentence = DAY_SENTENCES[mark] if rows else "Nothing is written for this day."
        yield Static(Content.styled(sentence, "bold $accent"), classes="question")
        if rows:
            yield EntryList(rows)


def step_widget(form: Form, state: State, *, has_just_finished: bool = False) -> Widget:
    """Return the widget for the step that the form is at; the thread of a day just finished grows."""
    match form.current_step(state):
        case "energy" | "mood_morning" | "mood_evening" | "connection" as scale:
            return Scale(wording.question_for(state, form), *wording.SCALE_QUESTIONS[scale][1:])
        case "offer":
            return _offer_step(form, state)
        case "acts":
            return _acts_step(form, state)
        case "open_plan":
            choices = OpenPlanList(wording.open_plan_choices(state.journal.day(form.on)))
            return ListStep(wording.question_for(state, form), choices, OPEN_PLAN_HINT)
        case "closed":
            return (
                WholeDayStep(state, form.on) if form.pinned else FinishedStep(state, grows=has_just_finished)
            )
        case step:
            return _text_step(form, state, step)


def _offer_step(form: Form, state: State) -> Widget:
    who = form.given_name(state)
    offer = state.offer(who, form.given_energy(state), form.offer_page)
    rows = offer_rows(offer, state.journal.day(form.on), who, rest_first=state.is_hard_day)
    hint = "1 to 3, or Enter, takes one. Any of them is enough."
    if form.is_extra_act(state):
        hint += " Esc goes back."
        if not form.replaced_uid:
            rows.append(Row(WRITE_GIVEN, Content("Write down one that happened"), Content("   ")))
    return ListStep(wording.question_for(state, form), SuggestionList(rows), hint)


def _acts_step(form: Form, state: State) -> Widget:
    day = state.journal.day(form.on)
    if not day.acts:
        choices = Choices([Row(ADD_ACT, Content("Choose a small act"))])
        return ListStep("Nothing is chosen yet.", choices, "Enter shows suggestions.")
    hint = "When it has happened, say so here. Letting it go needs no reason."
    settled = (act for act in day.acts if act.state != "planned")
    return ListStep(
        wording.question_for(state, form), ActList((*day.planned, *settled), form.on, state.today), hint
    )


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
    )


def _asks_for_name(form: Form, state: State, step: FormStep) -> bool:
    if step == "edit" and form.editing:
        return "who" in (form.editing.part, form.editing.text)
    return step == "who" and state.prompt("morning", form.on).records != "note"


def _text_hint(form: Form, state: State, step: FormStep) -> str:
    match step:
        case "second" if form.is_extra:
            return "Enter keeps it; empty goes back."
        case "who":
            return WHO_HINT if _asks_for_name(form, state, step) else NOTE_HINT
        case "edit" if form.editing and form.editing.next:
            return "Enter keeps it and goes on."
        case _:
            return TEXT_HINTS[step]


def planned_act_lead(form: Form, state: State) -> Content:
    """Return the act whose time is asked for; empty until the act is saved."""
    acts = state.journal.day(form.on).planned
    return plain_content(describe_plan(acts[-1], form.on, state.today), "$accent") if acts else Content("")
