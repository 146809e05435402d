"""Parse the command line."""

import argparse
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from kindtui import __version__
from kindtui.cli.options import COMMANDS
from kindtui.domain.text import printable
from kindtui.texts import get_text


class UsageError(Exception):
    """The arguments or the environment cannot work. The message says what to do."""

    def __init__(self, message: object) -> None:
        """Keep the message as one line that is safe to show, whatever an argument is."""
        super().__init__(printable(message))


class ArgumentParser(argparse.ArgumentParser):
    """A parser whose errors never repeat an argument, which may be private, and whose help has examples."""

    def __init__(self, **options: Any) -> None:
        """Pass `options` to argparse. A fixed width saves asking the terminal for its own."""
        super().__init__(formatter_class=partial(argparse.HelpFormatter, width=80), **options)

    def error(self, message: str) -> NoReturn:
        """Report wrong arguments. argparse's message is used only where it cannot contain one of them.

        Raises:
            UsageError: Always.
        """
        is_safe = message.endswith("expected one argument") or message.startswith("the following arguments")
        if is_safe:
            raise UsageError(get_text("commands.argument", problem=message, command=self.prog))
        raise UsageError(get_text("commands.arguments", command=self.prog))

    def format_help(self) -> str:
        """Return the help text, which ends with examples."""
        from kindtui.cli.examples import examples

        self.formatter_class = argparse.HelpFormatter
        return super().format_help() + examples(self.prog)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments of the process.

    To save time, only the parser of the command that seems meant is built, and all of them if that fails.

    Raises:
        UsageError: The arguments are wrong.
        SystemExit: A help text or the version was printed.
    """
    defaults = {"data": None, "demo": False, "command": None}
    command = next((name for name in arguments if name in COMMANDS), None)
    if command and not any(argument in ("-h", "--help") for argument in arguments):
        with suppress(UsageError):
            return build_parser([command]).parse_args(arguments, argparse.Namespace(**defaults))
    return build_parser().parse_args(arguments, argparse.Namespace(**defaults))


def build_parser(names: Iterable[str] = COMMANDS) -> ArgumentParser:
    """Build the parser with these commands. `--data` and `--demo` are accepted before and after a command."""
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, metavar="FILE", default=argparse.SUPPRESS,
        help=get_text("commands.data"),
    )  # fmt: skip
    common.add_argument(
        "--demo", action="store_true", default=argparse.SUPPRESS, help=get_text("commands.demo")
    )
    root = ArgumentParser(
        prog="kindtui",
        parents=[common],
        description=get_text("commands.description"),
    )
    root.add_argument("--version", action="version", version=f"kindtui {__version__}")
    subparsers = root.add_subparsers(dest="command", metavar="COMMAND", prog="kindtui")
    for name in names:
        COMMANDS[name](subparsers, common)
    return root
