"""The lock of the journal: what it means, and the passphrase that sets, changes or lifts it."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from kindtui.domain.journal.keyring import LockChange
from kindtui.domain.state import State
from kindtui.domain.text import composed
from kindtui.texts import get_text
from kindtui.tui.messages import LockChangeRequested, PassphraseGiven
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.passphrase_card import PassphraseCard
from kindtui.tui.widgets.prose import Prose

MIN_LENGTH, MAX_PARAGRAPHS = 8, 3
Step = Literal["start", "present", "new", "again", "changing"]


class LockScreen(KindScreen):
    """What the lock means, and then one question after another, over Settings.

    A journal that is not locked begins with what that would mean; a locked one, with what can be changed.
    """

    HELP_TEXT = get_text("app.lock.help")
    opening_action = "lock"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "choose a passphrase", id="lock.next", key_display="Enter"),
        Binding("space,pagedown", "scroll(1)", "more below", id="lock.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="lock.up", show=False),
        Binding("escape", "leave", "go back", id="lock.leave", key_display="Esc"),
    ]

    def __init__(self, state: State) -> None:
        """Create the screen, which draws `state` first."""
        super().__init__(state)
        self._step: Step = "start"
        self._change: LockChange = "lock"
        self._new_passphrase = ""
        self._checked: PassphraseGiven | None = None  # what is being checked
        self._leads, self._card = (
            tuple(Prose(classes="lead") for _ in range(MAX_PARAGRAPHS)),
            PassphraseCard(),
        )
        self._choices = Choices(
            (
                Row("passphrase", Content(get_text("app.lock.change_passphrase"))),
                Row("unlock", Content(get_text("app.lock.unlock_for_good"))),
            )
        )

    def compose_body(self) -> Iterable[Widget]:
        """Lay out what the lock means, what can be changed, and the question."""
        yield Vertical(*self._leads, id="lock-lead")
        yield self._choices
        yield self._card

    def on_mount(self) -> None:
        """Begin."""
        self.show_header("Lock", low_title="Lock")
        self.refresh_keys_on_scroll()
        self.start()

    async def show(self, state: State) -> None:
        """Draw `state`; if another window has changed the lock meanwhile, begin again."""
        is_changed = state.journal.is_locked is not self.state.journal.is_locked
        await super().show(state)
        if is_changed and self._step != "changing":
            self.start()

    def start(self) -> None:
        """Forget what was typed, and show what can be done."""
        is_locked = self.state.journal.is_locked
        self._step, self._new_passphrase, self._checked = "start", "", None
        self._change = "lock"
        self._choices.display, self._card.display = is_locked, False
        self._card.field.clear()
        self._show_lead(get_text("app.lock.is_locked") if is_locked else _before_locking())
        self.set_focus(self._choices if is_locked else None)
        self.refresh_bindings()

    @on(Choices.Chosen)
    def _ask_for_present(self, event: Choices.Chosen) -> None:
        event.stop()
        self._change = "unlock" if event.row_id == "unlock" else "passphrase"
        is_unlocking = self._change == "unlock"
        lead = (
            get_text("app.lock.before_unlocking") if is_unlocking else get_text("commands.lock.before_change")
        )
        hint = get_text("app.lock.present_unlocks") if is_unlocking else get_text("app.lock.present_hint")
        self._ask("present", get_text("app.unlock.question"), hint, lead)

    def _ask_for_new(self) -> None:
        self._ask("new", get_text("app.lock.new"), get_text("app.lock.new_hint", count=MIN_LENGTH))

    def _ask(self, step: Step, question: str, hint: str, lead: str = "") -> None:
        """Ask the question of a step, below `lead`."""
        self._step = step
        self._choices.display, self._card.display = False, True
        if lead:
            self._show_lead(lead)
        self.set_class(step != "present", "-lead-read")
        self._card.ask(question, hint)
        self.set_key_meanings({"passphrase.enter": self._meaning_of_enter})
        self.refresh_bindings()

    @property
    def _meaning_of_enter(self) -> str:
        """What Enter does in the field."""
        if self._step == "again":
            return "lock" if self._change == "lock" else "change it"
        return "unlock for good" if self._change == "unlock" else "next"

    def _show_lead(self, text: str) -> None:
        """Show the lines of a text as paragraphs."""
        paragraphs = text.split("\n")
        for number, lead in enumerate(self._leads):
            lead.display = number < len(paragraphs)
            if lead.display:
                lead.text = Content(paragraphs[number])

    @on(PassphraseCard.Answered)
    def _take_answer(self, event: PassphraseCard.Answered) -> None:
        event.stop()
        if self._checked:
            return
        match self._step:
            case "present":
                self._checked = PassphraseGiven(event.passphrase)
                self._card.say(get_text("app.unlock.trying"), is_refusal=False)
                self.post_message(self._checked)
            case "new":
                self._take_new(event.passphrase)
            case "again":
                self._take_again(event.passphrase)

    def show_checked(self, given: PassphraseGiven, *, is_right: bool, problem: str) -> None:
        """Go on after the present passphrase, or say that it is wrong; or why nobody knows, in `problem`."""
        if given is not self._checked:  # somebody went back meanwhile
            return
        self._checked = None
        if not is_right:
            self._card.field.select_all()
            self._card.say(problem or get_text("errors.lock.wrong_passphrase"))
        elif self._change == "unlock":
            self._request()
        else:
            self._ask_for_new()

    def _take_new(self, passphrase: str) -> None:
        if len(composed(passphrase)) < MIN_LENGTH:
            self._card.say(get_text("commands.passphrase.too_short", count=MIN_LENGTH))
            return
        self._new_passphrase = passphrase
        is_locking = self._change == "lock"
        hint = get_text("app.lock.again_locks") if is_locking else get_text("app.lock.again_changes")
        self._ask("again", get_text("app.lock.again"), hint)

    def _take_again(self, passphrase: str) -> None:
        if passphrase == self._new_passphrase:
            self._request()
        else:
            self._ask_for_new()
            self._card.say(get_text("commands.passphrase.differs"))

    def _request(self) -> None:
        """Ask the app for the change; a box over this screen shows what becomes of it."""
        self.post_message(LockChangeRequested(self._change, self._new_passphrase))
        self.start()
        self._step = "changing"
        self._choices.display = False
        self.set_focus(None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter go on only from what the lock means, and nothing here while a box shows the change."""
        if action in ("next", "leave") and self._step == "changing":
            return False
        if action == "next":
            return self._step == "start" and not self.state.journal.is_locked
        if action == "scroll" and not self.is_mounted:
            return False
        return super().check_action(action, parameters)

    def action_next(self) -> None:
        """Ask for a passphrase."""
        self._ask_for_new()

    def leave_field(self) -> None:
        """Go back from a question to what can be done."""
        self.start()

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()


def _before_locking() -> str:
    return f"{get_text('commands.lock.before')}\n{get_text('app.lock.readable')}"
