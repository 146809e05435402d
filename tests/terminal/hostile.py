"""Text that wants to act on a terminal, in every place of a journal where text can be."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

from msgspec import structs
from support import MORNING, TODAY, FakeClock, act, journal_of, line

from kindtui.domain.journal.day import Act, ActState, Answer, Day
from kindtui.storage.store import FileStore

NASTY = (
    "\x1b]52;c;b3duZWQ=\x07"  # sets the clipboard
    "\x1b]0;owned\x07"  # sets the title
    "\x9d2;owned\x9c\x9b31m\x1b[2J"  # the title, red, an empty screen
    "\u202edesrever\u2066\u200f"  # turns the order of reading round
    "[@click=app.leave]go[/] [/ [/] [bold"  # markup
    "\r\x08\x7f"
)
POINTER = re.compile("\x1b\\]22;[a-z-]+\x07")  # the framework's own: the shape of the mouse pointer
FORBIDDEN = re.compile("\x1b\\]|[\x07\x08\x80-\x9f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hostile(word: str) -> str:
    """The word, and after it all that is nasty."""
    return word + NASTY + " " + word.upper()


def hostile_act(state: ActState, word: str) -> Act:
    nasty = structs.replace(act(state, uid=word), text=hostile(word))
    return structs.replace(nasty, who=hostile("sam"), when=hostile("noon"))


def hostile_day(on: date, *acts: Act) -> Day:
    """A day with lines and a name, and those acts."""
    return Day(
        on,
        who=Answer(hostile("Samira"), MORNING.at),
        acts=acts,
        received=(line(hostile("tea"), "r"),),
        kept=(line(hostile("friday"), "k"),),
    )


def write(path: Path, *days: Day) -> None:
    """Put those days in the file as they are, past everything that cleans."""
    FileStore(path, FakeClock()).transact(lambda _: journal_of(days))
    assert "\x1b]52" in json.dumps(json.loads(path.read_bytes()), ensure_ascii=False).replace(
        "\\u001b", "\x1b"
    )


def yesterday() -> Day:
    return hostile_day(TODAY - timedelta(days=1), hostile_act("planned", "visit"))
