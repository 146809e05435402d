"""Every picture in `assets/pictures` is what the app looks like; `make pictures` takes them again."""

import pytest

from tests.pictures.states import STATES, PicturedState, render_variants
from tests.support import ROOT

PICTURES = ROOT / "assets" / "pictures"
SEEN = ROOT / "build" / "pictures"  # where a picture that differs is laid, to be looked at

pytestmark = [pytest.mark.looks, pytest.mark.sweep, pytest.mark.usefixtures("plain_terminal")]


@pytest.mark.parametrize("name", STATES)
async def test_looks_as_pictured(name: str, pytestconfig: pytest.Config) -> None:
    state: PicturedState = STATES[name]
    others = []
    async for look, text, picture in render_variants(state):
        assert state.expected_text in text
        file = f"{name}-{look}.svg"
        if pytestconfig.getoption("--renew"):
            PICTURES.joinpath(file).write_text(picture)
        elif not PICTURES.joinpath(file).exists() or PICTURES.joinpath(file).read_text() != picture:
            SEEN.mkdir(parents=True, exist_ok=True)
            SEEN.joinpath(file).write_text(picture)
            others.append(file)
    assert not others, f"{SEEN} has how it looks now"


def test_no_picture_is_left_of_a_state_that_is_gone() -> None:
    wanted = {
        f"{name}-{width}x{height}-{theme}.svg"
        for name, state in STATES.items()
        for (width, height), theme in state.variants
    }
    assert {file.name for file in PICTURES.iterdir()} == wanted
