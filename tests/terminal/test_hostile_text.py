"""Whatever a file holds, the terminal gets plain text of it."""

import json
from pathlib import Path

import pytest
from msgspec import structs

from tests.real_terminal import Terminal
from tests.support import TODAY
from tests.terminal.hostile import (
    FORBIDDEN_OUTPUT,
    POINTER_SHAPE,
    hostile_act,
    hostile_day,
    hostile_text,
    hostile_yesterday,
    write_unsanitized,
)

EARLY = "2026-11-22T08:00:00+01:00"
LATE = "2026-11-22T20:00:00+01:00"


def assert_harmless(app: Terminal) -> None:
    sent = POINTER_SHAPE.sub("", app.raw.decode())
    found = FORBIDDEN_OUTPUT.search(sent)
    assert not found, repr(sent[max(0, found.start() - 40) : found.end() + 40])


def test_hostile_text_is_harmless_in_a_morning(path: Path) -> None:
    write_unsanitized(path, hostile_yesterday())
    with Terminal(path, EARLY, size=(120, 40)) as app:
        app.wait_for("Yesterday: visit")
        app.send("Sam")
        app.wait_for("[bold SAM")  # the name is completed
        app.send("\x1b[C\r")
        app.wait_for("How much energy")
        app.send("6")
        app.wait_for("SAM")  # within a suggestion
        app.send("\x1b[A\x1b[A\r")
        app.wait_for("Today I'll")
        app.send(b"\x1b[200~" + hostile_text("pasted").encode().replace(b"\r", b"") + b"\x1b[201~")
        app.wait_for("PASTED")
        app.send("\r")
        app.wait_for("Saved.")
        app.wait_for("pasted")
        app.send("noon\r")
        app.wait_for("One small act")
        app.send("s")
        app.wait_for("Swap it for which one?")
        app.send("q")
        assert app.wait_for_exit() == 0
        assert_harmless(app)
    text = path.read_text("utf-8")
    assert "PASTED" in text
    assert "pasted\\u001b" not in text


def test_hostile_text_is_harmless_in_every_act_state_and_the_evening(path: Path) -> None:
    acts = [hostile_act("planned", "visit"), hostile_act("done", "carry"), hostile_act("let_go", "call")]
    write_unsanitized(path, hostile_day(TODAY, *acts), hostile_yesterday())
    with Terminal(path, EARLY, size=(120, 60)) as app:
        for word in ("visit", "carry", "call", "Samira", "tea"):  # the first line of each
            app.wait_for(word)
        app.send("d")
        app.wait_for("Saved. That was kind.")
        app.send("e")
        app.wait_for("What kindness did I")
        app.send("x\r")
        app.wait_for("And one kind thing I did?")
        app.send("\r")
        app.wait_for("Evening     x")
        app.send("v")
        app.wait_for("←  tea")
        app.wait_for("◆  friday")
        app.send("2")
        app.wait_for("◆ friday")
        app.send("3")
        for word in ("received  tea", "VISIT", "CARRY"):
            app.wait_for(word)
        app.send("\x1b[D")
        app.wait_for("Saturday 21 November 2026")
        app.wait_for("kept      friday")
        app.send("?")
        app.wait_for("Esc closes")
        app.send("qq")
        assert app.wait_for_exit() == 0
        assert_harmless(app)


@pytest.mark.parametrize("form", [[], ["--json"], ["--short"]], ids=" ".join)
def test_hostile_text_is_harmless_in_status(form: list[str], path: Path) -> None:
    day = hostile_day(TODAY, hostile_act("planned", "visit"), hostile_act("done", "carry"))
    write_unsanitized(path, structs.replace(day, received=()))
    with Terminal(path, LATE, "status", *form, size=(300, 24)) as app:
        assert app.wait_for_exit() == 1
        assert_harmless(app)
        assert b"\x1b" not in app.raw
        if form == ["--json"]:
            today = json.loads(app.raw)["today"]
            texts = [today["who"], *today["kept"], *(act["text"] for act in today["acts"])]
            words = ["Samira", "friday", "visit", "carry"]
            assert [text.split("desrever")[0] for text in texts] == words
            assert not any(FORBIDDEN_OUTPUT.search(text) or "\x1b" in text for text in texts)


@pytest.mark.parametrize("state", ["read-only", "damaged", "locked away"])
def test_hostile_names_are_harmless_in_the_app(state: str, tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]0;owned\x07\x9b31m\u202e\nfolder"
    folder.mkdir()
    journal = folder / "journal.json"
    write_unsanitized(journal, hostile_yesterday())
    if state == "damaged":
        journal.rename(folder / "journal.json.prev")
        journal.write_bytes(b"Dear diary")
    elif state == "read-only":
        journal.chmod(0o400)
    with Terminal(journal, EARLY, size=(120, 40)) as app:
        if state == "locked away":
            app.wait_for("Yesterday: visit")
            (folder / "journal.json.lock").unlink(missing_ok=True)
            (folder / "journal.json.lock").symlink_to(folder / "nowhere")
            app.send("Sam\r")
            app.wait_for("Not saved")
        app.wait_for_wrapped(r"\x1b]0;owned\x07")
        app.send("\x1b" if state == "damaged" else "\x11")
        if state == "locked away":  # the name that was typed is in no file
            app.wait_for("Quit again")
            app.send("\x11")
        app.wait_for_exit()
        assert_harmless(app)
