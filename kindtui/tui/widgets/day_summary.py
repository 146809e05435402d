"""The day under the cursor of the heatmap, in a line, or in full where there is room."""

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import full_date
from kindtui.domain.journal.contents import day_items
from kindtui.domain.journal.day import Act, Day, Mark
from kindtui.domain.text import first_line
from kindtui.tui.widgets.marks import DAY_SENTENCES, MARK_GLYPHS, MARK_NAMES, MARK_STYLES
from kindtui.tui.widgets.text_layout import QUIET_STYLE, hanging_indent, plain_content, truncated

SUMMARY_LABELS = {"acts": "gave", "received": "received", "kept": "kept"}
LABEL_WIDTH, MAX_LINE_WIDTH = 10, 88
NOTHING_WRITTEN = "nothing written"

DayText = tuple[str, str]  # what an entry is, and its text


class DaySummary(Widget):
    """The mark of a day in words, and what was given, received and kept; on a single line, its date too."""

    head: reactive[tuple[str, Mark]] = reactive(("", Mark.QUIET))
    entries: reactive[tuple[DayText, ...]] = reactive(())

    def show(self, on: date, mark: Mark, day: Day) -> None:
        """Show a day."""
        self.head = full_date(on), mark
        self.entries = tuple(_day_texts(day))

    def render(self) -> Content:
        """Return one line if there is one, else as many as there are, the last one cut if that is not all."""
        (date_text, mark), width, height = self.head, min(self.size.width, MAX_LINE_WIDTH), self.size.height
        glyph = (MARK_GLYPHS[mark], MARK_STYLES[mark])
        if height <= 1:
            head = Content.assemble((date_text, "bold"), "  ", glyph, f" {MARK_NAMES[mark]}")
            texts = (
                plain_content(f"  {label}: {first_line(text)}", QUIET_STYLE) for label, text in self.entries
            )
            return truncated(Content("").join([head, *texts]), self.size.width)
        head = Content.assemble(glyph, f"  {DAY_SENTENCES[mark]}")
        lines = [head, Content(""), *self._entry_lines(width)]
        if len(lines) > height:
            lines[height - 1 :] = [truncated(lines[height - 1].pad_right(width) + "…", width)]
        return Content("\n").join(lines)

    def _entry_lines(self, width: int) -> Iterable[Content]:
        """Yield each entry beside its label, wrapped; the label is not repeated."""
        previous = ""
        for label, text in self.entries:
            name = label if label != previous else ""
            prefix = Content.styled(name.ljust(LABEL_WIDTH), QUIET_STYLE)
            yield from hanging_indent(prefix, plain_content(text), width).split("\n")
            previous = label
        if not self.entries:
            yield Content.styled(NOTHING_WRITTEN, QUIET_STYLE)


def _day_texts(day: Day) -> Iterable[DayText]:
    for item in day_items(day):
        is_open_act = isinstance(item.source, Act) and item.source.state != "done"
        if item.kind in SUMMARY_LABELS and not is_open_act:
            yield SUMMARY_LABELS[item.kind], item.text
