"""The base of the screens that count over a range of weeks."""

from textual.binding import Binding

from kindtui.domain.insights.weeks import WEEK_RANGES
from kindtui.domain.state import State
from kindtui.tui.screens.base import KindScreen

RANGES = tuple(WEEK_RANGES.items())
DEFAULT_RANGE_INDEX = 2
RANGE_GROUP = Binding.Group("[] range")


class WeekRangeScreen(KindScreen):
    """A screen whose range of weeks is changed with the keys of `range_bindings`."""

    def __init__(self, state: State) -> None:
        """Create the screen, which draws `state` first."""
        super().__init__(state)
        self._range_index = DEFAULT_RANGE_INDEX

    def on_mount(self) -> None:
        """Offer the keys that scroll only while there is something to scroll."""
        self.refresh_keys_on_scroll()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the range while there are no days to count."""
        return bool(self.state.marks) if action == "range" else super().check_action(action, parameters)

    @property
    def week_range(self) -> tuple[str, int | None]:
        """The name of the range and its number of weeks, None for all."""
        return RANGES[self._range_index]

    def action_range(self, step: int) -> None:
        """Change to the next longer range, or to the next shorter one if `step` is negative."""
        self._range_index = min(len(RANGES) - 1, max(0, self._range_index + step))
        self.draw_range()

    def draw_range(self) -> None:
        """Draw what depends on the range."""
        raise NotImplementedError


def range_bindings(screen_id: str) -> tuple[Binding, Binding]:
    """Return the bindings that change the range, their ids beginning with `screen_id`."""
    return (
        Binding(
            "left_square_bracket,less_than_sign",
            "range(-1)",
            "range",
            id=f"{screen_id}.shorter",
            group=RANGE_GROUP,
        ),
        Binding(
            "right_square_bracket,greater_than_sign",
            "range(1)",
            "range",
            id=f"{screen_id}.longer",
            group=RANGE_GROUP,
        ),
    )
