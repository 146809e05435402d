"""Journal: every day with entries, found by a word, by its mark or by its date."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import full_date
from kindtui.domain.form import pinned_form
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.search import SearchIndex
from kindtui.domain.parse_date import parse_natural_date
from kindtui.domain.requests import DayRemoved
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.messages import DayOpened, Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.marks import MARK_NAMES
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.question_input import LineInput, QuestionInput
from kindtui.tui.widgets.text_layout import QUIET_STYLE

MARK_FILTERS: tuple[Mark | None, ...] = (None, *Mark)


class JournalScreen(KindScreen):
    """A list of days, and above it a field for a search or a date when one is asked for."""

    HELP_TEXT = get_text("app.journal.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="journal.search", key_display="/"),
        Binding("y", "yesterday", "yesterday", id="journal.yesterday"),
        Binding("g", "go_to", "go to a date", id="journal.go"),
        Binding("f", "filter", "filter", id="journal.filter"),
        Binding("o", "jar", "kindness jar", id="journal.jar"),
        Binding("x,delete", "remove", "remove", id="journal.remove", key_display="x"),
        Binding("escape", "all", "all days", id="journal.all", key_display="Esc"),
    ]

    def __init__(self, state: State) -> None:
        """Create the screen, which draws `state` first."""
        super().__init__(state)
        self._index = SearchIndex(state.lived)
        self._search_text = ""
        self._filter_index = 0

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the title, the message for an empty list, and the list."""
        yield Static(id="journal-title")
        yield Static(id="journal-empty")
        yield DayList()

    async def on_mount(self) -> None:
        """Draw and focus the list, and prepare the search in the background."""
        self._draw()
        self.query_one(DayList).focus()
        self.run_worker(self._index.prepare, thread=True)

    def idle_ids(self, state: State) -> frozenset[str]:
        """Add search and filter while there is no day."""
        idle_ids = super().idle_ids(state)
        has_days = any(day.has_content for day in state.lived.days.values())
        return idle_ids if has_days else idle_ids | {"journal.search", "journal.filter"}

    async def show(self, state: State) -> None:
        """Draw `state`."""
        if state.lived is not self.state.lived:
            self._index = SearchIndex(state.lived, self._index)
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state, days = self.state, self._matching_days()
        self.show_header("Journal")
        self.query_one(DayList).show(days, state.lived, state.listed_marks, self._search_text)
        self.query_one("#journal-title", Static).update(self._result_title(len(days)))
        empty = self.query_one("#journal-empty", Static)
        self.query_one("#journal-title").display = bool(self._index.dates)
        empty.display = not days
        empty.update(Content(self._empty_message()))
        self.refresh_bindings()

    def _matching_days(self) -> list[date]:
        days, mark = self._index.find(self._search_text), MARK_FILTERS[self._filter_index]
        if mark is None:
            return days
        return [on for on in days if self.state.listed_marks.get(on) is mark]

    def _result_title(self, count: int) -> Content:
        parts = [Content.styled(get_counted_text("app.journal.days", count), "bold")]
        if mark := MARK_FILTERS[self._filter_index]:
            parts.append(Content.styled(MARK_NAMES[mark], "bold"))
        if text := self._search_text:
            parts.append(Content.styled(get_text("app.journal.with_text", text=text), QUIET_STYLE))
        return Content(", ").join(parts)

    def _empty_message(self) -> str:
        if self._search_text or self._filter_index:
            return get_text("app.journal.nothing_found")
        return get_text("app.journal.empty")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions that would do nothing now."""
        if not self.is_mounted:
            return False
        is_available = True
        match action:
            case "remove":
                days = self.query_one(DayList)
                is_available = days.has_focus and days.current_day is not None
            case "search":
                is_available = not isinstance(self.focused, LineInput)  # in a field, a slash is text
            case "jar":
                is_available = self.state.journal.settings.jar
            case "all":
                is_available = bool(self._search_text or self._filter_index or self.query(QuestionInput))
        return is_available

    # Search and dates

    async def action_search(self) -> None:
        """Open the field for a search."""
        question = QuestionInput(
            "Search", get_text("app.journal.search_hint"), text=self._search_text, is_saved=False
        )
        await self._open_input("search", question)

    async def action_go_to(self) -> None:
        """Open the field for a date."""
        question = QuestionInput(
            get_text("app.journal.which_day"), get_text("app.journal.date_hint"), is_saved=False
        )
        await self._open_input("date", question)

    async def _open_input(self, input_id: str, question: QuestionInput) -> None:
        await self._close_input()
        question.id = input_id
        await self.query_one("Body").mount(question, before=0)
        question.query_one(LineInput).focus()
        self.refresh_bindings()

    async def _close_input(self) -> None:
        await self.query(QuestionInput).remove()
        self.query_one(DayList).focus()

    @on(QuestionInput.Changed)
    def _update_from_input(self, event: QuestionInput.Changed) -> None:
        event.stop()
        if self.query("#search"):
            self._search_text = event.text
            self._draw()
        else:
            self.query_one("#date .hint", Prose).text = Content(self._date_hint(event.text))

    @on(QuestionInput.Answered)
    async def _submit_input(self, event: QuestionInput.Answered) -> None:
        event.stop()
        if self.query("#search"):
            await self._close_input()
            return
        try:
            day = parse_natural_date(event.text, self.state.today, self.state.days_ahead)
        except ValueError as error:
            self.show_notice(str(error))
            return
        await self._close_input()
        self._open_date(day)

    def _date_hint(self, text: str) -> str:
        try:
            day = parse_natural_date(text, self.state.today, self.state.days_ahead)
        except ValueError as error:
            return str(error)
        return get_text("app.journal.opens_day", day=full_date(day))

    async def action_jar(self) -> None:
        """Open the kindness jar."""
        await self.app.run_action("jar")

    def leave_field(self) -> None:
        """Move the focus to the list; the search stays."""
        self.query_one(DayList).focus()

    async def on_key(self, event: Key) -> None:
        """Let Down move the focus from the field to the list."""
        if event.key == "down" and isinstance(self.focused, LineInput):
            event.stop()
            self.query_one(DayList).focus()

    async def action_all(self) -> None:
        """Remove search and filter, and show all days again."""
        self._search_text, self._filter_index = "", 0
        await self._close_input()
        self._draw()

    def action_filter(self) -> None:
        """Filter by the next mark that any day has; after the last one, show all days."""
        marks_present = {self.state.listed_marks.get(on) for on in self._index.dates}
        for step in range(1, len(MARK_FILTERS) + 1):
            filter_index = (self._filter_index + step) % len(MARK_FILTERS)
            if MARK_FILTERS[filter_index] is None or MARK_FILTERS[filter_index] in marks_present:
                break
        self._filter_index = filter_index
        self._draw()

    # Days

    @on(DayList.Opened)
    def _open_row(self, event: DayList.Opened) -> None:
        event.stop()
        day = self.state.lived.day(event.on)
        form = pinned_form(event.on, self.state.drafts, "closed" if day.has_content else None)
        self.post_message(DayOpened(form, self._search_text))

    def _open_date(self, day: date) -> None:
        self.post_message(DayOpened(pinned_form(day, self.state.drafts)))

    def action_yesterday(self) -> None:
        """Open yesterday."""
        self._open_date(self.state.today - ONE_DAY)

    def action_remove(self) -> None:
        """Remove everything from the day under the cursor."""
        if current := self.query_one(DayList).current_day:
            self.post_message(Requested(DayRemoved(current)))
