"""The widgets of the steps that are lists: suggestions, acts, a plan still open, and the closed day."""

from datetime import date
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain import wording
from kindtui.domain.flow import ADD_ACT
from kindtui.domain.form import WRITE_GIVEN, Form
from kindtui.domain.journal.day import mark_of
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.widgets.act_list import ActList, NumberedList, SuggestionList, offer_rows
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.entry_list import EntryList, entry_rows
from kindtui.tui.widgets.marks import DAY_SENTENCES
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.week_thread import WeekThread

ListStepName = Literal["rest_first", "offer", "acts", "open_plan", "closed"]


def list_step(step: ListStepName, form: Form, state: State, *, has_just_finished: bool) -> Widget:
    """Return the widget of a step that is a list; the thread of a day just finished grows."""
    match step:
        case "rest_first":
            choices = NumberedList(wording.rest_first_choices(state))
            return ListStep(wording.question_for(state, form), choices, get_text("widgets.rest_first.hint"))
        case "offer":
            return _offer_step(form, state)
        case "acts":
            return _acts_step(form, state)
        case "open_plan":
            choices = NumberedList(wording.open_plan_choices(state.journal.day(form.on)))
            return ListStep(wording.question_for(state, form), choices, get_text("widgets.open_plan.hint"))
        case "closed" if form.pinned:
            return WholeDayStep(state, form.on)
        case "closed":
            return FinishedStep(state, grows=has_just_finished)


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
        sentence = wording.away_line(self._state) or self._state.closing
        yield Static(Content.styled(sentence, "bold $accent"), classes="question")
        if line := wording.rest_line(self._state):
            yield Prose(line, classes="hint")
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
        day = self._state.lived.day(self._on)
        rows = entry_rows(self._state, day)
        mark = mark_of(day, self._on, self._state.today)
        sentence = DAY_SENTENCES[mark] if rows else get_text("widgets.day.blank")
        yield Static(Content.styled(sentence, "bold $accent"), classes="question")
        if rows:
            yield EntryList(self._on, rows)


def _offer_step(form: Form, state: State) -> Widget:
    who = form.given_name(state)
    offer = state.offer(who, form.given_energy(state), form.offer_page, form.offer_pathway)
    rows = offer_rows(offer, state.journal.day(form.on), who, rest_first=state.is_hard_day)
    is_extra_act = form.is_extra_act(state)
    if is_extra_act and not form.replaced_uid:
        rows.append(Row(WRITE_GIVEN, Content(get_text("widgets.offer.write_given")), Content("   ")))
    hint = get_text("widgets.offer.hint_extra") if is_extra_act else get_text("widgets.offer.hint")
    if form.offer_pathway:
        hint = f"{wording.PATHWAY_NOTICES[form.offer_pathway]} {hint}"
    return ListStep(wording.question_for(state, form), SuggestionList(rows), hint)


def _acts_step(form: Form, state: State) -> Widget:
    day = state.journal.day(form.on)
    if not day.acts:
        choices = Choices([Row(ADD_ACT, Content("Choose a small act"))])
        return ListStep(get_text("widgets.acts.empty"), choices, get_text("widgets.acts.empty_hint"))
    settled = (act for act in day.acts if act.state != "planned")
    acts = ActList((*day.planned, *settled), form.on, state.today)
    return ListStep(wording.question_for(state, form), acts, get_text("widgets.acts.hint"))
