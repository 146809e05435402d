"""A screen that is opened while a save ends, or left at any moment of what it is doing: the app goes on."""

import asyncio
from collections.abc import Collection
from contextvars import copy_context

import pytest

from kindtui.domain.drafts import DraftChange
from kindtui.domain.requests import Request
from kindtui.session import SaveOutcome
from tests.tui.harness import EVENING, OpenApp

MOMENTS = (0, 3, 9, 18, 36)  # turns of the event loop between the deed and the leaving


@pytest.mark.sweep
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("escape", "y", "escape"), "evening"),
        (("escape", "y", "escape"), "whole"),
        (("escape", "y", "escape"), "add"),
        (("escape", "y", "escape"), "rest"),
        (("escape", "m"), "add"),
        (("f7",), "add"),
        (("escape", "comma"), "scroll(1)"),
    ],
)
async def test_a_screen_can_be_left_in_the_middle_of_what_it_does(
    open_app: OpenApp, keys: tuple[str, ...], action: str, moment: int
) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press(*keys)
        left = harness.app.screen
        left.call_later(left.run_action, action)
        for _ in range(moment):
            await asyncio.sleep(0)
        harness.app.pop_screen()
        await harness.press("f1")
        assert not left.is_running
        assert harness.app.screen is harness.app.mode_screens[0]


@pytest.mark.parametrize("keys", [("escape", "m"), ("f7",), ("f4", "o"), ("question_mark",), ("f8",)])
async def test_a_screen_closes_once_however_often_it_is_asked_to(
    open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", *keys)
        screen = harness.app.screen
        screen.dismiss(None)
        screen.dismiss(None)
        await harness.press("f2")
        assert "Boundaries" in harness.text


@pytest.mark.parametrize("is_late", [False, True], ids=["at once", "a turn later"])
@pytest.mark.parametrize(
    "action", ["places", "changes", "jar", "settings", "people", "my_questions", "left_out_names", "help"]
)
async def test_a_save_may_end_while_a_screen_is_being_opened(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, action: str, *, is_late: bool
) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("Lin waved")
        await harness.press("enter")
        await harness.type("Sam sang")
        app, loop, context = harness.app, asyncio.get_running_loop(), copy_context()
        submit = app.session.submit

        def open_screen() -> None:
            getattr(app, f"action_{action}")()

        def open_a_turn_later() -> None:
            loop.call_soon(open_screen, context=context)

        def submit_and_open(*requests: Request, used_drafts: Collection[DraftChange] = ()) -> SaveOutcome:
            outcome = submit(*requests, used_drafts=used_drafts)
            loop.call_soon_threadsafe(open_a_turn_later if is_late else open_screen, context=context)
            return outcome

        monkeypatch.setattr(app.session, "submit", submit_and_open)
        await harness.press("enter")
        assert len(app.screen_stack) == 2
        await harness.press("f2")
        assert "Boundaries" in harness.text
        assert "Sam sang" in str(harness.stored_day())
