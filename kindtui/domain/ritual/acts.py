"""The small acts that can be suggested, and the choice of one."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.sentences import with_name

Audience = Literal["self", "close", "colleague", "stranger", "community"]
Pathway = Literal["connection", "thoughts", "agency", "identity"]

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
PATHWAYS: tuple[Pathway, ...] = get_args(Pathway)

# The four ways in which kindness helps, as the article behind kindtui tells them.
PATHWAY_NAMES: Mapping[str, str] = {
    "connection": "feeling closer",
    "thoughts": "looking outward",
    "agency": "having a say",
    "identity": "someone who gives",
}
# The same in a word of each name, beside a suggestion.
PATHWAY_WORDS: Mapping[Pathway, str] = {
    "connection": "closer",
    "thoughts": "outward",
    "agency": "choosing",
    "identity": "giving",
}


class Idea(Struct, frozen=True):
    """A suggestion of `acts.json`, or a custom act, which has no audience and no pathway.

    Attributes:
        id: The id in `acts.json`, or the uid of the custom act.
        plan: What to do, in words that follow "I"; `{who}` stands for the name of the person.
        low_energy: Whether somebody very tired can do it, in about two minutes.
        contact: Whether it means being in touch with somebody.
        needs_out: Whether it means leaving the house.
        longer: Whether it takes more than ten minutes.
        retired: Whether it is no longer suggested; days that used it still refer to it.
        own: Whether it is a custom act.
    """

    id: str
    plan: str
    audience: Audience | Literal[""]
    pathway: Pathway | Literal[""]
    low_energy: bool
    contact: bool
    needs_out: bool = False
    longer: bool = False
    retired: bool = False
    own: bool = False

    def plan_for(self, who: str) -> str:
        """Return the plan with the name in it, or with "someone"; that of a custom act is unchanged."""
        return self.plan if self.own else with_name(self.plan, who)

    @property
    def has_name_placeholder(self) -> bool:
        """Whether the plan contains `{who}`."""
        return "{who}" in self.plan and not self.own


def custom_idea(entry: CustomEntry) -> Idea:
    """Return a custom act as a suggestion; nothing is known of its effort, so it is none for low energy."""
    return Idea(entry.uid, entry.text, "", "", low_energy=False, contact=False, own=True)


class Plan(Struct, frozen=True):
    """A chosen act: what to do, for whom, at which energy (1–9); `idea` is None for a person's own words."""

    text: str
    who: str = ""
    energy: int | None = None
    idea: Idea | None = None
