"""`kindtui export`: the journal as JSON, CSV or a diary, in a private file or to standard output."""

import argparse
import os
import sys
from pathlib import Path

from kindtui.cli.parser import UsageError
from kindtui.domain.state import State
from kindtui.exchange import csv_file, json_file, markdown_diary
from kindtui.storage import codec, files
from kindtui.storage.errors import NotSavedError

STANDARD_OUTPUT = "-"
NOT_ENCRYPTED = "this export is not encrypted; whoever can read it can read what you wrote."


def encode(file_format: str, state: State, tables: codec.Tables) -> bytes:
    """The bytes of an export."""
    match file_format:
        case "csv":
            return csv_file.write(state.journal)
        case "markdown":
            return markdown_diary.write(state.journal, state.check_texts, state.today)
    return json_file.write(state.journal, tables)


def write_export(content: bytes, options: argparse.Namespace, journal_path: Path) -> None:
    """Write the export where it is wanted; `journal` is the real path of the journal.

    Raises:
        UsageError: if it would take the place of another file.
        NotSavedError: if it cannot be written.
    """
    target = str(options.output or STANDARD_OUTPUT)
    if target == STANDARD_OUTPUT and sys.stdout is None:
        message = "standard output is closed, so nothing was exported. Name a file with -o."
        raise NotSavedError(message)
    try:
        if target == STANDARD_OUTPUT:
            _write_stream(sys.stdout.fileno(), content)
        else:
            _write_file(Path(target), content, journal_path, force=options.force)
    except BrokenPipeError:
        raise
    except OSError as error:
        name = Path("standard output" if target == STANDARD_OUTPUT else target)
        raise NotSavedError.from_os(name, error) from None


def _write_file(path: Path, content: bytes, journal_path: Path, *, force: bool) -> None:
    real_path = Path(os.path.realpath(path))
    if files.is_journal_file(journal_path, real_path):
        message = f"{path} belongs to the journal itself. Name another file."
        raise UsageError(message)
    if path.is_dir() or not real_path.parent.is_dir():
        problem = f"{path} is a folder" if path.is_dir() else f"there is no folder {path.parent}"
        message = f"{problem}. Name a file in one that is there."
        raise UsageError(message)
    if path.exists() and not path.is_file():  # a pipe or a device
        _write_stream(os.open(path, os.O_WRONLY), content)
    elif force:
        from kindtui.storage.atomic import write_atomically

        write_atomically(real_path, content)
    else:
        _create_file(path, content)


def _create_file(path: Path, content: bytes) -> None:
    """Write a file that was not there; of one that could not be finished nothing stays."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, files.FILE_MODE)
    except FileExistsError:
        message = f"{path} is there already. Name another file, or replace it with --force."
        raise UsageError(message) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write_stream(descriptor: int, content: bytes) -> None:
    with open(descriptor, "wb", buffering=0, closefd=descriptor > 2) as stream:
        view = memoryview(content)
        while view:
            view = view[stream.write(view) :]
