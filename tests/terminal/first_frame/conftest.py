"""One world for all tests of first frames, as painting takes seconds."""

import pytest

from tests.terminal.first_frame.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A home whose cache holds the frames of a whole day in the usual window."""
    world = World(tmp_path_factory.mktemp("world"))
    world.paint(world.folder / "painted" / "journal.json", "who", "acts", "evening", "closed")
    return world
