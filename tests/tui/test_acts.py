"""The acts of today: done, let go, swapped, and more of them."""

from seat import Seat, Sit


async def plan_one(seat: Seat) -> None:
    await seat.type("Sam")
    await seat.press("enter", "7", "enter", "enter")


async def test_d_says_it_happened(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("d")
        assert [act["state"] for act in seat.day()["acts"]] == ["done"]
        assert "Saved. It happened." in seat.text
        assert seat.app.state.headline.kind == 1


async def test_enter_says_it_happened_and_d_once_more_takes_that_back(sit: Sit) -> None:
    async with sit(size=(120, 40)) as seat:
        await plan_one(seat)
        assert "Enter it happened" in seat.screen[-1]
        await seat.press("enter")
        assert [act["state"] for act in seat.day()["acts"]] == ["done"]
        assert "d not yet after all" in seat.screen[-1]
        assert "d it happened" not in seat.screen[-1]
        await seat.press("d")
        assert [act["state"] for act in seat.day()["acts"]] == ["planned"]


async def test_esc_leaves_another_act_unchosen(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        before = seat.day()
        for key in ("s", "a"):
            await seat.press(key)
            assert "Which small act" in seat.text or "Put which one" in seat.text
            assert "n not now" not in seat.screen[-1]
            await seat.press("escape")
            assert "One small act" in seat.text
        assert seat.day() == before


async def test_a_adds_one_that_happened_too(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("a", "end", "enter")
        await seat.type("held a door")
        await seat.press("enter")
        assert [(act["text"], act["state"]) for act in seat.day()["acts"]][1] == ("held a door", "done")


async def test_what_has_happened_is_not_swapped(sit: Sit) -> None:
    async with sit(size=(120, 40)) as seat:
        await plan_one(seat)
        assert "s swap" in seat.screen[-1]
        await seat.press("d")
        assert "s swap" not in seat.screen[-1]


async def test_l_lets_go_without_a_reason(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("l")
        assert [act["state"] for act in seat.day()["acts"]] == ["let_go"]
        assert seat.app.state.headline.kind == 0


async def test_s_puts_another_act_in_its_place(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        before = seat.day()["acts"][0]
        await seat.press("s", "3")
        after = seat.day()["acts"]
        assert len(after) == 1
        assert after[0]["uid"] == before["uid"]
        assert after[0]["text"] != before["text"]
        assert after[0]["state"] == "planned"
        assert "One small act" in seat.text


async def test_a_adds_another_kindness(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("a")
        assert "on today already" in seat.text
        await seat.press("2", "enter")
        assert len(seat.day()["acts"]) == 2


async def test_d_means_the_focused_act(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("a", "2", "enter", "down", "d")
        assert [act["state"] for act in seat.day()["acts"]] == ["planned", "done"]


async def test_an_act_done_by_mistake_can_be_planned_again(sit: Sit) -> None:
    async with sit() as seat:
        await plan_one(seat)
        await seat.press("a", "2", "enter", "d")
        await seat.press("down", "d")
        assert [act["state"] for act in seat.day()["acts"]] == ["planned", "planned"]
