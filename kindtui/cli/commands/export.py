"""`kindtui export`: write the journal as JSON, CSV or a diary, to a private file or to standard output."""

import argparse
import os
import sys
from pathlib import Path

from kindtui.cli.parser import UsageError
from kindtui.cli.wiring import warn
from kindtui.domain.state import State
from kindtui.exchange import csv_file, json_file, markdown_diary
from kindtui.storage import codec, files
from kindtui.storage.errors import NotSavedError
from kindtui.texts import get_text

STANDARD_OUTPUT = "-"


def encode(file_format: str, state: State, tables: codec.Tables) -> bytes:
    """Return the bytes of an export.

    Args:
        file_format: "json", "csv" or "markdown".
        state: The state whose journal is exported.
        tables: The documents the journal was read from; empty for a demo.
    """
    match file_format:
        case "csv":
            return csv_file.write(state.journal)
        case "markdown":
            return markdown_diary.write(state.journal, state.check_texts, state.today)
    return json_file.write(state.journal, tables)


def write_export(content: bytes, options: argparse.Namespace, journal_path: Path) -> None:
    """Write an export to the file or stream that the options name.

    Args:
        content: The export.
        options: The options of the command.
        journal_path: The real path of the journal, which an export never replaces.

    Raises:
        UsageError: The name is empty, or the file exists, has no folder, or belongs to the journal.
        NotSavedError: The file could not be written.
        BrokenPipeError: The reader of standard output has gone.
    """
    target = STANDARD_OUTPUT if options.output is None else str(options.output)
    if not target:
        raise UsageError(get_text("commands.export.no_name"))
    if target == STANDARD_OUTPUT and sys.stdout is None:
        raise NotSavedError(get_text("errors.not_saved.output_closed"))
    try:
        if target == STANDARD_OUTPUT:
            _write_stream(sys.stdout.fileno(), content)
        else:
            _write_file(Path(target), content, journal_path, force=options.force)
    except BrokenPipeError:
        raise
    except OSError as error:
        if target == STANDARD_OUTPUT:
            raise NotSavedError(get_text("errors.not_saved.output", reason=error.strerror)) from None
        raise NotSavedError.from_os(Path(target), error) from None


def _write_file(path: Path, content: bytes, journal_path: Path, *, force: bool) -> None:
    try:
        real_path = Path(os.path.realpath(path))
    except FileNotFoundError:  # the path is relative
        raise UsageError(get_text("errors.not_saved.export_folder_gone")) from None
    if files.is_journal_file(journal_path, real_path):
        raise UsageError(get_text("commands.export.journal_file", path=path))
    if path.is_dir():
        raise UsageError(get_text("commands.export.folder", path=path))
    if not real_path.parent.is_dir():
        raise UsageError(get_text("commands.export.no_folder", folder=path.parent))
    if path.exists() and not path.is_file():  # a pipe or a device
        _write_stream(os.open(path, os.O_WRONLY), content)
    elif os.path.lexists(path) and not force:
        raise _exists_error(path)
    else:
        _write_whole(real_path, content, force=force)


def _write_whole(path: Path, content: bytes, *, force: bool) -> None:
    from kindtui.storage.atomic import create_atomically, remove_stale_temporaries, write_atomically

    remove_stale_temporaries(path)
    try:
        is_durable = (write_atomically if force else create_atomically)(path, content)
    except FileExistsError:
        raise _exists_error(path) from None
    if not is_durable:
        warn(get_text("commands.export.not_confirmed"))


def _exists_error(path: Path) -> UsageError:
    return UsageError(get_text("commands.export.exists", path=path))


def _write_stream(descriptor: int, content: bytes) -> None:
    with open(descriptor, "wb", buffering=0, closefd=descriptor > 2) as stream:
        view = memoryview(content)
        while view:
            view = view[stream.write(view) :]
