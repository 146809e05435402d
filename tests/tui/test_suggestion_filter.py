"""The four ways among the suggestions: a word beside each act, and one of them alone with f."""

from kindtui.domain.journal.day import Day
from kindtui.domain.ritual.acts import PATHWAY_WORDS, PATHWAYS
from kindtui.domain.ritual.suggestions import Offer
from kindtui.tui.widgets.act_list import offer_rows
from tests.support import CATALOG, TODAY
from tests.tui.harness import AppHarness, OpenApp

NOTICES = (
    "These are all for feeling closer.",
    "These are all for looking outward.",
    "These are all for having a say.",
    "These are all for being someone who gives.",
)
PATHWAY_BY_PLAN = {idea.plan_for("Sam").lower(): idea.pathway for idea in CATALOG.acts}


async def begin(harness: AppHarness) -> None:
    await harness.type("Sam")
    await harness.press("enter", "7")


def suggestions(harness: AppHarness) -> list[tuple[str, str]]:
    """The words of each suggestion, and the word at the end of its line."""
    rows = [row.strip(" │").split("  ") for row in harness.screen]
    return [(row[1].strip().lower(), row[-1].strip()) for row in rows if row[0] in ("1", "2", "3")]


async def test_a_word_beside_each_suggestion_names_its_way(open_app: OpenApp) -> None:
    async with open_app(size=(100, 30)) as harness:
        await begin(harness)
        assert len(suggestions(harness)) == 3
        for plan, word in suggestions(harness):
            assert word == PATHWAY_WORDS[PATHWAY_BY_PLAN[plan]]  # type: ignore[index]


async def test_f_shows_each_of_the_four_ways_in_turn_and_then_all_again(open_app: OpenApp) -> None:
    async with open_app(size=(100, 30)) as harness:
        await begin(harness)
        at_first = suggestions(harness)
        assert not any(notice in harness.text for notice in NOTICES)
        for pathway, notice in zip(PATHWAYS, NOTICES, strict=True):
            await harness.press("f")
            assert notice in harness.text
            assert {PATHWAY_BY_PLAN[plan] for plan, _ in suggestions(harness)} == {pathway}
        await harness.press("f")
        assert suggestions(harness) == at_first


async def test_an_act_of_one_way_is_chosen_as_any_other(open_app: OpenApp) -> None:
    async with open_app(size=(100, 30)) as harness:
        await begin(harness)
        await harness.press("f", "f")
        _, (second, _), _ = suggestions(harness)
        await harness.press("2")
        assert harness.stored_day()["acts"][0]["text"].lower() == second


async def test_acts_for_colleagues_can_be_left_out(open_app: OpenApp) -> None:
    async with open_app(size=(100, 40)) as harness:
        await harness.press("escape", "comma", "home")
        while "Acts for people you work, study or volunteer with." not in harness.text:
            await harness.press("down")
        await harness.press("enter", "escape")
        assert harness.stored_table("settings")[0]["acts_colleague"] is False
        assert {idea.audience for idea in harness.app.state.offer("", 7, 0).ideas}.isdisjoint({"colleague"})


def test_an_act_that_takes_longer_says_so() -> None:
    longer = next(idea for idea in CATALOG.active_acts if idea.longer)
    (row,) = (row for row in offer_rows(Offer((longer,), False), Day(TODAY), "") if row.id == longer.id)
    assert row.aside.plain == f"longer, {PATHWAY_WORDS[longer.pathway]}"  # type: ignore[index]
