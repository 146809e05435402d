"""The acts of a day, and the suggestions to choose from, as rows of a list."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.day import Act, Day
from kindtui.domain.suggestions import SIZE, Offer
from kindtui.widgets.choices import Choices, Row
from kindtui.widgets.marks import ACT_GLYPHS, ACT_WORDS
from kindtui.widgets.plain import plain

OWN, OTHERS, REST, ADD = "own", "others", "rest", "add"
QUIET = "$quiet-text"


class Suggestions(Choices):
    """An offer, to be taken by number as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"take({n})", "take", id=f"offer.{n}", group=Binding.Group(f"1-{SIZE} take"))
        for n in range(1, SIZE + 1)
    ]

    def action_take(self, number: int) -> None:
        """Take the suggestion of that number."""
        option = self.options[number - 1] if number <= len(self.options) else None
        if option and option.id not in (OWN, OTHERS, REST):
            self.post_message(self.Chosen(option.id or ""))


def act_rows(acts: Iterable[Act]) -> list[Row]:
    """One row an act: its mark and its sentence; an act that is settled says how."""
    return [_act_row(act) for act in acts]


def offer_rows(offer: Offer, day: Day, who: str) -> list[Row]:
    """The suggestions, numbered, and the other ways to go on."""
    taken = {act.source for act in day.acts}
    blank = Content("   ")
    rows = []
    for number, idea in enumerate(offer.ideas, start=1):
        plan = idea.plan_for(who)
        text = plain(plan[0].upper() + plan[1:])
        if idea.id in taken:
            text += Content.styled("  on today already", QUIET)
        rows.append(Row(idea.id, text, Content.styled(f"{number}  ", "bold $accent")))
    if offer.rest:
        rows.append(Row(REST, Content("Rest today. It is as good a choice as any."), blank))
    return [*rows, Row(OWN, Content("Write my own"), blank), Row(OTHERS, Content("Three others"), blank)]


def _act_row(act: Act) -> Row:
    glyph = Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent")
    if act.state == "planned":
        return Row(act.uid, plain(act.sentence), glyph)
    return Row(act.uid, plain(act.text) + Content.styled(f"  {ACT_WORDS[act.state]}", QUIET), glyph)
