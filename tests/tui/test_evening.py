"""The evening: one line, and a second if one likes."""

from datetime import timedelta

from tests.tui.harness import EVENING, OpenApp


async def test_the_shortest_evening_is_a_line_and_two_enters(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        assert "What kindness did I receive or witness today?" in harness.text
        await harness.type("Lin held the door")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day()["received"]] == ["Lin held the door"]
        assert "Saved." in harness.text
        assert "And one thing I gave?" in harness.text
        await harness.press("enter")
        assert "acts" not in harness.stored_day()
        assert harness.app.state.closing in harness.text
        assert harness.app.state.due == "nothing"


async def test_the_second_line_is_a_done_act(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("x")
        await harness.press("enter")
        await harness.type("I called my aunt")
        await harness.press("enter")
        assert [(act["text"], act["state"]) for act in harness.stored_day()["acts"]] == [
            ("I called my aunt", "done")
        ]


async def test_an_empty_enter_does_nothing(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("enter")
        assert not harness.path.exists()
        assert "What kindness did I receive or witness today?" in harness.text


async def test_half_past_one_at_night_belongs_to_the_evening_before(open_app: OpenApp) -> None:
    async with open_app(at=EVENING + timedelta(hours=7, minutes=30)) as harness:
        assert "Sunday 22 November" in harness.text
        await harness.type("late")
        await harness.press("enter")
        assert harness.stored_day(20261122)["received"][0]["text"] == "late"


async def test_e_opens_the_evening_at_any_hour(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("escape", "e")
        await harness.type("early")
        await harness.press("enter", "enter")
        assert harness.stored_day()["received"][0]["text"] == "early"
        assert "Who can I encourage today?" in harness.text


async def test_r_marks_a_rest_day_and_r_again_reverts_it(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape", "r")
        assert harness.stored_day()["rest"]["value"] is True
        assert harness.app.state.closing in harness.text
        await harness.press("r")
        assert harness.stored_day()["rest"]["value"] is False
        assert harness.app.state.due == "evening"
