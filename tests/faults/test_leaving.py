"""No word is lost by leaving: while a save waits or fails, by a key or a signal, with two windows open."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, product
from pathlib import Path
from random import Random

import pytest

from tests.faults.hindrances import lock_held, no_room, slow_disk
from tests.faults.mounts import small_disk, tmpfs_skip_reason
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.real_terminal import LEAVE_ALT_SCREEN, Terminal, closable_terminal, read_until

MORNING, EVENING = "2026-11-22T08:00:00+01:00", "2026-11-22T18:00:00+01:00"
QUESTION = "What kindness did I"
TWO_LINES = ("first words", "second words")
ESCAPE, F1, F2, F3, CTRL_Q = "\x1b", "\x1bOP", "\x1bOQ", "\x1bOR", "\x11"

End = Callable[[Terminal], int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.json"


def end_by_ctrl_q(app: Terminal) -> int:
    app.send(CTRL_Q)
    return app.wait_for_exit()


def end_by_q(app: Terminal) -> int:
    app.send(ESCAPE)
    app.wait_for("back to the card")
    app.send("q")
    return app.wait_for_exit()


def end_by_signal(number: int) -> End:
    def end(app: Terminal) -> int:
        app.child.kill(number)
        return app.wait_for_exit() - 128 - number

    return end


ENDS = {
    "q": end_by_q,
    "Ctrl+Q": end_by_ctrl_q,
    "SIGTERM": end_by_signal(signal.SIGTERM),
    "SIGHUP": end_by_signal(signal.SIGHUP),
}
SIGNALS = [signal.SIGTERM, signal.SIGHUP]
LEFT_SCREENS = {  # the keys that change something and leave, and what is seen then
    "settings": ((",", "\r", F3), "Your days will show up here"),
    "places": (("!", "a", "Noor\r", "\r", ESCAPE, F3), "Your days will show up here"),
    "my acts": (("m", "a", "water plants\r", ESCAPE), "nothing chosen yet"),
    "past day": (("y", "Lin waved\r", ESCAPE, ESCAPE), "nothing chosen yet"),
    "journal": (("4", "\r", F3), "Your days will show up here"),
}
DELAYS = (5, 50)  # of each fsync, in milliseconds
every_end = pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)


def stored(path: Path) -> str:
    """Everything in the journal and in the drafts, as text with its letters."""
    files = [path, path.with_name("journal.json.drafts")]
    return json.dumps([json.loads(file.read_text()) for file in files if file.exists()], ensure_ascii=False)


def drafts(path: Path) -> str:
    file = path.with_name("journal.json.drafts")
    return file.read_text() if file.exists() else ""


def wait_for_draft(app: Terminal, path: Path, text: str) -> None:
    app.wait_until(lambda: text in drafts(path), f"the draft {text!r}")


def wait_for_words(app: Terminal, text: str) -> None:
    """Wait for a text that may go on in the next line."""
    app.wait_until(lambda: text in " ".join(app.text.split()), text)


def fill(file: Path) -> None:
    """Leave no room on the disk of a file."""
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))


def type_at(app: Terminal, prompt: str, text: str) -> None:
    app.wait_for(prompt)
    app.send(text)
    app.wait_for(text)


def enter_two_lines(app: Terminal) -> None:
    """Enter the two lines of an evening, the second one as soon as its field is open."""
    first, second = TWO_LINES
    type_at(app, QUESTION, first)
    app.send("\r")
    app.wait_for("And one kind thing")
    app.send(second)
    app.wait_for(second)
    app.send("\r")
    app.wait_until(lambda: second not in app.text, "the second line on its way")


# A draft that could not be written


def test_a_draft_that_found_no_room_is_written_once_there_is_room(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.wait_for("no room")
        wait_for_draft(app, path, "precious words")


@every_end
def test_a_draft_that_found_no_room_is_written_at_the_end(path: Path, end: End) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.wait_for("no room")
        assert end(app) == 0
    assert "precious words" in drafts(path)


@every_end
def test_a_line_that_found_no_room_is_a_draft_at_the_end(path: Path, end: End) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.send("\r")
            app.wait_for("Free some space")
        assert end(app) == 0
    assert "precious words" in stored(path)


@pytest.mark.skipif(bool(tmpfs_skip_reason()), reason=tmpfs_skip_reason() or "a disk can be mounted")
def test_words_on_a_full_disk_are_kept_once_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk, Terminal(disk / "journal.json", EVENING) as app:
        filler = disk / "filler"
        fill(filler)
        type_at(app, QUESTION, "precious words")
        app.wait_for("no room")
        filler.unlink()
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0
        assert "precious words" in drafts(disk / "journal.json")


@pytest.mark.parametrize("line_end", ["", "\r"], ids=["typed", "entered"])
def test_leaving_with_words_that_no_file_holds_asks_once_and_prints_them(path: Path, line_end: str) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.send(line_end)
            app.wait_for("no room")
            app.send(CTRL_Q)
            wait_for_words(app, "Quit again to leave anyway")
            app.send(CTRL_Q)
            assert app.wait_for_exit() == 0
    assert b"precious words" in app.raw.rpartition(LEAVE_ALT_SCREEN)[2]


def test_words_typed_after_the_question_are_asked_about_again(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.send(CTRL_Q)
            wait_for_words(app, "Quit again to leave anyway")
            app.send(" more")
            app.wait_for("precious words more")
            app.send(CTRL_Q)
            wait_for_words(app, "Quit again to leave anyway")
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0
    assert "precious words more" in drafts(path)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_prints_words_that_no_file_holds(path: Path, number: int) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with no_room(app.child.pid):
            type_at(app, QUESTION, "precious words")
            app.child.kill(number)
            assert app.wait_for_exit() == 128 + number
    assert b"precious words" in app.raw.rpartition(LEAVE_ALT_SCREEN)[2]


# A line in the queue


@pytest.mark.parametrize("number", SIGNALS)
def test_a_line_is_kept_when_the_window_is_closed_while_the_disk_is_slow(path: Path, number: int) -> None:
    environment = slow_disk(path.parent.parent, 400)
    with Terminal(path, EVENING, environment=environment) as app:
        enter_two_lines(app)
        app.child.kill(number)
        assert app.wait_for_exit() == 128 + number
    assert all(line in stored(path) for line in TWO_LINES)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_line_is_kept_when_the_window_is_closed_while_the_lock_is_held(path: Path, number: int) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with lock_held(path):
            enter_two_lines(app)
            app.child.kill(number)
        assert app.wait_for_exit() == 128 + number
    assert all(line in stored(path) for line in TWO_LINES)


def test_words_wait_for_the_lock_when_no_terminal_is_left_to_print_them(path: Path) -> None:
    """A program that hangs while it saves may hold the lock for longer than any save waits."""
    with closable_terminal(path, EVENING) as (app, terminal):
        read_until(terminal, QUESTION)
        with lock_held(path):
            os.write(terminal, TWO_LINES[0].encode())
            read_until(terminal, TWO_LINES[0])
            os.close(terminal)
            with pytest.raises(subprocess.TimeoutExpired):
                app.wait(11)  # the saves that were under way have given up
        assert app.wait(20) == 129
    assert TWO_LINES[0] in stored(path)


def test_keys_behind_a_save_that_waits_for_the_lock_are_held_until_it_is_done(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with lock_held(path):
            app.send("\r".join((*TWO_LINES, F3)))
            with pytest.raises(AssertionError):
                app.wait_until(lambda: "▌3 Streak" in app.text, "another screen", timeout=3)
            assert not path.exists()
        app.wait_for("▌3 Streak")
    assert all(line in path.read_text() for line in TWO_LINES)


@pytest.mark.parametrize("seed", range(max(3, TRIALS // 10)))
def test_no_word_that_was_seen_is_lost_to_an_end_at_any_moment(path: Path, seed: int) -> None:
    chance = Random(seed)
    environment = slow_disk(path.parent.parent, chance.choice([0, 5, 50, 200, 400]))
    lines = [f"words {number}" for number in range(chance.randint(1, 3))]
    with Terminal(path, EVENING, environment=environment) as app:
        app.wait_for(QUESTION)
        for prompt, line in zip(
            (QUESTION, "And one kind thing", "Which boundary did I"), lines, strict=False
        ):
            if "boundary" in prompt:
                app.send(f"{F2}b")
            type_at(app, prompt, line)
            if line is not lines[-1] or chance.random() < 0.7:
                app.send("\r")
        app.child.kill(chance.choice(SIGNALS))
        assert app.wait_for_exit() in (143, 129)
    assert [line for line in lines if line not in stored(path)] == []


# Two windows


def test_clearing_a_field_in_one_window_leaves_the_words_of_another(path: Path) -> None:
    with Terminal(path, EVENING) as one:
        type_at(one, QUESTION, "words of one")
        wait_for_draft(one, path, "words of one")
        with Terminal(path, EVENING) as other:
            other.wait_for("words of one")
            other.send("\x15other line")
            other.wait_for("other line")
            other.send("\r")
            other.wait_for("And one kind thing")
            other.send("\r")
            other.wait_until(lambda: "words of one" not in drafts(path), "the draft removed")
            other.send(CTRL_Q)
            assert other.wait_for_exit() == 0
        one.child.kill(signal.SIGHUP)
        assert one.wait_for_exit() == 129
    assert "words of one" in drafts(path)
    assert "other line" in stored(path)


def test_two_windows_keep_what_each_of_them_typed_in_one_field(path: Path) -> None:
    with Terminal(path, EVENING) as one, Terminal(path, EVENING) as other:
        type_at(one, QUESTION, "words of one")
        type_at(other, QUESTION, "words of the other")
        wait_for_draft(one, path, "words of one")
        wait_for_draft(other, path, "words of the other")
        one.child.kill(signal.SIGKILL)
        other.child.kill(signal.SIGKILL)
    assert all(words in drafts(path) for words in ("words of one", "words of the other"))


# Screens that were left


def test_two_refused_lines_are_both_drafts_after_a_change_of_screen(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        with lock_held(path):
            enter_two_lines(app)
            app.send(F2)
            app.wait_for("Boundaries,")
            wait_for_words(app, "another kindtui is saving")
            wait_for_words(app, "Boundaries, Sunday")
            app.send(ESCAPE)
            app.wait_until(lambda: "another kindtui" not in app.text, "no notice")
            wait_for_words(app, "another kindtui is saving")
        for line in TWO_LINES:
            wait_for_draft(app, path, line)
        app.send(F1)
        app.wait_for("first words")


def test_a_line_refused_after_its_day_was_left_is_a_draft(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for("Who can I encourage")
        app.send(ESCAPE)
        app.wait_for("back to the card")
        app.send("y")
        app.wait_for(QUESTION)
        with lock_held(path):
            type_at(app, QUESTION, "words of yesterday")
            app.send("\r")
            app.wait_for("And one kind thing")
            app.send(ESCAPE)
            app.wait_for("back to the card")
            app.send(ESCAPE)
            app.wait_for("Who can I encourage")
            wait_for_words(app, "another kindtui is saving")
        wait_for_draft(app, path, "words of yesterday")
        app.send("y")
        app.wait_for("words of yesterday")


@pytest.mark.parametrize(
    ("screen", "milliseconds"),
    product(LEFT_SCREENS, DELAYS) if LONG_RUN else zip(LEFT_SCREENS, cycle(DELAYS), strict=False),
)
def test_a_screen_can_be_left_while_its_change_is_being_saved(
    path: Path, screen: str, milliseconds: int
) -> None:
    keys, seen = LEFT_SCREENS[screen]
    environment = slow_disk(path.parent.parent, milliseconds)
    with Terminal(path, MORNING, environment=environment) as app:
        app.wait_for("Who can I encourage")
        app.send(ESCAPE)
        app.wait_for("back to the card")
        for _ in range(4):
            for key in keys:
                app.send(key)
            app.wait_for(seen)
            app.send(F1)
            app.wait_for("Who can I encourage")
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0, app.text
