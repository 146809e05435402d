"""The app that offers intact copies of the journal when the journal itself cannot be read.

It shows places to talk as well, with the plan that the newest copy holds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from kindtui.domain.dates import Clock, full_moment
from kindtui.domain.places import plan_lines
from kindtui.storage.copies import PREVIOUS, RestorePoint, format_day_count, restore_points
from kindtui.storage.restore import restore
from kindtui.texts import get_text
from kindtui.tui import themes
from kindtui.tui.early_app import EarlyApp
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.prose import Prose

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
    labels = [_restore_point_label(point, clock) for point in intact_copies]
    plan = plan_lines(intact_copies[0].copy.journal)
    app = RecoveryApp(problem, labels, plan, has_file=path.exists() and path.stat().st_size > 0)
    selected_index = app.run()
    if selected_index is not None:
        restore(path, intact_copies[selected_index].copy, clock)
    return app


def _restore_point_label(restore_point: RestorePoint, clock: Clock) -> str:
    """Return the row of a copy: when it was saved, how many days it holds, and why it was made."""
    moment = full_moment(restore_point.updated_at, clock.now().offset)
    kind = restore_point.id if restore_point.id == PREVIOUS else restore_point.id.split("-")[1]
    return f"{moment}, {format_day_count(restore_point.copy.journal)}, {RESTORE_POINT_LABELS[kind]}"


class RecoveryApp(EarlyApp[int]):
    """An app that asks which copy to restore, and returns its index in `choices`, or None."""

    way_back = get_text("app.recovery.back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+q", "leave", "leave", id="recovery.leave"),
        Binding("f7,exclamation_mark", "places", "places to talk", id="recovery.places"),
    ]

    def __init__(
        self, problem: str, choices: Sequence[str], plan: Sequence[str] = (), *, has_file: bool = True
    ) -> None:
        """Show the sentence `problem`, one row for each of `choices`, and among the places the `plan`.

        If it `has_file`, the damaged journal is there, and stays beside the copy that takes its place.
        """
        super().__init__()
        self.has_file = has_file
        self.problem = problem
        self.choices = choices
        self.plan = plan
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.DARK.name

    def compose(self) -> ComposeResult:
        """Yield the problem, the question, the copies, and the key for places to talk."""
        yield Static(Content(self.problem), id="recovery-problem")
        prompt = get_text("app.recovery.prompt") if self.has_file else get_text("app.recovery.prompt_no_file")
        yield Static(Content(prompt), id="recovery-question")
        rows = (Row(str(index), Content(choice)) for index, choice in enumerate(self.choices))
        copies = Choices(rows)
        copies.id = "recovery-copies"
        yield copies
        yield Prose(get_text("ritual.places.how", key="F7"), id="recovery-places")

    @on(Choices.Chosen)
    def _return_chosen(self, event: Choices.Chosen) -> None:
        """Return the index of the chosen copy."""
        event.stop()
        self.exit(int(event.row_id))
