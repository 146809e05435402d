"""The result of a command that looks after the files rather than a day."""

from typing import NamedTuple

from kindtui import exit_codes
from kindtui.cli.wiring import confirm, print_line


class Outcome(NamedTuple):
    """What a command prints, and its exit status."""

    text: str
    status: int = exit_codes.SUCCESS


def report(outcome: Outcome, *, is_change: bool = False) -> int:
    """Print an outcome and return its exit status.

    `is_change` says whether something was changed, so that it is done even where it cannot be printed.
    """
    (confirm if is_change else print_line)(outcome.text)
    return outcome.status
