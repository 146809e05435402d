"""The quiet line over simulated months, the doctor in its third one, and the days on which it comes.

The people and the rules are written from what is promised; nothing is asked of the module under test but what
a screen asks: the line of a state, whether it is a hard day, its closing, and what its morning offers.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, structs

from kindtui.domain import wording
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, ActState, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.requests import LowMoodTextRead, SettingsChanged, Stamp
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.support import CATALOG, MORNING, TODAY, FakeClock, act, journal_state, line, moment, true_answer

Kind = Literal["evenings", "mornings"]

DAY = timedelta(days=1)
START = date(2026, 1, 5)
STAMP = Stamp(MORNING, MORNING.at, "uid")
BEGINS: dict[Kind, str] = {
    "evenings": "You've had several hard evenings",
    "mornings": "You've had several tired mornings",
}
DOCTOR = "A doctor or counsellor is worth a call."


class Told(Struct, frozen=True):
    """A line that was read."""

    on: date
    kind: Kind
    names_doctor: bool


class Lived(Struct, frozen=True):
    """What somebody answers on one day; None is no answer."""

    energy: int | None = None
    evening: int | None = None
    scales: bool = False
    reads: bool = True
    switched_on: bool = True


def state_at(days: dict[date, Day], settings: Settings, on: date, hour: int) -> State:
    return journal_state(Journal(days, settings), moment(f"{on}T{hour:02}:00:00+00:00"))


def with_answers(on: date, energy: int | None = None, evening: int | None = None) -> Day:
    """A day with those answers; what is not answered was cleared on every third day."""
    cleared = Answer[int | None](None, MORNING.at) if on.toordinal() % 3 == 0 else None
    return Day(
        on,
        energy=Answer(energy, MORNING.at) if energy else cleared,
        mood_evening=Answer(evening, MORNING.at) if evening else cleared,
    )


def kind_of(text: str) -> Kind | None:
    """Which of the two lines a text is."""
    if not text:
        return None
    (kind,) = (kind for kind, begin in BEGINS.items() if text.startswith(begin))
    assert text.startswith((f"{BEGINS[kind]}. ", f"{BEGINS[kind]} again. ")[DOCTOR in text])
    return kind


# The rules, naively.


def low_five_of_seven(answers: dict[date, int], today: date) -> bool:
    """Whether five of the last seven answers within 28 days are 1 or 2."""
    lately = [answers[on] for on in sorted(answers) if today - 28 * DAY < on <= today]
    return sum(answer in (1, 2) for answer in lately[-7:]) >= 5


def line_due(
    evenings: dict[date, int], mornings: dict[date, int], lived: Lived, told: Sequence[Told], today: date
) -> Kind | None:
    since = (today - told[-1].on).days if told else 1000
    if not lived.switched_on or since == 0:
        return None
    if lived.scales and low_five_of_seven(evenings, today) and since >= 7:
        return "evenings"
    return "mornings" if low_five_of_seven(mornings, today) and since >= 14 else None


def doctor_due(told: Sequence[Told], today: date) -> bool:
    """Whether the line of today is the third in a row, or a later one."""
    dates = [*(one.on for one in told), today]
    in_row = 1
    for before, after in reversed(list(pairwise(dates))):
        if (after - before).days >= 21:
            break
        in_row += 1
    return in_row >= 3


def live(months: Sequence[Lived]) -> list[Told]:
    """Live those days, and check at each step of each that the line is there if it is due, and only then."""
    days: dict[date, Day] = {}
    settings, told = Settings(), list[Told]()
    evenings, mornings = dict[date, int](), dict[date, int]()
    for number, lived in enumerate(months):
        on = START + number * DAY
        settings = structs.replace(settings, scales=lived.scales, low_mood=lived.switched_on)
        energy, evening = None, None
        for hour in (7, 8, 21):
            if hour == 8 and lived.energy:
                energy = mornings[on] = lived.energy
            if hour == 21 and lived.evening and lived.scales:
                evening = evenings[on] = lived.evening
            days[on] = with_answers(on, energy, evening)
            state = state_at(days, settings, on, hour)
            text = state.low_mood_text
            due = line_due(evenings, mornings, lived, told, on)
            told_today = bool(told) and told[-1].on == on and lived.switched_on
            assert kind_of(text) == due, (number, hour)
            assert state.is_hard_day is (due is not None or told_today)
            assert not (state.is_hard_day and state.shows_thread)
            if due:
                assert (DOCTOR in text) is doctor_due(told, on), (number, told)
                assert ("doctor" in text) is ("counsellor" in text) is (DOCTOR in text)
            if due and lived.reads:
                told.append(Told(on, due, DOCTOR in text))
                read = LowMoodTextRead(on).apply(Journal(days, settings), STAMP)
                settings = read.settings
    return told


def assert_seldom(told: Sequence[Told]) -> None:
    """At most as often as is said: after any line no evening line for a week, no tired one for two."""
    for before, after in pairwise(told):
        assert (after.on - before.on).days >= (7 if after.kind == "evenings" else 14)


# Some people.


def tired(luck: Random, number: int) -> int:
    return luck.choice((1, 2, 2, 2, 3))


def well(luck: Random, number: int) -> int:
    return luck.randint(4, 9)


def on_and_off(luck: Random, number: int) -> int:
    return tired(luck, number) if number // 20 % 2 else well(luck, number)


def for_weeks(luck: Random, number: int) -> int:
    return tired(luck, number) if 40 <= number < 75 else well(luck, number)


def anything(luck: Random, number: int) -> int:
    return luck.choice((1, 2, luck.randint(1, 9)))


MOODS: dict[str, Callable[[Random, int], int]] = {
    "tired": tired,
    "well": well,
    "on and off": on_and_off,
    "for weeks": for_weeks,
    "anything": anything,
}
SCALES: dict[str, Callable[[int], bool]] = {
    "without scales": lambda _: False,
    "with scales": lambda _: True,
    "scales on and off": lambda number: number // 25 % 2 == 0,
}


def months_of(
    mornings: str, evenings: str, scales: str, seed: int, *, length: int = 150, answers: float = 0.8
) -> list[Lived]:
    luck = Random(f"{mornings} {evenings} {scales} {seed}")
    reads = luck.choice((1.0, 0.5))
    return [
        Lived(
            MOODS[mornings](luck, number) if luck.random() < answers else None,
            MOODS[evenings](luck, number) if luck.random() < answers else None,
            SCALES[scales](number),
            luck.random() < reads,
            switched_on=not (seed % 3 == 2 and 60 <= number < 90),
        )
        for number in range(length)
    ]


PEOPLE = [
    (mornings, evenings, scales)
    for number, mornings in enumerate(MOODS)
    for shift, scales in enumerate(SCALES)
    for evenings in [list(MOODS)[(number + shift * 2) % len(MOODS)], list(MOODS)[(number + 1) % len(MOODS)]]
]


@pytest.mark.parametrize(("mornings", "evenings", "scales"), PEOPLE)
def test_over_months_the_line_comes_when_it_should_and_no_more_often(
    mornings: str, evenings: str, scales: str
) -> None:
    assert_seldom(live(months_of(mornings, evenings, scales, len(mornings) + len(evenings))))


@pytest.mark.sweep
@pytest.mark.parametrize("answers", [0.15, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("scales", SCALES)
@pytest.mark.parametrize("mornings", MOODS)
def test_over_years_the_line_comes_when_it_should_and_no_more_often(
    mornings: str, scales: str, answers: float
) -> None:
    for evenings in MOODS:
        seed = len(evenings)
        assert_seldom(live(months_of(mornings, evenings, scales, seed, length=400, answers=answers)))


ANSWERS = st.none() | st.integers(1, 3) | st.integers(1, 9)


@given(
    st.lists(
        st.builds(Lived, ANSWERS, ANSWERS, st.booleans(), st.booleans(), st.integers(0, 9).map(bool)),
        min_size=10,
        max_size=90,
    )
)
def test_over_any_weeks_the_line_comes_when_it_should(months: list[Lived]) -> None:
    assert_seldom(live(months))


def test_the_people_have_lines_of_both_kinds_and_without_any() -> None:
    """So that the tests above test all of it."""
    told = [live(months_of(*person, len(person[0]) + len(person[1]))) for person in PEOPLE]
    kinds = [{one.kind for one in lines} for lines in told]
    assert set() in kinds
    assert {"mornings"} in kinds
    assert {"evenings"} in kinds
    assert {"mornings", "evenings"} in kinds
    assert any(one.names_doctor for lines in told for one in lines)


def test_always_tired_is_told_every_two_weeks() -> None:
    told = live([Lived(2)] * 100)
    assert [(one.on - START).days for one in told] == [4, 18, 32, 46, 60, 74, 88]
    assert {one.kind for one in told} == {"mornings"}
    assert [one.names_doctor for one in told] == [False, False, True, True, True, True, True]


def test_always_hard_evenings_are_told_every_week() -> None:
    told = live([Lived(None, 1, scales=True)] * 50)
    assert [(one.on - START).days for one in told] == [4, 11, 18, 25, 32, 39, 46]
    assert {one.kind for one in told} == {"evenings"}
    assert [one.names_doctor for one in told][:4] == [False, False, True, True]


def test_tired_mornings_wait_two_weeks_after_hard_evenings() -> None:
    """Hard evenings for a while, and tired mornings all along."""
    hard = [Lived(2, 1, scales=True)] * 12
    told = live([*hard, *[Lived(2, 9, scales=True)] * 40])
    assert told[0].kind == "mornings", "the fifth morning is over before the fifth evening"
    evenings = [one.on for one in told if one.kind == "evenings"]
    first_after = next(one.on for one in told if one.on > evenings[-1])
    assert first_after - evenings[-1] == 14 * DAY


def test_the_line_comes_with_the_fifth_tired_morning_and_not_before() -> None:
    days = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 2) for back in range(1, 5)}
    before = state_at(days, Settings(), TODAY, 7)
    assert not before.low_mood_text
    assert not before.is_hard_day
    after = state_at({**days, TODAY: with_answers(TODAY, 1)}, Settings(), TODAY, 8)
    assert after.low_mood_text.startswith(BEGINS["mornings"])
    assert after.is_hard_day
    better = state_at({**days, TODAY: with_answers(TODAY, 3)}, Settings(), TODAY, 8)
    assert not better.low_mood_text


@pytest.mark.parametrize("scales", [False, True])
def test_mornings_are_for_everybody_and_evenings_for_those_with_scales(scales: bool) -> None:
    tired_days = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 1) for back in range(1, 6)}
    hard_days = {on: with_answers(on, None, 1) for on in tired_days}
    settings = Settings(scales=scales)
    assert kind_of(state_at(tired_days, settings, TODAY, 8).low_mood_text) == "mornings"
    assert kind_of(state_at(hard_days, settings, TODAY, 8).low_mood_text) == ("evenings" if scales else None)


@pytest.mark.parametrize("scales", [False, True])
@pytest.mark.parametrize("told", [None, TODAY, TODAY - 30 * DAY])
def test_one_setting_switches_off_both(scales: bool, told: date | None) -> None:
    days = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 1, 1) for back in range(28)}
    settings = Settings(scales=scales, low_mood=False, low_mood_told=told)
    state = state_at(days, settings, TODAY, 20)
    assert not state.low_mood_text
    assert not state.is_hard_day
    assert state.shows_thread


@pytest.mark.parametrize("scales", [False, True])
def test_neither_texts_nor_other_answers_nor_days_without_one_bring_it(scales: bool) -> None:
    """Sad words, broken boundaries, low mornings and connection, cleared answers, rest, and no day at all."""
    sad = "I can't go on. Very tired, another hard evening, 1 1 1."
    one = Answer[int | None](1, MORNING.at)
    cleared = Answer[int | None](None, MORNING.at)
    full = Day(
        TODAY,
        who=Answer(sad, MORNING.at),
        energy=cleared,
        mood_morning=one,
        mood_evening=cleared,
        connection=one,
        rest=true_answer(),
        skipped={"morning": true_answer(), "evening": true_answer()},
        checks={check.id: Answer("not_today", MORNING.at) for check in CATALOG.checks},
        received=(line(sad, "r"),),
        kept=(line(sad, "k"),),
        notes=(line(sad, "n"),),
    )
    days: dict[date, Day] = {}
    for back in range(60):
        on = TODAY - back * DAY
        if back % 4:
            days[on] = structs.replace(full, day=on)
        state = state_at(days, Settings(scales=scales), TODAY, 20)
        assert not state.low_mood_text
        assert not state.is_hard_day


@pytest.mark.parametrize("kind", BEGINS)
def test_four_low_answers_and_skipped_days_since_bring_no_line(kind: Kind) -> None:
    for skipped in range(40):
        lows = [TODAY - back * DAY for back in range(skipped, skipped + 4)]
        days = {TODAY - back * DAY: with_answers(TODAY - back * DAY) for back in range(skipped)}
        days |= {on: with_answers(on, 1) if kind == "mornings" else with_answers(on, None, 1) for on in lows}
        assert not state_at(days, Settings(scales=True), TODAY, 8).low_mood_text


@pytest.mark.parametrize("kind", BEGINS)
@pytest.mark.parametrize(("oldest", "is_due"), [(27, True), (28, False)])
def test_answers_count_for_28_days_today_among_them(kind: Kind, oldest: int, is_due: bool) -> None:
    """The oldest of five low answers, with nothing answered since the latest."""
    lows = [TODAY - back * DAY for back in range(oldest - 4, oldest + 1)]
    days = {on: with_answers(on, 1) if kind == "mornings" else with_answers(on, None, 1) for on in lows}
    text = state_at(days, Settings(scales=True), TODAY, 8).low_mood_text
    assert kind_of(text) == (kind if is_due else None)


# The third line in a row.


def read_on(on: date, settings: Settings, kind: Kind = "mornings") -> tuple[str, Settings]:
    """The line of a day after five low answers, and the settings after it is read."""
    days = {
        on - back * DAY: with_answers(on - back * DAY, *((2, None) if kind == "mornings" else (None, 2)))
        for back in range(1, 6)
    }
    text = state_at(days, settings, on, 8).low_mood_text
    assert kind_of(text) == kind
    return text, LowMoodTextRead(on).apply(Journal(days, settings), STAMP).settings


@pytest.mark.parametrize(
    ("gaps", "doctors"),
    [
        ([14, 14, 14], [0, 0, 1, 1]),
        ([20, 20, 20], [0, 0, 1, 1]),
        ([14, 14, 21, 14, 14], [0, 0, 1, 0, 0, 1]),
        ([21, 21, 21, 21], [0, 0, 0, 0, 0]),
        ([14, 300, 14, 14, 14, 14, 40], [0, 0, 0, 0, 1, 1, 1, 0]),
    ],
)
def test_the_third_in_a_row_names_a_doctor_and_a_pause_of_three_weeks_ends_the_row(
    gaps: list[int], doctors: list[int]
) -> None:
    on, settings, found = TODAY, Settings(), []
    for gap in (*gaps, 0):
        text, settings = read_on(on, settings)
        found.append(DOCTOR in text)
        on += gap * DAY
    assert found == [bool(doctor) for doctor in doctors]


def test_lines_of_both_kinds_are_in_one_row() -> None:
    settings = Settings(scales=True)
    kinds: list[tuple[int, Kind]] = [(0, "mornings"), (7, "evenings"), (21, "mornings"), (28, "evenings")]
    found = []
    for number, kind in kinds:
        text, settings = read_on(TODAY + number * DAY, settings, kind)
        found.append(DOCTOR in text)
    assert found == [False, False, True, True]


def test_a_line_read_twice_on_a_day_counts_once() -> None:
    settings = Settings()
    for number in range(3):
        on = TODAY + number * 14 * DAY
        text, settings = read_on(on, settings)
        assert (DOCTOR in text) is (number == 2)
        again = LowMoodTextRead(on).apply(Journal({}, settings), STAMP).settings
        assert again == settings


def low_session(scales: bool = False) -> tuple[Session, FakeClock]:
    """Somebody who is tired every morning of two months from 5 January, and sets something now and then."""
    days = {START + number * DAY: with_answers(START + number * DAY, 2, 2) for number in range(-5, 60)}
    clock = FakeClock(moment(f"{START}T08:00:00+00:00"))
    return Session(MemoryStore(Journal(days, Settings(scales=scales))), clock, CATALOG), clock


def test_undo_and_redo_of_settings_neither_bring_the_line_back_nor_start_the_row_anew() -> None:
    session, clock = low_session()
    for number in range(4):
        session.submit(SettingsChanged({"grace": 3 + number % 2}))
        text = session.open().low_mood_text
        assert kind_of(text) == "mornings"
        assert (DOCTOR in text) is (number >= 2)
        session.submit(LowMoodTextRead(session.open().today))
        for change in (session.undo, session.redo, session.undo):
            change()
            assert not session.open().low_mood_text
            assert session.open().is_hard_day
        clock.move(days=7)
        session.submit(SettingsChanged({"jar": False}))
        session.undo()
        assert not session.open().low_mood_text
        assert not session.open().is_hard_day
        clock.move(days=7)


def test_undo_of_switching_the_line_off_brings_no_second_line() -> None:
    session, clock = low_session()
    session.submit(LowMoodTextRead(session.open().today))
    session.submit(SettingsChanged({"low_mood": False}))
    assert not session.open().is_hard_day
    session.undo()
    clock.move(days=1)
    assert not session.open().low_mood_text
    clock.move(days=13)
    assert session.open().low_mood_text


SETTINGS = st.builds(
    Settings,
    grace=st.integers(0, 6),
    scales=st.booleans(),
    low_mood=st.booleans(),
    low_mood_told=st.none() | st.integers(-40, 3).map(lambda back: TODAY + back * DAY),
    low_mood_in_a_row=st.integers(0, 5),
    comparison_note_read=st.booleans(),
    updated_at=st.none() | st.integers(0, 3).map(lambda number: MORNING.at + timedelta(hours=number)),
)


@given(SETTINGS, SETTINGS)
def test_copies_that_read_different_lines_merge_either_way_round(one: Settings, other: Settings) -> None:
    low = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 1, 1) for back in range(9)}
    ours, theirs = Journal(low, one), Journal(dict(list(low.items())[3:]), other)
    merged = merge(ours, theirs)
    assert merged == merge(theirs, ours)
    assert merge(merged, ours).settings == merged.settings
    assert merged.settings in (one, other)
    state = journal_state(merged)
    assert kind_of(state.low_mood_text) in (None, *BEGINS)
    read = LowMoodTextRead(state.today).apply(merged, STAMP)
    assert not journal_state(read).low_mood_text
    assert read.settings.low_mood_in_a_row >= 1


# A hard day.

HARD = {closing.text for closing in CATALOG.closings if closing.fits == "hard"}
OTHERS = {closing.text for closing in CATALOG.closings} - HARD
NEVER = {closing.text for closing in CATALOG.closings if closing.id in ("c-03", "c-11")}
GAVE, PLANNED = (act("done"),), (act("planned"),)
RECEIVED, KEPT = (line(),), (line("I said no", "k"),)
HELD: dict[str, Day] = {
    "nothing": Day(TODAY),
    "gave": Day(TODAY, acts=GAVE),
    "planned": Day(TODAY, acts=PLANNED),
    "received": Day(TODAY, received=RECEIVED),
    "both": Day(TODAY, acts=GAVE, received=RECEIVED),
    "kept": Day(TODAY, kept=KEPT),
    "rest": Day(TODAY, rest=true_answer()),
    "everything": Day(TODAY, acts=GAVE, received=RECEIVED, kept=KEPT, rest=true_answer()),
}


def test_there_are_closings_for_hard_days_at_any_hour() -> None:
    assert len(NEVER) == 2
    assert NEVER <= OTHERS
    assert any(closing.fits == "hard" and not closing.evening for closing in CATALOG.closings)
    assert any(closing.fits == "hard" and closing.evening for closing in CATALOG.closings)


@pytest.mark.parametrize("read", [False, True])
@pytest.mark.parametrize("kind", BEGINS)
@pytest.mark.parametrize("held", HELD)
def test_a_hard_day_closes_without_a_cheerful_word(held: str, kind: Kind, read: bool) -> None:
    """Whatever it held, in the morning and in the evening, over three months."""
    found = {8: set[str](), 21: set[str]()}
    for number in range(90):
        on = TODAY + number * DAY
        low = (2, None) if kind == "mornings" else (None, 1)
        days = {on - back * DAY: with_answers(on - back * DAY, *low) for back in range(1, 6)}
        days[on] = structs.replace(HELD[held], day=on)
        settings = Settings(scales=kind == "evenings", low_mood_told=on if read else None)
        for hour in (8, 21):
            state = state_at(days, settings, on, hour)
            assert state.is_hard_day
            assert not state.shows_thread
            found[hour].add(state.closing)
    assert found[8] | found[21] <= HARD
    in_the_evening = {closing.text for closing in CATALOG.closings if closing.evening}
    assert not found[8] & in_the_evening
    assert found[21] & in_the_evening


@pytest.mark.parametrize("held", HELD)
def test_other_days_close_without_the_words_of_hard_ones(held: str) -> None:
    for number in range(60):
        on = TODAY + number * DAY
        for hour in (8, 21):
            state = state_at({on: structs.replace(HELD[held], day=on)}, Settings(), on, hour)
            assert not state.is_hard_day
            assert state.closing in OTHERS


def offered(state: State) -> list[str]:
    """What the morning of a hard day offers, in words that do not depend on the act."""
    choices = wording.rest_first_choices(state)
    audiences = {idea.id: idea.audience for idea in state.ideas}
    return [audiences.get(one, text) for one, text in choices.items()]


def assert_offers_all_four(state: State) -> None:
    assert state.is_hard_day
    found = offered(state)
    assert len(found) == 4, found
    rest, await_kindness, self_act, ask_who = found
    assert rest.startswith("Rest today.")
    assert await_kindness.startswith("Let somebody be kind to me.")
    assert self_act == "self"
    assert ask_who.startswith("Think of someone I can encourage")


OWN = {
    ("own_acts", f"o{number}"): CustomEntry(f"o{number}", f"water plant {number}", MORNING.at)
    for number in range(12)
}


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(scales=True, questions="rotating"),
        Settings(acts_close=False, acts_colleague=False, acts_stranger=False, acts_community=False),
        Settings(acts_out=False),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_each_hard_morning_of_a_year_offers_all_four(settings: Settings, own: bool) -> None:
    for number in range(0, 365, 3):
        on = TODAY + number * DAY
        journal = Journal(
            {}, structs.replace(settings, low_mood_told=on), custom_entries=dict(OWN) if own else {}
        )
        assert_offers_all_four(journal_state(journal, moment(f"{on}T08:00:00+00:00")))


def tired_year(let_go: float, length: int) -> None:
    """A tired person, who plans the act for oneself each day, and lets some of them go."""
    luck, told, days = Random(1), None, dict[date, Day]()
    for number in range(length):
        on = START + number * DAY
        state = state_at(days, Settings(low_mood_told=told), on, 8)
        if state.is_hard_day:
            told = on
            assert_offers_all_four(state_at(days, Settings(low_mood_told=told), on, 8))
        outcome: ActState = "let_go" if luck.random() < let_go else "done"
        acts = tuple(
            Act(
                f"u{number}", idea.plan_for(""), outcome, MORNING, MORNING.at, audience="self", source=idea.id
            )
            for idea in state.offer("", 2, 0).ideas
            if idea.audience == "self"
        )
        days[on] = structs.replace(with_answers(on, 2), acts=acts)


def test_a_tired_year_of_acts_for_oneself_offers_all_four_each_time() -> None:
    tired_year(0.0, 130)


@pytest.mark.parametrize(("let_go", "length"), [(0.25, 380), (0.5, 230), (1.0, 170)])
def test_acts_for_oneself_that_were_let_go_leave_one_to_offer_on_a_hard_morning(
    let_go: float, length: int
) -> None:
    """The digit 3 is always an act for oneself, and never whom to encourage."""
    tired_year(let_go, length)


@pytest.mark.parametrize("times_told", [1, 2, 3])
def test_a_flight_that_takes_back_a_day_brings_no_second_line(times_told: int) -> None:
    """Read on the morning of the 22nd in Auckland, and on the 21st again at noon in Honolulu."""
    days = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 2) for back in range(12)}
    settings = Settings(low_mood_told=TODAY, low_mood_in_a_row=times_told)
    auckland = journal_state(Journal(days, settings), moment("2026-11-22T08:00:00+13:00"))
    assert auckland.is_hard_day
    assert not auckland.low_mood_text
    honolulu = journal_state(Journal(days, settings), moment("2026-11-21T12:00:00-10:00"))
    assert not honolulu.low_mood_text


def test_a_day_that_starts_later_brings_no_second_line() -> None:
    """Read at one in the night, before the start of the day is changed from midnight to four."""
    days = {TODAY - back * DAY: with_answers(TODAY - back * DAY, 2) for back in range(1, 12)}
    session = Session(
        MemoryStore(Journal(days, Settings(day_start=0))),
        FakeClock(moment("2026-11-22T01:00:00+01:00")),
        CATALOG,
    )
    assert session.open().low_mood_text
    session.submit(LowMoodTextRead(session.open().today))
    session.submit(SettingsChanged({"day_start": 4}))
    assert not session.open().low_mood_text
