"""The lock that a kindtui holds while it saves: `flock`, or a second file where there is none."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.dates import Clock
from kindtui.storage.errors import NotSavedError
from kindtui.storage.files import FILE_MODE, check_companions, holder_path, lock_path, temporary_path
from kindtui.texts import get_text

MAX_LOCK_ATTEMPTS, LOCK_RETRY_SECONDS = 100, 0.05  # 5 seconds in all
NO_FLOCK_ERRNOS = frozenset(
    (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EACCES, errno.EPERM)
)


class Holder(Struct, frozen=True):
    """The process that saves, as it stands in the second file.

    Attributes:
        host: The name of the machine.
        machine: What tells it from another machine of that name; empty if unknown.
        boot: What changes with each start of the machine; empty if unknown.
        namespace: The container or sandbox in which `process` counts; empty if unknown.
        process: The number of the process.
        started: When it began, as the system counts, as numbers are given again; empty if unknown.
    """

    host: str
    machine: str
    boot: str
    namespace: str
    process: int
    started: str


@contextmanager
def locked(path: Path, clock: Clock) -> Iterator[None]:
    """Hold the lock of the journal at the real path `path`, after waiting up to five seconds for it.

    Raises:
        NotSavedError: Another process held it all that time, or what is beside the journal is in the way.
        OSError: The lock file cannot be opened.
    """
    check_companions(path)
    descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        has_flock = _acquire(descriptor, path, clock)
        if has_flock and not holder_path(path).exists():
            yield
        else:
            with _second_file(path, clock):
                yield
    finally:
        with suppress(OSError):  # the descriptor is closed all the same, and what was saved is saved
            os.close(descriptor)


def read_holder(path: Path) -> Holder | None:
    """Return who saves, by the second file beside the journal; None if nobody, or it is not whole.

    Raises:
        OSError: The file cannot be read.
    """
    with suppress(FileNotFoundError, ValueError):
        return msgspec.json.decode(holder_path(path).read_bytes(), type=Holder)
    return None


def _acquire(descriptor: int, path: Path, clock: Clock) -> bool:
    """Take the lock, and return whether the file system has one.

    Raises:
        NotSavedError: Another process held it all the time.
        OSError: It failed for another reason.
    """
    for _ in range(MAX_LOCK_ATTEMPTS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            clock.sleep(LOCK_RETRY_SECONDS)
        except OSError as error:
            if error.errno in NO_FLOCK_ERRNOS:
                return False
            raise
        else:
            return True
    raise NotSavedError(get_text("errors.not_saved.locked", path=path))


@contextmanager
def _second_file(path: Path, clock: Clock) -> Iterator[None]:
    """Hold the second file, which nobody else can create while it is there, and remove it afterwards."""
    file, content = holder_path(path), msgspec.json.encode(this_process())
    for _ in range(MAX_LOCK_ATTEMPTS):
        if _create(file, content):
            break
        if not _remove_if_dead(path):
            clock.sleep(LOCK_RETRY_SECONDS)
    else:
        holder = read_holder(path)
        if holder and holder.host:
            raise NotSavedError(get_text("errors.not_saved.locked_by_host", host=holder.host, path=file))
        raise NotSavedError(get_text("errors.not_saved.locked_by_file", path=file))
    try:
        yield
    finally:
        with suppress(OSError):
            if file.read_bytes() == content:
                file.unlink()


def _create(file: Path, content: bytes) -> bool:
    """Create the second file, and return false if it is there already.

    Raises:
        OSError: It cannot be written; it is not there then.
    """
    try:
        descriptor = os.open(
            file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE
        )
    except FileExistsError:
        return False
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as stream:
            stream.write(content)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise
    return True


def _remove_if_dead(path: Path) -> bool:
    """Remove the second file if its process has ended, and return whether it did.

    It is renamed first: of several processes that find it, one alone gets it. Should it be the file of
    another process by then, it is put back.

    Raises:
        OSError: The file cannot be read or renamed.
    """
    holder = read_holder(path)
    if holder is None or not has_ended(holder, this_process()):
        return False
    file, aside = holder_path(path), temporary_path(holder_path(path))
    try:
        file.rename(aside)
    except FileNotFoundError:  # somebody else was first
        return True
    if msgspec.json.decode(aside.read_bytes(), type=Holder) == holder:
        aside.unlink()
        return True
    aside.rename(file)
    return False


def has_ended(holder: Holder, this: Holder) -> bool:
    """Return whether the holder has ended for certain; of another machine or container nobody can tell."""
    if (holder.host, holder.machine) != (this.host, this.machine):
        return False
    if holder.boot != this.boot:
        return bool(holder.boot and this.boot)
    if holder.namespace != this.namespace:
        return False
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # it runs, as somebody else
    return holder.started != _start_of(holder.process)


def this_process() -> Holder:
    """Return this process, as another one can tell it from any other."""
    try:
        namespace = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        namespace = ""
    return Holder(
        host=os.uname().nodename,
        machine=_first_line("/etc/machine-id"),
        boot=_first_line("/proc/sys/kernel/random/boot_id"),
        namespace=namespace,
        process=os.getpid(),
        started=_start_of(os.getpid()),
    )


def _start_of(process: int) -> str:
    """Return when a process began, in ticks since the machine did; empty where the system does not say."""
    fields = _first_line(f"/proc/{process}/stat").rpartition(") ")[2].split()
    return fields[19] if len(fields) > 19 else ""


def _first_line(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    except OSError:
        return ""
