"""What a check-up finds beside the journal that is left from something: saves, editors, sync clients."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from kindtui.cli.checkup.commands import Commands, chmod, path_list
from kindtui.cli.checkup.finding import Finding
from kindtui.domain.text import command_line, printable
from kindtui.storage import copies, edited_texts, files, find, sync_copies
from kindtui.storage.copies import Condition
from kindtui.storage.errors import UnreadableError
from kindtui.storage.names import Kind
from kindtui.texts import get_counted_text, get_text


def examine_leftovers(
    path: Path, survey: find.Survey, commands: Commands, *, is_saving: bool, is_fixed: bool
) -> Iterator[Finding]:
    """Yield what is left beside the journal at the real path `path`.

    Args:
        path: The real path of the journal.
        survey: Every file around it.
        commands: The commands that mend something.
        is_saving: Whether a kindtui is saving now, whose temporary files are in use.
        is_fixed: Whether what can be mended has just been.
    """
    if files.has_second_name(path):
        yield Finding("links", "linked", get_text("commands.doctor.linked"), (path,))
    if temporaries := survey.of(Kind.TEMPORARY):
        yield _temporary_files(temporaries, commands, is_saving=is_saving)
    yield from _edited_texts(path, survey, commands)
    conflict_copies = sync_copies.sync_conflict_copies(path)
    yield from _conflict_copies(conflict_copies, path, commands, is_fixed=is_fixed)
    for file in sync_copies.similar_files(path):
        command = commands.merge(file)
        description = get_text("commands.doctor.similar", path=printable(file))
        advice = get_text("commands.doctor.remedy.similar", command=command)
        yield Finding("perhaps", "similar", description, (file,), remedy=command, advice=advice)
    if aside := [file for file in survey.other_copies if file not in conflict_copies]:
        yield Finding("aside", "aside", path_list(aside), tuple(aside))


def unlisted(folder: Path) -> Finding:
    """Return the finding that a folder cannot be listed."""
    description = get_text("commands.doctor.unlisted", path=printable(folder))
    return Finding("unseen", "unlisted", description, (folder,), False, chmod("u+rx", folder))


def _temporary_files(temporaries: list[Path], commands: Commands, *, is_saving: bool) -> Finding:
    description = get_counted_text("commands.doctor.temporary", len(temporaries))
    finding = Finding("unsaved", "temporary", description, tuple(temporaries))
    if is_saving:
        return finding
    advice = get_text("commands.doctor.remedy.temporary", command=commands.fix)
    return finding._replace(is_whole=False, remedy=commands.fix, advice=advice)


def _edited_texts(path: Path, survey: find.Survey, commands: Commands) -> Iterator[Finding]:
    """Yield each text that is or was open in the user's own editor, with what the editor put beside it."""
    left_over = survey.of(Kind.EDITED)
    for text in sorted({edited_texts.text_of(file, path) for file in left_over}):
        beside = [file for file in left_over if edited_texts.text_of(file, path) == text and file != text]
        beside = [file for file in beside if file != edited_texts.record_path(text)]
        record = edited_texts.read_record(text)
        if edited_texts.is_held(text):
            description = get_text("commands.doctor.edited.open", path=printable(text))
            yield Finding("editor", "open", description, (text, *beside))
        elif record and record.field == edited_texts.WHOLE_DAY and text in left_over:
            yield _left_day(text, record.on, beside, commands)
        else:
            yield from _left_texts(text, left_over, beside)


def _left_day(text: Path, on: date, beside: list[Path], commands: Commands) -> Finding:
    """Return the finding about the sheet of a day, which `kindtui edit` opens again."""
    command = commands.edit(on)
    description = get_text("errors.edited_day_left", day=on, command=command)
    finding = Finding("editor", "day", description, (text, *beside), remedy=command)
    if swap_files := _without_backups(beside):
        advice = get_text("commands.doctor.edited.recover", command=command, files=path_list(swap_files))
        return finding._replace(is_whole=False, advice=advice)
    if edited_texts.is_unchanged(text):
        description = get_text("commands.doctor.edited.unchanged", path=printable(text))
        return Finding("editor", "unchanged", description, (text, *beside))
    return finding._replace(is_whole=False)


def _left_texts(text: Path, left_over: list[Path], beside: list[Path]) -> Iterator[Finding]:
    """Yield the text of a field, or what is left of it, and what is beside it."""
    if text not in left_over:
        beside = [*beside, *(file for file in left_over if file == edited_texts.record_path(text))]
    elif edited_texts.is_recoverable(text):
        description = get_text("commands.doctor.edited.draft", path=printable(text))
        yield Finding("editor", "draft", description, (text,))
        beside = _without_backups(beside)
    else:
        beside = [text, *beside]
    for file in beside:
        description = get_text("commands.doctor.edited.left", path=printable(file))
        advice = get_text("commands.doctor.remedy.delete")
        yield Finding("editor", "left", description, (file,), is_whole=False, advice=advice)


def _without_backups(beside: list[Path]) -> list[Path]:
    """Return the files without an editor's backups, which hold only what was there before."""
    return [file for file in beside if not file.name.endswith("~")]


def _conflict_copies(
    found: list[Path], path: Path, commands: Commands, *, is_fixed: bool
) -> Iterator[Finding]:
    by_condition: dict[Condition, list[Path]] = {}
    for file in found:
        by_condition.setdefault(_condition(file), []).append(file)
    if is_fixed:  # what is still there needs a passphrase
        yield from (_locked_copy(file, path, commands) for file in by_condition.pop(Condition.INTACT, ()))
    for condition, copies_found in by_condition.items():
        yield _conflict_finding(condition, copies_found, commands)


def _locked_copy(file: Path, path: Path, commands: Commands) -> Finding:
    description = get_text("commands.doctor.copies", files=path_list([file]))
    if _has_other_key(file, path):
        command = command_line(file)
        advice = get_text("commands.doctor.remedy.other_key", command=command)
        return Finding("copies", "other_key", description, (file,), False, "", advice)
    command = commands.merge(file)
    advice = get_text("commands.doctor.remedy.locked_copy", command=command)
    return Finding("copies", "unmerged", description, (file,), False, command, advice)


def _has_other_key(file: Path, path: Path) -> bool:
    with suppress(UnreadableError):
        theirs, ours = copies.read(file).journal, copies.read(path).journal
        if theirs.keyring and ours.keyring and theirs.is_locked and ours.is_locked:
            return not ours.keyring.has_key_of(theirs.keyring)
    return False


def _condition(file: Path) -> Condition:
    return copies.condition(lambda: files.read(file)[0])


def _conflict_finding(condition: Condition, found: list[Path], commands: Commands) -> Finding:
    names, places = path_list(found), tuple(found)
    match condition:
        case Condition.INTACT:
            advice = get_text("commands.doctor.remedy.copies", command=commands.fix)
            description = get_text("commands.doctor.copies", files=names)
            return Finding("copies", "unmerged", description, places, False, commands.fix, advice)
        case Condition.NEWER:
            description = get_text("commands.doctor.copies_newer", files=names)
            return Finding(
                "copies",
                condition,
                description,
                places,
                False,
                advice=get_text("commands.doctor.remedy.update"),
            )
        case Condition.UNREADABLE:
            description = get_text("commands.doctor.copies_unreadable", files=names)
            return Finding("copies", condition, description, places, False, chmod("u+rw", *found))
        case Condition.DAMAGED:
            description = get_text("commands.doctor.copies_damaged", files=names)
            advice = get_text("commands.doctor.remedy.by_hand")
            return Finding("copies", condition, description, places, False, advice=advice)
