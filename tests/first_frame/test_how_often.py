"""Over a month of usual days, nearly every start shows a frame, and never a wrong one."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.first_frame.month import Sitting, answers, month
from tests.first_frame.starts import Start, Starter
from tests.first_frame.world import World, first_picture, picture_in

LEAST_SHARE = 0.95
DAYS = 30
SEEDS = range(max(TRIALS // 40, 1) if LONG_RUN else 1)


def start_of(world: World, sitting: Sitting) -> Start:
    start = world.at(sitting.at.isoformat())
    columns, rows = sitting.size
    environment = {**start.environment, **sitting.variables}
    return replace(start, environment=environment, columns=columns, rows=rows)


def sit_down(world: World, sitting: Sitting, random: Random) -> bool:
    """Open the app, do something and leave it; return whether the start showed a frame."""
    start = start_of(world, sitting)
    if sitting.logged:
        before = {**start.environment, "KINDTUI_NOW": sitting.at.replace(second=0).isoformat()}
        world.run("log", "received", sitting.logged, start=replace(start, environment=before))
    shown = world.show(start)
    due, picture = first_picture(world, start), picture_in(shown, sitting.size)
    assert picture in (None, due)
    session = world.open_app(start, shown.surroundings)
    for requests in answers(sitting, session.state, random):
        with world.caching(start):
            session.submit(*requests)
    return picture is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_95_of_100_starts_of_a_month_show_a_frame(tmp_path: Path, starter: Starter, seed: int) -> None:
    random, world = Random(seed), World(tmp_path, starter)
    sittings = list(month(random, DAYS))
    assert {sitting.size for sitting in sittings} == {(80, 24), (120, 40)}
    assert any(sitting.variables for sitting in sittings)
    shown = [sit_down(world, sitting, random) for sitting in sittings]
    missed = [(sitting, number) for number, sitting in enumerate(sittings) if not shown[number]]
    assert shown.count(True) >= LEAST_SHARE * len(shown), missed
