"""`kindtui export` in this process, and readers of the page and the picture it writes."""

import io
import os
import re
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date, timedelta
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from kindtui.cli.main import run
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from tests.storage.store_helpers import journal_bytes
from tests.support import MORNING

NOW = "2026-11-22T08:00:00+01:00"
ONE_DAY = timedelta(days=1)
VOID_ELEMENTS = {"meta", "link", "br", "hr", "img", "input", "wbr", "base", "col", "embed", "source", "area"}
INVISIBLE_ELEMENTS = {"style", "script", "title", "template"}
INLINE_ELEMENTS = {"a", "b", "bdi", "bdo", "em", "i", "small", "span", "strong", "time", "svg", "use", "mark"}


class Export(NamedTuple):
    """The exit status of a run, the bytes on its standard output, and what it said."""

    status: int
    data: bytes
    error: str

    @property
    def text(self) -> str:
        return self.data.decode()


class Desk:
    """Exports one journal after the other."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.json"
        self.environment = {"KINDTUI_DATA": str(self.path), "KINDTUI_NOW": NOW, "HOME": str(folder)}

    def put(self, journal: Journal | bytes) -> None:
        """Make this the journal of the program; nothing else is beside it."""
        for other in self.path.parent.glob("journal.json.*"):
            if other.is_file():
                other.unlink()
        self.path.write_bytes(journal if isinstance(journal, bytes) else journal_bytes(journal))

    def run(self, *arguments: str) -> Export:
        """Run any command."""
        target, error = self.path.with_name("stdout"), io.StringIO()
        descriptor = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        out = io.TextIOWrapper(io.FileIO(descriptor, "w", closefd=False), "utf-8", write_through=True)
        with redirect_stdout(out), redirect_stderr(error):
            try:
                status = run(arguments, self.environment)
            except SystemExit as stop:  # argparse
                status = int(stop.code or 0)
        with suppress(OSError):  # an export closes its output, to hear of a full disk
            os.close(descriptor)
        return Export(status, target.read_bytes(), error.getvalue())

    def export(self, *arguments: str) -> Export:
        """Run `kindtui export` with these arguments."""
        return self.run("export", *arguments)

    def page(self, journal: Journal | None = None, *arguments: str) -> "Page":
        """Return the page of a journal, read."""
        return Page(self.written("html", journal, *arguments))

    def picture(self, journal: Journal | None = None, *arguments: str) -> "Picture":
        """Return the picture of a journal, read."""
        return Picture(self.written("svg", journal, *arguments))

    def written(self, form: str, journal: Journal | None = None, *arguments: str) -> str:
        """Return an export that went well."""
        if journal is not None:
            self.put(journal)
        export = self.export("--format", form, "--quiet", *arguments)
        assert (export.status, export.error) == (0, ""), export
        return export.text


class Page(HTMLParser):
    """An HTML page as a browser and its reader see it; every element has to be closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.styles = ""
        self.title = ""
        self.comments: list[str] = []
        self._open: list[str] = []
        self._visible: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == [], "elements that are not closed"

    @cached_property
    def lines(self) -> list[str]:
        """The lines a reader sees, without blank ones; blanks are as HTML collapses them."""
        lines = "".join(self._visible).split("\n")
        return [" ".join(re.split("[ \t\r\f]+", line)).strip(" ") for line in lines if line.strip(" \t\r\f")]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.lines)

    def values(self, attribute: str) -> list[str]:
        """The values of that attribute, in order."""
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute comes twice in {tag}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID_ELEMENTS:
            self._open.append(tag)
        if tag not in INLINE_ELEMENTS:
            self._visible.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} is closed out of order"
        if tag not in INLINE_ELEMENTS:
            self._visible.append("\n")

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            self.styles += data
        elif "title" in self._open:
            self.title += data
        elif not INVISIBLE_ELEMENTS.intersection(self._open):
            self._visible.append(data.replace("\n", " "))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


class MarkShape(NamedTuple):
    """A part of a picture: where it starts, and its form without colour."""

    x: float
    y: float
    outline: str
    is_filled: bool


class Picture:
    """An SVG picture and the shapes in it, each path cut where the pen is lifted."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = ElementTree.fromstring(source)
        x, y, self.width, self.height = map(float, self.root.attrib["viewBox"].split())
        assert (x, y) == (0, 0)

    @property
    def tags(self) -> set[str]:
        return {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in self.root.iter()}

    @property
    def shapes(self) -> Counter[MarkShape]:
        """Every shape but the ground."""
        found: Counter[MarkShape] = Counter()
        for element in self.root.iter("{http://www.w3.org/2000/svg}path"):
            is_filled = element.get("fill") != "none"
            for part in element.attrib["d"].split("M")[1:]:
                start = re.match(r"\s*(-?[\d.]+)[ ,](-?[\d.]+)", part)
                assert start, part
                x, y = map(float, start.groups())
                found[MarkShape(x, y, part[start.end() :], is_filled)] += 1
        return found

    def shapes_unlike(self, other: "Picture") -> list[MarkShape]:
        """The shapes that the other picture does not have, in order."""
        return sorted(self.shapes - other.shapes)


def words(text: str, uid: str = "r") -> Line:
    return Line(uid, text, MORNING, MORNING.at)


def given_act(text: str, who: str = "", when: str = "", uid: str = "a") -> Act:
    return Act(uid, text, "done", MORNING, MORNING.at, who=who, when=when)


def answer(value: object) -> Answer:  # type: ignore[type-arg]
    return Answer(value, MORNING.at)


def day_with(on: date, *texts: str) -> Day:
    """A kind day with these lines received."""
    return Day(on, received=tuple(words(text, f"r{number}") for number, text in enumerate(texts)))


def journal_with(*days: Day, **parts: object) -> Journal:
    return Journal({day.day: day for day in sorted(days, key=lambda day: day.day)}, **parts)  # type: ignore[arg-type]
