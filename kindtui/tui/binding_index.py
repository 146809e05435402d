"""Every binding of ours, and the screen on which it works."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from kindtui.tui.keymap import Bound
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.palette import PaletteScreen
from kindtui.tui.screens.patterns import PatternsScreen
from kindtui.tui.screens.places import PlacesScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.act_list import Acts, Suggestions
from kindtui.tui.widgets.ask import LineInput
from kindtui.tui.widgets.bound_list import BoundList
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.closed_card import ClosedCard
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.entries import Entries
from kindtui.tui.widgets.evidence_list import EvidenceList
from kindtui.tui.widgets.hard_evenings import HardEvenings
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.my_act_list import MyActList
from kindtui.tui.widgets.past_draft import PastDraft
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.setting_list import SettingList
from kindtui.tui.widgets.yesterday import Yesterday

EVERYWHERE = ""
OWNERS: Mapping[str, tuple[type[DOMNode], ...]] = {
    EVERYWHERE: (KindScreen, LineInput, Choices),
    "Today": (
        TodayScreen,
        DayScreen,
        PastDraft,
        HardEvenings,
        Scale,
        Suggestions,
        Acts,
        ClosedCard,
        Yesterday,
        Entries,
    ),
    "My acts": (MyActsScreen, MyActList),
    "Boundaries": (BoundariesScreen, CheckList),
    "Streak": (StreakScreen, Heatmap),
    "Journal": (JournalScreen, DayList),
    "Patterns": (PatternsScreen,),
    "Why": (EvidenceList,),
    "Kindness jar": (JarScreen,),
    "Places to talk": (PlacesScreen,),
    "Help": (HelpScreen,),
    "Everything": (PaletteScreen,),
}


def all_bound(everywhere: Iterable[BindingType]) -> list[Bound]:
    """The bindings of every screen, after those that work everywhere."""
    from kindtui.tui.screens.own_keys import OwnKeysScreen  # noqa: PLC0415  they import this module
    from kindtui.tui.screens.settings import SettingsScreen  # noqa: PLC0415

    found = [_bound(EVERYWHERE, binding) for binding in everywhere]
    settings = {"Settings": (SettingsScreen, SettingList), "Keys": (OwnKeysScreen, BoundList)}
    for place, owners in {**OWNERS, **settings}.items():
        found += [_bound(place, binding) for owner in owners for binding in owner.BINDINGS]
    return [one for one in found if one.id]


def _bound(place: str, binding: BindingType) -> Bound:
    assert isinstance(binding, Binding)
    keys = tuple(key.strip() for key in binding.key.split(","))
    return Bound(binding.id or "", place, keys, binding.description)
