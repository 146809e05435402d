"""The questions: exact by default; when they come round, stable for the day and gentle when energy is low."""

import itertools
from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain import wording
from kindtui.domain.form import Form, FormStep
from kindtui.domain.journal.day import Answer, Day, DayPart
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.ritual.prompts import Prompt, prompt
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.support import CATALOG, TODAY, act, journal_state

SLOTS: st.SearchStrategy[DayPart] = st.sampled_from(["morning", "evening"])
DAYS = st.dates(date(1995, 1, 1), date(2040, 1, 1))
AT = journal_state(Journal()).moment.at


def asked(slot: DayPart, on: date, *, rotates: bool = True, low: bool = False) -> Prompt:
    return prompt(CATALOG.prompts, slot, on, rotating=rotates, low_energy=low)


def rotating(day: Day) -> State:
    return journal_state(structs.replace(Journal(), settings=Settings(questions="rotating")).with_day(day))


@given(SLOTS, DAYS, st.booleans())
def test_by_default_it_is_the_exact_question(slot: DayPart, on: date, low: bool) -> None:
    assert asked(slot, on, rotates=False, low=low).default


@given(SLOTS, DAYS, st.booleans())
def test_it_stands_still_for_the_day(slot: DayPart, on: date, low: bool) -> None:
    assert asked(slot, on, low=low) == asked(slot, on, low=low)


@given(SLOTS, DAYS)
def test_each_comes_once_before_any_comes_again(slot: DayPart, on: date) -> None:
    count = sum(one.slot == slot for one in CATALOG.prompts)
    first = on - timedelta(days=on.toordinal() % count)
    turn = [asked(slot, first + timedelta(days=day)).id for day in range(count)]
    assert len(set(turn)) == count


@given(SLOTS, DAYS, st.booleans())
def test_none_comes_on_two_days_running(slot: DayPart, start: date, low: bool) -> None:
    year = [asked(slot, start + timedelta(days=day), low=low).id for day in range(366)]
    assert all(one != following for one, following in itertools.pairwise(year))


@given(SLOTS, DAYS)
def test_a_low_day_has_a_question_made_for_it(slot: DayPart, on: date) -> None:
    assert asked(slot, on, low=True).low_energy


def test_low_is_an_energy_of_three_or_a_boundary_of_energy_that_did_not_hold() -> None:
    energy = next(check.id for check in CATALOG.checks if check.group == "energy")
    tired = Day(TODAY, energy=Answer(3, AT))
    emptied = Day(TODAY, checks={energy: Answer("not_today", AT)})
    for day in (tired, emptied):
        assert rotating(day).prompt("evening", TODAY).low_energy
    full = rotating(Day(TODAY, energy=Answer(4, AT)))
    assert full.prompt("evening", TODAY) == asked("evening", TODAY)


@given(st.sampled_from(get_args(FormStep)), st.integers(-30, 30).filter(bool))
def test_no_question_about_another_day_speaks_of_today(step: FormStep, days: int) -> None:
    on = TODAY + timedelta(days=days)
    plan = structs.replace(act("planned"), uid="a")
    state = journal_state(Journal().with_day(Day(on, acts=(plan,))))
    for form in (Form(on, step, pinned=True), Form(on, "edit", editing=TextRef("acts", "a"), pinned=True)):
        assert "today" not in wording.question_for(state, form).casefold()
