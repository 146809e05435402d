"""The keys that lead to each place of the app, and a journal that has content for all of them."""

from kindtui import content, demo
from kindtui.domain.journal.journal import Journal
from tests.support import CATALOG, TODAY

PLACES = {
    "today": ("f1",),
    "boundaries": ("f2",),
    "streak": ("f3",),
    "journal": ("f4",),
    "patterns": ("f5",),
    "why": ("f6", "down", "enter"),
    "search": ("f4", "slash", "a"),
    "a day": ("f4", "escape", "escape", "y"),
    "my acts": ("f1", "escape", "m"),
    "places": ("f2", "exclamation_mark"),
    "settings": ("f2", "comma"),
    "keys": ("f2", "comma", "up", "enter"),
    "days away": ("f1", "escape", "R"),
    "people": ("f5", "p"),
    "my questions": ("f2", "comma", "up", "up", "up", "up", "enter"),
    "names left out": ("f2", "comma", "up", "up", "enter", "x", "x"),
    "help": ("f2", "question_mark"),
    "palette": ("f2", "colon"),
    "jar": ("f4", "o"),
}


def demo_year() -> Journal:
    return demo.demo_journal(CATALOG, content.demo_texts(), TODAY)
