"""The command line: options at any place, plain texts, wrong words, and all that the pages name."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui import __version__
from kindtui.cli.command_list import members
from kindtui.cli.main import run
from kindtui.domain.requests import NoteWritten, ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import ROOT, TODAY

Capture = pytest.CaptureFixture[str]
SECRET = "Noor held my hand"
EDITOR = r"""#!/bin/sh
sed -i 's/== Notes ==/&\nedited/' "$1"
"""
FOLDERS = itertools.count()
WITH_DEMO = {"status", "show", "list", "search", "export"}


class World(NamedTuple):
    """A folder with journals, exports and an editor, and the environment that names them."""

    folder: Path
    environment: dict[str, str]

    @property
    def data(self) -> Path:
        return self.folder / "data" / "journal.json"

    def words(self, line: str) -> list[str]:
        """Split a line into words, with each `@name` as the path of that file here."""
        return [
            re.sub(r"^(--\w+=)?@", lambda found: f"{found[1] or ''}{self.folder}/", word)
            for word in line.split()
        ]

    def run(self, *arguments: str) -> int:
        """Run a command in this process; an export to standard output, which it would close, in another."""
        is_to_file = any(word.startswith(("-o", "--output", "-h", "--help")) for word in arguments)
        if "export" in arguments and not is_to_file:
            done = subprocess.run(
                [*KINDTUI_COMMAND, *arguments], env=self.environment, cwd=ROOT, stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=30,
            )  # fmt: skip
            sys.stdout.write(done.stdout)
            sys.stderr.write(done.stderr)
            return done.returncode
        try:
            return run(arguments, self.environment)
        except SystemExit as ended:
            return int(ended.code or 0)

    def files(self) -> dict[str, bytes]:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each world is a copy of."""
    folder = tmp_path_factory.mktemp("model")
    program = Program(folder)
    session = program.session()
    session.submit(ReceivedWritten(TODAY, "tea"), ReceivedWritten(date(2026, 11, 3), "cake"))
    session.submit(NoteWritten(date(2026, 11, 21), "a note"))
    (folder / "other").mkdir()
    shutil.copy(program.data, folder / "other" / "journal.json")
    (folder / "export.json").write_text(program.run("export").out)
    more = folder / "more" / "journal.json"
    more.parent.mkdir()
    shutil.copy(program.data, more)
    program.run("--data", more, "log", "kept", "no")
    (folder / "more.json").write_text(program.run("--data", more, "export").out)
    (folder / "editor").write_text(EDITOR)
    (folder / "editor").chmod(0o700)
    return folder


def copy_of(model: Path, folder: Path) -> World:
    shutil.copytree(model, folder)
    environment = Program(folder).environment
    return World(folder, {**environment, "EDITOR": str(folder / "editor")})


@pytest.fixture
def world(model: Path, tmp_path: Path) -> World:
    return copy_of(model, tmp_path / "world")


@pytest.fixture(autouse=True)
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An input that is no terminal and holds nothing."""
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield


class Line(NamedTuple):
    """A command line that works: its command, the words after it, and its options."""

    command: str
    words: str = ""
    options: tuple[str, ...] = ()
    status: int = 0


LINES = (
    Line("status", "", ("--json",), 1),
    Line("status", "", ("--short",), 1),
    Line("log", "received Lin kept me a seat", ("--day yesterday",)),
    Line("log", "gave a - b", ("--day 2026-11-20",)),
    Line("log", "kept no", ("--day=monday",)),
    Line("log", "rest", ("--day today..sunday",)),
    Line("show", "3 nov", ("--json",)),
    Line("show", "2 weeks ago", ("--json",)),
    Line("list", "", ("--last 2w", "--json")),
    Line("search", "tea", ("--json",)),
    Line("search", "a no te", ("--json",)),
    Line("edit", "3 nov"),
    Line("undo", "", ("--dry-run",)),
    Line("undo"),
    Line("export", "", ("--format csv", "-o @days.csv", "--force")),
    Line("export", "", ("--format=markdown", "--output=@days.md")),
    Line("import", "@export.json", ("--dry-run",)),
    Line("import", "@export.json"),
    Line("merge", "@other/journal.json", ("--base @other/journal.json", "--dry-run")),
    Line("merge", "@other/journal.json", ("--into @more/journal.json",)),
    Line("backup list"),
    Line("backup verify"),
    Line("backup restore", "previous", ("--dry-run",)),
    Line("purge", "3 nov", (), 2),
    Line("purge", "", ("--all",), 2),
    Line("lock", "", ("--change",), 2),
    Line("unlock", "", ("--for-good",)),
    Line("doctor", "", ("--fix",)),
    Line("doctor", "", ("--find -",), 2),
    Line("settings"),
    Line("where"),
    Line("completion", "bash"),
    Line("help", "backup restore"),
    Line("places"),
    Line("checkin"),
)


def result_of(world: World, arguments: Sequence[str], capfd: Capture) -> Any:
    """What a run said and what it left behind, with the folder as `@`."""
    capfd.readouterr()
    status = world.run(*arguments)
    out, err = capfd.readouterr()
    world.run("list", "--json", "--last", "99999")
    days = capfd.readouterr().out
    # A command in a sentence has `--data` if this one was given it.
    said = [
        text.replace(f"{world.folder}", "@").replace(" --data @/data/journal.json", "") for text in (out, err)
    ]
    return status, *(re.sub(r"\d+ seconds? ago|just now", "now", text) for text in said), days, sorted(
        re.sub(r"[0-9a-f]{12,16}|\d{8}T\d+Z?", "*", name) for name in world.files()
    )  # fmt: skip


def test_every_command_has_a_line() -> None:
    assert {line.command.split()[0] for line in LINES} == set(members())


@settings(max_examples=max(settings().max_examples // 2, 1))
@given(data=st.data())
def test_options_at_any_place_give_the_same_result(
    data: st.DataObject, model: Path, tmp_path: Path, capfd: Capture
) -> None:
    line = data.draw(st.sampled_from(LINES))
    first, second = (copy_of(model, tmp_path / f"world-{next(FOLDERS)}") for _ in range(2))
    usual = first.words(" ".join([line.command, line.words, *line.options]).replace("  ", " "))
    options = [*line.options, *(["--data @data/journal.json"] if data.draw(st.booleans(), "data") else [])]
    places: list[list[str]] = [[word] for word in second.words(f"{line.command} {line.words}")]
    name_length = len(line.command.split())
    for option in data.draw(st.permutations(options), "order"):
        is_global = option.startswith("--data")
        place = data.draw(st.integers(0 if is_global else name_length, len(places)), "place")
        if is_global:  # not within the command of two words, when it stands before it
            places.insert(place, second.words(option))
            name_length += place < name_length
        else:
            places.insert(place, second.words(option))
    arguments = [word for words in places for word in words]
    expected = result_of(first, usual, capfd)
    assert expected[0] == line.status, expected
    assert result_of(second, arguments, capfd) == expected, arguments


TEXTS = {
    "Lin kept me a seat": "Lin kept me a seat",
    "-- --day yesterday": "--day yesterday",
    "tea -- and -- cake": "tea and -- cake",
    "a - b": "a - b",
    "- b": "- b",
    "a -": "a -",
    "-- -": None,
    "-- - -": "- -",
    "-- -- x": "-- x",
    "-- --help": "--help",
    "well-being -- -5 degrees": "well-being -5 degrees",
    "tea --day today for two": "tea for two",
    "gave received kept rest": "gave received kept rest",
    "help": "help",
    "A   b": "A b",
}


@pytest.mark.parametrize("words", TEXTS)
def test_a_text_needs_no_quotes(words: str, world: World, capfd: Capture) -> None:
    status = world.run("log", "kept", *words.split())
    said = capfd.readouterr()
    if TEXTS[words] is None:  # a dash alone is the standard input, where nothing is
        assert status == 2
        return
    assert (status, said.err) == (0, "")
    assert stored(world, "kept") == [TEXTS[words]]


def stored(world: World, part: str, on: str = "2026-11-22") -> list[str]:
    lines = getattr(Program(world.folder).stored_day(on), part)
    return [line.text for line in lines]


@pytest.mark.parametrize("words", [["two  blanks ", "and one"], ["two\nlines"], ["a\n", "b"]])
def test_a_quoted_text_keeps_its_line_breaks(words: list[str], world: World) -> None:
    assert world.run("log", "kept", *words) == 0
    assert stored(world, "kept")[0].split() == " ".join(words).split()
    assert ("\n" in stored(world, "kept")[0]) == ("\n" in "".join(words))


@pytest.mark.parametrize("line", ["-- log kept tea", "log -- kept tea", "log kept -- tea", "log kept tea --"])
def test_two_dashes_end_the_options_wherever_they_are(line: str, world: World) -> None:
    assert world.run(*line.split()) == 0
    assert stored(world, "kept") == ["tea"]


DAYS = {
    "2026-11-03": "2026-11-03", "today": "2026-11-22", "yesterday": "2026-11-21", "3 nov": "2026-11-03",
    "Nov 3": "2026-11-03",
    "monday": "2026-11-16", "last tue": "2026-11-17", "2 weeks ago": "2026-11-08", "a day ago": "2026-11-21",
    "3.11.2026": "2026-11-03", "3/11": "2026-11-03", "the day before yesterday": "2026-11-20",
    "3rd of november": "2026-11-03",
    "20261103": "2026-11-03", "29 feb": "2024-02-29",
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [*((day, [day]) for day in DAYS), *((day, day.split()) for day in DAYS if " " in day)],
)
def test_every_command_reads_a_day_as_the_date_field_does(
    day: str, words: list[str], world: World, capfd: Capture
) -> None:
    assert world.run("show", "--json", *words) == 0
    assert json.loads(capfd.readouterr().out)["date"] == DAYS[day]
    assert world.run("log", "kept", "no", "--day", day) == 0
    assert stored(world, "kept", DAYS[day]) == ["no"]
    capfd.readouterr()
    assert world.run("edit", *words) == 0
    assert stored(world, "notes", DAYS[day])[-1] == "edited"
    assert world.run("purge", *words) == 2
    assert DAYS[day] in capfd.readouterr().err
    part = world.folder / "part.csv"
    assert world.run("export", "--format", "csv", "--from", day, "--to", day, "-o", str(part)) == 0
    assert set(re.findall(r"^\W?(20\d\d-\d\d-\d\d)", part.read_text(), re.MULTILINE)) == {DAYS[day]}


@pytest.mark.parametrize(
    "day", ["", " ", "soon", "2026-02-30", "32 nov", "tomorrow", "today yesterday", "nov"]
)
@pytest.mark.parametrize("command", ["show", "edit", "purge", "log kept no --day", "export -o @x.csv --from"])
def test_what_is_no_day_is_refused_everywhere(command: str, day: str, world: World, capfd: Capture) -> None:
    if command == "purge" and day == "tomorrow":
        pytest.skip("its own sentence, see test_purge_command.py")
    if command.startswith("export") and day == "tomorrow":
        pytest.skip("a range may begin ahead")
    before = world.files()
    assert world.run(*world.words(command), day) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert world.files() == before


# What is wrong, the nearest right word, and the command whose help is named.
NEAR = {
    "staus": ("status", ""),
    "exprot": ("export", ""),
    "lst": ("list", ""),
    "serch tea": ("search", ""),
    "--jsn status": ("--json", "status"),
    "--dta x status": ("--data", "status"),
    "--demo sho list": ("show", ""),
    "--data @data/journal.json lgo gave help": ("log", ""),
    "help bakup": ("backup", ""),
    "help backup restor": ("restore", "backup"),
    "backup lits": ("list", "backup"),
    "backup restroe previous": ("restore", "backup"),
    "log recieved tea": ("received", "log"),
    "log kept tea --dya today": ("--day", "log"),
    "show --jsno": ("--json", "show"),
    "show today --jsn": ("--json", "show"),
    "list --lats 14": ("--last", "list"),
    "export --fromat csv": ("--format", "export"),
    "export --format cvs": ("csv", "export"),
    "export --format markdwon": ("markdown", "export"),
    "undo --dryrun": ("--dry-run", "undo"),
    "import @export.json --dry-rn": ("--dry-run", "import"),
    "merge @other/journal.json --bse x": ("--base", "merge"),
    "backup restore previous --dyr-run": ("--dry-run", "backup restore"),
    "purge --al": ("--all", "purge"),
    "doctor --fxi": ("--fix", "doctor"),
    "completion bsh": ("bash", "completion"),
}


@pytest.mark.parametrize("line", NEAR)
def test_a_wrong_word_is_named_with_its_neighbour_and_the_help_of_its_command(
    line: str, world: World, capfd: Capture
) -> None:
    nearest, command = NEAR[line]
    before = world.files()
    assert world.run(*world.words(line)) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"`kindtui {command} --help`".replace("  ", " ") in said.err
    assert re.search(rf"(?<![\w-]){nearest}\b", said.err)
    assert world.files() == before


def _prefixes() -> list[str]:
    shortened = {
        "status": ["--js", "--sho"], "show": ["--j"], "log kept tea": ["--da today", "--d=today"],
        "list": ["--la 3"],
        "search tea": ["--jso"], "undo": ["--dry"], "export": ["--form csv", "--forc", "--out=x"],
        "import @export.json": ["--dry"], "merge @other/journal.json": ["--int x", "--bas x"],
        "purge": ["--al"],
        "doctor": ["--fi", "--fin -"], "backup restore previous": ["--dry"],
    }  # fmt: skip
    common = [
        f"{line} {word}" for line in ("status", "where", "backup list") for word in ("--dat x", "--hel")
    ]
    commands = ["sta", "expo", "back list", "backup lis", "--vers", "he"]
    return [
        *(f"{line} {option}" for line, options in shortened.items() for option in options),
        *common,
        *commands,
    ]


@pytest.mark.parametrize("line", _prefixes())
def test_nothing_can_be_shortened(line: str, world: World, capfd: Capture) -> None:
    before = world.files()
    assert world.run(*world.words(line)) == 2
    assert capfd.readouterr().out == ""
    assert world.files() == before


@pytest.mark.parametrize(
    "line",
    [
        "Noor", "log Noor", "log Noor tea", "show Noor", "edit Noor", "backup Noor", "backup list Noor",
        "help Noor", "help backup Noor",
        "status Noor", "status --Noor", "status --json=Noor", "status -Noor", "log gave tea -Noor",
        "log gave tea --Noor",
        "log gave tea --day Noor", "log rest Noor", "log rest --day Noor", "export --format Noor",
        "export Noor", "list --last Noor",
        "list Noor", "completion Noor", "doctor --find Noor", "doctor Noor", "undo Noor", "purge Noor",
        "--Noor", "-Noor",
        "backup restore Noor", "where Noor", "settings Noor", "checkin Noor", "places Noor",
        "import @export.json Noor",
        "merge @other/journal.json Noor", "search --Noor", "Noor --help-me",
    ],
)  # fmt: skip
def test_what_a_person_wrote_is_never_repeated(line: str, world: World, capfd: Capture) -> None:
    before = world.files()
    assert world.run(*world.words(line)) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "Noor" not in said.err
    assert world.files() == before


@pytest.mark.parametrize(
    "line",
    [
        "log Dave rang me",
        "log Jest a chat",
        "log Kent rang me",
        "log Kep said hello",
        "log Reva waved",
        "Lisa called",
        "help Lisa",
        "log Gale helped",
        "log Rees rang",
    ],
)
def test_a_name_that_is_like_a_word_of_ours_is_not_repeated(line: str, world: World, capfd: Capture) -> None:
    """Somebody forgot the kind of the entry: its first word is theirs."""
    assert world.run(*line.split()) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not [word for word in line.split() if word[0].isupper() and word in said.err]


@pytest.mark.parametrize("arguments", [["-V"], ["--version"], ["-V", "status"]], ids=" ".join)
def test_the_version(arguments: list[str], world: World, capfd: Capture) -> None:
    assert world.run(*arguments) == 0
    assert capfd.readouterr() == (f"kindtui {__version__}\n", "")


NAMES = (*members(), *(f"backup {deed}" for deed in ("list", "create", "verify", "restore")))


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_of_a_command_is_what_its_help_option_says(name: str, world: World, capfd: Capture) -> None:
    said = []
    for arguments in (["help", *name.split()], [*name.split(), "--help"], [*name.split(), "-h"]):
        assert world.run(*arguments) == 0
        said.append(capfd.readouterr())
    assert said[0] == said[1] == said[2]
    assert said[0].err == ""
    assert said[0].out.startswith(f"usage: kindtui {name}".rstrip())
    assert ("--demo" in said[0].out) == (not name or name in WITH_DEMO)
    assert "--data FILE" in said[0].out


def test_help_needs_no_journal(world: World, capfd: Capture) -> None:
    world.data.write_text(SECRET)
    assert world.run("help", "log") == 0
    assert world.run("status", "--help") == 0
    assert SECRET not in capfd.readouterr().out


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("places", "help", "backup")])
def test_the_demo_is_only_where_it_works(name: str, world: World, capfd: Capture) -> None:
    line = next((line for line in LINES if line.command == name), Line(name))
    words = [*name.split(), *world.words(line.words)]
    before = world.files()
    for arguments in (["--demo", *words], [*words, "--demo"]):
        status = world.run(*arguments)
        said = capfd.readouterr()
        assert (status in (0, 1)) == (name in WITH_DEMO), said.err
        if name not in WITH_DEMO:
            assert (status, said.out, said.err.count("\n")) == (2, "", 1)
            assert "--demo" in said.err
    for arguments in (["--demo", "--data", "x.json", *words], [*words, "--data", "x.json", "--demo"]):
        assert world.run(*arguments) == 2
        assert "--demo" in capfd.readouterr().err
    assert world.files() == before


# All that the README and the contract name: a command line, its status, and what it prints.
SAYS: dict[str, tuple[str, int, str]] = {
    "checkin": ("checkin", 0, "encourage"),
    "places": ("places", 0, "emergency"),
    "status": ("status", 1, r"Morning"),
    "status --json": ("status --json", 1, r'^\{"date":"2026-11-22","due":"morning",.*"mark":"kind"\}\}\n$'),
    "status --short": ("status --short", 1, r"^morning\n$"),
    "log gave": ("log gave tea", 0, "given"),
    "log received": ("log received tea", 0, "received"),
    "log kept": ("log kept no", 0, "kept"),
    "log rest": ("log rest", 0, "rest day"),
    "log --day": ("log rest --day today..sunday", 0, "Rest until Sunday 29 November"),
    "show": ("show", 0, r"^Sunday 22 November 2026"),
    "show --json": ("show 3 nov --json", 0, r'^\{"date":"2026-11-03".*"received":\["cake"\]'),
    "list": ("list", 0, r"^2026-11-22 .*\n2026-11-21 .*\n2026-11-03 .*\n$"),
    "list --last": ("list --last 2d", 0, r"^2026-11-22 .*\n2026-11-21 .*\n$"),
    "list --json": ("list --json", 0, r'^\[\{"date":"2026-11-22"'),
    "search": ("search tea", 0, r"^2026-11-22 +Received +tea\n$"),
    "search --json": (
        "search tea --json",
        0,
        r'^\[\{"date":"2026-11-22","part":"received","text":"tea"\}\]\n$',
    ),
    "edit": ("edit", 0, r"^Saved for Sunday 22 November: 1 new\.\n$"),
    "undo": ("undo", 0, r"^Undone: .*\n$"),
    "undo --dry-run": ("undo --dry-run", 0, r"^This would undo: .* Nothing was written\.\n$"),
    "export": ("export", 0, r'^\{.*"20261103"'),
    "export --format": ("export --format csv", 0, r"^\W?\w+.*,"),
    "export -o": ("export -o @new.json", 0, r"^$"),
    "export --force": ("export -o @export.json --force", 0, r"^$"),
    "export --from": ("export --format markdown --from 2026-11-21", 0, r"(?s)tea.*a note|a note.*tea"),
    "export --to": ("export --format markdown --to yesterday", 0, r"a note"),
    "export --last": ("export --format markdown --last 2", 0, r"a note"),
    "export --only": ("export --format markdown --only notes", 0, r"a note"),
    "export --names": ("export --format html --names none", 0, r"<html"),
    "export --quiet": ("export -o @new.json --quiet", 0, r"^$"),
    "import": ("import @export.json", 0, r"nothing new|Nothing to import"),
    "import --dry-run": ("import @export.json --dry-run", 0, r"nothing new|Nothing"),
    "import --as": ("import @export.json --as note", 2, r"^$"),
    "import --date-order": ("import @export.json --date-order dmy", 2, r"^$"),
    "merge": ("merge @other/journal.json", 0, "nothing new"),
    "merge --base": ("merge @other/journal.json --base @other/journal.json", 0, "nothing new"),
    "merge --into": ("merge @data/journal.json --into @other/journal.json", 0, "nothing new"),
    "merge --dry-run": ("merge @other/journal.json --dry-run", 0, "nothing new"),
    "backup list": ("backup list", 0, "previous"),
    "backup list --json": ("backup list --json", 0, r"^\[.*\]\n$"),
    "backup create": ("backup create", 0, "20261122"),
    "backup verify": ("backup verify", 0, "Intact"),
    "backup restore": ("backup restore previous", 0, "previous|Restored|back"),
    "backup --dry-run": ("backup restore previous --dry-run", 0, "Nothing was written"),
    "backup restore --dry-run": ("backup restore previous --dry-run", 0, "Nothing was written"),
    "purge": ("purge 3 nov", 2, ""),
    "purge --all": ("purge --all", 2, ""),
    "lock": ("lock", 2, "^$"),  # there is nobody to ask
    "lock --change": ("lock --change", 2, "^$"),
    "unlock": ("unlock", 2, "^$"),
    "unlock --for-good": ("unlock --for-good", 0, "isn't locked"),
    "doctor": ("doctor", 0, "journal.json"),
    "doctor --fix": ("doctor --fix", 0, "journal.json"),
    "doctor --json": ("doctor --json", 0, r"^\{.*\}\n$"),
    "doctor --find": ("doctor --find -", 2, ""),
    "settings": ("settings", 0, "Theme"),
    "where": ("where", 0, r"^data +.*journal\.json\n"),
    "where data": ("where data", 0, r"^/\S*/data/journal\.json\n$"),
    "where --json": ("where --json", 0, r'^\{.*"data":".*/journal\.json".*\}\n$'),
    "completion bash": ("completion bash", 0, "complete"),
    "completion zsh": ("completion zsh", 0, "kindtui"),
    "completion fish": ("completion fish", 0, "complete"),
    "help": ("help", 0, r"^usage: kindtui "),
}


def named_in_readme() -> list[str]:
    """Each command that the README lists, alone and with each of its options and choices."""
    block = (ROOT / "README.md").read_text().split("## Commands\n\n```text\n")[1].split("```")[0]
    named: list[str] = []
    for line in block.splitlines():
        usage = re.split(r" {2,}", line)[0].removeprefix("kindtui").split()
        if not usage or usage[0].startswith("-"):
            continue
        choices = (
            usage[1].strip("[]").split("|") if len(usage) > 1 and usage[1].strip("[]").islower() else [""]
        )
        if "COMMAND" in line:
            choices = [""]
        named += [f"{usage[0]} {choice}".strip() for choice in choices]
        scope = f"{usage[0]} {choices[0]}".strip() if usage[0] == "backup" else usage[0]
        named += [
            f"{scope} {option}" for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(usage[1:]))
        ]
    return list(dict.fromkeys(named))


@pytest.mark.parametrize("name", named_in_readme())
def test_what_the_readme_names_is_run_here(name: str) -> None:
    assert name in SAYS


@pytest.mark.parametrize(
    "name", [name for name in SAYS if name not in ("import --as", "import --date-order")]
)
def test_each_does_what_the_pages_say(name: str, world: World, capfd: Capture) -> None:
    line, status, out = SAYS[name]
    before = world.files()
    assert world.run(*world.words(line)) == status, capfd.readouterr().err
    said = capfd.readouterr()
    assert re.search(out, said.out), said.out
    assert said.err.count("\n") <= (3 if name.startswith("purge") else 1)
    if "--dry-run" in line or name.split()[0] in (
        "status",
        "show",
        "list",
        "search",
        "where",
        "help",
        "completion",
    ):
        assert world.files() == before


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_new_commands(shell: str, world: World, capfd: Capture) -> None:
    assert world.run("completion", shell) == 0
    script = capfd.readouterr().out
    assert all(re.search(rf"\b{name}\b", script) for name in members())


STATUSES = {
    "reading nothing due": ("status", 0, "2026-11-22T20:00:00+01:00"),
    "something due": ("status", 1, "2026-11-23T20:00:00+01:00"),
    "show is never 1": ("show", 0, "2026-11-23T20:00:00+01:00"),
    "a file that is there": ("export -o @export.json", 2, ""),
    "a folder that is not": ("export -o @nowhere/x.json", 2, ""),
    "an unknown backup": ("backup restore 1999", 2, ""),
    "a journal that is a folder": ("--data @other status", 3, ""),
    "an import that is not there": ("import @none.json", 3, ""),
    "a merge that is not there": ("merge @none.json", 3, ""),
    "an editor that fails": ("edit", 4, ""),
}


@pytest.mark.parametrize("what", STATUSES)
def test_exit_statuses_are_those_of_the_contract(what: str, world: World, capfd: Capture) -> None:
    line, status, now = STATUSES[what]
    if status == 4:
        world.environment["EDITOR"] = "sh -c 'echo x >>$1; exit 1' -"
    world.environment["KINDTUI_NOW"] = now or world.environment["KINDTUI_NOW"]
    found = world.run(*world.words(line))
    said = capfd.readouterr()
    assert found == status, said.err
    assert (said.err.count("\n") in (1, 2)) == (status > 1)


READING = ("status", "show", "list", "search tea", "export", "undo --dry-run")
WRITING = ("log kept no", "undo", "edit", "import @more.json", "merge @more/journal.json")


@pytest.mark.parametrize(
    ("what", "line"),
    [
        *itertools.product(["newer", "read-only"], [*READING, *WRITING]),
        *itertools.product(
            ["spoiled"], ["list", "undo --dry-run", "edit"]
        ),  # the others are in test_every_command.py
    ],
)
def test_3_is_for_what_cannot_be_read_or_only_be_read(
    what: str, line: str, world: World, capfd: Capture
) -> None:
    if what == "spoiled":
        world.data.write_text(SECRET)
    elif what == "newer":
        world.data.write_text(re.sub(r'"schema":\s*(\d+)', r'"schema":9\1', world.data.read_text()))
    else:
        world.data.chmod(0o444)
    before = world.data.read_bytes()
    status = world.run(*world.words(line))
    said = capfd.readouterr()
    assert (status == 3) == (what == "spoiled" or line in WRITING), said.err
    assert said.err.count("\n") == 1 + (
        line == "export" and status == 0
    )  # it also says that it isn't encrypted
    assert str(world.data) in said.err
    assert SECRET not in said.out + said.err
    assert world.data.read_bytes() == before
