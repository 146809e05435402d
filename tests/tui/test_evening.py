"""The evening: one line, and a second if one likes."""

from datetime import timedelta

from seat import EVENING, Sit


async def test_the_shortest_evening_is_a_line_and_two_enters(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        assert "What kindness did I receive or witness today?" in seat.text
        await seat.type("Lin held the door")
        await seat.press("enter")
        assert [line["text"] for line in seat.day()["received"]] == ["Lin held the door"]
        assert "Saved." in seat.text
        assert "And one thing I gave?" in seat.text
        await seat.press("enter")
        assert "acts" not in seat.day()
        assert seat.app.state.closing in seat.text
        assert seat.app.state.due == "nothing"


async def test_the_second_line_is_a_done_act(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.type("x")
        await seat.press("enter")
        await seat.type("I called my aunt")
        await seat.press("enter")
        assert [(act["text"], act["state"]) for act in seat.day()["acts"]] == [("I called my aunt", "done")]


async def test_an_empty_enter_does_nothing(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.press("enter")
        assert not seat.path.exists()
        assert "What kindness did I receive or witness today?" in seat.text


async def test_half_past_one_is_still_that_evening(sit: Sit) -> None:
    async with sit(at=EVENING + timedelta(hours=7, minutes=30)) as seat:
        assert "Sunday 22 November" in seat.text
        await seat.type("late")
        await seat.press("enter")
        assert seat.day(20261122)["received"][0]["text"] == "late"


async def test_e_opens_the_evening_at_any_hour(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "e")
        await seat.type("early")
        await seat.press("enter", "enter")
        assert seat.day()["received"][0]["text"] == "early"
        assert "Who can I encourage today?" in seat.text


async def test_rest_finishes_the_day_and_can_be_taken_back(sit: Sit) -> None:
    async with sit(at=EVENING) as seat:
        await seat.press("escape", "r")
        assert seat.day()["rest"]["value"] is True
        assert seat.app.state.closing in seat.text
        await seat.press("r")
        assert seat.day()["rest"]["value"] is False
        assert seat.app.state.due == "evening"
