"""Restore the journal from an intact copy, after backing up what is there now."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from kindtui.domain.dates import Clock
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import STEP_FIELDS, with_purges_of
from kindtui.storage import backups, codec, files
from kindtui.storage.copies import Copy, decode, restore_points
from kindtui.storage.errors import NotSavedError, ReadOnlyError, UnreadableError, tampered_message
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage.copy_sealer import FileSealer


class Restored(NamedTuple):
    """Whether the disk confirmed a restore, and the file with what was there before; None if nothing was."""

    is_durable: bool
    saved_as: Path | None


def restore(path: Path, copy: Copy, clock: Clock) -> Restored:
    """Replace the journal at the real path `path` by a copy.

    What is there now is backed up first or, if it is damaged, put aside. What any intact copy knows to be
    purged stays purged; the lists of what can be undone and redone are emptied.

    Raises:
        ReadOnlyError: The journal may only be read.
        NotSavedError: The journal could not be written, or was changed meanwhile; nothing was replaced.
    """
    from kindtui.storage.atomic import remove_stale_temporaries
    from kindtui.storage.lock import locked

    if place := files.unwritable_place(path):
        raise ReadOnlyError(get_text("errors.read_only.permissions", path=place))
    try:
        files.make_folder(path.parent)
        with locked(path, clock):
            remove_stale_temporaries(path)
            return _replace(path, copy, clock)
    except OSError as error:
        raise NotSavedError.from_os(path, error) from None


def journal_to_restore(path: Path, copy: Copy) -> Journal:
    """Return the journal that restoring a copy brings back: without what was purged since.

    Raises:
        ReadOnlyError: The journal at the real path `path` was written by a newer kindtui.
        UnreadableError: It cannot be opened.
    """
    try:
        current_data, _ = files.read(path)
    except OSError as error:
        raise UnreadableError.from_os(path, error) from None
    return _without_purged(path, copy, _decode_current(path, current_data))


def _replace(path: Path, copy: Copy, clock: Clock) -> Restored:
    from kindtui.storage.atomic import keep_previous, sync_folder, write_temporary

    current_data, file_identity = files.read(path)
    current_copy = _decode_current(path, current_data)
    restored = _without_purged(path, copy, current_copy)
    # A plain copy that was put in the place of a locked journal is kept, but not in plain.
    sealer = _sealer_of_current(restored, current_copy)
    saved_as: Path | None = None
    if current_copy:
        kept = sealer.sealed(current_data) if sealer else current_data
        saved_as = backups.make(path, kept, "restore", clock.now().at).path
    elif current_data:
        saved_as = backups.save_damaged_copy(path, current_data)
    temporary = write_temporary(path, _encoded(copy, restored, current_copy))
    try:
        if files.identity(path) != file_identity:
            raise NotSavedError(get_text("errors.not_saved.not_restored", path=path))
        if current_copy and not sealer:  # a damaged file must not replace an intact `.prev`
            keep_previous(path)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return Restored(sync_folder(path.parent), saved_as)


def _decode_current(path: Path, data: bytes) -> Copy | None:
    """Return the journal that is there now; None if there is none or it is damaged.

    Raises:
        ReadOnlyError: It was written by a newer kindtui.
    """
    try:
        return decode(data)
    except ValueError:
        with suppress(ValueError):
            if codec.decode_meta(codec.parse(data)).schema > codec.LOCKED_SCHEMA:
                raise ReadOnlyError(get_text("errors.read_only.newer", path=path)) from None
    return None


def _without_purged(path: Path, copy: Copy, current: Copy | None) -> Journal:
    """Return the journal of a copy without what was purged from any other copy, or from the current one.

    It is locked if the journal is or, where that has no lock, if its last copy is. Plain words go into boxes.
    """
    others = [current.journal] if current else []
    others += [point.copy.journal for point in restore_points(path)]
    restored = with_purges_of(copy.journal, others)
    keyring = next((other.keyring for other in others if other.keyring), None)
    is_other_key = (
        restored.is_locked and keyring and restored.keyring and not keyring.has_key_of(restored.keyring)
    )
    if keyring is None or keyring.lifted or is_other_key:
        return restored
    from kindtui.storage.sealing.sealer import BoxSealer, CopySealer
    from kindtui.storage.sealing.sodium import SealError

    sealer = CopySealer(keyring) if restored.is_locked else BoxSealer(keyring)
    try:
        return sealer.sealed(structs.replace(restored, keyring=keyring))
    except SealError:
        raise UnreadableError(tampered_message(path)) from None


def _sealer_of_current(restored: Journal, current: Copy | None) -> "FileSealer | None":
    """Return what seals the current journal, if that is in plain and the restored one is locked."""
    if current is None or current.journal.is_locked or not (restored.is_locked and restored.keyring):
        return None
    from kindtui.storage.copy_sealer import FileSealer

    return FileSealer(restored.keyring)


def _encoded(copy: Copy, restored: Journal, current: Copy | None) -> bytes:
    """Return the restored journal as the save after the current one, with the other tables of its copy."""
    metas = [copy.meta] + ([current.meta] if current else [])
    restored = structs.replace(restored, **dict.fromkeys(STEP_FIELDS, ()))
    meta = codec.Meta(
        codec.schema_of(restored),
        max(meta.generation for meta in metas) + 1,
        max((meta.updated_at for meta in metas if meta.updated_at), default=None),
    )
    return codec.encode_updated(copy.tables, copy.journal, restored, meta)
