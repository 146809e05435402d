"""What is due and its next key are visible without scrolling, at every promised size."""

import pytest

from tests.tui.harness import EVENING, MORNING, OpenApp

SIZES = [(80, 24), (60, 20), (120, 40), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_morning_fits_every_size(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size=size, at=MORNING) as harness:
        assert "Who can I encourage today?" in harness.text
        day = "Sun 22 Nov" if size[1] < 16 else "Sunday 22 November"
        assert day in " ".join(harness.screen[:3])
        assert "Enter next" in harness.screen[-1]
        await harness.press("enter")
        assert "How much energy do you have to work with?" in " ".join(harness.text.replace("│", " ").split())
        assert "9 plenty" in " ".join(harness.text.split())
        assert "1-9 rate" in harness.screen[-1]
        await harness.press("2")
        assert "Which of these would suit you today?" in harness.text
        assert "Enter choose" in harness.screen[-1]
        await harness.press("enter")
        assert "When will you do it?" in harness.text
        assert "Enter next" in harness.screen[-1]
        await harness.press("enter")
        assert "One small act" in harness.text
        assert "Enter" in harness.screen[-1]
        assert all(len(line) <= size[0] for line in harness.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_evening_fits_every_size(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size=size, at=EVENING) as harness:
        text = " ".join(harness.text.replace("│", " ").split())
        assert "What kindness did I receive or witness today?" in text
        await harness.type("x")
        await harness.press("enter")
        assert "And one kind thing I did?" in harness.text
        assert "Enter next" in harness.screen[-1]
        await harness.press("enter")
        assert harness.app.state.closing in " ".join(harness.text.replace("│", " ").split())


@pytest.mark.sweep
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "letters",
    ["長い慈悲の言葉" * 30, "🤝🏽" * 60, "w" * 300, "שלום " * 60],
    ids=["cjk", "emoji", "long word", "right to left"],
)
async def test_long_text_of_any_script_stays_inside_its_box(
    open_app: OpenApp, size: tuple[int, int], letters: str
) -> None:
    from rich.cells import cell_len
    from textual.widgets import Input

    async with open_app(size=size, at=EVENING) as harness:
        harness.app.screen.query_one(Input).value = letters
        await harness.press("enter", "enter")
        for screen in ("f1", "f2", "f3", "f5", "f6"):
            await harness.press(screen)
            assert all(cell_len(line) <= size[0] for line in harness.screen)
            frame = [line for line in harness.screen if "│" in line[:5]]
            corners = {
                cell_len(line[:column])
                for line in harness.screen
                for column, letter in enumerate(line)
                if letter in "╮╯"
            }
            assert {cell_len(line[: line.index("│", 5)]) for line in frame} <= corners
