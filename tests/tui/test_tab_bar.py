"""The row of tabs in a window whose size changes."""

from tests.tui.harness import OpenApp


async def test_the_tabs_hold_the_date_exactly_while_there_is_no_header(open_app: OpenApp) -> None:
    async with open_app() as harness:
        for key in ("f2", "f3", "f4"):
            await harness.press(key)
            for size in ((80, 24), (80, 12), (80, 20), (60, 20), (40, 12), (60, 20), (40, 15), (40, 16)):
                await harness.resize(*size)
                assert ("22 Nov" in harness.screen[0]) == (size[1] < 16), (key, size)
