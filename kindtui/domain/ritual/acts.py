"""The small acts that can be suggested, and the choice of one."""

from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.sentences import with_name

Audience = Literal["self", "close", "colleague", "stranger", "community"]
Pathway = Literal["connection", "thoughts", "agency", "identity"]


class Idea(Struct, frozen=True):
    """A suggestion of `acts.json`, or a custom act, which has no audience and no pathway.

    Attributes:
        id: The id in `acts.json`, or the uid of the custom act.
        plan: What to do, in words that follow "I"; `{who}` stands for the name of the person.
        contact: Whether it means being in touch with somebody.
        own: Whether it is a custom act.
    """

    id: str
    text: str
    plan: str
    audience: Audience | Literal[""]
    pathway: Pathway | Literal[""]
    low_energy: bool
    contact: bool
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
    return Idea(entry.uid, entry.text, entry.text, "", "", low_energy=False, contact=False, own=True)


class Plan(Struct, frozen=True):
    """A chosen act: what to do, for whom, at which energy (1–9); `idea` is None for a person's own words."""

    text: str
    who: str = ""
    energy: int | None = None
    idea: Idea | None = None
