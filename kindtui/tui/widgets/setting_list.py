"""The list of settings: name and value of each, and an explanation in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.settings import Settings
from kindtui.texts import get_text
from kindtui.tui.messages import KeySettingsOpened, LeftOutNamesOpened, PeopleOpened, ThemesOpened
from kindtui.tui.widgets.choices import Choices, Row

NAME_WIDTH = 22
KEYS_ROW_ID, THEME_ROW_ID, LEFT_OUT_ROW_ID = "keys", "theme", "left_out_names"
PEOPLE_ROW_ID = "people"


class SettingList(Choices):
    """A row per setting, and those that open the people, the names left out and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", id="settings.change", key_display="Enter"),
        Binding("space,right,l", "step(1)", "next", id="settings.next", show=False),
        Binding("left,h", "step(-1)", "previous", id="settings.before", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Posted with the new value of a setting, by its name."""

        values: Mapping[str, object]

    def show(self, settings: Settings, people_count: int, left_out_count: int) -> None:
        """Show `settings`, how many people were named, and how many names are left out."""
        self._settings = settings
        rows = [
            _setting_row(name, setting.title, setting.label(getattr(settings, name)))
            for name, setting in SETTINGS.items()
        ]
        custom_count = len(settings.keys)
        keys_label = f"{custom_count} changed" if custom_count else "standard"
        names_row = _setting_row(LEFT_OUT_ROW_ID, "Names left out", str(left_out_count or "none"))
        people_row = _setting_row(PEOPLE_ROW_ID, "People", str(people_count or "none"))
        self.show_rows([*rows, people_row, names_row, _setting_row(KEYS_ROW_ID, "Keys", keys_label)])

    @property
    def explanation(self) -> str:
        """The explanation of the highlighted row."""
        if self.highlighted_id == LEFT_OUT_ROW_ID:
            return get_text("widgets.settings.left_out_names")
        if self.highlighted_id == PEOPLE_ROW_ID:
            return get_text("widgets.settings.people")
        setting = SETTINGS.get(self.highlighted_id)
        return setting.explanation if setting else get_text("widgets.settings.keys")

    @on(Choices.Chosen)
    def _change_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """Change to the next value, or to the previous one; their rows open themes, people, names or keys."""
        name = self.highlighted_id
        if name == LEFT_OUT_ROW_ID:
            self.post_message(LeftOutNamesOpened())
            return
        if name == PEOPLE_ROW_ID:
            self.post_message(PeopleOpened())
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
