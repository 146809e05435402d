"""Years of days exported and imported again: `python benchmarks/exchange.py [YEARS]`.

Each is a whole process; seconds and the peak of its memory are those the system counted.
"""

import filecmp
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kindtui import content, demo
from kindtui.cli.main import SystemClock
from kindtui.domain.journal.journal import Journal
from kindtui.storage.store import FileStore

TODAY = date(2026, 11, 22)
PER_MB = 1_000 if sys.platform == "linux" else 1_000_000  # in which unit the system counts memory


def main() -> None:
    """Export, import into nothing and export again, as JSON and as CSV."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.json")
        whole = demo.journal(content.words(), content.demo_words(), TODAY, years * demo.A_YEAR)
        FileStore(path, SystemClock()).transact(lambda _: whole)
        print(f"{years} years, {len(whole.days)} with words, {path.stat().st_size / 1e6:.1f} MB")
        for form in ("json", "csv"):
            first, second = Path(folder, f"first.{form}"), Path(folder, f"second.{form}")
            taken = Path(folder, form, "journal.json")
            kindtui("export", path, "export", "--format", form, "-o", str(first))
            kindtui("import", taken, "import", str(first))
            kindtui("export", taken, "export", "--format", form, "-o", str(second))
            same = filecmp.cmp(first, second, shallow=False)
            print(f"{form}: exported again the {'same' if same else 'OTHER'} bytes;", fields(whole, taken))


def kindtui(what: str, path: Path, *arguments: str) -> None:
    """Run a command on that journal and print what it cost."""
    command = [sys.executable, "-m", "kindtui", "--data", str(path), *arguments]
    began = time.perf_counter()
    out = os.open(os.devnull, os.O_WRONLY)
    quiet = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    took = time.perf_counter() - began
    os.close(out)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    print(f"  {what}: {took:.2f} s, {usage.ru_maxrss / PER_MB:.0f} MB")


def fields(whole: Journal, taken: Path) -> str:
    """Whether every field of every day came back."""
    back = FileStore(taken, SystemClock()).load()
    return "every field of every day is equal" if back.days == whole.days else "NOT EQUAL"


if __name__ == "__main__":
    main()
