"""Patterns: counts over a range of weeks, and the comparison of kind and quiet days."""

from calendar import day_abbr, month_abbr
from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.insights.comparison import compare, paired_days
from kindtui.domain.insights.comparison_words import in_words
from kindtui.domain.insights.patterns import LabelCounts, Patterns, patterns
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.state import State
from kindtui.tui.messages import Requested
from kindtui.tui.screens.week_range import WeekRangeScreen, range_bindings
from kindtui.tui.widgets.bar_chart import BarChart, Bars
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.count_grid import CountBlock, CountGrid
from kindtui.tui.widgets.frame import Frame, SectionTitle
from kindtui.tui.widgets.key_hints import binding_keys_label
from kindtui.tui.widgets.list_panels import AUDIENCE_LABELS
from kindtui.tui.widgets.text_layout import QUIET_STYLE

COMPARISON_TITLE = "Kind and quiet days"
COMPARISON_OFF = (
    "Off. {key} would ask, one key each: your mood in the morning and in the evening, and how connected you "
    "felt. Space or Enter skips. With both moods on 28 days, kind days can be compared with quiet ones. "
    "You can always stop."
)
COMPARISON_PAUSED = "Paused today. It comes back by itself."
COMPARISON_BASIS = "From all your days with both moods, whatever the range. {key} stops asking."
NOTHING_TO_COUNT = "Nothing to count yet"
NOTHING_YET = "Your kind days by weekday and month will appear here."
WAY_LABELS: Mapping[str, str] = {"": "own words"}
MAX_NAMES, MAX_INVITED_NAMES = 7, 5
INVITATION_NOTE = "An invitation, not a debt."
NOBODY_NAMED = "Nobody by name so far."
LIMITS_TITLE = "What this cannot tell"
LIMITS_TEXT = (
    "Whether kindness moved your mood, or a good day made room for both. How anyone else is doing. What was "
    "not written down. A high bar is many days you wrote about, not better days, and not every month had as "
    "many days. The four ways are the article's; {key} shows what is known of them."
)


class PatternsScreen(WeekRangeScreen):
    """The comparison, two charts and the counts; nothing on it is a score."""

    HELP_TEXT = (
        "What your days held, counted. Counts, not scores: nothing here is better for being more. "
        "Kind and quiet days are compared once you ask for it, and no more is told than your days can show."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *range_bindings("patterns"),
        Binding("c", "compare(True)", "ask for my mood", id="patterns.compare"),
        Binding("c", "compare(False)", "stop asking", id="patterns.compare_no_more"),
        Binding("space,pagedown", "scroll(1)", "more below", id="patterns.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="patterns.up", show=False),
        Binding("down,j", "scroll(0.1)", "down", id="patterns.line_down", show=False),
        Binding("up,k", "scroll(-0.1)", "up", id="patterns.line_up", show=False),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the comparison, the charts, the counts, and what they cannot tell."""
        yield Static(id="comparison")
        with Container(id="charts"):
            for chart_id in ("weekdays", "months"):
                yield Frame(SectionTitle(), BarChart(id=chart_id), id=f"{chart_id}-frame")
        yield CountGrid()
        yield Static(id="limits")

    def on_mount(self) -> None:
        """Draw the state."""
        self._draw()

    async def show(self, state: State) -> None:
        """Draw `state`, if it is another one."""
        if state is not self.state:
            await super().show(state)
            self._draw()

    def _draw(self) -> None:
        self.show_header("Patterns")
        self.query_one("#comparison", Static).update(_titled_text(COMPARISON_TITLE, *self._comparison_text()))
        self.draw_range()
        self.refresh_bindings()

    def draw_range(self) -> None:
        """Draw the charts, the counts, and what they cannot tell."""
        state, (range_name, weeks) = self.state, self.week_range
        totals = patterns(
            state.journal, state.marks, state.today, weeks, names=state.names, ideas=state.catalog.acts
        )
        is_empty = not state.marks
        self.query_one("#charts").display = self.query_one(CountGrid).display = not is_empty
        self._draw_chart("weekdays", "Kind days by weekday", range_name, _bars(totals.weekdays, day_abbr))
        months_suffix = ", years together" if totals.merges_years else ""
        self._draw_chart(
            "months", "Kind days by month", range_name + months_suffix, _bars(totals.months, month_abbr)
        )
        self.query_one(CountGrid).blocks = _count_blocks(totals)
        since = f"Counted from {totals.first.day} {totals.first:%B %Y} on."
        no_debt = state.catalog.texts["no_debt"]
        limits_text = LIMITS_TEXT.format(key=binding_keys_label(self, "app.why"))
        limits = _titled_text(LIMITS_TITLE, "", limits_text, no_debt, "" if is_empty else since)
        self.query_one("#limits", Static).update(
            _titled_text(NOTHING_TO_COUNT, "", NOTHING_YET, "\n") + limits if is_empty else limits
        )

    def _draw_chart(self, chart_id: str, title: str, range_name: str, bars: Bars) -> None:
        frame, range_label = (
            self.query_one(f"#{chart_id}-frame", Frame),
            Content.styled(range_name, QUIET_STYLE),
        )
        frame.label, frame.aside = title, range_label
        frame.query_one(SectionTitle).title = Content.assemble((title, "bold"), "  ", range_label)
        frame.query_one(BarChart).bars = bars

    def _comparison_text(self) -> tuple[str, str]:
        """Return the comparison of kind and quiet days, and the explanation below it; either may be empty."""
        state = self.state
        if not state.journal.settings.scales:
            return "", COMPARISON_OFF.format(key=binding_keys_label(self, "patterns.compare"))
        if state.is_hard_day:
            return COMPARISON_PAUSED, ""
        basis = COMPARISON_BASIS.format(key=binding_keys_label(self, "patterns.compare_no_more"))
        return in_words(compare(list(paired_days(state.journal, state.marks)))), basis

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only one of the two: to ask for moods, or to stop asking."""
        if action == "compare":
            return parameters[0] is not self.state.journal.settings.scales
        return super().check_action(action, parameters)

    def action_compare(self, is_enabled: bool) -> None:
        """Start or stop asking for moods; before starting, scroll to the text that says what it means."""
        body = self.query_one(Body)
        if is_enabled and body.scroll_y:
            body.scroll_home(animate=False, immediate=True)
            key = binding_keys_label(self, "patterns.compare")
            self.show_notice(f"This is what {key} asks for. {key} once more begins.")
        else:
            self.post_message(Requested(SettingsChanged({"scales": is_enabled})))


def _titled_text(title: str, lead: str, *details: str) -> Content:
    lines = [Content.styled(title, "bold"), *([Content(lead)] if lead else [])]
    return Content("\n").join([*lines, *(Content.styled(text, QUIET_STYLE) for text in details if text)])


def _bars(numbered_counts: tuple[tuple[int, int], ...], names: Iterable[str]) -> Bars:
    counts = tuple(count for _, count in numbered_counts)
    all_names = list(names)
    labels = {index: all_names[number] for index, (number, _) in enumerate(numbered_counts)}
    return Bars(counts, labels, max(1, *counts), shows_counts=True)


def _count_blocks(totals: Patterns) -> tuple[CountBlock, ...]:
    """Return the blocks with the counts of acts and of names."""
    shown_names = totals.days_per_name[:MAX_NAMES]
    hidden_count = len(totals.days_per_name) - len(shown_names)
    blocks = [
        CountBlock("Acts done, for whom", _labelled_counts(totals.audiences, AUDIENCE_LABELS)),
        CountBlock("The four ways they served", _labelled_counts(totals.pathways, WAY_LABELS)),
        CountBlock(
            "Names encouraged, days",
            shown_names,
            f"and {hidden_count} more" if hidden_count else "" if shown_names else NOBODY_NAMED,
        ),
    ]
    if totals.names_not_recent:
        invited_names = tuple((name, None) for name in totals.names_not_recent[:MAX_INVITED_NAMES])
        blocks.append(CountBlock("Not named in four weeks", invited_names, INVITATION_NOTE))
    return tuple(blocks)


def _labelled_counts(counts: LabelCounts, labels: Mapping[str, str]) -> LabelCounts:
    """Return the counts with their labels; an unnamed one (own words) only if it is not 0."""
    return tuple((labels.get(name, name), count) for name, count in counts if name or count)
