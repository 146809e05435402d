"""`kindtui where`: the paths of the data and of the files beside it."""

import os
from pathlib import Path

from kindtui.storage.files import backups_folder, drafts_path, lock_path, previous_path


def format_paths(path: Path) -> str:
    """One name and path a line."""
    real = Path(os.path.realpath(path))
    rows = {
        "data": path,
        "previous": previous_path(real),
        "backups": backups_folder(real),
        "drafts": drafts_path(real),
        "lock": lock_path(real),
    }
    return "\n".join(f"{name:9} {file}" for name, file in rows.items())
