"""The names of first pictures: what is drawn from a name has that name, and each comes in its time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.first_picture import (
    DAYS_AHEAD,
    Picture,
    due_pictures,
    examples_of,
    likely_pictures,
    picture_of,
)
from kindtui.domain.form import resumed_form
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.provided_settings import PROVIDABLE
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    CustomEntryWritten,
    DayPartSkipped,
    DaysAwayChosen,
    GivenActWritten,
    NoteWritten,
    ReceivedWritten,
    Request,
    RestChosen,
    ScaleRated,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.state import State
from kindtui.domain.wording import question_for
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.support import CATALOG, TODAY, FakeClock

DAYS = [TODAY + timedelta(days=days) for days in (-1, 0, 1)]
EXAMPLES = settings(max_examples=TRIALS * 5 if LONG_RUN else 25)
MOMENTS = st.builds(
    lambda seconds, offset: Moment(
        datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=seconds), "Somewhere", offset
    ),
    st.integers(-12 * 3600, 36 * 3600),
    st.sampled_from((0, 3600, -18000, 20700, 50400, -43200)),
)


@st.composite
def requests(draw: st.DrawFn) -> list[Request]:
    """Draw what somebody may do around today."""
    on = st.sampled_from(DAYS)
    deeds = st.one_of(
        st.builds(TextRewritten, on, st.just(TextRef("who")), st.just("Sam")),
        st.builds(
            ScaleRated,
            on,
            st.sampled_from(("energy", "mood_morning", "mood_evening", "connection")),
            st.integers(1, 9),
        ),
        st.builds(ActChosen, on, st.just(Plan("text Sam", "Sam", 6))),
        st.builds(GivenActWritten, on, st.just("tea")),
        st.builds(ReceivedWritten, on, st.just("Tea from Noor")),
        st.builds(NoteWritten, on, st.just("a note")),
        st.builds(DayPartSkipped, on, st.sampled_from(("morning", "evening"))),
        st.builds(RestChosen, on, st.booleans()),
        st.builds(DaysAwayChosen, on, on).filter(lambda away: away.first <= away.last),
        st.builds(
            CustomEntryWritten,
            st.sampled_from(("morning_questions", "evening_questions")),
            st.just(""),
            st.just("How was it?"),
        ),
    )
    return draw(st.lists(deeds, max_size=6))


@st.composite
def chosen_settings(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a value for some of the settings that a person can choose."""
    names = draw(st.sets(st.sampled_from(sorted(PROVIDABLE - {"keys"}))))
    names |= draw(st.sets(st.sampled_from(("day_start", "evening_hour", "questions", "scales"))))
    values: dict[str, Any] = {
        name: draw(st.sampled_from(list(SETTINGS[name].labels))) for name in sorted(names)
    }
    return values | draw(st.sampled_from(({}, {"keys": {"app.help": "f12"}})))


@dataclass
class Person:
    """Somebody at a moment, with settings, who has done something."""

    moment: Moment
    chosen: dict[str, Any]
    done: list[Request]
    finishes: bool

    @cached_property
    def state(self) -> State:
        session = Session(MemoryStore(Journal()), FakeClock(self.moment), CATALOG)
        session.open()
        session.submit(SettingsChanged(self.chosen), *self.done)
        for act in session.state.day.planned if self.finishes else ():
            session.submit(ActStateChanged(session.state.today, act.uid, "done"))
        return session.state


PEOPLE = st.builds(Person, MOMENTS, chosen_settings(), requests(), st.booleans())


def at(state: State, seconds: float) -> State:
    """Return what the app would make of the same journal at a time, in seconds since 1970."""
    moment = structs.replace(state.moment, at=datetime.fromtimestamp(seconds, UTC))
    return State(state.journal, moment, state.catalog, state.drafts)


@EXAMPLES
@given(person=PEOPLE)
def test_examples_of_a_picture_are_shown_in_that_picture(person: Person) -> None:
    state = person.state
    for picture in filter(None, [picture_of(state), *likely_pictures(state)]):
        examples = examples_of(picture, CATALOG)
        assert [picture_of(example) for example in examples] == [picture, picture]
        assert len({question_for(each, resumed_form(each)) for each in examples}) == 1


@EXAMPLES
@given(person=PEOPLE)
def test_a_picture_says_which_question_is_asked(person: Person) -> None:
    """Its examples ask what the state asks: two states of one name cannot begin with another question."""
    state = person.state
    if picture := picture_of(state):
        form = resumed_form(state)
        assert picture.step == form.current_step(state)
        for example in examples_of(picture, CATALOG):
            assert question_for(example, resumed_form(example)) == question_for(state, form)
            assert example.journal.settings.theme == state.journal.settings.theme
            assert example.is_new == state.is_new


@EXAMPLES
@given(person=PEOPLE, data=st.data())
def test_what_is_noted_is_what_would_be_shown_at_each_moment(person: Person, data: st.DataObject) -> None:
    state = person.state
    now, due = state.moment.at.timestamp(), list(due_pictures(state))
    edges = sorted({edge for each in due for edge in (each.begin, each.end)})
    times = st.floats(now, now + (DAYS_AHEAD - 1) * 86_400)
    near = st.builds(lambda edge, by: edge + by, st.sampled_from(edges or [int(now)]), st.floats(-2, 2))
    for _ in range(5):
        seconds = max(data.draw(times | near), now)
        shown = picture_of(at(state, seconds))
        noted = [each.picture for each in due if each.begin <= seconds < each.end]
        is_near = seconds < now + (DAYS_AHEAD - 1) * 86_400
        assert noted == ([shown] if shown else []) or (not noted and not is_near)


@EXAMPLES
@given(person=PEOPLE)
def test_no_two_pictures_are_due_at_the_same_time(person: Person) -> None:
    state = person.state
    due = list(due_pictures(state))
    assert all(each.begin <= each.end for each in due)
    assert all(one.end <= other.begin for one, other in pairwise(due))


@EXAMPLES
@given(person=PEOPLE)
def test_nothing_is_noted_while_a_draft_waits(person: Person) -> None:
    state = person.state
    for on in DAYS:
        assert list(due_pictures(structs.replace(state, drafts={on: {"who": ("No",)}}))) == []


def test_every_step_of_a_day_has_a_picture() -> None:
    """Else the next start would show nothing first, as in the middle of a morning."""
    noon, evening = (
        Moment(datetime(2026, 11, 22, hour, tzinfo=UTC), "UTC", 0) for hour in (12, 20)
    )  # in Greenwich
    session = Session(MemoryStore(Journal()), FakeClock(noon), CATALOG)
    steps = [first_step(session.open())]
    for request in (
        TextRewritten(TODAY, TextRef("who"), "Sam"), ScaleRated(TODAY, "energy", 6),
        ActChosen(TODAY, Plan("text Sam", "Sam", 6)),
    ):  # fmt: skip
        steps.append(first_step(session.submit(request).state))
    uid = session.state.day.planned[0].uid
    steps.append(first_step(session.submit(ActStateChanged(TODAY, uid, "done")).state))
    steps.append(first_step(at(session.state, evening.at.timestamp())))
    session = Session(MemoryStore(session.state.journal), FakeClock(evening), CATALOG)
    session.open()
    steps.append(first_step(session.submit(ReceivedWritten(TODAY, "Tea from Noor")).state))
    assert steps == ["who", "energy", "offer", "acts", "closed", "evening", "closed"]


def first_step(state: State) -> str | None:
    picture: Picture | None = picture_of(state)
    return picture.step if picture else None
