"""The index of every key binding, and the screen on which it works."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from kindtui.tui.keymap import KeyBinding
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.screens.boundaries import BoundariesScreen
from kindtui.tui.screens.changes import ChangesScreen
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.days_away import DaysAwayScreen
from kindtui.tui.screens.gone import GoneScreen
from kindtui.tui.screens.help import HelpScreen
from kindtui.tui.screens.jar import JarScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.screens.key_settings import KeySettingsScreen
from kindtui.tui.screens.left_out_names import LeftOutNamesScreen
from kindtui.tui.screens.lock import LockScreen
from kindtui.tui.screens.my_acts import MyActsScreen
from kindtui.tui.screens.my_questions import MyQuestionsScreen
from kindtui.tui.screens.palette import PaletteScreen
from kindtui.tui.screens.patterns import PatternsScreen
from kindtui.tui.screens.people import PeopleScreen
from kindtui.tui.screens.places import PlacesScreen, PlanList
from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from kindtui.tui.screens.settings import SettingsScreen
from kindtui.tui.screens.streak import StreakScreen
from kindtui.tui.screens.themes import ThemeScreen
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.act_list import ActList, NumberedList, SuggestionList
from kindtui.tui.widgets.away_list import AwayList
from kindtui.tui.widgets.binding_list import BindingList
from kindtui.tui.widgets.boundaries_panel import BoundariesPanel
from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.entry_list import EntryList
from kindtui.tui.widgets.evidence_list import EvidenceList
from kindtui.tui.widgets.heatmap import Heatmap
from kindtui.tui.widgets.left_out_list import LeftOutList
from kindtui.tui.widgets.low_mood_banner import LowMoodBanner
from kindtui.tui.widgets.my_act_list import MyActList
from kindtui.tui.widgets.name_list import NameList
from kindtui.tui.widgets.passphrase_field import PassphraseField
from kindtui.tui.widgets.past_draft_banner import PastDraftBanner
from kindtui.tui.widgets.people_list import PeopleList
from kindtui.tui.widgets.question_input import LineInput, SavingInput
from kindtui.tui.widgets.question_list import QuestionList
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.setting_list import SettingList
from kindtui.tui.widgets.theme_list import ThemeList
from kindtui.tui.widgets.yesterdays_act import YesterdaysAct

APP_SCOPE = ""
BINDING_OWNERS: Mapping[str, tuple[type[DOMNode], ...]] = {
    APP_SCOPE: (KindScreen, LineInput, Choices),
    "Today": (
        TodayScreen,
        DayScreen,
        PastDraftBanner,
        LowMoodBanner,
        Scale,
        SuggestionList,
        NumberedList,
        ActList,
        CollapsedCard,
        YesterdaysAct,
        EntryList,
        BoundariesPanel,
    ),
    "My acts": (MyActsScreen, MyActList),
    "Days away": (DaysAwayScreen, AwayList, SavingInput),
    "Boundaries": (BoundariesScreen, CheckList),
    "Streak": (StreakScreen, Heatmap),
    "Journal": (JournalScreen, DayList),
    "Patterns": (PatternsScreen, NameList),
    "Why": (EvidenceList,),
    "Kindness jar": (JarScreen,),
    "Changes": (ChangesScreen,),
    "Journal not found": (GoneScreen,),
    "Places to talk": (PlacesScreen, PlanList),
    "Help": (HelpScreen,),
    "Everything": (PaletteScreen,),
    "Settings": (SettingsScreen, SettingList),
    "Lock": (LockScreen, PassphraseField),
    "Recovery code": (RecoveryCodeScreen,),
    "My questions": (MyQuestionsScreen, QuestionList),
    "Names left out": (LeftOutNamesScreen, LeftOutList),
    "People": (PeopleScreen, PeopleList),
    "Theme": (ThemeScreen, ThemeList),
    "Keys": (KeySettingsScreen, BindingList),
}


def all_bindings(app_bindings: Iterable[BindingType]) -> list[KeyBinding]:
    """Return the bindings that work everywhere, followed by those of each screen."""
    entries = [_index_entry(APP_SCOPE, binding) for binding in app_bindings]
    for screen_name, owners in BINDING_OWNERS.items():
        entries += [_index_entry(screen_name, binding) for owner in owners for binding in owner.BINDINGS]
    return [entry for entry in entries if entry.id]


def _index_entry(screen_name: str, binding: BindingType) -> KeyBinding:
    assert isinstance(binding, Binding)
    keys = tuple(key.strip() for key in binding.key.split(","))
    return KeyBinding(binding.id or "", screen_name, keys, binding.description)
