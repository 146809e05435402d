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
ACT_GLYPHS: dict[ActState, str] = {"planned": "○", "done": "●", "let_go": "–"}
ACT_STATE_NAMES: dict[ActState, str] = {"planned": "planned", "done": "done", "let_go": "let go"}
