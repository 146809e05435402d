"""The error of a command line that cannot work."""

from kindtui.domain.text import printable


class UsageError(Exception):
    """The arguments or the environment cannot work. The message says what to do."""

    def __init__(self, message: object) -> None:
        """Keep the message as one line that is safe to show, whatever an argument is."""
        super().__init__(printable(message))
