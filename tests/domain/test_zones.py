"""Days in every time zone: none lost, none doubled, and no thread ended by a journey or a clock change."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kindtui.domain.dates import Moment, is_evening, logical_day
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.support import CATALOG

FIRST, LAST = datetime(1995, 1, 2, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
STEP = timedelta(days=3)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
HOURS = st.integers(0, 23)
SECOND = timedelta(seconds=1)


def moment(at: datetime, zone: str) -> Moment:
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return Moment(at, zone, int(offset.total_seconds()))


@cache
def transitions() -> dict[tuple[datetime, int, int], str]:
    """Every change of offset from 1995 to 2040: when, from which and to which, and a zone that has it."""
    found: dict[tuple[datetime, int, int], str] = {}
    for zone in ZONES:
        rules = ZoneInfo(zone)
        at, offset = FIRST, FIRST.astimezone(rules).utcoffset()
        while at < LAST:
            later = at + STEP
            new = later.astimezone(rules).utcoffset()
            if new != offset:
                low, high = at, later
                while high - low > SECOND:
                    middle = low + (high - low) // 2
                    middle = middle.replace(microsecond=0)
                    low, high = (
                        (middle, high) if middle.astimezone(rules).utcoffset() == offset else (low, middle)
                    )
                assert offset is not None
                assert new is not None
                found.setdefault((high, int(offset.total_seconds()), int(new.total_seconds())), zone)
            at, offset = later, new
    return found


@pytest.mark.sweep
@pytest.mark.slow
def test_no_change_of_the_clock_loses_a_day_but_the_one_that_samoa_left_out() -> None:
    """A day is lost where the logical day goes on by two; a whole date was left out in 2011 alone."""
    lost: set[tuple[date, str]] = set()
    for (at, before, after), zone in transitions().items():
        for day_start in range(24):
            earlier = logical_day(Moment(at - SECOND, zone, before), day_start)
            later = logical_day(Moment(at, zone, after), day_start)
            assert abs((later - earlier).days) <= 2
            if (later - earlier).days == 2:
                lost.add((earlier + ONE_DAY, zone))
            if after < before:  # put back: the day does not go on, and back by no more than one
                assert -1 <= (later - earlier).days <= 0
    assert lost
    assert {on for on, _ in lost} == {date(2011, 12, 30)}


def test_there_are_enough_of_them() -> None:
    assert len(transitions()) > 2_000
    assert len(ZONES) > 400


@given(
    st.sampled_from(ZONES), st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)), HOURS, HOURS
)
def test_every_hour_belongs_to_one_day_and_the_evening_ends_it(
    zone: str, naive: datetime, day_start: int, evening_hour: int
) -> None:
    """For night workers too: whatever the hours are, a day is a morning and then an evening."""
    at = naive.replace(tzinfo=UTC)
    here = moment(at, zone)
    on = logical_day(here, day_start)
    start = datetime.combine(on, datetime.min.time()) + timedelta(hours=day_start)
    assert start <= here.local_time < start + ONE_DAY
    evening = start + timedelta(hours=(evening_hour - day_start) % 24)
    assert is_evening(here, day_start, evening_hour) == (here.local_time >= evening)


def written(at: Moment, day_start: int) -> Day:
    """A day on which something was written at that moment."""
    return Day(logical_day(at, day_start), received=(Line(f"{at.at:%s}", "Tea", at, at.at),))


def states(moments: Iterator[Moment], settings: Settings) -> Iterator[State]:
    """What stands after each of them."""
    journal = Journal(settings=settings)
    for at in moments:
        day = written(at, settings.day_start)
        old = journal.day(day.day)
        journal = journal.with_day(Day(day.day, received=(*old.received, *day.received)))
        yield State(journal, at, CATALOG)


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Europe/Berlin", "Pacific/Chatham", "America/Havana"])
@pytest.mark.parametrize("hour", [0, 4, 13, 23])
def test_a_line_every_24_hours_is_one_thread_all_year(zone: str, hour: int) -> None:
    begin = datetime(2011, 1, 1, 12, tzinfo=UTC)
    moments = (moment(begin + timedelta(days=day), zone) for day in range(400))
    *_, last = states(moments, Settings(day_start=hour, grace=0))
    assert len(last.runs) == 1
    assert last.thread.state == "going"


def test_a_week_from_auckland_over_honolulu_to_the_chatham_islands() -> None:
    """West over the date line a date comes twice, east one is left out: none is lost, none is doubled."""
    flight = timedelta(hours=9)
    evening = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)  # 20:30 in Auckland
    stays = [("Pacific/Auckland", 2), ("Pacific/Honolulu", 3), ("Pacific/Chatham", 2)]
    moments, at = [], evening
    for zone, nights in stays:
        for _ in range(nights):
            moments.append(moment(at, zone))
            at += timedelta(days=1)
        at += flight
    held = list(states(iter(moments), Settings(grace=0)))
    days = [state.today for state in held]
    assert days == sorted(days)
    texts = sum(len(day.received) for day in held[-1].journal.days.values())
    assert texts == len(moments)
    assert len(held[-1].runs) == 1
    assert held[-1].thread.state == "going"
    assert held[-1].thread.kind_days == len(set(days))
    for earlier, later in itertools.pairwise(held):
        for on, day in earlier.journal.days.items():
            assert later.journal.day(on).received[: len(day.received)] == day.received


@given(
    st.lists(st.tuples(st.sampled_from(ZONES), st.integers(1, 4)), min_size=1, max_size=6),
    st.datetimes(datetime(1996, 1, 1), datetime(2039, 1, 1)),  # noqa: DTZ001
    HOURS,
)
def test_travel_costs_no_thread(stays: list[tuple[str, int]], begin: datetime, day_start: int) -> None:
    """Whoever writes twice a day, wherever they wake and go to bed, has one thread without any grace."""
    at, moments = begin.replace(tzinfo=UTC), []
    for zone, nights in stays:
        for _ in range(2 * nights):
            moments.append(moment(at, zone))
            at += timedelta(hours=12)
    moments.sort(key=lambda one: one.at)
    held = list(states(iter(moments), Settings(day_start=day_start, grace=0)))
    last = held[-1]
    latest = max(last.journal.days)
    whole = State(last.journal, Moment(last.moment.at + timedelta(days=1), "UTC", 0), CATALOG)
    if latest <= whole.today:
        assert len(whole.runs) == 1, whole.runs


def test_a_short_step_excuses_no_quiet_day() -> None:
    begin = datetime(2026, 11, 10, 12, tzinfo=UTC)
    moments = [moment(begin, "Europe/London"), moment(begin + timedelta(days=2), "Europe/Athens")]
    *_, last = states(iter(moments), Settings(grace=0))
    assert len(last.runs) == 2


OFFSETS = st.integers(-48, 56).map(lambda quarters: quarters * 900)


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 1)),  # noqa: DTZ001
    st.integers(0, 24 * 60 - 1),
    st.tuples(OFFSETS, OFFSETS),
    HOURS,
    st.integers(0, 30),
)
def test_a_date_is_skipped_where_offsets_differ_and_36_hours_lie_between(
    begin: datetime, minutes: int, offsets: tuple[int, int], day_start: int, hours_late: int
) -> None:
    """The date between two days counts as quiet unless one moved on within 36 hours of writing."""
    before, after = offsets
    left = Moment(begin.replace(tzinfo=UTC), "There", before)
    second = logical_day(left, day_start) + 2 * ONE_DAY
    local = datetime.combine(second, time(day_start), UTC) + timedelta(minutes=minutes)
    arrived = Moment(local - timedelta(seconds=after), "Here", after)
    assume(arrived.at >= left.at)
    seen = Moment(arrived.at + timedelta(hours=hours_late), "Here", after)
    entry = Day(second, received=(Line("b", "Tea", seen, seen.at),))
    is_filled_in_later = logical_day(seen, day_start) != second
    journal = Journal(settings=Settings(grace=0, day_start=day_start))
    journal = journal.with_day(written(left, day_start)).with_day(entry)
    is_skipped = before != after and seen.at - left.at <= timedelta(hours=36) and not is_filled_in_later
    assert (len(State(journal, seen, CATALOG).runs) == 1) == is_skipped


def test_a_flight_of_eight_hours_east_skips_a_date() -> None:
    """Written at 22:00 in Los Angeles, then at 05:00 in London, two dates later and 23 hours on."""
    left = moment(datetime(2026, 11, 11, 6, tzinfo=UTC), "America/Los_Angeles")
    arrived = moment(datetime(2026, 11, 12, 5, tzinfo=UTC), "Europe/London")
    *_, last = states(iter([left, arrived]), Settings(grace=0))
    assert len(last.runs) == 1


def test_a_long_stay_on_the_way_is_a_quiet_day() -> None:
    """A step of 13 hours with 40 hours between the lines leaves a day in which one could have written."""
    left = moment(datetime(2026, 11, 10, 9, tzinfo=UTC), "Europe/London")
    arrived = moment(left.at + timedelta(hours=40), "Pacific/Auckland")
    *_, last = states(iter([left, arrived]), Settings(grace=0))
    assert len(last.runs) == 2


def test_a_date_that_has_a_plan_of_its_own_was_not_skipped() -> None:
    left = moment(datetime(2026, 11, 11, 6, tzinfo=UTC), "America/Los_Angeles")
    arrived = moment(datetime(2026, 11, 12, 5, tzinfo=UTC), "Europe/London")
    *_, last = states(iter([left, arrived]), Settings(grace=0))
    between = moment(left.at + timedelta(hours=9), "America/Los_Angeles")
    plan = Act("p", "text Sam", "planned", between, between.at)
    journal = last.journal.with_day(Day(logical_day(between, 4), acts=(plan,)))
    assert len(State(journal, arrived, CATALOG).runs) == 2


def test_what_was_filled_in_later_says_nothing_of_where_one_was() -> None:
    begin = datetime(2026, 11, 10, 12, tzinfo=UTC)
    later = moment(begin + timedelta(days=9), "Pacific/Auckland")
    there, filled = date(2026, 11, 10), date(2026, 11, 12)
    journal = Journal(settings=Settings(grace=0))
    journal = journal.with_day(written(moment(begin, "Europe/London"), 4))
    journal = journal.with_day(Day(filled, received=(Line("f", "Tea", later, later.at),)))
    assert [run.first for run in State(journal, later, CATALOG).runs] == [there, filled]
