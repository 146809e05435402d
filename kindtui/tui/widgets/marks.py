"""The glyphs, styles and names of marks and acts; shapes differ, so that no meaning depends on colour."""

from kindtui.domain.journal.day import ActState, Mark

MARK_GLYPHS: dict[Mark, str] = {
    Mark.KIND: "■",
    Mark.KEPT: "◆",
    Mark.REST: "≈",
    Mark.QUIET: "·",
    Mark.PENDING: "□",
    Mark.FUTURE: "˙",
}
MARK_STYLES: dict[Mark, str] = {
    Mark.KIND: "$mark-kind",
    Mark.KEPT: "$mark-kept",
    Mark.REST: "$mark-rest",
    Mark.QUIET: "$mark-quiet",
    Mark.PENDING: "$mark-pending",
    Mark.FUTURE: "$mark-quiet",
}
MARK_NAMES: dict[Mark, str] = {
    Mark.KIND: "kind",
    Mark.KEPT: "boundary",
    Mark.REST: "rest",
    Mark.QUIET: "quiet",
    Mark.PENDING: "open",
    Mark.FUTURE: "future",
}
DAY_SENTENCES: dict[Mark, str] = {
    Mark.KIND: "A kind day.",
    Mark.KEPT: "A boundary was kept. That is a kind day.",
    Mark.REST: "A day of rest.",
    Mark.QUIET: "A quiet day.",
    Mark.PENDING: "Today, so far.",
    Mark.FUTURE: "This day is still to come.",
}
ACT_GLYPHS: dict[ActState, str] = {"planned": "○", "done": "●", "let_go": "–"}
ACT_STATE_NAMES: dict[ActState, str] = {"planned": "planned", "done": "done", "let_go": "let go"}
