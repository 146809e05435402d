"""The card that asks for words of the user's own: an act, a person, a check and what to say without it."""

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from kindtui.domain.journal.own_words import NO_DAY, TEXTS, Kind, Own, Text, draft_field
from kindtui.domain.state import State
from kindtui.tui.messages import DraftChanged, OwnWritten
from kindtui.tui.widgets.ask import Ask, LineInput
from kindtui.tui.widgets.plain import plain

TITLES: dict[Kind, tuple[str, str]] = {
    "own_acts": ("A new act of mine", "In other words"),
    "own_checks": ("A new check of mine", "In other words"),
    "own_people": ("Someone to talk to", "In other words"),
}
QUESTIONS: dict[Kind, tuple[str, str]] = {
    "own_acts": ("Today I …", "For example: water the neighbour's plants. Enter keeps it."),
    "own_checks": ("What is to hold for me?", "For example: I leave at six. Enter goes on."),
    "own_people": ("Who, and how do I reach them?", "A name and a number, or a place. Enter keeps it."),
}
SCRIPT = ("And if it does not hold today: kind words for it?", "Enter keeps it; empty is fine too.")


class OwnCard(Vertical):
    """Not shown until it is opened; Esc leaves its field, and what stands there stays a draft."""

    class Closed(Message):
        """The card was finished."""

    def __init__(self, kind: Kind, state: State) -> None:
        """Ask for entries of that kind."""
        super().__init__(id="own-card")
        self.display = False
        self._kind, self._state = kind, state
        self._own = Own("", "", state.moment.at)
        self._text: str | None = None  # the text of a check, while its script is asked for
        self._typed: dict[str, str] = {}  # drafts the state does not have yet

    def show(self, state: State) -> None:
        """Know the drafts of that state: what undo gave back is one."""
        before, after = (one.drafts.get(NO_DAY, {}) for one in (self._state, state))
        for field in before.keys() | after.keys():
            if before.get(field) != after.get(field):
                self._typed.pop(field, None)
        self._state = state

    def hold(self, field: str, text: str) -> None:
        """Know of a text that is a draft again."""
        self._typed[field] = text

    async def open(self, own: Own | None = None, text: str = "") -> None:
        """Ask for a new entry, with `text` in the field unless a draft is; or for other words of that one."""
        own = own or Own("", text, self._state.moment.at)
        if not self.display or self._own.uid != own.uid:
            self._own, self._text = own, None
            self.border_title = TITLES[self._kind][bool(own.uid)]
            await self._ask()
        self._focus_line()

    async def _ask(self) -> None:
        if self._text is None:
            question, hint = QUESTIONS[self._kind]
            ask = Ask(question, hint, text=self._draft("text") or self._own.text)
        else:
            lead = plain(self._text, "$accent")
            ask = Ask(*SCRIPT, text=self._draft("script") or self._own.script, lead=lead)
        await self.remove_children()
        await self.mount(ask)
        self.display = True
        self._focus_line()

    def _focus_line(self) -> None:
        """The card is the first on its screen: all of it is shown."""
        self.screen.set_focus(self.query_one(LineInput), scroll_visible=False)
        if isinstance(self.parent, Widget):
            self.parent.scroll_home(animate=False)

    @property
    def _field(self) -> str:
        return draft_field(self._kind, self._own.uid, "text" if self._text is None else "script")

    def _draft(self, name: Text) -> str:
        field = draft_field(self._kind, self._own.uid, name)
        return self._typed.get(field, self._state.own_draft(field))

    def _note(self, field: str, text: str) -> None:
        self._typed[field] = text
        self.post_message(DraftChanged(NO_DAY, field, text))

    @on(Ask.Changed)
    def _keep_draft(self, event: Ask.Changed) -> None:
        event.stop()
        if event.text != self._state.own_draft(self._field):
            self._note(self._field, event.text)

    @on(Ask.Answered)
    async def _answer(self, event: Ask.Answered) -> None:
        event.stop()
        if not event.text and self._text is None:
            await self._close()
        elif self._kind == "own_checks" and self._text is None:
            self._text = event.text
            await self._ask()
        else:
            text, script = (event.text, "") if self._text is None else (self._text, event.text)
            self.post_message(OwnWritten(self._kind, self._own.uid, text, script))
            await self._close()

    async def _close(self) -> None:
        for name in TEXTS:
            field = draft_field(self._kind, self._own.uid, name)
            if self._typed.get(field) or self._state.own_draft(field):
                self._note(field, "")
        self.display, self._text = False, None
        await self.remove_children()
        self.post_message(self.Closed())
