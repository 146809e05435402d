"""`kindtui log` on a locked journal: it writes without the key, and what it wrote is read with it."""

import json
from datetime import timedelta

import pytest

from tests.cli.locked_world import (
    SEALED_WORDS,
    YESTERDAY,
    LockedProgram,
    check_files,
    check_says_nothing,
    typing,
)
from tests.support import PASSPHRASE, TODAY

TEXTS = (
    "soup for Ingeborg",
    "  soup   for Ingeborg  ",
    "first\nsecond\n\nfourth Ingeborg",
    "Ingeborg \"quoted\" 'twice' \\ and {braces} </days>",
    "Ингеборг 🫖 \u202eIngeborg",
    "I" * 5000,
    "sealed",
    "sealed.",
)
KINDS = {"gave": "acts", "received": "received", "kept": "kept"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_logged_is_sealed_and_read_as_in_a_plain_journal(
    text: str, kind: str, full: LockedProgram, locked: LockedProgram
) -> None:
    shown = []
    for program in (full, locked):
        outcome = program.run("log", kind, "-", stdin=text.encode())
        assert (outcome.status, outcome.err) == (0, "")
        shown.append((outcome.out, json.loads(program.given().run("show", "--json").out)))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("day", [TODAY, YESTERDAY, TODAY - timedelta(days=9), TODAY - timedelta(days=400)])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_added_to_any_day_and_nothing_before_is_lost(
    kind: str, day: object, locked: LockedProgram
) -> None:
    before = locked.given().export()
    outcome = locked.run("log", kind, "--day", str(day), "soup for Ingeborg")
    assert (outcome.status, outcome.err) == (0, "")
    check_says_nothing(outcome, "Ingeborg")
    check_files(locked, "Ingeborg")
    assert "soup for Ingeborg" in locked.given().run("show", str(day)).out
    days = json.loads(locked.given().export())["days"]
    for key, old in json.loads(before)["days"].items():
        for part, value in old.items():
            new = days[key][part]
            assert value == new or [entry for entry in new if entry in value] == value, (key, part)


@pytest.mark.parametrize("line", ["rest", "rest --day yesterday", "rest --day 2026-12-01..2026-12-06"])
def test_rest_needs_no_key(line: str, full: LockedProgram, locked: LockedProgram) -> None:
    plain, outcome = full.run("log", *line.split()), locked.run("log", *line.split())
    assert outcome == plain
    check_files(locked)
    assert outcome.status == 0
    assert locked.given().run("list", "--json").out == full.run("list", "--json").out


def test_it_asks_for_the_text_and_for_no_passphrase(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    with typing(monkeypatch, PASSPHRASE) as terminal:
        assert locked.run("log", "gave", "soup for Ingeborg").status == 0
    assert terminal.shown == ""


def test_many_lines_without_the_key_are_all_there(locked: LockedProgram) -> None:
    for number in range(20):
        assert locked.run("log", "received", f"line {number} from Ingeborg").status == 0
    check_files(locked, "Ingeborg")
    received = json.loads(locked.given().run("show", "--json").out)["received"]
    assert received == ["a damson pie", *(f"line {number} from Ingeborg" for number in range(20))]


def test_a_save_with_the_key_puts_what_was_boxed_under_it(locked: LockedProgram) -> None:
    locked.run("log", "received", "soup from Ingeborg")
    assert b"sealed.b." in locked.data.read_bytes()
    locked.given().run("undo", "--dry-run")
    locked.given().run("undo")
    check_files(locked, "Ingeborg")
    assert "Ingeborg" not in locked.given().run("show").out
    locked.run("log", "gave", "bread for Ingeborg")
    (locked.home / "rows.csv").write_text("day,part,text\n2026-11-20,received,a lantern\n")
    imported = locked.given().run("import", locked.home / "rows.csv")
    assert imported.status == 0, imported.err
    assert b"sealed.b." not in locked.data.read_bytes()
    check_files(locked, "Ingeborg", "a lantern")
    assert "bread for Ingeborg" in locked.given().run("show").out


TOKEN = f"sealed.{{}}.{'A' * 22}.{{}}.{'B' * 60}"


@pytest.mark.parametrize("kind", ["s", "b"])
@pytest.mark.parametrize("time", ["", "1", "1795330800000000", "-5"])
@pytest.mark.parametrize("command", ["gave", "received", "kept"])
def test_what_looks_sealed_and_was_written_is_refused_or_harms_nothing(
    command: str, time: str, kind: str, locked: LockedProgram
) -> None:
    """Somebody may paste what stands in the file. Other words of that day are still read."""
    before = locked.data.read_bytes()
    outcome = locked.run("log", command, TOKEN.format(kind, time))
    assert outcome.status in (0, 2, 3)
    assert outcome.status == 0 or (len(outcome.error_lines) == 1 and locked.data.read_bytes() == before)
    check_says_nothing(outcome)
    shown = locked.given().run("show")
    assert shown.status == 0, shown.err
    assert "damson" in shown.out
    assert not SEALED_WORDS.search(shown.out)
    assert locked.run("log", command, f"{TOKEN.format(kind, time)} and more").status == 0
    assert locked.given().run("search", "and", "more").status == 0


def test_a_token_of_the_file_logged_as_a_line_shows_no_other_line(locked: LockedProgram) -> None:
    """Nor does it open as the words it was made of, as it stands in another place."""
    stolen = locked.stored_day().received[0].text
    assert stolen.startswith("sealed.s.")
    check_says_nothing(locked.run("log", "received", stolen))
    first, *others = json.loads(locked.given().run("show", "--json").out)["received"]
    assert first == "a damson pie"
    assert not any("damson" in other for other in others)
