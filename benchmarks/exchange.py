"""Export and import years of days, and print the cost: `python -m benchmarks.exchange [YEARS]`.

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
from kindtui.cli.clock import SystemClock
from kindtui.domain.journal.journal import Journal
from kindtui.storage.file_store import FileStore

TODAY = date(2026, 11, 22)
MAXRSS_PER_MB = 1_000 if sys.platform == "linux" else 1_000_000  # in which unit the system counts memory


def main() -> None:
    """Export, import into an empty journal and export again, as JSON and as CSV."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.json")
        original = demo.demo_journal(
            content.catalog(), content.demo_texts(), TODAY, years * demo.DAYS_PER_YEAR
        )
        FileStore(path, SystemClock()).transact(lambda _: original)
        print(f"{years} years, {len(original.days)} with words, {path.stat().st_size / 1e6:.1f} MB")
        for file_format in ("json", "csv"):
            first, second = Path(folder, f"first.{file_format}"), Path(folder, f"second.{file_format}")
            imported = Path(folder, file_format, "journal.json")
            run_kindtui("export", path, "export", "--format", file_format, "-o", str(first))
            run_kindtui("import", imported, "import", str(first))
            run_kindtui("export", imported, "export", "--format", file_format, "-o", str(second))
            same = filecmp.cmp(first, second, shallow=False)
            print(
                f"{file_format}: exported again the {'same' if same else 'OTHER'} bytes;",
                equality_report(original, imported),
            )


def run_kindtui(label: str, path: Path, *arguments: str) -> None:
    """Run a command on the journal at `path`, and print its time and memory."""
    command = [sys.executable, "-m", "kindtui", "--data", str(path), *arguments]
    started_at = time.perf_counter()
    devnull = os.open(os.devnull, os.O_WRONLY)
    redirections = [(os.POSIX_SPAWN_DUP2, devnull, 1), (os.POSIX_SPAWN_DUP2, devnull, 2)]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=redirections)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started_at
    os.close(devnull)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    print(f"  {label}: {seconds:.2f} s, {usage.ru_maxrss / MAXRSS_PER_MB:.0f} MB")


def equality_report(original: Journal, imported: Path) -> str:
    """Return a sentence that says whether every field of every day came back."""
    reloaded = FileStore(imported, SystemClock()).load()
    return "every field of every day is equal" if reloaded.days == original.days else "NOT EQUAL"


if __name__ == "__main__":
    main()
