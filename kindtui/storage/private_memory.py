"""A folder in memory for the texts of a locked journal that another program has open.

What is written there reaches no disk, unless the system swaps.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kindtui.storage.files import FOLDER_MODE, PERMISSION_BITS

MEMORY_FILE_SYSTEMS = ("tmpfs", "ramfs")
MOUNTS = Path("/proc/self/mountinfo")
SHARED_MEMORY = Path("/dev/shm")
NAME_BYTES = 8


def memory_folder(environment: Mapping[str, str]) -> Path | None:
    """Return a folder that is in memory and open to nobody else; it is made if it is not there yet.

    Returns:
        A folder in `XDG_RUNTIME_DIR`, or in the shared memory; None if neither is in memory.
    """
    folders = _folders(environment)
    return next((each for each in folders if _is_in_memory(each.parent) and _make_private(each)), None)


def _folders(environment: Mapping[str, str]) -> list[Path]:
    runtime = Path(environment.get("XDG_RUNTIME_DIR", ""))
    in_runtime = [runtime / "kindtui"] if runtime.is_absolute() and _is_ours(runtime) else []
    return [*in_runtime, SHARED_MEMORY / f"kindtui-{os.geteuid()}"]


def place_in_memory(path: Path, environment: Mapping[str, str]) -> Path | None:
    """Return a path in memory that stands for that of the journal, whose real path is `path`.

    It is in a folder of its own, so that nothing there belongs to another journal of the same name.
    """
    folder = memory_folder(environment)
    if not folder:
        return None
    place = _place_in(folder, path)
    return place if _make_private(place.parent) else None


def places_in_memory(path: Path, environment: Mapping[str, str]) -> list[Path]:
    """Return each such path whose folder is there; nothing is made."""
    places = [_place_in(folder, path) for folder in filter(_is_in_use, _folders(environment))]
    return [place for place in places if _is_ours(place.parent)]


def remove_empty_folders(place: Path) -> None:
    """Remove the folder of such a path, and the one it is in, unless something is in them."""
    with suppress(OSError):
        place.parent.rmdir()
        place.parent.parent.rmdir()


def _is_in_use(folder: Path) -> bool:
    with suppress(OSError):
        return _is_ours(folder) and any(folder.iterdir())
    return False


def _place_in(folder: Path, path: Path) -> Path:
    from hashlib import blake2b  # it takes long to import

    return folder / blake2b(os.fsencode(path), digest_size=NAME_BYTES).hexdigest() / path.name


def _make_private(folder: Path) -> bool:
    """Make a folder for this account alone, and return whether it is one: others may have been first."""
    with suppress(OSError):
        folder.mkdir(FOLDER_MODE)
    return _is_ours(folder)


def _is_ours(folder: Path) -> bool:
    """Return whether a folder, which is no link, belongs to this account and is closed to all others."""
    with suppress(OSError):
        found = folder.lstat()
        is_closed = found.st_mode & PERMISSION_BITS == FOLDER_MODE
        return stat.S_ISDIR(found.st_mode) and is_closed and found.st_uid == os.geteuid()
    return False


def _is_in_memory(folder: Path) -> bool:
    """Return whether the system says that the files of a folder are in memory."""
    with suppress(OSError):
        device = folder.stat().st_dev
        wanted = f"{os.major(device)}:{os.minor(device)}"
        for line in MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            mount, _, file_system = line.partition(" - ")
            if wanted in mount.split()[2:3]:
                return file_system.split(" ", 1)[0] in MEMORY_FILE_SYSTEMS
    return False
