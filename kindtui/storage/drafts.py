"""Text that was typed and not saved, in a small file of its own beside the journal."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from kindtui.domain.dates import Clock
from kindtui.domain.state import Drafts
from kindtui.storage import files
from kindtui.storage.errors import NotSavedError

DraftChanges = Mapping[tuple[date, str], str]  # text by day and field; an empty one removes the draft


def load(path: Path) -> Drafts:
    """Return the drafts beside the journal at the real path `path`; none if they cannot be read."""
    try:
        data, _ = files.read(files.drafts_path(path))
        return msgspec.json.decode(data, type=dict[date, dict[str, str]]) if data else {}
    except (OSError, ValueError):
        return {}


def apply_changes(drafts: Drafts, changes: DraftChanges) -> Drafts:
    """Return the drafts after some fields changed."""
    days = {on: dict(fields) for on, fields in drafts.items()}
    for (on, field), text in changes.items():
        days.setdefault(on, {})[field] = text
    filled = {on: {field: text for field, text in fields.items() if text} for on, fields in days.items()}
    return {on: fields for on, fields in filled.items() if fields}


def keep(path: Path, changes: DraftChanges, clock: Clock) -> None:
    """Write changed drafts beside the journal at `path`; those that another window wrote stay.

    The file is locked, replaced and synchronised like the journal itself.

    Raises:
        NotSavedError: The drafts cannot be written; they are as they were.
    """
    from kindtui.storage.atomic import locked, write_atomically

    target = files.drafts_path(path)
    try:
        files.make_folder(path.parent)
        with locked(path, clock):
            before = load(path)
            after = apply_changes(before, changes)
            if after != before:
                write_atomically(target, msgspec.json.encode(after))
    except OSError as error:
        raise NotSavedError.from_os(target, error) from None
