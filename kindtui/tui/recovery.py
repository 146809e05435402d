"""The app that offers intact copies of the journal when the journal itself cannot be read."""

import asyncio
import signal
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.driver import Driver
from textual.widgets import OptionList, Static

from kindtui import exit_codes
from kindtui.assets import STYLESHEET_PATH
from kindtui.domain.dates import Clock, long_date
from kindtui.storage.copies import PREVIOUS, RestorePoint, format_day_count, restore_points
from kindtui.storage.restore import restore
from kindtui.texts import get_text
from kindtui.tui import themes
from kindtui.tui.driver import KindDriver
from kindtui.tui.textual_compat import QuietCrashApp

RESTORE_POINT_LABELS = {
    PREVIOUS: get_text("app.recovery.copy.previous"),
    "daily": get_text("app.recovery.copy.daily"),
    "asked": get_text("app.recovery.copy.asked"),
    "merge": get_text("app.recovery.copy.merge"),
    "import": get_text("app.recovery.copy.import"),
    "migration": get_text("app.recovery.copy.migration"),
    "restore": get_text("app.recovery.copy.restore"),
    "bulk": get_text("app.recovery.copy.bulk"),
}


def recover(problem: str, path: Path, clock: Clock) -> "RecoveryApp | None":
    """Offer the intact copies of a damaged journal, and restore the one that is chosen.

    Args:
        problem: What is wrong with the journal, as a sentence.
        path: The real path of the journal; the copies are beside it.
        clock: Gives the local time of the copies, and the time of the backup made before restoring.

    Returns:
        The app after it has ended, which holds the return value and a crash; None if there is no intact copy.

    Raises:
        NotSavedError, ReadOnlyError: If the copy could not be restored; nothing has changed then.
    """
    intact_copies = restore_points(path)
    if not intact_copies:
        return None
    app = RecoveryApp(problem, [_restore_point_label(point, clock) for point in intact_copies])
    selected_index = app.run()
    if selected_index is not None:
        restore(path, intact_copies[selected_index].copy, clock)
    return app


def _restore_point_label(restore_point: RestorePoint, clock: Clock) -> str:
    """Return the row of a copy: when it was saved, how many days it holds, and why it was made."""
    local_time = restore_point.updated_at + timedelta(seconds=clock.now().offset)
    kind = restore_point.id if restore_point.id == PREVIOUS else restore_point.id.split("-")[1]
    day = f"{long_date(local_time.date())} {local_time.year}, {local_time:%H:%M}"
    return f"{day}, {format_day_count(restore_point.copy.journal)}, {RESTORE_POINT_LABELS[kind]}"


class RecoveryApp(QuietCrashApp[int]):
    """An app that asks which copy to restore, and returns its index in `choices`, or None."""

    CSS_PATH = STYLESHEET_PATH
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+q", "leave", "leave", id="recovery.leave"),
        Binding("j", "down", show=False, id="recovery.down"),
        Binding("k", "up", show=False, id="recovery.up"),
    ]

    def __init__(self, problem: str, choices: Sequence[str]) -> None:
        """Show the sentence `problem`, and one row for each of `choices`."""
        super().__init__()
        self.problem = problem
        self.choices = choices
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.DARK.name

    def on_load(self) -> None:
        """Let a signal end the app with the exit status of that signal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._exit_on_signal, number)

    def _exit_on_signal(self, signal_number: int) -> None:
        self.exit(None, return_code=exit_codes.SIGNAL_BASE + signal_number)

    def compose(self) -> ComposeResult:
        """Yield the problem, the question and the copies."""
        yield Static(Content(self.problem), id="recovery-problem")
        yield Static(Content(get_text("app.recovery.prompt")), id="recovery-question")
        yield OptionList(*map(Content, self.choices), id="recovery-copies")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the index of the selected copy."""
        event.stop()
        self.exit(event.option_index)

    def action_down(self) -> None:
        """Highlight the next copy."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Highlight the previous copy."""
        self.query_one(OptionList).action_cursor_up()

    def action_leave(self) -> None:
        """Return None, which leaves everything as it is."""
        self.exit(None)

    def get_driver_class(self) -> type[Driver]:
        """Return kindtui's driver, whatever the environment asks for."""
        return KindDriver
