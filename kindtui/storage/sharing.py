"""Which other accounts of the machine can use the folder of a journal, and a git repository in it.

Only the mode of a folder is looked at. A folder above it that lets nobody through closes it as well.
"""

import stat
from contextlib import suppress
from pathlib import Path

REPOSITORY_FOLDER = ".git"

_PASS_BITS = stat.S_IXGRP | stat.S_IXOTH
_READ_BITS = stat.S_IRGRP | stat.S_IROTH


def others_can_write(folder: Path) -> bool:
    """Return whether another account can replace what is in a folder.

    In a sticky folder, such as `/tmp`, nobody can; nor does a group count that the owner is alone in.

    Raises:
        OSError: The folder, or one above it, cannot be examined.
    """
    status = folder.stat()
    write_bits = stat.S_IWOTH
    if not _is_own_group(status.st_uid, status.st_gid):
        write_bits |= stat.S_IWGRP
    return bool(status.st_mode & write_bits and not status.st_mode & stat.S_ISVTX and _is_reachable(folder))


def open_repository(folder: Path) -> Path | None:
    """Return the git repository in a folder if another account can read what was committed to it.

    Raises:
        OSError: The folder, one above it, or the repository cannot be examined.
    """
    repository = folder / REPOSITORY_FOLDER
    if not repository.is_dir() or not repository.stat().st_mode & (_PASS_BITS | _READ_BITS):
        return None
    return repository if _is_reachable(folder) else None


def _is_reachable(folder: Path) -> bool:
    """Return whether a folder and each one above it lets other accounts through."""
    return all(each.stat().st_mode & _PASS_BITS for each in (folder, *folder.parents))


def _is_own_group(user: int, group: int) -> bool:
    """Return whether a group is the one that some systems make for a user alone."""
    from grp import getgrgid
    from pwd import getpwuid

    with suppress(KeyError):
        name, found = getpwuid(user).pw_name, getgrgid(group)
        return found.gr_name == name and set(found.gr_mem) <= {name}
    return False
