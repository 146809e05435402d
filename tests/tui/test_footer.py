"""The footer tells the next step first, each key and each meaning once, and nothing that is not to be had."""

from collections.abc import Iterable

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.tui.widgets.key_footer import KeyFooter
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp, open_in_memory
from tests.tui.places import PLACES, demo_year

pytestmark = pytest.mark.looks
NEXT_STEPS = {
    "today": "Enter back to the card",
    "boundaries": "Space tick",
    "streak": "Enter open that day",
    "journal": "Enter open",
    "patterns": "[] range",
    "why": "Enter open or close",
    "search": "Enter next",
    "a day": "Enter edit",
    "my acts": "a add",
    "places": "Esc go back",
    "settings": "Enter change",
    "keys": "Enter change its key",
    "names left out": "a type a name",
    "help": "Esc close",
    "days away": "Enter save",
    "people": "Enter rename",
    "my questions": "Enter edit or add",
    "palette": "Enter next",
    "jar": "Esc close",
}


def drawn_hints(harness: AppHarness) -> list[tuple[str, str]]:
    return [(hint.label, hint.meaning) for hint in harness.app.screen.query_one(KeyFooter).hints]


def repeated(words: Iterable[str]) -> list[str]:
    words = list(words)
    return [word for word in words if words.count(word) > 1]


def check(harness: AppHarness, next_step: str) -> None:
    hints = drawn_hints(harness)
    assert " ".join(hints[0]) == next_step
    assert not repeated(label for label, _ in hints)
    assert not repeated(meaning for _, meaning in hints)


@pytest.mark.sweep
@pytest.mark.parametrize("place", PLACES)
async def test_the_next_step_is_first_and_nothing_is_told_twice(place: str) -> None:
    async with open_in_memory(demo_year(), size=(200, 60)) as harness:
        await harness.press("escape", *PLACES[place])
        if harness.app.screen.query(KeyFooter):
            check(harness, NEXT_STEPS[place])


async def test_the_next_step_is_first_in_every_step_of_the_morning(open_app: OpenApp) -> None:
    async with open_app(size=(200, 60)) as harness:
        check(harness, "Enter next")
        await harness.press(*"Sam", "enter")
        check(harness, "1-9 rate")
        await harness.press("7")
        check(harness, "Enter choose")
        await harness.press("enter")
        check(harness, "Enter next")
        await harness.press("enter")
        check(harness, "Enter I did it")
        assert "d" not in harness.footer
        await harness.press("d")
        check(harness, " ".join(drawn_hints(harness)[0]))


async def test_the_next_step_is_first_in_every_step_of_the_evening(open_app: OpenApp) -> None:
    async with open_app(size=(200, 60), at=EVENING) as harness:
        check(harness, "Enter next")
        await harness.press(*"tea", "enter")
        check(harness, "Enter next")
        await harness.press("enter")
        check(harness, "a add a kindness")
        assert "Enter" not in harness.footer


async def test_enter_goes_on_to_the_evening_from_a_finished_morning(open_app: OpenApp) -> None:
    async with open_app(size=(200, 60)) as harness:
        await harness.press("escape", "n")
        check(harness, "Enter evening")
        await harness.press("enter")
        assert "What kindness did I receive or witness today?" in harness.text


async def test_the_keys_of_the_screens_are_told_where_the_tabs_do_not_work(open_app: OpenApp) -> None:
    async with open_app(size=(200, 60)) as harness:
        assert harness.footer["F1-F6"] == "screens"
        await harness.press(*"Sam", "enter")
        assert harness.footer["F1-F6"] == "screens"  # digits rate
        await harness.press("f2", "escape")
        assert "F1-F6" not in harness.footer


async def test_undo_and_redo_are_told_where_there_is_something_for_them() -> None:
    async with open_in_memory(Journal(), size=(200, 60), at=MORNING) as harness:
        await harness.press("f2")
        assert {"u", "U"}.isdisjoint(harness.footer)
        await harness.press("space")
        assert "u" in harness.footer
        assert "U" not in harness.footer
        await harness.press("u")
        assert "u" not in harness.footer
        assert "U" in harness.footer


@pytest.mark.parametrize(("place", "keys"), [("journal", {"/", "f", "Enter"}), ("patterns", {"[]"})])
async def test_what_needs_days_is_not_told_without_any(place: str, keys: set[str]) -> None:
    async with open_in_memory(Journal(), size=(200, 60)) as harness:
        await harness.press("escape", *PLACES[place])
        assert keys.isdisjoint(harness.footer)
