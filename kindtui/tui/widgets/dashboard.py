"""The body of Today: the card with the parts of the day, and around them as many panels as fit."""

import asyncio
import sys
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING

from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from kindtui.domain.journal.journal import Journal
from kindtui.domain.state import State
from kindtui.tui.dashboard_layout import PanelName, main_columns, place_panels
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.tab_bar import TabBar
from kindtui.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from kindtui.tui.widgets.panel import Panel

PANELS_MODULE = "kindtui.tui.widgets.panels"  # it imports plotext


class Dashboard(Body):
    """A body that scrolls only for its card: a panel that does not fit is not there."""

    def __init__(self, *, has_panels: bool) -> None:
        """Leave room for panels, or none."""
        super().__init__()
        self.has_panels = has_panels
        self._layout = DashboardLayout()
        self.panels: dict[PanelName, Panel] = {}
        self._is_loading = False
        self._latest_state: State
        self._shown: Journal | None = None
        self._shown_on = date.min

    @property
    def layout(self) -> Layout:
        """The layout of the card and the panels."""
        return self._layout

    async def show(self, state: State) -> None:
        """Show `state` in the panels; the first time, mount them, once the whole journal is read."""
        self._latest_state = state
        is_changed = self.has_panels is not state.journal.settings.panels_shown
        self.has_panels = state.journal.settings.panels_shown
        if is_changed:
            self.refresh(layout=True)
        if not self.has_panels:
            await self._remove_panels()
        elif not self.panels and state.is_complete:
            await self._load_panels(state)
        if self._shown is not state.journal or self._shown_on != state.today:
            self._shown, self._shown_on = state.journal, state.today
            for panel in self.panels.values():
                panel.show(state)

    async def _load_panels(self, state: State) -> None:
        """Mount the panels; until their modules are imported, which another thread does, there are none."""
        if PANELS_MODULE in sys.modules:
            await self._mount_panels(state)
        elif not self._is_loading:
            self._is_loading = True
            loading = asyncio.get_running_loop().run_in_executor(None, import_module, PANELS_MODULE)
            loading.add_done_callback(self._panels_loaded)

    def _panels_loaded(self, _: object) -> None:
        if self.is_attached:
            self.screen.call_later(self._show_loaded)  # here, the panels would wait for this very message

    async def _show_loaded(self) -> None:
        self._is_loading = False
        await self.show(self._latest_state)

    async def _mount_panels(self, state: State) -> None:
        from kindtui.tui.widgets.panels import create_panels

        self.panels = {panel.panel_name: panel for panel in create_panels(state)}
        self._show_keys()
        await self.mount(*self.panels.values())
        self._shown = None
        tab_bar = self.screen.query_one(TabBar)
        self.watch(tab_bar, "labels", self._show_keys)
        self.watch(tab_bar, "do_keys_work", self._show_keys, init=False)

    async def _remove_panels(self) -> None:
        panels, self.panels = self.panels, {}
        for panel in panels.values():
            await panel.remove()

    def _show_keys(self) -> None:
        tab_bar = self.screen.query_one(TabBar)
        for panel in self.panels.values():
            panel.show_key(tab_bar.labels, tab_bar.key_style)


class DashboardLayout(VerticalLayout):
    """The card and the parts of the day below each other, and the panels that fit around them."""

    name = "dashboard"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Return where each widget is; one without a place is not drawn."""
        assert isinstance(parent, Dashboard)
        panels = parent.panels
        welcomes = [child for child in children if isinstance(child, Welcome)]
        others = [child for child in children if child not in panels.values() and child not in welcomes]
        main = main_columns(size.width) if parent.has_panels else size.width

        def stacked(widgets: Iterable[Widget], columns: int) -> list[WidgetPlacement]:
            area = Size(columns, size.height)
            return list(VerticalLayout.arrange(self, parent, list(widgets), area, greedy))

        placements = _fitting(stacked(others, main), size.height)
        for one, columns in product(welcomes, (main, size.width)):
            welcome = [_moved_down(part, _bottom(placements)) for part in stacked([one], columns)]
            if _bottom(welcome) <= size.height:
                placements += welcome
                panels = panels if columns == main else {}  # they would be over it
                break
        if not panels or parent.screen.has_class("-short"):
            return placements
        boundaries = panels[PanelName.BOUNDARIES]
        left_out = [name for name, panel in panels.items() if panel.is_left_out]
        places = place_panels(size.width, size.height, _bottom(placements), boundaries.min_rows, left_out)
        for place in places:
            panels[place.panel].fit(place.width, place.height)
        return placements + [
            WidgetPlacement(
                Region(place.x, place.y, place.width, place.height),
                NULL_OFFSET,
                Spacing(),
                panels[place.panel],
            )
            for place in places
        ]


def _bottom(placements: Iterable[WidgetPlacement]) -> int:
    return max((placement.region.bottom for placement in placements), default=0)


def _fitting(placements: list[WidgetPlacement], rows: int) -> list[WidgetPlacement]:
    """Return the placements without the lines that alone make the body scroll."""
    if _bottom(placements) <= rows:
        return placements
    fitting = [
        one._replace(margin=Spacing())
        for one in placements
        if one.region.bottom <= rows or not isinstance(one.widget, CollapsedCard)
    ]
    return fitting if _bottom(fitting) <= rows else placements


def _moved_down(placement: WidgetPlacement, rows: int) -> WidgetPlacement:
    return placement._replace(region=placement.region.translate((0, rows)))
