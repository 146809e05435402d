"""Hostile and odd text in the fields of days away, moves, people, questions and several lines."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from rich.cells import cell_len
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.undo import NothingToUndoError
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.lines_input import LinesInput
from tests.faults.trial_count import LONG_RUN
from tests.support import CATALOG, MORNING, TODAY, FakeClock, act, journal_of, line
from tests.tui.harness import EVENING, AppHarness, OpenApp

SIZES = [(40, 12), (120, 40)]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TEXTS = {
    "escapes": "\x1b]52;c;b3duZWQ=\x07\x1b[2J\x9b31mtea\x08\x7f\x00\r\x1b",
    "markup": "[@click=app.quit]tea[/] [/ [/] [bold [",
    "cjk": "長い慈悲の言葉" * 30,
    "right to left": "\u202eשלום\u2066 עולם " * 20,
    "5,000 letters": "w" * 5_000,
    "5,000 words": "tea " * 1_250,
    "5,000 digits": "in " + "9" * 5_000 + " days",
    "combining marks": "e" + "\u0301\u0323" * 1_000,
    "lone surrogates": "\ud83etea\udfff\ud800",
    "joiners": "👩‍👩‍👧‍👦" * 60 + "\u200d\ufe0f",
    "blanks": " \t\u3000\u00a0\u2003 ",
    "breaks": "one\r\ntwo\rthree\u2028four\x0bfive\n\n\n\nsix",
    "300 lines": "\n".join(f"line {number}" for number in range(300)),
    "days beyond all bounds": "in 99999999999 weeks to 31 feb 99999",
    "digits of another script": "٣ nov .. ² dec",
}
FIELDS = {
    "days away": ("escape", "R"),
    "move": ("f4", "enter", "M"),
    "a question": ("escape", "comma", "up", "up", "up", "up", "enter", "home", "enter"),
    "a name": ("escape", "f5", "p", "home", "enter", "ctrl+u"),
    "a kept boundary": ("f2", "b"),
    "several lines": ("f4", "enter", "e", "f9"),
}


def some_days() -> Journal:
    return journal_of(
        Day(
            TODAY - timedelta(days=ago),
            who=Answer("Sam", MORNING.at),
            acts=(structs.replace(act("done", uid=f"a{ago}"), who="Sam"),),
            received=(line("tea", f"r{ago}"),),
        )
        for ago in range(1, 4)
    )


@pytest.fixture
def journal_path(tmp_path: Path, clock: FakeClock) -> Path:
    path = tmp_path / "journal.json"
    FileStore(path, clock).transact(lambda _: some_days())
    return path


def shows_plain_text(harness: AppHarness, width: int) -> None:
    for row in harness.screen:
        assert not CONTROL.search(row), repr(row)
        assert cell_len(row) <= width


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()


def field_text(harness: AppHarness) -> str:
    field = harness.app.focused
    assert isinstance(field, Input | TextArea), field
    return field.value if isinstance(field, Input) else field.text


async def paste(harness: AppHarness, text: str) -> None:
    harness.app.post_message(Paste(text))
    await harness.wait_until_idle()


async def leave(harness: AppHarness) -> None:
    for _ in range(6):
        await harness.press("escape")
    await harness.press("f1")
    assert isinstance(harness.app.screen, TodayScreen)


@pytest.mark.sweep
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_any_pasted_text_is_plain_text_that_changes_nothing_until_it_is_saved(
    text: str, size: tuple[int, int], open_app: OpenApp, journal_path: Path, clock: FakeClock
) -> None:
    async with open_app(size=size, at=EVENING) as harness:
        for field, keys in FIELDS.items():
            before = bytes_of(journal_path)
            await harness.press(*keys)
            assert isinstance(harness.app.focused, Input | TextArea), f"{field}\n{harness.text}"
            await paste(harness, text)
            shows_plain_text(harness, size[0])
            await harness.press("left", "home", "end", "shift+home", "end")
            shows_plain_text(harness, size[0])
            assert bytes_of(journal_path) == before, field
            await harness.press("f9" if isinstance(harness.app.focused, LinesInput) else "enter")
            shows_plain_text(harness, size[0])
            if field in ("days away", "move"):
                assert bytes_of(journal_path) == before, field
            if isinstance(harness.app.focused, Input):
                await harness.press("ctrl+u")
            await leave(harness)
            shows_plain_text(harness, size[0])
        for screen in ("f2", "f3", "f4", "f5", "f6", "f1"):
            await harness.press(screen)
            shows_plain_text(harness, size[0])
    stored = FileStore(journal_path, clock).load()
    assert not any(CONTROL.search(one) for one in every_text(stored))
    async with open_app(size=size, at=EVENING) as harness:
        shows_plain_text(harness, size[0])
        for _ in range(8):
            await harness.press("escape", "u")
            shows_plain_text(harness, size[0])
        stored = FileStore(journal_path, clock).load()
        assert {day.received[0].text for day in stored.days.values() if day.received} <= {"tea"}


def every_text(journal: Journal) -> Iterable[str]:
    for day in journal.days.values():
        for part in (day.acts, day.received, day.kept, day.notes):
            yield from (entry.text for entry in part)
        yield day.who.value if day.who else ""
    for entry in journal.custom_entries.values():
        yield from entry.texts


@pytest.mark.sweep
@pytest.mark.parametrize("field", FIELDS)
async def test_a_character_that_is_no_text_is_not_typed(
    field: str, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(size=(40, 12), at=EVENING) as harness:
        await harness.press(*FIELDS[field])
        before, bytes_before = field_text(harness), bytes_of(journal_path)
        for character in ("\ud800", "\udc80", "\x00", "\x1b", "\u202e", "\x9b", "\ufeff"):
            harness.app.post_message(Key(f"unknown_{ord(character)}", character))
        await harness.wait_until_idle()
        assert field_text(harness) == before
        await paste(harness, "\ud83e\x1b[31m\u202e")
        assert field_text(harness) == before
        assert bytes_of(journal_path) == bytes_before


@pytest.mark.sweep
@pytest.mark.parametrize("field", ["days away", "a question", "a name", "a kept boundary", "several lines"])
async def test_what_was_pasted_waits_over_a_kill(
    field: str, open_app: OpenApp, journal_path: Path, clock: FakeClock
) -> None:
    """The window is gone without a key pressed; only what a pause in typing wrote is there."""
    text = "[b]שלום[/] 長い e\u0301"
    async with open_app(at=EVENING) as harness:
        await harness.press(*FIELDS[field])
        await paste(harness, text)
        written = field_text(harness)
        await harness.flush_drafts()
        drafts = FileStore(journal_path, clock).drafts()
    assert any(written in waiting for fields in drafts.values() for waiting in fields.values())


@pytest.mark.sweep
@pytest.mark.parametrize("text", ["one\ntwo", "one\r\n\r\n\r\ntwo\n", "- one\n- two"])
async def test_a_question_a_name_and_days_have_one_line(
    text: str, open_app: OpenApp, journal_path: Path
) -> None:
    del journal_path
    async with open_app() as harness:
        for field in ("days away", "move", "a question", "a name"):
            await harness.press(*FIELDS[field])
            await paste(harness, text)
            assert "\n" not in field_text(harness)
            assert isinstance(harness.app.focused, Input)
            await harness.press("f9", "alt+enter", "shift+enter")
            assert isinstance(harness.app.focused, Input), field
            assert "\n" not in field_text(harness)
            await harness.press("ctrl+u")
            await leave(harness)


@pytest.mark.sweep
async def test_all_that_was_saved_from_odd_text_is_undone_and_redone(
    open_app: OpenApp, journal_path: Path, clock: FakeClock
) -> None:
    async with open_app(size=(60, 20), at=EVENING) as harness:
        for number, text in enumerate(list(TEXTS.values())[:: 1 if LONG_RUN else 2]):
            for field in ("a question", "a name", "several lines"):
                await harness.press(*FIELDS[field])
                assert isinstance(harness.app.focused, Input | TextArea), harness.text
                await paste(harness, f"{number} {text}")
                await harness.press("f9" if isinstance(harness.app.focused, LinesInput) else "enter", "1")
                if isinstance(harness.app.focused, Input):
                    await harness.press("ctrl+u")
                await leave(harness)
    session = Session(FileStore(journal_path, clock), clock, CATALOG)
    saved = sorted(every_text(session.open().journal))
    count = 0
    while True:
        try:
            session.undo()
        except NothingToUndoError:
            break
        count += 1
    assert count > 10
    assert (
        sorted(text for text in every_text(session.open().journal) if text)
        == ["Sam"] * 3 + ["tea"] * 3 + ["text Sam"] * 3
    )
    for _ in range(count):
        session.redo()
    assert sorted(every_text(session.open().journal)) == saved
