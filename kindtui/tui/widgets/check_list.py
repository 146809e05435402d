"""The list of boundary checks; "not today" shows what can be said instead."""

from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.journal.day import CheckAnswer
from kindtui.domain.requests import CheckAnswered
from kindtui.domain.ritual.boundaries import GROUP_NAMES, Check
from kindtui.domain.state import State
from kindtui.domain.wording import check_advice
from kindtui.tui.messages import Requested
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE, REGULAR_QUIET_STYLE, plain_content

CHECKBOXES: dict[CheckAnswer, str] = {"unanswered": "[ ]", "holds": "[x]", "not_today": "[–]"}
TODAY_PREFIX = "today:"  # today's checks are listed twice: at the top, and in their group
ARCHIVED_PREFIX = "away:"  # an archived check of the user's own


class CheckList(Choices):
    """A list of checks, each with the box of its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "answer('holds')", "tick", id="checks.holds", key_display="Space"),
        Binding("n", "answer('not_today')", "not today", id="checks.not_today"),
        Binding("c", "copy", "copy the words", id="checks.copy"),
        Binding("c", "copy_nothing", "nothing to copy", id="checks.copy_nothing", show=False),
        Binding("enter", "answer('holds')", "tick", id="checks.holds_enter", show=False),
    ]

    class CopyRequested(Message):
        """Posted to copy the script of the highlighted check, which may have none."""

    _ids_without_script: Collection[str] = ()
    _state: State | None = None

    @property
    def check_id(self) -> str:
        """The id of the highlighted check; empty if there is none."""
        return self.highlighted_id.removeprefix(TODAY_PREFIX).removeprefix(ARCHIVED_PREFIX)

    @property
    def is_archived(self) -> bool:
        """Whether the highlighted check is archived."""
        return self.highlighted_id.startswith(ARCHIVED_PREFIX)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable answers to an archived check, and copying where there is no script."""
        if action in ("copy", "copy_nothing"):
            has_script = self.check_id not in self._ids_without_script
            return has_script is (action == "copy") and not self.is_archived
        return action != "answer" or not self.is_archived

    def show(self, state: State) -> None:
        """Show the checks of `state`."""
        self._state = state
        checks = (*state.catalog.checks, *state.custom_checks)
        self._ids_without_script = {check.id for check in checks if not check.script}
        self.show_rows(check_rows(state))

    def action_answer(self, answer: CheckAnswer) -> None:
        """Answer the highlighted check; the same answer again removes it."""
        if self._state and self.check_id in self._state.check_texts:
            is_removed = self._state.day.answer_to(self.check_id) == answer
            new_answer: CheckAnswer = "unanswered" if is_removed else answer
            self.post_message(Requested(CheckAnswered(self._state.today, self.check_id, new_answer)))

    def action_copy(self) -> None:
        """Ask for the script of the highlighted check to be copied."""
        self.post_message(self.CopyRequested())

    action_copy_nothing = action_copy

    @on(Choices.Chosen)
    def _answer_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        if not self.is_archived:
            self.action_answer("holds")


def check_rows(state: State) -> list[Row]:
    """Return today's checks, then every group under its name, the user's own and the archived ones."""
    rows = [Row("", Content("For today"))]
    rows += [_check_row(TODAY_PREFIX + check.id, check, state) for check in state.checks]
    for group, name in GROUP_NAMES.items():
        rows.append(Row("", Content(f"\n{name}")))
        rows += [_check_row(check.id, check, state) for check in state.catalog.checks if check.group == group]
    if state.custom_checks:
        rows.append(Row("", Content("\nMy own")))
        rows += [_check_row(check.id, check, state) for check in state.custom_checks]
    if archived_checks := state.custom_entries_of("own_checks", archived=True):
        rows.append(Row("", Content("\nPut away")))
        rows += [
            Row(ARCHIVED_PREFIX + check.uid, plain_content(check.text, QUIET_STYLE), Content("    "))
            for check in archived_checks
        ]
    return rows


def todays_check_rows(state: State) -> list[Row]:
    """Return today's checks alone, without the words to borrow."""
    return [
        Row(TODAY_PREFIX + check.id, plain_content(check.check), _quiet_box(state.day.answer_to(check.id)))
        for check in state.checks
    ]


def _quiet_box(answer: CheckAnswer) -> Content:
    return Content.styled(f"{CHECKBOXES[answer]} ", "$mark-kept" if answer == "holds" else QUIET_STYLE)


def _check_row(row_id: str, check: Check, state: State) -> Row:
    answer = state.day.answer_to(check.id)
    text = plain_content(check.check)
    if answer == "not_today":
        advice = Content("\n").join(plain_content(line, REGULAR_QUIET_STYLE) for line in check_advice(check))
        text = Content("\n").join([text, advice]) if advice else text
    return Row(row_id, text, _box(answer))


def _box(answer: CheckAnswer) -> Content:
    return Content.styled(f"{CHECKBOXES[answer]} ", "$accent")
