"""Typing and pasting: every character arrives, and what looks like one character is one."""

import unicodedata

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from tests.tui.harness import EVENING, AppHarness, OpenApp

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
CZECHIA, GERMANY = "\U0001f1e8\U0001f1ff", "\U0001f1e9\U0001f1ea"
THUMB = "\U0001f44d\U0001f3fd"
DECOMPOSED = "e\u0301"
HEART_ON_FIRE = "\u2764\ufe0f\u200d\U0001f525"
NEW_EMOJI = "\U0001fa77"  # newer than the Unicode of Python 3.11
UNASSIGNED = "\U0001faff"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
CHARACTERS = [FAMILY, CZECHIA, THUMB, DECOMPOSED, HEART_ON_FIRE, SCOTLAND]


async def type_as_terminal(harness: AppHarness, text: str) -> None:
    """Send each code point as a key of its own, as the parser of terminal input does."""
    for character in text:
        harness.app.post_message(Key(character, character))
    await harness.wait_until_idle()


async def paste(harness: AppHarness, text: str) -> None:
    harness.app.post_message(Paste(text))
    await harness.wait_until_idle()


def field_text(harness: AppHarness) -> str:
    return harness.app.screen.query_one(Input).value


@pytest.mark.sweep
@pytest.mark.parametrize(
    "text",
    [
        "慈悲\u3000です",
        "5\u202fh, déjà\u00a0vu",
        "می\u200cخواهم",
        "shop\u00adping",
        "\ue0b0 of a patched font",
        NEW_EMOJI,
        UNASSIGNED,
        *CHARACTERS,
    ],
)
async def test_what_can_be_pasted_can_be_typed(text: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, f"a{text}b")
        pasted = field_text(harness)
        await harness.press("ctrl+u")
        assert field_text(harness) == ""
        await type_as_terminal(harness, f"a{text}b")
        assert field_text(harness) == pasted == f"a{text}b"
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == unicodedata.normalize("NFC", pasted)


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x9b", "\u202e", "\ud800"])
async def test_controls_cannot_be_typed(control: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await type_as_terminal(harness, f"a{control}b")
        assert field_text(harness) == "ab"


@pytest.mark.parametrize("character", CHARACTERS)
async def test_backspace_and_delete_remove_a_whole_character(character: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await type_as_terminal(harness, f"a{character}{character}b")
        await harness.press("left", "backspace")
        assert field_text(harness) == f"a{character}b"
        await harness.press("left", "delete")
        assert field_text(harness) == "ab"


@pytest.mark.parametrize("character", CHARACTERS)
async def test_the_cursor_stops_only_between_characters(character: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        text = f"a{character}b"
        await type_as_terminal(harness, text)
        field = harness.app.screen.query_one(Input)
        stops = [0, 1, 1 + len(character), len(text)]
        for stop in reversed(stops[:-1]):
            await harness.press("left")
            assert field.cursor_position == stop
        for stop in stops[1:]:
            await harness.press("right")
            assert field.cursor_position == stop
        await harness.press("left", "shift+left")
        assert field.selected_text == character
        await harness.press("x")
        assert field_text(harness) == "axb"


@pytest.mark.parametrize("character", [*CHARACTERS, "x"])
async def test_the_cursor_covers_a_whole_character(character: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await type_as_terminal(harness, f"a{character}b")
        await harness.press("left", "left")
        field = harness.app.screen.query_one(Input)
        before, cursor, *after = field.render_line(0)
        assert (before.text, cursor.text) == ("a", character)
        assert cursor.style != before.style
        assert "".join(segment.text for segment in after).startswith("b")


async def test_a_click_puts_the_cursor_between_characters(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await type_as_terminal(harness, f"{CZECHIA}{GERMANY}")
        for column in range(6):
            await harness.pilot.click(Input, offset=(column, 0))
            assert harness.app.screen.query_one(Input).cursor_position in (0, 2, 4)


LINES = "tea with Noor\nthen the long way home\n\n  and a letter  \n"
JOINED = "tea with Noor / then the long way home / and a letter"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
async def test_pasted_lines_become_one_name(line_break: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await paste(harness, "\n" + LINES.replace("\n", line_break))
        assert field_text(harness) == JOINED
        await harness.press("enter")
        assert harness.stored_day()["who"]["value"] == JOINED


async def test_a_paste_goes_where_the_cursor_is(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("with  today")
        await harness.press(*["left"] * 6)
        await paste(harness, "Noor\nand Lin")
        await harness.type(",")
        assert field_text(harness) == "with Noor / and Lin, today"
        await paste(harness, " ")
        await paste(harness, "\n")
        assert field_text(harness) == "with Noor / and Lin,  today"


async def test_a_paste_takes_the_place_of_what_is_selected(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("tea")
        await harness.press("shift+home")
        await paste(harness, "cake\nand pie")
        assert field_text(harness) == "cake / and pie"


async def test_a_long_text_of_marks_is_pasted_and_typed_at_once(open_app: OpenApp) -> None:
    """160 kB; letters typed behind it must not take seconds each."""
    text = "e" + "\u0301\u0316" * 40_000
    async with open_app(at=EVENING) as harness:
        await paste(harness, text)
        await harness.type("x")
        await harness.press("left", "right", "backspace", "backspace")
        assert field_text(harness) == ""


async def test_the_end_of_a_long_paste_is_seen(open_app: OpenApp) -> None:
    text = " ".join(f"word{number}" for number in range(60))
    async with open_app(at=EVENING) as harness:
        await paste(harness, text)
        assert "word59" in harness.text
        await harness.resize(60, 20)
        assert "word59" in harness.text
        await harness.press("escape", "f2", "f1", "escape", "enter")
        assert "word59" in harness.text
    async with open_app(at=EVENING) as harness:
        assert "word59" in harness.text  # now a draft
        await type_as_terminal(harness, "!")
        assert "word59!" in harness.text
