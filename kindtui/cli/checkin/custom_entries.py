"""The user's own acts, checks and questions in plain lines: to choose, add, reword and put away."""

from collections.abc import Mapping

from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain.drafts import DraftChange
from kindtui.domain.flow import CustomActChosen
from kindtui.domain.journal.custom_entry import (
    UNDATED,
    CustomEntry,
    CustomEntryField,
    CustomEntryKind,
    draft_field,
)
from kindtui.domain.requests import CustomEntryArchived, CustomEntryWritten
from kindtui.domain.ritual.acts import Plan, custom_idea
from kindtui.domain.ritual.own_questions import (
    MAX_QUESTION_LENGTH,
    MAX_QUESTIONS,
    QUESTION_KINDS,
    TARGETS,
)
from kindtui.domain.text import one_line
from kindtui.texts import get_text

QUESTIONS: Mapping[CustomEntryKind, tuple[str, str]] = {
    "own_acts": (get_text("checkin.custom.act"), get_text("checkin.custom.act_hint")),
    "own_checks": (get_text("widgets.entry.own_checks"), get_text("checkin.custom.check_hint")),
    "morning_questions": (
        get_text("widgets.entry.morning_questions"),
        get_text("checkin.custom.morning_hint"),
    ),
    "evening_questions": (
        get_text("widgets.entry.evening_questions"),
        get_text("checkin.custom.evening_hint"),
    ),
}
SCRIPT_QUESTION = (get_text("widgets.entry.script"), get_text("checkin.custom.script_hint"))


def ask_custom_acts(ritual: RitualDialog) -> None:
    """Offer the user's own acts and those written lately: to do one today, or to change the list.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    state = ritual.refresh()
    choices: dict[CustomEntry | str, str] = {act: act.text for act in state.custom_entries_of("own_acts")}
    choices |= {text: text for text in state.recent_written_acts}
    chosen = ritual.dialog.choose(
        get_text("checkin.custom.acts"),
        choices,
        get_text("checkin.custom.hint_with_questions"),
        letters={"a": "add", "f": "questions"},
    )
    match chosen:
        case CustomEntry():
            _ask_change(ritual, "own_acts", chosen, {"do": get_text("checkin.custom.do")})
        case "add":
            _write(ritual, "own_acts")
        case "questions":
            ask_custom_questions(ritual)
        case str(text):
            _ask_about_recent_act(ritual, text)


def ask_custom_checks(ritual: RitualDialog) -> None:
    """Offer the user's own checks, to add, reword or put one away.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    choices: dict[CustomEntry | str, str] = {
        check: check.text for check in ritual.refresh().custom_entries_of("own_checks")
    }
    chosen = ritual.dialog.choose(
        get_text("checkin.custom.checks"), choices, get_text("checkin.custom.hint"), letters={"a": "add"}
    )
    if isinstance(chosen, CustomEntry):
        _ask_change(ritual, "own_checks", chosen, {})
    elif chosen:
        _write(ritual, "own_checks")


def ask_custom_questions(ritual: RitualDialog) -> None:
    """Offer the user's own questions for the morning and the evening, to add, change or put one away.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    state = ritual.refresh()
    choices: dict[tuple[CustomEntryKind, CustomEntry | None], str] = {
        (kind, question): f"{question.text} ({slot})"
        for slot, kind in QUESTION_KINDS.items()
        for question in state.custom_entries_of(kind)
    }
    is_asked = state.journal.settings.own_questions in ("beside", "instead")
    chosen = ritual.dialog.choose(
        get_text("checkin.custom.questions"),
        choices,
        *([] if is_asked else [get_text("widgets.questions.off")]),
        get_text("checkin.custom.questions_hint"),
        letters={slot[0]: (kind, None) for slot, kind in QUESTION_KINDS.items()},
    )
    match chosen:
        case (kind, CustomEntry() as question):
            _ask_change(ritual, kind, question, {})
        case (kind, None) if len(state.custom_entries_of(kind)) < MAX_QUESTIONS:
            _write(ritual, kind)
        case (_, None):
            ritual.dialog.write(get_text("checkin.custom.questions_full"))


def _ask_about_recent_act(ritual: RitualDialog, text: str) -> None:
    choices = {"do": get_text("checkin.custom.do"), "save": get_text("checkin.custom.save")}
    match ritual.dialog.choose(text, choices, get_text("checkin.entries.hint")):
        case "do":
            _plan(ritual, Plan(text))
        case "save":
            ritual.save(CustomEntryWritten("own_acts", "", text))


def _ask_change(
    ritual: RitualDialog, kind: CustomEntryKind, entry: CustomEntry, choices: Mapping[str, str]
) -> None:
    changes = {"edit": get_text("checkin.entry.edit"), "archive": get_text("checkin.custom.archive")}
    if kind in TARGETS:
        changes["records"] = get_text("checkin.custom.records")
    match ritual.dialog.choose(entry.text, {**choices, **changes}, get_text("checkin.entries.hint")):
        case "do":
            _plan(ritual, Plan(entry.text, idea=custom_idea(entry)))
        case "edit":
            _write(ritual, kind, entry)
        case "archive":
            ritual.save(CustomEntryArchived(kind, entry.uid, archived=True))
        case "records":
            _ask_target(ritual, kind, entry)


def _ask_target(ritual: RitualDialog, kind: CustomEntryKind, question: CustomEntry) -> None:
    """Ask what the answer to a question is saved as; an empty line changes nothing."""
    hint = get_text("checkin.hint.unchanged")
    if target := ritual.dialog.choose(get_text("widgets.entry.records"), TARGETS[kind], hint):
        ritual.save(CustomEntryWritten(kind, question.uid, question.text, records=target))


def _plan(ritual: RitualDialog, plan: Plan) -> None:
    form = ritual.form_of(ritual.refresh().today)
    ritual.go_through(ritual.reply(form, CustomActChosen(plan)))


def _write(ritual: RitualDialog, kind: CustomEntryKind, entry: CustomEntry | None = None) -> None:
    """Ask for the words of an entry, then for the script of a check, or what a new question records."""
    text = _ask_text(ritual, kind, "text", entry)
    text = one_line(text) or (entry.text if entry else "")
    written = next((one for one in ritual.state.custom_entries_of(kind) if one.text == text), None)
    if written and kind == "own_checks":
        _ask_text(ritual, kind, "script", written)
    elif written and kind in TARGETS and not entry:
        _ask_target(ritual, kind, written)


def _ask_text(
    ritual: RitualDialog,
    kind: CustomEntryKind,
    name: CustomEntryField,
    entry: CustomEntry | None,
) -> str:
    """Ask for a text of an entry, save it at once, and return it; an empty line changes nothing."""
    question, hint = QUESTIONS[kind] if name == "text" else SCRIPT_QUESTION
    uid, old_text, old_script = (entry.uid, entry.text, entry.script) if entry else ("", "", "")
    field = draft_field(kind, uid, name)
    draft, old = ritual.state.custom_entry_draft(field), old_text if name == "text" else old_script
    now = [get_text("checkin.edit.now", text=old)] if old and not draft else []
    text = ritual.ask_line(draft, question, *now, get_text("checkin.hint.unchanged") if old else hint)
    if kind in TARGETS and len(text) > MAX_QUESTION_LENGTH:
        ritual.state = ritual.session.save_drafts([DraftChange(UNDATED, field, draft, text)])
        ritual.dialog.write(get_text("checkin.custom.question_too_long"))
    elif text:
        records = "" if entry else next(iter(TARGETS.get(kind, ())), "")
        texts = (text, old_script) if name == "text" else (old_text, text)
        stored = [DraftChange(UNDATED, field, draft, "")] if draft else []
        ritual.save(
            CustomEntryWritten(kind, uid, *texts, records),
            used_up=[DraftChange(UNDATED, field, text, "")],
            stored=stored,
        )
    return text
