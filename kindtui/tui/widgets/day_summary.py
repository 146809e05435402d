"""The summary of the day under the cursor of the heatmap."""

from datetime import date

from textual.content import Content

from kindtui.domain.dates import long_date
from kindtui.domain.journal.contents import day_items
from kindtui.domain.journal.day import Act, Day, Mark
from kindtui.tui.widgets.marks import MARK_GLYPHS, MARK_NAMES
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

SUMMARY_LABELS = {"acts": "gave", "received": "received", "kept": "kept"}


def day_summary(on: date, mark: Mark, day: Day) -> Content:
    """Return the date, its mark in words, and what was given, received and kept."""
    head = Content.assemble(
        (f"{long_date(on)} {on.year}", "bold"), f"  {MARK_GLYPHS[mark]} {MARK_NAMES[mark]}"
    )
    entries = [
        f"{SUMMARY_LABELS[item.kind]}: {item.text}"
        for item in day_items(day)
        if item.kind in SUMMARY_LABELS and not (isinstance(item.source, Act) and item.source.state != "done")
    ]
    return Content("\n").join([head, *(plain_content(text, QUIET_STYLE) for text in entries)])
