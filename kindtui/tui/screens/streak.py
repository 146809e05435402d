"""Streak: the headline, the last 28 days, the year, the weeks and the threads."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.form import pinned_form
from kindtui.domain.insights.thread import Thread
from kindtui.domain.insights.weeks import kind_days_per_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.tui.messages import DayOpened, Requested
from kindtui.tui.screens.week_range import WeekRangeScreen, range_bindings
from kindtui.tui.widgets.day_summary import day_summary
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.last_days import LastDays
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES, MARK_STYLES
from kindtui.tui.widgets.text_layout import QUIET_STYLE
from kindtui.tui.widgets.thread_bars import ThreadBars
from kindtui.tui.widgets.week_chart import WeekChart

EMPTY_STREAK = "Your days will stand here, a mark each. 1 or F1 opens today."


class StreakScreen(WeekRangeScreen):
    """How the days went, without a score."""

    HELP_TEXT = (
        "How the days went: kind days, kept boundaries, rest, and quiet days that cost nothing.\n"
        "Up to two quiet days in a row leave the thread alone, and rest never counts against it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *range_bindings("streak"),
        Binding("enter", "open", "open that day", id="streak.open", key_display="Enter"),
        Binding("h", "thread", "show or hide the thread", id="streak.thread"),
        Binding("space,pagedown", "scroll(1)", "more below", id="streak.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="streak.up", show=False),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Lay out everything from the headline down to the threads."""
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
        """Draw the state, with the cursor on today."""
        self._draw()

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state = self.state
        self.show_header("Streak")
        headline = Content.styled(str(state.headline) or EMPTY_STREAK, "bold")
        thread_text = thread_sentence(state.thread) if state.shows_thread else ""
        self.query_one("#headline", Static).update(
            headline + Content.styled(f"\n{thread_text}", QUIET_STYLE) if thread_text else headline
        )
        self.query_one(LastDays).show(state.marks, state.today)
        self.query_one(Heatmap).show(state.marks, state.today, state.journal.settings.week_start)
        self.query_one(ThreadBars).show(state.runs)
        for part in (self.query_one("#threads-title"), self.query_one(ThreadBars)):
            part.display = state.shows_thread and bool(state.runs)
        self.draw_range()
        self._draw_day()
        self._update_visibility(is_empty=not state.marks)

    def _update_visibility(self, *, is_empty: bool) -> None:
        """Hide what needs days while there are none; the legend stays."""
        for selector in ("LastDays", "Heatmap", "#day-line", "#chart-title", "WeekChart"):
            self.query_one(selector).display = not is_empty
        if not is_empty and self.focused is None:
            self.query_one(Heatmap).focus(scroll_visible=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions that need days while there are none."""
        return bool(self.state.marks) or action not in ("range", "open", "thread", "scroll")

    def draw_range(self) -> None:
        """Draw the chart and its title."""
        range_name, weeks = self.week_range
        week_start = self.state.journal.settings.week_start
        weekly_counts = kind_days_per_week(self.state.marks, self.state.today, weeks, week_start)
        unit = "week" if weekly_counts.weeks_per_bar == 1 else f"{weekly_counts.weeks_per_bar} weeks"
        title = Content.assemble((f"Kind days per {unit}", "bold"), (f"  {range_name}", QUIET_STYLE))
        self.query_one("#chart-title", Static).update(title)
        self.query_one(WeekChart).show(weekly_counts)

    @on(Heatmap.CursorMoved)
    def _draw_day(self) -> None:
        heatmap = self.query_one(Heatmap)
        mark = heatmap.mark_on(heatmap.cursor) or Mark.QUIET
        line = day_summary(heatmap.cursor, mark, self.state.journal.day(heatmap.cursor))
        self.query_one("#day-line", Static).update(line)

    def action_range(self, step: int) -> None:
        """Change the range, and name it: the chart may be out of sight."""
        super().action_range(step)
        range_name, _ = self.week_range
        self.show_notice(f"Kind days per week: {range_name}.")

    def action_open(self) -> None:
        """Open the day under the cursor."""
        on = self.query_one(Heatmap).cursor
        self.post_message(DayOpened(pinned_form(on, self.state.drafts)))

    def action_thread(self) -> None:
        """Show or hide the thread."""
        is_shown = self.state.journal.settings.thread_shown
        self.post_message(Requested(SettingsChanged({"thread_shown": not is_shown})))


def thread_sentence(thread: Thread) -> str:
    """Return the thread in words, empty while there is none; it never mentions 0 or a loss."""
    days = "1 kind day" if thread.kind_days == 1 else f"{thread.kind_days} kind days"
    if thread.state == "going":
        return f"The thread: {days}."
    if thread.state == "resting":
        return f"The thread is resting at {thread.kind_days}. The next kind day starts a fresh page."
    return ""


def _legend() -> Content:
    """Return the marks with their names."""
    marks = (
        Content.assemble((MARK_GLYPHS[mark], MARK_STYLES[mark]), (f" {MARK_NAMES[mark]}", QUIET_STYLE))
        for mark in Mark
    )
    return Content("  ").join(marks)
