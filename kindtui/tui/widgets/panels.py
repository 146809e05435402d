"""All panels of Today."""

from kindtui.domain.state import State
from kindtui.tui.widgets.boundaries_panel import BoundariesPanel
from kindtui.tui.widgets.check_list import todays_check_rows
from kindtui.tui.widgets.kind_weeks_panel import KindWeeksPanel
from kindtui.tui.widgets.list_panels import ForWhomPanel, LatelyPanel, ThisDayPanel
from kindtui.tui.widgets.mark_panels import WeekPanel, WindowPanel
from kindtui.tui.widgets.panel import Panel


def create_panels(state: State) -> tuple[Panel, ...]:
    """Return one of each, which shows `state`."""
    boundaries = BoundariesPanel(todays_check_rows(state))
    panels = (
        WeekPanel(),
        WindowPanel(),
        KindWeeksPanel(),
        boundaries,
        LatelyPanel(),
        ForWhomPanel(),
        ThisDayPanel(),
    )
    for panel in panels:
        panel.add_class("panel")
        if panel is not boundaries:  # a list takes its rows when it is made, or once it is mounted
            panel.show(state)
    return panels
