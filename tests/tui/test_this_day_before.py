"""This day before: in the jar with b, and as a panel on Today if the setting says so."""

from datetime import date, timedelta

import pytest
from msgspec import structs
from rich.cells import cell_len

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.tui.screens.jar import JarScreen
from tests.support import MORNING as WRITTEN
from tests.support import journal_of, line
from tests.tui.harness import MORNING, OpenApp, open_in_memory

TODAY = MORNING.date()
SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
HOSTILE = "[@click=app.quit]Jonas[/] 長い名前" + " 長い名前" * 12
LAST_YEAR, BEFORE_THAT = date(2025, 11, 22), date(2022, 11, 22)


def journal(*more: Day, settings: Settings | None = None, who: str = "Jonas") -> Journal:
    days = (
        Day(LAST_YEAR, received=(line("Noor brought soup", "u1"),)),
        Day(BEFORE_THAT, received=(line("a stranger held the lift", "u2"),)),
        Day(date(2026, 5, 3), received=(line("Jonas rang", "u3"),)),
        Day(TODAY, who=Answer(who, WRITTEN.at)),
    )
    return structs.replace(journal_of((*days, *more)), settings=settings or Settings())


def tired_days() -> list[Day]:
    return [Day(TODAY - timedelta(n), energy=Answer(1, WRITTEN.at)) for n in range(1, 8)]


async def keep(open_app: OpenApp, journal: Journal) -> None:
    """Let that be what is on the disk."""
    async with open_app() as harness:
        harness.app.session.store.transact(lambda _: journal)


@pytest.mark.parametrize("size", SIZES)
async def test_b_leads_through_the_kindnesses_of_today_and_back(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await keep(open_app, journal())
    async with open_app(size=size) as harness:
        await harness.press("escape", "f4", "o")
        first = harness.text_in("#jar")
        expected = (
            "This day in 2025 Noor brought soup Saturday 22 November 2025",
            "This day in 2022 a stranger held the lift Tuesday 22 November 2022",
            "A kindness with Jonas Jonas rang Sunday 3 May 2026",
        )
        for text in expected:
            await harness.press("b")
            assert harness.text_in("#jar") == text
            assert all(cell_len(row) <= size[0] for row in harness.screen)
        await harness.press("b")
        assert harness.text_in("#jar") == first
        await harness.press("enter")
        assert not isinstance(harness.app.screen, JarScreen)


async def test_n_and_x_are_about_the_kindness_that_is_shown(open_app: OpenApp) -> None:
    await keep(open_app, journal(Day(date(2026, 6, 1), who=Answer("Noor", WRITTEN.at))))
    async with open_app() as harness:
        await harness.press("escape", "f4", "o", "b", "b", "n")
        assert not isinstance(harness.app.screen, JarScreen)
        assert harness.stored_day(20221122)["received"][0]["in_jar"] is False
        assert "in_jar" not in harness.stored_day(20251122)["received"][0]
        await harness.press("u", "o", "b", "x")
        assert [entry["text"] for entry in harness.stored_table("left_out_names")] == ["Noor"]
        assert "This day in 2022 a stranger" in harness.text_in("#jar"), "the next one takes its place"
        await harness.press("u")
        await harness.press("b", "b", "b")
        assert "This day in 2025 Noor" in harness.text_in("#jar")


async def test_where_there_is_none_it_says_so(open_app: OpenApp) -> None:
    await keep(open_app, journal_of([Day(date(2026, 8, 9), received=(line("tea"),))]))
    async with open_app(size=(40, 12)) as harness:
        await harness.press("escape", "f4", "o", "b")
        shown = harness.text_in("#jar")
        assert "There's nothing from this day in other years yet." in shown
        assert "tea" in shown


async def test_a_hostile_name_and_text_are_plain_text(open_app: OpenApp) -> None:
    await keep(open_app, journal(Day(date(2026, 1, 2), received=(line(HOSTILE, "u9"),)), who=HOSTILE[:27]))
    async with open_app(size=(40, 12)) as harness:
        await harness.press("escape", "f4", "o", "b", "b", "b")
        assert "[@click=app.quit]Jonas[/]" in harness.text
        assert all(cell_len(row) <= 40 for row in harness.screen)


async def test_on_a_hard_day_neither_is_offered(open_app: OpenApp) -> None:
    await keep(open_app, journal(*tired_days(), settings=Settings(this_day_shown=True)))
    async with open_app(size=(120, 40)) as harness:
        assert "This day before" not in harness.text
        await harness.press("escape", "f4", "o")
        first = harness.text_in("#jar")
        assert "this day before" not in harness.text
        await harness.press("b")
        assert harness.text_in("#jar") == first


async def test_the_panel_is_there_once_it_is_wanted_and_goes_with_its_kindness(open_app: OpenApp) -> None:
    await keep(open_app, journal())
    async with open_app(size=(120, 40)) as harness:
        assert "This day" not in harness.text
        await harness.press(
            "escape", "comma", *["down"] * list(SETTINGS).index("this_day_shown"), "enter", "escape"
        )
        assert harness.stored_table("settings")[0]["this_day_shown"] is True
        assert "─ This day before ─" in harness.text
        assert "This day in 2025 Noor brought soup" in harness.text_in("ThisDayPanel")
        await harness.press("f4", "o", "b", "n", "o", "b", "n", "f1")
        assert "This day before" not in harness.text
        await harness.press("u")
        assert "a stranger held the lift" in harness.text_in("ThisDayPanel")


async def test_a_long_kindness_is_cut_to_the_room_of_the_panel() -> None:
    long = Day(LAST_YEAR, received=(line(HOSTILE * 9, "u1"),))
    async with open_in_memory(journal(long, settings=Settings(this_day_shown=True)), (120, 40)) as harness:
        shown = harness.text_in("ThisDayPanel")
        assert shown.startswith("This day in 2025 [@click=app.quit]Jonas[/] 長い名前")
        assert shown.endswith("…")
        assert all(cell_len(row) <= 120 for row in harness.screen)


async def test_a_panel_without_anything_takes_no_room() -> None:
    nothing = journal_of([Day(date(2026, 8, 9), received=(line("tea"),))])
    wanted = structs.replace(nothing, settings=Settings(this_day_shown=True))
    screens = []
    for one in (nothing, wanted):
        async with open_in_memory(one, (120, 40)) as harness:
            screens.append(harness.screen)
    assert screens[0] == screens[1]


async def test_the_panel_keeps_the_lines_apart_and_cuts_them_at_a_word() -> None:
    text = "Noor brought soup\n\n" + "and stayed for a while\n" * 30
    long = Day(LAST_YEAR, received=(line(text, "u1"),))
    async with open_in_memory(journal(long, settings=Settings(this_day_shown=True)), (120, 40)) as harness:
        shown = harness.text_in("ThisDayPanel")
        assert shown.endswith("and stayed for a while …") or shown.endswith("Noor brought soup …")
        assert "soup and" not in harness.text
        assert "while and" not in harness.text
