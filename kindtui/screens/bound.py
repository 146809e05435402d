"""Every binding of ours, and the screen on which it works."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from kindtui.domain.keymap import Bound
from kindtui.screens.base import KindScreen
from kindtui.screens.boundaries import BoundariesScreen
from kindtui.screens.day import DayScreen
from kindtui.screens.help import HelpScreen
from kindtui.screens.jar import JarScreen
from kindtui.screens.journal import JournalScreen
from kindtui.screens.my_acts import MyActsScreen
from kindtui.screens.palette import PaletteScreen
from kindtui.screens.patterns import PatternsScreen
from kindtui.screens.places import PlacesScreen
from kindtui.screens.streak import StreakScreen
from kindtui.screens.today import TodayScreen
from kindtui.widgets.act_list import Acts, Suggestions
from kindtui.widgets.ask import LineInput
from kindtui.widgets.bound_list import BoundList
from kindtui.widgets.check_list import CheckList
from kindtui.widgets.choices import Choices
from kindtui.widgets.closed_card import ClosedCard
from kindtui.widgets.day_list import DayList
from kindtui.widgets.entries import Entries
from kindtui.widgets.evidence_list import EvidenceList
from kindtui.widgets.hard_evenings import HardEvenings
from kindtui.widgets.heatmap import Heatmap
from kindtui.widgets.my_act_list import MyActList
from kindtui.widgets.past_draft import PastDraft
from kindtui.widgets.scale import Scale
from kindtui.widgets.setting_list import SettingList
from kindtui.widgets.yesterday import Yesterday

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
    from kindtui.screens.own_keys import OwnKeysScreen
    from kindtui.screens.settings import SettingsScreen

    found = [_bound(EVERYWHERE, binding) for binding in everywhere]
    settings = {"Settings": (SettingsScreen, SettingList), "Keys": (OwnKeysScreen, BoundList)}
    for place, owners in {**OWNERS, **settings}.items():
        found += [_bound(place, binding) for owner in owners for binding in owner.BINDINGS]
    return [one for one in found if one.id]


def _bound(place: str, binding: BindingType) -> Bound:
    assert isinstance(binding, Binding)
    keys = tuple(key.strip() for key in binding.key.split(","))
    return Bound(binding.id or "", place, keys, binding.description)
