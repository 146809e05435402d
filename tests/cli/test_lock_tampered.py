"""Sealed words, or a lock, that somebody changed without the key; and a lock that was changed elsewhere."""

import base64
import json
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.locked_world import (
    MARK,
    SEALED_WORDS,
    LockedProgram,
    check_files,
    check_says_nothing,
    leave,
    refused,
    typing,
)
from tests.cli.test_locked_doctor import words_of
from tests.support import lock_journal

pytestmark = pytest.mark.usefixtures("cheap_locks")
OTHER = "a quiet corner"
CANNOT = "can't be opened"


def change(program: LockedProgram, alter: Callable[[dict[str, Any]], object]) -> None:
    """Change the tables of the journal."""
    tables = json.loads(program.data.read_bytes())
    alter(tables)
    program.data.write_text(json.dumps(tables))


def tokens(program: LockedProgram) -> set[str]:
    """All that stands for words in the journal."""
    return set(re.findall(r"sealed\.[sb]\.[\w.-]+", program.data.read_text()))


def flipped(token: str) -> str:
    """The token with one bit of its words changed."""
    start, _, payload = token.rpartition(".")
    data = bytearray(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    data[len(data) // 2] ^= 1
    return f"{start}.{base64.urlsafe_b64encode(bytes(data)).decode().rstrip('=')}"


def line_of(tables: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = tables["days"]["20261122"]["received"][0]
    return line


def flip_a_line(tables: dict[str, Any]) -> None:
    line_of(tables)["text"] = flipped(line_of(tables)["text"])


def cut_a_line(tables: dict[str, Any]) -> None:
    line_of(tables)["text"] = line_of(tables)["text"][:-4]


def swap_lines(tables: dict[str, Any]) -> None:
    line_of(tables)["text"] = tables["days"]["20261121"]["notes"][0]["text"]


def flip_a_rating(tables: dict[str, Any]) -> None:
    energy = tables["days"]["20261122"]["energy"]
    energy["sealed"] = flipped(energy["sealed"])


def flip_a_person(tables: dict[str, Any]) -> None:
    person = tables["people"]["1"]
    person["text"] = flipped(person["text"])


TAMPERED = (flip_a_line, cut_a_line, swap_lines, flip_a_rating, flip_a_person)


@pytest.mark.parametrize("alter", TAMPERED)
def test_what_does_not_open_is_said_by_part_and_the_rest_is_read(
    alter: Callable[[dict[str, Any]], object], locked: LockedProgram
) -> None:
    change(locked, alter)
    for line in ("status", "status --json", "log gave soup", "doctor"):
        assert check_says_nothing(locked.run(*line.split())).status in (0, 1)
    shown = locked.given().run("show")
    assert shown.status == 0
    assert "Perpetua" in shown.out
    assert not SEALED_WORDS.search(shown.out + shown.err)
    if alter is not flip_a_person:
        assert CANNOT in shown.out or alter is flip_a_rating
        assert ("damson" in shown.out) is (alter is flip_a_rating)
    assert "kestrel" in locked.given().run("show", "2026-11-13").out
    assert locked.given().run("list").status == 0
    assert locked.given().run("search", "kestrel").status == 0


@pytest.mark.parametrize("alter", TAMPERED)
@pytest.mark.parametrize("file_format", ["json", "csv"])
def test_what_does_not_open_is_exported_as_such(
    file_format: str, alter: Callable[[dict[str, Any]], object], locked: LockedProgram
) -> None:
    change(locked, alter)
    file = locked.home / "out"
    assert locked.given().run("export", "--format", file_format, "-o", file).status == 0
    assert not SEALED_WORDS.search(file.read_text())
    assert "kestrel" in file.read_text()


@pytest.mark.parametrize("alter", [flip_a_line, flip_a_rating, flip_a_person])
def test_what_does_not_open_is_kept_and_not_unlocked(
    alter: Callable[[dict[str, Any]], object], locked: LockedProgram
) -> None:
    before = tokens(locked)
    change(locked, alter)
    (locked.home / "rows.csv").write_text("day,part,text\n2026-11-20,received,a lantern\n")
    [spoiled] = tokens(locked) - before
    assert locked.given().run("import", locked.home / "rows.csv").status == 0
    assert spoiled in tokens(locked)
    plain = locked.files()
    outcome = locked.given().run("unlock", "--for-good")
    assert outcome.status == 3
    assert locked.data.read_bytes() == plain[str(locked.data)]
    check_files(locked, "a lantern")


def replace_public_key(tables: dict[str, Any]) -> None:
    tables["keyring"]["1"]["public_key"] = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")


def say_unlocked(tables: dict[str, Any]) -> None:
    tables["keyring"]["1"]["lifted"] = True


def test_a_lock_said_to_be_lifted_is_not(locked: LockedProgram) -> None:
    change(locked, say_unlocked)
    for line in ("status --json", "log received tea", "checkin", "doctor"):
        assert check_says_nothing(locked.run(*line.split())).status in (0, 1)
    assert locked.status_json()["locked"]
    refused(locked.run("show"), 3)
    assert locked.given().run("undo").status == 0
    check_files(locked)
    assert "damson" in locked.given().run("show").out


def test_a_changed_key_is_said_and_set_anew(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    change(locked, replace_public_key)
    check_says_nothing(locked.run("status", "--json"))
    for line in ("show", "list", "undo --dry-run"):
        outcome = locked.given().run(*line.split())
        assert outcome.status == 0
        assert "`kindtui lock --change --data " in outcome.err
        assert len(outcome.error_lines) == 1
    check_files(locked)
    with typing(monkeypatch, OTHER, OTHER):
        assert locked.given().run("lock", "--change").status == 0
    shown = locked.given(OTHER).run("show")
    assert (shown.status, shown.err) == (0, "")
    assert locked.run("log", "received", "a pelican").status == 0
    assert "a pelican" in locked.given(OTHER).run("show").out
    check_files(locked, "a pelican")


def test_a_copy_with_a_later_lock_waits_for_the_key(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync client brings it. Without the key nobody can tell whether that lock is genuine."""
    other = LockedProgram(locked.home.with_name("other"))
    shutil.copytree(locked.home, other.home)
    with typing(monkeypatch, OTHER, OTHER):
        assert other.given().run("lock", "--change").status == 0
    other.run("log", "received", "a pelican")
    copy = leave(locked.data.with_name(f"journal{MARK}.json"), other.data.read_bytes())
    for line in ("checkin", "doctor --fix"):
        check_says_nothing(locked.run(*line.split()))
        assert copy.read_bytes() == other.data.read_bytes()
    report = json.loads(locked.run("doctor", "--json").out)
    [finding] = [each for each in report["findings"] if each["about"] == "copies"]
    assert not report["whole"]
    assert not words_of(report)
    assert finding["path"] == str(copy)
    assert "kindtui merge" in locked.run("doctor", "--fix").out
    assert locked.given().run("merge", copy).status == 0
    assert "a pelican" in locked.given(OTHER).run("show").out
    refused(locked.given().run("show"), 3)
    check_files(locked, "a pelican")


def test_a_locked_copy_beside_a_plain_journal_is_named_with_its_remedy(
    full: LockedProgram, locked: LockedProgram
) -> None:
    copy = leave(full.data.with_name(f"journal{MARK}.json"), locked.data.read_bytes())
    check_says_nothing(full.run("doctor"))
    assert copy.exists()
    outcome = full.run("doctor", "--fix")
    assert outcome.status == 3
    assert "kindtui merge" in outcome.out
    assert copy.read_bytes() == locked.data.read_bytes()
    assert full.run("log", "gave", "soup").status == 0
    assert full.status_json()["locked"] is False


def test_a_passphrase_that_looks_like_a_code_opens_it(full: LockedProgram) -> None:
    looks_like_one = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789"
    lock_journal(full.data, looks_like_one)
    assert full.given(looks_like_one).run("show").status == 0
    refused(full.given(looks_like_one.lower()).run("show"), 3)


def test_a_rating_that_does_not_open_is_said_like_a_text(locked: LockedProgram) -> None:
    """It must not look as if none had been given."""
    change(locked, flip_a_rating)
    shown = locked.given().run("show").out
    assert "Energy" in shown
    assert CANNOT in shown


@pytest.mark.parametrize("alter", [flip_a_line, flip_a_rating])
def test_that_it_stays_locked_says_which_day_is_why(
    alter: Callable[[dict[str, Any]], object], locked: LockedProgram
) -> None:
    """Whoever is to remove something first has to find it, among years."""
    change(locked, alter)
    outcome = locked.given().run("unlock", "--for-good")
    assert outcome.status == 3
    assert "22 November 2026" in outcome.err or "2026-11-22" in outcome.err
