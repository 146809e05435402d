"""On a terminal, `kindtui import` shows what is in the export of another app and asks what becomes of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from tests.cli.other_apps import FORMS, LOOP_HABITS, copied, entries, loop_zip, stored, tree
from tests.cli.program import KINDTUI_COMMAND, Program, RunHere
from tests.support import ROOT

FIRST_LINES = (
    "Lin kept the lift",
    "A list, with a comma:",
    "Grüße aus der",
    "A leap day",
    "Ticket given away",
)


@contextmanager
def terminal(program: Program, file: Path, *arguments: str) -> Iterator[pexpect.spawn]:
    """Import that file on a terminal of 80 columns."""
    python, *rest = KINDTUI_COMMAND
    child = pexpect.spawn(
        python, [*rest, "import", str(file), *arguments], cwd=str(ROOT), encoding="utf-8", timeout=20,
        dimensions=(40, 80), env=program.environment | {"TERM": "dumb"}, echo=False,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.close(force=True)


def shown_until(child: pexpect.spawn, pattern: str) -> str:
    """What is shown up to that, and with it; the ends of lines are as in a file."""
    child.expect(pattern)
    return str(child.before + child.after).replace("\r\n", "\n")


def status_after(child: pexpect.spawn) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def answer_for(choice: str, shown: str) -> str:
    """The number that is before a choice, or its first letter."""
    found = re.search(rf"^\W*(\d+)\W.*\b{choice}", shown, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else choice


@pytest.mark.parametrize(("choice", "part"), [("note", "notes"), ("received", "received")])
def test_it_shows_what_there_is_and_asks_what_texts_become(
    choice: str, part: str, program: Program, tmp_path: Path
) -> None:
    with terminal(program, copied("presently.csv")(tmp_path)) as child:
        shown = shown_until(child, r"(?is)received.*note|note.*received")
        assert re.search(r"\b1[23]\b", shown)  # texts: with or without the one from the future
        assert re.search(r"[a-z] 2023 to [^\n]*[a-z] 2026", shown)
        assert 1 <= sum(opening in shown for opening in FIRST_LINES) <= 3
        assert "soup, bread" not in shown  # of a text, the first line alone
        assert "\x1b" not in shown
        assert not program.data.exists()
        child.sendline(answer_for(choice, shown))
        assert status_after(child) == 0
    assert {where for _, where, _ in entries(stored(program))} == {part}


def test_of_each_text_only_how_it_begins_is_shown(program: Program, tmp_path: Path) -> None:
    """As docs/data-format.md says: "from when to when, and how the first three begin"."""
    file = tmp_path / "presently.csv"
    rows = (
        f"2026-11-{day:02},{letter * 60} {letter * 60} {letter * 600}"
        for day, letter in enumerate("長abc", 7)
    )
    file.write_text("\n".join(["entryDate,entryContent", *rows]) + "\n", "utf-8")
    with terminal(program, file) as child:
        shown = shown_until(child, "What are they")
    summary, *begun, _, _ = shown.splitlines()
    assert summary == "4 texts, from 7 to 10 November 2026, such as:"
    assert [line[:13] for line in begun] == ["2026-11-07  長", "2026-11-08  a", "2026-11-09  b"]
    assert [(line[-1], cell_len(line)) for line in begun] == [("…", 79), ("…", 80), ("…", 80)]


def test_a_wrong_answer_is_asked_again_and_the_end_of_the_input_imports_nothing(
    program: Program, tmp_path: Path
) -> None:
    file = copied("presently.csv")(tmp_path)
    before = tree(tmp_path)
    with terminal(program, file) as child:
        shown_until(child, "Enter to import nothing")
        child.sendline("perhaps")
        child.expect("That isn't one of the choices")
        child.sendeof()
        assert status_after(child) == 2
    assert tree(tmp_path) == before


@pytest.mark.sweep
@pytest.mark.parametrize("answer", ["q", ""])
def test_whoever_leaves_imports_nothing_and_has_done_nothing_wrong(
    answer: str, program: Program, tmp_path: Path
) -> None:
    with terminal(program, copied("presently.csv")(tmp_path)) as child:
        shown_until(child, r"(?is)received.*note|note.*received")
        child.sendline(answer)
        child.expect("Nothing was imported")
        assert status_after(child) == 0
    assert not program.data.exists()


@pytest.mark.parametrize("name", ["presently", "loop zip"])
def test_what_is_all_in_the_journal_leaves_nothing_to_ask(
    name: str, program: Program, here: RunHere, tmp_path: Path
) -> None:
    file = FORMS[name].make(tmp_path)
    habits = ("--habit", "Steps") if name == "loop zip" else ()
    assert here("import", file, *FORMS[name].arguments, *habits).status == 0
    before = tree(tmp_path)
    with terminal(program, file) as child:
        assert status_after(child) == 0
        assert "Nothing to import" in child.before
    assert tree(tmp_path) == before


@pytest.mark.sweep
def test_with_as_nothing_is_asked(program: Program, tmp_path: Path) -> None:
    with terminal(program, copied("presently.csv")(tmp_path), "--as", "note") as child:
        assert status_after(child) == 0
        assert "Imported: " in child.before


def test_nothing_is_asked_of_a_form_that_has_no_choice(program: Program, tmp_path: Path) -> None:
    with terminal(program, FORMS["daylio"].make(tmp_path)) as child:
        assert status_after(child) == 0
        assert "Imported: " in child.before


@pytest.mark.sweep
def test_a_dry_run_asks_too_and_writes_nothing(program: Program, tmp_path: Path) -> None:
    file = copied("presently.csv")(tmp_path)
    before = tree(tmp_path)
    with terminal(program, file, "--dry-run") as child:
        shown = shown_until(child, r"(?is)received.*note|note.*received")
        child.sendline(answer_for("note", shown))
        assert status_after(child) == 0
    assert tree(tmp_path) == before


def test_the_habits_are_a_numbered_list(program: Program, tmp_path: Path) -> None:
    with terminal(program, loop_zip("loop")(tmp_path)) as child:
        shown = shown_until(child, "(?s)Hold a door.*お茶をいれる")
        number = answer_for("Hold a door", shown)
        assert number == "2"
        assert re.search(rf"1\W+{LOOP_HABITS[0]}", shown)
        assert "4 Steps (numbers only)" in shown_until(child, "Enter")
        child.sendline(number)
        assert status_after(child) == 0
    texts = {text for _, part, text in entries(stored(program)) if part == "acts"}
    assert texts == {"Hold a door"}


@pytest.mark.sweep
def test_several_habits_can_be_chosen_at_once(program: Program, tmp_path: Path) -> None:
    with terminal(program, loop_zip("loop")(tmp_path)) as child:
        shown_until(child, "(?s)Hold a door.*お茶をいれる")
        child.sendline("1, 3")
        assert status_after(child) == 0
    texts = {text for _, part, text in entries(stored(program)) if part == "acts"}
    assert texts == {LOOP_HABITS[0], LOOP_HABITS[2]}


def test_a_habit_whose_name_is_no_plain_text_is_shown_as_plain_text(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,\x1b[31mWave\x1b]0;x\x07\u202e,Smile,\n2026-11-20,2,0,\n", "utf-8")
    with terminal(program, file) as child:
        shown = shown_until(child, r"(?s)Wave.*Smile")
        assert not any(sign in shown for sign in "\x1b\x07\u202e")
        child.sendline("1")
        assert status_after(child) == 0
    assert [text for _, _, text in entries(stored(program))] == ["Wave"]


@pytest.mark.sweep
def test_the_end_of_the_input_chooses_no_habit(program: Program, tmp_path: Path) -> None:
    file = loop_zip("loop")(tmp_path)
    before = tree(tmp_path)
    with terminal(program, file) as child:
        shown_until(child, "(?s)Hold a door.*お茶をいれる")
        child.sendeof()
        assert status_after(child) == 2
    assert tree(tmp_path) == before
