"""Acts of one's own: the list opened with m, and what is then on the disk."""

from datetime import timedelta

import pytest
from seat import EVENING, MORNING, Seat, Sit
from textual.widgets import Input

from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.key_bar import KeyBar

SIZES = [(80, 24), (60, 20), (40, 12)]
TEXTS = {
    "hostile": "[@click=app.quit]x[/] [/ [bold {who}",
    "long": "carry " + "bag after bag " * 40,
    "cjk": "隣の人に花を贈る" * 12,
    "emoji": "🤝🏽👩‍👩‍👧" * 20,
    "right to left": "לכתוב מכתב " * 10,
}


async def open_list(seat: Seat) -> None:
    await seat.press("escape", "m")
    assert isinstance(seat.app.screen, MyActsScreen)


async def add(seat: Seat, text: str) -> None:
    await seat.press("a")
    await seat.type(text)
    await seat.press("enter")


def keys(seat: Seat) -> dict[str, str]:
    return {key: meaning for key, meaning, *_ in seat.app.screen.query_one(KeyBar).keys}


async def test_a_adds_one_and_enter_takes_it_for_today(sit: Sit) -> None:
    async with sit() as seat:
        await seat.type("Sam")
        await open_list(seat)
        assert "None yet. a adds one." in seat.text
        await add(seat, "feed the cat")
        [own] = seat.table("acts")
        assert (own["text"], set(own)) == ("feed the cat", {"uid", "text", "updated_at"})
        assert "Saved." in seat.text
        await seat.press("enter")
        assert isinstance(seat.app.screen, TodayScreen)
        [act] = seat.day()["acts"]
        assert (act["text"], act["source"], act["who"]) == ("feed the cat", own["uid"], "Sam")
        assert "audience" not in act
        assert "If it is … when?" in seat.text
        await seat.type("noon")
        await seat.press("enter")
        assert seat.day()["acts"][0]["when"] == "noon"


async def test_m_is_shown_in_the_footer_and_esc_leads_back(sit: Sit) -> None:
    async with sit(size=(200, 40)) as seat:
        await seat.press("escape")
        assert keys(seat)["m"] == "my acts"
        await open_list(seat)
        await seat.press("escape")
        assert isinstance(seat.app.screen, TodayScreen)
        assert seat.day() == {}


@pytest.mark.parametrize("key", ["f1", "f2", "2"])
async def test_another_screen_closes_the_list(key: str, sit: Sit) -> None:
    async with sit() as seat:
        await open_list(seat)
        await seat.press(key, "f1")
        assert isinstance(seat.app.screen, TodayScreen)


async def test_help_explains_the_list_and_not_the_screen_below(sit: Sit) -> None:
    async with sit(size=(100, 60)) as seat:
        await open_list(seat)
        await seat.press("question_mark")
        assert "Kindnesses of your own" in seat.text
        assert "back to today" in seat.text
        await seat.press("escape")
        assert isinstance(seat.app.screen, MyActsScreen)


async def test_edit_put_away_and_bring_back(sit: Sit) -> None:
    async with sit(size=(120, 40)) as seat:
        await open_list(seat)
        assert {"e", "x"}.isdisjoint(keys(seat))
        await add(seat, "feed the cat")
        await seat.press("e")
        await seat.type(" next door")
        await seat.press("enter")
        [own] = seat.table("acts")
        assert own["text"] == "feed the cat next door"
        assert keys(seat)["x"] == "put away"
        await seat.press("x")
        assert seat.table("acts")[0]["archived"] is True
        assert seat.text.index("Put away") < seat.text.index("feed the cat next door")
        assert keys(seat)["x"] == "bring back"
        await seat.press("x")
        assert "archived" not in seat.table("acts")[0]
        await seat.press("u")
        assert seat.table("acts")[0]["archived"] is True


async def test_an_own_act_is_suggested_and_taken(sit: Sit) -> None:
    async with sit() as seat:
        await open_list(seat)
        await add(seat, "feed the cat")
        await seat.press("escape", "enter", "enter", "9")
        for _ in range(20):
            if "Feed the cat" in seat.text:
                break
            await seat.press("end", "enter")
        options = seat.app.screen.query_one("Suggestions").options
        place = next(n for n, option in enumerate(options, 1) if "Feed the cat" in str(option.prompt))
        await seat.press(str(place))
        assert seat.day()["acts"][0]["source"] == seat.table("acts")[0]["uid"]


async def test_an_act_in_own_words_is_kept_with_two_keys(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("enter", "9", "end", "up", "enter")
        await seat.type("feed the cat")
        await seat.press("enter", "enter")
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await open_list(seat)
        assert "Written lately" in seat.text
        await seat.press("a", "enter")
        assert [own["text"] for own in seat.table("acts")] == ["feed the cat"]
        assert "Written lately" not in seat.text


async def test_what_was_written_lately_is_taken_as_it_is(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("x")
        await seat.press("enter")
        await seat.type("close-01")
        await seat.press("enter")
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        await open_list(seat)
        await seat.press("enter")
        [act] = seat.day(20261123)["acts"]
        assert act["text"] == "close-01"
        assert "source" not in act


async def test_esc_and_a_restart_keep_the_draft(sit: Sit) -> None:
    async with sit() as seat:
        await open_list(seat)
        await seat.press("a")
        await seat.type("half")
        await seat.press("escape", "a")
        await seat.type(" an")
        await seat.press("escape", "escape", "m", "a")
        await seat.type(" act")
        await seat.keep_drafts()
    async with sit(at=MORNING + timedelta(days=2)) as seat:
        assert "You were writing" not in seat.text
        await open_list(seat)
        await seat.press("a")
        assert seat.app.screen.query_one(Input).value == "half an act"
        await seat.press("enter")
        assert seat.table("acts")[0]["text"] == "half an act"


async def test_undo_of_a_new_act_gives_its_words_back(sit: Sit) -> None:
    async with sit() as seat:
        await open_list(seat)
        await add(seat, "feed the cat")
        await seat.press("u")
        assert "Undone: the act of your own." in seat.text
        assert "None yet." in seat.text
        assert seat.table("acts")[0]["text"] == ""
        await seat.press("a")
        assert seat.app.screen.query_one(Input).value == "feed the cat"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TEXTS)
async def test_words_of_any_script_fit_and_are_kept(name: str, size: tuple[int, int], sit: Sit) -> None:
    from rich.cells import cell_len

    text = TEXTS[name].strip()
    async with sit(size=size) as seat:
        await open_list(seat)
        await seat.press("a")
        seat.app.screen.query_one(Input).value = text + "\x1b]52;c;AAAA\x07\u202e"
        await seat.press("enter")
        assert seat.table("acts")[0]["text"] == text
        assert text[:6] in seat.text
        assert "\x1b" not in seat.text
        assert all(cell_len(line) <= size[0] for line in seat.screen)
        await seat.press("enter", "enter")
        assert seat.day()["acts"][0]["text"] == text
        assert all(cell_len(line) <= size[0] for line in seat.screen)
