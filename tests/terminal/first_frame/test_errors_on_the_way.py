"""What goes wrong, or changes, between the frame and the app leaves nothing of the frame behind."""

import os
import random
import shutil
import signal
import termios
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from kindtui import exit_codes
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.real_terminal import ENTER_ALT_SCREEN, LEAVE_ALT_SCREEN, wait_for_cursor
from tests.support import lock_journal
from tests.terminal.first_frame.world import (
    FIRST_OF_APP,
    MORNING,
    QUESTION,
    KeptTerminal,
    World,
    changed_modes,
    frame_of,
    fresh_attributes,
    leave,
    printed,
    read_until,
    wait_for_frame,
    wait_until_same,
)

MISTAKE = 'theme = "no such theme"\n'
SIZES = ((100, 30), (60, 20), (40, 12), (120, 24), (79, 24), (80, 25))
COPIES_TITLE, TYPED = "These copies", "Sam"


def check_terminal(app: KeptTerminal) -> None:
    assert app.attributes == fresh_attributes()
    assert changed_modes(app.raw) == []
    assert app.raw.count(ENTER_ALT_SCREEN) == app.raw.count(LEAVE_ALT_SCREEN)


def damage(journal: Path) -> None:
    """Overwrite the journal in place, with as many bytes as it has."""
    with journal.open("r+b") as file:
        file.write(b"?" * journal.stat().st_size)


def test_a_journal_damaged_after_the_frame_is_named_on_the_screen_of_the_shell(
    world: World, path: Path
) -> None:
    world.log(path)
    copies = path.with_name(path.name + ".backups")
    with world.start(path, MORNING) as app:
        wait_for_frame(app)
        damage(path)
        shutil.rmtree(copies)
        assert app.wait_for_exit() == exit_codes.UNREADABLE
        check_terminal(app)
    message = printed(app.raw)
    assert message.startswith("kindtui: ")
    assert "journal.json" in message
    assert app.raw.count(ENTER_ALT_SCREEN) == 1


@pytest.mark.sweep
def test_copies_are_offered_as_without_a_frame(world: World, path: Path) -> None:
    world.log(path)
    world.log(path, "a letter")
    with world.start(path, MORNING) as app:
        wait_for_frame(app)
        damage(path)
        app.wait_for(COPIES_TITLE)
        app.wait_for("F7 shows places to talk.")
        framed = app.text
        app.send("\x1b")
        assert app.wait_for_exit() == exit_codes.UNREADABLE
        check_terminal(app)
    with world.start_without_frame(path, MORNING) as app:
        app.wait_for(COPIES_TITLE)
        app.wait_until(lambda: app.text == framed, framed)


@pytest.mark.parametrize(
    "is_late",
    [False, pytest.param(True, marks=pytest.mark.sweep)],
    ids=["before the start", "after the frame"],
)
def test_a_mistake_in_the_settings_is_told_once_the_shell_is_back_and_nothing_is_echoed(
    is_late: bool, world: World, path: Path
) -> None:
    with world.provided("" if is_late else MISTAKE):
        world.log(path)
        with world.start(path, MORNING) as app:
            wait_for_frame(app)
            if is_late:
                world.provide(MISTAKE)
            app.wait_until(lambda: b"defaults.toml" in app.raw, "the message")
            app.send(TYPED)
            app.wait_for(QUESTION)
            wait_for_cursor(app, "▌", f"▌ {TYPED}")
            leave(app)
            check_terminal(app)
    assert frame_of(app.raw)
    assert printed(app.raw).count("defaults.toml") == 1
    assert printed(app.raw).count("\n") == 1
    assert TYPED not in printed(app.raw)


@pytest.mark.sweep
@pytest.mark.skipif(find_spec("nacl") is None, reason="PyNaCl is not installed")
def test_no_letter_of_a_passphrase_is_shown_if_the_journal_is_locked_after_the_frame(
    world: World, path: Path, tmp_path: Path
) -> None:
    locked = tmp_path / "other" / "journal.json"
    world.log(path)
    world.log(locked)
    lock_journal(locked)
    with world.start(path, MORNING) as app:
        wait_for_frame(app)
        os.replace(locked, path)
        app.wait_until(lambda: LEAVE_ALT_SCREEN in app.raw, "the end of the frame")
        app.send("batterx")
        echoes = set()

        def is_asked() -> bool:
            echoes.add(bool(app.attributes[3] & termios.ECHO))
            return app.raw.count(ENTER_ALT_SCREEN) == 2 and "assphrase" in app.text

        app.wait_until(is_asked, "the field")
        app.child.kill(signal.SIGTERM)
        app.wait_for_exit()
        check_terminal(app)
    assert "batterx" not in printed(app.raw)
    assert echoes == {False}


def test_a_window_resized_over_the_frame_shows_the_app_alone(world: World, path: Path) -> None:
    resize_once(world, path, SIZES[0], random.Random(0), is_at_once=True)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(TRIALS if LONG_RUN else len(SIZES)))
def test_a_window_resized_at_any_moment_shows_the_app_alone(seed: int, world: World, path: Path) -> None:
    resize_once(world, path, SIZES[seed % len(SIZES)], random.Random(seed))


def resize_once(
    world: World, path: Path, size: tuple[int, int], chosen: random.Random, *, is_at_once: bool = False
) -> None:
    """Resize the window at some moment of the start, and compare what is shown then."""
    other = path.parent.with_name("other") / path.name
    for journal in (other, path):
        world.log(journal)
    with world.start_without_frame(other, MORNING, size=size) as plain, world.start(path, MORNING) as app:
        if is_at_once or chosen.random() < 0.5:
            wait_for_frame(app)
        read_until(app, time.monotonic() + (0 if is_at_once else chosen.choice((0, chosen.random()))))
        is_over_frame = FIRST_OF_APP not in app.raw and bool(app.text.strip())
        app.resize(*size)
        if is_over_frame:
            app.wait_until(lambda: not app.text.strip() or FIRST_OF_APP in app.raw, "the end of the frame")
            assert not is_at_once or FIRST_OF_APP not in app.raw, "the frame stayed until the app came"
        wait_until_same(app, plain)
        for each in (plain, app):
            leave(each)
            check_terminal(each)
