"""The sheet that `kindtui edit` opens: editors that see and rewrite it, and its entries."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs

from kindtui.cli.main import run
from kindtui.domain.journal.day import Act, ActState, Day
from kindtui.domain.journal.journal import Journal
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import FakeClock

MARK = re.compile(r"\[[0-9a-f]{4,}\]")
# What a line of a text may not begin with, unless a backslash is before it.
SPECIAL = re.compile(r"\\*(#|==|\[[0-9a-f]{4,}\]|(done|planned|let go|who|when):)", re.IGNORECASE)
STATE_WORDS: dict[ActState, str] = {"planned": "planned", "done": "done", "let_go": "let go"}


def shell_editor(folder: Path, *lines: str) -> str:
    """Return the command of an editor that runs these lines of shell; `$1` is the sheet."""
    script = folder / f"editor-{len(list(folder.glob('editor-*')))}.sh"
    script.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    script.chmod(0o700)
    return shlex.quote(str(script))


def writing(program: Program, text: str | bytes) -> str:
    """Return the command of an editor that replaces the whole sheet."""
    new = program.home / "new-sheet"
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    return f"cp {shlex.quote(str(new))}"


def edit(program: Program, editor: str, *arguments: str) -> int:
    """Run `kindtui edit` with that editor in this process, and return its exit status."""
    return run(["edit", *arguments], {**program.environment, "EDITOR": editor})


def opened_sheet(program: Program, *arguments: str) -> str:
    """Return the sheet as an editor finds it, which then leaves it as it is."""
    folder = program.home / "seen"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    edit(program, f"cp -t {shlex.quote(str(folder))}", *arguments)
    (copy,) = folder.iterdir()
    return copy.read_text()


def left_sheets(program: Program) -> list[Path]:
    """Return the sheets that wait to be opened again."""
    return sorted(program.data.parent.glob(".journal.json.*.txt"))


def put_days(program: Program, *days: Day) -> Journal:
    """Make these the days of the journal, and return it as it was saved."""

    def change(journal: Journal) -> Journal:
        return structs.replace(journal, days={day.day: day for day in days})

    return FileStore(program.data, FakeClock()).transact(change).journal


def escaped(line: str) -> str:
    """Return a line of a text with a backslash where it could be taken for something else."""
    return f"\\{line}" if SPECIAL.match(line) else line


def text_lines(start: str, text: str) -> list[str]:
    """Return the lines of an entry: the first after `start`, the others indented."""
    first, *others = (escaped(line) for line in text.split("\n"))
    return [f"{start}{first}", *(f"  {line}" if line else "" for line in others)]


def act_lines(start: str, act: Act) -> list[str]:
    """Return the lines of an act."""
    details = [f"  {name}: {value}" for name, value in (("who", act.who), ("when", act.when)) if value]
    return [*text_lines(f"{start}{STATE_WORDS[act.state]}: ", act.text), *details]


@dataclass
class Sheet:
    """What a person sees: below each heading the entries, each with its lines."""

    head: str
    entries: dict[str, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Sheet":
        """Read one as kindtui writes it."""
        head, *parts = re.split(r"^== (\w+) ==\n", text, flags=re.MULTILINE)
        sheet = cls(head)
        for heading, body in zip(parts[::2], parts[1::2], strict=True):
            blocks: list[list[str]] = []
            for line in body.rstrip("\n").split("\n") if body.strip() else ():
                if blocks and (not line or line[0] == " "):
                    blocks[-1].append(line)
                else:
                    blocks.append([line])
            sheet.entries[heading] = blocks
        return sheet

    def __str__(self) -> str:
        parts = (
            f"== {heading} ==\n" + "".join(f"{line}\n" for block in blocks for line in block)
            for heading, blocks in self.entries.items()
        )
        return self.head + "\n".join(parts)


def mark_of_entry(block: Sequence[str]) -> str:
    """Return the start of an entry that shows which one it is, and the blank after it."""
    mark = MARK.match(block[0])
    assert mark, "every entry that is there already has a mark"
    return f"{mark[0]} "
