"""The evening: one line, and a second if one likes."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kindtui.domain.requests import ActChosen, SettingsChanged
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, TODAY, FakeClock, moment
from tests.tui.harness import EVENING, OpenApp


async def test_the_shortest_evening_is_a_line_and_two_enters(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        assert "What kindness did I receive or witness today?" in harness.text
        await harness.type("Lin held the door")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == ["Lin held the door"]
        assert "Saved." in harness.text
        assert "And one kind thing I did?" in harness.text
        await harness.press("enter")
        assert "acts" not in harness.stored_day()
        assert harness.app.state.closing in harness.text
        assert harness.app.state.due == "nothing"


async def test_the_second_line_is_a_done_act(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("x")
        await harness.press("enter")
        await harness.type("I called my aunt")
        await harness.press("enter")
        assert [(act["text"], act["state"]) for act in harness.stored_day()["acts"]] == [
            ("I called my aunt", "done")
        ]


async def test_an_empty_enter_does_nothing(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("enter")
        assert not harness.path.exists()
        assert "What kindness did I receive or witness today?" in harness.text


async def test_half_past_one_at_night_belongs_to_the_evening_before(open_app: OpenApp) -> None:
    async with open_app(at=EVENING + timedelta(hours=7, minutes=30)) as harness:
        assert "Sunday 22 November" in harness.text
        await harness.type("late")
        await harness.press("enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "late"


async def test_e_opens_the_evening_at_any_hour(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "e")
        await harness.type("early")
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == "early"
        assert "Who can I encourage today?" in harness.text


async def test_r_marks_a_rest_day_and_r_again_reverts_it(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "r")
        assert harness.stored_day()["rest"]["value"] is True
        assert harness.app.state.closing in harness.text
        await harness.press("r")
        assert harness.stored_day()["rest"]["value"] is False
        assert harness.app.state.due == "evening"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """The journal of the app, some hours earlier."""
    clock = FakeClock(moment("2026-11-22T08:00:00+00:00"))
    return Session(FileStore(tmp_path / "journal.json", clock), clock, CATALOG)


@pytest.fixture
def plan(session: Session) -> None:
    """An act planned in the morning."""
    session.submit(ActChosen(TODAY, Plan("text Sam one line", "Sam")))


def states(day: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(act["text"], act["state"]) for act in day["acts"]]


@pytest.mark.usefixtures("plan")
async def test_an_open_plan_is_asked_about_and_enter_leaves_it_open(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter")
        assert "And the kindness I planned?" in harness.text
        for row in ("1  Leave it open", "2  I did it: text Sam one line", "3  I did something else"):
            assert row in harness.text
        assert harness.footer["Enter"] == "choose"
        await harness.press("enter")
        assert states(harness.stored_day()) == [("text Sam one line", "planned")]
        assert harness.app.state.closing in harness.text


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("key", ["2", "d"])
async def test_one_key_says_that_the_plan_was_done_and_counts_it_once(open_app: OpenApp, key: str) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter", key)
        assert states(harness.stored_day()) == [("text Sam one line", "done")]
        assert harness.app.state.closing in harness.text
        await harness.press("u")
        assert states(harness.stored_day()) == [("text Sam one line", "planned")]


@pytest.mark.usefixtures("plan")
async def test_something_else_is_one_more_act(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter", "3")
        assert "And one kind thing I did?" in harness.text
        await harness.type("bread")
        await harness.press("enter")
        assert states(harness.stored_day()) == [("text Sam one line", "planned"), ("bread", "done")]


@pytest.mark.usefixtures("plan")
async def test_each_of_two_plans_is_asked_about(open_app: OpenApp, session: Session) -> None:
    session.submit(ActChosen(TODAY, Plan("bring soup to Jo", "Jo")))
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter", "3")
        assert states(harness.stored_day()) == [
            ("text Sam one line", "planned"),
            ("bring soup to Jo", "done"),
        ]
        assert "2  I did it: text Sam one line" in harness.text
        assert "bring soup" not in harness.text.split("And the kindness")[1].split("Leave")[0]
        await harness.press("2")
        assert {state for _, state in states(harness.stored_day())} == {"done"}
        assert harness.app.state.closing in harness.text


@pytest.mark.usefixtures("plan")
async def test_a_plan_done_elsewhere_meanwhile_is_not_asked_about(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin held the door")
        await harness.press("enter", "f1")
        await harness.press("l")
        assert states(harness.stored_day()) == [("text Sam one line", "let_go")]
        assert "And the kindness I planned?" not in harness.text


@pytest.mark.usefixtures("plan")
async def test_an_evening_answered_with_a_kindness_given_asks_about_the_plan_too(
    open_app: OpenApp, session: Session
) -> None:
    session.submit(SettingsChanged({"questions": "rotating"}))
    state = session.open()
    on = next(
        TODAY + timedelta(days=ahead)
        for ahead in range(60)
        if state.prompt("evening", TODAY + timedelta(days=ahead)).records == "gave"
    )
    session.submit(ActChosen(on, Plan("call Jo", "Jo")))
    async with open_app(at=EVENING + (on - TODAY)) as harness:
        await harness.type("called Jo")
        await harness.press("enter")
        assert "I did it: call Jo" in harness.text
        await harness.press("enter")
        assert harness.app.state.due == "nothing"


async def test_an_evening_that_has_begun_is_open(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.type("Noor")
        await harness.press("enter")
        assert "Evening     from 17:00" in harness.text
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "a")
        assert "from 17:00" not in harness.text
        assert "Evening     open" in harness.text
