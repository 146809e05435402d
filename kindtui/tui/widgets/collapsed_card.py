"""A collapsed part of the day: one line, opened with Enter or a click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.form import FormCard
from kindtui.domain.journal.day import Day
from kindtui.domain.text import first_line
from kindtui.tui.widgets.marks import ACT_GLYPHS
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content, truncated

CARD_TITLES: dict[FormCard, str] = {"morning": "Morning", "act": "Small act", "evening": "Evening"}
TITLE_WIDTH = 12
FIELDS: Mapping[FormCard, Sequence[str]] = {
    "morning": ("who",),
    "act": ("own", "when"),
    "evening": ("evening", "second"),
}
NOT_SAVED = "  not saved yet"


class CollapsedCard(Widget, can_focus=True):
    """The title and the summary of a part of the day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="card.open", key_display="Enter")
    ]

    summary: reactive[Content] = reactive(Content(""))

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """Posted to open the card."""

        card: FormCard

    def __init__(self, card: FormCard) -> None:
        """Create the line for the card of one part of the day."""
        super().__init__(id=card)
        self.card = card

    def allow_focus(self) -> bool:
        """Take the focus only while there is room for the line."""
        return bool(self.region)

    def action_open(self) -> None:
        """Open the card."""
        self.post_message(self.Opened(self.card))

    def on_click(self) -> None:
        """Open the card."""
        self.action_open()

    def render(self) -> Content:
        """Return title and summary on one line."""
        title = Content.styled(CARD_TITLES[self.card].ljust(TITLE_WIDTH), "bold" if self.has_focus else "")
        return truncated(title + self.summary, self.size.width)


def card_summary(card: FormCard, day: Day, evening_time: str, drafts: Mapping[str, str]) -> Content:
    """Return what a part of the day holds, or what was typed for it and is not saved, in one line.

    Args:
        card: The part of the day.
        day: The day.
        evening_time: When an evening that is open is due.
        drafts: What was typed and is not saved, by field.
    """
    draft = next((drafts[field] for field in FIELDS[card] if drafts.get(field)), "")
    if draft:
        return plain_content(first_line(draft)) + Content.styled(NOT_SAVED, QUIET_STYLE)
    return _recorded_summary(card, day, evening_time)


def _recorded_summary(card: FormCard, day: Day, evening_time: str) -> Content:
    if card == "morning":
        if day.who and day.who.value:
            return plain_content(day.who.value)
        status = "not now" if day.has_skipped("morning") else "open"
        return Content.styled("no name" if day.acts else status, QUIET_STYLE)
    if card == "act":
        if not day.acts:
            return Content.styled("nothing chosen yet", QUIET_STYLE)
        act = day.planned[0] if day.planned else day.acts[-1]
        return Content(f"{ACT_GLYPHS[act.state]} ") + _one_of(act.text, len(day.acts))
    if reflection := day.reflection:
        return _one_of(reflection, len(day.received))
    status = "not now" if day.has_skipped("evening") else evening_time or "open"
    return Content.styled(status, QUIET_STYLE)


def _one_of(text: str, count: int) -> Content:
    """Return the first line of a text, and how many more texts there are."""
    return plain_content(first_line(text)) + Content.styled(
        f"  and {count - 1} more" if count > 1 else "", QUIET_STYLE
    )
