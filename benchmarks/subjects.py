"""The programs that are measured: the installed kindtui, a bare Textual app and other programs."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks import years
from kindtui.domain.journal.search import distinct_texts

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / "build" / "peers"  # one environment each, made by `make bench`
JOURNAL_YEARS = (0, 1, 10, 100)
KINDTUI = str(Path(sys.executable).with_name("kindtui"))
FIRST_QUESTION = "Who can I encourage today?"
JRNL_CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals: {{default: {{journal: {texts}}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %r'
version: v4
"""
SLOW_FSYNC_PATCH = """
import os, time
_sync = os.fsync
def fsync(descriptor):
    time.sleep(0.3)
    _sync(descriptor)
os.fsync = fsync
"""


class Subject(NamedTuple):
    """A program with its environment and a text that shows that its first screen is complete."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    ready_text: str = ""


class Subjects:
    """The programs to measure, with their files in one folder."""

    def __init__(self, folder: Path) -> None:
        """Write the journals into `folder`."""
        self.folder = folder
        for number in JOURNAL_YEARS:
            self.reset_journal(number)

    def reset_journal(self, year_count: int) -> None:
        """Replace the folder of a journal, so that today is empty and kindtui opens on the first question."""
        path = self.journal(year_count)
        shutil.rmtree(path.parent, ignore_errors=True)
        years.write(year_count, path)

    def journal(self, year_count: int) -> Path:
        """Return the path of the journal of `year_count` years."""
        return self.folder / str(year_count) / "journal.json"

    def kindtui(self, year_count: int, *arguments: str) -> Subject:
        """Return kindtui over a journal of `year_count` years."""
        label = "empty journal" if year_count == 0 else f"{year_count} years" if year_count > 1 else "1 year"
        command = [KINDTUI, "--data", str(self.journal(year_count)), *arguments]
        return Subject(f"kindtui, {label}", command, self._environment, "" if arguments else FIRST_QUESTION)

    def kindtui_with_frame(self, year_count: int) -> Subject:
        """Return the same with a cache folder, in which first frames are kept."""
        subject = self.kindtui(year_count)
        environment = {**self._environment, "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subject._replace(name=f"{subject.name}, remembered frame", environment=environment)

    def kindtui_on_slow_disk(self, year_count: int) -> Subject:
        """Return kindtui on a disk whose fsync takes 300 ms longer."""
        (self.folder / "slow").mkdir(exist_ok=True)
        (self.folder / "slow" / "sitecustomize.py").write_text(SLOW_FSYNC_PATCH)
        subject = self.kindtui(year_count)
        slow = {**self._environment, "PYTHONPATH": str(self.folder / "slow")}
        return subject._replace(environment=slow)

    @property
    def bare(self) -> Subject:
        """The bare Textual app, on the same Python."""
        return Subject("bare Textual", [sys.executable, str(HERE / "bare.py")], self._environment, "READY")

    @property
    def idle_python(self) -> Subject:
        """A Python process that does nothing."""
        return Subject("python -c pass", [sys.executable, "-c", "pass"], self._environment)

    @cached_property
    def peers(self) -> list[Subject]:
        """The other Textual programs that are installed."""
        collection = self.folder / "collection"
        collection.mkdir()
        found = [
            self._peer("dooit", "Welcome to Dooit!"),
            self._peer("posting", "Collection is empty.", "--collection", str(collection)),
        ]
        return [subject for subject in found if subject]

    @cached_property
    def jrnl(self) -> Subject | None:
        """`jrnl -n 3` over the texts of ten years, if it is installed."""
        texts = self.folder / "jrnl.txt"
        days = years.journal(10).days.values()
        lines = (f"[{day.day} 08:00:00 PM] {' '.join(distinct_texts(day))}\n" for day in days if day.acts)
        texts.write_text("\n".join(lines))
        settings = self.folder / "jrnl.yaml"
        settings.write_text(JRNL_CONFIG.format(texts=texts))
        return self._peer("jrnl", "", "--config-file", str(settings), "-n", "3")

    def _peer(self, name: str, text: str, *arguments: str) -> Subject | None:
        program = PEERS / name / "bin" / name
        environment = {**self._environment, "XDG_CACHE_HOME": str(self.folder / "cache of others")}
        return Subject(name, [str(program), *arguments], environment, text) if program.exists() else None

    @cached_property
    def _environment(self) -> Mapping[str, str]:
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "KINDTUI_NOW": "2026-11-22T08:00:00+01:00",
            "XDG_CACHE_HOME": os.devnull,  # no first frames are kept
        }
