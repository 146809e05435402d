"""`kindtui import`: what it says before, what it does, and what is there afterwards."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pexpect
import pytest
from msgspec import structs

from kindtui import content
from kindtui.cli.commands import import_
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ReceivedWritten, SettingsChanged
from kindtui.exchange import csv_file, json_file
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import KINDTUI_COMMAND, Program, in_shell
from tests.support import ROOT, TODAY, FakeClock, journal_of, line

YESTERDAY = TODAY - timedelta(days=1)
JRNL = Path(__file__).parent.parent / "exchange" / "fixtures" / "jrnl-4.6.json"
LATER = line().updated_at + timedelta(hours=1)


def export(path: Path, *days: Day) -> Path:
    """An export of a journal with these days."""
    path.write_bytes(
        (csv_file.write if path.suffix == ".csv" else lambda one: json_file.write(one, {}))(journal_of(days))
    )
    return path


@pytest.fixture
def filled(program: Program) -> Program:
    """A journal with a line today, and one the export changes."""
    days = journal_of([Day(TODAY, received=(line("tea", "r"), line("cake", "s")))])
    FileStore(program.data, FakeClock()).transact(lambda _: days)
    return program


@pytest.fixture(params=["other.json", "other.csv"])
def other(request: pytest.FixtureRequest, filled: Program, tmp_path: Path) -> Path:
    """An export with a line of yesterday, a new one of today, and another word for one that is there."""
    changed = structs.replace(line("green tea", "r"), updated_at=LATER)
    return export(
        tmp_path / request.param,
        Day(YESTERDAY, received=(line("soup", "y"),)),
        Day(TODAY, received=(changed, line("bread", "t"))),
    )


def texts(program: Program, on: str = "2026-11-22") -> set[str]:
    return {entry.text for entry in program.stored_day(on).received}


def test_a_dry_run_tells_day_by_day_and_writes_nothing(filled: Program, other: Path) -> None:
    before = filled.files()
    outcome = filled.run("import", other, "--dry-run")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "2026-11-21  1 new\n2026-11-22  1 new, 1 changed, 1 older text kept beside the newer one\n"
        "This would import: 1 new day, 1 changed day, 1 older text kept beside the newer one. "
        "Nothing was written.\n"
    )
    assert filled.files() == before


def test_both_words_stay_and_a_backup_is_made_first(filled: Program, other: Path) -> None:
    before = filled.data.read_bytes()
    outcome = filled.run("import", other)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(
        "Imported: 1 new day, 1 changed day, 1 older text kept beside the newer one.\nBacked up first as "
    )
    assert texts(filled) == {"green tea", "cake", "bread"}
    assert texts(filled, "2026-11-21") == {"soup"}
    (lost,) = FileStore(filled.data, FakeClock()).load().conflicts
    assert lost.text == "tea"
    name = re.findall(r"first as (\S+)\.", outcome.out)[0]
    assert filled.data.with_name("journal.json.backups").joinpath(f"{name}.json").read_bytes() == before
    after = filled.files()
    assert filled.run("import", other).out == f"Nothing to import: there's nothing new in {other}.\n"
    assert filled.files() == after


def test_an_own_word_that_loses_is_kept_beside_too(filled: Program, tmp_path: Path) -> None:
    kept = CustomEntry("o", "water the plants", LATER)
    FileStore(filled.data, FakeClock()).transact(lambda journal: journal.with_custom_entry("own_acts", kept))
    older = Journal().with_custom_entry(
        "own_acts", structs.replace(kept, text="feed the cat", updated_at=line().updated_at)
    )
    (tmp_path / "own.json").write_bytes(json_file.write(older, {}))
    assert filled.run("import", tmp_path / "own.json").out.startswith(
        "Imported: 1 older text kept beside the newer one."
    )
    (lost,) = FileStore(filled.data, FakeClock()).load().conflicts
    assert lost.text == "feed the cat"
    assert "there's nothing new" in filled.run("import", tmp_path / "own.json").out


def test_from_standard_input(filled: Program, other: Path) -> None:
    assert filled.run("import", "-", stdin=other.read_bytes()).status == 0
    assert "bread" in texts(filled)
    again = filled.run("import", "-", stdin=other.read_bytes()).out
    assert again == "Nothing to import: there's nothing new in standard input.\n"
    assert filled.run("import", "-", stdin=b"no").err.startswith("kindtui: Standard input wasn't imported. ")


def test_an_older_word_does_not_take_the_place_of_a_newer_one(filled: Program, tmp_path: Path) -> None:
    older = structs.replace(line("water", "r"), updated_at=LATER - timedelta(days=1))
    filled.run("import", export(tmp_path / "old.json", Day(TODAY, received=(older,))))
    assert texts(filled) == {"tea", "cake"}
    (lost,) = FileStore(filled.data, FakeClock()).load().conflicts
    assert lost.text == "water"


def test_an_own_export_into_nothing_is_the_same_export(filled: Program, tmp_path: Path) -> None:
    filled.session().submit(SettingsChanged({"grace": 4}))
    first = filled.run("export").out
    (tmp_path / "whole.json").write_text(first)
    second = Program(tmp_path / "second")
    second.home.mkdir()
    assert second.run("import", tmp_path / "whole.json").status == 0
    assert second.run("export").out == first
    assert second.data.stat().st_mode & 0o777 == 0o600


def test_what_jrnl_exported(filled: Program) -> None:
    assert "2026-11-20  3 new" in filled.run("import", JRNL, "--dry-run").out
    assert filled.run("import", JRNL).out.startswith("Imported: 2 new days, 1 changed day.")
    assert filled.status_json()["kind_days_28"] == 2
    assert "there's nothing new" in filled.run("import", JRNL).out


def test_what_is_there_while_an_app_is_open_stays(filled: Program, other: Path) -> None:
    clock = FakeClock()
    app = Session(FileStore(filled.data, clock), clock, content.catalog())
    app.open()
    filled.run("import", other)
    app.submit(ReceivedWritten(TODAY, "jam"))
    assert texts(filled) == {"green tea", "cake", "bread", "jam"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda file: None, "There's no file"),
        (lambda file: file.mkdir(), "No text file in it has a name that begins with a date."),
        (
            lambda file: file.write_bytes(b"Noor"),
            "wasn't imported. It isn't an export from kindtui or another app it knows.",
        ),
        (lambda file: file.write_bytes(b""), "isn't an export from kindtui or another app"),
    ],
)
def test_what_cannot_be_imported_is_named(
    make: Callable[[Path], object], message: str, filled: Program, tmp_path: Path
) -> None:
    make(tmp_path / "file")
    before = filled.files()
    outcome = filled.run("import", tmp_path / "file")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert message in outcome.err
    assert str(tmp_path / "file") in outcome.err
    assert "Noor" not in outcome.err
    assert filled.files() == before


def test_a_journal_that_may_only_be_read_is_not_written(filled: Program, other: Path) -> None:
    filled.data.chmod(0o444)
    assert filled.run("import", other, "--dry-run").status == 0
    before = filled.files()
    outcome = filled.run("import", other)
    assert (outcome.status, len(outcome.error_lines)) == (3, 1)
    assert filled.files() == before


def test_a_purged_day_does_not_come_back(filled: Program, tmp_path: Path) -> None:
    whole = tmp_path / "whole.json"
    filled.run("export", "-o", whole)
    filled.run("purge", "2026-11-22", stdin=b"2026-11-22\n")
    assert filled.run("import", whole).status == 0
    assert not texts(filled)
    assert "cake" not in json.dumps(json.loads(filled.data.read_bytes()))


@pytest.mark.parametrize("blanks", [0, import_.MIN_PROGRESS_BYTES])
def test_a_long_import_shows_how_far_it_is_on_a_terminal(
    blanks: int, filled: Program, tmp_path: Path
) -> None:
    file = export(tmp_path / "long.json", Day(YESTERDAY, received=(line("soup", "y"),)))
    file.write_bytes(file.read_bytes() + b" " * blanks)
    python, *rest = KINDTUI_COMMAND
    terminal = pexpect.spawn(
        python, [*rest, "import", str(file)], cwd=str(ROOT), encoding="utf-8",
        env=filled.environment | {"TERM": "xterm-256color"},
    )  # fmt: skip
    terminal.expect(pexpect.EOF, timeout=20)
    assert ("━" in terminal.before) == bool(blanks)
    assert re.search(r"Backed up first as \S+\.$", terminal.before.rstrip())


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_a_file_that_a_spreadsheet_or_a_shell_saved_in_another_encoding_is_read(
    suffix: str, encoding: str, program: Program, tmp_path: Path
) -> None:
    text = "café with Zoë – “yes”"
    file = export(tmp_path / f"other{suffix}", Day(YESTERDAY, received=(line(text),)))
    file.write_bytes(json_unescaped(file.read_bytes().decode()).encode(encoding))
    outcome = program.run("import", file)
    assert (outcome.status, program.stored_day(str(YESTERDAY)).received[0].text) == (0, text)
    assert ("Windows-1252" in outcome.err) == (encoding == "cp1252")


def test_a_guess_is_said_once_and_what_to_do_only_where_something_was_imported(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = [folder / f"2026-11-0{day}.md" for day in (1, 2, 3)]
    for text in texts:
        text.write_bytes(b"caf\xe9\n")
    several = ["kindtui: 3 files weren't in UTF-8, so kindtui read them as Windows-1252."]
    one = [f"kindtui: {texts[0]} wasn't in UTF-8, so kindtui read it as Windows-1252."]
    for source, said in ((folder, several), (texts[0], one)):
        outcome = program.run("import", source, "--as", "note", "--dry-run")
        assert (outcome.status, outcome.error_lines) == (0, said)
        assert "undo" not in outcome.out
    outcome = program.run("import", texts[0], "--as", "note")
    assert (outcome.status, outcome.error_lines) == (0, one)
    advice = "If letters look wrong, undo this import and save the file as UTF-8."
    assert outcome.out.splitlines() == ["Imported: 1 new day.", advice]
    outcome = program.run("import", folder, "--as", "note")
    assert (outcome.status, outcome.error_lines) == (0, several)
    assert outcome.out.splitlines()[-1] == advice.replace("the file", "the files")
    outcome = program.run("import", folder, "--as", "note")
    assert (outcome.status, outcome.error_lines) == (0, several)
    assert "Nothing to import" in outcome.out
    assert "undo" not in outcome.out


def json_unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_a_file_in_an_unknown_encoding_is_refused_with_a_remedy(program: Program, tmp_path: Path) -> None:
    file = export(tmp_path / "other.csv", Day(YESTERDAY, received=(line("привет"),)))
    file.write_bytes(file.read_bytes().decode().encode("koi8-r"))
    outcome = program.run("import", file)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert str(file) in outcome.err
    assert "iconv" in outcome.err
    assert not program.data.exists()


def test_a_stray_control_character_in_an_import_costs_no_word(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("day,part,text\n2026-11-21,received,Pan \u009eid mi pomohl\n")
    assert program.run("import", file).status == 0
    assert program.stored_day("2026-11-21").received[0].text == "Pan id mi pomohl"


def test_a_dry_run_that_cannot_be_printed_is_not_done(filled: Program, other: Path) -> None:
    done = in_shell(filled, f"$K import {other} --dry-run >/dev/full")
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)
    assert b"It's done" not in done.stderr


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_an_ambiguous_date_imports_nothing_and_names_both_readings(
    options: list[str], filled: Program, tmp_path: Path
) -> None:
    file, before = tmp_path / "days.csv", filled.data.read_bytes()
    file.write_bytes("day;part;text\r\n03/04/2026;received;Zoë waved\r\n".encode("utf-16"))
    done = filled.run("import", file, *options)
    assert (done.status, filled.data.read_bytes()) == (3, before)
    assert "03/04/2026 in row 2 could be 3 April 2026 or 4 March 2026" in done.err
    assert filled.run("import", "--date-order", "dmy", file, *options).status == 0
    assert texts(filled, "2026-04-03") == (set() if options else {"Zoë waved"})
