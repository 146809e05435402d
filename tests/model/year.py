"""A random year: what a person might do, by commands and in the app, while the model does the same."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.model.command_deeds import CommandDeeds
from tests.model.expected import ONE_DAY
from tests.model.window_deeds import WindowDeeds
from tests.model.world import World

OFFSETS = [hours * 3600 for hours in (-11, -10, -8, -5, 0, 1, 2, 5, 9, 12, 13, 14)]
DEEDS_SHOWN = 12


class RandomYear:
    """Days, deeds and words that follow from a seed alone."""

    def __init__(self, folder: Path, seed: int, days: int, *, is_locked: bool = False) -> None:
        """Prepare that many days, in an empty folder."""
        self.world = World(folder, seed, is_locked=is_locked)
        self._days_left = days
        self._commands = CommandDeeds(self.world)
        self._windows = WindowDeeds(self.world)

    @property
    def passed_over(self) -> set[str]:
        """The names of the deeds that were never done."""
        deeds = (*self._commands.deeds(), *self._windows.deeds())
        return {deed.__name__ for deed in deeds} - self.world.done

    async def live(self) -> None:
        """Go through all days; an error names the last deeds."""
        try:
            while self._days_left > 0:
                await self._live_a_day()
        except BaseException as error:
            error.add_note("\n".join(["the last deeds:", *self.world.log[-DEEDS_SHOWN:]]))
            raise

    async def _live_a_day(self) -> None:
        world = self.world
        self._sleep()
        for _ in range(world.random.randint(0, 3)):
            world.pass_time(world.random.uniform(0.2, 4))
            if world.random.random() < 0.25:
                await self._windows.visit()
            else:
                deed = world.pick(self._commands.deeds())
                with world.doing(deed):
                    deed()
                world.check()

    def _sleep(self) -> None:
        """Sleep until a morning; sometimes for many days, and sometimes travel then."""
        world = self.world
        nights = world.pick({1: 90, 2: 5, 4: 4, 20: 1})
        self._days_left -= nights
        day, zone = world.today + ONE_DAY * nights, world.here.wall.tzinfo
        morning = datetime(day.year, day.month, day.day, world.random.randint(9, 12), tzinfo=zone)
        world.travel_to(max(morning, world.here.at + timedelta(minutes=1)), world.here.offset)
        if world.random.random() < 0.04:
            world.pass_time(world.random.uniform(2, 14), world.random.choice(OFFSETS))
