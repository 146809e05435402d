"""The small acts kindtui can suggest, and the choice of one."""

from typing import Literal

from msgspec import Struct

Audience = Literal["self", "close", "colleague", "stranger", "community"]
Pathway = Literal["connection", "thoughts", "agency", "identity"]

SOMEONE = "someone"


class Idea(Struct, frozen=True):
    """A suggestion of `acts.json`; `plan` follows "I" and names the person as `{who}`."""

    id: str
    text: str
    plan: str
    audience: Audience
    effort: int
    pathway: Pathway
    low_energy: bool
    contact: bool

    def plan_for(self, who: str) -> str:
        """The plan with the person's name in it, or "someone"."""
        return self.plan.replace("{who}", who or SOMEONE)

    @property
    def names_someone(self) -> bool:
        """Whether the plan has a place for a name."""
        return "{who}" in self.plan


class Plan(Struct, frozen=True):
    """A choice: what to do, for whom, with how much energy (1–9); `idea` is None for own words."""

    text: str
    who: str = ""
    energy: int | None = None
    idea: Idea | None = None
