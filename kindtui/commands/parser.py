"""What can be written on the command line."""

import argparse
from pathlib import Path
from typing import NoReturn

from kindtui import __version__
from kindtui.commands import out_and_in
from kindtui.commands.examples import examples


class UsageError(Exception):
    """Arguments or surroundings that cannot work; its text says what to do."""


class ArgumentParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments without repeating them: they may hold a person's words."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments; argparse's own message stands only where it names kindtui's words alone."""
        own = message.endswith("expected one argument") or message.startswith("the following arguments")
        what = message if own else "these arguments do not fit together; TEXT goes in quotes"
        message = f"{what}. `{self.prog} --help` shows what can be written."
        raise UsageError(message)

    def format_help(self) -> str:
        """The help, with examples at its end."""
        return super().format_help() + examples(self.prog)


def parser() -> ArgumentParser:
    """The options; `--data` and `--demo` are accepted before and after a command."""
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, metavar="FILE", default=argparse.SUPPRESS,
        help="the journal to use, instead of KINDTUI_DATA or your own",
    )  # fmt: skip
    common.add_argument(
        "--demo", action="store_true", default=argparse.SUPPRESS,
        help="show a made-up year, in memory; nothing is read or written",
    )  # fmt: skip
    whole = ArgumentParser(
        prog="kindtui",
        parents=[common],
        description="A two-minute daily kindness ritual. Without a command, the app opens.",
    )
    whole.add_argument("--version", action="version", version=f"kindtui {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")

    status = commands.add_parser(
        "status", parents=[common], help="one line for a prompt, tmux or cron; exits 1 if something is due",
        description="Say what is due. Exits 0 if nothing is, 1 if something is.",
    )  # fmt: skip
    form = status.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--short", action="store_true", help="the due word alone, or nothing")

    commands.add_parser(
        "checkin", parents=[common], help="the same ritual as plain lines, also for screen readers",
        description="Ask what is due in plain lines, each answered with one; nothing is drawn.",
    )  # fmt: skip
    out_and_in.add_show(commands, common)

    log = commands.add_parser(
        "log", parents=[common], help="write one line without opening the app",
        description="Write a finished entry: a kindness gave or received, a boundary kept, or a day of rest.",
    )  # fmt: skip
    log.add_argument("kind", choices=("gave", "received", "kept", "rest"))
    log.add_argument(
        "text", nargs="?", metavar="TEXT",
        help="the line; - reads it from standard input, and so keeps it out of your shell's history",
    )  # fmt: skip
    log.add_argument("--day", default="today", help="YYYY-MM-DD, today or yesterday (default: today)")

    merge = commands.add_parser(
        "merge", parents=[common], help="fold another copy of a journal in, losing nothing",
        description="Fold another copy of a journal into this one: both sides' words stay.",
    )  # fmt: skip
    merge.add_argument("file", type=Path, metavar="FILE", help="the other copy; it is only read")
    merge.add_argument("--base", type=Path, metavar="FILE", help="the version both copies came from")
    merge.add_argument("--into", type=Path, metavar="FILE", help="write that file alone, not the journal")
    merge.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    out_and_in.add_export(commands, common)
    out_and_in.add_import(commands, common)

    backup = commands.add_parser(
        "backup", parents=[common], help="list, make and check backups, or go back to one",
        description="Backups of the journal. One is made with the first save of a day.",
    )  # fmt: skip
    deeds = backup.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, what in (("list", "every copy there is"), ("create", "make one"), ("verify", "check them all")):
        deeds.add_parser(name, parents=[common], help=what, description=what.capitalize() + ".")
    restore = deeds.add_parser(
        "restore", parents=[common], help="go back to a backup; what is there is backed up first",
        description="Let the journal be what it was; what is there is backed up first.",
    )  # fmt: skip
    restore.add_argument("id", metavar="ID", help="its name in `kindtui backup list`, or the beginning of it")
    restore.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    purge = commands.add_parser(
        "purge", parents=[common], help="delete for good, backups and undo included",
        description="Delete for good, backups and undo included. It asks for a word first.",
    )  # fmt: skip
    which = purge.add_mutually_exclusive_group(required=True)
    which.add_argument("day", nargs="?", metavar="DAY", help="YYYY-MM-DD, today or yesterday")
    which.add_argument(
        "--all", action="store_true", help="every day, your own acts and checks, and the settings"
    )

    doctor = commands.add_parser(
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

    commands.add_parser("where", parents=[common], help="the paths of the data and of the files beside it")
    out_and_in.add_completion(commands)
    return whole
