"""What is drawn while the window has already become smaller than it was laid out for."""

from datetime import timedelta

import pytest
from support import TODAY
from textual.pilot import Pilot

from kindtui.domain.weeks import A_WEEK, Weeks
from kindtui.widgets.choices import Choices
from kindtui.widgets.week_chart import BAR, draw

WEEKS = Weeks(tuple(TODAY - timedelta(days=6) + n * A_WEEK for n in range(26)), (3,) * 26, 1)


@pytest.mark.parametrize("window", ["1", "5"])
def test_the_chart_has_the_size_it_was_asked_for(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", window)
    monkeypatch.setenv("LINES", window)
    lines = draw(WEEKS, 60, 9).splitlines()
    assert {len(line) for line in lines} == {60}
    assert BAR in lines[-3]


async def test_paging_in_a_list_without_a_line_of_room(pilot: Pilot[None]) -> None:
    pilot.app.action_go("boundaries")
    await pilot.pause()
    await pilot.resize_terminal(1, 1)
    await pilot.pause()
    choices = pilot.app.screen.query_one(Choices)
    assert not choices.scrollable_content_region
    choices.show_rows(choices._rows)
    choices.action_page_up()
    choices.action_page_down()
