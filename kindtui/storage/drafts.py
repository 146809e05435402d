"""Text that was typed and not saved, in a small file of its own beside the journal."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.dates import Clock
from kindtui.domain.drafts import DraftChange, Drafts, apply_changes
from kindtui.storage import files
from kindtui.storage.errors import NotSavedError

StoredDrafts = dict[date, dict[str, str | tuple[str, ...]]]  # earlier versions kept one text in each field


class DraftCodec(Struct, frozen=True):
    """How the texts of drafts are read from their file and written to it."""

    opened: Callable[[Drafts], Drafts]
    sealed: Callable[[Drafts], Drafts]


PLAIN = DraftCodec(lambda drafts: drafts, lambda drafts: drafts)


def load(path: Path) -> Drafts:
    """Return the drafts beside the journal at the real path `path`; none if they cannot be read."""
    try:
        return decode(files.read(files.drafts_path(path))[0])
    except (OSError, ValueError):
        return {}


def are_damaged(path: Path) -> bool:
    """Return whether there is a file of drafts beside the journal at `path` that cannot be understood."""
    try:
        decode(files.read(files.drafts_path(path))[0])
    except OSError:
        return False
    except ValueError:
        return True
    return False


def are_unreadable(path: Path) -> bool:
    """Return whether there is a file of drafts beside the journal at `path` that may not be opened."""
    try:
        files.read(files.drafts_path(path))
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def keep(
    path: Path,
    changes: Iterable[DraftChange],
    clock: Clock,
    put_aside: Callable[[Path, bytes], object],
    find_codec: Callable[[], DraftCodec] = lambda: PLAIN,
) -> None:
    """Write changed drafts beside the journal at `path`; those that another window wrote stay.

    The file is locked, replaced and synchronised like the journal itself. What cannot be understood in it is
    given to `put_aside` first. How drafts are written is asked once the lock is held, as that can change.

    Raises:
        NotSavedError: The drafts cannot be read or written; they are as they were.
    """
    from kindtui.storage.atomic import write_atomically
    from kindtui.storage.lock import locked

    target = files.drafts_path(path)
    try:
        files.make_folder(path.parent)
        with locked(path, clock):
            codec = find_codec()
            data, _ = files.read(target)
            try:
                before = codec.opened(decode(data))
            except ValueError:
                put_aside(path, data)
                before = {}
            after = apply_changes(before, changes)
            if after != before:
                write_atomically(target, msgspec.json.encode(codec.sealed(after)))
    except OSError as error:
        raise NotSavedError.from_os(target, error) from None


def decode(data: bytes) -> Drafts:
    """Return the drafts in the bytes of their file.

    Raises:
        ValueError: They are no drafts.
    """
    try:
        stored = msgspec.json.decode(data, type=StoredDrafts) if data else {}
    except RecursionError as error:
        raise ValueError(str(error)) from None
    return {
        on: {field: (texts,) if isinstance(texts, str) else texts for field, texts in fields.items()}
        for on, fields in stored.items()
    }
