"""`kindtui doctor`: report on the journal and the files beside it, and find the files that contain a word."""

from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.checkup.checkup import Checkup, check_up
from kindtui.cli.checkup.commands import Commands
from kindtui.cli.checkup.finding import Finding
from kindtui.cli.checkup.journal import examine_place
from kindtui.cli.invocation import Invocation
from kindtui.cli.json_line import json_line
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.provided import read_provided
from kindtui.cli.text_input import prompt_line
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import tell, warn
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import printable
from kindtui.storage import backups, files, find, mounts
from kindtui.storage.sealed_files import first_keyring
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do beside looking, and the form of the output."""
    parser.description = get_text("commands.doctor.description")
    parser.add_argument("--fix", action="store_true", help=get_text("commands.doctor.fix"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=get_text("commands.json"))
    form.add_argument("--find", choices=("-",), help=get_text("commands.doctor.find"))


def run(invocation: Invocation) -> int:
    """Print a report, after repairs if they were asked for. The exit status says whether all is well.

    What could not be repaired is a warning; the report and the exit status are those of afterwards.

    Raises:
        UsageError: A search was asked for, and no word was given.
        UnreadableError: There can be no journal there and the report is not JSON; or a search was asked for
            and the disk or vault of the journal is not mounted.
    """
    options = invocation.options
    if not options.json:
        files.check_place(invocation.real_path)
    # Files beside the links to the journal are looked at as well.
    return report(_find_word(invocation) if options.find else _examine(invocation))


def _examine(invocation: Invocation) -> Outcome:
    options, path = invocation.options, invocation.real_path
    blocked = examine_place(invocation.path)
    if options.fix and not blocked:
        from kindtui.storage.mend import mend

        for problem in mend(path, invocation.clock):
            warn(problem)
    commands = Commands(options.data)
    if blocked:
        checkup = Checkup(path, blocked, [])
    else:
        checkup = check_up(path, invocation.path, commands, is_fixed=options.fix)
    provided = read_provided(invocation.environment, with_files=True, with_theme=True)
    left_out = [Finding("settings", "left_out", problem) for problem in provided.problems]
    checkup = checkup._replace(others=[*checkup.others, *left_out])
    text = json_line(checkup.object) if options.json else checkup.text
    return Outcome(text, exit_codes.SUCCESS if checkup.is_whole else exit_codes.UNREADABLE)


def _find_word(invocation: Invocation) -> Outcome:
    path = invocation.path
    word = prompt_line(get_text("commands.doctor.find.question")).text.strip()
    if not word:
        raise UsageError(get_text("commands.doctor.find.no_word"))
    mounts.check_links(path)
    backups.check_mounted(files.names_of(path)[-1])
    keyring = first_keyring(find.survey(path))
    sealed, unopened = _find_sealed(invocation, word, keyring) if keyring else ([], [])
    found, unreadable, unlisted = find.files_containing(path, word)
    unseen = [get_text("commands.doctor.find.unreadable", path=printable(file)) for file in unreadable]
    unseen += [get_text("commands.doctor.unlisted", path=printable(folder)) for folder in unlisted]
    unseen += [get_text("commands.doctor.find.unopened", path=printable(file)) for file in unopened]
    lines = _places(found, sealed) if keyring else _places(found)
    if not lines and unseen:
        lines = [get_text("commands.doctor.find.nowhere_readable")]
    elif not lines:
        lines = [get_text("commands.doctor.find.nowhere")]
    return Outcome("\n".join(lines + unseen), exit_codes.UNREADABLE if unseen else exit_codes.SUCCESS)


def _places(plain: list[Path], sealed: list[Path] | None = None) -> list[str]:
    """Return where a word is, in sentences: in plain words, and among what is sealed if anything is."""
    if sealed is None:
        return [get_text("commands.doctor.find.found", path=printable(file)) for file in plain]
    lines = [get_text("commands.doctor.find.found_plain", path=printable(file)) for file in plain]
    return lines + [get_text("commands.doctor.find.found_locked", path=printable(file)) for file in sealed]


def _find_sealed(invocation: Invocation, word: str, keyring: Keyring) -> tuple[list[Path], list[Path]]:
    """Return the files that have a word sealed, and those that do not open with the key of that keyring.

    Raises:
        UnreadableError: The passphrase cannot be got.
    """
    from kindtui.cli.passphrase import PassphraseSource
    from kindtui.storage.find_sealed import sealed_files_containing

    keys = PassphraseSource(invocation.environment, invocation.real_path).unlock(keyring)
    tell(get_text("commands.doctor.find.opening"))
    return sealed_files_containing(invocation.path, word, keyring, keys)
