"""What a person can do in a day, and what is then kept."""

import pytest

from kindtui.domain.journal.day import Act, ActState
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActMoved,
    ActScheduled,
    ActStateChanged,
    CheckAnswered,
    DayPartSkipped,
    GivenActWritten,
    KeptBoundaryWritten,
    ReceivedWritten,
    RestChosen,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.support import CATALOG, EVENING, TODAY, FakeClock, texts

IDEA = next(idea for idea in CATALOG.acts if idea.has_name_placeholder)
OTHER = next(idea for idea in CATALOG.acts if idea.audience == "self")
YESTERDAY = TODAY.replace(day=21)
SUGGESTED = Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)


@pytest.fixture
def session() -> Session:
    return Session(MemoryStore(), FakeClock(), CATALOG)


def planned(session: Session) -> Act:
    """The newest act, planned as the morning does."""
    return session.submit(ActChosen(TODAY, SUGGESTED)).state.day.planned[-1]


def test_the_morning_is_one_transaction(session: Session) -> None:
    act = planned(session)
    day = session.open().day
    assert (act.text, act.who) == (IDEA.plan_for("Sam"), "Sam")
    assert (act.audience, act.source) == (IDEA.audience, IDEA.id)
    assert day.who is not None
    assert day.energy is not None
    assert (day.who.value, day.energy.value, act.state) == ("Sam", 6, "planned")
    assert day.who.updated_at == day.energy.updated_at == act.updated_at


def test_own_words_have_no_source_and_nothing_said_is_nothing_kept(session: Session) -> None:
    day = session.submit(ActChosen(TODAY, Plan("bring soup"))).state.day
    assert (day.who, day.energy) == (None, None)
    assert (day.acts[0].text, day.acts[0].source, day.acts[0].audience) == ("bring soup", "", "")


def test_an_unsaid_name_leaves_the_one_said_before(session: Session) -> None:
    planned(session)
    day = session.submit(ActChosen(TODAY, Plan("bring soup"))).state.day
    assert day.who is not None
    assert (day.who.value, [act.who for act in day.acts]) == ("Sam", ["Sam", ""])


@pytest.mark.parametrize(
    ("typed", "when"),
    [("after lunch", "after lunch"), ("  If it is  after lunch, ", "If it is after lunch,"), ("", "")],
)
def test_a_when_is_kept_as_it_was_typed(session: Session, typed: str, when: str) -> None:
    planned(session)
    assert session.submit(ActScheduled(TODAY, typed)).state.day.acts[0].when == when


def test_without_a_planned_act_a_when_is_of_the_newest_one_and_without_any_a_note(session: Session) -> None:
    assert session.submit(ActScheduled(TODAY, "after lunch")).state.day.notes[0].text == "after lunch"
    session.submit(GivenActWritten(TODAY, "held the door"))
    assert session.submit(ActScheduled(TODAY, "at six")).state.day.acts[0].when == "at six"


def test_swapping_puts_another_in_its_place_and_lets_nothing_go(session: Session) -> None:
    act = planned(session)
    [swapped] = session.submit(ActChosen(TODAY, Plan(OTHER.plan, idea=OTHER), act.uid)).state.day.acts
    assert (swapped.uid, swapped.state) == (act.uid, "planned")
    assert (swapped.text, swapped.source, swapped.audience, swapped.who) == (OTHER.plan, OTHER.id, "self", "")


@pytest.mark.parametrize("state", ["done", "let_go"])
def test_an_act_is_settled_and_can_be_planned_again(session: Session, state: ActState) -> None:
    act = planned(session)
    assert session.submit(ActStateChanged(TODAY, act.uid, state)).state.day.acts[0].state == state
    assert session.submit(ActStateChanged(TODAY, act.uid, "planned")).state.day.acts[0].state == "planned"


def test_an_act_that_is_gone_changes_nothing(session: Session) -> None:
    planned(session)
    before = session.open().day
    assert session.submit(ActStateChanged(TODAY, "gone", "done")).state.day == before
    assert session.submit(ActMoved(TODAY, YESTERDAY, "gone")).state.day == before


def test_yesterdays_act_moves_to_today_and_is_not_there_twice(session: Session) -> None:
    act = (
        session.submit(ActChosen(YESTERDAY, Plan("bring soup", "Noor"))).state.journal.day(YESTERDAY).acts[0]
    )
    journal = session.submit(ActMoved(TODAY, YESTERDAY, act.uid)).state.journal
    [moved] = journal.day(TODAY).acts
    assert (moved.text, moved.who, moved.state) == ("bring soup", "Noor", "planned")
    assert moved.uid != act.uid
    assert journal.day(YESTERDAY).acts == ()
    assert act.uid in journal.day(YESTERDAY).deleted


def test_lines_are_kept_in_order_and_clean(session: Session) -> None:
    session.submit(ReceivedWritten(TODAY, " tea \r\n\n\n\tfrom  Noor "))
    session.submit(ReceivedWritten(TODAY, "a door\x1b]52;c;c2VjcmV0\x07 held"))
    session.submit(KeptBoundaryWritten(TODAY, "no to Friday"))
    day = session.submit(GivenActWritten(TODAY, "carried a bag")).state.day
    assert [line.text for line in day.received] == ["tea\n\nfrom Noor", "a door held"]
    assert [line.text for line in day.kept] == ["no to Friday"]
    assert [(act.text, act.state) for act in day.acts] == [("carried a bag", "done")]
    uids = {line.uid for line in (*day.received, *day.kept)} | {act.uid for act in day.acts}
    assert len(uids) == 4


def test_rest_skips_answers_and_the_thread_can_be_taken_back(session: Session) -> None:
    assert session.submit(RestChosen(TODAY, is_rest_day=True)).state.day.is_rest_day
    assert not session.submit(RestChosen(TODAY, is_rest_day=False)).state.day.is_rest_day
    assert session.submit(DayPartSkipped(TODAY, "morning")).state.day.has_skipped("morning")
    assert not session.open().day.has_skipped("evening")
    assert (
        session.submit(CheckAnswered(TODAY, "energy-1", "not_today")).state.day.answer_to("energy-1")
        == "not_today"
    )
    assert (
        session.submit(CheckAnswered(TODAY, "energy-1", "unanswered")).state.day.answer_to("energy-1")
        == "unanswered"
    )
    assert not session.submit(SettingsChanged({"thread_shown": False})).state.journal.settings.thread_shown
    assert session.submit(SettingsChanged({"thread_shown": True})).state.journal.settings.thread_shown


def test_looking_again_sees_the_hour_and_the_same_words() -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    state = session.submit(KeptBoundaryWritten(TODAY, "no to Friday")).state
    clock.current_moment = EVENING
    later = session.with_current_time(state)
    assert (state.due, later.due) == ("nothing", "evening")
    assert texts(later.journal) == {"no to Friday"}


@pytest.mark.parametrize("part", ["acts", "received", "kept", "notes"])
def test_a_text_rewritten_after_another_window_removed_it_becomes_a_note(session: Session, part: str) -> None:
    session.submit(TextRewritten(TODAY, TextRef(part, "gone"), "in other words"))
    assert [note.text for note in session.open().day.notes] == ["in other words"]
