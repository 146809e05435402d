"""Patterns: moods over time once they are asked for, counts over a range, and what they cannot tell."""

from datetime import date, timedelta
from random import Random

import pytest
from msgspec import structs
from rich.cells import cell_len

from kindtui import content, demo
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.settings import Settings
from kindtui.texts import get_text
from kindtui.tui.widgets.bar_chart import BarChart
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.mood_chart import MoodChart
from tests.support import MORNING as WRITTEN
from tests.support import act, kind_day
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory

TODAY = MORNING.date()
SCALES_ON = Settings(scales=True)
OTHER_SIZES = [(60, 20), (120, 40)]
NO_DIGITS = str.maketrans("", "", "0123456789")


def days_with_moods(count: int, gain: int, settings: Settings = SCALES_ON) -> Journal:
    """Days up to yesterday, two of three of them kind; a kind one adds `gain` to its evening."""
    luck = Random(1)
    days = {}
    for ago in range(1, count + 1):
        on, morning = TODAY - timedelta(days=ago), luck.randint(3, 6)
        day = kind_day(on) if luck.random() < 0.66 else Day(on)
        evening = max(1, morning + luck.randint(-1, 1) + gain * day.is_kind)
        moods = {"mood_morning": morning, "mood_evening": evening}
        days[on] = structs.replace(day, **{name: Answer(mood, WRITTEN.at) for name, mood in moods.items()})
    return Journal(days, settings)


def year(length: int) -> Journal:
    return demo.demo_journal(content.catalog(), content.demo_texts(), TODAY, length)


async def keep(harness: AppHarness, journal: Journal) -> None:
    """Let that be what is on the disk."""
    harness.app.session.store.transact(lambda _: journal)


async def read_all(harness: AppHarness) -> str:
    """Everything the screen has, from its top to its end."""
    found = [harness.text]
    body = harness.app.screen.query_one(Body)
    while body.scroll_y < body.max_scroll_y:
        await harness.press("pagedown")
        found.append(harness.text)
    return "\n".join(found)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_moods_are_explained_before_c_switches_them_on(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f5")
        if "You can skip it any time." not in harness.text_in("#moods-note"):
            await harness.press("c")
            assert "Press c again and kindtui will ask about your mood." in harness.flowing_text
        explained = harness.text_in("#moods-note")
        assert "Off for now. Press c and kindtui will ask about your mood" in explained
        assert "You can skip it any time." in explained
        await harness.press("c")
        assert harness.stored_table("settings")[0]["scales"] is True
        assert "Your answers will show up here, one dot each." in harness.text_in("#moods-note")
        await harness.press("c")
        assert "Off for now." in harness.flowing_text
        assert not harness.stored_table("settings")[0].get("scales")


async def test_c_scrolls_to_its_explanation_before_it_switches_moods_on(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await keep(harness, year(365))
    async with open_app(size=(40, 12)) as harness:
        await harness.press("f5", "space", "space", "c")
        assert "Off for now. Press c" in harness.flowing_text
        assert not harness.app.state.journal.settings.scales
        await harness.press("c")
        assert harness.app.state.journal.settings.scales


async def test_on_a_hard_day_moods_are_not_shown(open_app: OpenApp) -> None:
    journal = days_with_moods(90, 2)
    hard = {
        on: structs.replace(day, mood_evening=Answer(1, WRITTEN.at))
        for on, day in journal.days.items()
        if on >= TODAY - timedelta(days=5)
    }
    journal = structs.replace(journal, days={**journal.days, **hard})
    async with open_app() as harness:
        await keep(harness, journal)
    async with open_app(size=(120, 40)) as harness:
        await harness.press("enter", "f5")
        assert "These charts aren't shown today." in harness.text_in("#moods-note")
        assert "Mood, evenings" not in harness.flowing_text
        await harness.press("f6", "end")
        assert "What kindtui isn't" in harness.flowing_text
        assert "thread" not in harness.flowing_text
    async with open_app(at=MORNING + timedelta(days=2)) as harness:
        await harness.press("f5")
        assert "aren't shown today." not in harness.flowing_text
        assert "Mood, evenings" in await read_all(harness)


GONE = get_text("app.patterns.comparison_gone")


def test_that_the_comparison_is_gone_takes_one_sentence() -> None:
    assert GONE.startswith("kindtui no longer compares kind and quiet days")
    assert GONE.endswith(".")
    assert not any(mark in GONE[:-1] for mark in ".!?")


@pytest.mark.parametrize(
    "size", [(80, 24), (40, 12), *(pytest.param(size, marks=pytest.mark.sweep) for size in OTHER_SIZES)]
)
async def test_it_is_said_once_that_the_comparison_is_gone(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app() as harness:
        await keep(harness, days_with_moods(40, 1))
    async with open_app(size=size) as harness:
        assert GONE not in harness.flowing_text
        await harness.press("f5")
        assert GONE in harness.text_in("Notice")
    async with open_app(size=size) as harness:
        await harness.press("f5")
        assert GONE in harness.text_in("Notice"), "no key has been pressed since"
        await harness.press("down")
        assert GONE not in harness.flowing_text
        await harness.press("f1", "f5")
        assert GONE not in harness.flowing_text
    async with open_app(size=size) as harness:
        await harness.press("f5")
        assert GONE not in harness.flowing_text
        await harness.press("space", "f4", "f5")
        assert GONE not in harness.flowing_text


@pytest.mark.sweep
@pytest.mark.parametrize("key", ["escape", "question_mark", "right_square_bracket", "tab"])
async def test_any_key_is_the_last_that_finds_it(key: str) -> None:
    async with open_in_memory(days_with_moods(40, 1)) as harness:
        await harness.press("f5")
        assert GONE in harness.text_in("Notice")
        await harness.press(key)
        assert harness.app.state.journal.settings.comparison_note_read
        await harness.press("escape", "f1", "f5")
        assert GONE not in harness.flowing_text


async def test_leaving_patterns_is_a_key_after_which_the_note_does_not_come_back() -> None:
    async with open_in_memory(days_with_moods(40, 1)) as harness:
        await harness.press("f5")
        assert GONE in harness.text_in("Notice")
        await harness.press("f1")
        assert harness.app.state.journal.settings.comparison_note_read
        await harness.press("f5")
        assert GONE not in harness.flowing_text


@pytest.mark.sweep
async def test_undo_does_not_bring_back_that_the_comparison_is_gone(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await keep(harness, days_with_moods(40, 1))
    async with open_app() as harness:
        harness.app.session.submit(SettingsChanged({"grace": 3}))
        await harness.press("f5", "down", "u")
        assert harness.app.state.journal.settings.grace == 2
        await harness.press("f5")
        assert GONE not in harness.flowing_text
    async with open_app() as harness:
        await harness.press("f5")
        assert GONE not in harness.flowing_text


@pytest.mark.parametrize(
    "who",
    [
        "without scales",
        "newcomer",
        *(pytest.param(who, marks=pytest.mark.sweep) for who in ("without evenings", "nothing")),
    ],
)
async def test_those_who_had_nothing_compared_are_told_of_no_comparison(who: str) -> None:
    """A newcomer has evening moods from 28 November 2026 on."""
    since = date(2026, 11, 28)
    journal = {
        "without scales": days_with_moods(40, 1, Settings()),
        "without evenings": Journal(
            {on: structs.replace(day, mood_evening=None) for on, day in days_with_moods(40, 1).days.items()},
            SCALES_ON,
        ),
        "newcomer": Journal(
            {
                on: Day(on, mood_evening=Answer(5, WRITTEN.at))
                for on in (since + timedelta(days=number) for number in range(20))
            },
            SCALES_ON,
        ),
        "nothing": Journal({}, SCALES_ON),
    }[who]
    async with open_in_memory(journal, at=MORNING + timedelta(days=30)) as harness:
        await harness.press("f5")
        assert GONE not in harness.flowing_text
        await harness.press("f1", "f5")
        assert GONE not in harness.flowing_text


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 12), marks=pytest.mark.sweep)])
async def test_the_moods_that_were_answered_are_drawn_apart(size: tuple[int, int]) -> None:
    """Mornings without an answer have no chart, and dots stand in the rows of the answers."""
    days = {
        on: Day(on, mood_evening=Answer(8, WRITTEN.at), connection=Answer(2, WRITTEN.at))
        for on in (TODAY - timedelta(days=back) for back in range(20))
    }
    async with open_in_memory(Journal(days, SCALES_ON), size=size) as harness:
        await harness.press("escape", "f5")
        screen = harness.app.screen
        for name, row in (("mood_evening", 1), ("connection", 7)):
            chart = screen.query_one(f"#{name}", MoodChart)
            lines = [chart.render_line(y).text for y in range(chart.size.height)]
            assert [number for number, text in enumerate(lines) if "●" in text] == [row]
            assert lines[row].count("●") == 20
            assert len(lines) == 10
        assert not screen.query_one("#mood_morning-frame").display


@pytest.mark.slow
@pytest.mark.parametrize(
    ("length", "size"), [(1, (40, 12)), (1, (80, 24)), (27, (60, 20)), (3650, (40, 12)), (3650, (120, 40))]
)
async def test_patterns_fit_any_number_of_days(length: int, size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app() as harness:
        await keep(harness, year(length))
    async with open_app(size=size) as harness:
        await harness.press("f5", *["right_square_bracket"] * 2)
        shown = await read_all(harness)
        assert all(cell_len(line) <= size[0] for line in shown.splitlines())
        together = " ".join(shown.replace("─", " ").split())
        for expected in ("Kind days by weekday all", "Kind days by month all", "Who my acts were for all"):
            assert expected in together
        assert "Mon" in together or "Mo Tu" in together
        assert "What this can't tell you" in together
        assert "%" not in together


async def test_an_empty_journal_shows_where_to_begin(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f5")
        assert "Your kind days will show up here, by weekday and by month." in harness.flowing_text
        assert "Kind days by weekday" not in harness.text
        await harness.press("left_square_bracket", "f1")
        await harness.type("Sam")
        await harness.press("enter", "enter", "enter", "enter", "d", "f5")
        assert "Kind days by weekday" in harness.flowing_text


async def test_brackets_change_the_range_of_every_count(open_app: OpenApp) -> None:
    old = TODAY - timedelta(days=300)
    done = structs.replace(act("done", source="close-01", audience="close"), who="Lin")
    async with open_app() as harness:
        settings = Settings(people_shown=True)
        await keep(harness, Journal({old: Day(old, acts=(done,)), TODAY: Day(TODAY)}, settings))
    async with open_app(size=(120, 40), at=EVENING) as harness:
        await harness.press("f5")
        assert "a year" in next(line for line in harness.screen if "Kind days by month" in line)
        assert "People you might think of" in harness.flowing_text
        assert "someone close 1 " in harness.flowing_text
        assert "Lin 1 " in harness.flowing_text
        await harness.press("left_square_bracket")
        assert "6 months" in next(line for line in harness.screen if "Kind days by month" in line)
        assert "someone close 0" in harness.flowing_text
        assert "Lin" not in harness.flowing_text
        assert "No names so far." in harness.flowing_text
        await harness.press(*["right_square_bracket"] * 5)
        assert f"Counted from {old.day} {old:%B %Y}." in harness.flowing_text


async def test_a_hostile_name_is_shown_as_plain_text(open_app: OpenApp) -> None:
    hostile = "[@click=app.quit]Sam[/] \x1b[31m"
    done = structs.replace(act("done"), who=hostile)
    async with open_app() as harness:
        await keep(harness, Journal({TODAY: Day(TODAY, acts=(done,))}))
    async with open_app(size=(120, 40)) as harness:
        await harness.press("f5")
        assert "[@click=app.qu" in harness.text
        assert "\x1b" not in harness.text


def kind_on(weekdays_kept: dict[int, int]) -> Journal:
    """A year with so many kind days on each weekday (0 is Monday)."""
    days: dict[date, Day] = {}
    for weekday, count in weekdays_kept.items():
        last = TODAY - timedelta(days=(TODAY.weekday() - weekday) % 7)
        days |= {on: kind_day(on) for on in (last - timedelta(weeks=back) for back in range(count))}
    return Journal(days)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
async def test_thirty_six_and_forty_two_are_told_apart(size: tuple[int, int]) -> None:
    """By the height of the bar, and by the count above it."""
    journal = kind_on({0: 36, 1: 42, 2: 36, 3: 39, 4: 38, 5: 40, 6: 37})
    async with open_in_memory(journal, size=size) as harness:
        await harness.press("escape", "f5")
        chart = harness.app.screen.query_one("#weekdays", BarChart)
        chart.scroll_visible(animate=False, immediate=True)
        await harness.wait_until_idle()
        lines = [chart.render_line(y).text for y in range(chart.size.height)]
        assert "Mon" in lines[-1]
        columns = [lines[-1].index(name) + 1 for name in ("Mon", "Tue", "Wed", "Thu")]
        monday, tuesday, wednesday, thursday = (
            "".join(line[column : column + 1] for line in lines[:-1]).translate(NO_DIGITS).strip()
            for column in columns
        )
        assert monday == wednesday != tuesday
        assert thursday not in (monday, tuesday)
        for count in ("36", "42"):
            assert count in harness.text


async def test_both_charts_are_whole_at_60_columns_and_20_rows() -> None:
    async with open_in_memory(year(365), size=(60, 20)) as harness:
        await harness.press("escape", "f5")
        assert "Mon Tue Wed Thu Fri Sat Sun" in harness.flowing_text
        assert "Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov" in harness.flowing_text


async def test_scrolling_is_offered_only_where_there_is_more() -> None:
    async with open_in_memory(year(365), size=(120, 24)) as harness:
        await harness.press("escape", "f5")
        assert "more below" in harness.footer.values()
        await harness.resize(120, 50)
        assert "more below" not in harness.footer.values()
        await harness.resize(60, 20)
        assert "more below" in harness.footer.values()


async def test_scrolling_is_offered_until_the_end() -> None:
    async with open_in_memory(year(365)) as harness:
        await harness.press("escape", "f5")
        for _ in range(20):
            if "more below" not in harness.footer.values():
                break
            before = harness.screen
            await harness.press("space")
            assert harness.screen != before
        assert "more below" not in harness.footer.values()
        await harness.press("pageup")
        assert "more below" in harness.footer.values()
