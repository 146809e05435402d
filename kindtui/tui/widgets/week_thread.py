"""The week of a finished day: its last seven marks on a line that grows towards the newest."""

from datetime import timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.journal.journal import date_range
from kindtui.domain.state import State
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_STYLES

LINK = "──"
GROW_SECONDS = 1.2


class WeekThread(Widget):
    """A line of marks that grows on mount; without animations it is complete at once."""

    grown: reactive[float] = reactive(0.0)  # cells

    def __init__(self, state: State) -> None:
        """Create the line for the week that ends with today in `state`."""
        super().__init__()
        week = date_range(state.today - timedelta(days=DAYS_PER_WEEK - 1), state.today)
        marks = [state.marks[on] for on in week if on in state.marks]
        cells = [Content.styled(MARK_GLYPHS[mark], f"bold {MARK_STYLES[mark]}") for mark in marks]
        self._line = Content.styled(LINK, "$line").join(cells)

    def on_mount(self) -> None:
        """Start the animation."""
        self.animate(
            "grown", self._line.cell_length, duration=GROW_SECONDS, easing="out_cubic", level="basic"
        )

    def validate_grown(self, cells: float) -> int:
        """Round to whole cells, so that a frame that adds none is not drawn."""
        return round(cells)

    def render(self) -> Content:
        """Return as much of the line as has grown."""
        return self._line.truncate(int(self.grown))
