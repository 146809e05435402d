"""`KINDTUI_PASSPHRASE_COMMAND`: what it may be, what it may print, and that none of that is repeated."""

import json
import os
import threading
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.cli.locked_world import VARIABLE, LockedProgram, check_says_nothing, refused, typing
from tests.cli.program import Outcome
from tests.support import PASSPHRASE, lock_journal

PRINTED = "hunter42"  # by commands that give no passphrase


def script(locked: LockedProgram, *lines: str) -> str:
    """Return the path of a program that does this."""
    file = locked.home / "give passphrase"
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o700)
    return str(file)


def shown(locked: LockedProgram, command: str) -> Outcome:
    return locked.with_variables({VARIABLE: command}).run("show")


@pytest.mark.parametrize(
    "command",
    [
        f"echo '{PASSPHRASE}'",
        f'echo "{PASSPHRASE}"',
        f"echo {PASSPHRASE}",
        f"  echo   {PASSPHRASE}  ",
        f"printf '{PASSPHRASE}'",
        f"printf '{PASSPHRASE}\\r\\n'",
        f"printf '{PASSPHRASE}\\nuser: {PRINTED}\\nurl: {PRINTED}\\n'",
        f"sh -c 'echo \"{PASSPHRASE}\"; echo {PRINTED} >&2'",
        f"/bin/echo {PASSPHRASE}",
    ],
)
def test_the_first_line_that_it_prints_opens_the_journal(command: str, locked: LockedProgram) -> None:
    outcome = shown(locked, command)
    assert (outcome.status, outcome.err) == (0, "")
    assert "damson" in outcome.out
    assert PRINTED not in outcome.out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (f"sh -c 'echo {PRINTED}; echo {PRINTED} >&2; exit 7'", "7"),
        (f"sh -c 'echo {PASSPHRASE}; exit 1'", "1"),
        ("false", "1"),
        (f"sh -c 'echo {PRINTED}; kill -9 $$'", "9"),
        ("true", "no passphrase"),
        ("printf '\\n'", "no passphrase"),
        (f"printf '\\n{PASSPHRASE}\\n'", "no passphrase"),
        (f"sh -c 'echo {PASSPHRASE} >&2'", "no passphrase"),
        (f"echo {PRINTED}", "isn't the passphrase"),
        (f"echo ' {PASSPHRASE} '", "isn't the passphrase"),
        (f"echo '{PASSPHRASE.upper()}'", "isn't the passphrase"),
        (f"printf '{PRINTED}\\xff\\xfe\\n'", "isn't the passphrase"),
        (f"printf '{PRINTED}\\0{PRINTED}\\n'", "isn't the passphrase"),
        (f"printf '{PRINTED}\\033[31m\\n'", "isn't the passphrase"),
        ("head -c 3000000 /dev/zero", "isn't the passphrase"),
        (f"echo {PRINTED} | echo {PASSPHRASE}", "isn't the passphrase"),
        (f"PASS={PRINTED} printenv PASS", "can't be started"),
        (f"no-such-command {PRINTED}", "can't be started"),
        ("/nowhere/at/all", "can't be started"),
        ("/", "can't be started"),
        ("''", "can't be started"),
        (f"echo '{PRINTED}", "quote"),
        (f'echo "{PRINTED}', "quote"),
        ("echo \\", "quote"),
    ],
)
def test_what_gives_no_passphrase_is_named_and_never_repeated(
    command: str, said: str, locked: LockedProgram, capfd: pytest.CaptureFixture[str]
) -> None:
    before = locked.files()
    outcome = refused(shown(locked, command), 3, VARIABLE)
    assert capfd.readouterr() == ("", "")  # nor does the command itself print anything
    assert said in outcome.err or (said == "quote" and "can't be started" in outcome.err)
    assert not any(word in outcome.err for word in (PRINTED, PASSPHRASE, "correct", "printf", "echo"))
    assert locked.files() == before


@pytest.mark.parametrize("command", ["", "   ", "\t"])
def test_a_blank_variable_is_none(
    command: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(shown(locked, command), 3, "terminal", VARIABLE)
    with typing(monkeypatch, PASSPHRASE):
        assert "damson" in shown(locked, command).out


def test_where_it_is_set_nothing_is_asked(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, PASSPHRASE) as terminal:
        refused(shown(locked, f"echo {PRINTED}"), 3)
        refused(shown(locked, "false"), 3)
        refused(shown(locked, "no-such-command"), 3)
    assert terminal.shown == ""


@pytest.mark.parametrize("command", ["show", "import EXPORT", "doctor --find -", "lock --change", "undo"])
def test_it_is_run_once(command: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    record = locked.home / "record"
    export = locked.home / "export.json"
    export.write_bytes(locked.exported)
    arguments = [str(export) if word == "EXPORT" else word for word in command.split()]
    locked.extra_environment[VARIABLE] = script(
        locked, f"echo run >>{record}", f"echo '{PASSPHRASE}'"
    ).replace(" ", "\\ ")
    with typing(monkeypatch, "another passphrase", "another passphrase"):
        assert locked.run(*arguments, stdin=b"damson\n").status == 0
    assert record.read_text() == "run\n"
    locked.extra_environment[VARIABLE] = script(locked, f"echo run >>{record}", "echo wrong").replace(
        " ", "\\ "
    )
    assert locked.run(*arguments, stdin=b"damson\n").status == 3
    assert record.read_text() == "run\n" * 2


def test_a_path_with_a_blank_is_quoted_and_a_relative_one_is_no_option(locked: LockedProgram) -> None:
    command = script(locked, f"echo '{PASSPHRASE}'")
    assert shown(locked, f"'{command}'").status == 0
    refused(shown(locked, command), 3, VARIABLE)


def test_a_slow_command_is_waited_for(locked: LockedProgram) -> None:
    pipe = locked.home / "pipe"
    os.mkfifo(pipe)

    def give() -> None:
        with pipe.open("w") as writer:  # once the command reads
            writer.write(PASSPHRASE[:7])
            writer.flush()
            writer.write(PASSPHRASE[7:])

    giver = threading.Thread(target=give)
    giver.start()
    assert shown(locked, f"cat {pipe}").status == 0
    giver.join()


def test_it_has_the_environment_and_no_standard_input(locked: LockedProgram) -> None:
    locked.extra_environment["MY_VAULT"] = PASSPHRASE
    locked.extra_environment[VARIABLE] = "printenv MY_VAULT"
    assert locked.run("show").status == 0
    locked.extra_environment[VARIABLE] = f"sh -c 'read -r line && exit 1; echo {PASSPHRASE}'"
    word = b"damson\n"
    assert "damson" not in locked.run("doctor", "--find", "-", stdin=word).err
    assert "It's in" in locked.run("doctor", "--find", "-", stdin=word).out


@pytest.mark.parametrize(
    "secret", ["ä wörd of möre", "пароль из слов", "🔑 🔑 🔑 🔑 🔑", '\\$HOME `id` "x" *']
)
def test_any_letters_can_be_in_it_in_either_form(secret: str, full: LockedProgram) -> None:
    lock_journal(full.data, normalize("NFD", secret))
    for given in (secret, normalize("NFC", secret), normalize("NFD", secret)):
        assert full.given(given).run("show").status == 0


def test_bytes_that_are_no_text_are_a_passphrase_too(full: LockedProgram) -> None:
    secret = os.fsdecode(b"\xff\xfe\x80 no text")
    lock_journal(full.data, secret)
    assert shown(full, "printf '\\377\\376\\200 no text'").status == 0
    refused(shown(full, "printf '\\377\\376\\200 no test'"), 3, VARIABLE)


def test_the_path_of_the_journal_is_named_where_it_does_not_open(
    locked: LockedProgram, tmp_path: Path
) -> None:
    refused(shown(locked, "echo wrong"), 3, VARIABLE, locked.data.name)
    check_says_nothing(locked.run("show"))


@pytest.mark.sweep
def test_a_lock_costs_what_is_promised(full: LockedProgram) -> None:
    """At least the moderate limits of libsodium; here without the cheap locks of the other tests."""
    assert full.given().run("lock").status == 0
    keyring = json.loads(full.data.read_bytes())["keyring"]["1"]
    assert keyring["operations"] >= 3
    assert keyring["memory"] >= 256 << 20
    assert full.given().run("show").status == 0
