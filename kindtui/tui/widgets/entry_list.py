"""The list of everything a day holds, in which each row can be rewritten or removed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.describe import SCALE_LABELS
from kindtui.domain.journal.contents import CONFLICT, DayItem, day_items
from kindtui.domain.journal.day import Act, Answer, Day, Mark
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.requests import PartRemoved
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.check_list import CHECKBOXES
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, MARK_GLYPHS
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

ANSWER_LABELS: Mapping[str, str] = {"who": "For", **SCALE_LABELS}
GLYPHS: Mapping[str, str] = {
    "received": "←",
    "kept": MARK_GLYPHS[Mark.KEPT],
    "notes": "›",
    "rest": MARK_GLYPHS[Mark.REST],
}
BLANK_PREFIX = Content("   ")
ROW_RANKS: Mapping[str, int] = {**dict.fromkeys(LIST_FIELDS, 0), "rest": 1, CONFLICT: 3}
ANSWER_RANK = 2


class EntryList(Choices):
    """A list with a row per item of the day; the id of a row is the key of the part, separated by a space."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "edit", id="entries.rewrite", key_display="Enter"),
        Binding("x,delete", "remove", "remove", id="entries.remove", key_display="x"),
        Binding("space", "more", "more below", id="entries.more", key_display="Space"),
    ]

    def __init__(self, on: date, rows: Sequence[Row]) -> None:
        """Show the rows of the day `on`."""
        super().__init__(rows)
        self._on = on

    def on_mount(self) -> None:
        """Keep the footer true while the mouse wheel scrolls."""
        self.watch(self.screen.query_one(Body), "scroll_y", self._refresh_keys_after_scroll, init=False)

    def _refresh_keys_after_scroll(self) -> None:
        self.call_after_refresh(self.refresh_keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable `more` where all that follows is in sight."""
        return self.has_more_below if action == "more" else super().check_action(action, parameters)

    def action_more(self) -> None:
        """Move a page down, also within a long entry."""
        self.action_page_down()

    def action_remove(self) -> None:
        """Ask for the highlighted part to be removed."""
        part, _, uid = self.highlighted_id.partition(" ")
        if part and part != CONFLICT:
            self.post_message(Requested(PartRemoved(self._on, part, uid)))


def entry_rows(state: State, day: Day) -> list[Row]:
    """Return a row for everything the day holds: first the entries, then a rest, answers and conflicts."""
    items = day_items(day, state.check_texts, state.journal.conflicts_on(day.day))
    items_in_order = sorted(items, key=lambda item: ROW_RANKS.get(item.kind, ANSWER_RANK))
    return [Row(f"{item.kind} {item.uid}", _text(item), _prefix(item)) for item in items_in_order]


def _text(item: DayItem) -> Content:
    text = plain_content(item.text)
    if isinstance(item.source, Act):
        return text + Content.styled("".join(_act_details(item.source)), QUIET_STYLE)
    if item.kind == CONFLICT:
        return text + Content.styled(f"  {get_text('widgets.day.conflict')}", QUIET_STYLE)
    if item.kind in ANSWER_LABELS:
        return Content.assemble((f"{ANSWER_LABELS[item.kind]} ", QUIET_STYLE), text)
    return text


def _act_details(act: Act) -> Iterator[str]:
    if act.when:
        yield f"  {plain_content(act.when).plain}"
    if act.state != "done":
        yield "  planned" if act.state == "planned" else "  let go"


def _prefix(item: DayItem) -> Content:
    match item.source:
        case Act(state=state):
            return Content.styled(f"{ACT_GLYPHS[state]}  ", "$accent")
        case Answer(value="holds" | "not_today" as answer) if item.kind == "checks":
            return Content.styled(f"{CHECKBOXES[answer]} ", "$accent")
        case Conflict():
            return Content("≠  ")
    return Content.styled(f"{GLYPHS[item.kind]}  ", "$accent") if item.kind in GLYPHS else BLANK_PREFIX
