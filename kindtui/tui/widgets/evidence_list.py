"""The evidence as a list of cards; Enter opens what else is known of one, and its sources."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize

from kindtui.domain.insights.evidence import Card
from kindtui.tui.widgets.choices import PADDING, Choices, Row
from kindtui.tui.widgets.plain import hanging, side_by_side

QUIET = "not bold $quiet-text"
BESIDE = 70  # cells from which both columns are wide enough to read
GAP = 3
ARTICLE, FOUND = "The article says", "What was found"


class Text(NamedTuple):
    """Something to be read under a title."""

    title: str
    text: Content


class EvidenceList(Choices):
    """Cards, and below them what else is to be read, all of it reached by the same keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "more of this", id="why.open", key_display="Enter"),
    ]

    def __init__(self, cards: Sequence[Card]) -> None:
        """Show those cards, closed."""
        super().__init__()
        self._cards = tuple(cards)
        self._texts: tuple[Text, ...] = ()
        self._opened: set[str] = set()

    def show(self, texts: Sequence[Text]) -> None:
        """Show these texts below the cards."""
        self._texts = tuple(texts)
        self._lay_out()

    def on_resize(self, _: Resize) -> None:
        """Lay the cards out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - PADDING
        rows = []
        for card in self._cards:
            rows += [Row(card.id, _card(card, width, opened=card.id in self._opened)), Row("", Content(""))]
        for number, text in enumerate(self._texts):
            rows += [Row(f"text-{number}", _titled(text)), Row("", Content(""))]
        self.show_rows(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A card alone has more to show."""
        del parameters
        return action != "select" or any(card.id == self.current for card in self._cards)

    @on(Choices.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_cursor_down(self) -> None:
        """To the next card, once the end of this one was in sight."""
        if not self._read_on(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """To the card before, once the beginning of this one was in sight."""
        if not self._read_on(-1):
            super().action_cursor_up()

    def _read_on(self, step: int) -> bool:
        """Scroll to what is left of a card that is longer than the screen; false if nothing is."""
        body = next(node for node in self.ancestors if isinstance(node, VerticalScroll))
        if self.highlighted is None:
            return False
        start = self._index_to_line[self.highlighted] + self.virtual_region.y
        end = start + self._heights[self.highlighted]
        top, rows = round(body.scroll_y), body.size.height
        left = end - top - rows if step > 0 else top - start
        if left > 0:
            body.scroll_relative(y=step * min(left, max(1, rows - 2)), animate=False, immediate=True)
        return left > 0

    @on(Choices.Chosen)
    def _open(self, event: Choices.Chosen) -> None:
        event.stop()
        self._opened ^= {event.row}
        self._lay_out()


def _titled(text: Text) -> Content:
    return Content.styled(text.title, "bold") + "\n" + text.text


def _card(card: Card, width: int, *, opened: bool) -> Content:
    title = Content.assemble((card.topic, "bold"), (f"  {card.strength}", QUIET))
    lines = [title, _both(card, width)]
    if opened:
        lines += [Content(""), Content(card.detail), Content("")]
        lines += [
            hanging(Content("· "), Content(str(source)), width).stylize(QUIET) for source in card.sources
        ]
    return Content("\n").join(lines)


def _both(card: Card, width: int) -> Content:
    """What the article says beside what was found, or above it."""
    said, found = Content.styled(f"“{card.article_says}”", QUIET), Content(card.card)
    if width < BESIDE:
        return Content.assemble((f"{ARTICLE}: ", QUIET), said, (f"\n{FOUND}: ", QUIET), found)
    column = width // 2
    columns = ((Content.styled(ARTICLE, QUIET), said), (Content.styled(FOUND, QUIET), found))
    return side_by_side([[head, *text.wrap(column - GAP)] for head, text in columns], column)
