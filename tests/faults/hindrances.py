"""What can hinder a running kindtui from saving: no room, a lock that another program holds, a slow disk."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SLOW_FSYNC = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
int fsync(int descriptor) {
    int (*next)(int) = dlsym(RTLD_NEXT, "fsync");
    usleep(1000 * atoi(getenv("FSYNC_MILLISECONDS")));
    return next(descriptor);
}
"""
NO_FLOCK_NO_CHMOD = r"""
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
static int fail(const char *name) { errno = atoi(getenv(name)); return -1; }
int flock(int descriptor, int operation) { return fail("FLOCK_ERRNO"); }
int chmod(const char *path, mode_t mode) { return fail("CHMOD_ERRNO"); }
int fchmod(int descriptor, mode_t mode) { return fail("CHMOD_ERRNO"); }
int fchmodat(int folder, const char *path, mode_t mode, int flags) { return fail("CHMOD_ERRNO"); }
"""
HOLD_LOCK = """
import pathlib, sys
from kindtui.cli.clock import SystemClock
from kindtui.storage.lock import locked
with locked(pathlib.Path(sys.argv[1]), SystemClock()):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def no_room(pid: int) -> Iterator[None]:
    """Let a process write to no file for a while, as on a full disk."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it has ended meanwhile
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def lock_held(path: Path) -> Iterator[None]:
    """Let another process hold the lock of the journal for a while."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", HOLD_LOCK, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.stdin.close()


def slow_disk(folder: Path, milliseconds: int) -> Mapping[str, str]:
    """Return the environment of a process for which every fsync takes that much longer."""
    return {"LD_PRELOAD": _library(folder, SLOW_FSYNC), "FSYNC_MILLISECONDS": str(milliseconds)}


def poor_file_system(folder: Path, flock_error: int, chmod_error: int) -> Mapping[str, str]:
    """Return the environment of a process for which `flock` and `chmod` fail with these errors."""
    library = _library(folder, NO_FLOCK_NO_CHMOD)
    return {"LD_PRELOAD": library, "FLOCK_ERRNO": str(flock_error), "CHMOD_ERRNO": str(chmod_error)}


def _library(folder: Path, source: str) -> str:
    """Return the path of the library that C source makes, for LD_PRELOAD."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not here")
    library = folder / "preloaded.so"
    command = ["gcc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(library), "-ldl"]
    subprocess.run(command, input=source.encode(), check=True)
    return str(library)
