"""The small acts kindtui can suggest, and the choice of one."""

from typing import Literal

from msgspec import Struct

from kindtui.domain.journal.custom_entry import CustomEntry

Audience = Literal["self", "close", "colleague", "stranger", "community"]
Pathway = Literal["connection", "thoughts", "agency", "identity"]

SOMEONE = "someone"


class Idea(Struct, frozen=True):
    """A suggestion of `acts.json`; `plan` follows "I" and names the person as `{who}`.

    An act of the user's own has its uid for an `id`, no audience and no pathway.
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
        """The plan with the person's name in it, or "someone"; own words as they are."""
        return self.plan if self.own else self.plan.replace("{who}", who or SOMEONE)

    @property
    def has_name_placeholder(self) -> bool:
        """Whether the plan has a place for a name."""
        return "{who}" in self.plan and not self.own


def custom_idea(entry: CustomEntry) -> Idea:
    """Return a custom act as a suggestion; nothing is known of its effort, so it is none for low energy."""
    return Idea(entry.uid, entry.text, entry.text, "", "", low_energy=False, contact=False, own=True)


class Plan(Struct, frozen=True):
    """A choice: what to do, for whom, with how much energy (1–9); `idea` is None for own words."""

    text: str
    who: str = ""
    energy: int | None = None
    idea: Idea | None = None
