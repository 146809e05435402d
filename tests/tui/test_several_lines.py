"""A text of several lines: written with F9 or a paste, kept as a draft, saved and read whole."""

from contextlib import nullcontext

import pytest
from msgspec import structs
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

from kindtui.domain.journal.day import Day
from kindtui.domain.requests import ReceivedWritten
from kindtui.domain.settings import Settings
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.storage.files import drafts_path
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.entry_list import EntryList
from kindtui.tui.widgets.lines_input import LinesInput
from tests.support import CATALOG, TODAY, FakeClock, act, journal_of, line
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory
from tests.tui.test_failed_saves import somebody_else_saving
from tests.tui.test_long_entries import ON, press_until


async def paste(harness: AppHarness, text: str) -> None:
    harness.app.post_message(Paste(text))
    await harness.wait_until_idle()


def field_text(harness: AppHarness) -> str:
    field = harness.app.focused
    assert isinstance(field, Input | TextArea), field
    return field.value if isinstance(field, Input) else field.text


async def test_f9_opens_the_lines_enter_breaks_them_and_f9_saves_the_whole(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lisa called")
        await harness.press_at_once("f9", "enter", *"we", "space", *"laughed", "enter")
        await harness.press_at_once("enter", *"late")
        assert harness.stored_day() == {}
        assert "F9 saves it all" in harness.flowing_text
        assert harness.footer["F9"] == "save"
        await harness.press("f9")
        assert harness.stored_day()["received"][0]["text"] == "Lisa called\nwe laughed\n\nlate"
        assert "And one kind thing I did?" in harness.text
        await harness.press("escape", "u")
        assert "received" not in harness.stored_day()
        await harness.press("enter")
        assert field_text(harness) == "Lisa called\nwe laughed\n\nlate"
        await harness.press("escape", "U")
        assert harness.stored_day()["received"][0]["text"] == "Lisa called\nwe laughed\n\nlate"


async def test_f9_keeps_the_cursor_where_it_was(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("one two")
        await harness.press("left", "left", "left", "f9")
        await harness.press_at_once("enter", "f9")
        await harness.wait_until_idle()
        assert harness.stored_day()["received"][0]["text"] == "one\ntwo"


@pytest.mark.parametrize("key", ["alt+enter", "shift+enter"])
async def test_enter_with_a_modifier_breaks_the_line(open_app: OpenApp, key: str) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("one")
        await harness.press_at_once(key, *"two", key, *"three", "f9")
        await harness.wait_until_idle()
        assert harness.stored_day()["received"][0]["text"] == "one\ntwo\nthree"


async def test_a_line_feed_stays_enter_for_typing_ahead(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press_at_once(*"one", "ctrl+j", *"two", "ctrl+j")
        await harness.wait_until_idle()
        day = harness.stored_day()
        assert (day["received"][0]["text"], day["acts"][0]["text"]) == ("one", "two")


async def test_a_paste_of_several_lines_keeps_them_and_what_is_typed_after_it(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press_at_once(*"Lisa")
        harness.app.post_message(Paste(": one\x1b[31m\r\ntwo\x00\u202e\tthree\u2028four"))
        await harness.press_at_once(*"!?", "f9")
        await harness.wait_until_idle()
        assert harness.stored_day()["received"][0]["text"] == "Lisa: one\ntwo three\nfour!?"


async def test_where_one_line_is_asked_for_a_paste_is_joined_and_f9_does_nothing(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await paste(harness, "Mr\nFox")
        await harness.press("f9")
        assert field_text(harness) == "Mr / Fox"
        assert "F9" not in harness.footer


async def test_the_lines_are_a_draft_over_esc_other_screens_and_a_restart(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo")
        await harness.press("f3", "f1")
        assert field_text(harness) == "one\ntwo"
        await harness.press("tab", "enter")
        assert "one …  not saved yet" in harness.text
    async with open_app(at=EVENING) as harness:
        assert field_text(harness) == "one\ntwo"
        await harness.press_at_once(*"!", "f9")
        await harness.wait_until_idle()
        assert harness.stored_day()["received"][0]["text"] == "one\ntwo!"
    async with open_app(at=EVENING) as harness:
        assert "two!" not in harness.text


async def test_every_letter_is_a_draft_at_once(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("f9")
        await harness.press_at_once(*"one", "enter", *"two")
        await harness.wait_until_idle()
        await harness.flush_drafts()
        drafts = drafts_path(harness.path).read_text()
        assert r"one\ntwo" in drafts


async def test_a_save_that_is_refused_gives_the_lines_back(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo")
        with somebody_else_saving(harness.path):
            await harness.press("f9")
            assert field_text(harness) == "one\ntwo"
            assert "received" not in harness.stored_day()
        await harness.press("f9")
        assert harness.stored_day()["received"][0]["text"] == "one\ntwo"
        assert "not saved yet" not in harness.text


async def test_the_lines_wait_over_midnight_as_a_note_of_their_day(
    open_app: OpenApp, clock: FakeClock
) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo")
        await harness.flush_drafts()
    clock.move(days=1)
    async with open_app() as harness:
        await harness.press("escape")
        assert harness.stored_day()["notes"][0]["text"] == "one\ntwo"


async def test_what_another_window_saved_in_lines_is_no_draft_here(
    open_app: OpenApp, clock: FakeClock
) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo ")
        await harness.press("escape")
        other = Session(FileStore(harness.path, clock), clock, CATALOG)
        other.open()
        other.submit(ReceivedWritten(TODAY, "one\ntwo"))
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert "two" not in harness.text


async def test_what_a_terminal_can_type_arrives_and_a_character_stays_whole(open_app: OpenApp) -> None:
    family = "👨‍👩‍👧"
    async with open_app(at=EVENING) as harness:
        await harness.press("f9")
        for character in ("\u00a0", *family, "\U0001fae9", "é"):
            harness.app.post_message(Key(f"unknown {ord(character)}", character))
        await harness.press_at_once("enter", "left", "left", "left", "left", "delete")
        assert field_text(harness) == "\u00a0\U0001fae9é\n"
        await harness.press_at_once("end", "backspace", "backspace", "backspace")
        assert field_text(harness) == "\n"


async def test_words_are_deleted_and_put_back_as_in_the_line(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo three")
        await harness.press("ctrl+w")
        assert field_text(harness) == "one\ntwo "
        await harness.press("ctrl+y")
        assert field_text(harness) == "one\ntwo three"
        await harness.press("f6")
        assert "Why" in harness.text
        await harness.press("f1", "f7")
        assert "Places to talk" in harness.text


async def test_a_done_act_is_edited_in_its_lines_and_its_name_in_one(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press_at_once(*"tea", "enter", *"soup", "enter")
        await harness.press("v", "enter")
        assert field_text(harness) == "soup"
        await harness.press_at_once("f9", "enter", *"bread", "f9")
        await harness.wait_until_idle()
        assert field_text(harness) == ""  # the name comes next
        await paste(harness, "Mr\nFox")
        await harness.press("f9", "enter", "enter")
        stored = harness.stored_day()["acts"][0]
        assert (stored["text"], stored["who"]) == ("soup\nbread", "Mr / Fox")
        assert "soup" in harness.text
        assert "bread" in harness.text


async def test_a_kept_boundary_may_have_lines(open_app: OpenApp) -> None:
    async with open_app(size=(80, 60)) as harness:
        await harness.press("f2", "b")
        await paste(harness, "no\nreally")
        await harness.press("escape", "b")
        assert field_text(harness) == "no\nreally"
        await harness.press("f9")
        assert harness.stored_day()["kept"][0]["text"] == "no\nreally"
        assert "no …" in harness.text_in("#kept-today")


async def test_the_palette_offers_it_where_a_field_can_have_lines(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("one")
        await harness.press("ctrl+p")
        await harness.type("several")
        assert "F9" in harness.text
        await harness.press("enter")
        await harness.press_at_once("enter", *"two")
        assert field_text(harness) == "one\ntwo"
    async with open_app(at=MORNING) as harness:
        await harness.press("ctrl+p")
        await harness.type("several")
        assert "F9" not in harness.text


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_the_field_grows_and_its_last_line_and_cursor_stay_in_sight(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(at=EVENING, size=size) as harness:
        await harness.press("f9")
        for number in range(30):
            await harness.press_at_once(*f"line{number}", "enter")
            await harness.wait_until_idle()
            assert f"line{number}" in harness.text
            field = harness.app.screen.query_one(LinesInput).region
            body = harness.app.screen.query_one(Body).region
            assert field.contains_point(harness.app.cursor_position)
            assert body.contains_point(harness.app.cursor_position)
        await harness.press_at_once(*"last")
        await harness.wait_until_idle()
        assert "last" in harness.text
        assert field.height <= size[1] // 2


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_day_shows_each_entry_whole_to_its_last_word(size: tuple[int, int]) -> None:
    many = "\n".join(f"row{number}" for number in range(40)) + "\n\nthe end"
    day = Day(ON, received=(line(many, "r1"),), acts=(structs.replace(act(), text="soup\nbread"),))
    async with open_in_memory(journal_of([day]), size) as harness:
        await harness.press("f4")
        assert "row0 …" in harness.text
        assert "row1" not in harness.text
        await harness.press("enter")
        seen = set(harness.text.split())
        for _ in range(60):
            await harness.press("down")
            seen |= set(harness.text.split())
        assert {f"row{number}" for number in range(40)} | {"end", "soup", "bread"} <= seen


async def test_a_search_shows_the_line_that_it_found() -> None:
    day = Day(ON, received=(line("tea with Ada\nand a long walk\nhome", "r1"),))
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4")
        assert "tea with Ada …" in harness.text
        await harness.press("slash")
        await harness.type("walk")
        assert "… and a long walk" in harness.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_jar_can_be_read_to_the_last_word(size: tuple[int, int]) -> None:
    many = "\n".join(f"row{number}" for number in range(40))
    async with open_in_memory(journal_of([Day(ON, received=(line(many, "r1"),))]), size) as harness:
        await harness.press("f4", "o")
        assert "row0" in harness.text
        await press_until(harness, "down", "row39", set())
        await press_until(harness, "pageup", "row0 ", set())


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_text_edited_from_a_scrolled_day_is_wrapped_to_its_last_word(size: tuple[int, int]) -> None:
    thirty = "\n".join(f"row{number}" for number in range(30))
    wide = f"A line\nsecond line {'which goes on ' * 9}END2\n\nLAST"
    day = Day(ON, received=(line(wide, "r1"),), acts=(structs.replace(act(), text=thirty),))
    async with open_in_memory(journal_of([day]), size) as harness:
        await harness.press("f4", "enter", "down")
        for _ in range(20):
            if not harness.app.screen.query_one(EntryList).highlighted_id.startswith("received"):
                await harness.press("space")
        await harness.press("enter")
        assert "LAST" in harness.text
        assert "END2" in harness.text
        await harness.press("escape")
        assert "Not saved yet" not in harness.text


@pytest.mark.parametrize("key", ["alt+enter", "shift+enter", "f9"])
async def test_a_field_of_one_line_says_so_and_runs_no_words_together(open_app: OpenApp, key: str) -> None:
    async with open_app() as harness:
        await harness.press_at_once(key, *"Mr", key)
        await harness.wait_until_idle()
        assert "This takes one line. Enter saves it." in harness.flowing_text
        await harness.type("Fox")
        assert "This takes one line" not in harness.flowing_text
        assert field_text(harness) == ("MrFox" if key == "f9" else "Mr / Fox")
    async with open_in_memory(journal_of([])) as harness:
        await harness.press("escape", "f4", "g", key)
        assert "Enter saves" not in harness.flowing_text


async def test_what_was_left_says_how_to_go_back_to_it(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await paste(harness, "one\ntwo")
        await harness.press("escape")
        assert "Not saved yet. Enter goes back to it." in harness.flowing_text
        assert "F9 saves it all" not in harness.flowing_text
        await harness.press("enter")
        assert "F9 saves it all" in harness.flowing_text


async def test_the_key_that_is_named_is_the_key_that_works() -> None:
    journal = structs.replace(journal_of([]), settings=Settings(keys={"field.lines": "f12"}))
    async with open_in_memory(journal, at=EVENING) as harness:
        await harness.press("f12")
        assert "F12 saves it all" in harness.flowing_text
        await harness.press("escape", "question_mark")
        assert "In a field, F12 makes room" in harness.flowing_text


async def test_shift_f9_is_called_so_wherever_keys_are_named(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("ctrl+p")
        await harness.type("your editor")
        assert "Shift+F9" in harness.text
        assert "F21" not in harness.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_long_text_has_one_scrollbar_in_a_card_with_its_borders(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(at=EVENING, size=size) as harness:
        await paste(harness, "\n".join(f"row{number}" for number in range(47)))
        card, body = harness.app.screen.query_one("#card"), harness.app.screen.query_one(Body)
        assert body.region.contains_region(card.region)
        field = harness.app.screen.query_one(LinesInput)
        assert [scrollbar_is_shown(one) for one in (field, body)] == [True, False]
        await harness.press("escape")
        assert not scrollbar_is_shown(field)
        await harness.press("enter", "f9")
        assert body.styles.scrollbar_visibility == "visible"


def scrollbar_is_shown(widget: LinesInput | Body) -> bool:
    return widget.show_vertical_scrollbar and widget.styles.scrollbar_visibility == "visible"


async def test_moving_an_entry_names_it_by_its_first_line() -> None:
    day = Day(ON, received=(line("tea with Ada\nand a walk", "r1"),))
    async with open_in_memory(journal_of([day])) as harness:
        await harness.press("f4", "enter", "M")
        assert harness.text_in("#move .lead") == "tea with Ada …"


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_jar_says_that_there_is_more_and_goes_to_both_ends(size: tuple[int, int]) -> None:
    many = "\n".join(f"row{number}" for number in range(40))
    async with open_in_memory(journal_of([Day(ON, received=(line(many, "r1"),))]), size) as harness:
        await harness.press("f4", "o")
        assert "Space more" in harness.text
        assert "Esc" in harness.text
        await harness.press("end")
        assert "row39" in harness.text
        await harness.press("home")
        assert "row0" in harness.text
    async with open_in_memory(journal_of([Day(ON, received=(line("tea", "r1"),))]), size) as harness:
        await harness.press("f4", "o")
        assert "Space more" not in harness.text


@pytest.mark.parametrize(("lines_key", "is_advised"), [((), True), (("f9",), False)])
async def test_without_an_editor_f9_is_advised_only_where_it_makes_lines(
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
    lines_key: tuple[str, ...],
    is_advised: bool,
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr("kindtui.tui.app.KindApp.suspend", lambda _: nullcontext())
    async with open_app(at=EVENING) as harness:
        await harness.press(*lines_key, "shift+f9")
        notice = harness.text_in("Notice")
        assert "kindtui doesn't know your editor" in notice
        assert ("press F9" in notice) is is_advised
