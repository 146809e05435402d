"""The evidence as a list of cards; Enter expands one with its details and sources."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize

from kindtui.domain.insights.evidence import EvidenceCard
from kindtui.tui.widgets.choices import HORIZONTAL_PADDING, Choices, Row
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE, hanging_indent, side_by_side

MIN_SIDE_BY_SIDE_WIDTH = 70  # cells from which both columns are wide enough to read
COLUMN_GAP = 3
ARTICLE_HEADING, FINDING_HEADING = "The article says", "What was found"


class TitledText(NamedTuple):
    """A text under a title."""

    title: str
    text: Content


class EvidenceList(Choices):
    """The cards, and other texts below them, all in one list for the keys to move over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "open or close", id="why.open", key_display="Enter"),
    ]

    def __init__(self, cards: Sequence[EvidenceCard]) -> None:
        """Create a list of `cards`, all of them collapsed."""
        super().__init__()
        self._cards = tuple(cards)
        self._texts: tuple[TitledText, ...] = ()
        self._expanded_ids: set[str] = set()

    def show(self, texts: Sequence[TitledText]) -> None:
        """Show `texts` below the cards."""
        self._texts = tuple(texts)
        self._lay_out()

    def on_resize(self, _: Resize) -> None:
        """Lay the cards out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - HORIZONTAL_PADDING
        rows = []
        for card in self._cards:
            rows += [
                Row(card.id, _card_content(card, width, expanded=card.id in self._expanded_ids)),
                Row("", Content("")),
            ]
        for number, text in enumerate(self._texts):
            rows += [Row(f"text-{number}", _titled_content(text)), Row("", Content(""))]
        self.show_rows(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `select` on cards only, which can be expanded."""
        del parameters
        return action != "select" or any(card.id == self.highlighted_id for card in self._cards)

    def action_cursor_down(self) -> None:
        """Move to the next card, after scrolling to the end of this one."""
        if not self._scroll_within_card(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Move to the previous card, after scrolling to the start of this one."""
        if not self._scroll_within_card(-1):
            super().action_cursor_up()

    def _scroll_within_card(self, step: int) -> bool:
        """Scroll within a card that is longer than the screen, and return whether there was more to show."""
        container = next(node for node in self.ancestors if isinstance(node, VerticalScroll))
        span = self.row_span(self.highlighted)
        if span is None:
            return False
        start = span[0] + self.virtual_region.y
        end = start + span[1]
        top, visible_rows = round(container.scroll_y), container.size.height
        remaining = end - top - visible_rows if step > 0 else top - start
        if remaining > 0:
            container.scroll_relative(
                y=step * min(remaining, max(1, visible_rows - 2)), animate=False, immediate=True
            )
        return remaining > 0

    @on(Choices.Chosen)
    def _toggle_card(self, event: Choices.Chosen) -> None:
        event.stop()
        self._expanded_ids ^= {event.row_id}
        self._lay_out()


def _titled_content(text: TitledText) -> Content:
    return Content.styled(text.title, "bold") + "\n" + text.text


def _card_content(card: EvidenceCard, width: int, *, expanded: bool) -> Content:
    title = Content.assemble((card.topic, "bold"), (f"  {card.strength}", REGULAR_QUIET_STYLE))
    lines = [title, _claim_and_finding(card, width) if card.article_says else _finding(card)]
    if expanded:
        lines += [Content(""), Content(card.detail), Content("")]
        lines += [
            hanging_indent(Content("· "), Content(str(source)), width).stylize(REGULAR_QUIET_STYLE)
            for source in card.sources
        ]
    return Content("\n").join(lines)


def _finding(card: EvidenceCard) -> Content:
    """Return what was found, where the article says nothing about it."""
    return Content.assemble((f"{FINDING_HEADING}: ", REGULAR_QUIET_STYLE), card.card)


def _claim_and_finding(card: EvidenceCard, width: int) -> Content:
    """Return what the article says beside what was found, or above it where there is little room."""
    claim, finding = Content.styled(f"“{card.article_says}”", REGULAR_QUIET_STYLE), Content(card.card)
    if width < MIN_SIDE_BY_SIDE_WIDTH:
        return Content.assemble((f"{ARTICLE_HEADING}: ", REGULAR_QUIET_STYLE), claim, "\n", _finding(card))
    column = width // 2
    pairs = (
        (Content.styled(ARTICLE_HEADING, REGULAR_QUIET_STYLE), claim),
        (Content.styled(FINDING_HEADING, REGULAR_QUIET_STYLE), finding),
    )
    return side_by_side([[head, *text.wrap(column - COLUMN_GAP)] for head, text in pairs], column)
