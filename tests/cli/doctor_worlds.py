"""Journals that are not whole in one way each, for the tests of `kindtui doctor`."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.support import TODAY

SECRET = "Noor held my hand"
ODD_FOLDER, ODD_NAME = 'my "d\'ä" $HOME', 'it\'s "ä" *.json'


@dataclass(frozen=True)
class Place:
    """The files of a journal that two saves made."""

    data: Path

    def beside(self, suffix: str) -> Path:
        return self.data.with_name(self.data.name + suffix)

    def hidden(self, suffix: str) -> Path:
        return self.data.with_name(f".{self.data.name}.{'a' * 16}{suffix}")

    @property
    def folder(self) -> Path:
        return self.data.parent

    @property
    def backup(self) -> Path:
        return next(self.beside(".backups").glob("2*.json"))

    @property
    def sync_copy(self) -> Path:
        return self.data.with_name(f"{self.data.stem}.sync-conflict-20261122-080000-ABCDEFG.json")

    def newer(self) -> bytes:
        """The journal as a newer kindtui would have written it."""
        tables = json.loads(self.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        return json.dumps(tables).encode()


@dataclass(frozen=True)
class World:
    """How it is brought about, and what doctor then has to find; `command` if that names a command."""

    about: str
    state: str
    make: Callable[[Place], object]
    command: bool = True
    asks_the_system: bool = False  # whether something may be written, which root is always told it may


def write(path: Path, content: bytes | str = SECRET, mode: int = 0o600) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(mode)


def replace_with_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(mode=0o700)


def replace_with_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def replace_backups_with_file(place: Place) -> None:
    place.backup.unlink()
    place.beside(".backups").rmdir()
    write(place.beside(".backups"))


def rename_to_newer(place: Place) -> None:
    content, backup = place.newer(), place.backup
    name = f"{backup.stem.rpartition('-')[0]}-{hashlib.sha256(content).hexdigest()[:12]}.json"
    write(backup.rename(backup.with_name(name)), content)


def loosen(path: Path, mode: int = 0o644) -> None:
    path.chmod(mode)


def loosen_backup(place: Place) -> None:
    place.backup.chmod(0o644)
    place.beside(".backups").chmod(0o711)


def leave_git(place: Place, mode: int = 0o755, folder_mode: int = 0o755) -> None:
    place.folder.chmod(folder_mode)
    (place.folder / ".git").mkdir()
    (place.folder / ".git").chmod(mode)


def leave_loose(place: Place, path: Path) -> None:
    write(path, place.data.read_bytes(), 0o640)


def leave_sync_copy(place: Place, content: bytes | None = None, mode: int = 0o600) -> None:
    write(place.sync_copy, place.data.read_bytes() if content is None else content, mode)


NOT_WHOLE = {
    "damaged": World("data", "damaged", lambda at: write(at.data)),
    "cut": World("data", "damaged", lambda at: write(at.data, at.data.read_bytes()[:-9])),
    "empty": World("data", "empty", lambda at: write(at.data, b"")),
    "missing": World("data", "missing", lambda at: at.data.unlink()),
    "unreadable": World("data", "unreadable", lambda at: at.data.chmod(0)),
    "read only": World("data", "read_only", lambda at: at.data.chmod(0o400)),
    "newer": World("data", "newer", lambda at: write(at.data, at.newer()), command=False),
    "previous damaged": World("previous", "damaged", lambda at: write(at.beside(".prev"))),
    "previous empty": World("previous", "damaged", lambda at: write(at.beside(".prev"), b"")),
    "previous unreadable": World("previous", "unreadable", lambda at: at.beside(".prev").chmod(0)),
    "backup damaged": World("backups", "damaged", lambda at: write(at.backup)),
    "backup empty": World("backups", "damaged", lambda at: write(at.backup, b"")),
    "backup of other bytes": World(
        "backups", "damaged", lambda at: write(at.backup, at.data.read_bytes() + b"\n")
    ),
    "backup unreadable": World("backups", "unreadable", lambda at: at.backup.chmod(0)),
    "backup is a pipe": World(
        "backups", "damaged", lambda at: replace_with_pipe(at.backup), command=False
    ),
    "backups no folder": World("backups", "no_folder", replace_backups_with_file, command=False),
    "backups unlistable": World("unseen", "unlisted", lambda at: at.beside(".backups").chmod(0o300)),
    "drafts damaged": World("drafts", "damaged", lambda at: write(at.beside(".drafts"))),
    "drafts cut": World("drafts", "damaged", lambda at: write(at.beside(".drafts"), '{"2026-11-22": {"')),
    "previous is a folder": World(
        "lock", "blocked", lambda at: replace_with_folder(at.beside(".prev")), command=False
    ),
    "drafts are a folder": World(
        "lock", "blocked", lambda at: replace_with_folder(at.beside(".drafts")), command=False
    ),
    "lock is a folder": World(
        "lock", "blocked", lambda at: replace_with_folder(at.beside(".lock")), command=False
    ),
    "lock closed": World("lock", "blocked", lambda at: at.beside(".lock").chmod(0)),
    "loose journal": World("modes", "exposed", lambda at: loosen(at.data)),
    "journal for a group": World("modes", "exposed", lambda at: loosen(at.data, 0o660)),
    "journal others may write alone": World("modes", "exposed", lambda at: loosen(at.data, 0o602)),
    "loose previous": World("modes", "exposed", lambda at: loosen(at.beside(".prev"))),
    "loose lock": World("modes", "exposed", lambda at: loosen(at.beside(".lock"), 0o666)),
    "loose backup": World("modes", "exposed", loosen_backup),
    "loose backups": World("modes", "exposed", lambda at: loosen(at.beside(".backups"), 0o755)),
    "loose drafts": World("modes", "exposed", lambda at: write(at.beside(".drafts"), b"{}", 0o644)),
    "loose merged copy": World(
        "modes", "exposed", lambda at: leave_loose(at, Path(f"{at.sync_copy}.merged"))
    ),
    "loose damaged copy": World(
        "modes", "exposed", lambda at: leave_loose(at, at.beside(".damaged-0123456789ab"))
    ),
    "loose sync copy": World("modes", "exposed", lambda at: leave_sync_copy(at, mode=0o644)),
    "read-only folder": World("folder", "read_only", lambda at: at.folder.chmod(0o500), asks_the_system=True),
    "shared folder": World("folder", "shared", lambda at: at.folder.chmod(0o777)),
    "folder others may write alone": World("folder", "shared", lambda at: at.folder.chmod(0o703)),
    "open git": World("git", "exposed", leave_git),
    "temporary": World("unsaved", "temporary", lambda at: write(at.hidden(".tmp"))),
    "temporary backup": World(
        "unsaved", "temporary", lambda at: write(at.backup.with_name(f".{at.backup.name}.{'b' * 16}.tmp"))
    ),
    "editor text": World("editor", "left", lambda at: write(at.hidden(".txt")), command=False),
    "sync copy": World("copies", "unmerged", leave_sync_copy),
    "damaged sync copy": World(
        "copies", "damaged", lambda at: leave_sync_copy(at, SECRET.encode()), command=False
    ),
    "newer sync copy": World("copies", "newer", lambda at: leave_sync_copy(at, at.newer()), command=False),
    "unreadable sync copy": World("copies", "unreadable", lambda at: leave_sync_copy(at, mode=0)),
    "unlistable folder": World("unseen", "unlisted", lambda at: at.folder.chmod(0o300)),
}  # fmt: skip

WHOLE: dict[str, Callable[[Place], object]] = {
    "untouched": lambda at: None,
    "newer previous": lambda at: write(at.beside(".prev"), at.newer()),
    "newer backup": rename_to_newer,
    "no previous": lambda at: at.beside(".prev").unlink(),
    "no backup": lambda at: at.backup.unlink(),
    "no lock": lambda at: at.beside(".lock").unlink(),
    "drafts": lambda at: write(at.beside(".drafts"), '{"2026-11-22": {"who": "Noor"}}'),
    "folder others may look into": lambda at: at.folder.chmod(0o755),
    "sticky folder": lambda at: at.folder.chmod(0o1777),
    "closed git": lambda at: leave_git(at, 0o700),
    "git in a closed folder": lambda at: leave_git(at, folder_mode=0o700),
    "git that only the owner's own group gets to": lambda at: leave_git(at, folder_mode=0o710),
    "folder that only the owner's own group may write": lambda at: at.folder.chmod(0o770),
    "hard link": lambda at: os.link(at.data, at.folder.parent / "linked.json"),
    "similar name": lambda at: write(at.data.with_name(f"{at.data.stem} 2.json"), at.data.read_bytes()),
    "merged copy": lambda at: write(Path(f"{at.sync_copy}.merged"), at.data.read_bytes()),
    "damaged copy": lambda at: write(at.beside(".damaged-0123456789ab")),
    "other files": lambda at: write(at.folder / "notes.txt", SECRET, 0o644),
}


def fill(program: Program) -> Place:
    """Two saves and a backup, in a home whose folders everybody may look into."""
    program.home.chmod(0o755)
    session = program.session()
    session.submit(ReceivedWritten(TODAY, SECRET))
    session.store.make_daily_backup()
    session.submit(ReceivedWritten(TODAY, "soup"))
    return Place(program.data)
