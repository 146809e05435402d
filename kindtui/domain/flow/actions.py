"""Replies that are possible at any step, because the person starts them rather than answers a question."""

from datetime import date
from typing import Literal

from msgspec import structs

from kindtui.domain.flow.base import Reply, Transition, finished
from kindtui.domain.flow.steps import act_chosen, morning_ended, typed_name
from kindtui.domain.form import Form, skippable_day_part
from kindtui.domain.journal.day import ActState
from kindtui.domain.requests import ActMoved, ActStateChanged, DayPartSkipped, RestChosen
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State


class NotNow(Reply, frozen=True):
    """The open card was put aside for the day."""

    def advance(self, state: State, form: Form) -> Transition:
        """Put that part of the day aside; a step that belongs to neither part changes nothing."""
        part = skippable_day_part(form.current_step(state))
        if part is None:
            return Transition(form)
        skip = DayPartSkipped(form.on, part)
        return morning_ended(state, form, skip) if part == "morning" else finished(form, skip)


class RestToggled(Reply, frozen=True):
    """The day was made a day of rest, or is none after all."""

    def advance(self, state: State, form: Form) -> Transition:
        """Save the change together with what the morning has so far."""
        is_rest_day = not state.lived.day(form.on).is_rest_day
        return morning_ended(state, form, RestChosen(form.on, is_rest_day=is_rest_day))


class ActSettled(Reply, frozen=True):
    """An act was done or let go; the same answer again makes it planned again."""

    uid: str
    outcome: ActState

    def advance(self, state: State, form: Form) -> Transition:
        """Save what became of the act, if it is still there."""
        act = state.journal.day(form.on).act(self.uid)
        if act is None:
            return Transition(form)
        outcome: ActState = "planned" if act.state == self.outcome else self.outcome
        return finished(form, ActStateChanged(form.on, self.uid, outcome))


class AnotherActRequested(Reply, frozen=True):
    """Suggestions were asked for: for one more act, or for one in the place of the act with that uid."""

    replaced_uid: str = ""

    def advance(self, state: State, form: Form) -> Transition:
        """Show suggestions for the person of the act or the day; if it is not today, ask what was given."""
        if form.on != state.today:
            return Transition(form.at_step("second"))
        day = state.journal.day(form.on)
        replaced = day.act(self.replaced_uid)
        who = (replaced.who if replaced else "") or typed_name(state, form) or form.given_name(state)
        return Transition(form.at_offer(who, form.given_energy(state), self.replaced_uid))


class CustomActChosen(Reply, frozen=True):
    """An act from the list of the user's own was chosen."""

    plan: Plan

    def advance(self, state: State, form: Form) -> Transition:
        """Plan it for the person that the form or the day names."""
        who = typed_name(state, form) or form.given_name(state)
        energy = form.given_energy(state)
        return act_chosen(state, form, structs.replace(self.plan, who=who, energy=energy))


class YesterdaysActSettled(Reply, frozen=True):
    """An act that was still planned yesterday was done, let go, or brought to today."""

    planned_on: date
    uid: str
    outcome: Literal["done", "let_go", "bring"]

    def advance(self, state: State, form: Form) -> Transition:
        """Save the outcome on the day of the act, or move the act to today; the form stays as it is."""
        if self.outcome == "bring":
            return Transition(form, (ActMoved(state.today, self.planned_on, self.uid),))
        return Transition(form, (ActStateChanged(self.planned_on, self.uid, self.outcome),))
