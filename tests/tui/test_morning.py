"""The morning: who, energy, three suggestions, when."""

from datetime import timedelta

from seat import MORNING, Seat, Sit


async def begin(seat: Seat, name: str = "Sam", energy: str = "7") -> None:
    await seat.type(name)
    await seat.press("enter", energy)


async def test_the_shortest_morning_is_a_name_and_four_keys(sit: Sit) -> None:
    async with sit() as seat:
        assert "Who can I encourage today?" in seat.text
        await begin(seat)
        first = next(line for line in seat.screen if " 1  " in line).split(" 1  ")[1].strip(" │")
        await seat.press("enter", "enter")
        day = seat.day()
        assert day["who"]["value"] == "Sam"
        assert day["energy"]["value"] == 7
        assert [act["state"] for act in day["acts"]] == ["planned"]
        assert day["acts"][0]["text"].lower() == first.lower()
        assert "Sam" in day["acts"][0]["text"]
        assert "Small act" in seat.text
        assert f"Today I {day['acts'][0]['text']}." in seat.text


async def test_keys_typed_ahead_in_one_burst_do_the_same(sit: Sit) -> None:
    async with sit() as seat:
        await seat.burst(*"Sam", "enter", "7", "enter", "enter")
        await seat.settled()
        assert seat.day()["who"]["value"] == "Sam"
        assert seat.day()["energy"]["value"] == 7
        assert len(seat.day()["acts"]) == 1
        assert "One small act" in seat.text


async def test_a_when_makes_the_if_then_line(sit: Sit) -> None:
    async with sit() as seat:
        await begin(seat)
        await seat.press("enter")
        await seat.type("after lunch")
        await seat.press("enter")
        assert seat.day()["acts"][0]["when"] == "after lunch"
        assert "If it is after lunch, then I" in seat.text


async def test_an_empty_who_goes_on_and_the_act_is_for_someone(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("enter", "enter")
        assert "Which small act fits today?" in seat.text
        await seat.press("enter", "enter")
        assert "who" not in seat.day()
        assert "energy" not in seat.day()
        assert len(seat.day()["acts"]) == 1


async def test_a_digit_takes_the_suggestion_of_that_number(sit: Sit) -> None:
    async with sit() as seat:
        await begin(seat)
        second = next(line for line in seat.screen if " 2  " in line).split(" 2  ")[1].strip(" │")
        await seat.press("2")
        assert seat.day()["acts"][0]["text"].lower() == second.lower()


async def test_three_others_are_others_and_own_words_are_kept_to_the_letter(sit: Sit) -> None:
    async with sit() as seat:
        await begin(seat)
        before = seat.text
        await seat.press("down", "down", "down", "down", "enter")
        assert seat.text != before
        assert "Three others" in seat.text
        await seat.press("down", "down", "down", "enter")
        await seat.type("bring [/b] soup")
        await seat.press("enter", "enter")
        assert seat.day()["acts"][0]["text"] == "bring [/b] soup"
        assert "Today I bring [/b] soup." in seat.text


async def test_low_energy_offers_rest_as_an_equal_choice(sit: Sit) -> None:
    async with sit() as seat:
        await begin(seat, energy="2")
        assert "Rest today." in seat.text
        await seat.press("down", "down", "down", "enter")
        assert seat.day()["rest"]["value"] is True
        assert "acts" not in seat.day()
        assert seat.app.state.due == "nothing"


async def test_not_now_puts_the_morning_aside(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape", "n")
        assert seat.day()["skipped"]["morning"]["value"] is True
        assert seat.app.state.due == "nothing"


async def test_yesterdays_act_is_mentioned_once_and_can_be_brought_to_today(sit: Sit) -> None:
    async with sit() as seat:
        await begin(seat)
        await seat.press("enter", "enter")
        text = seat.day()["acts"][0]["text"]
    async with sit(at=MORNING + timedelta(days=2)) as seat:
        assert "Yesterday:" not in seat.text
    async with sit(at=MORNING + timedelta(days=1)) as seat:
        assert "Yesterday:" in seat.text
        await seat.press("escape", "s")
        assert [act["text"] for act in seat.day(20261123)["acts"]] == [text]
        assert "acts" not in seat.day()
        assert len(seat.day()["deleted"]) == 1
        assert "Yesterday:" not in seat.text
