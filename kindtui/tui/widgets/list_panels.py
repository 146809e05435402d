"""The panels of lines: the newest days, whom acts were for, and a kindness of this day in another year."""

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from kindtui.domain.insights.lately import LateDay, latest_days
from kindtui.domain.insights.patterns import LabelCounts, recent_audiences
from kindtui.domain.journal.day import Mark
from kindtui.domain.ritual.this_day_before import EarlierKindness
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.dashboard_layout import PanelName
from kindtui.tui.widgets.count_list import count_lines
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES, MARK_STYLES
from kindtui.tui.widgets.panel import Panel
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content, truncated, wrapped

MAX_TEXT_COLUMNS = 88
CUT_MARK = " …"
NOTE_ROWS = 2  # with the blank one above it
AUDIENCE_LABELS: Mapping[str, str] = {
    "self": "myself",
    "close": "someone close",
    "colleague": "a colleague",
    "stranger": "a stranger",
    "community": "the community",
    "": "own words",
}


class LatelyPanel(Panel):
    """A line for each of the newest days."""

    panel_name, title_text, mode = PanelName.LATELY, "Lately", "journal"

    days: reactive[tuple[LateDay, ...]] = reactive(())

    def show(self, state: State) -> None:
        """Show the days before today."""
        self.days = latest_days(state.lived, state.today)

    def render(self) -> Content:
        """Return as many days as there are lines, below a blank one if there is room."""
        if not self.days:
            return self.empty_text(get_text("widgets.panel.lately_empty"))
        width = min(self.size.width, MAX_TEXT_COLUMNS)
        line_count = self.size.height - self.has_class("-roomy")  # below as above, a blank one
        return Content("\n").join([_day_line(day, width) for day in self.days[:line_count]])


def _day_line(day: LateDay, width: int) -> Content:
    lead = Content.assemble(
        (MARK_GLYPHS[day.mark], MARK_STYLES[day.mark]), (f"  {day.on:%a} {day.on.day:2}   ", QUIET_STYLE)
    )
    text = plain_content(day.text) if day.text else Content.styled(MARK_NAMES[Mark.REST], QUIET_STYLE)
    return truncated(lead + text, width)


class ForWhomPanel(Panel):
    """The acts done for each audience on the last 28 days, as counts with bars."""

    panel_name, title_text, mode = PanelName.FOR_WHOM, "Who my acts were for, 28 days", "patterns"

    audiences: reactive[LabelCounts] = reactive(())

    def show(self, state: State) -> None:
        """Show the counts."""
        self.audiences = recent_audiences(state.journal, state.today)

    def render(self) -> Content:
        """Return a line per audience, with blank ones between them where there is room, and a note."""
        rows = tuple((AUDIENCE_LABELS[name], count) for name, count in self.audiences if count)
        if not rows:
            return self.empty_text(get_text("widgets.panel.for_whom_empty"))
        height, lines = self.size.height, count_lines(rows, min(self.size.width, MAX_TEXT_COLUMNS))
        rows_per_line = 2 if height >= 2 * len(lines) + 1 else 1
        text = Content("\n" * rows_per_line).join(lines)
        if height >= rows_per_line * len(lines) + NOTE_ROWS - (rows_per_line - 1):
            text = text + "\n\n" + Content.styled(get_text("widgets.panel.for_whom_note"), QUIET_STYLE)
        return text


class ThisDayPanel(Panel):
    """A kindness of this day in another year, for those who want it; without one, there is no panel."""

    panel_name, title_text, mode = PanelName.THIS_DAY, "This day before", "journal"

    kindness: reactive[EarlierKindness | None] = reactive(None, layout=True)

    def show(self, state: State) -> None:
        """Show the latest of the kindnesses, if the setting says so."""
        is_wanted = state.journal.settings.this_day_shown
        self.kindness = next(iter(state.this_day_before), None) if is_wanted else None

    @property
    def is_left_out(self) -> bool:
        """Whether there is nothing to show."""
        return self.kindness is None

    def render(self) -> Content:
        """Return the year and the text, as much of it as there is room for."""
        if self.kindness is None:
            return Content("")
        width = min(self.size.width, MAX_TEXT_COLUMNS)
        lines = list(wrapped(plain_content(self.kindness.line.text), max(1, width)))
        line_count = max(1, self.size.height - 1 - self.has_class("-roomy"))
        if len(lines) > line_count:
            lines = _cut_lines(lines[:line_count], width)
        return Content("\n").join([Content.styled(self.kindness.heading, QUIET_STYLE), *lines])


def _cut_lines(lines: list[Content], width: int) -> list[Content]:
    """Return the lines without blank ones at the end, and an ellipsis behind the last word that has room."""
    *before, last = lines
    if before and not last.plain.strip():
        return _cut_lines(before, width)
    words = last.plain.split()
    while words[1:] and cell_len(" ".join(words)) + len(CUT_MARK) > width:
        words.pop()
    return [*before, truncated(Content(" ".join(words) + CUT_MARK), width)]
