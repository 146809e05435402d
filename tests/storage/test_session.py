"""What a person can do in a day, and what is then kept."""

import pytest

from kindtui.domain.journal.day import Act, ActState
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
    return session.choose_act(TODAY, SUGGESTED).day.planned[-1]


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
    day = session.choose_act(TODAY, Plan("bring soup")).day
    assert (day.who, day.energy) == (None, None)
    assert (day.acts[0].text, day.acts[0].source, day.acts[0].audience) == ("bring soup", "", "")


def test_an_unsaid_name_leaves_the_one_said_before(session: Session) -> None:
    planned(session)
    day = session.choose_act(TODAY, Plan("bring soup")).day
    assert day.who is not None
    assert (day.who.value, [act.who for act in day.acts]) == ("Sam", ["Sam", ""])


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("after lunch", "after lunch"),
        ("  If it is after lunch, ", "after lunch"),
        ("it is Friday.", "Friday"),
        ("When it is dark", "dark"),
        ("", ""),
    ],
)
def test_a_when_reads_well_in_the_sentence(session: Session, typed: str, when: str) -> None:
    planned(session)
    assert session.schedule_act(TODAY, typed).day.acts[0].when == when


def test_without_a_planned_act_a_when_is_of_the_newest_one_and_without_any_a_note(session: Session) -> None:
    assert session.schedule_act(TODAY, "after lunch").day.notes[0].text == "after lunch"
    session.record_given_act(TODAY, "held the door")
    assert session.schedule_act(TODAY, "at six").day.acts[0].when == "at six"


def test_swapping_puts_another_in_its_place_and_lets_nothing_go(session: Session) -> None:
    act = planned(session)
    [swapped] = session.choose_act(TODAY, Plan(OTHER.plan, idea=OTHER), act.uid).day.acts
    assert (swapped.uid, swapped.state) == (act.uid, "planned")
    assert (swapped.text, swapped.source, swapped.audience, swapped.who) == (OTHER.plan, OTHER.id, "self", "")


@pytest.mark.parametrize("state", ["done", "let_go"])
def test_an_act_is_settled_and_can_be_planned_again(session: Session, state: ActState) -> None:
    act = planned(session)
    assert session.set_act_state(TODAY, act.uid, state).day.acts[0].state == state
    assert session.set_act_state(TODAY, act.uid, "planned").day.acts[0].state == "planned"


def test_an_act_that_is_gone_changes_nothing(session: Session) -> None:
    planned(session)
    before = session.open().day
    assert session.set_act_state(TODAY, "gone", "done").day == before
    assert session.move_act(TODAY, YESTERDAY, "gone").day == before


def test_yesterdays_act_moves_to_today_and_is_not_there_twice(session: Session) -> None:
    act = session.choose_act(YESTERDAY, Plan("bring soup", "Noor")).journal.day(YESTERDAY).acts[0]
    journal = session.move_act(TODAY, YESTERDAY, act.uid).journal
    [moved] = journal.day(TODAY).acts
    assert (moved.text, moved.who, moved.state) == ("bring soup", "Noor", "planned")
    assert moved.uid != act.uid
    assert journal.day(YESTERDAY).acts == ()
    assert act.uid in journal.day(YESTERDAY).deleted


def test_lines_are_kept_in_order_and_on_one_line(session: Session) -> None:
    session.record_received(TODAY, " tea\nfrom Noor ")
    session.record_received(TODAY, "a door\x1b]52;c;c2VjcmV0\x07 held")
    session.record_kept(TODAY, "no to Friday")
    day = session.record_given_act(TODAY, "carried a bag").day
    assert [line.text for line in day.received] == ["tea from Noor", "a door held"]
    assert [line.text for line in day.kept] == ["no to Friday"]
    assert [(act.text, act.state) for act in day.acts] == [("carried a bag", "done")]
    uids = {line.uid for line in (*day.received, *day.kept)} | {act.uid for act in day.acts}
    assert len(uids) == 4


def test_rest_skips_answers_and_the_thread_can_be_taken_back(session: Session) -> None:
    assert session.set_rest(TODAY, is_rest_day=True).day.is_rest_day
    assert not session.set_rest(TODAY, is_rest_day=False).day.is_rest_day
    assert session.skip_day_part(TODAY, "morning").day.has_skipped("morning")
    assert not session.open().day.has_skipped("evening")
    assert session.answer_check(TODAY, "energy-1", "not_today").day.answer_to("energy-1") == "not_today"
    assert session.answer_check(TODAY, "energy-1", "unanswered").day.answer_to("energy-1") == "unanswered"
    assert not session.change_settings({"thread_shown": False}).journal.settings.thread_shown
    assert session.change_settings({"thread_shown": True}).journal.settings.thread_shown


def test_looking_again_sees_the_hour_and_the_same_words() -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    state = session.record_kept(TODAY, "no to Friday")
    clock.current_moment = EVENING
    later = session.with_current_time(state)
    assert (state.due, later.due) == ("nothing", "evening")
    assert texts(later.journal) == {"no to Friday"}
