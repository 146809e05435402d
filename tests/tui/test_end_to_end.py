"""Whole days by keys through a real pseudo-terminal, the file read back by stock TinyDB after each step."""

import json
import signal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tests.real_terminal import Terminal

MORNING = "2026-11-22T08:00:00+01:00"
NOON = "2026-11-22T12:30:00+01:00"
EVENING = "2026-11-22T21:00:00+01:00"
NEXT = "2026-11-23T08:00:00+01:00"


def stock(path: Path, doc_id: int) -> dict[str, Any]:
    with TinyDB(path, access_mode="r") as database:
        return dict(database.table("days").get(doc_id=doc_id) or {})


def test_a_whole_day_is_saved_across_restarts(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "journal.json"
    with Terminal(path, MORNING) as app:
        app.wait_for("Who can I encourage today?")
        app.wait_for("It is not therapy")
        app.send("Sam\r")
        app.wait_for("How much energy")
        app.send("6\r")
        app.wait_for("When will you do it?")
        app.wait_for("Today I'll")  # the act is saved
        planned = stock(path, 20261122)
        assert (planned["who"]["value"], planned["energy"]["value"]) == ("Sam", 6)
        app.send("\r")
        app.wait_for("One small act")
        app.child.kill(signal.SIGKILL)
        app.wait_for_exit()
    with Terminal(path, NOON) as app:
        app.wait_for(planned["acts"][0]["text"][:30])
        app.send("d")
        app.wait_for("Saved. That's your first kind day.")
        assert stock(path, 20261122)["acts"][0]["state"] == "done"
        app.send("\x1bOQ")
        app.wait_for("For today")
        app.send(" ")
        app.wait_for("[x]")
        app.send("q")
        assert app.wait_for_exit() == 0
    with Terminal(path, EVENING) as app:
        app.wait_for("What kindness did I receive or witness today?")
        app.send("Lin held the door\r")
        app.wait_for("And one kind thing I did?")
        app.wait_for("Saved.")
        assert stock(path, 20261122)["received"][0]["text"] == "Lin held the door"
        app.send("\r")
        app.wait_for("Evening     Lin held the door")
        app.send("3")
        app.wait_for("1 kind day so far")
        app.send("q")
        assert app.wait_for_exit() == 0
    with Terminal(path, NEXT) as app:
        app.wait_for("Monday 23 November")
        app.wait_for("Who can I encourage today?")
        app.wait_for("1 kind day so far")
    assert len(stock(path, 20261122)["checks"]) == 1
    assert json.loads(path.read_bytes())["_meta"]["1"]["generation"] == 6


def test_a_morning_killed_between_its_questions_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    questions = ("Who can I encourage", "How much energy", "Which of these would", "When will you")
    for (question, next_question), keys in zip(pairwise(questions), ("Sam\r", "6", "\r"), strict=True):
        with Terminal(path, MORNING) as app:
            app.wait_for(question)
            app.send(keys)
            app.wait_for(next_question)
            app.wait_for("Saved.")
            app.child.kill(signal.SIGKILL)
            app.wait_for_exit()
    day = stock(path, 20261122)
    assert (day["who"]["value"], day["energy"]["value"], day["acts"][0]["who"]) == ("Sam", 6, "Sam")


def test_kill_9_after_saved_appears_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    for number in range(3):
        with Terminal(path, EVENING) as app:
            app.wait_for("Today" if number else "What kindness did I")
            app.send(f"e{number}\r" if number else f"{number}\r")
            app.wait_for("Saved.")
            app.child.kill(signal.SIGKILL)
            app.wait_for_exit()
        assert [line["text"] for line in stock(path, 20261122)["received"]] == [
            str(n) for n in range(number + 1)
        ]


def test_keys_typed_before_the_first_paint_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    with Terminal(path, MORNING) as app:
        app.send("Sam\r7\r\r")
        app.wait_for("One small act")
        assert stock(path, 20261122)["who"]["value"] == "Sam"
        assert stock(path, 20261122)["energy"]["value"] == 7


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_restores_the_terminal(tmp_path: Path, number: int, status: int) -> None:
    with Terminal(tmp_path / "journal.json", MORNING) as app:
        app.wait_for("Who can I encourage today?")
        app.child.kill(number)
        assert app.wait_for_exit() == status
        assert app.raw.rfind(b"\x1b[?1049l") > app.raw.rfind(b"\x1b[?1049h")


@pytest.mark.parametrize("damage", ["not JSON", "empty", "folder"])
def test_a_damaged_file_is_reported_and_left_unchanged(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "journal.json"
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"{ not JSON" if damage == "not JSON" else b"")
        (tmp_path / "journal.json.prev").write_bytes(b"{ neither")
    before = None if damage == "folder" else path.read_bytes()
    with Terminal(path, MORNING, size=(200, 24)) as app:
        assert app.wait_for_exit() == 3
        output = app.raw.decode().strip()
        assert str(path) in output
        assert "Traceback" not in output
        assert "\x1b" not in output
    if before is not None:
        assert path.read_bytes() == before


def test_a_read_only_file_opens_and_refuses_saves(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    with Terminal(path, EVENING) as app:
        app.wait_for("What kindness did I")
        app.send("x\r")
        app.wait_for("Saved.")
    path.chmod(0o400)
    before = path.read_bytes()
    with Terminal(path, NEXT, size=(120, 40)) as app:
        app.wait_for("is read-only")
        app.send("Sam")
        app.wait_until(lambda: "is read-only" not in app.text, "the notice gone")
        app.send("\r")
        app.wait_for("is read-only")
        app.wait_for("Sam")
    assert path.read_bytes() == before


def test_damage_in_an_old_day_is_reported_and_left_unchanged(tmp_path: Path) -> None:
    from datetime import date

    from kindtui import content, demo
    from kindtui.storage.file_store import FileStore
    from tests.support import FakeClock, damage_an_old_day

    path = tmp_path / "journal.json"
    made_up = demo.demo_journal(content.catalog(), content.demo_texts(), date(2026, 11, 22), 400)
    FileStore(path, FakeClock()).transact(lambda _: made_up)
    for copy in (*tmp_path.glob("*.prev"), *tmp_path.glob("*.backups/*")):
        copy.unlink()
    damage_an_old_day(path)
    before = path.read_bytes()
    with Terminal(path, MORNING, size=(200, 24)) as app:
        assert app.wait_for_exit() == 3
        assert "can't be opened. It hasn't been changed." in app.raw.decode()
    assert path.read_bytes() == before
