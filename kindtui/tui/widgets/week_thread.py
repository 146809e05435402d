"""A finished day joins its week: the last seven marks on a thread, which grows to the newest."""

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
    """One line; where motion is off, or the terminal asks for none, it is there at once."""

    grown: reactive[float] = reactive(0.0)  # cells

    def __init__(self, state: State) -> None:
        """Draw the week that ends with the day of that state."""
        super().__init__()
        week = date_range(state.today - timedelta(days=DAYS_PER_WEEK - 1), state.today)
        marks = [state.marks[on] for on in week if on in state.marks]
        cells = [Content.styled(MARK_GLYPHS[mark], f"bold {MARK_STYLES[mark]}") for mark in marks]
        self._line = Content.styled(LINK, "$line").join(cells)

    def on_mount(self) -> None:
        """Grow."""
        self.animate(
            "grown", self._line.cell_length, duration=GROW_SECONDS, easing="out_cubic", level="basic"
        )

    def validate_grown(self, cells: float) -> int:
        """Whole ones; a frame that would add none draws nothing."""
        return round(cells)

    def render(self) -> Content:
        """As much of the line as has grown."""
        return self._line.truncate(int(self.grown))
