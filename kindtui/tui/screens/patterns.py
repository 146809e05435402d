"""Patterns: what the words cannot show, counted; and the comparison of kind and quiet days."""

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
from kindtui.domain.insights.patterns import Counts as Counted
from kindtui.domain.insights.patterns import Patterns, patterns
from kindtui.domain.insights.weeks import RANGES
from kindtui.domain.state import State
from kindtui.tui.messages import SettingsChanged
from kindtui.tui.screens.base import Body, KindScreen
from kindtui.tui.widgets.bar_chart import BarChart, Bars
from kindtui.tui.widgets.counts import Block, Counts
from kindtui.tui.widgets.day_header import DayHeader

TITLE = "Kind and quiet days"
OFF = (
    "Off. c would ask, one key each: your mood in the morning and in the evening, and how connected you "
    "felt. Space or Enter skips. With both moods on 28 days, kind days can be compared with quiet ones. "
    "c ends it again."
)
PAUSED = "Paused today. It comes back by itself."
OVER_ALL = "From all your days with both moods, whatever the range. c stops asking."
NOTHING = "Nothing to count so far. 1 or F1 opens today."
AUDIENCES: Mapping[str, str] = {
    "self": "myself",
    "close": "someone close",
    "colleague": "a colleague",
    "stranger": "a stranger",
    "community": "the community",
    "": "own words",
}
WAYS: Mapping[str, str] = {"": "own words"}
NAMES_SHOWN, INVITED = 7, 5
INVITATION = "An invitation, not a debt."
NOBODY = "Nobody by name so far."
CANNOT_TELL = "What this cannot tell"
LIMITS = (
    "Whether kindness moved your mood, or a good day made room for both. How anyone else is doing. What was "
    "not written down. A high bar is many days you wrote about, not better days, and not every month had as "
    "many days. The four ways are the article's; 6 or F6 shows what is known of them."
)


class PatternsScreen(KindScreen):
    """Counts over a range, never scores."""

    IDEA = (
        "What your days held, counted. Counts, not scores: nothing here is better for being more.\n"
        "Kind and quiet days are compared once you ask for it, and no more is told than your days can show."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "range(-1)",
            "range",
            id="patterns.shorter",
            group=Binding.Group("[] range"),
        ),
        Binding(
            "right_square_bracket", "range(1)", "range", id="patterns.longer", group=Binding.Group("[] range")
        ),
        Binding("c", "compare(True)", "ask for my mood", id="patterns.compare"),
        Binding("c", "compare(False)", "stop asking", id="patterns.compare_no_more"),
        Binding("space,pagedown", "scroll(1)", "more below", id="patterns.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="patterns.up", show=False),
        Binding("down,j", "scroll(0.1)", "down", id="patterns.line_down", show=False),
        Binding("up,k", "scroll(-0.1)", "up", id="patterns.line_up", show=False),
    ]

    def __init__(self, state: State) -> None:
        """Draw that state first."""
        super().__init__(state)
        self._range = 2

    def compose_body(self) -> Iterable[Widget]:
        """The comparison, the charts, the counts, and what they cannot tell."""
        yield Static(id="comparison")
        yield Container(BarChart(id="weekdays"), BarChart(id="months"), id="charts")
        yield Counts()
        yield Static(id="limits")

    def on_mount(self) -> None:
        """Draw what compose left blank."""
        self._draw()

    async def show(self, state: State) -> None:
        """Draw that state, if it is another one."""
        if state is not self.state:
            await super().show(state)
            self._draw()

    def _draw(self) -> None:
        self.query_one(DayHeader).show("Patterns", str(self.state.headline))
        self.query_one("#comparison", Static).update(_titled(TITLE, *_compared(self.state)))
        self._draw_counts()
        self.refresh_bindings()

    def _draw_counts(self) -> None:
        name, weeks = list(RANGES.items())[self._range]
        found = patterns(self.state, weeks)
        is_empty = not self.state.marks
        self.query_one("#charts").display = self.query_one(Counts).display = not is_empty
        weekdays, months = self.query_one("#weekdays", BarChart), self.query_one("#months", BarChart)
        weekdays.heading = _heading("Kind days by weekday", name)
        weekdays.bars = _bars(found.weekdays, day_abbr)
        together = ", years together" if found.years_together else ""
        months.heading = _heading("Kind days by month", name + together)
        months.bars = _bars(found.months, month_abbr)
        self.query_one(Counts).blocks = _blocks(found)
        since = f"Counted from {found.first.day} {found.first:%B %Y} on."
        no_debt = self.state.words.texts["no_debt"]
        limits = _titled(CANNOT_TELL, "", LIMITS, no_debt, "" if is_empty else since)
        self.query_one("#limits", Static).update(Content(f"{NOTHING}\n\n") + limits if is_empty else limits)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to ask, or to ask no more."""
        return action != "compare" or parameters[0] is not self.state.journal.settings.scales

    def action_range(self, step: int) -> None:
        """Count over a longer or shorter stretch."""
        self._range = min(len(RANGES) - 1, max(0, self._range + step))
        self._draw_counts()

    def action_compare(self, wanted: bool) -> None:
        """Ask for moods from now on, or no more; what that means is shown first."""
        body = self.query_one(Body)
        if wanted and body.scroll_y:
            body.scroll_home(animate=False, immediate=True)
            self.say("This is what c asks for. c once more begins.")
        else:
            self.post_message(SettingsChanged({"scales": wanted}))


def _compared(state: State) -> tuple[str, str]:
    """What is said of kind and quiet days, and a word beneath."""
    if not state.journal.settings.scales:
        return "", OFF
    if state.is_hard_day:
        return PAUSED, ""
    return in_words(compare(list(paired_days(state.journal, state.marks)))), OVER_ALL


def _titled(title: str, said: str, *beneath: str) -> Content:
    lines = [Content.styled(title, "bold"), *([Content(said)] if said else [])]
    return Content("\n").join([*lines, *(Content.styled(text, "$quiet-text") for text in beneath if text)])


def _heading(title: str, range_name: str) -> Content:
    return Content.assemble((title, "bold"), (f"  {range_name}", "$quiet-text"))


def _bars(counted: tuple[tuple[int, int], ...], names: Iterable[str]) -> Bars:
    counts = tuple(count for _, count in counted)
    named = list(names)
    labels = {place: named[number] for place, (number, _) in enumerate(counted)}
    return Bars(counts, labels, max(1, *counts), told=True)


def _blocks(found: Patterns) -> tuple[Block, ...]:
    """The counts of acts, and the names."""
    named = found.encouraged[:NAMES_SHOWN]
    more = len(found.encouraged) - len(named)
    blocks = [
        Block("Acts done, for whom", _rows(found.audiences, AUDIENCES)),
        Block("The four ways they served", _rows(found.ways, WAYS)),
        Block("Names encouraged, days", named, f"and {more} more" if more else "" if named else NOBODY),
    ]
    if found.not_lately:
        invited = tuple((name, None) for name in found.not_lately[:INVITED])
        blocks.append(Block("Not named in four weeks", invited, INVITATION))
    return tuple(blocks)


def _rows(counted: Counted, labels: Mapping[str, str]) -> Counted:
    """Every count with its label; own words if there are any."""
    return tuple((labels.get(name, name), count) for name, count in counted if name or count)
