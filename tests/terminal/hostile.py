"""Text that wants to act on a terminal, in every place of a journal where text can be."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

from msgspec import structs

from kindtui.domain.journal.day import Act, ActState, Answer, Day
from kindtui.storage.file_store import FileStore
from tests.support import MORNING, TODAY, FakeClock, act, journal_of, line

HOSTILE_TEXT = (
    "\x1b]52;c;b3duZWQ=\x07"  # sets the clipboard
    "\x1b]0;owned\x07"  # sets the title
    "\x9d2;owned\x9c\x9b31m\x1b[2J"  # the title, red, an empty screen
    "\u202edesrever\u2066\u200f"  # turns the order of reading round
    "[@click=app.leave]go[/] [/ [/] [bold"  # markup
    "\r\x08\x7f"
)
POINTER_SHAPE = re.compile("\x1b\\]22;[a-z-]+\x07")  # the framework's own: the shape of the mouse pointer
FORBIDDEN_OUTPUT = re.compile("\x1b\\]|[\x07\x08\x80-\x9f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hostile_text(word: str) -> str:
    """The word, and after it all that is nasty."""
    return word + HOSTILE_TEXT + " " + word.upper()


def hostile_act(state: ActState, word: str) -> Act:
    hostile_copy = structs.replace(act(state, uid=word), text=hostile_text(word))
    return structs.replace(hostile_copy, who=hostile_text("sam"), when=hostile_text("noon"))


def hostile_day(on: date, *acts: Act) -> Day:
    """A day with lines and a name, and those acts."""
    return Day(
        on,
        who=Answer(hostile_text("Samira"), MORNING.at),
        acts=acts,
        received=(line(hostile_text("tea"), "r"),),
        kept=(line(hostile_text("friday"), "k"),),
    )


def write_unsanitized(path: Path, *days: Day) -> None:
    """Put those days in the file as they are, past everything that cleans."""
    FileStore(path, FakeClock()).transact(lambda _: journal_of(days))
    assert "\x1b]52" in json.dumps(json.loads(path.read_bytes()), ensure_ascii=False).replace(
        "\\u001b", "\x1b"
    )


def hostile_yesterday() -> Day:
    return hostile_day(TODAY - timedelta(days=1), hostile_act("planned", "visit"))
