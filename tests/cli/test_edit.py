"""`kindtui edit`: what becomes of a day that an editor rewrites, and of the words when that fails."""

import itertools
import os
import re
import shlex
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pexpect
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.requests import ActChosen, NoteWritten, ReceivedWritten, RestChosen, ScaleRated
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.text import clean_lines, one_line
from tests.cli.program import KINDTUI_COMMAND, Program, RunHere
from tests.cli.sheets import (
    STATE_WORDS,
    Sheet,
    act_lines,
    edit,
    escaped,
    left_sheets,
    mark_of_entry,
    opened_sheet,
    put_days,
    shell_editor,
    text_lines,
    writing,
)
from tests.storage.strategies import DAYS
from tests.support import MORNING, ROOT, TODAY, act, line

FEW_EXAMPLES = settings(max_examples=max(settings().max_examples // 3, 1))
HOMES = itertools.count()
KINDTUI = shlex.join(KINDTUI_COMMAND)
UNCHANGED = "Nothing was changed.\n"
AGAIN = f"`kindtui edit {TODAY}` opens them again.\n"
HOSTILE = (
    "# a remark", "== Notes ==", "==", "[7f3a] a mark", "[ffff]", "[x] done", "done: it", "planned: it",
    "let go: it", "Done: it", "who: Sam", "when: noon", "\\", "\\# both", "\\\\", "-", "--", "- a list", "# ",
    "Sam: hello", "a\tb", "$HOME `id` $(id)", "%s {} {0}", "'\"", "🙂 ئۇيغۇر", "e\u0301", "\u00a0", ":",
    "[b]bold[/b]",
    "who:", "done:", "== Received ==\n# two", "a\n\nb", "a\n[7f3a] b\nwho: c", "a\ndone: b", "x\n\\y",
)  # fmt: skip

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program in the evening."""
    return Program(tmp_path, {"KINDTUI_NOW": "2026-11-22T20:00:00+01:00"})


@pytest.fixture
def filled(program: Program) -> Program:
    """A day with something below each heading, and beside the texts a rating."""
    put_days(
        program,
        Day(
            TODAY,
            who=Answer("Sam", MORNING.at),
            energy=Answer(4, MORNING.at),
            acts=(
                structs.replace(act("planned", "01", "close-01", "close"), who="Sam", when="after lunch"),
                structs.replace(act("done", "02"), text="held the door"),
            ),
            received=(line("tea", "03"), line("cake\nwith rum", "04")),
            kept=(line("said no", "05"),),
            notes=(line("a note", "06"),),
        ),
    )
    return program


def another_program(folder: Path) -> Program:
    """A program with a home of its own, as each example needs."""
    home = folder / f"home-{next(HOMES)}"
    home.mkdir()
    return Program(home, {"KINDTUI_NOW": "2026-11-22T20:00:00+01:00"})


def entries_of(day: Day) -> list[Act | Line]:
    return [*day.acts, *day.received, *day.kept, *day.notes]


def texts(program: Program, on: date = TODAY) -> dict[str, list[str]]:
    """The texts of a day by heading, acts with their state, who and when."""
    day = program.stored_day(str(on))
    return {
        "Who": [day.who.value] if day.who and day.who.value else [],
        "Acts": [" | ".join([STATE_WORDS[one.state], one.text, one.who, one.when]) for one in day.acts],
        **{name.title(): [one.text for one in getattr(day, name)] for name in ("received", "kept", "notes")},
    }


WHOLE = {
    "Who": ["Sam"],
    "Acts": ["planned | text Sam | Sam | after lunch", "done | held the door |  | "],
    "Received": ["tea", "cake\nwith rum"],
    "Kept": ["said no"],
    "Notes": ["a note"],
}
# Each a change of the sheet as a pattern and what replaces it, and what is different on the disk afterwards.
CHANGES: dict[str, tuple[str, str, dict[str, list[str]]]] = {
    "a text": (r"\] tea", "] a cup", {"Received": ["a cup", "cake\nwith rum"]}),
    "a second line": ("  with rum", "  with milk\n\n    and honey", {"Received": ["tea",
    "cake\nwith milk\n\nand honey"]}),
    "a line that becomes two": (r"\] tea\n", "] tea\n  for two\n", {"Received": ["tea\nfor two",
    "cake\nwith rum"]}),
    "a line for a tab": ("  with rum", "\twith milk", {"Received": ["tea", "cake\nwith milk"]}),
    "a new line": (r"== Kept ==\n", r"\g<0>went home\n", {"Kept": ["said no", "went home"]}),
    "two at the end": (r"\Z", "b\n  c\nd\n", {"Notes": ["a note", "b\nc", "d"]}),
    "an indented first line": (r"== Notes ==\n", r"\g<0>  b\n", {"Notes": ["a note", "b"]}),
    "one removed": (r"\[\w+\] cake\n  with rum\n", "", {"Received": ["tea"]}),
    "the text of one removed": (r"\] tea", "]", {"Received": ["cake\nwith rum"]}),
    "all removed": (r"(?m)^(Sam|\[.*|  .*)\n", "", {heading: [] for heading in WHOLE}),
    "another name": (r"\nSam\n", "\nNoor\n", {"Who": ["Noor"]}),
    "no name": (r"\nSam\n", "\n", {"Who": []}),
    "an act done": ("planned:", "done:", {"Acts": ["done | text Sam | Sam | after lunch", WHOLE["Acts"][1]]}),
    "an act let go": ("planned:", "let go:",
    {"Acts": ["let go | text Sam | Sam | after lunch", WHOLE["Acts"][1]]}),
    "an act planned": ("done:", "planned:", {"Acts": [WHOLE["Acts"][0], "planned | held the door |  | "]}),
    "a state in capitals": ("planned:", "Done:",
    {"Acts": ["done | text Sam | Sam | after lunch", WHOLE["Acts"][1]]}),
    "an act for another": ("who: Sam", "who: Noor",
    {"Acts": ["planned | text Sam | Noor | after lunch", WHOLE["Acts"][1]]}),
    "an act for nobody": ("  who: Sam\n", "",
    {"Acts": ["planned | text Sam |  | after lunch", WHOLE["Acts"][1]]}),
    "an act at no time": ("after lunch", "", {"Acts": ["planned | text Sam | Sam | ", WHOLE["Acts"][1]]}),
    "a new act": (r"== Acts ==\n", r"\g<0>rang Mum: she's ill\n", {"Acts": [*WHOLE["Acts"],
    "done | rang Mum: she's ill |  | "]}),
    "a new plan": (
        r"== Acts ==\n", r"\g<0>planned: ring Mum\n  when: at six\n  who: Mum\n",
        {"Acts": [*WHOLE["Acts"], "planned | ring Mum | Mum | at six"]},
    ),
    "a line under another heading": (
        r"(?s)(\[\w+\] tea\n)(.*== Notes ==\n)", r"\2\1", {"Received": ["cake\nwith rum"],
        "Notes": ["a note", "tea"]},
    ),
    "a mark that is lost": (r"\[\w+\] tea", "tea!", {"Received": ["cake\nwith rum", "tea!"]}),
    "escape sequences": (r"\] tea", "] te\x1b[31ma\u202e\x07", {}),
    "no remarks": (r"(?m)^#.*\n", "", {}),
    "no blank lines": (r"\n\n+", "\n", {}),
    "more blank lines": (r"\n", "\n\n", {"Received": ["tea", "cake\n\nwith rum"]}),
    "blanks at the ends": (r"(?m)(?<=\w)$", "  ", {}),
    "Windows line ends": (r"\n", "\r\n", {}),
    "no last line end": (r"\n\Z", "", {}),
    "a byte order mark": (r"\A", "\ufeff", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed_is_saved_and_nothing_else(name: str, filled: Program, capfd: Capture) -> None:
    pattern, replacement, expected = CHANGES[name]
    before, day_before = filled.files(), filled.stored_day()
    sheet = opened_sheet(filled)
    assert edit(filled, writing(filled, re.sub(pattern, replacement, sheet))) == 0
    said = capfd.readouterr()
    assert said.err == ""
    assert texts(filled) == WHOLE | expected
    assert left_sheets(filled) == []
    if expected:
        assert re.search(r"Saved for Sunday 22 November: \d (new|changed|removed).*\.\n$", said.out)
    else:
        assert said.out == UNCHANGED * 2
        assert filled.files() == before
    after = filled.stored_day()
    assert after.energy == day_before.energy
    known = {one.uid: one for one in entries_of(day_before)}
    for one in entries_of(after):
        if one.uid in known:
            assert one.written == known[one.uid].written
            if one.text == known[one.uid].text and isinstance(one, Line):
                assert one == known[one.uid]


def test_entries_in_another_order_are_saved_so_or_not_said_to_be(filled: Program, capfd: Capture) -> None:
    before = filled.data.read_bytes()
    sheet = opened_sheet(filled)
    capfd.readouterr()
    swapped = re.sub(r"(\[\w+\] tea\n)(\[\w+\] cake\n  with rum\n)", r"\2\1", sheet)
    assert edit(filled, writing(filled, swapped)) == 0
    if texts(filled)["Received"] == ["tea", "cake\nwith rum"]:
        assert capfd.readouterr().out == UNCHANGED
        assert filled.data.read_bytes() == before
    else:
        assert re.search(r": .*\d.*\.\n$", capfd.readouterr().out)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_read_back_and_can_be_written_with_a_backslash(
    text: str, program: Program, capfd: Capture
) -> None:
    text = clean_lines(text) or "x"
    put_days(
        program,
        Day(
            TODAY, who=Answer(text.split("\n")[0], MORNING.at), received=(line(text, "01"),),
            acts=(structs.replace(act("planned", "02"), text=text, who=text.split("\n")[0]),),
        ),
    )  # fmt: skip
    before, expected = program.data.read_bytes(), texts(program)
    sheet = Sheet.of(opened_sheet(program))
    assert capfd.readouterr() == (UNCHANGED, "")
    assert program.data.read_bytes() == before
    sheet.entries["Notes"] = [text_lines("", text)]
    sheet.entries["Acts"] += [act_lines("", structs.replace(act(), text=text))]
    assert edit(program, writing(program, str(sheet))) == 0, capfd.readouterr().err
    expected["Notes"] = [text]
    expected["Acts"].append(f"done | {text} |  | ")
    assert texts(program) == expected
    assert capfd.readouterr().out.endswith(": 2 new.\n")


def _is_written(day: Day) -> bool:
    return all(clean_lines(entry.text) for entry in entries_of(day))


@FEW_EXAMPLES
@given(day=DAYS.filter(_is_written))
def test_any_day_that_is_saved_as_it_was_opened_changes_no_byte(
    day: Day, tmp_path: Path, capfd: Capture
) -> None:
    program = another_program(tmp_path)
    put_days(program, structs.replace(day, day=TODAY))
    before = program.files()
    assert edit(program, "true") == 0, capfd.readouterr().err
    assert edit(program, "sed -i s/$/\\ /") == 0, capfd.readouterr().err  # as an editor does that writes anew
    assert capfd.readouterr() == (UNCHANGED * 2, "")
    assert program.files() == before


@pytest.mark.parametrize("text", ["", " ", "\x1b[0m"])
@pytest.mark.parametrize("is_act", [False, True])
def test_an_entry_without_words_does_not_stop_the_rest(
    text: str, is_act: bool, program: Program, capfd: Capture
) -> None:
    """As another program, or a purge of names by hand, may leave it in the file."""
    blank = {"acts": (structs.replace(act(), text=text),)} if is_act else {"kept": (line(text, "02"),)}
    put_days(program, Day(TODAY, received=(line("tea", "01"),), **blank))
    before = program.data.read_bytes()
    assert edit(program, "true") == 0, capfd.readouterr().err
    assert program.data.read_bytes() == before
    assert edit(program, "sed -i s/tea/cake/") == 0, capfd.readouterr().err
    assert texts(program)["Received"] == ["cake"]


def _uid(entry: Act | Line) -> str:
    return entry.uid


def _sorted(entries: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(entries, key=_uid))


def _plan_of_one_line(one: Act) -> Act:
    """Return an act as it can be: only what was done may have several lines."""
    return one if one.state == "done" else structs.replace(one, text=one_line(one.text.replace("\n", " / ")))


UIDS = st.integers(1, 255).map("{:026x}".format)  # older than those of new entries
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.text("ab #=[]:\\-é🙂'\"\t", max_size=8), min_size=1, max_size=4).map("\n".join),
).map(clean_lines).filter(bool)  # fmt: skip
ONE_LINE = WORDS.map(lambda text: text.split("\n")[0])
STATES: st.SearchStrategy[ActState] = st.sampled_from(tuple(STATE_WORDS))
MODEL_ACTS = st.builds(
    Act, UIDS, WORDS, STATES, st.just(MORNING), st.just(MORNING.at),
    st.just("") | ONE_LINE, st.just("") | ONE_LINE,
).map(_plan_of_one_line)  # fmt: skip
MODEL_LINES = st.builds(Line, UIDS, WORDS, st.just(MORNING), st.just(MORNING.at))
ACT_LISTS = st.lists(MODEL_ACTS, max_size=3, unique_by=_uid).map(_sorted)
LINE_LISTS = st.lists(MODEL_LINES, max_size=3, unique_by=_uid).map(_sorted)
MODEL_DAYS = st.builds(
    Day, st.just(TODAY), who=st.none() | st.builds(Answer, ONE_LINE, st.just(MORNING.at)),
    rest=st.none() | st.just(Answer(True, MORNING.at)), acts=ACT_LISTS,
    received=LINE_LISTS, kept=LINE_LISTS, notes=LINE_LISTS,
)  # fmt: skip
LINE_PARTS = ("received", "kept", "notes")


def rewritten(data: st.DataObject, sheet: Sheet, day: Day) -> Day:
    """Change the sheet at will, and return the day that a naive reader makes of it."""
    who = data.draw(st.just(day.who.value if day.who else "") | st.just("") | ONE_LINE, "who")
    sheet.entries["Who"] = [[escaped(who)]] if who else []
    acts = []
    for one, block in zip(day.acts, sheet.entries["Acts"].copy(), strict=True):
        match data.draw(st.sampled_from(["keep", "remove", "change"])):
            case "keep":
                acts.append(one)
            case "remove":
                sheet.entries["Acts"].remove(block)
            case _:
                other = data.draw(MODEL_ACTS, "another act")
                part = data.draw(st.sampled_from(["text", "state", "who", "when"]))
                changed = _plan_of_one_line(structs.replace(one, **{part: getattr(other, part)}))
                place = sheet.entries["Acts"].index(block)
                sheet.entries["Acts"][place] = act_lines(mark_of_entry(block), changed)
                acts.append(changed)
    for new in data.draw(st.lists(MODEL_ACTS, max_size=2), "new acts"):
        sheet.entries["Acts"].append(act_lines("", new))
        acts.append(structs.replace(new, uid="new"))
    parts = {
        name: rewritten_lines(data, sheet.entries[name.title()], getattr(day, name)) for name in LINE_PARTS
    }
    return structs.replace(day, who=Answer(who, MORNING.at), acts=tuple(acts), **parts)


def rewritten_lines(
    data: st.DataObject, blocks: list[list[str]], lines: tuple[Line, ...]
) -> tuple[Line, ...]:
    """The same of the lines below one heading."""
    kept: list[Line] = []
    for one, block in zip(lines, blocks.copy(), strict=True):
        match data.draw(st.sampled_from(["keep", "remove", "change"])):
            case "keep":
                kept.append(one)
            case "remove":
                blocks.remove(block)
            case _:
                kept.append(structs.replace(one, text=data.draw(WORDS, "another text")))
                blocks[blocks.index(block)] = text_lines(mark_of_entry(block), kept[-1].text)
    new = data.draw(LINE_LISTS, "new lines")
    is_above = data.draw(st.booleans(), "above")
    blocks[:] = [*(text_lines("", one.text) for one in new), *blocks] if is_above else [
        *blocks, *(text_lines("", one.text) for one in new)
    ]  # fmt: skip
    return (*kept, *(structs.replace(one, uid="new") for one in new))


def parts_of(day: Day) -> dict[str, Any]:
    """What a person sees of a day, and which of it was there before; new entries come last in both."""
    return {
        "who": day.who.value if day.who else "",
        "acts": [(one.text, one.state, one.who, one.when) for one in day.acts],
        **{name: [one.text for one in getattr(day, name)] for name in LINE_PARTS},
        "rest": day.rest,
    }


@FEW_EXAMPLES
@given(day=MODEL_DAYS, data=st.data())
def test_any_edit_is_on_the_disk_as_a_naive_reader_takes_it_and_is_one_step_of_undo(
    day: Day, data: st.DataObject, tmp_path: Path, capfd: Capture
) -> None:
    program = another_program(tmp_path)
    journal = put_days(program, day, Day(TODAY - timedelta(days=1), notes=(line("other", "f" * 32),)))
    saved = journal.day(TODAY)
    before = program.data.read_bytes()
    sheet = Sheet.of(opened_sheet(program))
    expected = rewritten(data, sheet, saved)
    assert edit(program, writing(program, str(sheet))) == 0, (capfd.readouterr().err, str(sheet))
    now = program.session().open().journal
    assert parts_of(now.day(TODAY)) == parts_of(expected)
    assert now.day(TODAY - timedelta(days=1)) == journal.day(TODAY - timedelta(days=1))
    assert set(entries_of(saved)) & set(entries_of(expected)) <= set(entries_of(now.day(TODAY)))
    if parts_of(expected) == parts_of(saved):
        return
    assert program.data.read_bytes() != before
    session = program.session()
    session.open()
    assert parts_of(session.undo().state.journal.day(TODAY)) == parts_of(saved)
    assert parts_of(session.redo().state.journal.day(TODAY)) == parts_of(expected)


def refused(program: Program, editor: str, capfd: Capture, *arguments: str, status: int = 4) -> str:
    """What is said when that editor's sheet is not taken; the journal is as it was."""
    capfd.readouterr()
    before = program.data.read_bytes()
    assert edit(program, editor, *arguments) == status
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("kindtui: ")
    assert program.data.read_bytes() == before
    return said.err


# What cannot be read, by what is wrong: a pattern, what replaces it, and what is said.
UNREADABLE = {
    "a remark": (r"== Notes ==\n", r"\g<0># my secret\n", r"Line (\d+) starts with #"),
    "a heading that is none": (r"== Notes ==\n", r"\g<0>== my secret ==\n",
    r"Line (\d+) isn't one of the headings"),
    "a mark from elsewhere": (r"== Notes ==\n", r"\g<0>[ffff] my secret\n", r"Line (\d+) starts with a mark"),
    "a mark of another line": (r"(\[\w+\] )tea\n", r"\g<0>\1my secret\n", r"Line (\d+) has the same mark"),
    "a second name": (r"\nSam\n", r"\g<0>my secret\n", r"Line (\d+) is a second name"),
    "a text above the headings": (r"\n== Who ==", r"\nmy secret\g<0>",
    r"Line (\d+) is above the first heading"),
    "an act without words": (r"(planned:).*\n  who: Sam", r"\1\n  who: my secret",
    r"Line (\d+) is an act without words"),
    "two times of one act": (r"  when: .*\n", r"\g<0>  when: my secret\n", r"Line (\d+) repeats"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_named_by_its_line_kept_and_offered_again(
    what: str, filled: Program, capfd: Capture
) -> None:
    pattern, replacement, named = UNREADABLE[what]
    sheet = opened_sheet(filled)
    wrong = re.sub(pattern, replacement, sheet)
    error = refused(filled, writing(filled, wrong), capfd)
    found = re.search(named, error)
    assert found, error
    number = int(found[1])
    assert "secret" in wrong.splitlines()[number - 1] or "planned:" in wrong.splitlines()[number - 1]
    assert error.endswith(AGAIN)
    assert "secret" not in error
    (left,) = left_sheets(filled)
    assert (left.read_text(), left.stat().st_mode & 0o777) == (wrong, 0o600)
    filled.session().open()  # the app starts meanwhile
    again = opened_sheet(filled)
    assert "secret" in again
    assert edit(filled, writing(filled, sheet.replace("tea", "a cup"))) == 0
    assert texts(filled) == WHOLE | {"Received": ["a cup", "cake\nwith rum"]}
    assert left_sheets(filled) == []


@pytest.mark.parametrize("heading", ["Who", "Acts", "Received", "Kept", "Notes"])
def test_a_heading_that_is_lost_costs_no_line(heading: str, filled: Program, capfd: Capture) -> None:
    sheet = opened_sheet(filled)
    error = refused(filled, writing(filled, sheet.replace(f"== {heading} ==\n", "")), capfd)
    assert f"== {heading} ==" in error or re.search(r"Line \d+", error)
    assert error.endswith(AGAIN)
    assert edit(filled, writing(filled, sheet)) == 0
    assert texts(filled) == WHOLE


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n", "\ufeff"])
def test_a_sheet_that_comes_back_blank_changes_nothing(text: str, filled: Program, capfd: Capture) -> None:
    before = filled.files()
    assert edit(filled, writing(filled, text)) == 0
    assert capfd.readouterr() == ("It came back blank, so nothing was changed.\n", "")
    assert filled.files() == before


def test_what_was_left_is_dropped_by_deleting_everything_in_it(filled: Program, capfd: Capture) -> None:
    refused(filled, writing(filled, "my secret"), capfd)
    assert opened_sheet(filled).strip() == "my secret"
    said = capfd.readouterr().err
    assert "To drop it, empty the whole file." in said
    assert "secret" not in said
    assert edit(filled, writing(filled, "")) == 0
    assert left_sheets(filled) == []
    assert "secret" not in opened_sheet(filled)
    assert texts(filled) == WHOLE


def test_bytes_that_are_no_text_are_kept_as_they_are(filled: Program, capfd: Capture) -> None:
    wrong = opened_sheet(filled).replace("tea", "caf\u00e9").encode("latin-1")
    assert "UTF-8" in refused(filled, writing(filled, wrong), capfd)
    (left,) = left_sheets(filled)
    assert left.read_bytes() == wrong


ENDINGS = {
    "exit 3": "ended with an error",
    "kill -9 $$": "ended with an error",
    "kill -15 $$": "ended with an error",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_editor_that_fails_saves_nothing_and_loses_nothing(
    ending: str, filled: Program, capfd: Capture
) -> None:
    editor = shell_editor(filled.home, "sed -i 's/tea/my secret/' \"$1\"", ending)
    error = refused(filled, editor, capfd)
    assert ENDINGS[ending] in error
    assert error.endswith(AGAIN)
    assert "secret" in left_sheets(filled)[0].read_text()
    assert edit(filled, "touch") == 0
    assert texts(filled)["Received"][0] == "my secret"
    assert left_sheets(filled) == []


def test_an_editor_that_fails_before_anything_is_written_leaves_nothing(
    filled: Program, capfd: Capture
) -> None:
    refused(filled, "false", capfd)
    assert left_sheets(filled) == []


def test_an_editor_that_deletes_the_sheet_changes_nothing(filled: Program, capfd: Capture) -> None:
    before = filled.data.read_bytes()
    assert edit(filled, "rm") == 4
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    assert "nternal" not in said.err
    assert filled.data.read_bytes() == before
    assert edit(filled, "sed -i s/tea/cake/") == 0


def test_an_editor_that_replaces_the_sheet_is_read(filled: Program, capfd: Capture) -> None:
    """Many write another file and rename it, and leave a backup beside it."""
    editor = shell_editor(
        filled.home, 'sed s/tea/secret/ "$1" >"$1.new" && cp "$1" "$1~" && mv "$1.new" "$1"'
    )
    assert edit(filled, editor) == 0
    assert texts(filled)["Received"][0] == "secret"
    assert left_sheets(filled) == []
    assert not [file for file in filled.files() if file.endswith(".txt")]


@pytest.mark.parametrize(
    ("environment", "status", "words"),
    [
        ({}, 2, "Set EDITOR"),
        ({"EDITOR": ""}, 2, "Set EDITOR"),
        ({"EDITOR": " "}, 2, "Set EDITOR"),
        ({"EDITOR": "/nowhere/vi"}, 2, "/nowhere/vi can't be started"),
        ({"EDITOR": "'"}, 2, "EDITOR"),
        ({"EDITOR": "false", "VISUAL": "true"}, 0, ""),
        ({"EDITOR": "true", "VISUAL": ""}, 0, ""),
        ({"EDITOR": "sh -c 'test -f \"$1\"' -"}, 0, ""),
    ],
)
def test_visual_or_editor_names_the_editor(
    environment: dict[str, str], status: int, words: str, filled: Program, here: RunHere
) -> None:
    before = filled.files()
    filled.extra_environment |= environment
    outcome = here("edit")
    assert (outcome.status, words in outcome.err) == (status, True), outcome.err
    assert filled.files() == before
    assert len(outcome.error_lines) == (status != 0)


def test_nobody_else_can_read_the_sheet_while_it_is_open(filled: Program) -> None:
    seen = filled.home / "modes"
    old = os.umask(0)
    try:
        editor = shell_editor(
            filled.home, f'stat -c %a "$1" "$1"* "$(dirname "$1")" >{shlex.quote(str(seen))}'
        )
        assert edit(filled, editor) == 0
    finally:
        os.umask(old)
    *files, folder = seen.read_text().split()
    assert set(files) == {"600"}
    assert folder == "700"


def test_a_line_that_another_window_writes_meanwhile_is_kept(filled: Program, capfd: Capture) -> None:
    editor = shell_editor(
        filled.home,
        f"{KINDTUI} log received 'from elsewhere' >/dev/null",
        f"{KINDTUI} log kept 'on another day' --day yesterday >/dev/null",
        "sed -i 's/tea/a cup/; s/== Notes ==/&\\nnew/' \"$1\"",
    )  # fmt: skip
    with_environment(filled, editor)
    assert texts(filled) == WHOLE | {
        "Received": ["a cup", "cake\nwith rum", "from elsewhere"],
        "Notes": ["a note", "new"],
    }
    assert texts(filled, TODAY - timedelta(days=1))["Kept"] == ["on another day"]


def with_environment(program: Program, editor: str, status: int = 0) -> str:
    """Run the real program with that editor, and return what it said."""
    program.extra_environment["EDITOR"] = editor
    outcome = program.run("edit")
    assert outcome.status == status, outcome.err
    return outcome.err


INNER = {"s/tea/water/": ["water", "my cup"], "/tea/d": ["my cup"]}


@pytest.mark.parametrize("there", INNER)
def test_the_same_line_changed_in_two_windows_keeps_both_words(
    there: str, filled: Program, capfd: Capture
) -> None:
    inner = shell_editor(filled.home, f"sed -i '{there}' \"$1\"")
    editor = shell_editor(
        filled.home, f"EDITOR={inner} {KINDTUI} edit >/dev/null", "sed -i 's/tea/my cup/' \"$1\""
    )
    error = with_environment(filled, editor, 4)
    assert re.search(r"Line \d+ shows a change from another window", error)
    assert "cup" not in error
    assert "water" not in error
    (left,) = left_sheets(filled)
    assert all(word in left.read_text() for word in INNER[there])
    assert edit(filled, "touch") == 0, capfd.readouterr().err
    assert any("my cup" in text for text in texts(filled)["Received"])
    assert left_sheets(filled) == []


def test_the_day_purged_meanwhile_does_not_come_back(filled: Program, capfd: Capture) -> None:
    editor = shell_editor(
        filled.home, f"echo {TODAY} | {KINDTUI} purge {TODAY} >/dev/null",
        "test -f \"$1\" && sed -i 's/tea/a cup/' \"$1\""
    )  # fmt: skip
    assert "is gone, so nothing was changed" in with_environment(filled, editor, 4)
    saved = filled.data.read_text()
    assert not [word for word in ("held the door", "said no", "a note", "with rum") if word in saved]


def test_kindtui_killed_while_the_editor_is_open_loses_nothing(filled: Program, capfd: Capture) -> None:
    opened, go_on, ended = pipes = [filled.home / name for name in ("opened", "go-on", "ended")]
    for pipe in pipes:
        os.mkfifo(pipe)
    editor = shell_editor(
        filled.home, f"echo >{shlex.quote(str(opened))}", f"read line <{shlex.quote(str(go_on))}",
        "sed -i 's/tea/my secret/' \"$1\"", f"echo >{shlex.quote(str(ended))}",
    )  # fmt: skip
    before = filled.data.read_bytes()
    process = subprocess.Popen(
        [*KINDTUI_COMMAND, "edit"], env=filled.environment | {"EDITOR": editor}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    opened.read_text()
    process.kill()
    process.wait(timeout=20)
    go_on.write_text("on\n")  # the person goes on writing, saves and leaves the editor
    ended.read_text()
    assert process.stderr
    process.stderr.close()
    assert filled.data.read_bytes() == before
    (left,) = left_sheets(filled)
    assert "my secret" in left.read_text()
    report = filled.run("doctor")
    assert "secret" not in report.out + report.err
    assert f"kindtui edit {TODAY}" in report.out + report.err or str(left) in report.out + report.err
    assert "my secret" in opened_sheet(filled)
    assert edit(filled, "touch") == 0
    assert texts(filled) == WHOLE | {"Received": ["my secret", "cake\nwith rum"]}
    assert left_sheets(filled) == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_kindtui_keeps_the_sheet(stop: signal.Signals, filled: Program, capfd: Capture) -> None:
    """Sent to the program alone; an editor that sleeps is what a person has open."""
    ready = filled.home / "ready"
    os.mkfifo(ready)
    editor = shell_editor(
        filled.home,
        "sed -i 's/tea/my secret/' \"$1\"",
        f"echo $$ >{shlex.quote(str(ready))}",
        "exec sleep 20",
    )
    before = filled.data.read_bytes()
    process = subprocess.Popen(
        [*KINDTUI_COMMAND, "edit"], env=filled.environment | {"EDITOR": editor}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    editor_pid = int(ready.read_text())
    process.send_signal(stop)
    os.kill(editor_pid, signal.SIGTERM)  # the terminal would have sent it to both
    _, error = process.communicate(timeout=20)
    assert process.returncode in (128 + stop, -stop, 4)
    assert "Traceback" not in error
    assert "secret" not in error
    assert filled.data.read_bytes() == before
    assert "my secret" in opened_sheet(filled)
    assert edit(filled, "touch") == 0
    assert texts(filled)["Received"][0] == "my secret"


def test_a_full_disk_keeps_the_words(filled: Program, capfd: Capture) -> None:
    code = (
        "import os, resource, sys; from pathlib import Path; path = Path(sys.argv[1]);"
        "path.write_text(path.read_text().replace('tea', 'my secret'));"
        "resource.prlimit(os.getppid(), resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))"
    )
    before = filled.data.read_bytes()
    error = with_environment(filled, shlex.join([sys.executable, "-c", code]), 4)
    assert "no room left" in error
    assert "secret" not in error
    assert filled.data.read_bytes() == before
    assert "my secret" in opened_sheet(filled)
    assert edit(filled, "touch") == 0
    assert texts(filled)["Received"][0] == "my secret"


@pytest.mark.parametrize("what", ["read-only", "newer", "spoiled"])
def test_a_journal_that_cannot_be_written_is_said_before_the_editor_opens(
    what: str, filled: Program, capfd: Capture
) -> None:
    if what == "read-only":
        filled.data.chmod(0o444)
    elif what == "spoiled":
        filled.data.write_text("my secret")
    else:
        filled.data.write_text(re.sub(r'"schema":\s*(\d+)', '"schema":9\\1', filled.data.read_text()))
    before = filled.files()
    opened = filled.home / "opened"
    error = refused(filled, shell_editor(filled.home, f"touch {shlex.quote(str(opened))}"), capfd, status=3)
    assert str(filled.data) in error
    assert "secret" not in error
    assert not opened.exists()
    assert {name: data for name, data in filled.files().items() if ".damaged-" not in name} == before


def test_purge_of_the_day_takes_the_sheet_that_was_left(filled: Program, capfd: Capture) -> None:
    refused(filled, "sed -i 's/== Notes ==/&\\n#secret/'", capfd)
    find = filled.run("doctor", "--find", "-", stdin=b"secret")
    assert ".txt" in find.out
    assert filled.run("purge", str(TODAY), stdin=f"{TODAY}\n".encode()).status == 0
    assert b"secret" not in b"".join(filled.files().values())
    assert left_sheets(filled) == []


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ([], TODAY), (["today"], TODAY), (["yesterday"], date(2026, 11, 21)), (["3",
        "nov"], date(2026, 11, 3)),
        (["3 nov"], date(2026, 11, 3)), (["2", "weeks", "ago"], date(2026, 11, 8)), (["--",
        "monday"], date(2026, 11, 16)),
        (["2025-11-25"], date(2025, 11, 25)),
    ],
)  # fmt: skip
def test_any_day_can_be_named(words: list[str], on: date, program: Program, capfd: Capture) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    assert edit(program, "sed -i 's/== Notes ==/&\\nnew/'", *words) == 0
    assert texts(program, on)["Notes"] == ["new"]
    capfd.readouterr()
    if on != TODAY:
        assert texts(program)["Notes"] == []


@pytest.mark.parametrize(
    "words", [["tomorrow"], ["soon"], ["2026-02-30"], ["1026-11-21"], [""], ["today", "yesterday"]]
)
def test_no_day_to_write_on_is_refused(words: list[str], filled: Program, capfd: Capture) -> None:
    before = filled.files()
    refused(filled, "sed -i 's/== Notes ==/&\\nnew/'", capfd, *words, status=2)
    assert filled.files() == before


def test_a_day_ahead_that_holds_something_can_be_edited(filled: Program, capfd: Capture) -> None:
    ahead = TODAY + timedelta(days=3)
    filled.session().submit(ReceivedWritten(ahead, "tea"))
    assert edit(filled, "sed -i s/tea/cake/", str(ahead)) == 0, capfd.readouterr().err
    assert texts(filled, ahead)["Received"] == ["cake"]


def test_a_first_day_is_written_in_a_journal_that_is_new(program: Program, capfd: Capture) -> None:
    assert edit(program, "touch") == 0
    assert not program.data.exists()
    assert edit(program, "sed -i 's/== Received ==/&\\ntea/'") == 0
    assert capfd.readouterr().out == f"{UNCHANGED}Saved for Sunday 22 November: 1 new.\n"
    assert texts(program)["Received"] == ["tea"]
    assert program.data.stat().st_mode & 0o777 == 0o600


def test_what_the_sheet_does_not_show_stays(program: Program) -> None:
    session = program.session()
    session.submit(
        RestChosen(TODAY, is_rest_day=True), ScaleRated(TODAY,
        "energy", 3), ActChosen(TODAY, Plan("ring Mum", "Mum")),
        NoteWritten(TODAY, "a note"),
    )  # fmt: skip
    before = program.stored_day()
    assert edit(program, r"sed -i '/\] /d; /who:/d'") == 0
    after = program.stored_day()
    assert (after.rest, after.energy, after.acts, after.notes) == (before.rest, before.energy, (), ())


def on_terminal(program: Program, editor: str) -> pexpect.spawn:
    program.extra_environment["EDITOR"] = editor
    return pexpect.spawn(
        sys.executable, ["-m", "kindtui", "edit"], env={**program.environment,
        "TERM": "dumb"}, cwd=str(ROOT), timeout=20,
    )  # fmt: skip


def test_on_a_terminal_it_is_opened_again_until_it_can_be_saved(filled: Program) -> None:
    """The first time the editor writes a remark, the second time it takes it out."""
    editor = shell_editor(
        filled.home, "if grep -q '^#secret' \"$1\"; then sed -i 's/^#secret/cake/' \"$1\"",
        "else sed -i 's/== Notes ==/&\\n#secret/' \"$1\"; fi",
    )  # fmt: skip
    terminal = on_terminal(filled, editor)
    terminal.expect(r"Line \d+ starts with #.*Press Enter to open it again, or type q")
    terminal.sendline()
    terminal.expect("Saved for Sunday 22 November: 1 new.")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert texts(filled)["Notes"] == ["a note", "cake"]


@pytest.mark.parametrize("keys", ["q\r", "\x04", "\x03"])
def test_on_a_terminal_it_can_be_left_for_later(keys: str, filled: Program, capfd: Capture) -> None:
    terminal = on_terminal(filled, "sed -i 's/== Notes ==/&\\n#secret/'")
    terminal.expect("Press Enter to open it again, or type q")
    terminal.send(keys)
    terminal.expect(f"`kindtui edit {TODAY}` opens them again")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == (130 if keys == "\x03" else 4)
    assert "#secret" in left_sheets(filled)[0].read_text()


NEW_LINES = (
    "fresh1", "  fresh2", "\tfresh3", "", "== Kept ==", "== Received", "==Notes==", "# fresh4",
    "\\# fresh5", "planned: fresh6",
    "  who: fresh7", "  when: fresh8", "who: fresh9", "let go:", "[ffff] fresh10", "[fresh11]",
    "== fresh12 ==", "\\== fresh13",
    "done:", "  \\who: fresh14", "fresh15\rfresh16", "fresh17\u2028fresh18", "\\", "\x0cfresh19",
)  # fmt: skip


@FEW_EXAMPLES
@given(data=st.data())
def test_whatever_is_done_to_the_sheet_no_word_in_it_is_lost(
    data: st.DataObject, tmp_path: Path, capfd: Capture
) -> None:
    """Either all of them are saved, or none, and the sheet is kept as it is."""
    program = another_program(tmp_path)
    put_days(
        program,
        Day(
            TODAY, who=Answer("word1", MORNING.at),
            acts=(structs.replace(act("planned",
            "01"), text="word2", who="word3", when="word4"), structs.replace(act(uid="02"), text="word5")),
            received=(line("word6\nword7\n\nword8", "03"), line("word9", "04")), kept=(line("word10",
            "05"),), notes=(line("word11", "06"),),
        ),
    )  # fmt: skip
    before = program.data.read_bytes()
    lines = opened_sheet(program).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1), "place")
        match data.draw(st.sampled_from(["insert", "remove", "move", "twice", "indent", "join"])):
            case "insert":
                lines.insert(place, data.draw(st.sampled_from(NEW_LINES)))
            case "remove":
                del lines[place]
            case "move":
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "twice":
                lines.insert(place, lines[place])
            case "indent":
                lines[place] = f"  {lines[place]}"
            case _:
                lines[place : place + 2] = [" ".join(lines[place : place + 2])]
    sheet = "\n".join(lines)
    status = edit(program, writing(program, sheet))
    error = capfd.readouterr().err
    words = set(re.findall(r"\b(?:word|fresh)\d+", sheet))
    if status:
        assert (status, program.data.read_bytes() == before) == (4, True), error
        assert not [word for word in words if word in error]
        (left,) = left_sheets(program)
        assert left.read_bytes() == sheet.encode()
    else:
        saved = repr(texts(program))
        assert words == set(re.findall(r"(?:word|fresh)\d+", saved.replace("\\n", " "))), sheet
        assert left_sheets(program) == []


def test_a_text_that_waits_is_saved_only_if_the_editor_writes_it(filled: Program, capfd: Capture) -> None:
    """`:q!` leaves it for later, `:w` saves it."""
    editor = shell_editor(filled.home, "sed -i 's/tea/my secret/' \"$1\"", "exit 1")
    assert edit(filled, editor) == 4
    capfd.readouterr()
    assert edit(filled, "true") == 4
    assert "nothing was saved" in capfd.readouterr().err
    assert texts(filled) == WHOLE
    assert left_sheets(filled)
    assert edit(filled, "touch") == 0
    assert texts(filled) == WHOLE | {"Received": ["my secret", "cake\nwith rum"]}
