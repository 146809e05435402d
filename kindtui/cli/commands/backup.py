"""`kindtui backup`: list, make and check backups, or go back to one."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.outcome import Outcome
from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock, in_words
from kindtui.storage import backups, copies, files
from kindtui.storage.copies import PREVIOUS, Copy, Generation, days_in_words
from kindtui.storage.errors import NotSavedError, UnreadableError
from kindtui.storage.restore import restore

NONE = "There are no backups yet. One is made with the first save of a day."


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Do what was asked with the backups of the journal at the real path `path`."""
    match options.deed:
        case "list":
            return Outcome(_list(path, clock))
        case "create":
            return Outcome(_create(path, clock))
        case "verify":
            return _verify(path)
    return Outcome(_restore(path, options.id, clock, dry_run=options.dry_run))


def back_up(path: Path, kind: backups.Kind, clock: Clock) -> backups.Backup | None:
    """Back up the journal as it is now; None if there is none yet.

    Raises:
        UnreadableError: if it is not whole.
        NotSavedError: if there is no backup now.
    """
    from kindtui.storage.atomic import locked

    if not path.exists() and not copies.generations(path):
        return None
    try:
        with locked(path, clock):
            copies.read(path)
            return backups.make(path, path.read_bytes(), kind, clock.now().at)
    except OSError as error:
        raise NotSavedError.from_os(files.backups_of(path), error) from None


def moment_in_words(at: datetime, clock: Clock) -> str:
    """A moment as the clock on the wall shows it here."""
    wall = at + timedelta(seconds=clock.now().offset)
    return f"{in_words(wall.date())} {wall.year}, {wall:%H:%M}"


def _list(path: Path, clock: Clock) -> str:
    whole = {one.id: one for one in copies.generations(path)}
    names = [one.id for one in whole.values() if one.id == PREVIOUS]
    names += [backup.id for backup in backups.found(path)]
    if not names:
        return NONE
    width = max(map(len, names))
    return "\n".join(f"{name:{width}}  {_told(whole.get(name), clock)}" for name in names)


def _told(one: Generation | None, clock: Clock) -> str:
    if one is None:
        return "not whole"
    return f"{days_in_words(one.copy.journal)}, last changed {moment_in_words(one.written, clock)}"


def _create(path: Path, clock: Clock) -> str:
    made = back_up(path, "asked", clock)
    if made is None:
        return "There is nothing to back up yet."
    return f"Made the backup {made.id}."


def _verify(path: Path) -> Outcome:
    whole = {one.id for one in copies.generations(path)}
    names = [backup.id for backup in backups.found(path)]
    if files.previous_of(path).exists():
        names.insert(0, PREVIOUS)
    if not names:
        return Outcome(NONE)
    lines = [f"{name} is not whole." for name in names if name not in whole]
    lines.append(f"{len(whole)} of {len(names)} are whole.")
    return Outcome("\n".join(lines), exit_codes.DONE if len(whole) == len(names) else exit_codes.UNREADABLE)


def _restore(path: Path, name: str, clock: Clock, *, dry_run: bool) -> str:
    one = _chosen(path, name)
    what = f"the journal as of {moment_in_words(one.written, clock)}, {days_in_words(one.copy.journal)}"
    if dry_run:
        return f"This would bring back {what}; {_instead(path)}. Nothing was written."
    durable = restore(path, one.copy, clock)
    doubt = "" if durable else " This disk did not confirm it; a power cut might still undo it."
    return f"Brought back {what}. What was there before is kept beside it.{doubt}"


def _instead(path: Path) -> str:
    try:
        now: Copy | None = copies.read(path)
    except UnreadableError:
        now = None
    return f"the one there now has {days_in_words(now.journal)}" if now else "the one there now is not whole"


def _chosen(path: Path, name: str) -> Generation:
    """The copy of that name, or the only one whose name begins so."""
    listed = [PREVIOUS, *(backup.id for backup in backups.found(path))]
    meant = [one for one in listed if one == name] or [one for one in listed if name and one.startswith(name)]
    if len(meant) != 1:
        which = "several backups begin like that" if meant else "there is no such backup"
        message = f"{which}. `kindtui backup list` shows their names."
        raise UsageError(message)
    for one in copies.generations(path):
        if one.id == meant[0]:
            return one
    message = f"{meant[0]} is not whole, so {path} was left as it is. `kindtui backup list` shows the others."
    raise UnreadableError(message)
