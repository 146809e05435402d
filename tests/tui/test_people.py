"""People, renamed and joined by keys, and what is then on the disk."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs
from rich.cells import cell_len

from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import purge
from kindtui.domain.requests import NameRenamed
from kindtui.domain.settings import Settings
from kindtui.tui.screens.patterns import PatternsScreen
from kindtui.tui.screens.people import PeopleScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.widgets.people_list import PeopleList
from kindtui.tui.widgets.question_input import LineInput
from tests.support import MORNING as WRITTEN
from tests.support import act, journal_of, line
from tests.tui.harness import MORNING, AppHarness, OpenApp

TODAY = MORNING.date()
SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
HOSTILE = "[@click=app.quit]Sam[/] [/ [bold"
NAMES = (HOSTILE, "長い名前" * 12, "מרים", "a" * 90, "👩‍👩‍👧 family")


def named(*names: str) -> Journal:
    """An act done for each name, each on a day of its own, the first one the latest."""
    return journal_of(
        Day(
            on := TODAY - timedelta(days=ago),
            who=Answer(name, WRITTEN.at),
            acts=(
                structs.replace(
                    act("done", uid=f"a{on}", source="close-01", audience="close"),
                    text=f"tell {name} I'm thinking of them",
                    who=name,
                ),
            ),
            received=(line(f"tea from {name}", f"r{on}"),),
        )
        for ago, name in enumerate(names, start=1)
    )


async def keep(open_app: OpenApp, journal: Journal) -> None:
    """Let that be what is on the disk."""
    async with open_app() as harness:
        harness.app.session.store.transact(lambda _: journal)


async def open_people(harness: AppHarness) -> PeopleList:
    await harness.press("escape", "f5", "p")
    assert isinstance(harness.app.screen, PeopleScreen)
    return harness.app.screen.query_one(PeopleList)


async def rename(harness: AppHarness, new_name: str) -> None:
    """Rename the highlighted name."""
    await harness.press("enter", "ctrl+u")
    await harness.type(new_name)
    await harness.press("enter")


def aliases(harness: AppHarness) -> dict[str, str]:
    return {
        entry["text"]: entry["script"]
        for entry in harness.stored_table("name_aliases")
        if entry["text"] and not entry.get("archived")
    }


def day_words(harness: AppHarness) -> list[Any]:
    """The names and texts of each day, the latest first."""
    return [
        (day["who"]["value"], day["acts"][0]["who"], day["acts"][0]["text"], day["received"][0]["text"])
        for day in sorted(harness.stored_table("days"), key=lambda day: day["day"], reverse=True)
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_a_name_is_renamed_and_then_in_the_days_too(size: tuple[int, int], open_app: OpenApp) -> None:
    await keep(open_app, named("Lin", "Sam", "sam"))
    async with open_app(size=size) as harness:
        before = day_words(harness)
        people = await open_people(harness)
        await harness.press("down")
        assert people.person
        assert people.person.name == "Sam"
        await harness.press("enter")
        field = harness.app.screen.query_one(LineInput)
        assert field.value == "Sam", "the name is there to be edited"
        await harness.type("ira")
        await harness.press("enter")
        assert aliases(harness) == {"Sam": "Samira"}
        assert day_words(harness) == before
        assert "Saved. Your days keep the name as you wrote it." in harness.flowing_text
        assert people.person.name == "Samira", "the highlight follows"
        assert "2 days have it written otherwise. Change it there too? Press d." in harness.flowing_text
        assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.press("d")
        assert day_words(harness) == [
            ("Lin", "Lin", "tell Lin I'm thinking of them", "tea from Lin"),
            ("Samira", "Samira", "tell Samira I'm thinking of them", "tea from Sam"),
            ("Samira", "Samira", "tell Samira I'm thinking of them", "tea from sam"),
        ]
        assert "d" not in harness.footer
        await harness.press("u")
        assert "Undone: you changed a name in your days." in harness.flowing_text
        assert day_words(harness) == before
        assert aliases(harness) == {"Sam": "Samira"}
        await harness.press("u")
        assert "Undone: you renamed someone." in harness.flowing_text
        assert aliases(harness) == {}
        await harness.press("U", "U")
        assert aliases(harness) == {"Sam": "Samira"}
        assert day_words(harness)[1][0] == "Samira"
        await harness.press("escape")
        assert isinstance(harness.app.screen, PatternsScreen)


async def test_two_names_are_joined_with_completion_and_separated_again(open_app: OpenApp) -> None:
    await keep(open_app, named("sam k", "Lin", "Sam", "Sam"))
    async with open_app() as harness:
        people = await open_people(harness)
        await harness.press("enter", "ctrl+u")
        await harness.type("sam")
        await harness.press("backspace")
        assert "Press → to use this name." in harness.flowing_text
        await harness.type("m")
        await harness.press("enter")
        assert aliases(harness) == {"sam k": "sam"}
        assert people.person
        assert (people.person.name, people.person.day_count) == ("sam", 3)
        assert "also: sam k" in harness.flowing_text
        await harness.press("down")
        assert people.written_name == "sam k"
        assert harness.footer["s"] == "separate"
        await harness.press("s")
        assert aliases(harness) == {}
        assert "Those are two names again." in harness.flowing_text
        assert harness.app.state.all_names == ("sam k", "Lin", "Sam")


async def test_counts_and_completion_follow_at_once(open_app: OpenApp) -> None:
    await keep(open_app, named("sam k", "Lin", "Sam"))
    async with open_app(size=(120, 40)) as harness:
        await open_people(harness)
        await rename(harness, "Sam")
        await harness.press("escape")
        shown = harness.text_in("NameList")
        assert "sam k" not in shown
        assert "Sam" in shown
        await harness.press("f1")
        field = harness.app.screen.query_one(LineInput)
        assert field.completion_of("s") == "Sam"


async def test_what_was_typed_waits_where_it_was_typed(open_app: OpenApp) -> None:
    await keep(open_app, named("Lin", "Sam"))
    async with open_app() as harness:
        await open_people(harness)
        await harness.press("enter", "ctrl+u")
        await harness.type("Linda")
        await harness.press("escape", "escape")
    async with open_app() as harness:
        [(_, waiting)] = harness.app.session.store.drafts()[UNDATED].items()
        assert waiting == ("Linda",)
        await open_people(harness)
        await harness.press("down", "enter")
        assert harness.app.screen.query_one(LineInput).value == "Sam", "each name has a field of its own"
        await harness.press("escape", "enter", "up", "enter")
        assert harness.app.screen.query_one(LineInput).value == "Linda"
        await harness.press("enter")
        assert aliases(harness) == {"Lin": "Linda"}
        assert harness.app.session.store.drafts() == {}


@pytest.mark.parametrize("typed", ["nobody", "?", "one two three four five six seven eight nine"])
async def test_what_is_no_name_stays_in_the_field(typed: str, open_app: OpenApp) -> None:
    await keep(open_app, named("Lin"))
    async with open_app() as harness:
        await open_people(harness)
        await rename(harness, typed)
        assert "That doesn't read as a name." in harness.flowing_text
        assert harness.app.screen.query_one(LineInput).value == typed
        assert aliases(harness) == {}
        await harness.press("ctrl+u", "enter")
        assert not harness.app.screen.query(LineInput)
        assert aliases(harness) == {}


async def test_x_leaves_out_a_person_by_every_name(open_app: OpenApp) -> None:
    await keep(open_app, named("sam k", "Lin", "Sam"))
    async with open_app() as harness:
        people = await open_people(harness)
        await rename(harness, "Sam")
        await harness.press("x")
        assert set(harness.app.state.names) == {"Lin"}
        assert "Sam (left out)" in harness.flowing_text
        assert harness.footer["x"] == "put back"
        await harness.press("down", "x")
        assert people.written_name == "sam k"
        assert harness.app.state.names == ("Sam", "Lin")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_any_name_is_shown_whole_as_plain_text(
    theme: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    await keep(open_app, structs.replace(named(*NAMES), settings=Settings(theme=theme)))
    async with open_app(size=size) as harness:
        people = await open_people(harness)
        for name in NAMES:
            assert people.person
            assert people.person.name == name
            assert all(cell_len(row) <= size[0] for row in harness.screen)
            await harness.press("down")
        await harness.press("home")
        assert HOSTILE in harness.flowing_text
        await rename(harness, NAMES[2])
        assert aliases(harness) == {HOSTILE: NAMES[2]}
        await harness.press("d")
        assert day_words(harness)[0][:3] == (NAMES[2], NAMES[2], f"tell {NAMES[2]} I'm thinking of them")


async def test_an_empty_journal_names_nobody(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await open_people(harness)
        assert "Nobody is named yet." in harness.flowing_text
        await harness.press("x", "d", "s", "e", "enter", "j", "k")
        assert isinstance(harness.app.screen, PeopleScreen)
        await harness.press("escape")


async def test_settings_and_the_palette_open_it(open_app: OpenApp) -> None:
    await keep(open_app, named("Lin", "Sam"))
    async with open_app() as harness:
        await harness.press("escape", "comma", "up", "up", "up")
        assert "People 2" in harness.flowing_text
        assert "The names you've written." in harness.flowing_text
        await harness.press("enter")
        assert isinstance(harness.app.screen, PeopleScreen)
        await harness.press("escape")
        assert isinstance(harness.app.screen, SettingsScreen)
        await harness.press("escape", "colon")
        await harness.type("people")
        await harness.press("enter")
        assert isinstance(harness.app.screen, PeopleScreen)


async def test_an_alias_whose_days_are_gone_can_still_be_separated(open_app: OpenApp) -> None:
    await keep(open_app, named("Sam"))
    async with open_app() as harness:
        await open_people(harness)
        await rename(harness, "Lin")
        later = WRITTEN.at + timedelta(days=1)
        harness.app.session.store.transact(lambda one: purge(one, list(one.days), later))
    async with open_app() as harness:
        await open_people(harness)
        assert "Lin 0 days" in harness.flowing_text
        await harness.press("down", "s")
        assert aliases(harness) == {}
        assert "Nobody is named yet." in harness.flowing_text


async def test_a_journal_of_very_many_names_lists_the_latest_and_those_with_another_name(
    open_app: OpenApp,
) -> None:
    await keep(open_app, named(*(f"Person {number}" for number in range(320))))
    async with open_app() as harness:
        harness.app.session.submit(NameRenamed("Person 319", "Oldest"))
    async with open_app() as harness:
        people = await open_people(harness)
        assert "These are the latest 300." in harness.flowing_text
        await harness.press("end")
        assert people.written_name == "Person 319"
        assert [option.id for option in people.options if option.id][299:] == [
            "person:person 299", "person:oldest", "alias:person 319",
        ]  # fmt: skip


async def test_a_name_changed_on_a_single_day_is_called_that_by_undo_and_redo(open_app: OpenApp) -> None:
    day = Day(TODAY - timedelta(days=1), who=Answer("Mum", WRITTEN.at))
    await keep(open_app, journal_of([day]))
    async with open_app() as harness:
        await open_people(harness)
        await rename(harness, "Ruth")
        await harness.press("d", "u")
        assert "Undone: you changed a name in your days." in harness.flowing_text
        await harness.press("U")
        assert "Redone: you changed a name in your days." in harness.flowing_text
        assert "also: Mum" in harness.flowing_text
        assert "also written" not in harness.flowing_text, "no day has it written so"
        assert harness.app.current_screen.focused is harness.app.screen.query_one(PeopleList)
        harness.app.action_changes()
        await harness.wait_until_idle()
        assert "you changed a name in your days" in harness.flowing_text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_footer_shows_what_the_highlighted_name_allows(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await keep(open_app, named("Sam", "Mum"))
    async with open_app(size=size) as harness:
        await open_people(harness)
        await harness.press("down")
        await rename(harness, "Sam")
        assert "d change the days" in harness.screen[-1]
        await harness.press("down")
        assert "s separate" in harness.screen[-1]
        assert "d" not in harness.footer


async def test_the_field_for_a_name_says_that_enter_saves(open_app: OpenApp) -> None:
    await keep(open_app, named("Sam", "Samuel", "Ruth"))
    async with open_app() as harness:
        await open_people(harness)
        await harness.press("enter")
        assert "Press →" not in harness.flowing_text, "it holds the name that there is"
        await harness.press("backspace")
        assert "Press → to use this name. Enter saves it." in harness.flowing_text
        await harness.press("ctrl+u")
        await harness.type("Ru")
        assert "Press → to use this name. Enter saves it." in harness.flowing_text
