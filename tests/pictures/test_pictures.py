"""Every picture in `assets/pictures` is what the app looks like; `make pictures` takes them again."""

import pytest

from tests.pictures.states import (
    STATES,
    UNLOCK_STATES,
    UNLOCK_VARIANTS,
    PicturedState,
    render_unlock_variants,
    render_variants,
)
from tests.support import ROOT

PICTURES = ROOT / "assets" / "pictures"
SEEN = ROOT / "build" / "pictures"  # where a picture that differs is laid, to be looked at

pytestmark = [pytest.mark.looks, pytest.mark.sweep, pytest.mark.usefixtures("plain_terminal")]


@pytest.mark.parametrize("name", [*STATES, *UNLOCK_STATES])
async def test_looks_as_pictured(name: str, pytestconfig: pytest.Config) -> None:
    others = []
    if name in UNLOCK_STATES:
        keys, expected_text = UNLOCK_STATES[name]
        pictures = render_unlock_variants(keys)
    else:
        state: PicturedState = STATES[name]
        pictures, expected_text = render_variants(state), state.expected_text
    async for look, text, picture in pictures:
        assert expected_text in " ".join(text.split())
        file = f"{name}-{look}.svg"
        if pytestconfig.getoption("--renew"):
            PICTURES.joinpath(file).write_text(picture)
        elif not PICTURES.joinpath(file).exists() or PICTURES.joinpath(file).read_text() != picture:
            SEEN.mkdir(parents=True, exist_ok=True)
            SEEN.joinpath(file).write_text(picture)
            others.append(file)
    assert not others, f"{SEEN} has how it looks now"


def test_no_picture_is_left_of_a_state_that_is_gone() -> None:
    variants = {name: state.variants for name, state in STATES.items()}
    variants |= dict.fromkeys(UNLOCK_STATES, UNLOCK_VARIANTS)
    wanted = {
        f"{name}-{width}x{height}-{theme}.svg"
        for name, looks in variants.items()
        for (width, height), theme in looks
    }
    assert {file.name for file in PICTURES.iterdir()} == wanted
