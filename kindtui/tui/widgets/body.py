"""The part of a screen between its header and its keys."""

from textual.containers import VerticalScroll


class Body(VerticalScroll, can_focus=False):
    """The part of a screen that scrolls."""
