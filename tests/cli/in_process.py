"""Kindtui without a process of its own, for tests that run it many times."""

from dataclasses import dataclass
from pathlib import Path

from kindtui.domain.journal.journal import Journal
from kindtui.storage.file_store import FileStore
from tests.cli.program import Outcome, run_here
from tests.support import FakeClock

NOW = "2026-11-28T08:00:00+01:00"


@dataclass
class InProcess:
    """Runs kindtui in this process over a journal of its own in `folder`, without a terminal."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.data = self.folder / "journal.json"

    def run(self, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
        environment = {"HOME": str(self.folder), "KINDTUI_DATA": str(self.data), "KINDTUI_NOW": NOW}
        return run_here(arguments, environment, stdin)

    def export(self, file_format: str = "csv") -> bytes:
        """Return an export of the journal."""
        file = self.folder.with_name(f"{self.folder.name}-export.{file_format}")
        outcome = self.run("export", "--format", file_format, "-o", file, "--force")
        assert outcome.status == 0, outcome.err
        return file.read_bytes()

    def put(self, journal: Journal) -> None:
        """Save a journal where there is none."""
        FileStore(self.data, FakeClock()).transact(lambda _: journal)

    def journal(self) -> Journal:
        """Return the journal as it is on the disk."""
        return FileStore(self.data, FakeClock()).load()

    def files(self) -> dict[str, bytes]:
        """Every file beside the journal, and its bytes."""
        return {str(file): file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}
