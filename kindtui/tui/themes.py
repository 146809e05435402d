"""The themes of kindtui, with one accent and three levels of text each: bold, normal and quiet.

A panel is a shade off the ground. Text has a contrast of at least 4.5:1 on both, lines and marks of at least
3:1; in the theme of high contrast, everything has at least 7:1.
"""

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="kindtui-dark",
    dark=True,
    primary="#d9a86c",
    accent="#e3b27a",
    foreground="#e4e0d8",
    background="#191a1d",
    surface="#191a1d",
    panel="#212327",
    success="#e3b27a",
    warning="#e3b27a",
    error="#e3b27a",
    variables={
        "line": "#78736a",
        "veil": "#191a1d 60%",
        "cursor-line": "#2c2b29",
        "cursor-style": "bold",
        "quiet-text": "#a39d92",
        "quiet": "#a39d92",
        "quiet-style": "none",
        "mark-kind": "#e3b27a",
        "bar-quiet": "#a58562",
        "mark-kept": "#8fb8a8",
        "mark-rest": "#8ea7cf",
        "mark-quiet": "#7d7970",
        "mark-pending": "#e4e0d8",
    },
)
LIGHT = Theme(
    name="kindtui-light",
    dark=False,
    primary="#8a5a17",
    accent="#8a5a17",
    foreground="#2b2a27",
    background="#faf7f1",
    surface="#faf7f1",
    panel="#efe9dd",
    success="#8a5a17",
    warning="#8a5a17",
    error="#8a5a17",
    variables={
        "line": "#857e6d",
        "veil": "#faf7f1 60%",
        "cursor-line": "#efe6d4",
        "cursor-style": "bold",
        "quiet-text": "#655f54",
        "quiet": "#655f54",
        "quiet-style": "none",
        "mark-kind": "#8a5a17",
        "bar-quiet": "#9b7438",
        "mark-kept": "#2f6b58",
        "mark-rest": "#3f5f93",
        "mark-quiet": "#807968",
        "mark-pending": "#2b2a27",
    },
)
# An hour after sunset: blue ground, one warm light.
DUSK = Theme(
    name="kindtui-dusk",
    dark=True,
    primary="#f0b99b",
    accent="#f0b99b",
    foreground="#dfe4ee",
    background="#1a2030",
    surface="#1a2030",
    panel="#21293b",
    success="#f0b99b",
    warning="#f0b99b",
    error="#f0b99b",
    variables={
        "line": "#737e98",
        "veil": "#1a2030 60%",
        "cursor-line": "#29334a",
        "cursor-style": "bold",
        "quiet-text": "#a2acc0",
        "quiet": "#a2acc0",
        "quiet-style": "none",
        "mark-kind": "#f0b99b",
        "bar-quiet": "#b3907f",
        "mark-kept": "#8fcbb4",
        "mark-rest": "#9db6ec",
        "mark-quiet": "#838da6",
        "mark-pending": "#dfe4ee",
    },
)
HIGH_CONTRAST = Theme(
    name="kindtui-high-contrast",
    dark=True,
    primary="#ffd166",
    accent="#ffd166",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#141414",
    success="#ffd166",
    warning="#ffd166",
    error="#ffd166",
    variables={
        "line": "#a8a8a8",
        "veil": "#000000",
        "cursor-line": "#262626",
        "cursor-style": "bold",
        "quiet-text": "#cfcfcf",
        "quiet": "#cfcfcf",
        "quiet-style": "none",
        "mark-kind": "#ffd166",
        "bar-quiet": "#ffd166",
        "mark-kept": "#7fe3bd",
        "mark-rest": "#aac8ff",
        "mark-quiet": "#b8b8b8",
        "mark-pending": "#ffffff",
    },
)
# The terminal's own background and foreground, and magenta, which is legible on dark and on light. Quiet text
# is dim: which colours of the palette are legible depends on the terminal.
TERMINAL = Theme(
    name="kindtui-terminal",
    dark=True,
    ansi=True,
    primary="ansi_magenta",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_magenta",
    warning="ansi_magenta",
    error="ansi_magenta",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "line": "ansi_default",
        "veil": "ansi_default",
        "cursor-line": "ansi_default",
        "cursor-style": "bold underline",
        "quiet-text": "ansi_default",
        "quiet": "ansi_default dim",
        "quiet-style": "dim",
        "mark-kind": "ansi_magenta",
        "bar-quiet": "ansi_magenta",
        "mark-kept": "ansi_default",
        "mark-rest": "ansi_default",
        "mark-quiet": "ansi_default",
        "mark-pending": "ansi_default",
    },
)
BY_NAME: Mapping[str, Theme] = {
    "dark": DARK,
    "light": LIGHT,
    "dusk": DUSK,
    "high_contrast": HIGH_CONTRAST,
    "terminal": TERMINAL,
}


def named(name: str) -> Theme:
    """Return the theme of that name; the dark one for a name that only another version knows."""
    return BY_NAME.get(name, DARK)
