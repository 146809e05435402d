"""Files beside a journal that are rewritten in place: a backup gets another name, by its checksum."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from kindtui.storage import backups


def replace_content(names: Sequence[Path], file: Path, before: bytes, after: bytes) -> None:
    """Replace the content of a file of the journal. The caller holds the lock of the journal.

    Args:
        names: The links that lead to the journal, and last its real path.
        file: The file.
        before: Its content.
        after: What it is to contain.

    Raises:
        OSError: It cannot be written.
    """
    from kindtui.storage.atomic import write_temporary

    backup = backups.parse_name(file)
    if backup and backup.checksum == backups.checksum(before):
        backups.make(names[-1], after, backup.kind, backup.created_at)
        file.unlink()
        return
    # The temporary file is named like one of a save, which removes it, if there is such a name.
    neighbour = next((name for name in reversed(names) if name.parent == file.parent), file)
    os.replace(write_temporary(neighbour, after), file)


def sync_folders(folders: Collection[Path]) -> bool:
    """Make what was renamed or removed in these folders durable; return whether the disk confirmed it."""
    from kindtui.storage.atomic import sync_folder

    synced = [sync_folder(folder) for folder in folders if folder.is_dir()]
    return all(synced)
