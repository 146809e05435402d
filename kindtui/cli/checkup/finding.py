"""One thing that a check-up found."""

from pathlib import Path
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that a check-up found.

    Attributes:
        about: What was looked at, in one word; the label of its line, and the same for programs.
        state: The state it is in, in one word for programs.
        description: The same for a person.
        paths: The files or folders that this is about.
        is_whole: Whether all is well, or this is only a remark.
        remedy: The command that mends it; empty if there is none, or nothing to mend.
        advice: What to do, as a sentence that may name the command; by default, the command alone.
    """

    about: str
    state: str
    description: str
    paths: tuple[Path, ...] = ()
    is_whole: bool = True
    remedy: str = ""
    advice: str = ""

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What a person reads, each line after its label."""
        lines = [(self.about, self.description)]
        if advice := self.advice or (self.remedy and f"`{self.remedy}`"):
            lines.append(("remedy", advice))
        return lines

    @property
    def objects(self) -> list[dict[str, object]]:
        """What a program reads: an object for each path, or one without a path; its keys are stable."""
        found: dict[str, object] = {"about": self.about, "state": self.state, "whole": self.is_whole}
        places = [{"path": str(path)} for path in self.paths] or [{}]
        remedy = {"remedy": self.remedy} if self.remedy else {}
        return [found | place | remedy for place in places]
