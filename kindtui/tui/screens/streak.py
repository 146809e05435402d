"""Streak: the year, the day under the cursor, the weeks and the threads, in one view where there is room."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from kindtui.domain.dates import full_date
from kindtui.domain.form import pinned_form
from kindtui.domain.insights.thread import Thread
from kindtui.domain.insights.weeks import kind_days_per_week
from kindtui.domain.journal.day import Mark
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.messages import DayOpened, Requested
from kindtui.tui.screens.base import MIN_WIDE_COLUMNS
from kindtui.tui.screens.week_range import WeekRangeScreen, range_bindings
from kindtui.tui.widgets.day_summary import DaySummary
from kindtui.tui.widgets.frame import Frame, SectionTitle
from kindtui.tui.widgets.heatmap import GUTTER_WIDTH, MAX_WEEKS, Heatmap
from kindtui.tui.widgets.key_hints import binding_keys_label
from kindtui.tui.widgets.legend import Legend
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import QUIET_STYLE
from kindtui.tui.widgets.thread_bars import ThreadBars
from kindtui.tui.widgets.week_chart import WeekChart

THREADS_TITLE = "Threads, newest first"
LEGEND_WIDTH = 15
MIN_COLUMNS_BESIDE = GUTTER_WIDTH + MAX_WEEKS + LEGEND_WIDTH  # for a year with the legend at its side
MIN_COLUMNS_ALIGNED = 118  # for a year of two columns a week in a frame, and the chart below it in another
MIN_ROWS_WITH_THREADS, MIN_ROWS_WITH_FRAMES = 34, 38


class StreakScreen(WeekRangeScreen):
    """How the days went, without a score."""

    HELP_TEXT = get_text("app.streak.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        *range_bindings("streak"),
        Binding("enter", "open", "open that day", id="streak.open", key_display="Enter"),
        Binding("h", "thread", "show or hide the thread", id="streak.thread"),
        Binding("space,pagedown", "scroll(1)", "more below", id="streak.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="streak.up", show=False),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Lay out everything from the year down to the threads."""
        self._set_layout(self.app.size)
        with Frame(id="year"):
            yield Heatmap()
            yield Legend()
        with Container(id="below"):
            with Frame(id="weeks"):
                yield SectionTitle(id="chart-title")
                yield WeekChart()
            with Frame(id="day"):
                yield DaySummary()
                yield Prose(get_text("app.streak.empty"), id="empty")
            with Frame(id="threads"):
                yield SectionTitle(id="threads-title")
                yield Prose(id="thread-sentence")
                yield ThreadBars()

    def on_mount(self) -> None:
        """Draw the state, with the cursor on today."""
        self.query_one("#year", Frame).label = get_text("app.streak.year_title")
        self.query_one("#threads", Frame).label = THREADS_TITLE
        self.query_one("#threads-title", SectionTitle).titles = (Content.styled(THREADS_TITLE, "bold"),)
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Lay out anew what depends on the size."""
        self._set_layout(event.size)
        self._draw_thread()

    def _set_layout(self, size: Size) -> None:
        """Set the classes for what there is room for: a legend beside the year, threads, frames."""
        has_frames = size.width >= MIN_WIDE_COLUMNS and size.height >= MIN_ROWS_WITH_FRAMES
        is_aligned = has_frames and size.width >= MIN_COLUMNS_ALIGNED
        self.set_class(is_aligned, "-aligned")
        self.set_class(size.width >= MIN_COLUMNS_BESIDE and not is_aligned, "-beside")
        self.set_class(size.height >= MIN_ROWS_WITH_THREADS, "-high")
        self.set_class(has_frames, "-framed")

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state = self.state
        self.show_header("Streak")
        self.query_one(Heatmap).show(state.marks, state.today, state.journal.settings.week_start)
        self.query_one(ThreadBars).show(state.runs)
        self.draw_range()
        self._draw_day()
        self._draw_thread()
        self._update_visibility(is_empty=not state.marks)

    def _draw_thread(self) -> None:
        """Draw the threads where there is room for them, else the sentence about this one by the chart."""
        state = self.state
        sentences = thread_sentences(state.thread) if state.shows_thread else ()
        self.set_class(not (state.shows_thread and state.runs), "-threadless")
        self.query_one("#thread-sentence", Prose).text = Content("".join(sentences[:1]))
        self.query_one("#threads-title", SectionTitle).asides = sentences
        chart_title = self.query_one("#chart-title", SectionTitle)
        chart_title.asides = () if self.has_class("-high") else sentences

    def _update_visibility(self, *, is_empty: bool) -> None:
        """Show an empty year and what will appear there, as long as there are no days."""
        self.set_class(is_empty, "-empty")
        if not is_empty and self.focused is None:
            self.query_one(Heatmap).focus(scroll_visible=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what needs days while there are none, and the thread on a hard day."""
        if action == "thread" and self.state.is_hard_day:
            return False
        needs_days = action in ("range", "open", "thread")
        return super().check_action(action, parameters) and not (needs_days and not self.state.marks)

    def draw_range(self) -> None:
        """Draw the chart and its title."""
        range_name, weeks = self.week_range
        week_start = self.state.journal.settings.week_start
        weekly_counts = kind_days_per_week(self.state.marks, self.state.today, weeks, week_start)
        title = get_counted_text("app.streak.chart_title", weekly_counts.weeks_per_bar)
        range_label = Content.styled(range_name, QUIET_STYLE)
        frame, chart = self.query_one("#weeks", Frame), self.query_one(WeekChart)
        frame.label, frame.aside = title, range_label
        heading = Content.assemble((title, "bold"), "  ", range_label)
        self.query_one("#chart-title", SectionTitle).titles = (heading,)
        chart.show(weekly_counts)
        chart.mark_week_of(self.query_one(Heatmap).cursor)

    @on(Heatmap.CursorMoved)
    def _draw_day(self) -> None:
        heatmap = self.query_one(Heatmap)
        mark = heatmap.mark_on(heatmap.cursor) or Mark.QUIET
        self.query_one(DaySummary).show(heatmap.cursor, mark, self.state.lived.day(heatmap.cursor))
        frame = self.query_one("#day", Frame)
        frame.label = full_date(heatmap.cursor)
        key = binding_keys_label(self, "streak.open")
        frame.aside = Content.styled(get_text("app.streak.opens_day", keys=key) if key else "", QUIET_STYLE)
        self.query_one(WeekChart).mark_week_of(heatmap.cursor)

    def action_open(self) -> None:
        """Open the day under the cursor."""
        on = self.query_one(Heatmap).cursor
        self.post_message(DayOpened(pinned_form(on, self.state.drafts)))

    def action_thread(self) -> None:
        """Show or hide the thread."""
        is_shown = self.state.journal.settings.thread_shown
        self.post_message(Requested(SettingsChanged({"thread_shown": not is_shown})))


def thread_sentences(thread: Thread) -> tuple[str, ...]:
    """Return the thread in words, the longest form first; it never mentions 0 or a loss."""
    if thread.state == "going":
        return (get_counted_text("app.streak.thread_going", thread.kind_days),)
    if thread.state == "resting":
        return (
            get_text("app.streak.thread_resting", count=thread.kind_days),
            get_text("app.streak.thread_resting.short", count=thread.kind_days),
        )
    return ()
