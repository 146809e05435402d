"""Two journals in one folder whose names begin alike: a command over one leaves the other alone."""

from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, TODAY, FakeClock

MARK = ".sync-conflict-20261122-080000-ABCDEFG"
HEX = "0123456789abcdef"


@pytest.fixture
def two(program: Program) -> Program:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    return program


def files_of_the_second(folder: Path, stem: str) -> dict[Path, bytes]:
    """A second journal with every kind of file that can be beside it, and their bytes."""
    session = Session(FileStore(folder / f"{stem}.json", FakeClock()), FakeClock(), CATALOG)
    for text in ("one", "two"):
        session.submit(ReceivedWritten(TODAY, text))
    session.store.make_daily_backup()
    data = (folder / f"{stem}.json").read_bytes()
    for name in (
        f"{stem}{MARK}.json", f"{stem} (Noor's conflicted copy 2026-11-22).json", f"{stem}{MARK}.json.merged",
        f"{stem}.json{MARK}.prev", f"{stem}.json.drafts", f"{stem}.json.damaged-0123456789ab",
        f".{stem}.json.{HEX}.tmp", f".{stem}.json.drafts.{HEX}.tmp",
    ):  # fmt: skip
        (folder / name).write_bytes(data)
    return {file: file.read_bytes() for file in folder.rglob(f"*{stem}*") if file.is_file()}


@pytest.mark.parametrize(
    "stem", ["journal-work", "journal 2", "journal (work)", "journal.json.old", "journals"]
)
@pytest.mark.parametrize(
    "arguments",
    [("doctor", "--fix"), ("purge", "--all"), ("purge", "today"), ("log", "received", "more"), ("checkin",)],
    ids=lambda arguments: "-".join(arguments),
)
def test_the_files_of_the_second_stay_as_they_are(
    arguments: tuple[str, ...], stem: str, two: Program
) -> None:
    before = files_of_the_second(two.data.parent, stem)
    assert len(before) == 11
    stdin = {"purge": b"everything" if "--all" in arguments else b"2026-11-22"}.get(arguments[0], b"")
    assert two.run(*arguments, stdin=stdin).status == 0
    assert {file: file.read_bytes() for file in before if file.exists()} == before
    assert {line.text for line in two.stored_day().received} <= {"tea", "more"}
