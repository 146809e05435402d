"""The answers to one scale over time, drawn by plotext: a dot for each, and a line for their median."""

from math import ceil

import plotext
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.moods import AnswersOverTime
from kindtui.tui.widgets.chart_labels import label_line, labels_by_index
from kindtui.tui.widgets.text_layout import QUIET_STYLE

ANSWER_GLYPH, HALF_ANSWER_GLYPH = "●", "."  # the second lies half a step below its row
MEDIAN_GLYPH, HALF_MEDIAN_GLYPH = "─", "▁"
MAX_RATING, RATINGS_WITH_TICK = 9, (1, 5, 9)
GUTTER_WIDTH = 2
MAX_PITCH = 3  # columns from one point to the next
ANSWER_STYLE, MEDIAN_STYLE = "not dim $accent", "not dim $foreground"


class MoodChart(Widget):
    """A chart with a row for each of the nine ratings; days without an answer stay blank."""

    answers: reactive[AnswersOverTime | None] = reactive(None)

    def render(self) -> Content:
        """Draw the chart at the current width."""
        if self.answers is None or self.answers.is_blank or self.size.width <= GUTTER_WIDTH:
            return Content("")
        chart = Content.styled(mood_chart_text(self.answers, self.size.width), QUIET_STYLE)
        chart = chart.highlight_regex(f"[{MEDIAN_GLYPH}{HALF_MEDIAN_GLYPH}]+", style=MEDIAN_STYLE)
        return chart.highlight_regex(f"[{ANSWER_GLYPH}{HALF_ANSWER_GLYPH}]+", style=ANSWER_STYLE)


def mood_chart_text(answers: AnswersOverTime, width: int) -> str:
    """Return the chart as plain text: nine rows, and the months or years below."""
    pitch = min(MAX_PITCH, (width - GUTTER_WIDTH) / len(answers.starts))
    pitch = int(pitch) or pitch  # where there are more points than columns, neighbours share a column
    columns = [int(index * pitch) for index in range(len(answers.starts))]
    plot_width = columns[-1] + 1
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limitsize(False, False)
    plotext.frame(False)
    plotext.plotsize(plot_width + GUTTER_WIDTH, MAX_RATING)
    plotext.xlim(0, max(1, plot_width - 1))
    plotext.ylim(1, MAX_RATING)
    plotext.xticks([])
    plotext.yticks(RATINGS_WITH_TICK, [f"{rating} " for rating in RATINGS_WITH_TICK])
    cells = _cells(answers, columns)
    x, y = map(list, zip(*cells, strict=True))
    plotext.scatter(x, y, marker=list(cells.values()))
    lines = str(plotext.uncolorize(plotext.build())).rstrip("\n")
    span = DAYS_PER_WEEK if answers.is_weekly else 1
    labels = {
        GUTTER_WIDTH + columns[index]: label for index, label in labels_by_index(answers.starts, span).items()
    }
    return f"{lines}\n{label_line(labels, GUTTER_WIDTH, width)}"


def _cells(answers: AnswersOverTime, columns: list[int]) -> dict[tuple[int, int], str]:
    """Return the glyphs by column and row: plotext keeps either of two in the same cell."""
    cells: dict[tuple[int, int], str] = {}
    for ratings, glyph, half_glyph in (
        (answers.medians, MEDIAN_GLYPH, HALF_MEDIAN_GLYPH),
        (answers.answers, ANSWER_GLYPH, HALF_ANSWER_GLYPH),
    ):
        for column, rating in zip(columns, ratings, strict=True):
            if rating:
                cells[column, ceil(rating)] = glyph if rating == int(rating) else half_glyph
    return cells
