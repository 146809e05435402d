"""A filter that draws the glyphs of kindtui in plain ASCII, for terminals and fonts without them."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# The same characters in what a person wrote are shown so as well, but saved as they were written.
_ASCII_SUBSTITUTES = str.maketrans(
    {
        **dict.fromkeys("─━▔", "-"),
        **dict.fromkeys("▁▂", "_"),
        **dict.fromkeys("▃▄▅▒", "="),
        **dict.fromkeys("│┃▌▐▎▊▏▕", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("■●█▇▆", "#"),
        **dict.fromkeys("◆", "*"),
        **dict.fromkeys("≈", "~"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("·…", "."),
        **dict.fromkeys("˙", "'"),
        **dict.fromkeys("□○", "o"),
        **dict.fromkeys("–−", "-"),
        **dict.fromkeys("←", "<"),
        **dict.fromkeys("→›", ">"),
        **dict.fromkeys("↑▲", "^"),
        **dict.fromkeys("↓", "v"),
        **dict.fromkeys("≠", "!"),
    }
)


class AsciiFilter(LineFilter):
    """Replaces each mark, line and bar by an ASCII character."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with their characters replaced; their widths stay the same."""
        del background
        return [
            Segment(text.translate(_ASCII_SUBSTITUTES), style, control) for text, style, control in segments
        ]


ASCII_FILTER = AsciiFilter()
