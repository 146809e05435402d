"""What was typed and not yet saved, in a small file of its own beside the journal."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from kindtui.domain.dates import Clock
from kindtui.domain.state import Drafts
from kindtui.storage import files
from kindtui.storage.errors import NotSavedError

DraftChanges = Mapping[
    tuple[date, str], str
]  # the text of a field of a day; empty when it is no longer wanted


def load(path: Path) -> Drafts:
    """The drafts beside the journal at `path`; none if they cannot be read."""
    try:
        data, _ = files.read(files.drafts_path(path))
        return msgspec.json.decode(data, type=dict[date, dict[str, str]]) if data else {}
    except (OSError, ValueError):
        return {}


def apply_changes(drafts: Drafts, changes: DraftChanges) -> Drafts:
    """The drafts after some fields changed, without the empty ones."""
    days = {on: dict(fields) for on, fields in drafts.items()}
    for (on, field), text in changes.items():
        days.setdefault(on, {})[field] = text
    filled = {on: {field: text for field, text in fields.items() if text} for on, fields in days.items()}
    return {on: fields for on, fields in filled.items() if fields}


def keep(path: Path, changes: DraftChanges, clock: Clock) -> None:
    """Write these fields, and leave what another window wrote; the same steps as for the journal.

    Raises:
        NotSavedError: if it cannot be written.
    """
    from kindtui.storage.atomic import locked, sync_folder, write_temporary

    target = files.drafts_path(path)
    try:
        files.make_folder(path.parent)
        with locked(path, clock):
            before = load(path)
            after = apply_changes(before, changes)
            if after == before:
                return
            temporary = write_temporary(target, msgspec.json.encode(after))
            try:
                temporary.replace(target)
            except OSError:
                with suppress(OSError):
                    temporary.unlink()
                raise
            sync_folder(target.parent)
    except OSError as error:
        raise NotSavedError.from_os(target, error) from None
