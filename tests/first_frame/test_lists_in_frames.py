"""How high a list is depends on what was written, so a frame shows nothing of it but its question."""

import os

import pyte
import pytest

from kindtui.domain.first_picture import Picture
from kindtui.domain.form import FormStep
from kindtui.tui.frame_painter import paint

SIZES = ((40, 12), (60, 20), (80, 24), (100, 30), (120, 40))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("step", ["offer", "acts", "closed"])
async def test_below_the_question_of_a_list_is_nothing_but_the_keys(
    step: FormStep, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TERM", "xterm-256color")
    columns, rows = size
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(await paint(Picture(step, "", False, "dark", False, True, {}), size))
    lines = [line.strip() for line in screen.display]
    assert lines[0].startswith("▌1 Today")
    written = [number for number, line in enumerate(lines) if line]
    words = [number for number, line in enumerate(lines[:-1]) if line.strip("│ ")]
    assert [number for number in written if max(words) < number < rows - 1] == []
    background = screen.buffer[rows // 2][columns // 2].bg
    below = [
        screen.buffer[row][column] for row in range(max(words) + 1, rows - 1) for column in range(columns)
    ]
    assert {(cell.data, cell.bg) for cell in below} == {(" ", background)}
