"""A part of a screen with a title; where there is room, the title stands in a quiet border."""

from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE, justified_line

CORNERS = 6  # the cells of the upper border that its label leaves free
MIN_GAP = 2


class Frame(Container):
    """A container whose border, if it has one, holds its title, and something beside it."""

    label: reactive[str] = reactive("")
    aside: reactive[Content] = reactive(Content(""))

    def on_resize(self, _: Resize) -> None:
        """Draw the title at the new width."""
        self._draw_label()

    def watch_label(self) -> None:
        """Draw the title."""
        self._draw_label()

    def watch_aside(self) -> None:
        """Draw what stands beside the title."""
        self._draw_label()

    def show_title(self, title: str, *asides: str) -> None:
        """Show a title: in the border, or without one on the line of the `SectionTitle` within.

        Args:
            title: The title.
            asides: What stands beside it, the longest form first.
        """
        self.label, self.aside = title, Content.styled("".join(asides[:1]), QUIET_STYLE)
        section = self.query_one(SectionTitle)
        section.titles = tuple(
            Content.assemble((title, "bold"), "  ", (aside, QUIET_STYLE)) for aside in asides or ("",)
        )

    def _draw_label(self) -> None:
        width, has_focus = self.outer_size.width, self.has_focus_within
        self.border_title = border_label(self.label, self.aside, width, has_focus=has_focus)

    def on_descendant_focus(self) -> None:
        """Draw the title like the border."""
        self._draw_label()

    def on_descendant_blur(self) -> None:
        """Draw the title like the border."""
        self._draw_label()


def border_label(title: str, aside: Content, width: int, *, has_focus: bool) -> Content:
    """Return the label of the upper border of a box `width` cells wide: its title, and `aside` if it fits."""
    title_style, line_style = ("$accent", "$accent") if has_focus else (QUIET_STYLE, "$line")
    label = Content.styled(title, f"bold {title_style}")
    line = width - CORNERS - label.cell_length - aside.cell_length - 2
    has_aside = bool(aside) and line > 0
    return Content.assemble(label, " ", ("─" * line, line_style), " ", aside) if has_aside else label


class SectionTitle(Widget):
    """A title on a line of its own, and at the right end the longest of some texts that fit."""

    titles: reactive[tuple[Content, ...]] = reactive(())  # the longest form first; one that fits is shown
    asides: reactive[tuple[str, ...]] = reactive(())

    def render(self) -> Content:
        """Return the line."""
        width = self.size.width
        fitting = (title for title in self.titles if title.cell_length <= width)
        title = next(fitting, self.titles[-1] if self.titles else Content(""))
        for aside in self.asides:
            if title.cell_length + len(aside) + MIN_GAP <= width:
                return justified_line(title, Content.styled(aside, QUIET_STYLE), width)
        return title
