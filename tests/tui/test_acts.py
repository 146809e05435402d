"""The acts of today: done, let go, swapped, and more of them."""

from tests.tui.harness import EVENING, AppHarness, OpenApp


async def plan_one(harness: AppHarness) -> None:
    await harness.type("Sam")
    await harness.press("enter", "7", "enter", "enter")


async def test_d_marks_an_act_done(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("d")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["done"]
        assert "Saved. That's your first kind day." in harness.text
        assert harness.app.state.headline.kind_days == 1


async def test_enter_marks_an_act_done_and_d_reverts_it(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40)) as harness:
        await plan_one(harness)
        assert "Enter I did it" in harness.screen[-1]
        await harness.press("enter")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["done"]
        harness.app.screen.query_one("#act").focus()
        await harness.press("enter")
        assert "d not done yet" in harness.screen[-1]
        assert "d I did it" not in harness.screen[-1]
        await harness.press("d")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["planned"]


async def test_esc_cancels_swapping_or_adding_an_act(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        before = harness.stored_day()
        for key in ("s", "a"):
            await harness.press(key)
            assert "Which of these would" in harness.text or "Swap it for" in harness.text
            assert "n not now" not in harness.screen[-1]
            await harness.press("escape")
            assert "One small act" in harness.text
        assert harness.stored_day() == before


async def test_a_adds_a_written_act_as_done(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("a", "end", "enter")
        await harness.type("held a door")
        await harness.press("enter")
        assert [(act["text"], act["state"]) for act in harness.stored_day()["acts"]][1] == (
            "held a door",
            "done",
        )


async def test_a_done_act_cannot_be_swapped(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40)) as harness:
        await plan_one(harness)
        assert "s swap" in harness.screen[-1]
        await harness.press("d")
        assert "s swap" not in harness.screen[-1]


async def test_l_lets_an_act_go(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("l")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["let_go"]
        assert harness.app.state.headline.kind_days == 0


async def test_s_swaps_an_act(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        before = harness.stored_day()["acts"][0]
        await harness.press("s", "3")
        after = harness.stored_day()["acts"]
        assert len(after) == 1
        assert after[0]["uid"] == before["uid"]
        assert after[0]["text"] != before["text"]
        assert after[0]["state"] == "planned"
        assert "One small act" in harness.text


async def test_a_adds_another_act(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("a")
        assert "already on today's list" in " ".join(harness.text.replace("│", " ").split())
        await harness.press("2", "enter")
        assert len(harness.stored_day()["acts"]) == 2


async def test_d_applies_to_the_focused_act(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("a", "2", "enter", "down", "d")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["planned", "done"]


async def test_an_act_done_by_mistake_can_be_planned_again(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await plan_one(harness)
        await harness.press("a", "2", "enter", "d")
        await harness.press("down", "d")
        assert [act["state"] for act in harness.stored_day()["acts"]] == ["planned", "planned"]


async def test_a_kindness_of_an_evening_without_a_morning_is_written_down_as_done(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "a")
        assert "─ Small act ─" in harness.text
        assert "Esc back" in harness.screen[-1]
        await harness.press("end", "enter")
        assert "What kind thing did I do?" in harness.text
        await harness.type("carried bags for Ada")
        await harness.press("enter")
        [act] = harness.stored_day()["acts"]
        assert (act["state"], act["text"]) == ("done", "carried bags for Ada")
        assert "What kindness did I receive" in harness.text


async def test_esc_leaves_a_kindness_that_is_written_down(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "a", "end", "enter", "escape", "escape")
        assert "Who can I encourage today?" in harness.text


async def test_the_suggestions_for_a_swap_offer_no_swap(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40)) as harness:
        await plan_one(harness)
        assert "s swap" in harness.screen[-1]
        await harness.press("s")
        assert "s swap" not in harness.screen[-1]
