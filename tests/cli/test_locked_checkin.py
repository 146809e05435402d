"""`kindtui checkin` to a locked journal: it asks, seals, and shows nothing of what was there before."""

import json
from random import Random
from typing import Any

import pytest

from kindtui.domain.requests import CustomEntryWritten, SettingsChanged
from tests.cli.locked_world import (
    VARIABLE,
    LockedProgram,
    check_files,
    check_says_nothing,
    typing,
)
from tests.cli.plain_lines import checkin, number_of
from tests.cli.program import Outcome
from tests.real_terminal import Terminal
from tests.support import PASSPHRASE, lock_journal

MONDAY, MONDAY_EVENING = "2026-11-23T08:00:00+01:00", "2026-11-23T20:00:00+01:00"
NAME = "Ingeborg"


def at(locked: LockedProgram, now: str) -> LockedProgram:
    return locked.with_variables({**locked.extra_environment, "KINDTUI_NOW": now})


def answered(program: LockedProgram, *answers: str) -> Outcome:
    """Answer, where all goes well, nothing of it is said again, and nothing plain is in a file."""
    outcome = checkin(program, *answers)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.isascii()
    check_says_nothing(outcome)
    assert NAME not in outcome.out
    check_files(program, NAME)
    return outcome


def day_of(locked: LockedProgram, day: str) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(locked.given().run("show", "--json", day).out)
    return shown


def test_it_says_first_that_it_only_adds(locked: LockedProgram) -> None:
    lines = answered(locked).out.splitlines()
    assert "locked" in lines[1]
    assert "add" in lines[1]
    assert "u undoes" not in " ".join(lines)


def test_a_morning_is_sealed_and_read_with_the_key(locked: LockedProgram) -> None:
    monday = at(locked, MONDAY)
    outcome = checkin(monday, NAME, "7", "4", f"write to {NAME}", f"after {NAME} calls", "2", f"{NAME} waved")
    assert (outcome.status, outcome.err) == (0, "")
    check_files(locked, NAME)
    day = day_of(monday, "2026-11-23")
    assert (day["who"], day["energy"]) == (NAME, 7)
    assert day["received"] == [f"{NAME} waved"]
    assert [(act["text"], act["when"]) for act in day["acts"]] == [
        (f"write to {NAME}", f"after {NAME} calls")
    ]


def test_an_evening_is_sealed_and_read_with_the_key(locked: LockedProgram) -> None:
    evening = at(locked, MONDAY_EVENING)
    answered(evening, f"{NAME} waited", f"thanked {NAME}", "")
    day = day_of(evening, "2026-11-23")
    assert day["received"] == [f"{NAME} waited"]
    assert [act["text"] for act in day["acts"]] == [f"thanked {NAME}"]


@pytest.mark.parametrize("left_after", [1, 2, 3])
def test_what_was_answered_in_another_run_is_not_shown(left_after: int, locked: LockedProgram) -> None:
    """The next questions are asked all the same; an act is not suggested with the name."""
    monday = at(locked, MONDAY)
    answers = [NAME, "7", "1", ""]
    assert checkin(monday, *answers[:left_after], "q").status == 0
    outcome = answered(monday, *answers[left_after:], "1", "")
    assert "Who can I encourage" not in outcome.out
    assert day_of(monday, "2026-11-23")["who"] == NAME


@pytest.mark.parametrize("answers", [("7", "5", "6", "5", "1", ""), ("1", "", "2", "3")])
def test_no_act_and_no_name_of_before_is_suggested(answers: tuple[str, ...], locked: LockedProgram) -> None:
    """Nor an act of one's own, and nothing for the people left out."""
    answered(at(locked, MONDAY), "", *answers)


def test_every_page_of_the_offer_is_free_of_the_journal(locked: LockedProgram) -> None:
    outcome = answered(at(locked, MONDAY), "", "7", *["5", "6"] * 12)
    assert outcome.out.count("Which of these would suit you today?") > 20


def test_own_questions_are_not_asked(full: LockedProgram) -> None:
    """They are words too; the usual ones take their place."""
    full.session().submit(SettingsChanged({"own_questions": "instead"}))
    assert "zeppelin" in checkin(at(full, MONDAY), "", "").out
    assert "gooseberry" in checkin(at(full, MONDAY_EVENING), "", "").out
    lock_journal(full.data)
    check_says_nothing(checkin(at(full, MONDAY), NAME, "", ""))
    answered(at(full, MONDAY_EVENING), NAME, "", "")
    assert day_of(at(full, MONDAY), "2026-11-23")["received"] == [NAME]


def test_one_key_commands_show_nothing_either(locked: LockedProgram) -> None:
    evening = at(locked, MONDAY_EVENING)
    before = locked.files()
    outcome = answered(evening, "u", "!", "U", "u", "q")
    assert "passphrase" in outcome.out
    assert "locked" in outcome.out.partition("To talk to someone")[2]
    assert "findahelpline.com" in outcome.out
    assert locked.files() == before or locked.given().export() == locked.exported


@pytest.mark.parametrize(
    "letter", ["v", "p", "y", "d", "e", "b", "c", "x", "s", "l", "m", "a", "9", "0", "-1"]
)
def test_no_other_letter_leads_to_what_is_there(letter: str, locked: LockedProgram) -> None:
    outcome = answered(at(locked, "2026-11-22T20:00:00+01:00"), letter, letter, "")
    assert locked.given().export() == locked.exported, outcome.out


def test_a_planned_act_is_not_asked_about(locked: LockedProgram) -> None:
    """Today's, and one of yesterday that is still open."""
    for now in ("2026-11-22T08:00:00+01:00", "2026-11-22T20:00:00+01:00", MONDAY, MONDAY_EVENING):
        outcome = answered(at(locked, now))
        assert "still planned" not in outcome.out


def test_every_choice_adds_and_nothing_is_lost(locked: LockedProgram) -> None:
    evening = at(locked, "2026-11-22T20:00:00+01:00")
    before = json.loads(locked.exported)["days"]["20261122"]
    outcome = answered(evening, "1", f"soup for {NAME}", "2", f"{NAME} sang", "", "3", f"no to {NAME}", "")
    assert outcome.out.count("Saved.") == 3
    after = json.loads(evening.given().export())["days"]["20261122"]
    for part, value in before.items():
        assert (
            [each for each in value if each not in after[part]] == []
            if isinstance(value, list)
            else (after[part] == value)
        )
    assert [line["text"] for line in after["kept"]] == [f"no to {NAME}"]


def test_several_lines_are_one_text(locked: LockedProgram) -> None:
    answered(at(locked, MONDAY_EVENING), ".", f"{NAME} sang", "", "all evening", ".", "", "")
    assert day_of(locked, "2026-11-23")["received"] == [f"{NAME} sang\n\nall evening"]


def test_rest_and_not_now_need_no_word(locked: LockedProgram) -> None:
    answered(at(locked, MONDAY), "n")
    answered(at(locked, MONDAY), number_of("rest today", answered(at(locked, MONDAY))))
    status = at(locked, MONDAY).status_json()
    assert status["today"]["rest"]
    check_files(locked)


def test_it_asks_for_no_passphrase(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, PASSPHRASE) as terminal:
        answered(locked, "")
    assert terminal.shown == ""
    record = locked.home / "record"
    locked.extra_environment[VARIABLE] = f"sh -c 'echo run >{record}; echo {PASSPHRASE}'"
    answered(locked, "")
    assert not record.exists()


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (["leave it for later."], "1"),
        (["leave it for later.", "leave it as it is."], "1"),
        (["leave it for later.", "leave it as it is.", "Type n for not now."], f"{NAME} sang"),
    ],
    ids=["about a draft", "about a plan", "for a text"],
)
def test_a_journal_locked_in_the_middle_ends_a_checkin(
    questions: list[str], answer: str, full: LockedProgram
) -> None:
    """What was there is shown no more, and what was typed is not lost."""
    with Terminal(full.data, MONDAY_EVENING, "checkin") as screen:
        for question in questions:
            if question != questions[0]:
                screen.send("\r")
            screen.wait_for(question)
        lock_journal(full.data)
        shown = len(screen.raw)
        screen.send(f"{answer}\r")
        screen.wait_for_wrapped("just been locked")
        assert screen.wait_for_exit() == 3
        check_says_nothing(Outcome(3, screen.raw[shown:].decode(), ""))
    check_files(full, NAME)
    if answer != "1":
        found = at(full.given(), MONDAY_EVENING)
        is_saved = answer in found.run("show").out
        found.run("unlock", "--for-good")
        assert is_saved or answer in checkin(found, "", "").out


def test_a_killed_answer_waits_as_a_box(locked: LockedProgram) -> None:
    """On a terminal, line by line; the draft is offered once the journal is plain again."""
    with Terminal(locked.data, MONDAY_EVENING, "checkin") as screen:
        screen.wait_for("Type n for not now.")
        screen.send(".\r")
        before = locked.data.with_name("journal.json.drafts").read_bytes()
        screen.send(f"{NAME} sang\r")
        screen.wait_until(
            lambda: locked.data.with_name("journal.json.drafts").read_bytes() != before, "the draft"
        )
        screen.child.kill(9)
        screen.wait_for_exit()
        for word in ("Perpetua", "damson", "sealed."):
            assert word not in screen.text
    check_files(locked, NAME)
    assert b"sealed.b." in locked.data.with_name("journal.json.drafts").read_bytes()
    answered(at(locked, MONDAY_EVENING))  # it is not shown while the journal is locked
    assert locked.given().run("unlock", "--for-good").status == 0
    assert f"{NAME} sang" in checkin(at(locked, MONDAY_EVENING), "", "").out


ANSWERS = (
    "", "", "1", "2", "3", "4", "5", "6", "7", "9", "n", "r", "u", "!", ".", "q", NAME, f"{NAME} sang",
    "\x1b[31m", "sealed.", "ä", "  ", "99",
)  # fmt: skip


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_answered_nothing_of_before_is_said(seed: int, locked: LockedProgram) -> None:
    rng = Random(seed)
    for now in (MONDAY, MONDAY_EVENING, "2026-11-22T20:00:00+01:00", "2026-11-24T01:00:00+01:00"):
        program = at(locked, now)
        for _ in range(3):
            answers = [rng.choice(ANSWERS) for _ in range(rng.randrange(14))]
            outcome = check_says_nothing(checkin(program, *answers))
            assert outcome.status == 0, (answers, outcome.err)
    check_files(locked, NAME)
    before = json.loads(locked.exported)["days"]
    after = json.loads(locked.given().export())["days"]
    for key, day in before.items():
        for part, value in day.items():
            if isinstance(value, list):
                assert [each for each in value if each not in after[key][part]] == [], (part, key)


def test_an_own_entry_that_is_only_a_name_is_not_completed(full: LockedProgram) -> None:
    full.session().submit(CustomEntryWritten("own_acts", "", "wave to everyone"))
    lock_journal(full.data)
    outcome = answered(at(full, MONDAY), "", "7", *["5"] * 20)
    assert "wave to everyone" not in outcome.out
