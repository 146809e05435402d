"""The glyphs, styles and names of marks and acts; shapes differ, so that no meaning depends on colour."""

from kindtui.domain.journal.day import ActState, Mark
from kindtui.texts import get_text

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
    Mark.KIND: get_text("widgets.day.kind"),
    Mark.KEPT: get_text("widgets.day.kept"),
    Mark.REST: get_text("widgets.day.rest"),
    Mark.QUIET: get_text("widgets.day.quiet"),
    Mark.PENDING: get_text("widgets.day.pending"),
    Mark.FUTURE: get_text("widgets.day.future"),
}
ACT_GLYPHS: dict[ActState, str] = {"planned": "○", "done": "●", "let_go": "–"}
ACT_STATE_NAMES: dict[ActState, str] = {"planned": "planned", "done": "done", "let_go": "let go"}
