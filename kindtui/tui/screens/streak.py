"""Streak: the headline, the last 28 days, the year, the weeks and the threads."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import in_words
from kindtui.domain.form import form_of
from kindtui.domain.insights.thread import Thread
from kindtui.domain.insights.weeks import RANGES, kind_days_per_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.state import State
from kindtui.tui.messages import DayOpened, SettingsChanged
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.day_line import day_line
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.last_days import LastDays
from kindtui.tui.widgets.marks import GLYPHS, MEANINGS, STYLES
from kindtui.tui.widgets.thread_bars import ThreadBars
from kindtui.tui.widgets.week_chart import WeekChart

EMPTY = "Your days will stand here, a mark each. 1 or F1 opens today."


class StreakScreen(KindScreen):
    """How the days went, without a score."""

    IDEA = (
        "How the days went: kind days, kept boundaries, rest, and quiet days that cost nothing.\n"
        "Up to two quiet days in a row leave the thread alone, and rest never counts against it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket", "range(-1)", "range", id="streak.shorter", group=Binding.Group("[] range")
        ),
        Binding(
            "right_square_bracket", "range(1)", "range", id="streak.longer", group=Binding.Group("[] range")
        ),
        Binding("enter", "open", "open that day", id="streak.open", key_display="Enter"),
        Binding("h", "thread", "show or hide the thread", id="streak.thread"),
        Binding("space,pagedown", "scroll(1)", "more below", id="streak.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="streak.up", show=False),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__(state)
        self._range = 2

    def compose_body(self) -> Iterable[Widget]:
        """From the headline down to the threads."""
        yield Static(id="headline")
        yield LastDays()
        yield Heatmap()
        yield Static(_legend(), id="legend")
        yield Static(id="day-line")
        yield Static(id="chart-title", classes="section")
        yield WeekChart()
        yield Static("Threads so far", id="threads-title", classes="section")
        yield ThreadBars()

    def on_mount(self) -> None:
        """Begin on today."""
        self._draw()

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state = self.state
        shown = state.shows_thread
        self.query_one(DayHeader).show("Streak", in_words(state.today))
        headline = Content.styled(str(state.headline) or EMPTY, "bold")
        words = thread_words(state.thread) if shown else ""
        self.query_one("#headline", Static).update(
            headline + Content.styled(f"\n{words}", "$quiet-text") if words else headline
        )
        self.query_one(LastDays).show(state.marks, state.today)
        self.query_one(Heatmap).show(state.marks, state.today, state.journal.settings.week_start)
        self.query_one(ThreadBars).show(state.runs)
        for part in (self.query_one("#threads-title"), self.query_one(ThreadBars)):
            part.display = shown and bool(state.runs)
        self._draw_chart()
        self._draw_day()
        self._begin_empty(is_empty=not state.marks)

    def _begin_empty(self, *, is_empty: bool) -> None:
        """Before the first day there is nothing to move over; the legend says what there will be."""
        for name in ("LastDays", "Heatmap", "#day-line", "#chart-title", "WeekChart"):
            self.query_one(name).display = not is_empty
        if not is_empty and self.focused is None:
            self.query_one(Heatmap).focus(scroll_visible=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what has a meaning while there are days."""
        return bool(self.state.marks) or action not in ("range", "open", "thread", "scroll")

    def _draw_chart(self) -> None:
        name, weeks = list(RANGES.items())[self._range]
        start = self.state.journal.settings.week_start
        counted = kind_days_per_week(self.state.marks, self.state.today, weeks, start)
        unit = "week" if counted.per_bar == 1 else f"{counted.per_bar} weeks"
        title = Content.assemble((f"Kind days per {unit}", "bold"), (f"  {name}", "$quiet-text"))
        self.query_one("#chart-title", Static).update(title)
        self.query_one(WeekChart).show(counted)

    @on(Heatmap.Moved)
    def _draw_day(self) -> None:
        heatmap = self.query_one(Heatmap)
        mark = heatmap.mark(heatmap.cursor) or Mark.QUIET
        line = day_line(heatmap.cursor, mark, self.state.journal.day(heatmap.cursor))
        self.query_one("#day-line", Static).update(line)

    def action_range(self, step: int) -> None:
        """Show a longer or shorter stretch of weeks."""
        self._range = min(len(RANGES) - 1, max(0, self._range + step))
        self._draw_chart()
        self.say(f"Kind days per week: {list(RANGES)[self._range]}.")

    def action_open(self) -> None:
        """Open the day under the cursor."""
        on = self.query_one(Heatmap).cursor
        self.post_message(DayOpened(form_of(on, self.state.drafts)))

    def action_thread(self) -> None:
        """Show or hide the thread."""
        shown = self.state.journal.settings.thread_shown
        self.post_message(SettingsChanged({"thread_shown": not shown}))


def thread_words(thread: Thread) -> str:
    """The thread in words; never 0, never a loss."""
    days = "1 kind day" if thread.kind_days == 1 else f"{thread.kind_days} kind days"
    if thread.state == "going":
        return f"The thread: {days}."
    if thread.state == "resting":
        return f"The thread is resting at {thread.kind_days}. The next kind day starts a fresh page."
    return ""


def _legend() -> Content:
    """The six marks with their meanings."""
    marks = (
        Content.assemble((GLYPHS[mark], STYLES[mark]), (f" {MEANINGS[mark]}", "$quiet-text")) for mark in Mark
    )
    return Content("  ").join(marks)
