"""Loaders for the content files that ship with the app."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kindtui.assets import CONTENT_DIR
from kindtui.domain.ritual.catalog import Catalog

if TYPE_CHECKING:
    from kindtui.domain.insights.evidence import EvidenceCard

T = TypeVar("T")


@cache
def catalog() -> Catalog:
    """Return the acts, checks, closings and prompts."""
    return Catalog(_load_content)


@cache
def evidence() -> tuple[EvidenceCard, ...]:
    """Return the evidence cards."""
    from kindtui.domain.insights.evidence import EvidenceCard

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
