"""The options of each command."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

Subparsers = Any  # argparse has no public name for what `add_subparsers` returns

FORMATS = ("json", "csv", "markdown")
SHELLS = ("bash", "zsh", "fish")


def add_status(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui status`."""
    status = subparsers.add_parser(
        "status", parents=[common], help="one line for a prompt, tmux or cron; exits 1 if something is due",
        description="Say what is due. Exits 0 if nothing is, 1 if something is.",
    )  # fmt: skip
    form = status.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--short", action="store_true", help="the due word alone, or nothing")


def add_checkin(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui checkin`."""
    subparsers.add_parser(
        "checkin", parents=[common], help="the same ritual as plain lines, also for screen readers",
        description="Ask what is due in plain lines, each answered with one; nothing is drawn.",
    )  # fmt: skip


def add_show(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui show`."""
    show = subparsers.add_parser(
        "show", parents=[common], help="one day in words",
        description="Show what is written for a day.",
    )  # fmt: skip
    show.add_argument(
        "day",
        nargs="?",
        default="today",
        metavar="DAY",
        help="YYYY-MM-DD, today or yesterday (default: today)",
    )
    show.add_argument("--json", action="store_true", help="one JSON object")


def add_log(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui log`."""
    log = subparsers.add_parser(
        "log", parents=[common], help="write one line without opening the app",
        description="Write a finished entry: a kindness gave or received, a boundary kept, or a day of rest.",
    )  # fmt: skip
    log.add_argument("kind", choices=("gave", "received", "kept", "rest"))
    log.add_argument(
        "text", nargs="?", metavar="TEXT",
        help="the line; - reads it from standard input, and so keeps it out of your shell's history",
    )  # fmt: skip
    log.add_argument("--day", default="today", help="YYYY-MM-DD, today or yesterday (default: today)")


def add_export(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui export`."""
    export = subparsers.add_parser(
        "export", parents=[common], help="the journal as JSON, CSV or a diary in Markdown",
        description="Write the journal out. JSON holds all of it but undo and redo, and can be imported again"
        " without loss; CSV has a row for each entry; Markdown is a diary to read or print.",
    )  # fmt: skip
    export.add_argument("--format", choices=FORMATS, default="json", help="the form (default: json)")
    export.add_argument(
        "-o", "--output", metavar="FILE",
        help="a new file, which you alone can read; - or none is standard output",
    )  # fmt: skip
    export.add_argument("--force", action="store_true", help="put it in the place of a file that is there")


def add_import(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui import`."""
    import_ = subparsers.add_parser(
        "import", parents=[common], help="fold in an export of kindtui or of jrnl; no word is overwritten",
        description="Fold in kindtui's own JSON or CSV, or `jrnl --export json`. No word is overwritten: of"
        " two versions the later counts, and the other text is kept beside it. A backup is made first.",
    )  # fmt: skip
    import_.add_argument("file", type=Path, metavar="FILE", help="the export; - reads standard input")
    import_.add_argument(
        "--dry-run", action="store_true", help="say day by day what would change, and write nothing"
    )


def add_merge(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui merge`."""
    merge = subparsers.add_parser(
        "merge", parents=[common], help="fold another copy of a journal in, losing nothing",
        description="Fold another copy of a journal into this one: both sides' words stay.",
    )  # fmt: skip
    merge.add_argument("file", type=Path, metavar="FILE", help="the other copy; it is only read")
    merge.add_argument("--base", type=Path, metavar="FILE", help="the version both copies came from")
    merge.add_argument("--into", type=Path, metavar="FILE", help="write that file alone, not the journal")
    merge.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")


def add_backup(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui backup`."""
    backup = subparsers.add_parser(
        "backup", parents=[common], help="list, make and check backups, or go back to one",
        description="Backups of the journal. One is made with the first save of a day.",
    )  # fmt: skip
    actions = backup.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, what in (("list", "every copy there is"), ("create", "make one"), ("verify", "check them all")):
        actions.add_parser(name, parents=[common], help=what, description=what.capitalize() + ".")
    restore = actions.add_parser(
        "restore", parents=[common], help="go back to a backup; what is there is backed up first",
        description="Let the journal be what it was; what is there is backed up first.",
    )  # fmt: skip
    restore.add_argument("id", metavar="ID", help="its name in `kindtui backup list`, or the beginning of it")
    restore.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")


def add_purge(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui purge`."""
    purge = subparsers.add_parser(
        "purge", parents=[common], help="delete for good, backups and undo included",
        description="Delete for good, backups and undo included. It asks for a word first.",
    )  # fmt: skip
    target = purge.add_mutually_exclusive_group(required=True)
    target.add_argument("day", nargs="?", metavar="DAY", help="YYYY-MM-DD, today or yesterday")
    target.add_argument(
        "--all", action="store_true", help="every day, your own acts and checks, and the settings"
    )


def add_doctor(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui doctor`."""
    doctor = subparsers.add_parser(
        "doctor", parents=[common], help="the state of the journal and of the files beside it",
        description="Say how the journal, its backups and its lock are; look where a word still stands.",
    )  # fmt: skip
    doctor.add_argument(
        "--fix", action="store_true",
        help="make files private, remove what killed saves left, fold in copies of sync clients",
    )  # fmt: skip
    doctor.add_argument(
        "--find", choices=("-",),
        help="read a word from standard input and name the files it stands in; it is not printed",
    )  # fmt: skip


def add_completion(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui completion`."""
    completion = subparsers.add_parser(
        "completion", parents=[common], help="a script that lets your shell complete kindtui's commands",
        description="Print the script that completes kindtui's commands in a shell.",
    )  # fmt: skip
    completion.add_argument("shell", choices=SHELLS, help="the shell it is for")


def add_where(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui where`."""
    subparsers.add_parser("where", parents=[common], help="the paths of the data and of the files beside it")


class AddCommand(Protocol):
    """Adds one command and its options."""

    def __call__(self, subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
        """Add it; `common` has what every command takes."""
        ...


COMMANDS: Mapping[str, AddCommand] = {
    "status": add_status,
    "checkin": add_checkin,
    "show": add_show,
    "log": add_log,
    "export": add_export,
    "import": add_import,
    "merge": add_merge,
    "backup": add_backup,
    "purge": add_purge,
    "doctor": add_doctor,
    "completion": add_completion,
    "where": add_where,
}
