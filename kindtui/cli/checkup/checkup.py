"""The check-up of a journal and of the files beside it."""

from pathlib import Path
from typing import NamedTuple

from kindtui.cli.checkup.commands import Commands
from kindtui.cli.checkup.companions import examine_copies, examine_lock, examine_modes
from kindtui.cli.checkup.finding import Finding
from kindtui.cli.checkup.journal import JournalFacts, examine_folder, examine_journal
from kindtui.cli.checkup.leftovers import examine_leftovers, unlisted
from kindtui.cli.checkup.sealing import examine_sealing
from kindtui.storage import files, find
from kindtui.storage.mend import existing_files, may_mend
from kindtui.texts import get_text

USABLE_STATES = ("intact", "newer", "read_only", "none")


class Checkup(NamedTuple):
    """What was found out about the journal at the real path `path`."""

    path: Path
    journal: JournalFacts
    others: list[Finding]

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found, the journal first."""
        return [self.journal.finding, *self.others]

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing to mend."""
        return all(finding.is_whole for finding in self.findings)

    @property
    def text(self) -> str:
        """What a person reads: a line for each finding, and one for its remedy."""
        lines = [line for finding in self.findings for line in finding.lines]
        return "\n".join(f"{label:9} {what}" for label, what in lines)

    @property
    def object(self) -> dict[str, object]:
        """What a program reads; its keys are stable."""
        return {
            "path": str(self.path),
            "whole": self.is_whole,
            "locked": self.journal.is_locked,
            "days": self.journal.days,
            "saves": self.journal.saves,
            "findings": [found for finding in self.findings for found in finding.objects],
        }


def check_up(path: Path, named: Path, commands: Commands, *, is_fixed: bool) -> Checkup:
    """Look at the journal at the real path `path` and at the files beside it, and change nothing.

    Modes and folders are not looked at around a file that somebody may have named by mistake.

    Args:
        path: The real path of the journal.
        named: The journal as it was named, symbolic links included.
        commands: The commands that mend something.
        is_fixed: Whether what can be mended has just been.

    Raises:
        OSError: A file or folder cannot be examined.
    """
    journal = examine_journal(path)
    if journal.finding.state == "not_mounted":
        return Checkup(path, journal, [])
    is_usable = journal.finding.state in USABLE_STATES
    is_ours = may_mend(path) or not path.parent.is_dir()
    survey = find.survey(path)
    lock = examine_lock(path)
    others = [
        *examine_copies(
            path,
            _mending_of_copies(commands, is_usable=is_usable, is_fixed=is_fixed),
            is_listed=files.backups_folder(path) not in survey.unlisted,
        ),
        *([examine_modes(existing_files(path, survey), commands, is_fixed=is_fixed)] if is_ours else []),
        lock,
        *(examine_sealing(path, journal.keyring, survey, commands) if is_usable else []),
        *examine_leftovers(path, survey, commands, is_saving=lock.state == "in_use", is_fixed=is_fixed),
        *map(unlisted, survey.unlisted),
    ]
    if is_ours:
        others += examine_folder(path, named)
    return Checkup(path, journal, others)


def _mending_of_copies(commands: Commands, *, is_usable: bool, is_fixed: bool) -> tuple[str, str]:
    """Return the command that mends damaged copies, empty if there is none, and what to do as a sentence."""
    if not is_usable:
        return "", get_text("commands.doctor.remedy.journal_first")
    if is_fixed:
        return "", get_text("commands.doctor.remedy.by_hand")
    return commands.fix, get_text("commands.doctor.remedy.aside", command=commands.fix)
