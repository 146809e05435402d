"""`kindtui where`: the paths of the data and of the files beside it."""

import os
from pathlib import Path

from kindtui.storage.files import backups_of, drafts_of, lock_of, previous_of


def table(path: Path) -> str:
    """One name and path a line."""
    real = Path(os.path.realpath(path))
    rows = {
        "data": path,
        "previous": previous_of(real),
        "backups": backups_of(real),
        "drafts": drafts_of(real),
        "lock": lock_of(real),
    }
    return "\n".join(f"{name:9} {file}" for name, file in rows.items())
