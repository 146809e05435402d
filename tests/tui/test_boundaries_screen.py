"""Boundaries: checks held or not today, scripts to borrow, and a boundary kept."""

from kindtui.tui.widgets.check_list import CheckList
from tests.support import CATALOG
from tests.tui.harness import OpenApp


async def test_space_toggles_a_check(open_app: OpenApp) -> None:
    async with open_app() as harness:
        first = harness.app.state.checks[0].id
        await harness.press("f2", "space")
        assert harness.stored_day()["checks"][first]["value"] == "holds"
        assert "[x]" in harness.text
        await harness.press("space")
        assert harness.stored_day()["checks"][first]["value"] == "unanswered"
        assert "[x]" not in harness.text


async def test_not_today_shows_the_script_and_c_copies_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        check = harness.app.state.checks[0]
        await harness.press("f2")
        assert check.if_not[:20] not in harness.text
        await harness.press("n")
        assert check.if_not[:20] in harness.text
        await harness.press("c")
        assert harness.app.clipboard == check.script
        assert '"' not in harness.app.clipboard


async def test_all_sixteen_checks_can_be_answered(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "down", "down")
        for _ in range(16):
            await harness.press("down", "space")
        assert sum(answer["value"] == "holds" for answer in harness.stored_day()["checks"].values()) == 16


async def test_a_kept_boundary_makes_a_kind_day_and_completes_the_morning(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "b")
        await harness.type("I said no to a second shift")
        await harness.press("enter")
        assert harness.stored_day()["kept"][0]["text"] == "I said no to a second shift"
        assert harness.app.state.headline.kind_days == 1
        assert harness.app.state.due == "nothing"
        await harness.press("f1")
        assert harness.app.state.closing in harness.text


async def test_esc_keeps_the_draft_of_a_boundary(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "b")
        await harness.type("I said")
        await harness.press("escape", "b")
        await harness.type(" n")
        await harness.press("f1", "f2")
        await harness.type("o")
        await harness.press("enter")
        assert harness.stored_day()["kept"][0]["text"] == "I said no"


async def test_not_today_on_an_energy_check_makes_the_offer_gentle(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        while harness.app.screen.query_one(CheckList).check_id != "energy-1":
            await harness.press("down")
        await harness.press("n", "f1", "enter", "enter")
        assert "Rest today." in harness.text


async def test_esc_twice_closes_the_card_and_keeps_the_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "b")
        await harness.type("I said no")
        await harness.press("escape", "escape")
        assert "Which boundary did I keep?" not in harness.text
        await harness.press("space")
        assert harness.stored_day()["checks"]
        await harness.press("b", "enter")
        assert harness.stored_day()["kept"][0]["text"] == "I said no"


async def test_c_copies_no_advice(open_app: OpenApp) -> None:
    """One of the checks is about somebody who does harm; others may read a clipboard."""
    async with open_app(size=(120, 60)) as harness:
        await harness.press("f2", "home")
        seen = set()
        for _ in range(33):
            check_id = harness.app.screen.query_one(CheckList).check_id
            check = next(check for check in CATALOG.checks if check.id == check_id)
            await harness.press("c")
            if check.script:
                assert harness.app.clipboard == check.script
            else:
                seen.add(check.id)
                assert "There's nothing to copy here." in harness.text
                assert "c" not in harness.footer
            await harness.press("down")
        assert {"consent-1", "consent-3", "self-1", "self-2"} <= seen
