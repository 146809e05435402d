"""`kindtui export`: write the journal, or a part of it, to a private file or to standard output."""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.selection_options import READABLE_FORMATS, add_selection_arguments, parse_selection
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import warn
from kindtui.domain.journal.journal import Journal
from kindtui.domain.state import State
from kindtui.exchange.selection import EVERYTHING, Selection
from kindtui.storage import codec, files
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

FORMATS = ("json", "csv", "markdown", "html", "svg")
STANDARD_OUTPUT = "-"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the format, the file, and what to select."""
    parser.description = get_text("commands.export.description")
    parser.add_argument("--format", choices=FORMATS, default="json", help=get_text("commands.export.format"))
    parser.add_argument("-o", "--output", metavar="FILE", help=get_text("commands.export.output"))
    parser.add_argument("--force", action="store_true", help=get_text("commands.export.force"))
    add_selection_arguments(parser)
    parser.add_argument("--quiet", action="store_true", help=get_text("commands.export.quiet"))


def run(invocation: Invocation) -> int:
    """Export the journal.

    Raises:
        UsageError: The file cannot be the one to write to, or the options do not go together.
        NotSavedError: The export could not be written.
    """
    options = invocation.options
    session, state = invocation.session_with_words()
    store = session.store
    selection = parse_selection(options, state.today, "kindtui export")
    tables = store.tables if isinstance(store, FileStore) else {}
    content = encode(options.format, state, session.stored_journal, tables, selection)
    write_export(content, options, invocation.real_path)
    remarks = " ".join(_remarks(options.format, selection, state.today))
    if remarks and not options.quiet:
        warn(remarks)
    return exit_codes.SUCCESS


def _remarks(file_format: str, selection: Selection, today: date) -> Iterator[str]:
    """Yield what a person has to know of an export before they give it to somebody."""
    if file_format != "svg":  # a picture has no words in it
        yield get_text("commands.export.not_encrypted")
    elif selection.last and selection.last > today:
        yield get_text("commands.export.picture_ends_today")
    if selection.names:
        yield get_text("commands.export.names_it_knows")


def encode(
    file_format: str,
    state: State,
    stored_journal: Journal,
    tables: codec.Tables,
    selection: Selection = EVERYTHING,
) -> bytes:
    """Return the bytes of an export.

    Args:
        file_format: One of `FORMATS`.
        state: The state whose journal is exported.
        stored_journal: The same journal, without settings that are provided from outside.
        tables: The documents the journal was read from; empty for a demo.
        selection: What to export of it.
    """
    if file_format == "svg":
        from kindtui.exchange import year_svg

        return year_svg.write(state.marks, selection, state.today, state.journal.settings.week_start)
    selected = selection.select(state, to_be_read=file_format in READABLE_FORMATS)
    match file_format:
        case "csv":
            from kindtui.exchange import csv_file

            return csv_file.write(selected.journal)
        case "markdown":
            from kindtui.exchange import markdown_diary

            return markdown_diary.write(selected, selection, state.today)
        case "html":
            from kindtui.exchange import html_page

            return html_page.write(selected, selection, state.today)
    from kindtui.exchange import json_file

    if selected.journal is state.journal:
        return json_file.write(stored_journal, tables)
    return json_file.write(selected.journal, {})


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
