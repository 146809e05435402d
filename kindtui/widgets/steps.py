"""The open card's content at each step of the ritual."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.form import Form, Step
from kindtui.domain.state import State
from kindtui.widgets.act_list import ADD, Suggestions, act_rows, offer_rows
from kindtui.widgets.ask import Ask
from kindtui.widgets.choices import Choices, Row
from kindtui.widgets.marks import ACT_GLYPHS
from kindtui.widgets.plain import plain
from kindtui.widgets.scale import Scale


class ListStep(Vertical):
    """A question over a list, and one hint."""

    def __init__(self, question: str, choices: Choices, hint: str) -> None:
        """Show these."""
        super().__init__(classes="step")
        self._question, self._choices, self._hint = question, choices, hint

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        yield Static(Content(self._question), classes="question")
        yield self._choices
        yield Static(Content(self._hint), classes="hint")


class ClosedStep(Vertical):
    """A finished day: the closing sentence and what the day holds."""

    def __init__(self, state: State) -> None:
        """Close that day."""
        super().__init__(classes="step")
        self._state = state

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        day = self._state.day
        lines = [
            *(Content(f"{ACT_GLYPHS[act.state]}  ") + plain(act.text) for act in day.acts),
            *(Content("←  ") + plain(line.text) for line in day.received),
            *(Content("◆  ") + plain(line.text) for line in day.kept),
            *([Content("≈  a day of rest")] if day.rests else []),
        ]
        yield Static(Content.styled(self._state.closing, "bold $accent"), classes="question")
        yield Static(Content("\n").join(lines), classes="kept-words")
        yield Static(Content("a adds a kindness. e opens the evening. Or close the app: q."), classes="hint")


def step_widget(form: Form, state: State) -> Widget:
    """The widget for the step the form is at."""
    return STEPS[form.shown(state)](form, state)


def _who(form: Form, state: State) -> Widget:
    return Ask(
        state.words.questions["morning"],
        "A name, or anything. Enter goes on, also when it is empty.",
        text=form.drafts.get("who") or form.who,
        names=state.names,
    )


def _energy(_form: Form, _state: State) -> Widget:
    return Scale("How much energy do you have to work with?", "almost none", "some", "plenty")


def _offer(form: Form, state: State) -> Widget:
    offer = state.offer(form.who, form.energy, form.page)
    question = "Put which one in its place?" if form.swapped else "Which small act fits today?"
    choices = Suggestions(offer_rows(offer, state.day, form.who))
    return ListStep(question, choices, "1 to 3, or Enter, takes one. Any of them is enough.")


def _own(form: Form, _state: State) -> Widget:
    return Ask("Today I …", "In your own words. Enter keeps it.", text=form.drafts.get("own", ""))


def _when(form: Form, state: State) -> Widget:
    lead = plain(state.day.planned[-1].sentence, "$accent") if state.day.planned else None
    return Ask(
        "If it is … when?",
        "After lunch, on the bus, at six. Enter keeps it; empty is fine too.",
        text=form.drafts.get("when", ""),
        lead=lead,
    )


def _acts(_form: Form, state: State) -> Widget:
    day = state.day
    if not day.acts:
        choices = Choices([Row(ADD, Content("Choose a small act"))])
        return ListStep("Nothing is chosen yet.", choices, "Enter shows suggestions.")
    hint = "When it has happened, press d. l lets it go; no reason is asked."
    settled = (act for act in day.acts if act.state != "planned")
    return ListStep("One small act", Choices(act_rows((*day.planned, *settled))), hint)


def _evening(form: Form, state: State) -> Widget:
    return Ask(
        state.words.questions["evening"],
        "One line is plenty. Enter keeps it. Esc, then n, puts it aside.",
        text=form.drafts.get("evening", ""),
    )


def _second(form: Form, _state: State) -> Widget:
    return Ask(
        "And one thing I gave?", "Enter keeps it; empty closes the day.", text=form.drafts.get("second", "")
    )


def _closed(_form: Form, state: State) -> Widget:
    return ClosedStep(state)


STEPS: dict[Step, Callable[[Form, State], Widget]] = {
    "who": _who,
    "energy": _energy,
    "offer": _offer,
    "own": _own,
    "when": _when,
    "acts": _acts,
    "evening": _evening,
    "second": _second,
    "closed": _closed,
}
