"""Names left out with x: in Patterns, in the jar and in Settings, and what is then on the disk."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from rich.cells import cell_len

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.left_out_names import LeftOutNamesScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.widgets.left_out_list import LeftOutList
from kindtui.tui.widgets.name_list import NameList
from kindtui.tui.widgets.question_input import LineInput
from tests.support import MORNING as WRITTEN
from tests.support import act, journal_of, line
from tests.tui.harness import MORNING, AppHarness, OpenApp

TODAY = MORNING.date()
SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
HOSTILE = "[@click=app.quit]Sam[/] [/ [bold"


def encouraged(*names: str, ago: int = 1, settings: Settings | None = None) -> Journal:
    """Acts done for the names: for the first one on one day, for each further one on a day less recent."""
    dates = [TODAY - timedelta(days=ago + number) for number in range(len(names))]
    journal = journal_of(
        Day(on, who=Answer(name, WRITTEN.at), acts=(structs.replace(act("done", uid=f"a{on}"), who=name),))
        for on, name in zip(dates, names, strict=True)
    )
    return structs.replace(journal, settings=settings or Settings())


def with_received(journal: Journal, *texts: str) -> Journal:
    """The journal with these kindnesses, each on a day of its own."""
    for number, text in enumerate(texts, start=40):
        on = TODAY - timedelta(days=number)
        journal = journal.with_day(Day(on, received=(line(text, f"r{number}"),)))
    return journal


async def keep(open_app: OpenApp, journal: Journal) -> None:
    """Let that be what is on the disk."""
    async with open_app() as harness:
        harness.app.session.store.transact(lambda _: journal)


def left_out(harness: AppHarness) -> list[str]:
    return [entry["text"] for entry in harness.stored_table("left_out_names") if not entry.get("archived")]


def known(harness: AppHarness) -> tuple[str, ...]:
    """The names that are completed and counted."""
    return harness.app.state.names


# Patterns


@pytest.mark.parametrize("size", SIZES)
async def test_x_leaves_out_the_highlighted_name_at_once(size: tuple[int, int], open_app: OpenApp) -> None:
    await keep(open_app, encouraged("Lin", "Sam", "Noor"))
    async with open_app(size=size) as harness:
        days = harness.stored_table("days")
        await harness.press("escape", "f5", "x")
        assert "Choose a name with ↑ and ↓. Press x to leave it out." in harness.flowing_text
        assert harness.footer["x"] == "leave out a name"
        assert left_out(harness) == [], "the first x only shows the names"
        await harness.press("down", "x")
        assert left_out(harness) == ["Sam"]
        assert "That name is left out now." in harness.flowing_text
        assert "Press u to undo it." in harness.flowing_text
        shown = harness.text_in("NameList")
        assert "Lin" in shown
        assert "Sam" not in shown
        assert harness.stored_table("days") == days, "nothing of the days changes"
        assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.press("u")
        assert left_out(harness) == [""]
        assert "Undone: you left out a name." in harness.flowing_text
        assert "Sam" in harness.text_in("NameList")
        await harness.press("U")
        assert left_out(harness) == ["Sam"]


async def test_tab_goes_to_the_names_and_esc_back_to_the_page(open_app: OpenApp) -> None:
    await keep(open_app, encouraged("Lin", "Sam"))
    async with open_app() as harness:
        await harness.press("escape", "f5", "tab")
        names = harness.app.screen.query_one(NameList)
        assert harness.app.focused is names
        await harness.press("j", "enter")
        assert names.name_at_cursor == "Sam"
        await harness.press("escape")
        assert harness.app.focused is None
        await harness.press("escape", "f1", "f5", "x", "x", "x")
        assert sorted(left_out(harness)) == ["Lin", "Sam"]
        assert harness.app.focused is None, "no name is left to go to"
        assert "x" not in harness.footer


async def test_people_to_think_of_are_shown_once_that_is_wanted(open_app: OpenApp) -> None:
    await keep(open_app, encouraged("Lin", "Sam", ago=60))
    async with open_app(size=(120, 40)) as harness:
        await harness.press("escape", "f5")
        assert "People you might think of" not in harness.flowing_text
        await harness.press("comma", *["down"] * list(SETTINGS).index("people_shown"), "enter", "escape")
        assert harness.stored_table("settings")[0]["people_shown"] is True
        assert "People you might think of, if you feel like it: Lin Sam" in harness.text_in("NameList")
        names = harness.app.screen.query_one(NameList)
        await harness.press("x", "end")
        assert names.highlighted_id == "invited:Sam"
        await harness.press("x")
        assert left_out(harness) == ["Sam"]
        assert "Sam" not in harness.text_in("NameList")
        assert "Lin" in harness.text_in("NameList").partition("feel like it:")[2]


async def test_a_hostile_name_is_left_out_as_plain_text(open_app: OpenApp) -> None:
    await keep(open_app, encouraged(HOSTILE, "長い名前" * 12))
    async with open_app(size=(40, 12)) as harness:
        await harness.press("escape", "f5", "x", "x", "x")
        assert left_out(harness) == [HOSTILE, "長い名前" * 12]
        await harness.press("comma", "up", "up", "enter")
        assert HOSTILE in harness.text
        assert all(cell_len(row) <= 40 for row in harness.screen)


# Completion


async def test_a_name_left_out_is_not_completed_and_not_brought_back_by_a_new_kindness(
    open_app: OpenApp,
) -> None:
    await keep(open_app, encouraged("Sam"))
    async with open_app() as harness:
        await harness.type("Sa")
        field = harness.app.screen.query_one(LineInput)
        assert field.completion_of("Sa") == "Sam"
        await harness.press("ctrl+u", "escape", "f5", "x", "x", "f1")
        field = harness.app.screen.query_one(LineInput)
        assert field.completion_of("Sa") == ""
        field.focus()
        await harness.type("Sam")
        await harness.press("enter")
        assert harness.stored_day()["who"]["value"] == "Sam"
        assert left_out(harness) == ["Sam"]
        assert known(harness) == ()


# The jar


async def test_x_in_the_jar_leaves_out_the_name_and_shows_another_line(open_app: OpenApp) -> None:
    journal = with_received(encouraged("Sam", "Lin"), "soup from SAM", "Sam’s card", "a smile")
    await keep(open_app, journal)
    async with open_app() as harness:
        await harness.press("escape", "f4", "o")
        assert "a smile" not in harness.text_in("#jar")
        await harness.press("x")
        assert left_out(harness) == ["Sam"]
        assert isinstance(harness.app.screen, JarScreen)
        shown = harness.text_in("#jar")
        assert "a smile" in shown
        assert "sam" not in shown.casefold()
        assert "That name is left out now." in shown
        await harness.press("u")
        assert "sam" in harness.text_in("#jar").casefold()
        assert left_out(harness) == [""]
        assert harness.stored_table("days")


@pytest.mark.parametrize("size", SIZES)
async def test_the_jar_is_empty_where_every_line_mentions_the_name(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await keep(open_app, with_received(encouraged("Zoë"), "Zoe rang", "tea with ZOË"))
    async with open_app(size=size) as harness:
        await harness.press("escape", "f4", "o", "x")
        assert left_out(harness) == ["Zoë"]
        assert "The jar's empty for now." in harness.text_in("#jar")
        await harness.press("x", "n")
        assert isinstance(harness.app.screen, JarScreen)
        await harness.press("escape", "u", "o")
        assert "The jar's empty" not in harness.text_in("#jar")


@pytest.mark.parametrize(
    ("text", "first"), [("Lin and Sam brought soup", "In this kindness"), ("a smile", "Names you've written")]
)
async def test_with_none_or_several_names_the_jar_asks_which(
    text: str, first: str, open_app: OpenApp
) -> None:
    await keep(open_app, with_received(encouraged("Noor", "Sam", "Lin"), text))
    async with open_app() as harness:
        await harness.press("escape", "f4", "o", "x")
        assert left_out(harness) == []
        assert isinstance(harness.app.screen, LeftOutNamesScreen)
        shown = harness.flowing_text
        assert shown.index(first) < shown.index("Noor" if first != "In this kindness" else "Sam")
        await harness.press("x")
        assert left_out(harness) == ["Sam" if first == "In this kindness" else "Noor"]
        await harness.press("escape")
        assert "Journal" in harness.screen[0]


# Settings


async def open_names(harness: AppHarness) -> LeftOutList:
    await harness.press("escape", "comma", "up", "up", "enter")
    assert isinstance(harness.app.screen, LeftOutNamesScreen)
    return harness.app.screen.query_one(LeftOutList)


@pytest.mark.parametrize("size", SIZES)
async def test_names_are_added_and_put_back_from_settings(size: tuple[int, int], open_app: OpenApp) -> None:
    await keep(open_app, encouraged("Samira", "Lin"))
    async with open_app(size=size) as harness:
        names = await open_names(harness)
        assert "No name is left out." in harness.flowing_text
        await harness.press("a")
        await harness.type("sam")
        assert "Press → to use this name." in harness.flowing_text
        await harness.press("right", "enter")
        assert left_out(harness) == ["Samira"]
        await harness.press("a")
        await harness.type("Kim")
        await harness.press("enter")
        assert left_out(harness) == ["Samira", "Kim"], "also one that no day has"
        assert known(harness) == ("Lin",)
        await harness.press("home")
        assert names.highlighted_id == "samira"
        assert harness.footer["x"] == "put back"
        await harness.press("x")
        assert left_out(harness) == ["Kim"]
        assert "That name is back." in harness.flowing_text
        assert known(harness) == ("Samira", "Lin")
        assert names.highlighted_id == "samira", "the highlight stays on the name"
        assert harness.footer["x"] == "leave out"
        await harness.press("enter")
        assert left_out(harness) == ["Samira", "Kim"]
        await harness.press("escape")
        assert isinstance(harness.app.screen, SettingsScreen)
        assert "Names left out 2" in harness.flowing_text


async def test_two_spellings_from_two_copies_are_put_back_together(open_app: OpenApp) -> None:
    journal = encouraged("Zoë")
    async with open_app() as harness:
        store = harness.app.session.store
        store.transact(lambda _: journal)
    async with open_app() as harness:
        await open_names(harness)
        await harness.press("x")
    async with open_app() as harness:
        [entry] = [*harness.app.state.journal.custom_entries.values()]
        other = structs.replace(entry, uid="other", text="ZOE")
        harness.app.session.store.transact(lambda one: one.with_custom_entry("left_out_names", other))
    async with open_app() as harness:
        names = await open_names(harness)
        assert [option.id for option in names.options if option.id] == ["zoe"]
        await harness.press("x")
        assert left_out(harness) == []
        assert known(harness) == ("Zoë",)


async def test_an_empty_journal_lists_no_names(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_names(harness)
        await harness.press("x", "enter", "j", "k")
        assert left_out(harness) == []
        assert isinstance(harness.app.screen, LeftOutNamesScreen)


async def test_a_file_without_the_table_is_read_as_before(open_app: OpenApp, tmp_path: Path) -> None:
    await keep(open_app, encouraged("Sam", ago=60))
    async with open_app() as harness:
        assert harness.stored_table("left_out_names") == []
        assert known(harness) == ("Sam",)
        assert harness.app.state.journal.settings.people_shown is False
