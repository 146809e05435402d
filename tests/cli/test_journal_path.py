"""Which file is used: --data, then KINDTUI_DATA, then the user's data folder."""

import pytest

from tests.cli.program import Program

LINES = [
    "--data ~/chosen.json {}",
    "{} --data ~/chosen.json",
    "--data ~/x.json {} --data ~/chosen.json",
]


@pytest.mark.parametrize("line", LINES)
def test_the_option_is_taken_before_and_after_a_command(line: str, program: Program) -> None:
    program.run("log", "received", "tea", "--data", program.home / "chosen.json")
    assert '"received":["tea"]' in program.run(*line.format("status --json").split()).out
    assert program.run(*line.format("log gave soup").split()).status == 0
    assert b"soup" in (program.home / "chosen.json").read_bytes()
    assert not program.data.exists()
    assert not (program.home / "x.json").exists()


def test_the_environment_comes_next(program: Program) -> None:
    program.run("log", "received", "tea")
    assert program.data.exists()


def test_then_the_data_folder_of_the_user(program: Program) -> None:
    program.extra_environment["KINDTUI_DATA"] = ""
    program.extra_environment["XDG_DATA_HOME"] = str(program.home / "share")
    program.run("log", "received", "tea")
    [found] = program.home.rglob("journal.json")
    assert found.parent.name == "kindtui"
    assert program.run("where").out.splitlines()[0].split() == ["data", str(found)]


def test_a_tilde_is_the_home(program: Program) -> None:
    program.run("--data", "~/mine.json", "log", "received", "tea")
    assert (program.home / "mine.json").exists()


def test_where_says_the_paths_and_makes_nothing(program: Program) -> None:
    outcome = program.run("where")
    assert (outcome.status, outcome.err) == (0, "")
    assert dict(line.split(maxsplit=1) for line in outcome.out.splitlines()) == {
        "data": str(program.data),
        "previous": f"{program.data}.prev",
        "backups": f"{program.data}.backups",
        "drafts": f"{program.data}.drafts",
        "lock": f"{program.data}.lock",
    }
    assert not program.data.parent.exists()


def test_where_follows_a_link(program: Program) -> None:
    link, real = program.home / "link.json", program.home / "synced" / "real.json"
    link.symlink_to(real)
    lines = program.run("where", "--data", link).out.splitlines()
    assert lines[0].split() == ["data", str(link)]
    assert lines[-1].split() == ["lock", f"{real}.lock"]
