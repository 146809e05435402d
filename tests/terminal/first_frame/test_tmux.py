"""Inside tmux, nothing that stays between the frame and the app is blank for a moment either."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.real_terminal import OVERRIDDEN_PREFIXES
from tests.terminal.first_frame.world import COMMAND, MORNING, World

FRAME_TEXT, LAST_TEXT = "Ctrl+q quit", "Evening     from"  # in the last row of both; only in the app
MAX_CAPTURES = 3000
STYLES = re.compile(r"\x1b\[[\d;]*m")


class Tmux:
    """A tmux server of its own, with one window."""

    def __init__(self, name: str, world: World, journal: Path) -> None:
        self._command = ["tmux", "-f", os.devnull, "-S", str(world.folder / name)]
        inherited = {key: text for key, text in os.environ.items() if not key.startswith(OVERRIDDEN_PREFIXES)}
        self._environment = {
            **inherited,
            **world.environment,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "KINDTUI_NOW": MORNING,
            "KINDTUI_DATA": str(journal),
        }
        self._size = ["-x", str(world.size[0]), "-y", str(world.size[1])]

    def run(self, *arguments: str, is_checked: bool = True) -> str:
        return subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            check=is_checked,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    @contextmanager
    def window(self) -> Iterator[Iterator[list[str]]]:
        """Run the program in a new window, and yield what that shows with its styles, again and again."""
        self.run("new-session", "-d", "-s", "kindtui", *self._size, *COMMAND)
        try:
            yield (self.run("capture-pane", "-p", "-e").splitlines() for _ in range(MAX_CAPTURES))
        finally:
            self.run("kill-server", is_checked=False)


def shows(capture: list[str], text: str) -> bool:
    return text in STYLES.sub("", "\n".join(capture))


@pytest.mark.sweep
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here")
def test_no_row_of_the_frame_is_blank_or_different_for_a_moment_in_tmux(tmp_path: Path) -> None:
    world, journal = World(tmp_path), tmp_path / "data" / "journal.json"
    world.log(journal)
    with Tmux("first", world, journal).window():
        world.wait_for_frames("who")
    with Tmux("second", world, journal).window() as captures:
        frame = next(each for each in captures if shows(each, FRAME_TEXT))
        assert not shows(frame, LAST_TEXT), "this was the app"
        seen = []
        for capture in captures:
            seen.append(capture)
            if shows(capture, LAST_TEXT):
                break
    last = seen[-1]
    same = [row for row in range(world.size[1]) if row < len(frame) and frame[row] == last[row]]
    assert len([row for row in same if STYLES.sub("", frame[row]).strip()]) > 5
    assert [(row, each[row]) for each in seen for row in same if each[row] != frame[row]] == []
