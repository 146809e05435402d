"""What is drawn while the window has already become smaller than it was laid out for."""

import pytest
from textual.pilot import Pilot

from kindtui.tui.widgets.bar_chart import BAR_GLYPH, Bars, chart_text
from kindtui.tui.widgets.choices import Choices

BARS = Bars((3,) * 26, {}, 7)


@pytest.mark.parametrize("window", ["1", "5"])
def test_the_chart_ignores_the_terminal_size_variables(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", window)
    monkeypatch.setenv("LINES", window)
    lines = chart_text(BARS, 60, 9).splitlines()
    assert {len(line) for line in lines} == {len("7 ") + 2 * len(BARS.counts) - 1}
    assert BAR_GLYPH in lines[-3]


async def test_paging_works_in_a_list_of_zero_height(pilot: Pilot[None]) -> None:
    await pilot.press("f2")
    await pilot.pause()
    await pilot.resize_terminal(1, 1)
    await pilot.pause()
    choices = pilot.app.screen.query_one(Choices)
    choices.styles.max_height = 0
    await pilot.pause()
    assert not choices.scrollable_content_region.height
    choices.show_rows(choices._rows)
    choices.action_page_up()
    choices.action_page_down()
