"""A key that came together with an Escape: Esc and then that key, or Alt and that key.

A terminal sends the same bytes for both, and tmux and screen join an Esc with a key typed within half a
second of it. Only kitty's protocol tells the two apart.
"""

from textual.events import Key

# What the second key may do: show something. Whatever changes the journal takes a key of its own.
SHOWING_ACTIONS = frozenset(
    {
        "add", "all", "back", "close", "cover", "cursor_down", "cursor_up", "edit", "evening", "filter",
        "focus_next", "focus_previous", "go", "go_to", "help", "jar", "keep", "kept", "leave", "move",
        "my_acts", "open", "page", "palette", "places", "range", "scroll", "search", "settings", "swap",
        "thread", "whole", "yesterday",
    }
)  # fmt: skip


class EscapedKey(Key):
    """A key that came together with an Escape."""

    @property
    def alt_key(self) -> str:
        """The name of the key pressed with Alt."""
        return f"alt+shift+{self.key.lower()}" if self.key.isupper() else f"alt+{self.key}"


def only_shows(action: str) -> bool:
    """Return whether a binding's `action`, such as `app.go('today')`, changes nothing in the journal."""
    return action.partition("(")[0].rpartition(".")[2] in SHOWING_ACTIONS
