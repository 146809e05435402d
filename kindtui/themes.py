"""The two themes made for kindtui: calm paper, calm night, one accent."""

from textual.theme import Theme

DARK = Theme(
    name="kindtui-dark",
    dark=True,
    primary="#d9a86c",
    accent="#e3b27a",
    foreground="#e4e0d8",
    background="#191a1d",
    surface="#191a1d",
    panel="#26282c",
    success="#e3b27a",
    warning="#e3b27a",
    error="#e3b27a",
    variables={
        "line": "#6f6a60",
        "cursor-line": "#2c2b29",
        "quiet-text": "#a39d92",
        "mark-kind": "#e3b27a",
        "mark-kept": "#8fb8a8",
        "mark-rest": "#8ea7cf",
        "mark-quiet": "#77736b",
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
        "line": "#8d8675",
        "cursor-line": "#efe6d4",
        "quiet-text": "#655f54",
        "mark-kind": "#8a5a17",
        "mark-kept": "#2f6b58",
        "mark-rest": "#3f5f93",
        "mark-quiet": "#8d8675",
        "mark-pending": "#2b2a27",
    },
)
BY_NAME = {"dark": DARK, "light": LIGHT}
