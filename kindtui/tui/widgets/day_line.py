"""A day in words, for the cursor of the heatmap."""

from datetime import date

from textual.content import Content

from kindtui.domain.dates import in_words
from kindtui.domain.journal.day import Day, Mark
from kindtui.tui.widgets.marks import GLYPHS, MEANINGS
from kindtui.tui.widgets.plain import plain


def day_line(on: date, mark: Mark, day: Day) -> Content:
    """The date, its mark in words, and what was written."""
    head = Content.assemble((f"{in_words(on)} {on.year}", "bold"), f"  {GLYPHS[mark]} {MEANINGS[mark]}")
    words = [
        *(f"gave: {act.text}" for act in day.gave),
        *(f"received: {line.text}" for line in day.received),
        *(f"kept: {line.text}" for line in day.kept),
    ]
    return Content("\n").join([head, *(plain(text, "$quiet-text") for text in words)])
