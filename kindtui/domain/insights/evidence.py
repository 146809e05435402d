"""The evidence cards: what the article behind kindtui says, and what studies found."""

from typing import Literal

from msgspec import Struct

Strength = Literal["strong", "moderate", "mixed", "popular but thin"]


class Source(Struct, frozen=True):
    """A publication; `checked` says how much of it was read."""

    authors: str
    year: int
    title: str
    venue: str
    doi: str | None
    checked: str

    def __str__(self) -> str:
        """Return the citation."""
        doi = f" doi:{self.doi}." if self.doi else ""
        stop = "" if self.title.endswith("?") else "."
        return f"{self.authors} ({self.year}). {self.title}{stop} {self.venue}.{doi} ({self.checked})"


class EvidenceCard(Struct, frozen=True):
    """A card of `evidence.json`: `card` is the finding in short, `detail` in full.

    `article_says` is empty where the finding answers no claim of the article, as the one about habits.
    """

    id: str
    topic: str
    strength: Strength
    card: str
    detail: str
    sources: tuple[Source, ...]
    article_says: str = ""
