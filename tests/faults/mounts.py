"""Small file systems of our own, where the system lets us mount them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

TEMP_FOLDER_PREFIX = "kindtui-mount-"


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


@contextmanager
def mounted(folder: Path, *mount_arguments: object) -> Iterator[Path]:
    """Mount something on that folder for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", *mount_arguments, folder)
    try:
        yield folder
    finally:
        _run("umount", folder)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk in memory with so much room, as `64k`."""
    with mounted(folder, "-t", "tmpfs", "-o", f"size={size}", "tmpfs") as place:
        yield place


def make_image(path: Path) -> None:
    """A file that holds an empty ext4."""
    with path.open("wb") as file:
        file.truncate(16 << 20)
    _run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", path)


@cache
def tmpfs_skip_reason() -> str:
    """Why a disk in memory cannot be mounted here; empty if it can."""
    return _skip_reason(lambda folder: small_disk(folder / "mounted", "64k"))


@cache
def ext4_skip_reason() -> str:
    """Why an ext4 of our own cannot be mounted here; empty if it can."""
    if shutil.which("mkfs.ext4") is None:
        return "mkfs.ext4 is not here"

    def attempt(folder: Path) -> AbstractContextManager[Path]:
        make_image(folder / "image")
        return mounted(folder / "mounted", "-o", "loop", folder / "image")

    return _skip_reason(attempt)


def _skip_reason(attempt: Callable[[Path], AbstractContextManager[Path]]) -> str:
    if os.geteuid():
        return "only root may mount"
    with tempfile.TemporaryDirectory(prefix=TEMP_FOLDER_PREFIX) as folder:
        try:
            with attempt(Path(folder)):
                return ""
        except (subprocess.CalledProcessError, OSError) as error:
            return f"mounting does not work here ({type(error).__name__})"
