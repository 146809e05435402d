"""The check-in over a locked journal: it only adds, and shows nothing of what was there before."""

from collections.abc import Callable

from kindtui.cli.checkin.day import choices_for, follow_choice
from kindtui.cli.checkin.steps import RitualDialog
from kindtui.cli.line_dialog import PLACES_ANSWER, UNDO_ANSWER, DialogEndedError, LineDialog
from kindtui.domain.dates import long_date
from kindtui.domain.places import places_lines
from kindtui.session import Session
from kindtui.storage.errors import ReadOnlyError
from kindtui.texts import get_text


class AddingCheckin:
    """One check-in without the key: asks what is due, and then offers what can be added to the day."""

    def __init__(self, session: Session, print_line: Callable[[str], None]) -> None:
        """Open the journal, and print with `print_line`.

        Raises:
            StorageError: If the journal cannot be read, or may not be written.
        """
        state = session.open()
        if session.store.read_only_reason:
            raise ReadOnlyError(session.store.read_only_reason)
        commands = {
            PLACES_ANSWER: self._places,
            UNDO_ANSWER: lambda: [get_text("errors.lock.undo")],
        }
        self._dialog = LineDialog(print_line, commands)
        self._ritual = RitualDialog(session, state, self._dialog, may_read=False)

    def _places(self) -> list[str]:
        return places_lines(self._ritual.state)

    def run(self) -> None:
        """Ask until nothing more is chosen, or the person leaves.

        Raises:
            StorageError: If something could not be saved.
        """
        try:
            self._start_day()
            while self._ask_for_more():
                pass
        except DialogEndedError:
            pass
        self._dialog.write("", get_text("checkin.end"))

    def _start_day(self) -> None:
        """Say that the journal is locked, and ask what is due."""
        state = self._ritual.refresh()
        self._dialog.write(
            get_text("checkin.start", date=long_date(state.today)),
            get_text("checkin.locked"),
            get_text("checkin.locked.instructions"),
        )
        self._ritual.go_through(self._ritual.form_of(state.today))

    def _ask_for_more(self) -> bool:
        """Offer what else can be added to the day; return whether to offer it again."""
        state = self._ritual.state
        choices = choices_for(state, state.today)
        choices.pop("acts", None)
        if state.day.is_rest_day:
            choices.pop("rest")
        choice = self._dialog.choose(get_text("checkin.more"), choices, get_text("checkin.more.hint"))
        if choice is None:
            return False
        if self._ritual.refresh().today != state.today:
            self._dialog.write("", get_text("checkin.new_day"))
            self._start_day()
        else:
            follow_choice(self._ritual, state.today, choice)
        return True
