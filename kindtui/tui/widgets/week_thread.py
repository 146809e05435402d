"""Lines of marks that grow: the week of a finished day, and the thread behind a notice."""

from datetime import timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import DAYS_PER_WEEK
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import date_range
from kindtui.domain.state import State
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_STYLES

LINK = "──"
GROW_SECONDS = 1.2


class GrowingLine(Widget):
    """A line of which as much is shown as has grown; without animations it is complete at once."""

    grown: reactive[float] = reactive(0.0)  # cells

    def grow(self, cells: int) -> None:
        """Grow from nothing to `cells`."""
        self.grown = 0.0
        self.animate("grown", cells, duration=GROW_SECONDS, easing="out_cubic", level="basic")

    def validate_grown(self, cells: float) -> int:
        """Round to whole cells, so that a frame that adds none is not drawn."""
        return round(cells)


class WeekThread(GrowingLine):
    """The last seven marks on a line, which grows towards the newest when the day has just been finished."""

    def __init__(self, state: State, *, grows: bool) -> None:
        """Create the line for the week that ends with today in `state`."""
        super().__init__()
        self._line = week_line(state)
        self._grows = grows
        self.set_reactive(WeekThread.grown, self._line.cell_length)

    def on_mount(self) -> None:
        """Start the animation."""
        if self._grows:
            self.grow(self._line.cell_length)

    def render(self) -> Content:
        """Return as much of the line as has grown."""
        return self._line.truncate(int(self.grown))


def week_line(state: State) -> Content:
    """Return the marks of the week that ends with today, linked."""
    week = date_range(state.today - timedelta(days=DAYS_PER_WEEK - 1), state.today)
    marks = [state.marks[on] for on in week if on in state.marks]
    cells = [Content.styled(MARK_GLYPHS[mark], f"bold {MARK_STYLES[mark]}") for mark in marks]
    return Content.styled(LINK, "$line").join(cells)


def first_line(state: State) -> Content:
    """Return the mark of today, and the beginning of a line."""
    mark = Mark.KEPT if state.marks.get(state.today) is Mark.KEPT else Mark.KIND
    return Content.assemble((MARK_GLYPHS[mark], f"bold {MARK_STYLES[mark]}"), (LINK * DAYS_PER_WEEK, "$line"))
