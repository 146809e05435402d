"""The first frame: what stays the same in the app's first picture, shown before the app is imported.

This runs before all else, with little of the standard library, and may read clock and environment. Of two
files in the cache folder, the one holds frames, which `kindtui.tui.frame_painter` draws without a word of the
journal, the other what is due at the next start, which `kindtui.next_start` notes after every save. Both
consist of records between two zero bytes, with one between fields.
"""

import _signal as signal  # the public module takes 5 ms
import os
import sys
import termios
import time

FRAMES, NEXT_STARTS, FIELD, RECORD = "frames", "next-starts", b"\0", b"\0\0"
ENTER_SCREEN, LEAVE_SCREEN, CLEAR_SCREEN = b"\x1b[?1049h\x1b[?25l", b"\x1b[?1049l\x1b[?25h", b"\x1b[2J"
# The variables that may change the look of the app or the place of its files begin with one of these.
PREFIXES = (
    "TERM", "COLOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANG", "LC_", "TZ", "HOME", "XDG_",
    "KINDTUI_", "TEXTUAL", "PYTHON", "ESCDELAY", "TTY_", "JUPYTER_", "UNICODE_",
)  # fmt: skip
PACKAGE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = ("", "/domain", "/tui", "/tui/screens", "/tui/widgets", "/assets", "/../assets/content/texts")

terminal_before: list[int | list[bytes | int]] | None = None  # its attributes, while a frame is shown


def show() -> None:
    """Show the frame that fits, if there is one, and take over the terminal as the app does later."""
    try:
        size = os.get_terminal_size(0)
        if os.isatty(2) and (frame := _fitting_frame(size)):
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTSTP])  # the rest would follow after the stop
            _take_terminal()
            _write(ENTER_SCREEN + frame)
            if os.get_terminal_size(0) != size:
                _clear()
    except Exception:  # noqa: BLE001  whatever is wrong with the files, the app starts without a frame
        leave()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTSTP])


def take_over() -> list[int | list[bytes | int]] | None:
    """Leave the terminal to the caller; return the attributes it had, or None if no frame is shown."""
    global terminal_before
    attributes, terminal_before = terminal_before, None
    return attributes


def leave() -> None:
    """Show the shell again, with the terminal as it was, unless the app has taken it over."""
    if attributes := take_over():
        try:
            _write(LEAVE_SCREEN)
            termios.tcsetattr(0, termios.TCSANOW, attributes)
        except (OSError, termios.error):  # the terminal is gone
            return


def _fitting_frame(size: tuple[int, int]) -> bytes:
    path = journal_path(sys.argv[1:])
    picture = path and due_picture(find(read(NEXT_STARTS), os.fsencode(path)), path)
    key = frame_key(surroundings(os.environ), size, picture) if picture else b""
    return b"".join(find(read(FRAMES), key)) if key else b""


def journal_path(arguments: list[str]) -> str:
    """Return the real path of the journal that these arguments open the app for; empty for another call."""
    if arguments and (len(arguments) != 2 or arguments[0] != "--data" or not arguments[1]):
        return ""
    default = (
        f"{_user_folder('XDG_DATA_HOME', '~/.local/share', '~/Library/Application Support')}/journal.json"
    )
    path = arguments[1] if arguments else os.environ.get("KINDTUI_DATA") or default
    return os.path.realpath(os.path.expanduser(path))


def due_picture(start: list[bytes], path: str) -> bytes:
    """Return the name of the picture that is due; empty if what was noted of the next start may be outdated.

    `start` is a record of NEXT_STARTS without its path; `kindtui.next_start` says what is in it.
    """
    now, offset = _now()
    if b"+%d" % offset not in start or not set(neighbours(path)) <= set(start):
        return b""
    expected = [field[1:].split(b" ", 1) for field in start if field.startswith(b"=")]
    if any(identity(file) != found for found, file in expected):
        return b""
    pictures = [field[1:].split(b" ", 2) for field in start if field.startswith(b"@")]
    due = [name for begin, end, name in pictures if int(begin) <= now < int(end) - 2]  # the app takes a while
    return due[0] if due else b""


def _now() -> tuple[float, int]:
    """Return the seconds since 1970, and the offset from UTC in seconds."""
    if text := os.environ.get("KINDTUI_NOW"):
        from datetime import datetime  # for tests; it takes long

        moment = datetime.fromisoformat(text)
        return moment.timestamp(), int(moment.utcoffset().total_seconds())  # type: ignore[union-attr]
    return time.time(), time.localtime().tm_gmtoff


def neighbours(path: str) -> list[bytes]:
    """Return the fields of the files that may be copies of the journal by their names, or edited texts."""
    folder, name = os.path.split(path)
    own = [name + suffix for suffix in ("", ".prev", ".drafts", ".lock", ".lock-holder", ".backups")]
    names = os.listdir(folder) if os.path.isdir(folder) else []
    found = [each for each in names if os.path.splitext(name)[0] in each and each not in own]
    return [b"~%s %s" % (identity(f"{folder}/{each}"), os.fsencode(each)) for each in sorted(found)]


def identity(path: str | bytes) -> bytes:
    """Return what changes whenever a file does, also if its time of modification is set back."""
    try:
        file = os.stat(path)
    except OSError as error:
        return b"-%d" % (error.errno or 0)
    return b"%d:%d:%d:%d:%d" % (file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns, file.st_ctime_ns)


def surroundings(environment: "os._Environ[str] | dict[str, str]") -> bytes:
    """Return a fingerprint of what a frame depends on beside its size: environment, Python and kindtui."""
    names = {name for name in environment if name.startswith(PREFIXES)} - {"KINDTUI_DATA", "KINDTUI_NOW"}
    parts = [sys.version, sys.executable, PACKAGE, *(f"{name}={environment[name]}" for name in sorted(names))]
    parts += [f"{folder} {identity(folder)!r}" for folder in (*sys.path[1:], *map(PACKAGE.__add__, FOLDERS))]
    number = int.from_bytes("\n".join(parts).encode(errors="surrogateescape"), "big")
    return b"%x" % (number % (10**40 + 121))  # a prime


def frame_key(surroundings: bytes, size: tuple[int, int], picture: bytes) -> bytes:
    """Return the key of the frame of a picture; `size` is columns and rows."""
    return b"%s %dx%d %s" % (surroundings, *size, picture)


def cache_folder() -> str:
    """Return the path of the folder of both files."""
    return _user_folder("XDG_CACHE_HOME", "~/.cache", "~/Library/Caches")


def _user_folder(variable: str, default: str, default_on_mac: str) -> str:
    folder = os.environ.get(variable, "")
    if not folder.startswith("/"):
        folder = os.path.expanduser(default_on_mac if sys.platform == "darwin" else default)
    return f"{folder}/kindtui"


def read(name: str) -> bytes:
    """Return the content of one of the files, which nobody else may have written or read.

    Raises:
        OSError: It cannot be read, or not be trusted.
    """
    file = os.open(f"{cache_folder()}/{name}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        for found, forbidden in ((os.stat(cache_folder()), 0o022), (os.fstat(file), 0o177)):
            if found.st_uid != os.geteuid() or found.st_mode & forbidden or found.st_size > 2**21:
                raise PermissionError(name)
        return os.read(file, found.st_size)
    finally:
        os.close(file)


def find(data: bytes, key: bytes) -> list[bytes]:
    """Return the fields after `key` of the record that begins with it; none if it is missing or not whole."""
    record, end, _ = data.partition(RECORD + key + FIELD)[2].partition(RECORD)
    return record.split(FIELD) if end else []


def _take_terminal() -> None:
    """Let what is typed wait for the app, unseen, and let each signal give the terminal back first."""
    global terminal_before
    raw = termios.tcgetattr(0)
    terminal_before = termios.tcgetattr(0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _leave_and_repeat)
    signal.signal(signal.SIGWINCH, _clear)
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[6][termios.VMIN] = 1
    termios.tcsetattr(0, termios.TCSANOW, raw)


def _leave_and_repeat(number: int, _: object) -> None:
    leave()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _clear(*_: object) -> None:
    """Remove a frame that does not fit the window any more."""
    _write(CLEAR_SCREEN if terminal_before else b"")


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(2, data) :]
