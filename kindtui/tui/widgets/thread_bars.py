"""The threads so far as bars, scaled to the longest."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.insights.thread import Run
from kindtui.tui.widgets.text_layout import QUIET_STYLE, thin_bar

MAX_THREADS = 8
DATES_WIDTH, COUNT_WIDTH = 27, 4


class ThreadBars(Widget):
    """A chart with one bar per thread, newest first."""

    runs: reactive[tuple[Run, ...]] = reactive((), layout=True)

    def show(self, runs: Sequence[Run]) -> None:
        """Show the newest of `runs`."""
        self.runs = tuple(reversed(runs[-MAX_THREADS:]))

    def render(self) -> Content:
        """Return a line per thread: its dates, a bar, and its kind days."""
        longest = max((run.kind_days for run in self.runs), default=1)
        max_bar_width = max(4, self.size.width - DATES_WIDTH - COUNT_WIDTH - 2)
        return Content("\n").join(_bar(run, max_bar_width * run.kind_days / longest) for run in self.runs)


def _bar(run: Run, length: float) -> Content:
    year = f" {run.first.year}" if run.first.year != run.last.year else ""
    start = f"{run.first.day} {run.first:%b}{year} – " if run.first != run.last else ""
    dates = f"{start}{run.last.day} {run.last:%b %Y}"
    return Content.assemble(
        (dates.ljust(DATES_WIDTH), QUIET_STYLE),
        f"{run.kind_days:{COUNT_WIDTH}}  ",
        (thin_bar(length), "$bar-quiet"),
    )
