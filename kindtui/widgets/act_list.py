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

OWN, OTHERS, REST, RECEIVE, ADD = "own", "others", "rest", "receive", "add"
QUIET = "$quiet-text"


class Suggestions(Choices):
    """An offer, to be taken by number as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"take({n})", "take", id=f"offer.{n}", group=Binding.Group(f"1-{SIZE} take"))
        for n in range(1, SIZE + 1)
    ]

    def action_take(self, number: int) -> None:
        """Take the suggestion of that number."""
        others = (OWN, OTHERS, REST, RECEIVE)
        acts = [option.id for option in self.options if option.id and option.id not in others]
        if number <= len(acts):
            self.post_message(self.Chosen(acts[number - 1]))


def act_rows(acts: Iterable[Act]) -> list[Row]:
    """One row an act: its mark and its sentence; an act that is settled says how."""
    return [_act_row(act) for act in acts]


def offer_rows(offer: Offer, day: Day, who: str, *, rest_first: bool = False) -> list[Row]:
    """The suggestions, numbered, and the other ways to go on; on a hard day rest and receiving come first."""
    taken = {act.source for act in day.acts}
    blank = Content("   ")
    rows = []
    for number, idea in enumerate(offer.ideas, start=1):
        plan = idea.plan_for(who)
        text = plain(plan[0].upper() + plan[1:])
        if idea.id in taken:
            text += Content.styled("  on today already", QUIET)
        rows.append(Row(idea.id, text, Content.styled(f"{number}  ", "bold $accent")))
    rest = Row(REST, Content("Rest today. It is as good a choice as any."), blank)
    if rest_first:
        receive = Row(RECEIVE, Content("Write down something kind that came my way"), blank)
        rows = [rest, receive, *rows]
    elif offer.rest:
        rows.append(rest)
    return [*rows, Row(OWN, Content("Write my own"), blank), Row(OTHERS, Content("Three others"), blank)]


def _act_row(act: Act) -> Row:
    glyph = Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent")
    if act.state == "planned":
        return Row(act.uid, plain(act.sentence), glyph)
    return Row(act.uid, plain(act.text) + Content.styled(f"  {ACT_WORDS[act.state]}", QUIET), glyph)
