"""What is typed from the start on, before and over the frame, arrives in the app as if there were none."""

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.real_terminal import LEAVE_ALT_SCREEN, Terminal, wait_for_cursor
from tests.terminal.first_frame.world import (
    EVENING,
    MORNING,
    World,
    frame_of,
    leave,
    printed,
    read_until,
    wait_for_app,
    wait_for_frame,
    wait_until_same,
)

NAME, ENERGY, WHEN = "Lin 慈悲é", "7", "after lunch"
ENTER, CTRL_C = "\r", "\x03"
KEYS = (*NAME, ENTER, ENERGY, ENTER, *WHEN, ENTER)
QUICK_TRIALS = 2


def expected(count: int) -> dict[str, Any]:
    """Return what is on the disk after the first `count` of the keys, and the drafts by field."""
    name, energy, when, *_ = [*"".join(KEYS[:count]).split(ENTER), "", "", ""]
    enters = KEYS[:count].count(ENTER)
    drafts = {"who": name if not enters else "", "when": when if enters == 2 else ""}
    return {
        "who": name if enters else None,
        "energy": int(energy) if energy else None,
        "acts": int(enters >= 2),
        "when": when if enters == 3 else "",
        "drafts": {field: [text] for field, text in drafts.items() if text},
    }


def on_disk(journal: Path) -> dict[str, Any]:
    day = json.loads(journal.read_bytes())["days"].get("20261122", {})
    drafts = journal.with_name(journal.name + ".drafts")
    acts = day.get("acts", [])
    return {
        "who": day.get("who", {}).get("value"),
        "energy": day.get("energy", {}).get("value"),
        "acts": len(acts),
        "when": acts[0].get("when", "") if acts else "",
        "drafts": json.loads(drafts.read_bytes()).get("2026-11-22", {}) if drafts.exists() else {},
    }


def type_at(app: Terminal, keys: Sequence[str], moments: Sequence[float]) -> None:
    """Type each key at its moment, in seconds from now on."""
    begin = time.monotonic()
    for key, moment in zip(keys, moments, strict=True):
        read_until(app, begin + moment)
        app.send(key)


@pytest.fixture(scope="module")
def quiet_frame(world: World) -> bytes:
    """The frame of a start at which nobody types."""
    world.log(journal := world.folder / "quiet" / "journal.json")
    with world.start(journal, MORNING) as app:
        wait_for_frame(app)
        return frame_of(app.raw)


@pytest.mark.parametrize("seed", range(TRIALS if LONG_RUN else QUICK_TRIALS))
def test_every_key_typed_at_any_moment_is_on_the_disk(
    seed: int, world: World, quiet_frame: bytes, path: Path
) -> None:
    chosen = random.Random(seed)
    count = chosen.randint(1, len(KEYS)) if seed else len(KEYS)
    spread = chosen.choice((0.0, 0.1, 0.3, 1.0))
    world.log(path)
    with world.start(path, MORNING) as app:
        type_at(app, KEYS[:count], sorted(chosen.uniform(0, spread) for _ in range(count)))
        wait_for_frame(app, may_be_over=True)
        leave(app)
    assert frame_of(app.raw) == quiet_frame
    assert printed(app.raw.partition(LEAVE_ALT_SCREEN)[2]) == ""
    assert on_disk(path) == expected(count)


def test_what_is_typed_over_the_frame_is_shown_as_what_is_typed_without_one(
    world: World, quiet_frame: bytes, tmp_path: Path
) -> None:
    count = len(KEYS) - 2
    framed, plain_keys = compare(world, tmp_path, KEYS[:count])
    assert frame_of(framed.raw) == quiet_frame
    assert plain_keys == on_disk(tmp_path / "framed" / "journal.json") == expected(count)


def compare(world: World, folder: Path, keys: Sequence[str]) -> tuple[Terminal, dict[str, Any]]:
    """Type keys over the frame, and into the app without one, until both show the same.

    Returns:
        The terminal with the frame, and what is on the disk without one.
    """
    with_frame, without = (folder / name / "journal.json" for name in ("framed", "plain"))
    for journal in (with_frame, without):
        world.log(journal)
    with world.start(with_frame, MORNING) as app, world.start_without_frame(without, MORNING) as plain:
        wait_for_frame(app)
        app.send("".join(keys))
        wait_for_app(plain)
        plain.send("".join(keys))
        plain.wait_for("".join(keys).split(ENTER)[-1].rstrip(CTRL_C))
        wait_until_same(app, plain)
        for each in (app, plain):
            leave(each)
    return app, on_disk(without)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(TRIALS if LONG_RUN else 3))
def test_words_typed_in_the_evening_are_in_its_field(seed: int, world: World, path: Path) -> None:
    words = list(random.Random(seed).choice(("tea with Noor", "慈悲をもらった", "d q 1 ? : l")))
    chosen = random.Random(seed)
    world.log(path)
    with world.start(path, EVENING) as app:
        type_at(app, words, sorted(chosen.uniform(0, 0.5) for _ in words))
        wait_for_frame(app, may_be_over=True)
        leave(app)
    assert frame_of(app.raw)
    assert on_disk(path)["drafts"] == {"evening": ["".join(words)]}


@pytest.mark.sweep
def test_the_cursor_is_in_the_field_from_the_first_frame_on(world: World, path: Path) -> None:
    world.log(path)
    with world.start(path, MORNING) as app:
        wait_for_frame(app)
        at_first = app.cursor
        wait_for_app(app)
        wait_for_cursor(app, "▌", " │  ▌ ")
        assert app.cursor == at_first
        app.send("S")
        wait_for_cursor(app, "S", "S")
        assert app.cursor == (at_first[0] + 1, at_first[1])


@pytest.mark.sweep
def test_ctrl_c_over_the_frame_does_what_it_does_in_the_app(world: World, tmp_path: Path) -> None:
    _, drafts = compare(world, tmp_path, ["Sam", CTRL_C])
    assert on_disk(tmp_path / "framed" / "journal.json") == drafts
    assert drafts["drafts"] == {"who": ["Sam"]}
