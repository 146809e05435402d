"""`kindtui edit`: a day in the person's own editor, as a sheet that is checked before it is saved."""

import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import chain
from pathlib import Path
from time import monotonic

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.text_input import read_line
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import (
    confirm,
    confirm_save,
    fail,
    forbid_core_dumps,
    is_on_terminal,
    warn,
)
from kindtui.domain.dates import date_seen_from, full_date
from kindtui.domain.day_sheet import SheetError, conflict_line, read_sheet, write_base, write_sheet
from kindtui.domain.journal.day_texts import ChangeCounts, DayTexts, count_changes, day_texts
from kindtui.domain.parse_date import parse_natural_date
from kindtui.domain.requests.day_texts import DayChangedError, DayTextsRewritten
from kindtui.domain.state import State
from kindtui.domain.text import command_line, printable
from kindtui.domain.text_encodings import DecodedText
from kindtui.editor import Editor, find_editor
from kindtui.session import Session
from kindtui.storage import edited_texts, files
from kindtui.storage.errors import NotSavedError, ReadOnlyError, StorageError, UnreadableError
from kindtui.storage.private_memory import place_in_memory, places_in_memory, remove_empty_folders
from kindtui.texts import get_text

NO_CHANGES = ChangeCounts(0, 0, 0)  # order is ignored: entries stay in the order of writing
AT_ONCE_SECONDS = 1.0  # nobody reads a sheet and leaves it so fast: the editor has a window of its own
LEAVE_ANSWERS = ("q", "n", "no")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the day."""
    parser.description = get_text("commands.edit.description")
    parser.add_argument("day", nargs="*", metavar="DAY", help=get_text("commands.day"))


def run(invocation: Invocation) -> int:
    """Open a day in the editor, and save what was changed.

    Raises:
        UsageError: No editor is known, it cannot be started, or the day cannot be written on.
        StorageError: The journal cannot be read, or may only be read; or there can be no file for the editor.
    """
    forbid_core_dumps()
    session, state = invocation.session_with_words(is_quiet=True)
    if session.store.read_only_reason:
        raise ReadOnlyError(session.store.read_only_reason)
    on = _parse_day(" ".join(invocation.options.day or ["today"]), state)
    editor = find_editor(invocation.environment)
    if editor is None:
        raise UsageError(get_text("edit.no_editor"))
    command, path = command_line(invocation.options.data, "edit", on), invocation.real_path
    known = [path, *places_in_memory(path, invocation.environment)]
    place = path
    if session.stored_journal.is_locked:
        found = place_in_memory(path, invocation.environment)
        if found is None:
            raise UsageError(get_text("edit.no_memory"))
        place = found
    try:
        return _DayEdit(session, (place, *known), on, editor, command).run()
    finally:
        for each in {place, *known} - {path}:
            remove_empty_folders(each)


def _parse_day(text: str, state: State) -> date:
    try:
        return parse_natural_date(text, state.today, state.days_ahead)
    except ValueError as error:
        raise UsageError(error) from None


class _ProblemError(Exception):
    """The sheet cannot be saved as it is. The message says why; nothing in the journal was changed."""


class _EditorFailedError(Exception):
    """The editor ended with an error. The message says so."""


class _SheetGoneError(Exception):
    """The editor removed the sheet, and left nothing beside it."""


class _DayEdit:
    """A day in the editor. Its sheet stays in its file until it is saved, or the person drops it."""

    def __init__(
        self, session: Session, places: Sequence[Path], on: date, editor: Editor, command: str
    ) -> None:
        """Edit a day.

        Args:
            session: The session over the journal.
            places: The paths beside which a sheet may lie. A new one lies beside the first.
            on: The day.
            editor: The editor.
            command: What opens the day again.
        """
        self._session, self._places, self._on, self._editor = session, places, on, editor
        self._command = command
        self._title = full_date(on)
        self._file = Path()
        self._base = self._opened = ""  # what the sheet is compared with, and what the editor opens

    def run(self) -> int:
        """Open the sheet until it can be saved or is left, and return the exit status.

        Raises:
            UsageError: The editor cannot be started.
            NotSavedError: There can be no file for the editor.
            KeyboardInterrupt: Ctrl+C was pressed. Its message says where the changes are.
        """
        if not self._open_left_sheet():
            texts = day_texts(self._session.state.journal.day(self._on))
            sheet = write_sheet(texts, self._title)
            self._create_file(sheet, sheet)
        try:
            return self._save_or_leave()
        except _SheetGoneError:
            self._drop()
            return fail(get_text("edit.removed"), exit_codes.NOT_SAVED)

    def _save_or_leave(self) -> int:
        try:
            return self._save()
        except _EditorFailedError as error:
            if self._is_untouched():
                self._drop()
                return fail(f"{error} {get_text('commands.nothing_changed')}", exit_codes.NOT_SAVED)
            return self._leave(str(error), exit_codes.NOT_SAVED)
        except StorageError as error:
            is_unreadable = isinstance(error, UnreadableError | ReadOnlyError)
            return self._leave(str(error), exit_codes.UNREADABLE if is_unreadable else exit_codes.NOT_SAVED)
        except KeyboardInterrupt:
            self._set_held(is_held=False)
            raise KeyboardInterrupt(get_text("edit.stopped", command=self._command)) from None

    # The file

    def _open_left_sheet(self) -> bool:
        """Go on with the sheet of an earlier run that was not saved, if there is one."""
        found = [edited_texts.left_sheets(place, self._on) for place in dict.fromkeys(self._places)]
        for file in chain.from_iterable(found):
            record = edited_texts.read_record(file)
            if record:
                self._file, self._base = self._moved_here(file, record), record.text
                self._set_held(is_held=True)
                self._opened = self._read() or ""
                warn(get_text("edit.goes_on", day=self._title))
                return True
        return False

    def _moved_here(self, file: Path, record: edited_texts.EditedField) -> Path:
        """Return the file of a left sheet, which is moved first if new ones lie elsewhere now.

        One stays where it is if it cannot be read, or an editor has left something beside it.
        """
        place = self._places[0]
        if file.parent == place.parent or edited_texts.has_companions(file):
            return file
        with suppress(OSError, UnicodeDecodeError):
            sheet = edited_texts.read(file)
            moved = edited_texts.create(place, sheet, (self._on, edited_texts.WHOLE_DAY), record.text)
            edited_texts.remove(file)
            return moved
        return file

    def _create_file(self, sheet: str, base: str) -> None:
        """Create a file for the sheet.

        Raises:
            NotSavedError: It cannot be written.
        """
        place = self._places[0]
        try:
            files.make_folder(place.parent)
            file = edited_texts.create(place, sheet, (self._on, edited_texts.WHOLE_DAY), base)
        except OSError as error:
            raise NotSavedError.from_os(place.parent, error) from None
        self._file, self._opened, self._base = file, sheet, base

    def _read(self) -> str | None:
        """Return what is in the file; None if it is not UTF-8.

        Raises:
            NotSavedError: It cannot be read.
            _SheetGoneError: It is not there any more.
        """
        try:
            return edited_texts.read(self._file)
        except UnicodeDecodeError:
            return None
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not edited_texts.has_companions(self._file):
                raise _SheetGoneError from None
            path, reason = printable(self._file), error.strerror or ""
            raise NotSavedError(get_text("edit.cannot_read", path=path, reason=reason)) from None

    def _version(self) -> files.Identity | None:
        """Return what tells whether the file was written; None if there is none."""
        with suppress(OSError):
            return files.identity(self._file)
        return None

    def _is_untouched(self) -> bool:
        """Return whether nothing that was written is in the file, or beside it."""
        return not edited_texts.has_companions(self._file) and self._read() == self._opened == self._base

    def _set_held(self, *, is_held: bool) -> None:
        with suppress(OSError):  # `is_held` also looks at whether this process still runs
            edited_texts.set_held(self._file, is_held=is_held)

    def _drop(self) -> None:
        edited_texts.remove(self._file)

    def _leave(self, problem: str, status: int) -> int:
        """Leave the sheet in its file, say why and how to go on with it, and return the exit status."""
        with suppress(OSError):
            # Without its record the day was purged: then nothing that was there comes back.
            edited_texts.keep_missing_parts(self._file, self._on, write_sheet(DayTexts(), self._title))
        self._set_held(is_held=False)
        return fail(f"{problem} {get_text('edit.left', command=self._command)}".lstrip(), status)

    # Saving

    def _save(self) -> int:
        """Open the editor until the sheet is saved or left, and return the exit status.

        Raises:
            _EditorFailedError: The editor ended with an error.
            UsageError: It cannot be started.
            StorageError: The journal could not be saved, or the sheet not be read.
        """
        while True:
            try:
                return self._save_once()
            except (SheetError, _ProblemError) as problem:
                if not is_on_terminal():
                    return self._leave(str(problem), exit_codes.NOT_SAVED)
                warn(str(problem))
                if not _wants_to_go_on():
                    return self._leave("", exit_codes.NOT_SAVED)
                self._opened = self._read() or ""

    def _save_once(self) -> int:
        started, version = monotonic(), self._version()
        self._run_editor()
        is_back_at_once = self._version() == version and monotonic() - started < AT_ONCE_SECONDS
        if is_back_at_once and not self._wait_for_editor():  # the sheet stays held meanwhile
            return self._leave("", exit_codes.NOT_SAVED)
        sheet = self._read()
        is_pending = self._opened != self._base
        if is_pending and self._version() == version:  # left with `:q!`, say
            return self._leave(get_text("edit.not_written"), exit_codes.NOT_SAVED)
        if sheet is None:
            raise _ProblemError(get_text("edit.problem.not_utf_8"))
        if not sheet.strip():
            return self._finish(get_text("edit.dropped") if is_pending else get_text("edit.blank"))
        before, after = read_sheet(sheet, self._base)
        if count_changes(before, after) == NO_CHANGES:
            return self._end_unchanged()
        try:
            outcome = self._session.submit(DayTextsRewritten(self._on, before, after))
        except DayChangedError as error:
            self._show_conflicts(error)
            line = conflict_line(self._opened)
            raise _ProblemError(get_text("edit.problem.conflict", number=line)) from None
        self._drop()
        confirm_save(self._session, outcome, self._confirmation(before, after))
        return exit_codes.SUCCESS

    def _wait_for_editor(self) -> bool:
        """Wait until the person is done in the window of an editor that came back at once.

        Returns:
            Whether they are; false if they ended the input instead.
        """
        return not is_on_terminal() or _ask(get_text("edit.at_once", editor=self._editor.name)) is not None

    def _end_unchanged(self) -> int:
        """Drop a sheet without changes, unless the editor may still write some."""
        if edited_texts.has_companions(self._file):
            return self._leave(get_text("edit.unfinished"), exit_codes.NOT_SAVED)
        return self._finish(get_text("commands.nothing_changed"))

    def _run_editor(self) -> None:
        """Run the editor.

        Raises:
            _EditorFailedError: It ended with an error.
            UsageError: It cannot be started.
        """
        try:
            with _terminal_restored():
                status = self._editor.run(self._file)
        except OSError as error:
            name, reason = self._editor.name, error.strerror or ""
            if self._is_untouched():
                self._drop()
            self._set_held(is_held=False)
            problem = get_text(
                "edit.cannot_start", editor=name, reason=reason, variable=self._editor.variable
            )
            raise UsageError(problem) from None
        if status:
            raise _EditorFailedError(get_text("edit.ended", editor=self._editor.name))

    def _finish(self, message: str) -> int:
        self._drop()
        confirm(message)
        return exit_codes.SUCCESS

    def _show_conflicts(self, error: DayChangedError) -> None:
        """Put both versions in a new sheet, and only then remove the old one.

        Raises:
            NotSavedError: It cannot be written; the old one is still there.
        """
        previous = self._file
        sheet = write_sheet(error.merged.texts, self._title, error.merged.conflicts)
        self._create_file(sheet, write_base(error.current, sheet))
        edited_texts.remove(previous)

    def _confirmation(self, before: DayTexts, after: DayTexts) -> str:
        counts = count_changes(before, after)
        parts = [get_text("commands.difference.new", count=counts.added)] if counts.added else []
        parts += [get_text("commands.difference.changed", count=counts.changed)] if counts.changed else []
        parts += [get_text("commands.difference.removed", count=counts.removed)] if counts.removed else []
        day = date_seen_from(self._session.state.today, self._on)
        return get_text("edit.saved", day=day, changes=", ".join(parts))


def _wants_to_go_on() -> bool:
    """Ask whether to open the sheet again."""
    answer = _ask(get_text("edit.open_again"))
    return answer is not None and answer.text.strip().casefold() not in LEAVE_ANSWERS


def _ask(question: str) -> DecodedText | None:
    """Ask on the terminal, and return the line that is typed; None if the input has ended."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return read_line()


@contextmanager
def _terminal_restored() -> Iterator[None]:
    """Put the terminal back into its mode, which an editor that is killed leaves otherwise."""
    if not (sys.stdin and sys.stdin.isatty()):
        yield
        return
    mode = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)
