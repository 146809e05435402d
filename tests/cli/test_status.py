"""`kindtui status` in its three forms."""

import pytest
from program import Program

KEYS = {
    "date", "due", "kind_days_28", "rest_days_28", "counted_days_28", "thread", "thread_state",
    "longest_thread", "kind_days_total", "today",
}  # fmt: skip


def test_a_first_morning(program: Program) -> None:
    outcome = program.run("status")
    assert (outcome.status, outcome.out, outcome.err) == (1, "Morning: who can I encourage today?\n", "")
    assert not program.data.parent.exists()


def test_every_key_of_an_empty_journal(program: Program) -> None:
    status = program.status()
    assert status.keys() >= KEYS
    assert {key: status[key] for key in KEYS} == {
        "date": "2026-11-22", "due": "morning", "kind_days_28": 0, "rest_days_28": 0, "counted_days_28": 0,
        "thread": 0, "thread_state": "none", "longest_thread": 0, "kind_days_total": 0,
        "today": {"who": "", "acts": [], "received": [], "kept": [], "rest": False, "mark": "pending"},
    }  # fmt: skip


def test_every_key_of_a_journal_with_something_in_it(program: Program) -> None:
    for arguments in (
        ["rest", "--day", "2026-11-18"],
        ["gave", "carried a bag", "--day", "2026-11-20"],
        ["received", "tea", "--day", "yesterday"],
        ["gave", "held a door"],
        ["received", "a smile"],
        ["kept", "no to Friday"],
    ):
        assert program.run("log", *arguments).status == 0
    status = program.status()
    assert {key: status[key] for key in KEYS} == {
        "date": "2026-11-22", "due": "nothing", "kind_days_28": 3, "rest_days_28": 1, "counted_days_28": 5,
        "thread": 3, "thread_state": "going", "longest_thread": 3, "kind_days_total": 3,
        "today": {
            "who": "", "acts": [{"text": "held a door", "state": "done"}], "received": ["a smile"],
            "kept": ["no to Friday"], "rest": False, "mark": "kind",
        },
    }  # fmt: skip


def test_one_line_with_the_headline(program: Program) -> None:
    program.run("log", "gave", "carried a bag", "--day", "2026-11-20")
    program.run("log", "rest", "--day", "2026-11-21")
    outcome = program.run("status")
    assert outcome.out == "Morning: who can I encourage today? 1 kind day in the last 2 · 1 rest.\n"


@pytest.mark.parametrize(
    ("logged", "now", "word"),
    [
        ([], "2026-11-22T08:00:00+01:00", "morning"),
        (["kept", "no to Friday"], "2026-11-22T08:00:00+01:00", ""),
        (["gave", "held a door"], "2026-11-22T17:00:00+01:00", "evening"),
        (["gave", "held a door"], "2026-11-23T01:30:00+01:00", "evening"),
        (["gave", "held a door"], "2026-11-23T04:00:00+01:00", "morning"),
        (["received", "tea"], "2026-11-22T20:00:00+01:00", ""),
        (["rest"], "2026-11-22T20:00:00+01:00", ""),
    ],
)
def test_the_short_form_is_the_due_word_or_nothing(
    logged: list[str], now: str, word: str, program: Program
) -> None:
    if logged:
        assert program.run("log", *logged).status == 0
    program.extra["KINDTUI_NOW"] = now
    outcome = program.run("status", "--short")
    assert (outcome.out, outcome.status) == (f"{word}\n" if word else "", 1 if word else 0)
    assert program.status()["due"] == (word or "nothing")


def test_rest_on_a_kind_day_stays_and_the_mark_is_kind(program: Program) -> None:
    program.run("log", "gave", "held a door")
    program.run("log", "rest")
    today = program.status()["today"]
    assert (today["rest"], today["mark"]) == (True, "kind")


def test_a_boundary_kept_is_a_kind_day(program: Program) -> None:
    program.run("log", "kept", "no to Friday")
    status = program.status()
    assert (status["today"]["mark"], status["kind_days_28"], status["thread"]) == ("kind", 1, 1)


def test_a_thread_that_rests_keeps_its_number(program: Program) -> None:
    for day in ("2026-11-16", "2026-11-17"):
        program.run("log", "gave", "held a door", "--day", day)
    status = program.status()
    assert (status["thread"], status["thread_state"]) == (2, "resting")


def test_words_of_any_script_come_out_as_they_went_in(program: Program) -> None:
    words = "謝謝 from Zoë 👩\u200d🚀 שלום"
    program.run("log", "received", words)
    assert program.status()["today"]["received"] == [words]
    program.extra["PYTHONIOENCODING"] = "ascii"
    assert "?? from Zo?" in program.run("status", "--json").out
