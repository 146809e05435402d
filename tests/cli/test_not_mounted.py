"""A vault or a disk that is not mounted: one sentence of every command and the app, 3, and nothing made."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.storage import mounts
from tests.cli.doctor_worlds import fill
from tests.cli.program_here import ProgramHere, open_again
from tests.cli.test_every_command import LINES
from tests.real_terminal import Terminal
from tests.support import TODAY

SECRET = "Noor held my hand"
NOW = "2026-11-22T08:00:00+01:00"
TO_MOUNT = re.compile(r"[Mm]ount (it|that)\b")
LINES_ALSO = (
    "", "status --short", "status --json", "show --json", "list --json", "search tea --json", "log rest",
    "log received -", "log rest --day 2026-11-25", "edit 2026-11-20", "undo --dry-run", "export --format csv",
    "export --format svg", "export -o out.json", "import export.json --dry-run", "merge copy.json --dry-run",
    "backup list --json", "backup create", "backup verify", "backup restore previous",
    "backup restore previous --dry-run", "purge today", "purge --all", "doctor --fix", "doctor --json",
    "doctor --find -",
)  # fmt: skip
WITHOUT_A_JOURNAL = {"where", "completion", "help", "places"}
NEEDING_ONE = [line for name, (line, _) in LINES.items() if name not in WITHOUT_A_JOURNAL] + [*LINES_ALSO[1:]]
PLACES = ("closed folder", "below a closed folder", "missing disk", "empty mount point")
COMMANDS = sorted({line.split()[0] for line in NEEDING_ONE})


@pytest.fixture
def away(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgramHere]:
    """A program whose journal is in a place that is not mounted, and other files that are there."""
    program = ProgramHere(tmp_path, {"EDITOR": "true", "VISUAL": "true"})
    other = ProgramHere(tmp_path)
    other.data = tmp_path / "copy.json"
    other.session().submit(ReceivedWritten(TODAY, "tea"))
    assert other.run("export", "-o", tmp_path / "export.json").status == 0
    program.data = place(getattr(request, "param", PLACES[0]), tmp_path, monkeypatch)
    with open_again(tmp_path):
        yield program


def place(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The journal in a place where nothing is mounted."""
    vault = folder / "my vault"
    match name:
        case "closed folder":
            vault.mkdir(mode=0o500)
        case "below a closed folder":
            vault.mkdir(mode=0o500)
            return vault / "diary" / "journal.json"
        case "missing disk" | "missing folder of disks":  # as /run/media is until the first disk is there
            if name == "missing disk":
                (folder / "media").mkdir()
            monkeypatch.setattr(mounts, "DISK_FOLDERS", (folder / "media",))
            return folder / "media" / "usb" / "diary" / "journal.json"
        case "empty mount point":
            vault.mkdir()
            (folder / "fstab").write_text(
                f"/dev/sdz1 {str(vault).replace(' ', chr(92) + '040')} ext4 noauto 0 2\n"
            )
            monkeypatch.setattr(mounts, "FSTAB", folder / "fstab")
    return vault / "journal.json"


def words(line: str, folder: Path) -> list[str]:
    return [str(folder / word) if word.endswith(".json") else word for word in line.split()]


def listed(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "away",
    [pytest.param(name, marks=[pytest.mark.sweep] * (name in PLACES[1:3])) for name in PLACES],
    indirect=True,
)
def test_every_command_asks_to_mount_it_and_makes_nothing(command: str, away: ProgramHere) -> None:
    before = listed(away.home)
    for line in NEEDING_ONE:
        if line.split()[0] != command:
            continue
        outcome = away.run(*words(line, away.home), stdin=f"{SECRET}\n".encode())
        said = outcome.out + outcome.err
        assert outcome.status == 3, (line, said)
        assert TO_MOUNT.search(said) or ("--json" in line and '"not_mounted"' in said), (line, said)
        assert SECRET not in said
        if not line.startswith("doctor"):
            assert (outcome.out, len(outcome.error_lines)) == ("", 1), (line, said)
        assert listed(away.home) == before, line


@pytest.mark.parametrize("away", ["missing folder of disks"], indirect=True)
@pytest.mark.parametrize("line", ["status", "log received tea", "doctor"])
def test_the_first_disk_is_not_mounted_yet(line: str, away: ProgramHere) -> None:
    before = listed(away.home)
    outcome = away.run(*line.split())
    assert outcome.status == 3
    assert TO_MOUNT.search(outcome.out + outcome.err)
    assert listed(away.home) == before


@pytest.mark.parametrize("away", PLACES, indirect=True)
def test_what_needs_no_journal_works(away: ProgramHere) -> None:
    before = listed(away.home)
    for name in WITHOUT_A_JOURNAL:
        assert away.run(*LINES[name][0].split()).status == 0, name
    assert away.run("where", "data").out == f"{away.data}\n"
    assert away.run("status", "--demo").status in (0, 1)
    assert listed(away.home) == before


@pytest.mark.parametrize("away", PLACES, indirect=True)
def test_doctor_finds_that_alone(away: ProgramHere) -> None:
    outcome = away.run("doctor", "--json")
    report = json.loads(outcome.out)
    assert (outcome.status, outcome.err) == (3, "")
    assert (report["path"], report["whole"], report["days"], report["saves"]) == (
        str(away.data),
        False,
        None,
        None,
    )
    assert [(f["about"], f["state"]) for f in report["findings"] if not f["whole"]] == [
        ("data", "not_mounted")
    ]


@pytest.mark.parametrize("away", ["missing disk"], indirect=True)
def test_the_remedy_that_is_named_is_a_command_of_the_shell(away: ProgramHere) -> None:
    """A mount needs a device, but a folder can be made; the person then begins a journal there on purpose."""
    report = json.loads(away.run("doctor", "--json").out)
    [remedy] = [finding["remedy"] for finding in report["findings"] if "remedy" in finding]
    assert away.run_in_shell(remedy) == []
    assert away.run("doctor").status == 0
    assert away.run("log", "received", "tea").status == 0


def test_once_it_is_mounted_all_is_as_before(away: ProgramHere) -> None:
    folder = away.data.parent
    folder.chmod(0o700)
    fill(away)
    assert away.run("doctor").status == 0
    assert away.run("status").status in (0, 1)


def test_a_link_to_a_place_that_is_not_mounted(away: ProgramHere) -> None:
    link = away.home / "linked.json"
    link.symlink_to(away.data)
    away.data = link
    for line in ("status", "log received tea", "backup create", "doctor"):
        outcome = away.run(*line.split())
        assert (outcome.status, bool(TO_MOUNT.search(outcome.out + outcome.err))) == (3, True), line
    assert list((away.home / "my vault").iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "entry"),
    [
        (0o700, None),
        (0o500, "journal.json"),
        pytest.param(
            0o500,
            "notes.txt",
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root may write there all the same"),
        ),
    ],
)
def test_a_folder_that_is_used_is_mounted(mode: int, entry: str | None, tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data.parent.mkdir()
    if entry == "journal.json":
        fill(program)
    elif entry:
        (program.data.parent / entry).touch()
    with open_again(tmp_path):
        program.data.parent.chmod(mode)
        outcome = program.run("status")
        assert (outcome.status in (0, 1), bool(TO_MOUNT.search(outcome.err))) == (True, False)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        *(
            pytest.param(arguments, marks=pytest.mark.sweep)
            for arguments in (("checkin",), ("settings",), ("log", "received"), ("purge", "--all"))
        ),
    ],
)
@pytest.mark.parametrize("missing", [False, pytest.param(True, marks=pytest.mark.sweep)])
def test_in_a_terminal_it_is_the_same_sentence(
    missing: bool, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """Also the app, which then draws nothing; there's no disk of that name anywhere."""
    path = Path("/mnt" if missing else tmp_path) / f"kindtui-{uuid4().hex}" / "journal.json"
    if not missing:
        path.parent.mkdir(mode=0o500)
    elif not path.parent.parent.is_dir():
        pytest.skip("no disks are mounted there")
    with Terminal(path, NOW, *arguments, size=(400, 24), environment={"HOME": str(tmp_path)}) as terminal:
        assert terminal.wait_for_exit() == 3
        text = " ".join(terminal.text.split())
        assert TO_MOUNT.search(text)
        assert text.count("kindtui: ") == 1
        assert b"\x1b[?1049h" not in terminal.raw
    assert not path.exists()
    assert (list(path.parent.iterdir()) == []) if not missing else not path.parent.exists()
    assert [file.name for file in tmp_path.iterdir()] == ([] if missing else [path.parent.name])
