"""Acts of one's own: the list opened with m, and what is then on the disk."""

from datetime import timedelta
from itertools import cycle

import pytest
from textual.widgets import Input

from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.act_list import SuggestionList
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

SIZES = [(80, 24), (60, 20), (40, 12)]
TEXTS = {
    "hostile": "[@click=app.quit]x[/] [/ [bold {who}",
    "long": "carry " + "bag after bag " * 40,
    "cjk": "隣の人に花を贈る" * 12,
    "emoji": "🤝🏽👩‍👩‍👧" * 20,
    "right to left": "לכתוב מכתב " * 10,
}


async def open_list(harness: AppHarness) -> None:
    await harness.press("escape", "m")
    assert isinstance(harness.app.screen, MyActsScreen)


async def add(harness: AppHarness, text: str) -> None:
    await harness.press("a")
    await harness.type(text)
    await harness.press("enter")


async def test_a_adds_an_act_and_enter_plans_it_for_today(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Sam")
        await open_list(harness)
        assert "Your own acts will show up here." in harness.text
        await add(harness, "feed the cat")
        [own] = harness.stored_table("acts")
        assert (own["text"], set(own)) == ("feed the cat", {"uid", "text", "updated_at"})
        assert "Saved." in harness.text
        await harness.press("enter")
        assert isinstance(harness.app.screen, TodayScreen)
        [act] = harness.stored_day()["acts"]
        assert (act["text"], act["source"], act["who"]) == ("feed the cat", own["uid"], "Sam")
        assert "audience" not in act
        assert "When will you do it?" in harness.text
        await harness.type("noon")
        await harness.press("enter")
        assert harness.stored_day()["acts"][0]["when"] == "noon"


async def test_m_is_shown_in_the_footer_and_esc_leads_back(open_app: OpenApp) -> None:
    async with open_app(size=(200, 40)) as harness:
        await harness.press("escape")
        assert harness.footer["m"] == "my acts"
        await open_list(harness)
        await harness.press("escape")
        assert isinstance(harness.app.screen, TodayScreen)
        assert harness.stored_day() == {}


@pytest.mark.parametrize("key", ["f1", "f2", "2"])
async def test_opening_another_screen_closes_the_list(key: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_list(harness)
        await harness.press(key, "f1")
        assert isinstance(harness.app.screen, TodayScreen)


async def test_help_explains_the_list_and_not_the_screen_below(open_app: OpenApp) -> None:
    async with open_app(size=(100, 60)) as harness:
        await open_list(harness)
        await harness.press("question_mark")
        assert "Your own kindnesses" in harness.text
        assert "back to today" in harness.text
        await harness.press("escape")
        assert isinstance(harness.app.screen, MyActsScreen)


async def test_an_own_act_can_be_edited_archived_and_restored(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40)) as harness:
        await open_list(harness)
        assert {"e", "x"}.isdisjoint(harness.footer)
        await add(harness, "feed the cat")
        await harness.press("e")
        await harness.type(" next door")
        await harness.press("enter")
        [own] = harness.stored_table("acts")
        assert own["text"] == "feed the cat next door"
        assert harness.footer["x"] == "put away"
        await harness.press("x")
        assert harness.stored_table("acts")[0]["archived"] is True
        assert harness.text.index("Put away") < harness.text.index("feed the cat next door")
        assert harness.footer["x"] == "bring back"
        await harness.press("x")
        assert "archived" not in harness.stored_table("acts")[0]
        await harness.press("u")
        assert harness.stored_table("acts")[0]["archived"] is True


async def test_an_own_act_can_be_chosen_from_the_suggestions(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_list(harness)
        await add(harness, "feed the cat")
        await harness.press("escape", "enter", "enter", "9")
        for _ in range(20):
            if "Feed the cat" in harness.text:
                break
            await harness.press("end", "enter")
        options = harness.app.screen.query_one(SuggestionList).options
        place = next(n for n, option in enumerate(options, 1) if "Feed the cat" in str(option.prompt))
        await harness.press(str(place))
        assert harness.stored_day()["acts"][0]["source"] == harness.stored_table("acts")[0]["uid"]


async def test_two_keys_add_a_recent_act_to_my_acts(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("enter", "9", "end", "up", "enter")
        await harness.type("feed the cat")
        await harness.press("enter", "enter")
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await open_list(harness)
        assert "Written lately" in harness.text
        await harness.press("a", "enter")
        assert [own["text"] for own in harness.stored_table("acts")] == ["feed the cat"]
        assert "Written lately" not in harness.text


async def test_a_recent_act_is_planned_verbatim(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("x")
        await harness.press("enter")
        await harness.type("close-01")
        await harness.press("enter")
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await open_list(harness)
        await harness.press("enter")
        [act] = harness.stored_day(20261123)["acts"]
        assert act["text"] == "close-01"
        assert "source" not in act


async def test_esc_and_a_restart_keep_the_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_list(harness)
        await harness.press("a")
        await harness.type("half")
        await harness.press("escape", "a")
        await harness.type(" an")
        await harness.press("escape", "escape", "m", "a")
        await harness.type(" act")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=2)) as harness:
        assert "You started something" not in harness.text
        await open_list(harness)
        await harness.press("a")
        assert harness.app.screen.query_one(Input).value == "half an act"
        await harness.press("enter")
        assert harness.stored_table("acts")[0]["text"] == "half an act"


async def test_undo_of_a_new_act_restores_its_text_as_a_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_list(harness)
        await add(harness, "feed the cat")
        await harness.press("u")
        assert "Undone: you added an act of your own. Press U to redo it." in harness.text
        assert "will show up here" in harness.text
        assert harness.stored_table("acts")[0]["text"] == ""
        await harness.press("a")
        assert harness.app.screen.query_one(Input).value == "feed the cat"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size"), zip(TEXTS, cycle(SIZES), strict=False))
async def test_text_of_any_script_fits_and_is_saved(
    name: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    from rich.cells import cell_len

    text = TEXTS[name].strip()
    async with open_app(size=size) as harness:
        await open_list(harness)
        await harness.press("a")
        harness.app.screen.query_one(Input).value = text + "\x1b]52;c;AAAA\x07\u202e"
        await harness.press("enter")
        assert harness.stored_table("acts")[0]["text"] == text
        assert text[:6] in harness.text
        assert "\x1b" not in harness.text
        assert all(cell_len(line) <= size[0] for line in harness.screen)
        await harness.press("enter", "enter")
        assert harness.stored_day()["acts"][0]["text"] == text
        assert all(cell_len(line) <= size[0] for line in harness.screen)
