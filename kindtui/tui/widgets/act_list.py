"""The acts of a day, and the suggestions to choose from, as rows of a list."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, repeat
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.describe import describe_plan
from kindtui.domain.form import WRITE_GIVEN
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.ritual.acts import PATHWAY_WORDS, Idea
from kindtui.domain.ritual.suggestions import NEXT_PATHWAY, OFFER_SIZE, OTHER_CHOICES, Offer
from kindtui.domain.text import first_line
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, ACT_STATE_NAMES
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

NUMBERED_ROWS = 4


class SuggestionList(Choices):
    """The suggestions of an offer; those with a number can be chosen by it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(n), f"take({n})", "take", id=f"offer.{n}", group=Binding.Group(f"1-{OFFER_SIZE} take")
            )
            for n in range(1, OFFER_SIZE + 1)
        ),
        Binding("f", "filter", "four ways", id="offer.filter"),
    ]

    def action_filter(self) -> None:
        """Choose from the next of the four ways, or from all of them again."""
        self.post_message(self.Chosen(NEXT_PATHWAY))

    def action_take(self, number: int) -> None:
        """Choose the suggestion with that number, counted from 1."""
        idea_ids = [
            option.id
            for option in self.options
            if option.id and option.id not in (*OTHER_CHOICES, WRITE_GIVEN)
        ]
        if number <= len(idea_ids):
            self.post_message(self.Chosen(idea_ids[number - 1]))


class NumberedList(Choices):
    """What can be answered about a plan still open, or on a hard morning; the first rows have a number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"take({n})", "choose", id=f"open_plan.{n}", group=Binding.Group("1-4 choose"))
        for n in range(1, NUMBERED_ROWS + 1)
    ]

    def __init__(self, choices: Mapping[str, str]) -> None:
        """Show the text of each choice, by its id."""
        numbers = chain(range(1, NUMBERED_ROWS + 1), repeat(""))
        super().__init__(
            Row(row_id, plain_content(text), Content.styled(f"{number:<3}", "bold $accent"))
            for number, (row_id, text) in zip(numbers, choices.items(), strict=False)
        )

    def action_take(self, number: int) -> None:
        """Choose the row with that number."""
        if number <= len(self.options):
            self.post_message(self.Chosen(self.options[number - 1].id or ""))


class ActList(Choices):
    """The acts of a day; Enter marks a planned one as done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "I did it", id="acts.happened", key_display="Enter")
    ]

    def __init__(self, acts: Iterable[Act], on: date, today: date) -> None:
        """Show the `acts` of the day `on` in their order."""
        acts = tuple(acts)
        self._planned_uids = {act.uid for act in acts if act.state == "planned"}
        super().__init__(_act_row(act, on, today) for act in acts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `select` only on a planned act."""
        if action == "select":
            return self.highlighted_id in self._planned_uids
        return super().check_action(action, parameters)


def offer_rows(offer: Offer, day: Day, who: str, *, rest_first: bool = False) -> list[Row]:
    """Return the numbered suggestions and the other choices.

    Args:
        offer: The suggestions of the day.
        day: The day they are for; what it holds already is marked.
        who: The person the act is for, empty for nobody in particular.
        rest_first: Whether rest and receiving come first, as on a hard day.
    """
    used_sources = {act.source for act in day.acts}
    ideas_by_id = {idea.id: idea for idea in offer.ideas}
    number_by_id = {idea.id: number for number, idea in enumerate(offer.ideas, start=1)}
    rows = []
    for row_id, label in offer.choices(who, rest_first=rest_first).items():
        text = plain_content(label)
        if row_id in used_sources:
            text += Content.styled(f"  {get_text('widgets.offer.already_on_list')}", QUIET_STYLE)
        number = number_by_id.get(row_id)
        aside = Content.styled(_aside(ideas_by_id.get(row_id)), QUIET_STYLE)
        prefix = Content.styled(f"{number}  ", "bold $accent") if number else Content("   ")
        rows.append(Row(row_id, text, prefix, aside))
    return rows


def _aside(idea: Idea | None) -> str:
    """Return in a word which of the four ways an idea serves, and whether it takes longer than most."""
    if not idea or not idea.pathway:
        return ""
    word = PATHWAY_WORDS[idea.pathway]
    return f"longer, {word}" if idea.longer else word


def _act_row(act: Act, on: date, today: date) -> Row:
    """Return the glyph of an act and its text; an act that is not planned has its state added."""
    glyph = Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent")
    if act.state == "planned":
        return Row(act.uid, plain_content(describe_plan(act, on, today)), glyph)
    return Row(
        act.uid,
        plain_content(first_line(act.text)) + Content.styled(f"  {ACT_STATE_NAMES[act.state]}", QUIET_STYLE),
        glyph,
    )
