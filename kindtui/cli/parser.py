"""What can be written on the command line."""

import argparse
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from kindtui import __version__
from kindtui.cli.options import COMMANDS


class UsageError(Exception):
    """Arguments or surroundings that cannot work; its text says what to do."""


class ArgumentParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments without repeating them: they may hold a person's words."""

    def __init__(self, **options: Any) -> None:
        """Take argparse's options; how wide the terminal is takes long to ask, and waits for a help text."""
        super().__init__(formatter_class=partial(argparse.HelpFormatter, width=80), **options)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments; argparse's own message stands only where it names kindtui's words alone."""
        is_safe = message.endswith("expected one argument") or message.startswith("the following arguments")
        problem = message if is_safe else "these arguments do not fit together; TEXT goes in quotes"
        message = f"{problem}. `{self.prog} --help` shows what can be written."
        raise UsageError(message)

    def format_help(self) -> str:
        """The help, with examples at its end."""
        from kindtui.cli.examples import examples

        self.formatter_class = argparse.HelpFormatter
        return super().format_help() + examples(self.prog)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments say.

    To save time the options of the one command that seems meant are made, and of all if that was not it.

    Raises:
        UsageError: if they do not fit.
    """
    defaults = {"data": None, "demo": False, "command": None}
    command = next((name for name in arguments if name in COMMANDS), None)
    if command and not any(argument in ("-h", "--help") for argument in arguments):
        with suppress(UsageError):
            return build_parser([command]).parse_args(arguments, argparse.Namespace(**defaults))
    return build_parser().parse_args(arguments, argparse.Namespace(**defaults))


def build_parser(names: Iterable[str] = COMMANDS) -> ArgumentParser:
    """The options of these commands; `--data` and `--demo` are accepted before and after a command."""
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, metavar="FILE", default=argparse.SUPPRESS,
        help="the journal to use, instead of KINDTUI_DATA or your own",
    )  # fmt: skip
    common.add_argument(
        "--demo", action="store_true", default=argparse.SUPPRESS,
        help="show a made-up year, in memory; your own journal is left alone",
    )  # fmt: skip
    root = ArgumentParser(
        prog="kindtui",
        parents=[common],
        description="A two-minute daily kindness ritual. Without a command, the app opens.",
    )
    root.add_argument("--version", action="version", version=f"kindtui {__version__}")
    subparsers = root.add_subparsers(dest="command", metavar="COMMAND", prog="kindtui")
    for name in names:
        COMMANDS[name](subparsers, common)
    return root
