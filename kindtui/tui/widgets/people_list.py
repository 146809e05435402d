"""The people who were named, and below each one the other names that count as theirs."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.ritual.names import Person
from kindtui.domain.state import State
from kindtui.domain.text import casefolded
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE, REGULAR_QUIET_STYLE, plain_content

PERSON, ALIAS = "person:", "alias:"
MAX_PEOPLE = 300  # the latest ones, and all with another name; in `checkin` any name can be typed


class PeopleList(Choices):
    """A row for each person, the latest named first, and an indented one for each of their other names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "rename", id="people.rename", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the people of `state`, and which of them are left out."""
        aliases = state.aliases
        unnamed = {casefolded(name): name for name in aliases.names.values()}
        people = {
            key: person
            for number, person in enumerate(state.people)
            if (key := casefolded(person.name)) in unnamed or number < MAX_PEOPLE
        }
        people |= {key: Person(name, 0, state.today) for key, name in unnamed.items() if key not in people}
        written: dict[str, list[tuple[str, str]]] = {}
        for key, entry in aliases.in_effect.items():
            written.setdefault(casefolded(aliases.name_for(entry.text)), []).append((key, entry.text))
        self._people: dict[str, Person] = {}
        self._written: dict[str, str] = {}
        rows: list[Row] = []
        for key, person in people.items():
            rows.append(_person_row(PERSON + key, person, name_key(person.name) in state.left_out_keys))
            self._people[PERSON + key] = person
            for alias_key, text in written.get(key, ()):
                rows.append(_alias_row(ALIAS + alias_key, text))
                self._people[ALIAS + alias_key], self._written[ALIAS + alias_key] = person, text
        empty = Row("", Content.styled(get_text("widgets.people.none"), REGULAR_QUIET_STYLE))
        older = get_text("widgets.people.older", count=MAX_PEOPLE)
        if len(state.people) > MAX_PEOPLE:
            rows.insert(0, Row("", Content.styled(older, REGULAR_QUIET_STYLE)))
        self.show_rows(rows or [empty])

    @property
    def person(self) -> Person | None:
        """The person of the highlighted row."""
        return self._people.get(self.highlighted_id)

    @property
    def written_name(self) -> str:
        """The other name that is highlighted; empty on the row of a person."""
        return self._written.get(self.highlighted_id, "")

    def highlight_name(self, name: str) -> None:
        """Highlight the person of that name, if they are listed."""
        if PERSON + casefolded(name) in self._people:
            self.highlight_row(PERSON + casefolded(name), self.highlighted or 0)


def _person_row(row_id: str, person: Person, is_left_out: bool) -> Row:
    name = plain_content(person.name)
    if is_left_out:
        name = Content.assemble(name, (f" {get_text('widgets.people.left_out')}", QUIET_STYLE))
    days = get_counted_text("widgets.people.days", person.day_count)
    return Row(row_id, name, aside=Content.styled(days, REGULAR_QUIET_STYLE))


def _alias_row(row_id: str, written: str) -> Row:
    lead = Content.styled(f"  {get_text('widgets.people.also_written')} ", REGULAR_QUIET_STYLE)
    return Row(row_id, plain_content(written), lead)
