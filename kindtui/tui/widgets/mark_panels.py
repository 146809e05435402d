"""The panels of marks: this week, and the last 28 days."""

from datetime import timedelta

from textual.content import Content
from textual.reactive import reactive

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.insights.weeks import CalendarWeek, calendar_weeks, first_day_of_week, window_start
from kindtui.domain.journal.day import Mark
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.dashboard_layout import PanelName
from kindtui.tui.widgets.legend import legend_line
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_STYLES
from kindtui.tui.widgets.panel import Panel
from kindtui.tui.widgets.text_layout import QUIET_STYLE, wrapped

MIN_DAY_COLUMNS, MAX_DAY_COLUMNS = 3, 7  # from one day to the next
COUNTED_MARKS = (Mark.KIND, Mark.KEPT)  # a kept boundary is a kind day
COUNT_COLUMNS = len(COUNTED_MARKS)
MARK_ROWS = 5  # of a window of 28 days, and of the day that is still open


class WeekPanel(Panel):
    """The marks of this week, and how many kind days it has."""

    panel_name, title_text, mode = PanelName.WEEK, "This week", "streak"

    week: reactive[CalendarWeek | None] = reactive(None)

    def show(self, state: State) -> None:
        """Show the week of today."""
        week_start = state.journal.settings.week_start
        first = first_day_of_week(state.today, week_start)
        self.week = calendar_weeks(state.marks, first, state.today, week_start)[0]

    def render(self) -> Content:
        """Return the weekdays, their marks, and the count."""
        if self.week is None:
            return Content("")
        count = self.week.kind_days
        sentence = (
            get_counted_text("widgets.panel.week", count) if count else get_text("widgets.panel.week_empty")
        )
        pitch = 3 if self.size.width >= 3 * DAYS_PER_WEEK - 2 else 2
        lines = [_weekday_line(self.week, pitch), _mark_line(self.week, pitch)]
        return Content("\n").join([*lines, *wrapped(Content.styled(sentence, QUIET_STYLE), self.size.width)])


class WindowPanel(Panel):
    """The 28 days of the headline as weeks, with the kind days of each."""

    panel_name, title_text, mode = PanelName.WINDOW, "Last 28 days", "streak"

    weeks: reactive[tuple[CalendarWeek, ...]] = reactive(())
    is_empty: reactive[bool] = reactive(False)

    def show(self, state: State) -> None:
        """Show the weeks up to today."""
        first = window_start(state.marks, state.today)
        self.is_empty = not state.marks
        self.weeks = calendar_weeks(state.marks, first, state.today, state.journal.settings.week_start)

    def render(self) -> Content:
        """Return a row of weekdays, a row of marks for each week, and the legend."""
        if not self.weeks:
            return Content("")
        if self.is_empty:
            return self.empty_text(get_text("widgets.panel.window_empty"))
        pitch = (self.size.width - COUNT_COLUMNS) // DAYS_PER_WEEK
        pitch = min(MAX_DAY_COLUMNS, max(MIN_DAY_COLUMNS, pitch))
        weeks = [_week_line(week, pitch) for week in self.weeks]
        legend = legend_line(self.size.width)
        spare = self.size.height - 1 - MARK_ROWS - 1
        blank_rows = int(spare > MARK_ROWS)  # above each week
        counted = (Content.styled(MARK_GLYPHS[mark], MARK_STYLES[mark]) for mark in COUNTED_MARKS)
        weekdays = _weekday_line(self.weeks[0], pitch) + Content("").join(counted)
        grid = Content("\n" * (1 + blank_rows)).join([weekdays, *weeks])
        return grid + "\n" * (1 + (spare > blank_rows * MARK_ROWS)) + legend


def _weekday_line(week: CalendarWeek, pitch: int) -> Content:
    days = (week.first + timedelta(days=offset) for offset in range(DAYS_PER_WEEK))
    return Content.styled("".join(f"{on:%a}"[0].ljust(pitch) for on in days), QUIET_STYLE)


def _mark_line(week: CalendarWeek, pitch: int) -> Content:
    cells = (
        Content.styled(MARK_GLYPHS[mark], MARK_STYLES[mark]) if mark else Content(" ") for mark in week.marks
    )
    return Content("").join(cell.pad_right(pitch - 1) for cell in cells)


def _week_line(week: CalendarWeek, pitch: int) -> Content:
    count = str(week.kind_days) if week.kind_days else ""
    return _mark_line(week, pitch) + Content.styled(count.rjust(COUNT_COLUMNS), QUIET_STYLE)
