"""Where there is nothing yet, a quiet sentence says what will appear there."""

import re
from itertools import accumulate

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from tests.tui.harness import AppHarness, OpenApp, open_in_memory

SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
SENTENCES = {
    "streak": (("f3",), "Your days", "one mark each."),
    "journal": (("f4",), "Your days", "the newest first."),
    "patterns": (("f5",), "Your kind days", "by weekday and by month."),
    "my acts": (("f1", "escape", "m"), "Your own acts", "will show up here."),
    "jar": (("f4", "o"), "The jar", "turn up the day after."),
}


@pytest.mark.parametrize("place", SENTENCES)
async def test_an_empty_place_says_quietly_what_will_appear(place: str, open_app: OpenApp) -> None:
    keys, start, end = SENTENCES[place]
    async with open_app() as harness:
        await harness.resize(*SIZES[0])
        await harness.press(*keys)
        for size in SIZES:
            await harness.resize(*size)
            [first] = [number for number, row in enumerate(harness.screen) if start in row]
            column = harness.screen[first].index(start)
            rows = [re.split("[│▁-█]", row[column:])[0].strip() for row in harness.screen]
            shown = accumulate(rows[first:], "{} {}".format)
            last = next(number for number, text in enumerate(shown, first) if text.endswith(end))
            assert " " in rows[last], f"a word alone at {size}"
            assert colour_of(harness, first, start) == harness.app.theme_variables["quiet"], size


def colour_of(harness: AppHarness, row: int, text: str) -> str:
    strip = harness.app.screen._compositor.render_strips()[row]
    [style] = [segment.style for segment in strip if text in segment.text]
    assert style
    assert style.color
    return style.color.get_truecolor().hex


async def test_the_empty_patterns_name_the_keys_of_ones_own() -> None:
    journal = Journal(settings=Settings(keys={"patterns.ask_moods": "z", "app.why": "w,f6"}))
    async with open_in_memory(journal) as harness:
        await harness.press("f5")
        assert "Off for now. Press z and kindtui will ask" in harness.flowing_text
        assert "w or F6 shows what's known" in harness.flowing_text
