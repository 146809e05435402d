"""The user's own editor: a text is written in a file that nobody else can read, and read back."""

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from kindtui.domain.text import printable
from kindtui.editor import find_editor
from kindtui.storage import edited_texts
from kindtui.storage.private_memory import place_in_memory, remove_empty_folders
from kindtui.texts import get_text


class EditorError(Exception):
    """The text could not be written in an editor. The message is a sentence, and nothing of the text."""


class NoEditorError(EditorError):
    """No editor is known. It has no message: what else can be done depends on the field."""


def edit(
    text: str,
    journal: Path | None,
    environment: Mapping[str, str],
    field: tuple[date, str] | None = None,
    *,
    is_private: bool = False,
) -> str:
    """Return what becomes of a text in the user's own editor; the terminal has to be free for it.

    The file lies beside the journal and is named after it, so that `doctor` and `purge` find it if it stays
    there; in the folder for temporary files if the journal has none yet. That of a locked journal lies in
    memory alone. It is removed, unless what was written cannot be read back.

    Args:
        text: The text.
        journal: The path of the journal; None if it is in memory.
        environment: The environment variables, which name the editor.
        field: The day and the name of the field, whose draft it becomes should kindtui be killed.
        is_private: Whether the journal is locked, so that the text may be on no disk.

    Raises:
        NoEditorError: No editor is known.
        EditorError: It failed.
    """
    editor = find_editor(environment)
    if editor is None:
        raise NoEditorError
    place = _private_place(journal, environment) if journal and is_private else journal
    file = _new_file(place, text, field)
    try:
        status = editor.run(file)
        written = _read(file)
    except OSError as error:
        edited_texts.remove(file)
        reason, variable = error.strerror or "", editor.variable
        raise EditorError(
            get_text("app.editor.cannot_start", editor=editor.name, reason=reason, variable=variable)
        ) from None
    with suppress(OSError):  # doctor names what stays
        edited_texts.clear(file)
    if is_private:
        remove_empty_folders(file)
    if status and written == text:
        raise EditorError(get_text("app.editor.ended", editor=editor.name))
    return written


def _private_place(journal: Path, environment: Mapping[str, str]) -> Path:
    """Return a path in memory to name the file of a text after.

    Raises:
        EditorError: There is no folder in memory.
    """
    place = place_in_memory(journal, environment)
    if place is None:
        raise EditorError(get_text("app.editor.not_in_memory"))
    return place


def _new_file(journal: Path | None, text: str, field: tuple[date, str] | None) -> Path:
    """Create a file for the text, readable by nobody else.

    Raises:
        EditorError: It cannot be written.
    """
    place = Path(tempfile.gettempdir(), "kindtui")
    if journal and journal.parent.is_dir():
        place = journal
    try:
        return edited_texts.create(place, text, field)
    except OSError as error:
        folder, reason = printable(place.parent), error.strerror or ""
        raise EditorError(get_text("app.editor.no_file", folder=folder, reason=reason)) from None


def _read(file: Path) -> str:
    """Return what was written.

    Raises:
        EditorError: It cannot be read back, and is still there.
    """
    try:
        return edited_texts.read(file)
    except UnicodeDecodeError:
        raise EditorError(get_text("app.editor.not_utf_8", path=printable(file))) from None
    except OSError as error:
        reason = error.strerror or ""
        raise EditorError(get_text("app.editor.cannot_read", path=printable(file), reason=reason)) from None
