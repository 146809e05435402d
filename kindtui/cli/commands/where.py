"""`kindtui where`: print the paths of the journal and of the files beside it."""

import os
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import print_line
from kindtui.domain.text import printable
from kindtui.storage.files import backups_folder, drafts_path, lock_path, previous_path
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.where.description")


def run(invocation: Invocation) -> int:
    """Print the paths."""
    print_line(format_paths(invocation.path))
    return exit_codes.SUCCESS


def format_paths(path: Path) -> str:
    """Return a line for each path, after its label. `path` may be a symbolic link."""
    real = Path(os.path.realpath(path))
    rows = {
        "data": path,
        "previous": previous_path(real),
        "backups": backups_folder(real),
        "drafts": drafts_path(real),
        "lock": lock_path(real),
    }
    return "\n".join(f"{name:9} {printable(file)}" for name, file in rows.items())
