"""At any time, what is shown is what the app begins with then, or nothing."""

from datetime import datetime, timedelta, timezone
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui.cli.clock import SystemClock
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    DayPartSkipped,
    ReceivedWritten,
    Request,
    RestChosen,
    ScaleRated,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.first_frame.starts import Starter
from tests.first_frame.world import World, first_picture, picture_in
from tests.support import TODAY

LONGEST_START = timedelta(seconds=2)
OFFSETS = (0, 1, -5, 5.5, 14, -12)  # hours from UTC
DEEDS: tuple[tuple[Request, ...], ...] = (
    (),
    (TextRewritten(TODAY, TextRef("who"), "Sam"),),
    (TextRewritten(TODAY, TextRef("who"), "Sam"), ScaleRated(TODAY, "energy", 6)),
    (ActChosen(TODAY, Plan("text Sam", "Sam", 6)),),
    (DayPartSkipped(TODAY, "morning"),),
    (DayPartSkipped(TODAY, "evening"),),
    (ReceivedWritten(TODAY, "Tea from Noor"),),
    (RestChosen(TODAY, is_rest_day=True),),
)


def prepare(world: World, deeds: tuple[Request, ...], chosen: dict[str, Any]) -> None:
    """Begin the app, let a person do something, and leave it."""
    world.write()
    session = world.session()
    session.open()
    session.submit(SettingsChanged(chosen))
    session = world.open_app()
    with world.caching(world.start):
        if deeds:
            session.submit(*deeds)
    world.open_app()  # so that each picture has a frame


def check_at(world: World, at: datetime) -> bool:
    """Check what is shown at a time, and return whether it is a frame."""
    start = world.at(at.isoformat())
    picture = picture_in(world.show(start))
    if picture is None:
        return False
    assert picture == first_picture(world, start)
    assert picture == first_picture(world, world.at((at + LONGEST_START).isoformat()))
    return True


@st.composite
def times_near(draw: st.DrawFn, at: datetime, hours: tuple[int, int]) -> datetime:
    """Draw a time some days around another one, often at the edge of a morning or an evening."""
    days = draw(st.integers(-2, 5))
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)
    edges = st.builds(
        lambda hour, second, micro: timedelta(hours=hour, seconds=second, microseconds=micro),
        st.sampled_from(hours),
        st.integers(-4, 3),
        st.sampled_from((0, 1, 999_999)),
    )
    return midnight + draw(edges | st.timedeltas(timedelta(), timedelta(days=1)))


SETTINGS = st.fixed_dictionaries(
    {
        "day_start": st.integers(0, 23),
        "evening_hour": st.integers(0, 23),
        "questions": st.sampled_from(("exact", "rotating")),
        "scales": st.booleans(),
    }
)


@settings(max_examples=TRIALS if LONG_RUN else 15)
@given(deeds=st.sampled_from(DEEDS), chosen=SETTINGS, data=st.data())
def test_no_frame_of_what_is_not_due(
    starter: Starter, deeds: tuple[Request, ...], chosen: dict[str, Any], data: st.DataObject
) -> None:
    zone = timezone(timedelta(hours=data.draw(st.sampled_from(OFFSETS))))
    now = datetime(TODAY.year, TODAY.month, TODAY.day, data.draw(st.integers(0, 23)), 12, tzinfo=zone)
    with TemporaryDirectory() as home:
        world = World(Path(home), starter, now=now.isoformat())
        prepare(world, deeds, chosen)
        if first_picture(world, world.start):
            assert check_at(world, now)
        for _ in range(3):
            check_at(world, data.draw(times_near(now, (chosen["day_start"], chosen["evening_hour"]))))


def test_days_later_nothing_is_shown(prepared: World) -> None:
    noted_at = datetime.fromisoformat(prepared.now)
    assert picture_in(prepared.show(prepared.at((noted_at + timedelta(days=1)).isoformat())))
    for days in (5, 30, 4000, -2, -4000):
        later = noted_at + timedelta(days=days)
        assert picture_in(prepared.show(prepared.at(later.isoformat()))) is None


@pytest.mark.parametrize("time", ["17:00:00", "04:00:00"])
def test_nothing_is_shown_at_the_very_edge_of_a_morning_or_an_evening(prepared: World, time: str) -> None:
    """What is due must not change while the app starts."""
    edge = datetime.fromisoformat(f"2026-11-23T{time}+01:00")
    shown = {
        seconds: picture_in(prepared.show(prepared.at((edge + timedelta(seconds=seconds)).isoformat())))
        for seconds in (-3, -2, -1, 0)
    }
    before, after = shown[-3], shown[0]
    assert before
    assert after
    assert before.step != after.step
    assert shown[-2] is shown[-1] is None


@given(minutes=st.integers(-14 * 60, 14 * 60))
def test_nothing_is_shown_in_a_zone_with_another_offset(prepared: World, minutes: int) -> None:
    at = datetime.fromisoformat(prepared.now).astimezone(timezone(timedelta(minutes=minutes)))
    assert bool(picture_in(prepared.show(prepared.at(at.isoformat())))) == (minutes == 60)


@pytest.mark.parametrize(
    "now",
    ["now", "2026-11-22", "2026-11-22T08:00:00", "08:00", "2026-11-22T08:00:00+", "1", "0001-01-01T00:00Z"],
)
def test_a_time_that_is_none_starts_as_without(tmp_path: Path, starter: Starter, now: str) -> None:
    """The app refuses most of them; it is noted for Greenwich, where a time without an offset is the same."""
    world = World(tmp_path, starter, now="2026-11-22T08:00:00+00:00")
    world.open_app()
    assert picture_in(world.show())
    assert picture_in(world.show(world.at(now))) is None


def test_the_machines_own_clock_before_and_after_it_moved_to_another_zone(
    tmp_path: Path, starter: Starter, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours_to_noon = 12 - SystemClock().now().at.hour
    zone = tmp_path / "zone"
    zone.write_bytes(zone_file(hours_to_noon))
    monkeypatch.setenv("TZ", f":{zone}")  # a name that stays the same, as /etc/localtime does
    world = World(tmp_path, starter, now="", variables={"TZ": f":{zone}"})
    world.open_app()
    picture = picture_in(world.show())
    assert picture
    assert picture == first_picture(world, world.start)
    zone.write_bytes(zone_file(hours_to_noon + 1))
    assert picture_in(world.show()) is None


def zone_file(hours: int) -> bytes:
    """Return the rules of a zone that many hours east of Greenwich."""
    return resources.files("tzdata").joinpath(f"zoneinfo/Etc/GMT{-hours:+}").read_bytes()
