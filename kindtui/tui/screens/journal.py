"""Journal: every day that has something, found by a word, by its mark or by its date."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import in_words
from kindtui.domain.form import form_of
from kindtui.domain.journal.day import Mark
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.search import Index
from kindtui.domain.parse_date import any_day
from kindtui.domain.state import State
from kindtui.tui.messages import DayOpened, DayRemoved
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.ask import Ask, LineInput
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.marks import MEANINGS

FILTERS: tuple[Mark | None, ...] = (None, Mark.KIND, Mark.KEPT, Mark.REST, Mark.QUIET, Mark.PENDING)
SEARCH_HINT = "Enter goes to the days found; Esc, then Esc, shows all of them again."


class JournalScreen(KindScreen):
    """A list of days, with a line above it for a search or a date."""

    IDEA = (
        "Every day that has something, the newest first. Any of them can be filled in or changed.\n"
        "y opens yesterday, g a date you type, o the kindness jar."
    )
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
        """Draw that state first."""
        super().__init__(state)
        self._index = Index(state.journal)
        self._search = ""
        self._filter = 0

    def compose_body(self) -> Iterable[Widget]:
        """The number of days, and the days."""
        yield Static(id="journal-title")
        yield Static(id="journal-empty")
        yield DayList()

    async def on_mount(self) -> None:
        """Begin in the list."""
        self._draw()
        self.query_one(DayList).focus()
        self.run_worker(self._index.prepare, thread=True)

    async def show(self, state: State) -> None:
        """Draw that state."""
        if state.journal is not self.state.journal:
            self._index = Index(state.journal, self._index)
        await super().show(state)
        self._draw()

    def _draw(self) -> None:
        state, days = self.state, self._found()
        self.query_one(DayHeader).show("Journal", in_words(state.today))
        self.query_one(DayList).show(days, state.journal, state.marks, self._search)
        self.query_one("#journal-title", Static).update(self._title(len(days)))
        empty = self.query_one("#journal-empty", Static)
        self.query_one("#journal-title").display = bool(self._index.days)
        empty.display = not days
        empty.update(Content(self._nothing()))
        self.refresh_bindings()

    def _found(self) -> list[date]:
        days, mark = self._index.find(self._search), FILTERS[self._filter]
        if mark is None:
            return days
        return [on for on in days if self.state.marks.get(on) is mark]

    def _title(self, count: int) -> Content:
        days = "1 day" if count == 1 else f"{count} days"
        mark = FILTERS[self._filter]
        about = f", {MEANINGS[mark]}" if mark else ""
        search = Content.styled(f" with “{self._search}”", "$quiet-text") if self._search else Content("")
        return Content.styled(f"{days}{about}", "bold") + search

    def _nothing(self) -> str:
        if self._search or self._filter:
            return "No day has that. Esc shows all of them."
        return "Your days will stand here. 1 or F1 opens today, y yesterday."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what has a meaning now."""
        if not self.is_mounted:
            return False
        match action:
            case "remove":
                return self.query_one(DayList).has_focus and self.query_one(DayList).current is not None
            case "search":
                return not isinstance(self.focused, LineInput)  # where a slash is typed
            case "jar":
                return self.state.journal.settings.jar
            case "all":
                return bool(self._search or self._filter or self.query(Ask))
        return True

    # Search and dates

    async def action_search(self) -> None:
        """Open the line to search on."""
        await self._ask("search", Ask("Search", SEARCH_HINT, text=self._search))

    async def action_go_to(self) -> None:
        """Open the line for a date."""
        await self._ask("date", Ask("Which day?", "Write 3 nov, tuesday, 2 weeks ago or 2026-11-03."))

    async def _ask(self, name: str, ask: Ask) -> None:
        await self._close_line()
        ask.id = name
        await self.query_one("Body").mount(ask, before=0)
        ask.query_one(LineInput).focus()
        self.refresh_bindings()

    async def _close_line(self) -> None:
        await self.query(Ask).remove()
        self.query_one(DayList).focus()

    @on(Ask.Changed)
    def _typed(self, event: Ask.Changed) -> None:
        event.stop()
        if self.query("#search"):
            self._search = event.text
            self._draw()
        else:
            self.query_one("#date .hint", Static).update(Content(self._date_in_words(event.text)))

    @on(Ask.Answered)
    async def _answered(self, event: Ask.Answered) -> None:
        event.stop()
        if self.query("#search"):
            await self._close_line()
            return
        try:
            day = any_day(event.text, self.state.today)
        except ValueError as error:
            self.say(str(error))
            return
        await self._close_line()
        self._open(day)

    def _date_in_words(self, text: str) -> str:
        try:
            day = any_day(text, self.state.today)
        except ValueError as error:
            return str(error)
        return f"Enter opens {in_words(day)} {day.year}."

    async def action_jar(self) -> None:
        """Open the kindness jar."""
        await self.app.run_action("jar")

    def leave_line(self) -> None:
        """Go back to the days; what was searched for stays."""
        self.query_one(DayList).focus()

    async def on_key(self, event: Key) -> None:
        """Down leaves the line for the list."""
        if event.key == "down" and isinstance(self.focused, LineInput):
            event.stop()
            self.query_one(DayList).focus()

    async def action_all(self) -> None:
        """Show all days again."""
        self._search, self._filter = "", 0
        await self._close_line()
        self._draw()

    def action_filter(self) -> None:
        """Show the days of the next mark that any day has."""
        there = {self.state.marks.get(on) for on in self._index.days}
        for step in range(1, len(FILTERS) + 1):
            place = (self._filter + step) % len(FILTERS)
            if FILTERS[place] is None or FILTERS[place] in there:
                break
        self._filter = place
        self._draw()

    # Days

    @on(DayList.Opened)
    def _open_row(self, event: DayList.Opened) -> None:
        event.stop()
        day = self.state.journal.day(event.on)
        form = form_of(event.on, self.state.drafts, "closed" if day.says_something else None)
        self.post_message(DayOpened(form))

    def _open(self, day: date) -> None:
        self.post_message(DayOpened(form_of(day, self.state.drafts)))

    def action_yesterday(self) -> None:
        """Open yesterday."""
        self._open(self.state.today - ONE_DAY)

    def action_remove(self) -> None:
        """Remove everything written for the day under the cursor."""
        if current := self.query_one(DayList).current:
            self.post_message(DayRemoved(current))
