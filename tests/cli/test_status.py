"""`kindtui status` in its three forms."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kindtui.domain.requests import (
    ActChosen,
    GivenActWritten,
    KeptBoundaryWritten,
    ReceivedWritten,
    RestChosen,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from tests.cli.program import Program
from tests.support import TODAY

KEYS = {
    "date", "due", "kind_days_28", "rest_days_28", "counted_days_28", "thread", "thread_state",
    "longest_thread", "kind_days_total", "today",
}  # fmt: skip


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_first_morning(program: Program) -> None:
    outcome = program.run("status")
    assert (outcome.status, outcome.out, outcome.err) == (1, "Morning: who can I encourage today?\n", "")
    assert not program.data.parent.exists()


def test_every_key_of_an_empty_journal(program: Program) -> None:
    status = program.status_json()
    assert status.keys() >= KEYS
    assert {key: status[key] for key in KEYS} == {
        "date": "2026-11-22", "due": "morning", "kind_days_28": 0, "rest_days_28": 0, "counted_days_28": 0,
        "thread": 0, "thread_state": "none", "longest_thread": 0, "kind_days_total": 0,
        "today": {"who": "", "acts": [], "received": [], "kept": [], "rest": False, "mark": "pending"},
    }  # fmt: skip


def test_every_key_of_a_journal_with_something_in_it(program: Program) -> None:
    session = program.session()
    session.submit(RestChosen(before(4), is_rest_day=True))
    session.submit(GivenActWritten(before(2), "carried a bag"))
    session.submit(ReceivedWritten(before(1), "tea"))
    session.submit(GivenActWritten(TODAY, "held a door"))
    session.submit(ReceivedWritten(TODAY, "a smile"))
    session.submit(KeptBoundaryWritten(TODAY, "no to Friday"))
    status = program.status_json()
    assert {key: status[key] for key in KEYS} == {
        "date": "2026-11-22", "due": "nothing", "kind_days_28": 3, "rest_days_28": 1, "counted_days_28": 5,
        "thread": 3, "thread_state": "going", "longest_thread": 3, "kind_days_total": 3,
        "today": {
            "who": "", "acts": [{"text": "held a door", "state": "done"}], "received": ["a smile"],
            "kept": ["no to Friday"], "rest": False, "mark": "kind",
        },
    }  # fmt: skip


def test_one_line_with_the_headline(program: Program) -> None:
    program.session().submit(GivenActWritten(before(2), "carried a bag"))
    program.session().submit(RestChosen(before(1), is_rest_day=True))
    outcome = program.run("status")
    assert outcome.out == "Morning: who can I encourage today? 1 kind day in the last 2 · 1 rest.\n"


@pytest.mark.parametrize(
    ("logged", "now", "word"),
    [
        (lambda _: None, "2026-11-22T08:00:00+01:00", "morning"),
        (
            lambda session: session.submit(KeptBoundaryWritten(TODAY, "no to Friday")),
            "2026-11-22T08:00:00+01:00",
            "",
        ),
        (
            lambda session: session.submit(ActChosen(TODAY, Plan("text Sam"))),
            "2026-11-22T16:59:00+01:00",
            "act",
        ),
        (
            lambda session: session.submit(GivenActWritten(TODAY, "held a door")),
            "2026-11-22T17:00:00+01:00",
            "evening",
        ),
        (
            lambda session: session.submit(GivenActWritten(TODAY, "held a door")),
            "2026-11-23T01:30:00+01:00",
            "evening",
        ),
        (lambda session: session.submit(ReceivedWritten(TODAY, "tea")), "2026-11-22T20:00:00+01:00", ""),
    ],
    ids=["nothing yet", "kept", "planned", "given", "given, at night", "received"],
)
def test_the_short_form_is_the_due_word_or_nothing(
    logged: Callable[[Session], object], now: str, word: str, program: Program
) -> None:
    logged(program.session())
    program.extra_environment["KINDTUI_NOW"] = now
    outcome = program.run("status", "--short")
    assert (outcome.out, outcome.status) == (f"{word}\n" if word else "", 1 if word else 0)
    assert program.status_json()["due"] == (word or "nothing")


def test_rest_on_a_kind_day_stays_and_the_mark_is_kind(program: Program) -> None:
    program.session().submit(GivenActWritten(TODAY, "held a door"))
    program.session().submit(RestChosen(TODAY, is_rest_day=True))
    today = program.status_json()["today"]
    assert (today["rest"], today["mark"]) == (True, "kind")


def test_a_boundary_kept_is_a_kind_day(program: Program) -> None:
    program.session().submit(KeptBoundaryWritten(TODAY, "no to Friday"))
    status = program.status_json()
    assert (status["today"]["mark"], status["kind_days_28"], status["thread"]) == ("kind", 1, 1)


def test_a_thread_that_rests_keeps_its_number(program: Program) -> None:
    for days in (6, 5):
        program.session().submit(GivenActWritten(before(days), "held a door"))
    status = program.status_json()
    assert (status["thread"], status["thread_state"]) == (2, "resting")


def test_words_of_any_script_come_out_as_they_went_in(program: Program) -> None:
    words = "謝謝 from Zoë 👩\u200d🚀 שלום"
    program.run("log", "received", words)
    assert program.status_json()["today"]["received"] == [words]
    program.extra_environment["PYTHONIOENCODING"] = "ascii"
    assert "?? from Zo?" in program.run("status", "--json").out
