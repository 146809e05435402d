"""What is due and its next key are visible without scrolling, at every promised size."""

import pytest
from seat import EVENING, MORNING, Sit

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_morning_fits(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size=size, at=MORNING) as seat:
        assert "Who can I encourage today?" in seat.text
        assert "Sunday 22 November" in seat.screen[0]
        assert "Enter next" in seat.screen[-1]
        await seat.press("enter")
        assert "How much energy do you have to work with?" in " ".join(seat.text.replace("│", " ").split())
        assert "9 plenty" in " ".join(seat.text.split())
        assert "1-9 rate" in seat.screen[-1]
        await seat.press("2")
        assert "Which small act fits today?" in seat.text
        assert "Enter choose" in seat.screen[-1]
        await seat.press("enter")
        assert "If it is … when?" in seat.text
        assert "Enter next" in seat.screen[-1]
        await seat.press("enter")
        assert "One small act" in seat.text
        assert "Enter" in seat.screen[-1]
        assert all(len(line) <= size[0] for line in seat.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_evening_fits(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size=size, at=EVENING) as seat:
        text = " ".join(seat.text.replace("│", " ").split())
        assert "What kindness did I receive or witness today?" in text
        await seat.type("x")
        await seat.press("enter")
        assert "And one thing I gave?" in seat.text
        assert "Enter next" in seat.screen[-1]
        await seat.press("enter")
        assert seat.app.state.closing in " ".join(seat.text.replace("│", " ").split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "letters",
    ["長い慈悲の言葉" * 30, "🤝🏽" * 60, "w" * 300, "שלום " * 60],
    ids=["cjk", "emoji", "long word", "right to left"],
)
async def test_long_text_of_any_script_stays_inside_its_box(
    sit: Sit, size: tuple[int, int], letters: str
) -> None:
    from rich.cells import cell_len
    from textual.widgets import Input

    async with sit(size=size, at=EVENING) as seat:
        seat.app.screen.query_one(Input).value = letters
        await seat.press("enter", "enter")
        for screen in ("f1", "f2", "f3", "f5", "f6"):
            await seat.press(screen)
            assert all(cell_len(line) <= size[0] for line in seat.screen)
            frame = [line for line in seat.screen if line.strip().startswith("│")]
            assert len({cell_len(line[: line.index("│", 5)]) for line in frame}) <= 1
