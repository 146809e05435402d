"""The boundary checks of the day as questions, each with words to say if it is not true today."""

from datetime import date

from kindtui.cli.checkin.custom_entries import ask_custom_checks
from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain.requests import CheckAnswered
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.wording import check_advice
from kindtui.texts import get_text


def ask_checks(ritual: RitualDialog, first_id: str = "") -> None:
    """Ask the checks of today, from the one with that id on.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If an answer could not be saved.
    """
    state = ritual.refresh()
    first = next((index for index, check in enumerate(state.checks) if check.id == first_id), 0)
    for number, check in enumerate(state.checks[first:], start=first + 1):
        text = get_text("checkin.check", number=number, total=len(state.checks), check=check.check)
        match _ask_check(ritual, state.today, check, text):
            case "custom":
                ask_custom_checks(ritual)
                ask_checks(ritual, check.id)  # there may be one more now, or one less
                return
            case "holds" | "not_today" | "unanswered" as answer:
                ritual.save(CheckAnswered(state.today, check.id, answer))
                if answer == "not_today":
                    ritual.dialog.write(*check_advice(check))


def _ask_check(ritual: RitualDialog, on: date, check: Check, text: str) -> str | None:
    """Return the answer to a check, "custom" for the user's own checks, or None for an empty line."""
    choices: dict[str, str] = {
        "holds": get_text("checkin.check.holds"),
        "not_today": get_text("checkin.check.not_today"),
    }
    hints = []
    answer = ritual.state.journal.day(on).answer_to(check.id)
    if answer != "unanswered":
        hints = [get_text("checkin.check.answered", answer=choices[answer])]
        choices["unanswered"] = get_text("checkin.check.clear")
    if answer == "not_today":
        hints += check_advice(check)
    hint = get_text("checkin.check.hint")
    return ritual.dialog.choose(text, choices, *hints, hint, letters={"c": "custom"})
