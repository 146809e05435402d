"""The list of settings: name and value of each, and an explanation in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.ritual.own_questions import QUESTION_KINDS
from kindtui.domain.setting_choices import SETTINGS
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import (
    KeySettingsOpened,
    LeftOutNamesOpened,
    LockOpened,
    MyQuestionsOpened,
    PeopleOpened,
    ThemesOpened,
)
from kindtui.tui.widgets.choices import Choices, Row

NAME_WIDTH = 22


class ListRow(NamedTuple):
    """A row that opens a list of its own: its title, the message that opens the list, and an explanation."""

    title: str
    opened: type[Message]
    explanation: str


LIST_ROWS: Mapping[str, ListRow] = {
    "lock": ListRow("This journal", LockOpened, get_text("widgets.settings.lock")),
    "my_questions": ListRow("My questions", MyQuestionsOpened, get_text("widgets.settings.my_questions")),
    "people": ListRow("People", PeopleOpened, get_text("widgets.settings.people")),
    "left_out_names": ListRow(
        "Names left out", LeftOutNamesOpened, get_text("widgets.settings.left_out_names")
    ),
    "keys": ListRow("Keys", KeySettingsOpened, get_text("widgets.settings.keys")),
}


class SettingList(Choices):
    """A row for each setting, and the rows that open a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", id="settings.change", key_display="Enter"),
        Binding("space,right,l", "step(1)", "next", id="settings.next", show=False),
        Binding("left,h", "step(-1)", "previous", id="settings.before", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Posted with the new value of a setting, by its name."""

        values: Mapping[str, object]

    def show(self, state: State) -> None:
        """Show the settings of `state`, and how many own questions, people and names left out there are."""
        settings = self._settings = state.journal.settings
        self._sources = state.setting_sources
        question_count = sum(len(state.custom_entries_of(kind)) for kind in QUESTION_KINDS.values())
        rows = {
            name: _setting_row(name, setting.title, setting.label(getattr(settings, name)))
            for name, setting in SETTINGS.items()
        }
        custom_count = len(settings.keys)
        values = {
            "lock": "locked" if state.journal.is_locked else "not locked",
            "my_questions": f"{question_count} written" if question_count else "none written",
            "people": str(len(state.people) or "none"),
            "left_out_names": str(state.left_out_count or "none"),
            "keys": f"{custom_count} changed" if custom_count else "standard",
        }
        rows |= {name: _setting_row(name, row.title, values[name]) for name, row in LIST_ROWS.items()}
        names = [name for name in rows if name != "lock"]
        names.insert(names.index("cover_locks"), "lock")  # above the settings that depend on it
        self.show_rows([rows[name] for name in names])

    @property
    def explanation(self) -> str:
        """The explanation of the highlighted row."""
        name = self.highlighted_id
        if name in LIST_ROWS:
            return LIST_ROWS[name].explanation
        explanation = SETTINGS[name].explanation
        match self._sources.get(name):
            case "defaults":
                return get_text("widgets.settings.from_defaults", explanation=explanation)
            case "environment":
                return get_text("widgets.settings.theme_fixed", explanation=explanation)
        return explanation

    @on(Choices.Chosen)
    def _change_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """Change to the next value, or to the previous one; a row that opens a list does that."""
        name = self.highlighted_id
        if name in LIST_ROWS or name == "theme":
            self.post_message(LIST_ROWS[name].opened() if name in LIST_ROWS else ThemesOpened())
            return
        self.post_message(self.Changed({name: SETTINGS[name].stepped(getattr(self._settings, name), step)}))


def _setting_row(name: str, title: str, value: str) -> Row:
    return Row(name, Content.styled(value, "$accent"), Content(f"{title:{NAME_WIDTH}}  "))
