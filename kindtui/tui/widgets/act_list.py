"""The acts of a day, and the suggestions to choose from, as rows of a list."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.flow import WRITE_GIVEN
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.ritual.suggestions import OFFER_SIZE, OTHER_CHOICES, Offer
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, ACT_STATE_NAMES
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content


class SuggestionList(Choices):
    """An offer, to be taken by number as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"take({n})", "take", id=f"offer.{n}", group=Binding.Group(f"1-{OFFER_SIZE} take"))
        for n in range(1, OFFER_SIZE + 1)
    ]

    def action_take(self, number: int) -> None:
        """Take the suggestion of that number."""
        idea_ids = [
            option.id
            for option in self.options
            if option.id and option.id not in (*OTHER_CHOICES, WRITE_GIVEN)
        ]
        if number <= len(idea_ids):
            self.post_message(self.Chosen(idea_ids[number - 1]))


class ActList(Choices):
    """The acts of a day; Enter says of a planned one that it happened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "it happened", id="acts.happened", key_display="Enter")
    ]

    def __init__(self, acts: Iterable[Act]) -> None:
        """Show those acts, the planned ones first."""
        acts = tuple(acts)
        self._planned_uids = {act.uid for act in acts if act.state == "planned"}
        super().__init__(act_rows(acts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is settled is not settled by Enter once more."""
        if action == "select":
            return self.highlighted_id in self._planned_uids
        return super().check_action(action, parameters)


def act_rows(acts: Iterable[Act]) -> list[Row]:
    """One row an act: its mark and its sentence; an act that is settled says how."""
    return [_act_row(act) for act in acts]


def offer_rows(offer: Offer, day: Day, who: str, *, rest_first: bool = False) -> list[Row]:
    """The suggestions, numbered, and the other ways to go on; on a hard day rest and receiving come first."""
    used_sources = {act.source for act in day.acts}
    number_by_id = {idea.id: number for number, idea in enumerate(offer.ideas, start=1)}
    rows = []
    for way, words in offer.choices(who, rest_first=rest_first).items():
        text = plain_content(words)
        if way in used_sources:
            text += Content.styled("  on today already", QUIET_STYLE)
        prefix = (
            Content.styled(f"{number_by_id[way]}  ", "bold $accent")
            if way in number_by_id
            else Content("   ")
        )
        rows.append(Row(way, text, prefix))
    return rows


def _act_row(act: Act) -> Row:
    glyph = Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent")
    if act.state == "planned":
        return Row(act.uid, plain_content(act.sentence), glyph)
    return Row(
        act.uid,
        plain_content(act.text) + Content.styled(f"  {ACT_STATE_NAMES[act.state]}", QUIET_STYLE),
        glyph,
    )
