"""The result of a command."""

from typing import NamedTuple

from kindtui import exit_codes


class Outcome(NamedTuple):
    """What a command prints, and its exit status."""

    text: str
    status: int = exit_codes.SUCCESS
