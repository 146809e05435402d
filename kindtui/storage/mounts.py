"""Whether the place of a missing journal looks like that of a disk or a vault that is not mounted."""

import os
import re
from contextlib import suppress
from pathlib import Path

from kindtui.domain.text import shell_word
from kindtui.storage import files
from kindtui.storage.errors import UnreadableError
from kindtui.texts import get_text

# The folders in which systems mount disks: there, or in a folder for each user.
DISK_FOLDERS = tuple(map(Path, ("/media", "/mnt", "/run/media", "/Volumes")))
DISK_FOLDERS_OF_USERS = tuple(map(Path, ("/media", "/run/media")))
FSTAB = Path("/etc/fstab")

_OCTAL_ESCAPE = re.compile(r"\\([0-7]{3})")


class NotMountedError(UnreadableError):
    """A disk or a vault seems to be missing. `remedy` is the command for that; it may be empty."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep the message, and the command that it names."""
        super().__init__(message)
        self.remedy = remedy


def check_links(path: Path) -> None:
    """Check that no symbolic link on the way to the journal at `path`, itself included, leads to nothing.

    To begin a journal there all the same, create an empty file or the folder first.

    Raises:
        NotMountedError: One does. What it leads to may be on a disk or in a vault.
    """
    link = files.dangling_link(path)
    if link is None:
        return
    target = Path(os.path.realpath(link))
    folder = target.parent if link == path else target
    command = "" if folder.is_dir() else f"mkdir -p -m 700 {shell_word(folder)}"
    if link == path:
        command = " && ".join(filter(None, (command, f"touch {shell_word(target)}")))
    message = get_text("errors.not_mounted.link", link=link, path=target, command=command)
    raise NotMountedError(message, command)


def check_mounted(path: Path) -> None:
    """Check that a new journal may begin at the real path `path`, where there is none.

    A folder that nobody may write to is how a mount point is kept from being used while nothing is mounted.

    Raises:
        NotMountedError: A disk or a vault seems to belong there, and is not mounted.
        OSError: The folder cannot be looked at.
    """
    folder = files.nearest_folder(path)
    if _is_closed(folder):
        raise NotMountedError(get_text("errors.not_mounted.read_only", path=folder))
    if _is_in_fstab(folder) and _is_empty(folder) and not folder.is_mount():
        command = f"mount {shell_word(folder)}"
        raise NotMountedError(get_text("errors.not_mounted.fstab", path=folder, command=command), command)
    if folder != path.parent and _is_between_disks(folder, path):
        command = f"mkdir -p -m 700 {shell_word(path.parent)}"
        raise NotMountedError(
            get_text("errors.not_mounted.no_folder", path=path.parent, command=command), command
        )


def _is_closed(folder: Path) -> bool:
    """Return whether a folder is as one where something is to be mounted: empty, read-only, or both.

    An ordinary folder of another account is neither; nor is the home of root where that has mode 550.
    """
    is_for_nobody = not folder.stat().st_mode & files.WRITE_BITS
    is_writable = os.access(folder, os.W_OK)  # to root every folder is
    if _is_empty(folder):
        return is_for_nobody or not is_writable
    return is_for_nobody and not is_writable


def _is_between_disks(folder: Path, path: Path) -> bool:
    """Return whether a folder on the way to `path` is one in which disks are mounted, or where one would be.

    This includes a folder above such a one, which is itself made when the first disk is mounted.
    """
    if any(disks in path.parents and folder in (disks, *disks.parents) for disks in DISK_FOLDERS):
        return True
    if folder.parent not in DISK_FOLDERS or folder.is_mount():
        return False
    return folder.parent in DISK_FOLDERS_OF_USERS or _is_empty(folder)


def _is_empty(folder: Path) -> bool:
    with suppress(OSError), os.scandir(folder) as entries:
        return next(entries, None) is None
    return False


def _is_in_fstab(folder: Path) -> bool:
    """Return whether the system is told to mount something at that folder."""
    with suppress(OSError):
        for line in FSTAB.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            fields = line.split()
            if len(fields) > 1 and not fields[0].startswith("#") and _unescaped(fields[1]) == str(folder):
                return True
    return False


def _unescaped(field: str) -> str:
    r"""Return a field of fstab with the characters that it writes as escapes, such as `\040` for a space."""
    return _OCTAL_ESCAPE.sub(lambda found: chr(int(found[1], 8)), field)
