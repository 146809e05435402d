"""The one locator of assets: reads the words and the stylesheet the app ships with."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kindtui.domain.insights.evidence import Card
from kindtui.domain.ritual.acts import Idea
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.ritual.prompts import Prompt
from kindtui.domain.state import Closing, Words

_HERE = Path(__file__).resolve().parent
ASSETS = next(folder for folder in (_HERE / "assets", _HERE.parent / "assets") if folder.is_dir())
STYLESHEET = ASSETS / "kindtui.tcss"

T = TypeVar("T")


@cache
def words() -> Words:
    """The acts, checks, closings, questions and texts."""
    return Words(
        acts=_read("acts", tuple[Idea, ...]),
        checks=_read("boundaries", tuple[Check, ...]),
        closings=_read("closings", tuple[Closing, ...]),
        prompts=_read("prompts", tuple[Prompt, ...]),
        texts=_read("texts", dict[str, str]),
    )


@cache
def evidence() -> tuple[Card, ...]:
    """What the article says of kindness, beside what was found."""
    return _read("evidence", tuple[Card, ...])


class DemoWords(msgspec.Struct, frozen=True):
    """The made-up names and lines of the demo year."""

    names: tuple[str, ...]
    whens: tuple[str, ...]
    received: tuple[str, ...]
    kept: tuple[str, ...]


def demo_words() -> DemoWords:
    """The words of `--demo`."""
    return _read("demo", DemoWords)


def _read(name: str, form: type[T]) -> T:
    return msgspec.json.decode((ASSETS / "content" / f"{name}.json").read_bytes(), type=form)
