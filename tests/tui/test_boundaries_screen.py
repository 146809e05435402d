"""Boundaries: checks held or not today, scripts to borrow, and a boundary kept."""

from seat import Sit


async def test_space_holds_and_takes_back(sit: Sit) -> None:
    async with sit() as seat:
        first = seat.app.state.checks[0].id
        await seat.press("f2", "space")
        assert seat.day()["checks"][first]["value"] == "holds"
        assert "[x]" in seat.text
        await seat.press("space")
        assert seat.day()["checks"][first]["value"] == "unanswered"
        assert "[x]" not in seat.text


async def test_not_today_opens_its_script_and_c_copies_the_words_to_say(sit: Sit) -> None:
    async with sit() as seat:
        check = seat.app.state.checks[0]
        await seat.press("f2")
        assert check.if_not[:20] not in seat.text
        await seat.press("n")
        assert check.if_not[:20] in seat.text
        await seat.press("c")
        assert seat.app.clipboard == check.script
        assert '"' not in seat.app.clipboard


async def test_all_sixteen_can_be_reached_and_answered(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "down", "down")
        for _ in range(16):
            await seat.press("down", "space")
        assert sum(answer["value"] == "holds" for answer in seat.day()["checks"].values()) == 16


async def test_a_boundary_kept_is_a_kind_day_and_answers_the_morning(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "b")
        await seat.type("I said no to a second shift")
        await seat.press("enter")
        assert seat.day()["kept"][0]["text"] == "I said no to a second shift"
        assert seat.app.state.headline.kind == 1
        assert seat.app.state.due == "nothing"
        await seat.press("f1")
        assert seat.app.state.closing in seat.text


async def test_esc_keeps_the_draft_of_a_boundary(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "b")
        await seat.type("I said")
        await seat.press("escape", "b")
        await seat.type(" n")
        await seat.press("f1", "f2")
        await seat.type("o")
        await seat.press("enter")
        assert seat.day()["kept"][0]["text"] == "I said no"


async def test_an_energy_boundary_not_today_makes_the_offer_gentle(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        while seat.app.screen.query_one("CheckList").check_id != "energy-1":
            await seat.press("down")
        await seat.press("n", "f1", "enter", "enter")
        assert "Rest today." in seat.text


async def test_esc_twice_closes_the_card_and_keeps_what_was_written(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "b")
        await seat.type("I said no")
        await seat.press("escape", "escape")
        assert "Which boundary did I keep?" not in seat.text
        await seat.press("space")
        assert seat.day()["checks"]
        await seat.press("b", "enter")
        assert seat.day()["kept"][0]["text"] == "I said no"
