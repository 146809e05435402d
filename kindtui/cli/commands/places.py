"""`kindtui places`: places to talk to someone, whatever state the journal is in."""

import argparse
from collections.abc import Mapping

from kindtui import exit_codes
from kindtui.cli.clock import make_clock
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.wiring import data_path, make_session, print_line, warn
from kindtui.domain.places import places_lines
from kindtui.domain.wording import places_to_talk
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command, which has no arguments of its own."""
    parser.description = get_text("commands.places.description")


def show(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the places to talk, without the person's own people where the journal cannot be read."""
    problem = ""
    try:
        path, clock = data_path(options.data, environment), make_clock(environment, with_zone=False)
        lines = places_lines(make_session(clock, path, demo=options.demo).open())
    except Exception:  # noqa: BLE001  whatever is wrong, these lines are shown
        lines, problem = list(places_to_talk()), get_text("commands.places.without_people")
    print_line("\n".join(lines))
    if problem:
        warn(problem)
    return exit_codes.SUCCESS
