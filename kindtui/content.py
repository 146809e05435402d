"""Loaders for the content files that ship with the app."""

from functools import cache
from typing import TypeVar

import msgspec

from kindtui.assets import CONTENT_DIR
from kindtui.domain.insights.evidence import EvidenceCard
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.ritual.prompts import Prompt
from kindtui.domain.state import Catalog, Closing

T = TypeVar("T")


@cache
def catalog() -> Catalog:
    """Return the acts, checks, closings and prompts."""
    return Catalog(
        acts=_load_content("acts", tuple[Idea, ...]),
        checks=_load_content("boundaries", tuple[Check, ...]),
        closings=_load_content("closings", tuple[Closing, ...]),
        prompts=_load_content("prompts", tuple[Prompt, ...]),
    )


@cache
def evidence() -> tuple[EvidenceCard, ...]:
    """Return the evidence cards."""
    return _load_content("evidence", tuple[EvidenceCard, ...])


class DemoTexts(msgspec.Struct, frozen=True):
    """The invented names and lines of the demo year."""

    names: tuple[str, ...]
    whens: tuple[str, ...]
    received: tuple[str, ...]
    kept: tuple[str, ...]


def demo_texts() -> DemoTexts:
    """Return the texts of `--demo`."""
    return _load_content("demo", DemoTexts)


def _load_content(name: str, type_: type[T]) -> T:
    return msgspec.json.decode((CONTENT_DIR / f"{name}.json").read_bytes(), type=type_)
