"""Why: what the article says beside what was found, how the thread counts, and what kindtui is not."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.insights.evidence import Card
from kindtui.domain.insights.thread_days import ThreadDay, in_words, last_days
from kindtui.domain.state import State
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.evidence_list import EvidenceList, Text
from kindtui.tui.widgets.marks import GLYPHS, STYLES

DATE = 7


class WhyScreen(KindScreen):
    """A list to read; Enter opens a card."""

    IDEA = (
        "What the article behind kindtui says of kindness, beside what was found.\n"
        "Below the cards: how the thread is counted, with your own last days, and what kindtui is not."
    )

    def __init__(self, state: State, cards: Sequence[Card]) -> None:
        """Draw that state, with those cards."""
        super().__init__(state)
        self._cards = cards

    def compose_body(self) -> Iterable[Widget]:
        """The lead, and the list."""
        yield Static(Content(self.state.words.texts["why"]), id="lead")
        yield EvidenceList(self._cards)

    def on_mount(self) -> None:
        """Begin on the first card."""
        self._draw()
        self.query_one(EvidenceList).focus(scroll_visible=False)

    async def show(self, state: State) -> None:
        """Draw that state, if it is another one."""
        if state is not self.state:
            await super().show(state)
            self._draw()

    def _draw(self) -> None:
        texts = self.state.words.texts
        self.query_one(DayHeader).show("Why", str(self.state.headline))
        shown = [Text("How the thread is counted", _thread(self.state))] if self.state.shows_thread else []
        shown += [
            Text("How this was checked", Content(texts["checked"])),
            Text("What kindtui is not", Content(texts["is_not"])),
            Text("The notice", Content(texts["notice"])),
        ]
        self.query_one(EvidenceList).show(shown)


def _thread(state: State) -> Content:
    """The rule, and what the last days did."""
    grace = state.journal.settings.grace
    rule = Content(state.words.texts["thread_rule"].format(grace=_quiet_days(grace)))
    days = [_day(day) for day in last_days(state.thread_marks, grace)]
    return Content("\n").join([rule, *days]) if days else rule


def _quiet_days(grace: int) -> str:
    if grace > 1:
        return f"Up to {grace} quiet days in a row leave"
    return "1 quiet day leaves" if grace else "No quiet day leaves"


def _day(day: ThreadDay) -> Content:
    date = f"{day.on.day} {day.on:%b}"
    return Content.assemble(
        (date.ljust(DATE), "not bold $quiet-text"), (GLYPHS[day.mark], STYLES[day.mark]), f" {in_words(day)}"
    )
