"""The list of settings: name and value of each, and an explanation in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.settings import Settings
from kindtui.texts import get_text
from kindtui.tui.messages import KeySettingsOpened, LeftOutNamesOpened, ThemesOpened
from kindtui.tui.themes import TITLES
from kindtui.tui.widgets.choices import Choices, Row

NAME_WIDTH = 22
KEYS_ROW_ID, THEME_ROW_ID, LEFT_OUT_ROW_ID = "keys", "theme", "left_out_names"
HOUR_LABELS: Mapping[object, str] = {hour: f"{hour:02}:00" for hour in range(24)}
THEME_LABELS: Mapping[object, str] = dict(TITLES.items())
ON_OFF_LABELS: Mapping[object, str] = {True: "on", False: "off"}
SUGGESTED_LABELS: Mapping[object, str] = {True: "suggested", False: "left out"}


class Setting(NamedTuple):
    """A setting: its title, the labels of its values in their order, and an explanation."""

    title: str
    labels: Mapping[object, str]
    explanation: str

    def label(self, value: object) -> str:
        """Return the label of a value, or of the first one for a value that only another version knows."""
        return self.labels.get(value) or next(iter(self.labels.values()))


SETTINGS: Mapping[str, Setting] = {
    "day_start": Setting("A day begins at", HOUR_LABELS, get_text("widgets.settings.day_start")),
    "evening_hour": Setting("The evening begins at", HOUR_LABELS, get_text("widgets.settings.evening_hour")),
    "week_start": Setting(
        "A week begins on",
        {"monday": "Monday", "saturday": "Saturday", "sunday": "Sunday"},
        get_text("widgets.settings.week_start"),
    ),
    "grace": Setting(
        "Quiet days",
        {days: "1 day" if days == 1 else f"{days} days" for days in range(7)},
        get_text("widgets.settings.grace"),
    ),
    "thread_shown": Setting(
        "The thread", {True: "shown", False: "hidden"}, get_text("widgets.settings.thread_shown")
    ),
    "panels_shown": Setting(
        "Panels on Today",
        {True: "shown", False: "hidden"},
        get_text("widgets.settings.panels_shown"),
    ),
    "questions": Setting(
        "Questions",
        {"exact": "the same two", "rotating": "a different pair each day"},
        get_text("widgets.settings.questions"),
    ),
    "acts_close": Setting(
        "Acts for someone close", SUGGESTED_LABELS, get_text("widgets.settings.acts_close")
    ),
    "acts_colleague": Setting(
        "Acts for colleagues", SUGGESTED_LABELS, get_text("widgets.settings.acts_colleague")
    ),
    "acts_stranger": Setting(
        "Acts for strangers", SUGGESTED_LABELS, get_text("widgets.settings.acts_stranger")
    ),
    "acts_community": Setting(
        "Acts for the community", SUGGESTED_LABELS, get_text("widgets.settings.acts_community")
    ),
    "acts_out": Setting("Acts outside the house", SUGGESTED_LABELS, get_text("widgets.settings.acts_out")),
    "scales": Setting(
        "Mood and connection",
        {False: "not asked", True: "asked"},
        get_text("widgets.settings.scales"),
    ),
    "low_mood": Setting(
        "Hard evenings",
        {True: "a quiet word", False: "nothing said"},
        get_text("widgets.settings.low_mood"),
    ),
    "jar": Setting(
        "Kindness jar",
        ON_OFF_LABELS,
        get_text("widgets.settings.jar"),
    ),
    "people_shown": Setting(
        "People to think of",
        {False: "hidden", True: "shown"},
        get_text("widgets.settings.people_shown"),
    ),
    "theme": Setting(
        "Theme",
        THEME_LABELS,
        get_text("widgets.settings.theme"),
    ),
    "ascii_marks": Setting("Plain marks", ON_OFF_LABELS, get_text("widgets.settings.ascii_marks")),
    "motion": Setting("Motion", ON_OFF_LABELS, get_text("widgets.settings.motion")),
}


class SettingList(Choices):
    """A row per setting, and two that open the names left out and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", id="settings.change", key_display="Enter"),
        Binding("space,right,l", "step(1)", "next", id="settings.next", show=False),
        Binding("left,h", "step(-1)", "previous", id="settings.before", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Posted with the new value of a setting, by its name."""

        values: Mapping[str, object]

    def show(self, settings: Settings, left_out_count: int) -> None:
        """Show `settings`, and how many names are left out."""
        self._settings = settings
        rows = [
            _setting_row(name, setting.title, setting.label(getattr(settings, name)))
            for name, setting in SETTINGS.items()
        ]
        custom_count = len(settings.keys)
        keys_label = f"{custom_count} changed" if custom_count else "standard"
        names_row = _setting_row(LEFT_OUT_ROW_ID, "Names left out", str(left_out_count or "none"))
        self.show_rows([*rows, names_row, _setting_row(KEYS_ROW_ID, "Keys", keys_label)])

    @property
    def explanation(self) -> str:
        """The explanation of the highlighted row."""
        if self.highlighted_id == LEFT_OUT_ROW_ID:
            return get_text("widgets.settings.left_out_names")
        setting = SETTINGS.get(self.highlighted_id)
        return setting.explanation if setting else get_text("widgets.settings.keys")

    @on(Choices.Chosen)
    def _change_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """Change to the next value, or to the previous one; on their rows, open the themes, names or keys."""
        name = self.highlighted_id
        if name == LEFT_OUT_ROW_ID:
            self.post_message(LeftOutNamesOpened())
            return
        if name not in SETTINGS:
            self.post_message(KeySettingsOpened())
            return
        if name == THEME_ROW_ID:
            self.post_message(ThemesOpened())
            return
        values = list(SETTINGS[name].labels)
        index = (values.index(getattr(self._settings, name)) + step) % len(values)
        self.post_message(self.Changed({name: values[index]}))


def _setting_row(name: str, title: str, value: str) -> Row:
    return Row(name, Content.styled(value, "$accent"), Content(f"{title:{NAME_WIDTH}}  "))
