"""The acts of a day, and the suggestions to choose from, as rows of a list."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.journal.day import Act, Day
from kindtui.domain.ritual.suggestions import OTHER_WAYS, SIZE, Offer
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, ACT_WORDS
from kindtui.tui.widgets.plain import plain

ADD, GAVE = "add", "gave"
QUIET = "$quiet-text"


class Suggestions(Choices):
    """An offer, to be taken by number as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"take({n})", "take", id=f"offer.{n}", group=Binding.Group(f"1-{SIZE} take"))
        for n in range(1, SIZE + 1)
    ]

    def action_take(self, number: int) -> None:
        """Take the suggestion of that number."""
        acts = [option.id for option in self.options if option.id and option.id not in (*OTHER_WAYS, GAVE)]
        if number <= len(acts):
            self.post_message(self.Chosen(acts[number - 1]))


class Acts(Choices):
    """The acts of a day; Enter says of a planned one that it happened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "it happened", id="acts.happened", key_display="Enter")
    ]

    def __init__(self, acts: Iterable[Act]) -> None:
        """Show those acts, the planned ones first."""
        acts = tuple(acts)
        self._planned = {act.uid for act in acts if act.state == "planned"}
        super().__init__(act_rows(acts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is settled is not settled by Enter once more."""
        if action == "select":
            return self.current in self._planned
        return super().check_action(action, parameters)

    @on(Choices.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()


def act_rows(acts: Iterable[Act]) -> list[Row]:
    """One row an act: its mark and its sentence; an act that is settled says how."""
    return [_act_row(act) for act in acts]


def offer_rows(offer: Offer, day: Day, who: str, *, rest_first: bool = False) -> list[Row]:
    """The suggestions, numbered, and the other ways to go on; on a hard day rest and receiving come first."""
    taken = {act.source for act in day.acts}
    numbers = {idea.id: number for number, idea in enumerate(offer.ideas, start=1)}
    rows = []
    for way, words in offer.ways(who, rest_first=rest_first).items():
        text = plain(words)
        if way in taken:
            text += Content.styled("  on today already", QUIET)
        sign = Content.styled(f"{numbers[way]}  ", "bold $accent") if way in numbers else Content("   ")
        rows.append(Row(way, text, sign))
    return rows


def _act_row(act: Act) -> Row:
    glyph = Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent")
    if act.state == "planned":
        return Row(act.uid, plain(act.sentence), glyph)
    return Row(act.uid, plain(act.text) + Content.styled(f"  {ACT_WORDS[act.state]}", QUIET), glyph)
