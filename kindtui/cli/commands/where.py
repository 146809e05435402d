"""`kindtui where`: print the paths of the journal and of the files beside it."""

import os
from pathlib import Path

from kindtui.domain.text import printable
from kindtui.storage.files import backups_folder, drafts_path, lock_path, previous_path


def format_paths(path: Path) -> str:
    """Return a line for each path, after its label. `path` may be a symbolic link."""
    real = Path(os.path.realpath(path))
    rows = {
        "data": path,
        "previous": previous_path(real),
        "backups": backups_folder(real),
        "drafts": drafts_path(real),
        "lock": lock_path(real),
    }
    return "\n".join(f"{name:9} {printable(file)}" for name, file in rows.items())
