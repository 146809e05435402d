"""Days away in plain lines: to plan, change or end them."""

from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.away import AwaySpan, away_draft_field
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.parse_date import parse_days_away
from kindtui.domain.requests import DaysAwayChosen, DaysAwayEnded
from kindtui.domain.wording import days_away
from kindtui.texts import get_text


def ask_days_away(ritual: RitualDialog) -> None:
    """Ask until when to rest; where days away are planned, offer to change or end one of them first.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    state = ritual.refresh()
    planned = state.journal.away_spans_from(state.today)
    if not planned:
        _ask_days(ritual)
        return
    choices: dict[AwaySpan | str, str] = {one: days_away(one.first, one.last, state.today) for one in planned}
    hint = get_text("checkin.custom.hint")
    match ritual.dialog.choose(get_text("checkin.away"), choices, hint, letters={"a": "add"}):
        case AwaySpan() as span:
            _ask_change(ritual, span, choices[span])
        case "add":
            _ask_days(ritual)


def _ask_change(ritual: RitualDialog, span: AwaySpan, words: str) -> None:
    changes = {"edit": get_text("checkin.entry.edit"), "end": get_text("checkin.away.end")}
    match ritual.dialog.choose(words, changes, get_text("checkin.hint.unchanged")):
        case "edit":
            _ask_days(ritual, span)
        case "end":
            ritual.save(DaysAwayEnded(ritual.state.today, span.uids[0]))


def _ask_days(ritual: RitualDialog, span: AwaySpan | None = None) -> None:
    """Ask until the answer is days to rest, or an empty line."""
    uid, begun = (span.uids[0], span.first) if span else ("", None)
    field = away_draft_field(uid)
    problem: list[str] = []
    while True:
        draft = ritual.state.custom_entry_draft(field)
        hints = get_text("ritual.away.hint"), get_text("checkin.hint.unchanged")
        text = ritual.ask_line(draft, *problem, get_text("ritual.away.question"), *hints)
        if not text:
            return
        try:
            first, last = parse_days_away(text, ritual.refresh().today, begun)
        except ValueError as error:
            problem = [str(error)]
            continue
        ritual.save(
            DaysAwayChosen(first, last, uid),
            used_up=[DraftChange(UNDATED, field, text, "")],
            stored=[DraftChange(UNDATED, field, draft, "")] if draft else [],
        )
        return
