"""A question for a passphrase, its field, and one hint."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from kindtui.tui.widgets.passphrase_field import PassphraseField
from kindtui.tui.widgets.prose import Prose


class PassphraseCard(Vertical):
    """A question above the field, and below it what Enter does, or what was wrong."""

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Posted when something was typed and Enter pressed."""

        passphrase: str

    def __init__(self, question: str = "", hint: str = "") -> None:
        """Show a question and a hint, which `ask` can change."""
        super().__init__(classes="step")
        self.field = PassphraseField()
        self._question = Static(Content(question), classes="question")
        self._hint = Prose(hint, classes="hint")

    def compose(self) -> ComposeResult:
        """Yield the question, the field and the hint."""
        yield self._question
        yield self.field
        yield self._hint

    def ask(self, question: str, hint: str) -> None:
        """Ask for a passphrase, in an empty field."""
        self._question.update(Content(question))
        self.field.clear()
        self.say(hint, is_refusal=False)
        self.field.focus(scroll_visible=False)
        self.call_after_refresh(self.field.scroll_visible, animate=False)

    def say(self, sentence: str, *, is_refusal: bool = True) -> None:
        """Show a sentence below the field."""
        self._hint.text = Content(sentence)
        self._hint.set_class(is_refusal, "-refused")

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        if passphrase := self.field.passphrase:
            self.post_message(self.Answered(passphrase))

    @on(Input.Changed)
    def _keep_change(self, event: Input.Changed) -> None:
        event.stop()
