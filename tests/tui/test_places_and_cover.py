"""Places to talk and the privacy cover, from every screen and field."""

import re

import pytest
from textual.widgets import Input

from kindtui.domain.requests import CustomEntryWritten
from kindtui.tui.screens.cover import CoverScreen
from kindtui.tui.screens.places import PlacesScreen
from kindtui.tui.screens.today import TodayScreen
from tests.tui.harness import OpenApp

WORDS = (
    "If you might hurt yourself, or anyone is in danger, call your local emergency number now.",
    "To talk to someone: findahelpline.com or befrienders.org list services by country.",
    "No internet: tell a person near you, or go to the nearest hospital, clinic or pharmacy.",
    "My people:",
)
SCREENS = ["f1", "f2", "f3", "f4"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_places_to_talk_fit_without_scrolling(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f7")
        shown = " ".join(re.sub("[▁-█]", "", harness.text).split())  # without a scrollbar
        for words in WORDS if size != (40, 12) else WORDS[:3]:  # the people are below them there
            assert words in shown
        assert not any(letter.isdigit() for letter in "".join(WORDS))


@pytest.mark.slow
@pytest.mark.parametrize("key", ["f7", "exclamation_mark"])
async def test_places_to_talk_open_from_every_screen(key: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        for screen in SCREENS:
            await harness.press(screen, "escape", key)
            assert isinstance(harness.app.screen, PlacesScreen), screen
            await harness.press("escape")
            assert not isinstance(harness.app.screen, PlacesScreen), screen


async def test_places_to_talk_open_from_a_field_and_keep_its_text(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("half a name")
        await harness.press("f7", "escape")
        assert isinstance(harness.app.screen, TodayScreen)
        assert harness.app.screen.query_one(Input).value == "half a name"
        await harness.press("exclamation_mark")
        assert harness.app.screen.query_one(Input).value == "half a name!"


async def test_my_people_can_be_added_edited_archived_and_restored(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f7")
        assert "My people: there's room here for people you could call" in harness.flowing_text
        await harness.press("a")
        assert "Who could I talk to?" in harness.text
        await harness.type("Noor")
        await harness.press("enter")
        assert "How do I reach them?" in harness.text
        await harness.type("evenings")
        await harness.press("enter")
        [own] = harness.stored_table("people")
        assert (own["text"], own["script"]) == ("Noor", "evenings")
        assert "Noor: evenings" in harness.text
        assert "nobody yet" not in harness.text
        await harness.press("enter", "enter")
        await harness.type(" at home")
        await harness.press("enter")
        assert harness.stored_table("people")[0]["script"] == "evenings at home"
        await harness.press("x")
        assert "Noor" not in harness.text
    async with open_app() as harness:
        await harness.press("escape", "u", "f7")
        assert "Noor: evenings at home" in harness.text


async def test_how_a_person_is_reached_may_be_blank(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f7", "a", *"Mum", "enter", "enter")
        [own] = harness.stored_table("people")
        assert own["text"] == "Mum"
        assert "script" not in own
        assert "  Mum\n" in harness.text


async def test_an_entry_that_holds_everything_in_one_text_stays_as_it_is(open_app: OpenApp) -> None:
    async with open_app() as harness:
        harness.app.session.submit(CustomEntryWritten("own_people", "", "Noor, 0151 1, evenings"))
    async with open_app() as harness:
        await harness.press("f7")
        assert "Noor, 0151 1, evenings" in harness.text
        before = harness.stored_table("people")[0]["text"]
        await harness.press("e", "enter", "enter")
        assert harness.stored_table("people")[0]["text"] == before


async def test_the_one_helpline_can_be_added_changed_archived_and_restored(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f7", "h")
        assert "Which helpline could I call?" in harness.text
        await harness.press(*"116", "enter")
        assert "My helpline: 116" in harness.text
        await harness.press("h")
        await harness.type(" 123")
        await harness.press("enter")
        assert [entry["text"] for entry in harness.stored_table("helplines")] == ["116 123"]
        await harness.press("a", *"Mum", "enter", "enter", "home", "x")
        assert "My helpline" not in harness.text
        assert "Mum" in harness.text
        await harness.press("u")
        assert "you put away the helpline" in harness.flowing_text
    async with open_app() as harness:
        await harness.press("f7")
        assert harness.text.index("My helpline: 116 123") < harness.text.index("My people:")


async def test_a_half_written_helpline_is_there_again_when_the_card_is_opened_again(
    open_app: OpenApp,
) -> None:
    async with open_app() as harness:
        await harness.press("f7", "h", *"116", "escape", "a", *"Noor", "escape", "h")
        assert harness.app.screen.query_one(Input).value == "116"
        await harness.flush_drafts()
    async with open_app() as harness:
        await harness.press("escape", "f7", "h")
        assert harness.app.screen.query_one(Input).value == "116"
        await harness.press("escape", "a")
        assert harness.app.screen.query_one(Input).value == "Noor"


@pytest.mark.parametrize("people", [1, 2, 30])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_a_plan_comes_first_and_the_emergency_text_is_always_in_sight(
    size: tuple[int, int], people: int, open_app: OpenApp
) -> None:
    async with open_app() as harness:
        for number in range(people):
            harness.app.session.submit(CustomEntryWritten("own_people", "", f"Friend {number}", "a call"))
        harness.app.session.submit(CustomEntryWritten("own_helplines", "", "116 123"))
    async with open_app(size=size) as harness:
        await harness.press("f7")
        shown = " ".join(re.sub("[▁-█]", "", harness.text).split())
        order = [
            shown.index(text) for text in ("My helpline: 116 123", "My people:", "Friend 0: a call", WORDS[0])
        ]
        assert order == sorted(order)
        assert shown.count(WORDS[0]) == 1
        await harness.press("end")
        shown = " ".join(re.sub("[▁-█]", "", harness.text).split())
        assert f"Friend {people - 1}: a call" in shown
        assert people > 2 or size == (40, 12) or WORDS[0] in shown


@pytest.mark.slow
@pytest.mark.parametrize("screen", [*SCREENS, "f7"])
async def test_any_key_lifts_the_cover_and_does_nothing_else(screen: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press(screen, "escape" if screen != "f7" else "down")
        before, text = harness.app.screen, harness.text
        for key in ("q", "u", "x", "0", "escape", "enter", "f3", "1", "f8", "ctrl+q"):
            await harness.press("f8")
            assert isinstance(harness.app.screen, CoverScreen), key
            assert not harness.text.strip(), key
            await harness.press(key)
            assert harness.app.screen is before, key
            assert harness.text == text, key
            assert harness.app.is_running, key
            assert not harness.path.exists(), key


async def test_lifting_the_cover_returns_to_the_field(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("half a ")
        await harness.press("f8")
        assert not harness.text.strip()
        await harness.type("x")
        await harness.type("name")
        assert harness.app.screen.query_one(Input).value == "half a name"
        await harness.type("0")
        assert harness.app.screen.query_one(Input).value == "half a name0"


async def test_the_cover_hides_help_and_settings(open_app: OpenApp) -> None:
    async with open_app() as harness:
        for key in ("question_mark", "comma"):
            await harness.press("escape", key, "f8")
            assert not harness.text.strip(), key
            await harness.press("z")
            assert harness.text.strip()
            await harness.press("escape")


@pytest.mark.parametrize("box", ["question_mark", "o", "colon"], ids=["help", "jar", "palette"])
async def test_the_keys_of_the_app_work_in_a_box(box: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", box)
        boxed = harness.text
        letters = box != "colon"  # in the palette they are typed
        await harness.press("0" if letters else "f8")
        assert not harness.text.strip()
        await harness.press("z")
        assert harness.text == boxed
        await harness.press("exclamation_mark" if letters else "f7")
        assert isinstance(harness.app.screen, PlacesScreen)
        await harness.press("escape")
        assert harness.text == boxed
        await harness.press("3" if letters else "f3")
        assert "Streak" in harness.screen[0]
        assert len(harness.app.screen_stack) == 1


async def test_a_box_keeps_the_keys_that_would_change_what_is_under_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "r")
        assert harness.stored_day()["rest"]["value"] is True
        await harness.press("question_mark", "u", "comma", "colon", "escape")
        assert harness.stored_day()["rest"]["value"] is True
        assert isinstance(harness.app.screen, TodayScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_scrolling_is_not_offered_where_all_places_are_in_sight(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f7")
        assert "add someone" in harness.footer.values()
        assert "more below" not in harness.footer.values()


async def test_space_shows_the_invitation_below_the_places_in_a_small_window(open_app: OpenApp) -> None:
    async with open_app(size=(40, 12)) as harness:
        await harness.press("f7")
        assert "My people:" not in harness.text
        await harness.press("space")
        assert "My people:" in harness.text
