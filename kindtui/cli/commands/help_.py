"""`kindtui help`: the help of kindtui or of a command."""

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser, build_parser, check_command
from kindtui.cli.wiring import print_line
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name of a command."""
    parser.description = get_text("commands.help.description")
    parser.add_argument("name", nargs="*", metavar="COMMAND", help=get_text("commands.help.command"))


def run(invocation: Invocation) -> int:
    """Print what `--help` prints.

    Raises:
        UsageError: There is no such command.
    """
    name = " ".join(invocation.options.name)
    if name:
        check_command(name)
    print_line(build_parser(name).format_help().rstrip())
    return exit_codes.SUCCESS
