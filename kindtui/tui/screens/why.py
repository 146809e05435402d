"""Why: what the article says and what was found, how the thread is counted, what kindtui is not."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.insights.evidence import EvidenceCard
from kindtui.domain.insights.thread_days import ThreadDay, describe_thread_day, recent_thread_days
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.evidence_list import EvidenceList, TitledText
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_STYLES
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE

DATE_WIDTH = 7


class WhyScreen(KindScreen):
    """A list to read; Enter expands a card."""

    HELP_TEXT = get_text("app.why.help")

    def __init__(self, state: State, cards: Sequence[EvidenceCard]) -> None:
        """Create the screen with those cards; it draws `state` first."""
        super().__init__(state)
        self._cards = cards

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the lead, and the list."""
        yield Static(Content(get_text("ritual.why")), id="lead")
        yield EvidenceList(self._cards)

    def on_mount(self) -> None:
        """Draw the list and focus it, with the lead in sight."""
        self._draw()
        self.query_one(EvidenceList).focus(scroll_visible=False)

    async def show(self, state: State) -> None:
        """Draw `state`, if it is another one."""
        if state is not self.state:
            await super().show(state)
            self._draw()

    def _draw(self) -> None:
        self.show_header("Why")
        sections = (
            [TitledText(get_text("app.why.thread_title"), _thread_explanation(self.state))]
            if self.state.shows_thread
            else []
        )
        sections += [
            TitledText("The article", Content(get_text("ritual.source"))),
            TitledText(get_text("app.why.checked_title"), Content(get_text("ritual.checked"))),
            TitledText("What kindtui isn't", Content(get_text("ritual.is_not"))),
            TitledText("The notice", Content(get_text("ritual.notice"))),
        ]
        self.query_one(EvidenceList).show(sections)


def _thread_explanation(state: State) -> Content:
    """Return the rule of the thread, and what each of the last days did to it."""
    grace = state.journal.settings.grace
    grace_rule = (
        get_counted_text("ritual.thread_grace", grace) if grace else get_text("ritual.thread_grace.none")
    )
    rule = Content(" ".join((get_text("ritual.thread_rule"), grace_rule)))
    days = [_day_line(day) for day in recent_thread_days(state.thread_marks, grace)]
    return Content("\n").join([rule, Content(get_text("app.why.last_days")), *days]) if days else rule


def _day_line(day: ThreadDay) -> Content:
    date_text = f"{day.on.day} {day.on:%b}"
    return Content.assemble(
        (date_text.ljust(DATE_WIDTH), REGULAR_QUIET_STYLE),
        (MARK_GLYPHS[day.mark], MARK_STYLES[day.mark]),
        f" {describe_thread_day(day)}",
    )
