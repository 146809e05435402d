"""The open card's content at each step of the ritual."""

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain import wording
from kindtui.domain.form import Form, Place, Step
from kindtui.domain.journal.day import Act, Answer, Mark, mark_of
from kindtui.domain.journal.parts import Part, parts_of
from kindtui.domain.state import State
from kindtui.tui.widgets.act_list import ADD, GAVE, Acts, Suggestions, offer_rows
from kindtui.tui.widgets.ask import Ask
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.entries import Entries, entry_rows
from kindtui.tui.widgets.plain import plain
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.week_thread import WeekThread

WHO_HINT = "A name, or anything. Enter goes on, also when it is empty."
PAST_DAYS = {
    Mark.KIND: "A kind day.",
    Mark.KEPT: "A boundary was kept. That is a kind day.",
    Mark.REST: "A day of rest.",
    Mark.QUIET: "A quiet day.",
}


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
    """A finished or past day: the closing sentence, and everything written for it."""

    def __init__(self, state: State, on: date) -> None:
        """Close that day."""
        super().__init__(classes="step")
        self._state, self._on = state, on

    def compose(self) -> ComposeResult:
        """Lay out from top to bottom."""
        rows = entry_rows(self._state, self._state.journal.day(self._on))
        yield Static(Content.styled(self._lead(bool(rows)), "bold $accent"), classes="question")
        if self._on == self._state.today and self._state.shows_thread:
            yield WeekThread(self._state)
        if rows:
            yield Entries(rows)
        yield Static(Content(self._hint(bool(rows))), classes="hint")

    def _lead(self, written: bool) -> str:
        if self._on == self._state.today:
            return self._state.closing
        mark = mark_of(self._state.journal.day(self._on), self._on, self._state.today)
        return PAST_DAYS[mark] if written else "Nothing is written for this day."

    def _hint(self, written: bool) -> str:
        anew = "Enter writes a line anew, x removes it. " if written else ""
        leave = "Or close the app: q." if self._on == self._state.today else "Esc goes back."
        planned = "d says that it happened. " if self._state.journal.day(self._on).planned else ""
        return f"{planned}{anew}a adds a kindness. e opens the evening. {leave}"


def step_widget(form: Form, state: State) -> Widget:
    """The widget for the step the form is at."""
    return STEPS[form.shown(state)](form, state)


def _who(form: Form, state: State) -> Widget:
    asked = state.prompt("morning", form.on)
    note = asked.records == "note"
    return Ask(
        asked.text,
        "A line for yourself, or nothing. Enter goes on." if note else WHO_HINT,
        text=form.drafts.get("who") or form.who,
        names=None if note else state.completions,
    )


def _scale(form: Form, state: State) -> Widget:
    return Scale(*wording.SCALE_WORDS[form.shown(state)])


def _offer(form: Form, state: State) -> Widget:
    offer = state.offer(form.who, form.energy, form.page)
    question = wording.WHICH_INSTEAD if form.swapped else wording.WHICH_ACT
    rows = offer_rows(offer, state.journal.day(form.on), form.who, rest_first=state.is_hard_day)
    hint = "1 to 3, or Enter, takes one. Any of them is enough."
    if form.is_another(state):
        hint += " Esc goes back."
        rows += [] if form.swapped else [Row(GAVE, Content("Write down one that happened"), Content("   "))]
    return ListStep(question, Suggestions(rows), hint)


def _own(form: Form, _state: State) -> Widget:
    return Ask(
        wording.OWN_ACT, "In your own words. Enter takes it for today.", text=form.drafts.get("own", "")
    )


def _when(form: Form, state: State) -> Widget:
    return Ask(
        wording.WHEN,
        "After lunch, on the bus, at six. Enter keeps it; empty is fine too.",
        text=form.drafts.get("when", ""),
        lead=act_asked_about(form, state),
    )


def act_asked_about(form: Form, state: State) -> Content:
    """The act that is asked about; empty until it is saved."""
    acts = state.journal.day(form.on).planned
    return plain(acts[-1].sentence, "$accent") if acts else Content("")


def _acts(form: Form, state: State) -> Widget:
    day = state.journal.day(form.on)
    if not day.acts:
        choices = Choices([Row(ADD, Content("Choose a small act"))])
        return ListStep("Nothing is chosen yet.", choices, "Enter shows suggestions.")
    hint = "When it has happened, press d. l lets it go; no reason is asked."
    settled = (act for act in day.acts if act.state != "planned")
    return ListStep("One small act", Acts((*day.planned, *settled)), hint)


def _evening(form: Form, state: State) -> Widget:
    asked, leave = state.prompt("evening", form.on).text, "Esc, then n, puts it aside."
    if form.on < state.today:
        asked, leave = asked.replace("today", "that day"), "Esc, then Esc, goes back."
    hint = f"One line is plenty. Enter keeps it. {leave}"
    return Ask(asked, hint, text=form.drafts.get("evening", ""))


def _second(form: Form, _state: State) -> Widget:
    return Ask(
        wording.ONE_THING_GAVE,
        "Enter keeps it; empty closes the day.",
        text=form.drafts.get("second", ""),
    )


def _kept(form: Form, _state: State) -> Widget:
    return Ask(
        wording.WHICH_BOUNDARY,
        "For example: I said no to a second shift. Enter keeps it.",
        text=form.drafts.get("kept", ""),
    )


def _edit(form: Form, state: State) -> Widget:
    place = form.editing
    assert place is not None
    part = parts_of(state.journal.day(form.on)).get((place.part, place.uid))
    now = text_at(part, place)
    asked = form.drafts.get(place.draft) or now
    more = (
        "Enter keeps it and goes on." if place.next else "Enter keeps it. Esc, then Esc, leaves it as it was."
    )
    names = state.completions if "who" in (place.part, place.text) else None
    return Ask(_asked(place, part), more, text=asked, names=names)


def text_at(part: Part | None, place: Place) -> str:
    """The text that stands at that place now."""
    if isinstance(part, Answer):
        return str(part.value or "")
    return getattr(part, place.text, "")


def _asked(place: Place, part: Part | None) -> str:
    match place.part, place.text:
        case ("who", _) | (_, "who"):
            return "Who was it for?"
        case (_, "when"):
            return wording.WHEN
        case ("acts", _):
            return "What did I do?" if isinstance(part, Act) and part.state == "done" else wording.OWN_ACT
        case ("kept", _):
            return wording.WHICH_BOUNDARY
        case ("notes", _):
            return "What was the note?"
    return "What was it, in other words?"


def _closed(form: Form, state: State) -> Widget:
    return ClosedStep(state, form.on)


STEPS: dict[Step, Callable[[Form, State], Widget]] = {
    "who": _who,
    "energy": _scale,
    "mood_morning": _scale,
    "mood_evening": _scale,
    "connection": _scale,
    "offer": _offer,
    "own": _own,
    "when": _when,
    "acts": _acts,
    "evening": _evening,
    "second": _second,
    "kept": _kept,
    "edit": _edit,
    "closed": _closed,
}
