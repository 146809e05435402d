"""Several hard evenings: one quiet line, rest and receiving first, no thread; any key and it is gone."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from textual.widgets import Input

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ReflectionWritten, ScaleRated, SettingsChanged
from kindtui.domain.ritual.prompts import PromptTarget
from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from kindtui.tui.screens.places import PlacesScreen
from tests.support import CATALOG, FakeClock, act, line
from tests.support import MORNING as WRITTEN
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory

SAID = "You've had several hard evenings. You don't have to carry that alone."
TIRED = "You've had several tired mornings."
DOCTOR = "A doctor or counsellor is worth a call."
FIRST_QUESTION = "What would be kind to you today?"
RECEIVED: PromptTarget = "received"


async def five_hard_evenings(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        session = harness.app.session
        session.submit(SettingsChanged({"scales": True}))
        for back in range(5):
            on = (EVENING - timedelta(days=back)).date()
            session.submit(ScaleRated(on, "mood_evening", 2))
            session.submit(ReflectionWritten(on, "Tea", RECEIVED))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_the_low_mood_banner_appears_once_and_loses_no_key(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1), size=size) as harness:
        assert "What would be kind to you today?" in harness.flowing_text or size == (40, 12)
        if size != (40, 12):
            assert SAID in harness.text_in("LowMoodBanner")
            assert "! shows places to talk." in harness.text_in("LowMoodBanner")
        await harness.press("x")
        assert SAID not in harness.flowing_text
        assert "What would be kind to you today?" in harness.flowing_text
        assert harness.app.state.journal.settings.low_mood_told is not None
    async with open_app(at=MORNING + timedelta(days=1, hours=1)) as harness:
        assert SAID not in harness.flowing_text
    async with open_app(at=MORNING + timedelta(days=3)) as harness:
        assert SAID not in harness.flowing_text
        assert not harness.app.state.is_hard_day


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_a_hard_morning_asks_for_rest_and_receiving_before_it_asks_for_others(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    await five_hard_evenings(open_app)
    tomorrow = MORNING + timedelta(days=1)
    async with open_app(at=tomorrow, size=size) as harness:
        await harness.press("enter")
        body = " ".join(" " + line.strip(" │") for line in harness.screen[1:])
        offered = [body.index(f" {number}  ") for number in range(1, 5)]
        assert offered == sorted(offered)
        first, second, third, fourth = (body[start:].strip() for start in offered)
        assert first.startswith("1  Rest today.")
        assert second.startswith("2  Let somebody be kind to me.")
        assert fourth.startswith("4  Think of someone")
        await harness.press("3")
        (act,) = harness.stored_day(20261123)["acts"]
        assert act["audience"] == "self"
        assert third.lower().startswith(f"3  {act['text'].lower()}"[:20])
        await harness.press("escape", "u")
        assert "acts" not in harness.stored_day(20261123) or not harness.stored_day(20261123)["acts"]
        await harness.press("2")
        assert harness.stored_day(20261123)["skipped"]["morning"]["value"] is True
        assert "There's room for it this evening" in harness.flowing_text
    async with open_app(at=tomorrow + timedelta(hours=12), size=size) as harness:
        assert "How is your mood right now?" in harness.flowing_text


async def test_whom_to_encourage_is_one_key_away_on_a_hard_morning(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("enter", "4")
        await harness.type("Sam")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=1, hours=1)) as harness:
        assert "Who can I encourage today?" in harness.flowing_text, "a name begun is finished first"
        assert "Sam" in harness.text


async def test_a_hard_day_offers_rest_and_receiving_first(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("enter", "4", "enter", "9", "enter")
        text = " ".join(" ".join(harness.screen[1:]).split())
        assert text.index("Rest today.") < text.index("Write down something kind") < text.index("1 ")
        await harness.press("down", "enter")
        assert "What kindness did I receive" in harness.flowing_text
        await harness.press("f3")
        assert "thread" not in harness.flowing_text.lower()
    async with open_app(at=MORNING + timedelta(days=1, hours=2)) as harness:
        await harness.press("enter", "1")
        assert harness.stored_day(20261123)["acts"][0]["source"]


async def test_undo_of_a_setting_does_not_show_the_banner_again(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        harness.app.session.submit(SettingsChanged({"grace": 3}))
        await harness.press("enter")
        told = harness.app.state.journal.settings.low_mood_told
        assert told
        await harness.press("escape", "u")
        assert harness.app.state.journal.settings.grace == 2
        assert harness.app.state.journal.settings.low_mood_told == told
        assert SAID not in harness.flowing_text


async def test_the_low_mood_banner_can_be_switched_off(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=EVENING) as harness:
        harness.app.session.submit(SettingsChanged({"low_mood": False}))
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        assert SAID not in harness.flowing_text


async def test_undo_skips_the_dismissed_banner(open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press("escape", "escape", "u")
        assert "Undone: you wrote down a kindness you received." in harness.flowing_text


@pytest.mark.parametrize("key", ["exclamation_mark", "f7"])
async def test_the_key_in_the_banner_opens_places_to_talk(key: str, open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press(key)
        assert isinstance(harness.app.screen, PlacesScreen)
        await harness.press("escape")
        assert SAID not in harness.flowing_text
        await harness.press("4")
        await harness.type("Sam!")
        assert harness.app.screen.query_one(Input).value == "Sam!"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_enter_and_esc_dismiss_the_banner(key: str, open_app: OpenApp) -> None:
    await five_hard_evenings(open_app)
    async with open_app(at=MORNING + timedelta(days=1)) as harness:
        await harness.press(key)
        assert SAID not in harness.flowing_text
        await harness.press("4")
        await harness.type("Sam")
        assert harness.app.screen.query_one(Input).value == "Sam"


def tired_days(last: date, count: int = 5) -> dict[date, Day]:
    """Mornings with little energy, the last on that day."""
    dates = [last - timedelta(days=back) for back in range(count)]
    return {on: Day(on, energy=Answer(2, WRITTEN.at)) for on in dates}


YESTERDAY = MORNING.date() - timedelta(days=1)


async def test_tired_mornings_bring_the_line_and_the_list_to_somebody_without_scales() -> None:
    async with open_in_memory(Journal(tired_days(YESTERDAY))) as harness:
        assert TIRED in harness.text_in("LowMoodBanner")
        assert DOCTOR not in harness.flowing_text
        assert FIRST_QUESTION in harness.flowing_text
        await harness.press("x")
        assert TIRED not in harness.flowing_text
        assert FIRST_QUESTION in harness.flowing_text
    async with open_in_memory(Journal(tired_days(YESTERDAY, 4))) as harness:
        assert TIRED not in harness.flowing_text
        assert "Who can I encourage today?" in harness.flowing_text


@pytest.mark.sweep
async def test_the_fifth_tired_morning_brings_the_line_once_it_is_rated() -> None:
    async with open_in_memory(Journal(tired_days(YESTERDAY, 4))) as harness:
        await harness.type("Sam")
        await harness.press("enter")
        assert TIRED not in harness.flowing_text
        await harness.press("2")
        assert TIRED in harness.flowing_text
        assert harness.app.state.is_hard_day


def assert_nothing_is_kept(harness: AppHarness) -> None:
    """Nothing is on the disk but what was there before."""
    stored = harness.stored_day()
    assert not stored.get("acts")
    for answer in (stored.get("rest"), stored.get("skipped", {}).get("morning")):
        assert not (answer and answer["value"])


async def test_every_digit_does_what_it_says_and_can_be_undone(
    open_app: OpenApp, tmp_path: Path, clock: FakeClock
) -> None:
    store = FileStore(tmp_path / "journal.json", clock)
    store.load()
    store.transact(lambda _: Journal(tired_days(YESTERDAY)))
    async with open_app() as harness:
        await harness.press("enter")
        for digit in "123":
            assert FIRST_QUESTION in harness.flowing_text
            assert_nothing_is_kept(harness)
            await harness.press(digit)
            stored = harness.stored_day()
            rests = bool(stored.get("rest") and stored["rest"]["value"])
            is_handled = bool(stored.get("skipped") and stored["skipped"]["morning"]["value"])
            planned = [(one["state"], one["audience"]) for one in stored.get("acts", [])]
            assert (rests, is_handled, planned) == {
                "1": (True, False, []),
                "2": (False, True, []),
                "3": (False, False, [("planned", "self")]),
            }[digit]
            assert FIRST_QUESTION not in harness.flowing_text
            await harness.press("escape", "u")
        assert_nothing_is_kept(harness)
    async with open_app() as harness:
        assert FIRST_QUESTION in harness.flowing_text, "the rest of the day is a hard one too"
        await harness.press("4")
        assert "Who can I encourage today?" in harness.flowing_text
        assert_nothing_is_kept(harness)
        await harness.press("escape")
    async with open_app(at=EVENING) as harness:
        assert "What kindness did I receive or witness today?" in harness.flowing_text
        assert FIRST_QUESTION not in harness.flowing_text


async def test_after_letting_somebody_be_kind_the_evening_asks_as_usual() -> None:
    journal = Journal(tired_days(YESTERDAY))
    async with open_in_memory(journal) as harness:
        await harness.press("enter", "2")
        journal = harness.app.state.journal
        assert "How much energy" not in harness.flowing_text
        assert "Who can I encourage" not in harness.flowing_text
    async with open_in_memory(journal, at=EVENING) as harness:
        assert "What kindness did I receive or witness today?" in harness.flowing_text
        await harness.type("Tea from Noor")
        await harness.press("enter")
        (received,) = harness.app.state.day.received
        assert received.text == "Tea from Noor"


async def test_the_third_line_in_a_row_names_a_doctor_also_over_restarts(
    open_app: OpenApp, tmp_path: Path, clock: FakeClock
) -> None:
    found = []
    for days in (0, 14, 28, 49):
        at = MORNING + timedelta(days=days)
        store = FileStore(tmp_path / "journal.json", clock)
        before = store.load()
        journal = Journal({**before.days, **tired_days(at.date() - timedelta(days=1))}, before.settings)
        store.transact(lambda _, journal=journal: journal)  # type: ignore[misc]
        async with open_app(at=at) as harness:
            banner = harness.text_in("LowMoodBanner")
            assert banner.startswith(TIRED[:-1])
            assert "! shows places to talk." in banner
            found.append(DOCTOR in banner)
            await harness.press("enter")
            assert "several tired mornings" not in harness.flowing_text
    assert found == [False, False, True, False]


@pytest.mark.parametrize(
    "size", [(60, 20), *(pytest.param(size, marks=pytest.mark.sweep) for size in [(80, 24), (120, 40)])]
)
async def test_the_line_that_names_a_doctor_is_read_whole(size: tuple[int, int]) -> None:
    for settings, days in (
        (Settings(), tired_days(YESTERDAY)),
        (
            Settings(scales=True),
            {on: Day(on, mood_evening=Answer(1, WRITTEN.at)) for on in tired_days(YESTERDAY)},
        ),
    ):
        told = {"low_mood_told": MORNING.date() - timedelta(days=14), "low_mood_in_a_row": 2}
        journal = Journal(days, structs.replace(settings, **told))
        async with open_in_memory(journal, size=size) as harness:
            banner = harness.text_in("LowMoodBanner")
            assert banner == " ".join(harness.app.state.low_mood_text.split())
            assert DOCTOR in banner


@pytest.mark.parametrize("at", [EVENING, pytest.param(MORNING, marks=pytest.mark.sweep)])
async def test_a_hard_day_that_held_much_closes_quietly_and_without_the_thread(at: datetime) -> None:
    today = MORNING.date()
    full = Day(today, acts=(act("done"),), received=(line(),), kept=(line("I said no", "k"),))
    journal = Journal({**tired_days(YESTERDAY), today: full})
    hard = [closing.text for closing in CATALOG.closings if closing.fits == "hard"]
    others = [closing.text for closing in CATALOG.closings if closing.fits != "hard"]
    async with open_in_memory(journal, at=at) as harness:
        await harness.press("escape")
        assert any(text in harness.flowing_text for text in hard)
        assert not any(text in harness.flowing_text for text in others)
        assert "thread" not in harness.flowing_text.lower()
