"""The flow of the ritual, without a face: what each reply saves and which question comes next."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.flow import (
    ActSettled,
    AnotherActRequested,
    Chosen,
    CustomActChosen,
    NotNow,
    Passed,
    Rated,
    Reply,
    RestToggled,
    TextEntered,
    YesterdaysActSettled,
    with_undone_text,
)
from kindtui.domain.form import Form, FormStep
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import ONE_DAY, Conflict, Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import (
    ActChosen,
    ActMoved,
    ActStateChanged,
    DayPartSkipped,
    NoteWritten,
    Request,
    RestChosen,
    ScaleRated,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.support import CATALOG, EVENING, MORNING, TODAY, act, journal_of, journal_state, line, true_answer

STEPS: tuple[FormStep, ...] = get_args(FormStep)
UIDS = st.sampled_from(["a", "b", "r", "gone"])
WORDS = st.sampled_from(["", "Sam", "Tea from Noor", "text Sam"])
REFS = st.builds(
    TextRef, st.sampled_from(["acts", "received", "kept", "notes", "who"]), UIDS, st.just("text")
)
ROWS = ["own", "others", "rest", "receive", "add", "gave", "a", "gone"]
ENTRIES = [
    "acts a",
    "received r",
    "who ",
    "energy ",
    "rest ",
    *(f"conflict {n}" for n in ("0", "7", "x", "")),
]
CHOICES = st.sampled_from([*(idea.id for idea in CATALOG.acts[:4]), *ROWS, *ENTRIES])
OUTCOMES = st.sampled_from(["done", "let_go"])
REPLIES: st.SearchStrategy[Reply] = st.one_of(
    st.builds(TextEntered, WORDS),
    st.builds(Rated, st.none() | st.integers(1, 9)),
    st.builds(Chosen, CHOICES),
    st.sampled_from([Passed(), NotNow(), RestToggled()]),
    st.builds(ActSettled, UIDS, OUTCOMES),
    st.builds(AnotherActRequested, st.just("") | UIDS),
    st.builds(CustomActChosen, st.builds(Plan, WORDS)),
    st.builds(YesterdaysActSettled, st.just(TODAY - ONE_DAY), UIDS, st.sampled_from(["done", "bring"])),
)
FORMS = st.builds(
    Form,
    on=st.sampled_from([TODAY, TODAY - ONE_DAY, TODAY - timedelta(days=9)]),
    step=st.none() | st.sampled_from(STEPS),
    who=WORDS,
    energy=st.none() | st.integers(1, 9),
    offer_page=st.integers(0, 99),
    replaced_uid=st.just("") | UIDS,
    drafts=st.dictionaries(st.sampled_from(STEPS), WORDS),
    editing=st.none() | REFS,
    pinned=st.booleans(),
)
FULL_DAY = Day(
    TODAY,
    who=Answer("Sam", MORNING.at),
    energy=Answer(4, MORNING.at),
    acts=(act("planned", "a"), act("done", "b")),
    received=(line(),),
)


def days(on: date) -> st.SearchStrategy[Day]:
    return st.sampled_from(
        [
            Day(on),
            structs.replace(FULL_DAY, day=on),
            Day(on, rest=true_answer()),
            Day(on, skipped={"morning": true_answer(), "evening": true_answer()}),
        ]
    )


@st.composite
def states(draw: st.DrawFn) -> State:
    journal = structs.replace(
        journal_of([draw(days(TODAY)), draw(days(TODAY - ONE_DAY))]),
        settings=Settings(
            scales=draw(st.booleans()), questions=draw(st.sampled_from(["default", "rotating"]))
        ),
        conflicts=tuple(Conflict(TODAY, part, "r", "Tea", MORNING.at) for part in ("received", "kept")),
    )
    return journal_state(journal, draw(st.sampled_from([MORNING, EVENING])))


def dates_of(request: Request) -> set[date]:
    return {getattr(request, name) for name in ("on", "from_day") if hasattr(request, name)}


@given(states(), FORMS, REPLIES)
def test_any_reply_leads_to_a_step_and_saves_for_the_day_of_the_form(
    state: State, form: Form, reply: Reply
) -> None:
    transition = reply.advance(state, form)
    assert transition.form.current_step(state) in STEPS
    assert transition.form.on == form.on
    allowed = {TODAY, reply.planned_on} if isinstance(reply, YesterdaysActSettled) else {form.on}
    for request in transition.requests:
        assert dates_of(request) <= allowed


@given(states(), FORMS, st.sampled_from(["Sam", "Tea from Noor"]))
def test_no_line_is_lost(state: State, form: Form, text: str) -> None:
    """It is saved, or still in its field; a text or a name that is recorded already needs neither."""
    step = form.current_step(state)
    typed = form.with_draft(step, text)
    transition = TextEntered(text).advance(state, typed)
    saved_words = [str(structs.asdict(request)) for request in transition.requests]
    assert (
        any(text in words for words in saved_words)
        or text in transition.form.drafts.values()
        or text in (form.edited_text(state), form.recorded_name(state))
    )


def kinds(requests: tuple[Request, ...]) -> list[type[Request]]:
    return [type(request) for request in requests]


@pytest.mark.parametrize(
    ("reply", "last"),
    [(Chosen("rest"), RestChosen), (RestToggled(), RestChosen), (NotNow(), DayPartSkipped), (Passed(), None)],
)
def test_a_morning_without_an_act_keeps_its_name_and_energy(reply: Reply, last: type[Request] | None) -> None:
    form = Form(TODAY, "offer", who="Sam", energy=2, drafts={"who": "Sam"})
    transition = reply.advance(journal_state(Journal()), form)
    assert kinds(transition.requests) == [TextRewritten, ScaleRated, *([last] if last else [])]
    assert transition.is_finished
    assert not any(transition.form.drafts.values())


def test_what_the_day_has_already_is_not_saved_again() -> None:
    state = journal_state(journal_of([structs.replace(FULL_DAY, acts=())]))
    form = AnotherActRequested().advance(state, Form(TODAY)).form
    assert (form.who, form.energy) == ("Sam", 4)
    assert not Passed().advance(state, form).requests


def test_leaving_the_suggestions_for_one_more_act_saves_nothing() -> None:
    state = journal_state(journal_of([FULL_DAY]))
    form = AnotherActRequested("a").advance(state, Form(TODAY)).form
    assert not Passed().advance(state, structs.replace(form, who="Noor")).requests


def test_each_answer_of_the_morning_is_saved_as_it_is_given() -> None:
    state, form = journal_state(Journal()), Form(TODAY, drafts={"who": "Sam"})
    requests: list[Request] = []
    for reply in (TextEntered("Sam"), Rated(7), Chosen("own"), TextEntered("bring soup")):
        transition = reply.advance(state, form)
        requests += transition.requests
        form = transition.form
    assert requests == [
        TextRewritten(TODAY, TextRef("who"), "Sam"),
        ScaleRated(TODAY, "energy", 7),
        ActChosen(TODAY, Plan("bring soup", "Sam", 7)),
    ]
    assert form.step == "when"
    assert not any(form.drafts.values())


def test_the_same_outcome_again_makes_an_act_planned_again() -> None:
    state = journal_state(journal_of([FULL_DAY]))
    outcomes = {
        uid: ActSettled(uid, "done").advance(state, Form(TODAY)).requests for uid in ("a", "b", "gone")
    }
    assert outcomes == {
        "a": (ActStateChanged(TODAY, "a", "done"),),
        "b": (ActStateChanged(TODAY, "b", "planned"),),
        "gone": (),
    }


def test_an_act_of_yesterday_is_brought_to_today() -> None:
    form = Form(TODAY, "who", drafts={"who": "Sa"})
    transition = YesterdaysActSettled(TODAY - ONE_DAY, "a", "bring").advance(journal_state(Journal()), form)
    assert transition.requests == (ActMoved(TODAY, TODAY - ONE_DAY, "a"),)
    assert transition.form == form


def note_day() -> State:
    """A morning whose question is answered with a note."""
    journal = structs.replace(Journal(), settings=Settings(questions="rotating"))
    for ahead in range(60):
        at = MORNING.at + timedelta(days=ahead)
        state = journal_state(journal, Moment(at, MORNING.zone, MORNING.offset))
        if state.prompt("morning", state.today).records == "note":
            return state
    pytest.fail("there is none")


def test_a_morning_goes_on_after_its_note() -> None:
    state = note_day()
    day = Day(state.today, notes=(line("Slept well", "n"),))
    saved = structs.replace(state, journal=state.journal.with_day(day))
    assert Form(state.today).current_step(saved) == "energy"


def test_a_note_is_never_taken_for_a_name() -> None:
    state = note_day()
    form = Form(state.today, drafts={"who": "Slept well"})
    assert RestToggled().advance(state, form).requests[0] == NoteWritten(state.today, "Slept well")
    for transition in (
        CustomActChosen(Plan("bring soup")).advance(state, form),
        TextEntered("bring soup").advance(state, form.at_step("own")),
    ):
        [request] = transition.requests
        assert isinstance(request, ActChosen)
        assert not request.plan.who
        assert transition.form.drafts["who"] == "Slept well"


def test_each_text_of_an_act_is_rewritten_in_turn() -> None:
    state = journal_state(journal_of([FULL_DAY]))
    form = Chosen("acts a").advance(state, Form(TODAY, "closed")).form
    asked = []
    while form.editing:
        asked.append(form.editing.text)
        transition = TextEntered(form.edited_text(state)).advance(state, form)
        assert not transition.requests
        form = transition.form
    assert asked == ["text", "who", "when"]
    assert form.step == "closed"


@pytest.mark.parametrize(("index", "step"), [(0, "edit"), (1, "kept")])
def test_a_text_that_lost_in_a_merge_is_offered_in_its_field(index: int, step: FormStep) -> None:
    conflicts = tuple(Conflict(TODAY, part, "r", "Cake", MORNING.at) for part in ("received", "kept"))
    state = journal_state(structs.replace(journal_of([FULL_DAY]), conflicts=conflicts))
    form = Chosen(f"conflict {index}").advance(state, Form(TODAY, "closed")).form
    assert form.step == step
    assert form.drafts[form.draft_field(step)] == "Cake"


def test_an_undone_text_does_not_replace_what_is_being_written() -> None:
    state = journal_state(Journal(), EVENING)
    removed = RemovedText(TODAY, "received", "Tea")
    assert with_undone_text(state, Form(TODAY), removed).drafts == {"evening": "Tea"}
    typing = Form(TODAY, "evening", drafts={"evening": "Cake"})
    assert with_undone_text(state, typing, removed) is typing


def test_a_reply_does_not_show_its_words() -> None:
    assert repr(TextEntered("secret")) == "TextEntered"
