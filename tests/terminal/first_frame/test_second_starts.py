"""The second start shows a frame, however the journal is named and the first start ended."""

import shutil
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.terminal.first_frame.world import (
    COMMAND,
    MORNING,
    QUESTION,
    World,
    frame_of,
    leave,
    wait_for_app,
    wait_for_frame,
)

NAMED = {
    "by an option": (["--data", "{path}"], {"KINDTUI_DATA": ""}),
    "by a relative option": (["--data", "data/journal.json"], {"KINDTUI_DATA": ""}),
    "by the environment": ([], {"KINDTUI_DATA": "{path}"}),
    "nowhere": ([], {"KINDTUI_DATA": ""}),
}


@pytest.mark.parametrize(
    "name", [name if name == "nowhere" else pytest.param(name, marks=pytest.mark.sweep) for name in NAMED]
)
def test_a_second_start_shows_a_frame_however_the_journal_is_named(
    name: str, world: World, path: Path, tmp_path: Path
) -> None:
    arguments: Sequence[str]
    environment: Mapping[str, str]
    arguments, environment = NAMED[name]
    arguments = [each.format(path=path) for each in arguments]
    environment = {key: value.format(path=path) for key, value in environment.items()}

    for is_second in (False, True):
        with world.start(path, MORNING, *arguments, environment=environment, cwd=tmp_path) as app:
            if is_second:
                wait_for_frame(app)
                assert QUESTION in app.text
            else:
                app.wait_for("everything")
            app.child.kill(signal.SIGTERM)
            assert app.wait_for_exit() in (-signal.SIGTERM, 128 + signal.SIGTERM)


@pytest.mark.sweep
def test_a_first_start_that_is_killed_soon_leaves_frames_for_the_next(tmp_path: Path) -> None:
    world, path = World(tmp_path), tmp_path / "data" / "journal.json"
    with world.start(path, MORNING) as app:
        app.wait_for(QUESTION)
        killed_at = time.monotonic() + 0.5
        app.wait_until(lambda: time.monotonic() >= killed_at, "half a second")
        app.child.kill(signal.SIGKILL)
        assert app.wait_for_exit() == -signal.SIGKILL
        assert not frame_of(app.raw)
    world.wait_for_frames("who", is_new=True)
    with world.start(path, MORNING) as app:
        wait_for_frame(app)
        assert QUESTION in app.text
        wait_for_app(app)


@pytest.mark.sweep
def test_the_start_after_a_line_saved_without_the_app_shows_a_frame_in_any_theme(tmp_path: Path) -> None:
    world, path = World(tmp_path, KINDTUI_THEME="light"), tmp_path / "data" / "journal.json"
    world.paint(path, "who")
    world.log(path)
    with world.start(path, MORNING) as app:
        wait_for_frame(app)


@pytest.mark.sweep
def test_the_second_start_of_a_program_that_was_never_compiled_shows_a_frame(tmp_path: Path) -> None:
    """Some installers leave it to the first start to compile the modules, which changes their folders."""
    copy = tmp_path / "copy"
    for name in ("kindtui", "assets"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "pictures"))
    world, path = World(tmp_path, PYTHONPATH=str(copy)), tmp_path / "data" / "journal.json"
    command = [each.replace(repr(str(ROOT)), repr(str(copy))) for each in COMMAND]
    with world.start(path, MORNING, command=command) as app:
        wait_for_app(app)
        world.wait_for_frames("who", is_new=True)
        leave(app)
    assert list(copy.rglob("__pycache__"))
    with world.start(path, MORNING, command=command) as app:
        wait_for_frame(app)
