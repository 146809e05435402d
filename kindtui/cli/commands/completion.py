"""`kindtui completion`: a script that completes commands in a shell."""

import argparse
from collections.abc import Iterator

import shtab

from kindtui import exit_codes
from kindtui.cli.command_list import members
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser, build_parser
from kindtui.cli.wiring import print_line
from kindtui.texts import get_text

SHELLS = ("bash", "zsh", "fish")
DAYS = ("today", "yesterday")
BACKUP_IDS = r"kindtui backup list 2>/dev/null | sed -n 's/^\([^ ]*\)  .*/\1/p'"  # a shell command


def add_arguments(parser: ArgumentParser) -> None:
    """Add the shell."""
    parser.description = get_text("commands.completion.description")
    parser.add_argument(
        "shell", choices=SHELLS, metavar="|".join(SHELLS), help=get_text("commands.completion.shell")
    )


def run(invocation: Invocation) -> int:
    """Print the script."""
    print_line(script(invocation.options.shell))
    return exit_codes.SUCCESS


def script(shell: str) -> str:
    """Return the script for a shell. It runs kindtui only to complete the name of a backup."""
    parser = build_parser(is_deep=True)
    for action in _actions(parser):
        _describe(action)
    return shtab.complete(parser, shell)


def _describe(action: argparse.Action) -> None:
    """Say how the value of an action is completed, as shtab reads it."""
    match action.metavar:
        case "FILE":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        case "ID":
            action.complete = shtab.cmd(BACKUP_IDS)  # type: ignore[attr-defined]
        case "DAY":
            action.choices = DAYS
        case "COMMAND" if action.choices is None:
            action.choices = members()


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the actions of the parser and of its commands."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                command.description = None  # a menu has room for the short help alone
                yield from _actions(command)
