"""The sentence that tells which key shows places to talk."""

from typing import Any

from textual.screen import Screen

from kindtui.texts import get_text
from kindtui.tui.widgets.key_hints import binding_keys_label

PLACES_BINDING_ID = "app.places_anywhere"  # it works in fields as well


def places_hint(screen: Screen[Any]) -> str:
    """Return which key shows places to talk, as it is bound now."""
    return get_text("ritual.places.how", key=binding_keys_label(screen, PLACES_BINDING_ID))
