"""The year at a glance: its marks are told apart by their shapes, its months and weeks are labelled."""

from datetime import date, timedelta

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.filter import Monochrome

from kindtui.domain.insights.weeks import first_day_of_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.settings import WeekStart
from kindtui.tui import themes
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.marks import MARK_GLYPHS
from tests.tui.harness import OpenApp

WEDNESDAY = date(2026, 11, 18)
STARTS: dict[WeekStart, str] = {"monday": "Mon", "saturday": "Sat", "sunday": "Sun"}


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_mark_has_its_own_sign_without_colour(open_app: OpenApp, theme: str) -> None:
    """Every mark, drawn and turned to grey: no two are the same sign."""
    async with open_app(size=(120, 40)) as harness:
        harness.app.theme = themes.BY_NAME[theme].name
        await harness.press("escape", "r", "f3")
        recorded = [mark for mark in Mark if mark is not Mark.FUTURE]
        marks = {WEDNESDAY - timedelta(days=back): mark for back, mark in enumerate(recorded)}
        heatmap = harness.app.screen.query_one(Heatmap)
        heatmap.show(marks, WEDNESDAY, "monday")
        heatmap.blur()
        await harness.wait_until_idle()
        lines = [heatmap.render_line(y) for y in range(heatmap.size.height)]
        ground = Color.parse(str(themes.BY_NAME[theme].background))
        grey: list[Segment] = [one for line in lines for one in Monochrome().apply(list(line), ground)]
        seen = {sign for one in grey for sign in one.text} & set(MARK_GLYPHS.values())
        assert len(seen) == len(Mark) == len(set(MARK_GLYPHS.values()))
        for one in grey:
            if one.style and one.style.color and (color := one.style.color.get_truecolor()):
                assert color.red == color.green == color.blue


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_heatmap_labels_the_months_and_starts_the_week_as_set(open_app: OpenApp, width: int) -> None:
    async with open_app(size=(width, 40)) as harness:
        await harness.press("escape", "r", "f3")
        heatmap = harness.app.screen.query_one(Heatmap)
        for start, first in STARTS.items():
            heatmap.show({WEDNESDAY: Mark.KIND}, WEDNESDAY, start)
            months, *days = (heatmap.render_line(y).text for y in range(heatmap.size.height))
            assert days[0].startswith(first)
            assert months.split()[-1] == "Nov"
            assert len(months.split()) >= (11 if width >= 60 else 6)
            assert (
                days[(WEDNESDAY - first_day_of_week(WEDNESDAY, start)).days]
                .rstrip()
                .endswith(MARK_GLYPHS[Mark.KIND])
            )
