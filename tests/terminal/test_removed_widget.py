"""A mouse button pressed on words that are being taken off the screen."""

from textual.events import MouseDown
from textual.pilot import Pilot


async def test_a_press_on_a_removed_widget_is_ignored(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    question = screen.query(".question").first()
    x, y = question.region.offset
    parent, question._parent = question._parent, None
    press = MouseDown(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
    screen._forward_event(press)
    question._parent = parent
    await pilot.pause()
    assert pilot.app.is_running
