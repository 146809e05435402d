"""The list of a person's own questions: those of the morning, those of the evening, and those put away."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import DayPart
from kindtui.domain.ritual.own_questions import MAX_QUESTIONS, QUESTION_KINDS, TARGETS, target_of
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE, REGULAR_QUIET_STYLE, plain_content

ADD_PREFIX = "add:"
SLOT_TITLES: Mapping[DayPart, str] = {"morning": "Morning", "evening": "\nEvening"}
ADD_TEXTS: Mapping[DayPart, str] = {
    "morning": get_text("widgets.questions.add_morning"),
    "evening": get_text("widgets.questions.add_evening"),
}


class QuestionList(Choices):
    """A row for each question, with its kind and uid as the id, and one to add to each part of the day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "edit or add", id="questions.choose", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the questions of `state`, and whether they are asked."""
        rows: list[Row] = []
        if state.journal.settings.own_questions not in ("beside", "instead"):
            rows.append(_quiet_row(get_text("widgets.questions.off")))
        away: list[Row] = []
        for slot, kind in QUESTION_KINDS.items():
            active = state.custom_entries_of(kind)
            rows += [Row("", Content(SLOT_TITLES[slot])), *_rows(kind, active[:MAX_QUESTIONS])]
            if more := active[MAX_QUESTIONS:]:
                rows += [_quiet_row(get_text("widgets.questions.more")), *_rows(kind, more)]
            if len(active) < MAX_QUESTIONS:
                rows.append(
                    Row(ADD_PREFIX + kind, Content.styled(ADD_TEXTS[slot], QUIET_STYLE), Content("  "))
                )
            away += _rows(kind, state.custom_entries_of(kind, archived=True), QUIET_STYLE)
        self.show_rows([*rows, Row("", Content("\nPut away")), *away] if away else rows)

    @property
    def is_add_row(self) -> bool:
        """Whether the highlighted row is one to add a question."""
        return self.highlighted_id.startswith(ADD_PREFIX)

    @property
    def kind(self) -> CustomEntryKind:
        """The kind of the highlighted question, or of the one to add."""
        names = self.highlighted_id.split(":")
        return next((kind for kind in QUESTION_KINDS.values() if kind in names), "morning_questions")

    @property
    def uid(self) -> str:
        """The uid of the highlighted question; empty on a row to add one."""
        return "" if self.is_add_row else self.highlighted_id.partition(":")[2]


def _rows(kind: CustomEntryKind, entries: Iterable[CustomEntry], style: str = "") -> list[Row]:
    return [
        Row(
            f"{kind}:{entry.uid}",
            plain_content(entry.text, style),
            Content("  "),
            Content.styled(TARGETS[kind][target_of(kind, entry.records)], REGULAR_QUIET_STYLE),
            keeps_aside=True,
        )
        for entry in entries
    ]


def _quiet_row(sentence: str) -> Row:
    return Row("", Content.styled(sentence, REGULAR_QUIET_STYLE))
