"""`kindtui where`: print the paths of the journal and of the files beside it."""

import os
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.json_line import json_line
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import print_line, print_path
from kindtui.domain.text import printable
from kindtui.storage import files
from kindtui.storage.files import backups_folder, drafts_path, lock_path, previous_path
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add which path to print, and the form of the output."""
    parser.description = get_text("commands.where.description")
    parser.add_argument(
        "name", nargs="?", choices=("data",), metavar="data", help=get_text("commands.where.data")
    )
    parser.add_argument("--json", action="store_true", help=get_text("commands.json"))


def run(invocation: Invocation) -> int:
    """Print the paths, or one alone, also where they lead to nothing or to a folder that is closed.

    Raises:
        UnreadableError: There can be no journal there.
    """
    files.check_place(invocation.real_path, may_be_closed=True)
    paths, name = paths_of(invocation.path), invocation.options.name
    if invocation.options.json:
        texts = {label: str(path) for label, path in paths.items()}
        print_line(json_line(texts[name] if name else texts))
    elif name:
        print_path(paths[name])
    else:
        print_line("\n".join(f"{label:9} {printable(path)}" for label, path in paths.items()))
    return exit_codes.SUCCESS


def paths_of(path: Path) -> dict[str, Path]:
    """Return each absolute path by its label. `path` may be a symbolic link, and is not followed itself."""
    real = Path(os.path.realpath(path))
    return {
        "data": Path(os.path.abspath(path)),  # noqa: PTH100  `resolve` would follow links
        "previous": previous_path(real),
        "backups": backups_folder(real),
        "drafts": drafts_path(real),
        "lock": lock_path(real),
    }
