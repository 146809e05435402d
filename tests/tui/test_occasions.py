"""A finished day, the first kind day, seven days kind or restful: a small moment each, and only once."""

from datetime import timedelta

import pytest

from kindtui.domain.requests import (
    ReflectionWritten,
    RestChosen,
    ScaleRated,
    SettingsChanged,
)
from kindtui.session import Session
from kindtui.tui.widgets.notice import Notice
from kindtui.tui.widgets.week_thread import LINK, WeekThread
from tests.tui.harness import EVENING, AppHarness, OpenApp

FIRST = "Saved. That's your first kind day."
SEVEN = "Saved. That's seven days, kind or restful."
SEVEN_LINE = "■──■──≈──■──■──≈──■"


@pytest.fixture(autouse=True)
def stay_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slow machine end a moment too soon."""
    monkeypatch.setattr("kindtui.tui.widgets.notice.OCCASION_SECONDS", 600)


async def six_days(open_app: OpenApp) -> None:
    """Write six days that are kind or restful, all of them before today, and a quiet day before them."""
    async with open_app(at=EVENING) as harness:
        session: Session = harness.app.session
        for back in (1, 2, 3, 4, 5, 6, 8):
            on = (EVENING - timedelta(days=back)).date()
            if back in (1, 4):
                session.submit(RestChosen(on, is_rest_day=True))
            else:
                session.submit(ReflectionWritten(on, "Tea", "received"))


async def write_evening(harness: AppHarness, text: str = "Tea") -> None:
    await harness.type(text)
    await harness.press("enter", "enter")


async def test_the_first_kind_day_is_pointed_out_once(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Tea")
        assert FIRST not in harness.text
        await harness.press("enter")
        assert FIRST in harness.text
        assert any(f"{FIRST}  ■──" in line for line in harness.screen)
        await harness.type("And")  # somebody goes on writing
        assert FIRST in harness.text
    async with open_app(at=EVENING) as harness:
        assert FIRST not in harness.text
        await harness.press("escape", "f2", "b")
        await harness.type("I said no")
        await harness.press("enter")
        assert FIRST not in harness.text
        assert "Saved" in harness.text


async def test_after_a_moment_any_key_clears_it(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kindtui.tui.widgets.notice.OCCASION_SECONDS", 0.01)
    async with open_app(at=EVENING) as harness:
        await harness.type("Tea")
        await harness.press("enter")
        assert FIRST in harness.text
        await harness.type("A")
        assert FIRST not in harness.text


async def test_seven_days_are_pointed_out_once(open_app: OpenApp) -> None:
    await six_days(open_app)
    async with open_app(at=EVENING) as harness:
        assert SEVEN not in harness.text
        await write_evening(harness)
        assert SEVEN in harness.text
        assert harness.text.count(SEVEN_LINE) == 1
    async with open_app(at=EVENING) as harness:
        assert SEVEN not in harness.text
    async with open_app(at=EVENING + timedelta(days=1)) as harness:
        await harness.type("Tea")
        await harness.press("enter")
        assert "Saved." in harness.text
        assert SEVEN not in harness.text


async def test_a_day_of_rest_may_be_the_seventh(open_app: OpenApp) -> None:
    await six_days(open_app)
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "r")
        assert SEVEN in harness.text


async def test_seven_days_are_not_pointed_out_where_the_thread_is_hidden(open_app: OpenApp) -> None:
    await six_days(open_app)
    async with open_app(at=EVENING) as harness:
        harness.app.session.submit(SettingsChanged({"thread_shown": False}))
    async with open_app(at=EVENING) as harness:
        await write_evening(harness)
        assert harness.stored_day()["received"]
        assert SEVEN not in harness.text


async def test_nothing_is_pointed_out_on_hard_days(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        session: Session = harness.app.session
        session.submit(SettingsChanged({"scales": True}))
        for back in range(5):
            session.submit(ScaleRated((EVENING - timedelta(days=back)).date(), "mood_evening", 2))
    async with open_app(at=EVENING) as harness:
        assert harness.app.state.is_hard_day
        await harness.press("escape", "f2", "b")
        await harness.type("I said no")
        await harness.press("enter")
        assert harness.stored_day()["kept"]
        assert FIRST not in harness.text


@pytest.mark.parametrize("motion", ["on", "setting off", "environment off"])
async def test_without_motion_the_line_is_complete_at_once(
    motion: str, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "textual.constants.TEXTUAL_ANIMATIONS", "none" if motion == "environment off" else "full"
    )
    async with open_app(at=EVENING) as harness:
        harness.app.session.submit(SettingsChanged({"motion": motion != "setting off"}))
    async with open_app(at=EVENING) as harness:
        notice, lengths = harness.app.screen.query_one(Notice), list[float]()
        notice.watch(notice, "grown", lambda cells: lengths.append(cells), init=False)
        await harness.type("Tea")
        await harness.press("enter")
        if motion == "on":
            await harness.app.animator.wait_until_complete()
        assert f"{FIRST}  ■{LINK * 7}" in harness.text
        assert (len(lengths) > 2) == (motion == "on"), lengths


async def test_the_thread_of_a_finished_day_grows_only_when_it_is_finished(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    grown: list[int] = []
    grow = WeekThread.grow

    def count_and_grow(thread: WeekThread, cells: int) -> None:
        grown.append(cells)
        grow(thread, cells)

    monkeypatch.setattr(WeekThread, "grow", count_and_grow)
    await six_days(open_app)
    async with open_app(at=EVENING) as harness:
        await write_evening(harness)
        assert len(grown) == 1
        await harness.press("a")
        await harness.type("A lift home")
        await harness.press("enter", "escape", "f3", "f1")
        assert len(grown) == 1
    async with open_app(at=EVENING) as harness:
        assert SEVEN_LINE in harness.text
        assert len(grown) == 1
