"""What starts kindtui, and homes in which a start has been prepared."""

from collections.abc import Iterator

import pytest

from tests.first_frame.starts import Starter
from tests.first_frame.world import World


@pytest.fixture(scope="session")
def starter() -> Iterator[Starter]:
    with Starter() as starter:
        yield starter


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, starter: Starter) -> World:
    """A home whose files no test changes; its next start shows a frame.

    The journal is in the usual place too, by a link.
    """
    world = World(tmp_path_factory.mktemp("prepared"), starter)
    usual_folder = world.home / ".local" / "share" / "kindtui"
    usual_folder.parent.mkdir(parents=True)
    usual_folder.symlink_to(world.path.parent)
    world.write()
    world.open_app()
    return world
