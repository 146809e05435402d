"""The smallest possible Textual app, which kindtui is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """An app that shows one word."""

    def compose(self) -> ComposeResult:
        """Yield the word."""
        yield Static("READY bare app")


if __name__ == "__main__":
    Bare().run()
