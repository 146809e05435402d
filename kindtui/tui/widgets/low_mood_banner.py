"""The banner after several evenings of low mood: one key shows places to talk, any other goes on."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from kindtui.tui.widgets.banner import Banner


class LowMoodBanner(Banner):
    """A banner that stays until the next key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "exclamation_mark", "app.places", "places to talk", id="hard_evenings.places", key_display="!"
        ),
        Binding("enter,escape", "dismiss", "carry on", id="hard_evenings.leave", key_display="Enter"),
    ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the key goes on to the field: any printable character but the exclamation mark."""
        return key != "exclamation_mark" and super().check_consume_key(key, character)

    def on_click(self) -> None:
        """Dismiss the banner."""
        self.action_dismiss()
