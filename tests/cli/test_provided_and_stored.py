"""Settings that files provide: what follows them, and what the journal, an export and a merge never hold."""

import json
from pathlib import Path

import pytest

from kindtui.domain.requests import SettingsChanged
from kindtui.storage.file_store import FileStore
from tests.cli.defaults_files import (
    DOCUMENTED,
    FROM_FILE,
    NOW,
    YESTERDAY,
    choose,
    personal_file,
    provide,
    shown,
    stored,
    terminal_environment,
    toml,
)
from tests.cli.program_here import ProgramHere, without_roots_rights
from tests.real_terminal import Terminal
from tests.support import FakeClock


@pytest.fixture
def program(tmp_path: Path) -> ProgramHere:
    return ProgramHere(tmp_path)


def state_of(file: Path) -> tuple[int, ...]:
    """What every change of a file changes, but reading it does not."""
    status = file.stat()
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def test_the_files_are_never_written(program: ProgramHere) -> None:
    system = program.home / "etc" / "kindtui" / "defaults.toml"
    program.extra_environment["XDG_CONFIG_DIRS"] = str(program.home / "etc")
    files = [
        provide(program, 'theme = "dusk"\n', system),
        provide(program, "day_start = 3 # as I like it\r\n"),
    ]
    before = [(file.read_bytes(), state_of(file)) for file in files]
    program.session().submit(SettingsChanged({"theme": "light", "day_start": 5}))
    export = program.home / "all.json"
    for line in (
        "status", "log received tea", "undo", "settings", f"export -o {export}", f"import {export}",
        f"merge {program.data}", "backup create", "doctor --fix", "purge 2026-11-22", "purge --all",
    ):  # fmt: skip
        outcome = program.run(*line.split(), stdin=b"everything\n" if "--all" in line else b"2026-11-22\n")
        assert outcome.status in (0, 1), (line, outcome.err)
    assert [(file.read_bytes(), state_of(file)) for file in files] == before
    assert {path.name for file in files for path in file.parent.iterdir()} == {"defaults.toml"}


def test_after_a_purge_of_everything_the_file_counts_again(program: ProgramHere) -> None:
    provide(program, 'theme = "dusk"\ngrace = 0\n')
    program.session().submit(SettingsChanged({"theme": "dark", "grace": 3}))
    assert program.run("purge", "--all", stdin=b"everything\n").status == 0
    found = shown(program)
    assert (found["Theme"], found["Quiet days"]) == (f"dusk{FROM_FILE}", f"0 days{FROM_FILE}")
    assert "dusk" not in program.data.read_text()


def test_nothing_that_is_provided_is_stored(program: ProgramHere) -> None:
    changed = {
        name: next(value for value in values if value != default)
        for name, (values, default) in DOCUMENTED.items()
    }
    provide(
        program,
        "".join(f"{name} = {toml(value)}\n" for name, value in changed.items())
        + '[keys]\n"today.done" = "w"\n',
    )
    assert program.run("log", "received", "tea").status == 0
    program.session().submit(SettingsChanged({"grace": 5}))
    program.run("log", "gave", "soup")
    program.run("undo")
    assert stored(program).keys() <= {"grace", "updated_at"}


def exported(program: ProgramHere) -> bytes:
    file = program.home / "all.json"
    assert program.run("export", "-o", file, "--force").status == 0
    return file.read_bytes()


@pytest.mark.parametrize("provided", ["", 'theme = "light"\ngrace = 4\nday_start = 11\n', "them = 1\n"])
def test_a_journal_comes_back_the_same_whatever_is_provided(provided: str, program: ProgramHere) -> None:
    program.session().submit(SettingsChanged({"theme": "light"}))
    program.session().submit(SettingsChanged({"theme": "dark", "grace": 1}))
    program.run("log", "received", "tea")
    plain = exported(program)
    provide(program, provided)
    assert exported(program) == plain
    program.data = program.home / "another" / "journal.json"
    assert program.run("import", program.home / "all.json").status == 0
    assert exported(program) == plain
    assert "Theme: dark\n" in program.run("settings").out
    program.run("import", program.home / "all.json")
    assert exported(program) == plain


def test_a_choice_of_the_default_stays_after_a_merge_into_a_machine_with_other_defaults(
    program: ProgramHere,
) -> None:
    provide(program, 'theme = "dusk"\njar = false\n')
    choose(program, {"theme": "dark"}, instead_of={"theme": "dusk", "jar": False})
    here = program.data
    program.data = program.home / "another" / "journal.json"
    program.run("log", "received", "tea")
    provide(program, 'theme = "terminal"\njar = false\nscales = true\n')
    assert program.run("merge", here).status == 0
    found = shown(program)
    assert (found["Theme"], found["Kindness jar"]) == ("dark", f"off{FROM_FILE}")
    personal_file(program).unlink()
    assert shown(program)["Kindness jar"] == "on"
    assert stored(program)["chosen"] == ["theme"]


def test_undo_says_and_does_what_is_provided(program: ProgramHere) -> None:
    provide(program, 'theme = "dusk"\n')
    program.session().submit(SettingsChanged({"theme": "light"}))
    program.session().submit(SettingsChanged({"theme": "dark"}))
    said = program.run("undo", "--dry-run")
    assert (said.status, said.err) == (0, "")
    assert shown(program)["Theme"] == "dark"
    assert program.run("undo").status == 0
    assert shown(program)["Theme"] == "light"
    assert program.run("undo").status == 0
    assert shown(program)["Theme"] == f"dusk{FROM_FILE}"


def test_the_day_starts_when_the_file_says(program: ProgramHere) -> None:
    provide(program, "day_start = 9\n")
    assert program.run("log", "received", "tea").status == 0
    assert [line.text for line in program.stored_day(YESTERDAY).received] == ["tea"]
    assert json.loads(program.run("status", "--json").out)["date"] == YESTERDAY
    assert json.loads(program.run("show", "--json").out)["date"] == YESTERDAY
    personal_file(program).unlink()
    assert program.run("log", "received", "soup").status == 0
    assert [line.text for line in program.stored_day().received] == ["soup"]


def test_today_is_the_day_of_the_file_for_every_command(program: ProgramHere) -> None:
    provide(program, "day_start = 9\n")
    program.run("log", "received", "tea")
    for line in ("show today", "list --last 1", "search tea", "undo --dry-run"):
        outcome = program.run(*line.split())
        assert (outcome.status, outcome.err) == (0, "")
        assert YESTERDAY in outcome.out or "21 November" in outcome.out, line
    assert program.run("log", "gave", "soup", "--day", "2026-11-22").status == 2  # is still to come
    assert program.run("export", "--format", "csv", "-o", program.home / "x.csv", "--last", "1").status == 0
    assert YESTERDAY in (program.home / "x.csv").read_text()
    assert "21 November" in program.run("purge", "today", stdin=b"2026-11-21\n").out
    entries = '[{"creationDate": "2026-11-20T07:00:00Z", "timeZone": "Europe/Berlin", "text": "at eight"}]'
    (program.home / "one.json").write_text(f'{{"metadata": {{"version": "1.0"}}, "entries": {entries}}}')
    assert program.run("import", program.home / "one.json", "--as", "note").status == 0
    assert [line.text for line in program.stored_day("2026-11-19").notes] == ["at eight"]


def test_the_evening_begins_when_the_file_says(program: ProgramHere) -> None:
    assert program.run("status", "--short").out == "morning\n"
    provide(program, "evening_hour = 7\n")
    assert program.run("status", "--short").out == "evening\n"


def test_the_demo_takes_nothing_from_a_file(program: ProgramHere) -> None:
    plain = program.run("status", "--json", "--demo").out
    provide(program, "grace = 0\nevening_hour = 5\nday_start = 9\n")
    assert program.run("status", "--json", "--demo").out == plain
    provide(program, "them = 1\n")
    assert program.run("status", "--demo").err == ""


def test_a_journal_that_has_been_locked_by_modes_is_read_with_what_is_provided(program: ProgramHere) -> None:
    program.run("log", "received", "tea")
    program.data.chmod(0o400)
    provide(program, 'theme = "dusk"\n')
    with without_roots_rights():
        assert f"Theme: dusk{FROM_FILE}" in program.run("settings").out


def test_a_key_of_the_file_works_in_the_app_and_is_not_stored(program: ProgramHere) -> None:
    provide(program, 'day_start = 3\n[keys]\n"today.rest" = "w"\n')
    with Terminal(program.data, NOW, environment=terminal_environment(program)) as terminal:
        terminal.wait_for("Who can I encourage today?")
        terminal.send("\x1b")
        terminal.wait_for("Enter back to the card")
        terminal.send("w")
        terminal.wait_until(program.data.exists, "the save of a rest day")
        terminal.send(",")
        terminal.wait_for("defaults.toml")
        terminal.send("\x1b")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    day = FileStore(program.data, FakeClock()).load().days
    assert any(one.rest for one in day.values())
    assert b'"keys"' not in program.data.read_bytes()
