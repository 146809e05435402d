"""Every command over a locked journal: without a passphrase, with a wrong one and with the right one.

Whatever is done, no sealed string is printed, no word without the key, and no file has a plain word.
"""

import shutil
from pathlib import Path

import pytest

from tests.cli.locked_world import (
    SEALED_WORDS,
    VARIABLE,
    WRONG,
    LockedProgram,
    check_files,
    check_says_nothing,
)
from tests.cli.program import Outcome
from tests.cli.test_every_command import LINES

NEW = "a pelican at the pond"
# Each command of LINES, with its status without the key and with it.
STATUSES = {
    "status": (1, 1), "checkin": (0, 0), "places": (0, 0), "show": (3, 0), "list": (3, 0), "search": (3, 0),
    "log": (0, 0), "edit": (3, 2), "undo": (3, 0), "export": (3, 0), "import": (3, 0), "merge": (0, 0),
    "backup": (0, 0), "purge": (2, 2), "lock": (0, 0), "unlock": (3, 0), "doctor": (0, 0), "settings": (0, 0),
    "where": (0, 0), "completion": (0, 0), "help": (0, 0),
}  # fmt: skip
MORE = {
    "status --json": (1, 1),
    "status --short": (1, 1),
    "show 2026-11-13": (3, 0),
    "show yesterday --json": (3, 0),
    "show 2020-01-01": (3, 0),
    "list --json --last 20d": (3, 0),
    "search heliotrope --json": (3, 0),
    "search november": (3, 0),
    "log gave NEW": (0, 0),
    "log kept NEW --day yesterday": (0, 0),
    "log received - --day 2026-11-13": (0, 0),
    "log rest": (0, 0),
    "log rest --day 2026-12-01..2026-12-06": (0, 0),
    "log rest NEW": (2, 2),
    "log gave NEW --day tomorrow": (2, 2),
    "undo --dry-run": (3, 0),
    **{f"export --format {each} -o OUT": (3, 0) for each in ("json", "csv", "markdown", "html", "svg")},
    "export --last 20d --only received,gave -o OUT": (3, 0),
    "import export.json --dry-run": (3, 0),
    "import copy.json": (3, 3),  # which `merge` takes
    "merge copy.json --dry-run": (0, 0),
    "merge data/journal.json.prev": (0, 0),
    "merge plain.json": (0, 0),
    "merge plain.json --dry-run": (0, 0),
    "merge copy.json --base data/journal.json.prev": (0, 0),
    "merge data/journal.json.prev --base copy.json --into copy.json": (0, 0),
    "backup create": (0, 0),
    "backup verify": (0, 0),
    "backup list --json": (0, 0),
    "backup restore previous": (0, 0),
    "backup restore previous --dry-run": (0, 0),
    "purge 2026-11-13": (0, 0),
    "purge --all": (2, 2),
    "doctor --json": (0, 0),
    "doctor --fix": (0, 0),
    "doctor --find -": (3, 0),
    "where --json": (0, 0),
    "where data": (0, 0),
    "help lock": (0, 0),
    "edit 2026-11-13": (3, 2),
    "checkin --demo": (2, 2),
    "list --demo": (0, 0),
}
STDIN = {"log received -": NEW, "purge 2026-11-13": "2026-11-13", "doctor --find": "quince"}
UNSEALING = ("export", "unlock --for-good")  # they are there to write plain words


def line_of(name: str) -> str:
    if name == "export":
        return "export -o OUT"  # as standard output is not read here
    return LINES[name][0] if name in LINES else name


def run_line(program: LockedProgram, line: str) -> Outcome:
    """Run a command over the journal, with files for those that take some."""
    home = program.home
    shutil.copy(program.data, home / "copy.json")
    (home / "export.json").write_bytes(program.exported)
    shutil.copy(home / "export.json", home / "plain.json")
    names = {"NEW": NEW, "OUT": str(home / "out")}
    arguments = [str(home / word) if word.endswith((".json", ".prev")) else word for word in line.split()]
    stdin = next((text for start, text in STDIN.items() if line.startswith(start)), "")
    return program.run(*(names.get(word, word) for word in arguments), stdin=f"{stdin}\n".encode())


def test_every_command_is_here() -> None:
    assert STATUSES.keys() == LINES.keys()


@pytest.mark.parametrize("name", [*STATUSES, *MORE])
def test_without_the_key_it_tells_no_word(name: str, locked: LockedProgram) -> None:
    line = line_of(name)
    status = {**STATUSES, **MORE}[name][0]
    for program in (locked, locked.given(WRONG)):
        before = locked.files()
        outcome = check_says_nothing(run_line(program, line), NEW, WRONG)
        assert outcome.status == status, outcome
        assert not (locked.home / "out").exists()
        if status in (2, 3):
            assert (outcome.out, len(outcome.error_lines)) == ("", 1)
            assert locked.files() == before
        if status == 3 and name != "import copy.json":
            assert VARIABLE in outcome.err
        check_files(locked, NEW)


@pytest.mark.parametrize("name", [*STATUSES, *MORE])
def test_with_the_key_it_shows_words_and_nothing_that_stands_for_them(
    name: str, locked: LockedProgram
) -> None:
    line = line_of(name)
    outcome = run_line(locked.given(), line)
    assert outcome.status == {**STATUSES, **MORE}[name][1], outcome
    assert not SEALED_WORDS.search(outcome.out + outcome.err)
    if (locked.home / "out").exists():
        assert not SEALED_WORDS.search((locked.home / "out").read_text())
    if not line.startswith(UNSEALING):
        check_files(locked, NEW)


def test_options_of_a_locked_journal_can_stand_anywhere(locked: LockedProgram, tmp_path: Path) -> None:
    elsewhere = tmp_path / "data" / "other.json"
    for arguments in (("--data", "DATA", "show"), ("show", "--data", "DATA")):
        paths = [
            [str(data) if word == "DATA" else word for word in arguments] for data in (elsewhere, locked.data)
        ]
        assert locked.run(*paths[0]).status == 0  # there is none, so there is nothing to ask
        assert locked.run(*paths[1]).status == 3
        assert locked.given().run(*paths[1]).status == 0
