"""The line below the tabs: what the screen is and the headline."""

from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import long_date
from kindtui.texts import get_text
from kindtui.tui.widgets.text_layout import QUIET_STYLE, justified_line, truncated

MIN_GAP = 2


class DayHeader(Widget):
    """A line with the name of the screen or the day at the left, and the headline at the right."""

    title: reactive[str] = reactive("")
    headline: reactive[str] = reactive("")

    def show(self, title: str, headline: str) -> None:
        """Show `title` and `headline`."""
        self.title, self.headline = title, headline

    def render(self) -> Content:
        """Return as much as fits; the headline is dropped first."""
        title, headline = Content.styled(self.title, "bold"), Content.styled(self.headline, QUIET_STYLE)
        width = self.size.width
        if title.cell_length + headline.cell_length + MIN_GAP <= width:
            return justified_line(title, headline, width)
        return truncated(title, width)


def form_title(on: date, today: date) -> str:
    """Return the date of a form, marked as still open if it is not `today`."""
    return long_date(on) if on == today else get_text("widgets.day.still_open", date=long_date(on))
