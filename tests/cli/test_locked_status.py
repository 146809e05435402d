"""`kindtui status` and the prompt over a locked journal: the same answers, but null for each word."""

import json
from typing import Any

import pytest

from tests.cli.locked_world import VARIABLE, LockedProgram, check_says_nothing, typing
from tests.cli.test_imports import loaded
from tests.cli.test_status import KEYS
from tests.support import PASSPHRASE, lock_journal

HOURS = ("06:00", "08:00", "20:00", "23:30")


def without_words(status: dict[str, Any]) -> dict[str, Any]:
    """The status of a plain journal as that of the same journal has to be once it is locked."""
    today = status["today"]
    hidden = {
        "who": None if today["who"] else "",
        "acts": [{"text": None, "state": act["state"]} for act in today["acts"]],
        "received": [None] * len(today["received"]),
        "kept": [None] * len(today["kept"]),
    }
    return {**status, "locked": True, "today": {**today, **hidden}}


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-21", "2026-11-13", "2026-11-25"])
def test_everything_is_as_before_but_the_words(day: str, hour: str, full: LockedProgram) -> None:
    full.extra_environment["KINDTUI_NOW"] = f"{day}T{hour}:00+01:00"
    forms = ("status", "status --short", "status --json")
    before = [full.run(*form.split()) for form in forms]
    lock_journal(full.data)
    after = [check_says_nothing(full.run(*form.split())) for form in forms]
    assert after[:2] == before[:2]
    assert [outcome.status for outcome in after] == [outcome.status for outcome in before]
    plain, locked = (json.loads(outcomes[2].out) for outcomes in (before, after))
    assert plain["locked"] is False
    assert locked == without_words(plain)
    assert list(locked) == list(plain)
    assert locked.keys() == {*KEYS, "locked"}


def test_a_day_of_everything(locked: LockedProgram) -> None:
    for line in ("gave soup for Lin", "received tea", "kept no to a call"):
        locked.run("log", *line.split())
    today = locked.status_json()["today"]
    assert today == {
        "who": None,
        "acts": [{"text": None, "state": "planned"}, {"text": None, "state": "done"}],
        "received": [None, None],
        "kept": [None],
        "rest": False,
        "mark": "kind",
    }


def test_what_is_empty_stays_so(locked: LockedProgram) -> None:
    """Null stands for a word that is there."""
    locked.extra_environment["KINDTUI_NOW"] = "2026-11-25T08:00:00+01:00"
    assert locked.status_json()["today"] == {
        "who": "", "acts": [], "received": [], "kept": [], "rest": False, "mark": "pending",
    }  # fmt: skip


def test_it_neither_asks_nor_runs_a_command(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    record = locked.home / "record"
    locked.extra_environment[VARIABLE] = f"sh -c 'echo run >{record}; echo {PASSPHRASE}'"
    with typing(monkeypatch, PASSPHRASE) as terminal:
        for form in ("", "--json", "--short"):
            assert locked.run("status", *form.split()).status == 1
    assert terminal.shown == ""
    assert not record.exists()


def test_a_plain_journal_runs_no_command_either(full: LockedProgram) -> None:
    """Whoever has two journals sets the variable once."""
    record = full.home / "record"
    full.extra_environment[VARIABLE] = f"sh -c 'echo run >{record}; echo {PASSPHRASE}'"
    for line in (
        "show",
        "list",
        "search quince",
        "undo --dry-run",
        "doctor",
        "status --json",
        "doctor --find -",
    ):
        assert full.run(*line.split(), stdin=b"quince\n").status in (0, 1)
    assert not record.exists()


@pytest.mark.parametrize("line", ["status", "status --json", "status --short", "settings", "backup list"])
def test_it_loads_nothing_of_the_lock(line: str, locked: LockedProgram) -> None:
    packages = loaded(locked, *line.split())
    assert packages.isdisjoint({"nacl", "cffi", "_cffi_backend", "subprocess", "getpass"})


@pytest.mark.parametrize(
    "line", ["show", "log gave tea", "status", "undo", "export", "doctor", "doctor --find -"]
)
def test_a_plain_journal_loads_nothing_of_the_lock(line: str, full: LockedProgram) -> None:
    assert loaded(full, *line.split(), stdin=b"quince\n").isdisjoint({"nacl", "cffi", "_cffi_backend"})
