"""A day in words, for the cursor of the heatmap."""

from datetime import date

from textual.content import Content

from kindtui.domain.dates import long_date
from kindtui.domain.journal.day import Day, Mark
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES
from kindtui.tui.widgets.text_layout import plain_content


def day_summary(on: date, mark: Mark, day: Day) -> Content:
    """The date, its mark in words, and what was written."""
    head = Content.assemble(
        (f"{long_date(on)} {on.year}", "bold"), f"  {MARK_GLYPHS[mark]} {MARK_NAMES[mark]}"
    )
    entries = [
        *(f"gave: {act.text}" for act in day.gave),
        *(f"received: {line.text}" for line in day.received),
        *(f"kept: {line.text}" for line in day.kept),
    ]
    return Content("\n").join([head, *(plain_content(text, "$quiet-text") for text in entries)])
