"""What a check-up finds out about the journal itself and its folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kindtui.cli.checkup.commands import chmod, remedy_for_unwritable
from kindtui.cli.checkup.finding import Finding
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import printable
from kindtui.storage import backups, codec, copies, files, mounts, sharing
from kindtui.storage.errors import UnreadableError
from kindtui.texts import get_counted_text, get_text


class JournalFacts(NamedTuple):
    """What was found out about a journal; `days` and `saves` are None if it cannot be read.

    `keyring` is None too, and if it was never locked.
    """

    finding: Finding
    days: int | None = None
    saves: int | None = None
    keyring: Keyring | None = None

    @property
    def is_locked(self) -> bool | None:
        """Whether its words are locked; None if it cannot be read."""
        return None if self.saves is None else self.keyring is not None and not self.keyring.lifted


def examine_place(path: Path) -> JournalFacts | None:
    """Return why there can be no journal at `path`, as it was named; None if there can be one."""
    real_path = Path(os.path.realpath(path))
    try:
        files.check_place(real_path)
        mounts.check_links(path)
    except mounts.NotMountedError as error:
        return JournalFacts(_not_mounted(path, error))
    except UnreadableError as error:
        description = get_text("commands.doctor.not_usable")
        return JournalFacts(_unusable(real_path, "unreadable", description, "", str(error)))
    return None


def examine_journal(path: Path) -> JournalFacts:
    """Read the journal at the real path `path`, and return how it is."""
    try:
        data, file_identity = files.read(path)
        if data:
            return _examine_content(path, data)
        if backups.has_copies(path):
            return JournalFacts(_damaged(path, "empty" if file_identity else "missing"))
        return _examine_unwritten(path)
    except OSError as error:
        return JournalFacts(_unreadable(path, error))


def _examine_content(path: Path, data: bytes) -> JournalFacts:
    try:
        journal, meta = codec.decode(codec.parse(data))
    except ValueError:
        return JournalFacts(_damaged(path, "damaged"))
    saves = max(meta.generation, 1)
    locked = [get_text("commands.doctor.locked")] if journal.is_locked else []
    facts = [
        "intact",
        *locked,
        copies.format_day_count(journal),
        get_counted_text("commands.doctor.saved", saves),
    ]
    state, remedy, advice = "intact", "", ""
    if meta.schema > codec.LOCKED_SCHEMA:
        state, advice = "newer", get_text("commands.doctor.remedy.update")
        facts.append(get_text("commands.doctor.newer"))
    elif files.unwritable_place(path) == path:
        state, (remedy, advice) = "read_only", remedy_for_unwritable(path)
        facts.append(get_text("commands.doctor.read_only"))
    finding = Finding(
        "data", state, f"{printable(path)}: {', '.join(facts)}", (path,), state == "intact", remedy, advice
    )
    return JournalFacts(finding, copies.day_count(journal), saves, journal.keyring)


def _examine_unwritten(path: Path) -> JournalFacts:
    try:
        mounts.check_mounted(path)
    except mounts.NotMountedError as error:
        return JournalFacts(_not_mounted(path, error))
    description = f"{printable(path)}: {get_text('commands.doctor.nothing_written')}"
    return JournalFacts(Finding("data", "none", description, (path,)), 0, 0)


def _not_mounted(path: Path, error: mounts.NotMountedError) -> Finding:
    missing = get_text("commands.doctor.not_there")
    return _unusable(path, "not_mounted", missing, error.remedy, str(error))


def _damaged(path: Path, state: str) -> Finding:
    points = copies.restore_points(path)
    remedy = copies.recovery_command(path, points[0]) if points else ""
    description = get_text("commands.doctor.not_a_journal") if state == "damaged" else state
    return _unusable(path, state, description, remedy, copies.recovery_advice(path, points))


def _unreadable(path: Path, error: OSError) -> Finding:
    remedy = chmod("u+rw", path) if isinstance(error, PermissionError) else ""
    description = get_text("commands.doctor.cannot_open", reason=error.strerror)
    advice = "" if remedy else str(UnreadableError.from_os(path, error))
    return _unusable(path, "unreadable", description, remedy, advice)


def _unusable(path: Path, state: str, description: str, remedy: str, advice: str) -> Finding:
    return Finding(
        "data", state, f"{printable(path)}: {description}", (path,), is_whole=False,
        remedy=remedy, advice=advice,
    )  # fmt: skip


def examine_folder(path: Path, named: Path) -> Iterator[Finding]:
    """Yield what is wrong with the folder of the journal at the real path `path`, and those that lead to it.

    Args:
        path: The real path of the journal.
        named: The journal as it was named, symbolic links included.
    """
    place = files.unwritable_place(path)
    if place and place != path:
        remedy, advice = remedy_for_unwritable(place)
        description = get_text("commands.doctor.folder", path=printable(place))
        yield Finding("folder", "read_only", description, (place,), False, remedy, advice)
    elif not files.has_room(path):
        folder = files.nearest_folder(path)
        description = get_text("commands.doctor.full", path=printable(folder))
        room = get_text("commands.doctor.remedy.room")
        yield Finding("folder", "full", description, (folder,), is_whole=False, advice=room)
    if not path.parent.is_dir():
        return
    for folder in sharing.open_folders(named):
        finding = Finding(
            "folder", "shared", get_text("commands.doctor.shared", path=printable(folder)), (folder,)
        )
        if folder == path.parent:
            yield _open_to_others(finding, folder)
        else:  # others may need to get to what else is in it
            yield finding._replace(is_whole=False, remedy=chmod("go-w", folder))
    if repository := sharing.open_repository(path.parent):
        description = get_text("commands.doctor.repository", path=printable(repository))
        yield _open_to_others(Finding("git", "exposed", description, (repository,)), path.parent)


def _open_to_others(finding: Finding, folder: Path) -> Finding:
    command = chmod("700", folder)
    advice = get_text("commands.doctor.remedy.private", command=command)
    return finding._replace(is_whole=False, remedy=command, advice=advice)
