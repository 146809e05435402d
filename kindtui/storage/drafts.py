"""Text that was typed and not saved, in a small file of its own beside the journal."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from kindtui.domain.dates import Clock
from kindtui.domain.drafts import DraftChange, Drafts, apply_changes
from kindtui.storage import files
from kindtui.storage.errors import NotSavedError

StoredDrafts = dict[date, dict[str, str | tuple[str, ...]]]  # earlier versions kept one text in each field


def load(path: Path) -> Drafts:
    """Return the drafts beside the journal at the real path `path`; none if they cannot be read."""
    try:
        data, _ = files.read(files.drafts_path(path))
        stored = msgspec.json.decode(data, type=StoredDrafts) if data else {}
    except (OSError, ValueError):
        return {}
    return {
        on: {field: (texts,) if isinstance(texts, str) else texts for field, texts in fields.items()}
        for on, fields in stored.items()
    }


def keep(path: Path, changes: Iterable[DraftChange], clock: Clock) -> None:
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
