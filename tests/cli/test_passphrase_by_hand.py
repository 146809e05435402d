"""A passphrase typed on the terminal: three tries, a new one twice, and none of it is shown."""

import pytest

from tests.cli.locked_world import (
    CODE,
    WORDS,
    LockedProgram,
    check_files,
    refused,
    typing,
    words_in_files,
)
from tests.support import PASSPHRASE

pytestmark = pytest.mark.usefixtures("cheap_locks")
OTHER = "a quiet corner"
LOST = "your words are lost"
READING = ("show", "list", "search damson", "undo --dry-run", "doctor --find -", "export -o OUT")


@pytest.mark.parametrize("line", READING)
def test_a_command_that_reads_words_asks(
    line: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [str(locked.home / "out.json") if word == "OUT" else word for word in line.split()]
    with typing(monkeypatch, PASSPHRASE) as terminal:
        outcome = locked.run(*arguments, stdin=b"damson\n")
    assert outcome.status == 0, outcome.err
    assert terminal.questions == 1
    assert str(locked.data) in terminal.shown
    with typing(monkeypatch, *[f"not {PASSPHRASE}"] * 4) as terminal:
        refused(
            locked.run(*arguments, "--force") if "OUT" in line else locked.run(*arguments, stdin=b"damson\n"),
            3,
        )
    assert terminal.questions == 3


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_there_are_three_tries(wrong: int, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = ["almost the passphrase", "", "x" * 3000][:wrong]
    with typing(monkeypatch, *tries, PASSPHRASE) as terminal:
        outcome = locked.run("show")
    assert (outcome.status, outcome.err) == (0, "")
    assert "damson" in outcome.out
    assert terminal.questions == wrong + 1
    assert terminal.shown.count("Try again.") == wrong


@pytest.mark.parametrize("tries", [0, 1, 2])
def test_ctrl_d_ends_it(tries: int, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    before = locked.files()
    with typing(monkeypatch, *["wrong"] * tries, None) as terminal:
        refused(locked.run("show"), 3)
    assert terminal.questions == tries + 1
    assert locked.files() == before


def test_the_code_does_in_its_place(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    for written in (locked.code, locked.code.lower().replace("-", ""), f" {locked.code.replace('-', ' ')} "):
        with typing(monkeypatch, written) as terminal:
            assert "damson" in locked.run("show").out
        assert terminal.questions == 1


@pytest.mark.parametrize(
    "secret", ["ä wörd of möre", "пароль 🔑", "\udcff\udcfe no text", "  blanks around  "]
)
def test_any_letters_can_be_typed(secret: str, full: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, secret, secret):
        assert full.run("lock").status == 0
    with typing(monkeypatch, secret) as terminal:
        assert "damson" in full.run("show").out
    assert terminal.questions == 1
    check_files(full)


def test_a_new_passphrase_is_typed_twice(full: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, PASSPHRASE, PASSPHRASE) as terminal:
        outcome = full.run("lock")
    assert (outcome.status, terminal.questions) == (0, 2)
    assert CODE.fullmatch(outcome.out.strip())
    assert not CODE.search(terminal.shown)
    assert LOST in terminal.shown.partition("New passphrase")[0]
    assert LOST in outcome.err
    check_files(full, PASSPHRASE)
    assert full.given().export() == full.exported


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["tiny", "", "1234567"], "Try again."),
        ([PASSPHRASE, OTHER, OTHER, PASSPHRASE, PASSPHRASE, f"{PASSPHRASE} "], "Try again."),
        ([None], ""),
        ([PASSPHRASE, None], ""),
        (["tiny", None], "Try again."),
    ],
    ids=["too short", "different", "Ctrl+D", "Ctrl+D at the second", "Ctrl+D after a short one"],
)
def test_what_is_not_chosen_changes_nothing(
    typed: list[str | None], said: str, full: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = full.files()
    with typing(monkeypatch, *typed) as terminal:
        outcome = full.run("lock")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert said in terminal.shown
    assert terminal.questions == len(typed)
    assert full.files() == before


def test_what_was_mistyped_is_asked_again(full: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, "tiny", PASSPHRASE, OTHER, PASSPHRASE, PASSPHRASE) as terminal:
        outcome = full.run("lock")
    assert (outcome.status, terminal.questions) == (0, 5)
    assert full.given(OTHER).run("show").status == 3
    assert full.given().run("show").status == 0


@pytest.mark.parametrize("secret", ["passphrase", "code"])
def test_it_is_changed_by_hand(secret: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    present = PASSPHRASE if secret == "passphrase" else locked.code
    with typing(monkeypatch, "wrong", present, OTHER, OTHER) as terminal:
        outcome = locked.run("lock", "--change")
    assert (outcome.status, terminal.questions) == (0, 4)
    assert CODE.fullmatch(outcome.out.strip())
    assert LOST in terminal.shown
    assert [locked.given(each).run("show").status for each in (PASSPHRASE, OTHER)] == [3, 0]


@pytest.mark.parametrize(
    "typed",
    [["wrong"] * 3, [PASSPHRASE, "tiny", "tiny", "tiny"], [PASSPHRASE, None], [None]],
    ids=["wrong", "too short", "none chosen", "none given"],
)
def test_a_change_that_is_left_changes_nothing(
    typed: list[str | None], locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = locked.files()
    with typing(monkeypatch, *typed) as terminal:
        outcome = locked.run("lock", "--change")
    assert outcome.status == (2 if typed[0] == PASSPHRASE else 3)
    assert (outcome.out, len(outcome.error_lines)) == ("", 1)
    assert terminal.questions == len(typed)
    assert locked.files() == before


def test_it_is_unlocked_for_good_by_hand(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    before = locked.files()
    with typing(monkeypatch, "wrong", "wrong", "wrong"):
        refused(locked.run("unlock", "--for-good"), 3)
    assert locked.files() == before
    with typing(monkeypatch, "wrong", PASSPHRASE):
        assert locked.run("unlock", "--for-good").status == 0
    assert words_in_files(locked) == set(WORDS)
    assert locked.export() == locked.exported


@pytest.mark.parametrize(
    "line", ["status --json", "status", "status --short", "log received tea", "log rest", "purge 2026-11-13",
             "merge data/journal.json.prev", "backup list", "backup create", "backup verify", "doctor",
             "settings", "where", "places", "completion bash", "backup restore previous"]
)  # fmt: skip
def test_nobody_is_asked_where_no_word_is_read(
    line: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [str(locked.home / word) if "/" in word else word for word in line.split()]
    with typing(monkeypatch, "wrong", "wrong", "wrong") as terminal:
        assert locked.run(*arguments, stdin=b"2026-11-13\n").status in (0, 1)
    assert terminal.shown == ""
