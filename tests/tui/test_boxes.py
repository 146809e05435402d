"""A box over the screen is as high as its text, however the window came to its size."""

import pytest

from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from tests.tui.harness import EVENING, AppHarness, OpenApp

CODE = "S643-M2MG-7WFW-7HDF-PGSY-05VQ-WGDZ-NS6C"


async def open_box(harness: AppHarness, box: str) -> None:
    if box == "recovery code":
        screen = RecoveryCodeScreen("Locking")
        harness.app.push_screen(screen)
        await harness.wait_until_idle()
        screen.show_code(CODE)
        await harness.wait_until_idle()
    else:
        await harness.press("o" if box == "jar" else "question_mark")


@pytest.mark.parametrize("box", ["recovery code", "jar", "help"])
@pytest.mark.parametrize("height", [24, 40])
async def test_a_box_that_once_scrolled_shows_all_of_its_text_where_there_is_room(
    open_app: OpenApp, box: str, height: int
) -> None:
    async with open_app(size=(80, height), at=EVENING) as harness:
        if box == "jar":
            await harness.type("A neighbour carried " + "one heavy bag after another " * 6 + "up the stairs")
            await harness.press("enter", "escape")
        await open_box(harness, box)
        before = harness.text
        for lower in (12, 14):
            await harness.resize(80, lower)
            await harness.resize(80, height)
            assert harness.text == before
