"""`kindtui log`: one finished entry, without opening the app."""

import subprocess
from datetime import date

import pytest

from kindtui.domain.requests import ActChosen, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import CATALOG, ROOT, TODAY, FakeClock

SECRET = "Noor held my hand"


def test_a_kindness_given_is_a_done_act(program: Program) -> None:
    outcome = program.run("log", "gave", SECRET)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "Saved for Sunday 22 November: a kindness given.\n"
    [act] = program.stored_day().acts
    assert (act.text, act.state, act.who, act.when, act.source) == (SECRET, "done", "", "", "")


@pytest.mark.parametrize("kind", ["received", "kept"])
def test_a_line_is_appended(kind: str, program: Program) -> None:
    for text in ("tea", "a smile"):
        assert program.run("log", kind, text).status == 0
    lines = program.stored_day().received if kind == "received" else program.stored_day().kept
    assert [line.text for line in lines] == ["tea", "a smile"]


def test_rest_takes_no_text(program: Program) -> None:
    assert program.run("log", "rest").status == 0
    assert program.stored_day().is_rest_day
    refused = program.run("log", "rest", SECRET)
    assert (refused.status, refused.out) == (2, "")
    assert SECRET not in refused.err


def test_a_dash_reads_standard_input(program: Program) -> None:
    assert program.run("log", "received", "-", stdin=b"  tea\nfrom \xf0\x9f\x8d\xb5 Noor\n").status == 0
    assert program.stored_day().received[0].text == "tea\nfrom 🍵 Noor"


def test_a_stray_c1_character_costs_no_word(program: Program) -> None:
    """As in a text of Windows-1250 that was taken for Latin-1: there 0x9E is a ž."""
    assert program.run("log", "received", "Pan \u009eid mi pomohl").status == 0
    assert program.run("log", "received", "-", stdin="Pan \u009eid \x1b]0;mi pomohl".encode()).status == 0
    assert [line.text for line in program.stored_day().received] == [
        "Pan id mi pomohl",
        "Pan id ]0;mi pomohl",
    ]


def test_a_text_of_very_many_marks_is_saved_at_once(program: Program) -> None:
    text = "e" + "\u0301\u0316" * 200_000
    assert program.run("log", "received", "-", stdin=text.encode()).status == 0
    assert len(program.stored_day().received[0].text) == 400_000  # é, and the other marks


WESTERN_BYTES = b"caf\xe9 with Noor"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (WESTERN_BYTES, "café with Noor"),
        (b"caf\xe9", "café"),
        ("tea with Žofie".encode("utf-16"), "tea with Žofie"),
        (b"\xef\xbb\xbftea", "tea"),
    ],
)
def test_bytes_that_are_not_utf_8_are_read_as_what_they_are(data: bytes, text: str, program: Program) -> None:
    outcome = program.run("log", "received", "-", stdin=data)
    assert (outcome.status, program.stored_day().received[0].text) == (0, text)
    assert ("Windows-1252" in outcome.err) == (b"\xe9" in data)


def test_an_argument_that_is_not_utf_8_is_read_as_what_it_is(program: Program) -> None:
    outcome = run_with_bytes(program, "log", "received", WESTERN_BYTES)
    assert (outcome.returncode, program.stored_day().received[0].text) == (0, "café with Noor")
    assert b"Windows-1252" in outcome.stderr


UNKNOWN_BYTES = [b"tea \xff\x1b]52;c;c2VjcmV0\x07 later", "привет".encode("koi8-r"), b"\xff"]


@pytest.mark.parametrize("data", UNKNOWN_BYTES)
def test_bytes_of_an_unknown_encoding_are_refused_with_a_remedy(data: bytes, program: Program) -> None:
    for outcome in (
        run_with_bytes(program, "log", "received", data),
        run_with_bytes(program, "log", "received", "-", stdin=data),
    ):
        assert (outcome.returncode, outcome.stdout) == (2, b"")
        assert b"UTF-8" in outcome.stderr
        assert b"iconv" in outcome.stderr
        assert b"tea" not in outcome.stderr
        assert outcome.stderr.count(b"\n") == 1
    assert not program.data.exists()


def run_with_bytes(
    program: Program, *arguments: str | bytes, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run to the end with arguments that may be no text."""
    return subprocess.run(
        [*KINDTUI_COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        env=program.environment,
        cwd=ROOT,
        timeout=30,
    )


@pytest.mark.parametrize("arguments", [["received"], ["received", ""], ["received", " \t"], ["kept", "-"]])
def test_without_a_text_nothing_is_written(arguments: list[str], program: Program) -> None:
    outcome = program.run("log", *arguments)
    assert outcome.status == 2
    assert "There's no text" in outcome.err
    assert len(outcome.error_lines) == 1
    assert not program.data.exists()


@pytest.mark.parametrize(
    ("day", "doc"),
    [
        ("2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-21"),
        ("today", "2026-11-22"),
        ("monday", "2026-11-16"),
        ("3 nov", "2026-11-03"),
        ("2 weeks ago", "2026-11-08"),
        ("22.11.2025", "2025-11-22"),
    ],
)
def test_a_day_can_be_named(day: str, doc: str, program: Program) -> None:
    assert program.run("log", "received", "tea", "--day", day).status == 0
    assert program.stored_day(doc).received[0].text == "tea"


@pytest.mark.parametrize("day", ["2026-11-23", "tomorrow", "2026-02-30", "22.13.2026", ""])
def test_a_day_to_come_or_none_is_refused(day: str, program: Program) -> None:
    outcome = program.run("log", "received", SECRET, "--day", day)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert not program.data.exists()


def test_after_midnight_it_is_still_that_day(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = "2026-11-23T01:30:00+01:00"
    program.run("log", "received", "tea")
    assert program.stored_day("2026-11-22").received


def test_a_plan_is_not_completed_by_it(program: Program) -> None:
    clock = FakeClock()
    Session(FileStore(program.data, clock), clock, CATALOG).submit(ActChosen(TODAY, Plan("text Sam")))
    program.run("log", "gave", "text Sam")
    assert [act.state for act in program.stored_day().acts] == ["planned", "done"]


def test_it_remembers_when_and_where_it_was_written(program: Program) -> None:
    program.run("log", "received", "tea")
    written = program.stored_day().received[0].written
    assert (written.offset, written.local_time.isoformat()[:16]) == (3600, "2026-11-22T08:00")


def test_it_is_private_from_the_start(program: Program) -> None:
    program.run("log", "received", "tea")
    assert program.data.stat().st_mode & 0o777 == 0o600
    assert program.data.parent.stat().st_mode & 0o777 == 0o700


def test_a_day_of_another_year_is_confirmed_with_its_year(program: Program) -> None:
    outcome = program.run("log", "received", "tea", "--day", "2025-11-21")
    assert outcome.out == "Saved for Friday 21 November 2025: a kindness received.\n"


def test_a_day_before_1900_is_refused_as_an_import_refuses_it(program: Program) -> None:
    outcome = program.run("log", "received", SECRET, "--day", "1026-11-21")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "Tuesday 21 November 1026 is before 1900" in outcome.err
    assert not program.data.exists()
    assert program.run("log", "received", "tea", "--day", "1900-01-01").status == 0
    export = program.run("export").out.encode()
    assert Program(program.home / "other").run("import", "-", stdin=export).status == 0


def test_a_day_before_1900_that_is_there_already_can_be_seen_and_purged(program: Program) -> None:
    program.session().submit(ReceivedWritten(date(1026, 11, 21), "tea"))
    assert "tea" in program.run("show", "1026-11-21").out
    assert program.run("purge", "1026-11-21", stdin=b"1026-11-21").status == 0
    assert program.run("purge", "1026-11-20", stdin=b"1026-11-20").status == 2
