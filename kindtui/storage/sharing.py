"""Which other accounts of the machine can use the folders around a journal, and a git repository beside it.

Only the modes of folders are looked at. A folder that lets nobody through closes those in it as well, and a
group that the owner of a folder is alone in counts as nobody.
"""

import stat
from contextlib import suppress
from pathlib import Path

from kindtui.storage import files

REPOSITORY_FOLDER = ".git"


def open_folders(path: Path) -> list[Path]:
    """Return the folders in which another account can replace the journal at `path`, or what leads to it.

    Those are the folder of the journal, that of each link to it, and those above. In a sticky folder, such as
    `/tmp`, nobody can replace what belongs to another.

    Raises:
        OSError: A folder cannot be examined.
    """
    folders = dict.fromkeys(folder for name in files.names_of(path) for folder in name.parents)
    return [folder for folder in folders if _others_can_replace(folder)]


def open_repository(folder: Path) -> Path | None:
    """Return the git repository in a folder if another account can read what was committed to it.

    Raises:
        OSError: The folder, one above it, or the repository cannot be examined.
    """
    repository = folder / REPOSITORY_FOLDER
    if not repository.is_dir() or not _others_may(repository, stat.S_IXOTH | stat.S_IROTH):
        return None
    return repository if _is_reachable(folder) else None


def _others_can_replace(folder: Path) -> bool:
    is_sticky = folder.stat().st_mode & stat.S_ISVTX
    return not is_sticky and _others_may(folder, stat.S_IWOTH) and _is_reachable(folder)


def _is_reachable(folder: Path) -> bool:
    """Return whether a folder and each one above it lets other accounts through."""
    return all(_others_may(each, stat.S_IXOTH) for each in (folder, *folder.parents))


def _others_may(folder: Path, bits: int) -> bool:
    """Return whether the mode of a folder has one of these bits for others, or the same for its group."""
    status = folder.stat()
    if not _is_own_group(status.st_uid, status.st_gid):
        bits |= bits << 3
    return bool(status.st_mode & bits)


def _is_own_group(user: int, group: int) -> bool:
    """Return whether a group is the one that some systems make for a user alone."""
    from grp import getgrgid
    from pwd import getpwuid

    with suppress(KeyError):
        name, found = getpwuid(user).pw_name, getgrgid(group)
        return found.gr_name == name and set(found.gr_mem) <= {name}
    return False
