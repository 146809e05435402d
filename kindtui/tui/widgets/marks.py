"""How the marks look: six shapes, so that colour is never the only carrier of a meaning."""

from kindtui.domain.journal.day import ActState, Mark

GLYPHS: dict[Mark, str] = {
    Mark.KIND: "■",
    Mark.KEPT: "◆",
    Mark.REST: "≈",
    Mark.QUIET: "·",
    Mark.PENDING: "□",
    Mark.FUTURE: "˙",
}
STYLES: dict[Mark, str] = {
    Mark.KIND: "$mark-kind",
    Mark.KEPT: "$mark-kept",
    Mark.REST: "$mark-rest",
    Mark.QUIET: "$mark-quiet",
    Mark.PENDING: "$mark-pending",
    Mark.FUTURE: "$mark-quiet",
}
MEANINGS: dict[Mark, str] = {
    Mark.KIND: "kind",
    Mark.KEPT: "boundary",
    Mark.REST: "rest",
    Mark.QUIET: "quiet",
    Mark.PENDING: "open",
    Mark.FUTURE: "future",
}
ACT_GLYPHS: dict[ActState, str] = {"planned": "○", "done": "●", "let_go": "–"}
ACT_WORDS: dict[ActState, str] = {"planned": "planned", "done": "done", "let_go": "let go"}
