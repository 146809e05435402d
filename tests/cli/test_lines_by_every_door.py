"""The same lines through every door, and the same lines out of every exit, with the real program."""

import asyncio
import csv
import io
import json
import re
import signal
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.app import KindApp
from tests.cli.plain_lines import answered, checkin, number_of
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import CATALOG, EVENING, ROOT, TODAY, FakeClock
from tests.tui.harness import AppHarness

pytestmark = pytest.mark.sweep

LINES = (
    "Lisa called", "we laughed", "", '- =1+1, "she" said; q', "# 長い שלום e\u0301 🤝🏽", "[b]u[/b] \\ | `x`",
    "u", "!", "the end",
)  # fmt: skip
TEXT = "\n".join(LINES).replace("e\u0301", "é")
FOREIGN = "\r\n".join(("\x1b[31mLisa called\x07", *LINES[1:])).replace("e\u0301", "é")
MESSY = f"\r\n {FOREIGN}\r\n\r\n".replace("we laughed", "we  laughed \r\n\r\n")
ON = "2026-11-22"


@pytest.fixture(autouse=True)
def at_home_in_the_evening(evening: Program, plain_terminal: None) -> None:
    del evening, plain_terminal


def by_argument(program: Program, tmp_path: Path) -> None:
    del tmp_path
    assert program.run("log", "received", MESSY.replace("\x07", "")).status == 0


def by_standard_input(program: Program, tmp_path: Path) -> None:
    del tmp_path
    assert program.run("log", "received", "-", stdin=MESSY.encode()).status == 0


def by_utf_16(program: Program, tmp_path: Path) -> None:
    del tmp_path
    assert program.run("log", "received", "-", stdin=MESSY.encode("utf-16")).status == 0


def by_plain_lines(program: Program, tmp_path: Path) -> None:
    del tmp_path
    answered(program, ".", *LINES, ".", "", "q")


def by_plain_lines_that_end(program: Program, tmp_path: Path) -> None:
    del tmp_path
    answered(program, ".", *LINES)


def by_plain_lines_and_a_kill(program: Program, tmp_path: Path) -> None:
    del tmp_path
    with subprocess.Popen(
        [*KINDTUI_COMMAND, "checkin"], env=program.environment, cwd=ROOT, stdin=-1, stdout=-1
    ) as process:
        assert process.stdin
        process.stdin.write("\n".join((".", *LINES, "")).encode())
        process.stdin.flush()
        drafts = program.data.with_name(program.data.name + ".drafts")
        while not (drafts.exists() and "the end" in drafts.read_text()):
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    checkin(program, "1", "", "q")


def by_csv(program: Program, tmp_path: Path) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([["day", "part", "text"], [ON, "received", FOREIGN]])
    (tmp_path / "in.csv").write_text(file.getvalue(), newline="")
    assert program.run("import", tmp_path / "in.csv").status == 0


def by_json(program: Program, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere" / "journal.json")
    assert program.run("log", "received", "-", "--data", elsewhere, stdin=TEXT.encode()).status == 0
    assert program.run("export", "-o", str(tmp_path / "in.json"), "--data", elsewhere).status == 0
    tables = json.loads((tmp_path / "in.json").read_bytes())
    tables["days"]["20261122"]["received"][0]["text"] = FOREIGN
    (tmp_path / "in.json").write_text(json.dumps(tables))
    assert program.run("import", tmp_path / "in.json").status == 0


def by_jrnl(program: Program, tmp_path: Path) -> None:
    title, _, body = TEXT.partition("\n")
    entry = {"title": f"@received {title}", "body": body, "date": ON, "time": "19:00", "tags": ["@received"]}
    (tmp_path / "jrnl.json").write_text(json.dumps({"tags": {}, "entries": [entry]}))
    assert program.run("import", tmp_path / "jrnl.json").status == 0


def by_paste(program: Program, tmp_path: Path) -> None:
    del tmp_path
    asyncio.run(in_app(program, paste_and_save))


def by_keys(program: Program, tmp_path: Path) -> None:
    del tmp_path
    asyncio.run(in_app(program, type_and_save))


async def paste_and_save(harness: AppHarness) -> None:
    harness.app.post_message(Paste(MESSY))
    await harness.press("f9")


async def type_and_save(harness: AppHarness) -> None:
    await harness.press("f9")
    for number, line in enumerate(LINES):
        await harness.press_at_once(*(["enter"] if number else []))
        await harness.type(line)
    await harness.press("f9")


async def in_app(program: Program, do: Callable[[AppHarness], object]) -> None:
    clock = FakeClock(EVENING)
    session = Session(FileStore(program.data, clock), clock, CATALOG)
    app = KindApp(session, session.open())
    async with app.run_test() as pilot:
        harness = AppHarness(app, pilot, program.data)
        await harness.wait_until_idle()
        await do(harness)  # type: ignore[misc]


DOORS = (
    by_argument, by_standard_input, by_utf_16, by_plain_lines, by_plain_lines_that_end,
    by_plain_lines_and_a_kill, by_csv, by_json, by_jrnl, by_paste, by_keys,
)  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_the_breaks_are_the_same_whatever_the_way_in_and_out(
    door: Callable[[Program, Path], None], program: Program, tmp_path: Path
) -> None:
    door(program, tmp_path)
    day = program.stored_day()
    assert [line.text for line in day.received] == [TEXT]
    assert not day.acts
    assert not FileStore(program.data, FakeClock()).drafts()
    comes_out_everywhere(program, tmp_path)
    comes_back_after_undo(program)
    comes_through_a_merge(program, tmp_path)
    asyncio.run(in_app(program, read_it_all))


def comes_out_everywhere(program: Program, tmp_path: Path) -> None:
    shown = program.run("show").out.split("\n")[1:]
    assert [row.removeprefix("  Received  ").strip() for row in shown if row.strip()] == [
        line for line in TEXT.split("\n") if line
    ]
    assert json.loads(program.run("show", "--json").out)["received"] == [TEXT]
    assert program.status_json()["today"]["received"] == [TEXT]
    for form in ("json", "csv"):
        file, other = tmp_path / f"out.{form}", str(tmp_path / f"from-{form}" / "journal.json")
        assert program.run("export", "--format", form, "-o", file).status == 0
        assert program.run("import", file, "--data", other).status == 0
        there = FileStore(Path(other), FakeClock()).load().day(TODAY)
        assert [line.text for line in there.received] == [TEXT]
        before = program.stored_day()
        assert program.run("import", file).status == 0
        assert program.stored_day() == before, "one's own export brings nothing new"
    diary = program.run("export", "--format", "markdown").out
    plain = re.sub(r"\\(.)", r"\1", diary)
    rows = [row.strip().removeprefix("- **Received:** ") for row in plain.split("\n")]
    assert rows[rows.index("Lisa called") :][: len(LINES)] == TEXT.split("\n")


def comes_back_after_undo(program: Program) -> None:
    program.session().undo()
    assert not program.stored_day().received
    program.session().redo()
    assert [line.text for line in program.stored_day().received] == [TEXT]
    try:
        while True:
            program.session().undo()
    except NothingToUndoError:
        assert not program.stored_day().received
    program.session().redo()
    assert [line.text for line in program.stored_day().received] == [TEXT]


def comes_through_a_merge(program: Program, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "journal.json"
    copy.parent.mkdir()
    copy.write_bytes(program.data.read_bytes())
    clock = FakeClock(EVENING)
    Session(FileStore(copy, clock), clock, CATALOG).submit(ReceivedWritten(TODAY, "there\n\ntoo"))
    assert program.run("merge", copy).status == 0
    merged: Day = FileStore(program.data, FakeClock()).load().day(date.fromisoformat(ON))
    assert sorted(line.text for line in merged.received) == sorted([TEXT, "there\n\ntoo"])


async def read_it_all(harness: AppHarness) -> None:
    """Every line is there to read in its day, and one that is searched for in the list."""
    await harness.press("escape", "f4", "slash")
    await harness.type("the end")
    assert "… the end" in harness.text
    await harness.press("enter", "enter")
    seen = ""
    for _ in range(12):
        seen += harness.flowing_text
        await harness.press("down")
    for line in LINES:
        assert " ".join(line.replace("e\u0301", "é").split()) in seen, line


def test_plain_lines_show_change_and_undo_a_text_of_several_lines(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "one\n\ntwo"))
    listed = answered(program, "v")
    shown = answered(program, "v", number_of("Received: one ...", listed))
    assert "Received: one\n\ntwo\n" in shown.out
    answered(program, "v", "1", number_of("change it", shown), ".", "new", "", "lines", ".", "q")
    assert [line.text for line in program.stored_day().received] == ["new\n\nlines"]
    undone = answered(program, "u", "q")
    assert "Undone: you edited a kindness you received." in undone.out
    assert "new\n\nlines\n" in undone.out, "nothing that was written is lost"
    assert [line.text for line in program.stored_day().received] == ["one\n\ntwo"]


def test_a_row_written_by_hand_has_at_most_one_blank_line_in_a_row(program: Program, tmp_path: Path) -> None:
    """As the page on the data file says of every text, and as every other way in does it."""
    (tmp_path / "in.csv").write_text(f'day,part,text\n{ON},received,"\n one  two \n\n\n\nthree\n\n"\n')
    assert program.run("import", tmp_path / "in.csv").status == 0
    assert [line.text for line in program.stored_day().received] == ["one two\n\nthree"]
