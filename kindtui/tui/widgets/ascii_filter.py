"""Everything kindtui draws in plain ASCII, for terminals and fonts that have nothing else."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# What kindtui draws. The same signs in what a person wrote are shown alike, and kept as they were written.
_ASCII_SUBSTITUTES = str.maketrans(
    {
        **dict.fromkeys("─━▁▂▃▔", "-"),
        **dict.fromkeys("│┃▌▐▎▊▏▕", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("■●█▇▆▅▄", "#"),
        **dict.fromkeys("◆", "*"),
        **dict.fromkeys("≈", "~"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("·…", "."),
        **dict.fromkeys("˙", "'"),
        **dict.fromkeys("□○", "o"),
        **dict.fromkeys("–−", "-"),
        **dict.fromkeys("←", "<"),
        **dict.fromkeys("→›", ">"),
        **dict.fromkeys("↑", "^"),
        **dict.fromkeys("↓", "v"),
        **dict.fromkeys("≠", "!"),
    }
)


class AsciiFilter(LineFilter):
    """Puts a sign of ASCII in the place of each mark, line and bar."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Turn the text of the segments; their width stays."""
        del background
        return [
            Segment(text.translate(_ASCII_SUBSTITUTES), style, control) for text, style, control in segments
        ]


ASCII_FILTER = AsciiFilter()
