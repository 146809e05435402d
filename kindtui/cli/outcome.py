"""The result of a command."""

from typing import NamedTuple

from kindtui import exit_codes

NOT_CONFIRMED = " This disk did not confirm it; a power cut might still undo it."


class Outcome(NamedTuple):
    """What a command prints, and its exit status."""

    text: str
    status: int = exit_codes.SUCCESS
