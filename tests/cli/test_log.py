"""`kindtui log`: one finished entry, without opening the app."""

import pytest

from kindtui.domain.requests import ActChosen
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, TODAY, FakeClock

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
    assert program.stored_day().received[0].text == "tea from 🍵 Noor"


def test_bytes_that_are_no_text_do_no_harm(program: Program) -> None:
    assert program.run("log", "received", "-", stdin=b"tea \xff\x1b]52;c;c2VjcmV0\x07\x00 later").status == 0
    assert program.stored_day().received[0].text == "tea \ufffd later"


@pytest.mark.parametrize("arguments", [["received"], ["received", ""], ["received", " \t"], ["kept", "-"]])
def test_without_a_text_nothing_is_written(arguments: list[str], program: Program) -> None:
    outcome = program.run("log", *arguments)
    assert outcome.status == 2
    assert "there is no text" in outcome.err
    assert len(outcome.error_lines) == 1
    assert not program.data.exists()


@pytest.mark.parametrize(
    ("day", "doc"), [("2026-11-20", "2026-11-20"), ("yesterday", "2026-11-21"), ("today", "2026-11-22")]
)
def test_a_day_can_be_named(day: str, doc: str, program: Program) -> None:
    assert program.run("log", "received", "tea", "--day", day).status == 0
    assert program.stored_day(doc).received[0].text == "tea"


@pytest.mark.parametrize("day", ["2026-11-23", "tomorrow", "2026-02-30", "22.11.2026", ""])
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
