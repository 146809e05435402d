"""The yardstick: the smallest app that Textual can show."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("READY bare app")


if __name__ == "__main__":
    Bare().run()
