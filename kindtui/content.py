"""The location of the assets, and loaders for the content files that ship with the app."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kindtui.domain.insights.evidence import EvidenceCard
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.ritual.prompts import Prompt
from kindtui.domain.state import Catalog, Closing

_PACKAGE_DIR = Path(__file__).resolve().parent
ASSETS_DIR = next(
    folder for folder in (_PACKAGE_DIR / "assets", _PACKAGE_DIR.parent / "assets") if folder.is_dir()
)
STYLESHEET_PATH = ASSETS_DIR / "kindtui.tcss"

T = TypeVar("T")


@cache
def catalog() -> Catalog:
    """Return the acts, checks, closings, prompts and texts."""
    return Catalog(
        acts=_load_content("acts", tuple[Idea, ...]),
        checks=_load_content("boundaries", tuple[Check, ...]),
        closings=_load_content("closings", tuple[Closing, ...]),
        prompts=_load_content("prompts", tuple[Prompt, ...]),
        texts=_load_content("texts", dict[str, str]),
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
    return msgspec.json.decode((ASSETS_DIR / "content" / f"{name}.json").read_bytes(), type=type_)
