"""Why: what the article says beside what was found, the thread by one's own last days, and the notice."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from kindtui import content
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from tests.support import kind_day, rest_day
from tests.tui.harness import MORNING, AppHarness, OpenApp

CARDS = content.evidence()
SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]
TODAY = MORNING.date()


async def read(harness: AppHarness, key: str, *, until: str) -> str:
    """All that is seen while that key is pressed until the text is there."""
    shown = harness.flowing_text
    for _ in range(80):
        if until in shown:
            return shown
        await harness.press(key)
        shown += "\n" + harness.flowing_text
    raise AssertionError(f"{until} is not reached")


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_opens_and_can_be_read_to_its_end(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f6")
        card = CARDS[0]
        assert card.topic in harness.flowing_text
        assert str(card.sources[0].doi) not in harness.flowing_text
        await harness.press("enter")
        shown = await read(harness, "j", until=str(card.sources[-1].doi))
        assert card.detail[:20] in shown
        assert all(cell_len(line) <= size[0] for line in harness.screen)
        await read(harness, "k", until=card.topic)
        await harness.press("enter")
        await read(harness, "j", until=CARDS[1].topic)
        assert str(card.sources[-1].doi) not in harness.flowing_text


async def test_each_claim_is_shown_with_its_evidence(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40)) as harness:
        await harness.press("f6")
        for card in CARDS:
            await read(harness, "j", until=f"{card.topic} {card.strength}")
            await read(
                harness, "j", until=f"“{card.article_says[:10]}" if card.article_says else card.card[:20]
            )
        shown = await read(harness, "j", until="a doctor or counsellor can help.")
        assert "What kindtui isn't" in shown
        assert "couldn't match to a publication" in shown


async def test_the_thread_is_explained_with_the_last_days(open_app: OpenApp) -> None:
    marks = [kind_day, kind_day, None, rest_day, None, None, kind_day]  # a week ago first
    days = {TODAY - timedelta(days=7 - n): mark for n, mark in enumerate(marks)}
    async with open_app() as harness:
        journal = Journal({on: mark(on) for on, mark in days.items() if mark})
        harness.app.session.store.transact(lambda _: journal)
    async with open_app(size=(120, 40)) as harness:
        await harness.press("f6", "end")
        for line in (
            "16 Nov ■ kind: the thread's at 2",
            "17 Nov · quiet: one day, and the thread stays at 2",
            "18 Nov ≈ rest: the thread isn't touched",
            "19 Nov · quiet: 2 days in a row, and the thread stays at 2",
            "20 Nov · quiet: the thread rests at 2",
            "21 Nov ■ kind: a fresh page, and the thread's at 1",
            "22 Nov □ open until the day is over",
        ):
            assert line in harness.flowing_text
        assert "It sits through up to 2 quiet days in a row." in harness.flowing_text


async def test_a_hidden_thread_is_not_explained(open_app: OpenApp) -> None:
    async with open_app() as harness:
        journal = Journal({TODAY: kind_day(TODAY)}, Settings(thread_shown=False))
        harness.app.session.store.transact(lambda _: journal)
    async with open_app(size=(120, 40)) as harness:
        await harness.press("f6", "end")
        assert "What kindtui isn't" in harness.flowing_text
        assert "thread" not in harness.flowing_text
