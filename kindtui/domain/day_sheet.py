"""A day as a sheet of plain text that a person rewrites in an editor, and what became of it.

Lines in the first column are headings, entries and remarks; the other lines of an entry are indented. An
entry begins with its tag in brackets, and a new one with nothing. A line of a text that looks like one of the
marks of the sheet gets a backslash in front, and one that has backslashes there already gets one more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from kindtui.domain.journal.day import ActState
from kindtui.domain.journal.day_texts import DayTexts, EntryTexts, TextConflict
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.text import clean_lines, one_line
from kindtui.texts import get_text

WHO = "who"
REMARK, HEADING_MARK, ESCAPE, INDENT = "#", "==", "\\", "  "
HEADINGS: Mapping[str, str] = {
    WHO: get_text("edit.heading.who"),
    "acts": get_text("edit.heading.acts"),
    "received": get_text("edit.heading.received"),
    "kept": get_text("edit.heading.kept"),
    "notes": get_text("edit.heading.notes"),
}
STATE_LABELS: Mapping[ActState, str] = {"done": "done", "planned": "planned", "let_go": "let go"}
DETAIL_LABELS = ("who", "when")

_STATES: Mapping[str, ActState] = {label: state for state, label in STATE_LABELS.items()}
_STATE = re.compile(rf"({'|'.join(_STATES)}):\s*", re.IGNORECASE)
_DETAIL = re.compile(rf"({'|'.join(DETAIL_LABELS)}):\s*", re.IGNORECASE)
_TAG = re.compile(r"\[([0-9a-f]{3,})\]\s*", re.IGNORECASE)
_MARK = rf"{REMARK}|{HEADING_MARK}|{_TAG.pattern}|{_STATE.pattern}|{_DETAIL.pattern}"
_ESCAPABLE = re.compile(rf"\\*(?:{_MARK})", re.IGNORECASE)
_ESCAPED = re.compile(rf"\\+(?:{_MARK})", re.IGNORECASE)


class SheetError(Exception):
    """A line of the sheet cannot be understood. The message says which, and nothing of what is in it."""


def write_sheet(texts: DayTexts, title: str, conflicts: Sequence[TextConflict] = ()) -> str:
    """Return the sheet of a day.

    Args:
        texts: The texts of the day.
        title: What the first line says.
        conflicts: What a merge left in conflict; the other version is in remarks above the entry.
    """
    remarks = {(conflict.field, conflict.index): conflict for conflict in conflicts}
    lines = [f"{REMARK} {title}", REMARK]
    lines += (f"{REMARK} {line}" for line in get_text("edit.help").split("\n"))
    for field, heading in HEADINGS.items():
        lines += ["", f"{HEADING_MARK} {heading} {HEADING_MARK}"]
        entries = texts.entries(field) if field in LIST_FIELDS else (EntryTexts(texts.who),)
        for index, entry in enumerate(entries):
            if conflict := remarks.get((field, index)):
                lines += (f"{REMARK} {line}".rstrip() for line in _conflict_lines(conflict))
            lines += _entry_lines(entry)
    return "\n".join(lines)


def write_base(texts: DayTexts, sheet: str) -> str:
    """Return what `read_sheet` compares a sheet with: its remarks, and the texts of the day as they are."""
    return "\n".join([*_remarks(sheet), write_sheet(texts, "")])


def conflict_line(sheet: str) -> int:
    """Return the number of the first line of a sheet that is a remark about a conflict, from 1."""
    lines = sheet.split("\n")
    first_heading = next(number for number, line in enumerate(lines) if line.startswith(HEADING_MARK))
    return next(n for n, line in enumerate(lines, 1) if n > first_heading and line.startswith(REMARK))


def read_sheet(sheet: str, base: str) -> tuple[DayTexts, DayTexts]:
    """Return the texts that were there, and those that are in the sheet now.

    Args:
        sheet: The sheet as the person left it.
        base: The sheet as it was written; if that has conflicts, what `write_base` returns.

    Raises:
        SheetError: A line cannot be understood, or a heading is missing and what was below it too.
    """
    remarks = _remarks(base)
    before = _Reader(remarks).read(base)
    reader = _Reader(remarks, before)
    after = reader.read(sheet)
    for field, heading in HEADINGS.items():
        if getattr(before, field) and field not in reader.fields:
            line = f"{HEADING_MARK} {heading} {HEADING_MARK}"
            raise SheetError(get_text("edit.problem.missing_heading", heading=line))
    return before, after


def _remarks(sheet: str) -> set[str]:
    return {line.rstrip() for line in sheet.split("\n") if line.startswith(REMARK)}


class _Draft:
    """An entry while its lines are read."""

    def __init__(self, number: int, line: str, tag: str = "", state: ActState | None = None) -> None:
        self.number, self.tag, self.state = number, tag, state
        self.lines = [line]
        self.details: dict[str, str] = {}

    def entry(self) -> EntryTexts | None:
        """Return the entry; None if it has become blank.

        Raises:
            SheetError: It is blank but for its name or its time.
        """
        text = clean_lines("\n".join(self.lines))
        if not text and any(self.details.values()):
            raise SheetError(get_text("edit.problem.no_words", number=self.number))
        return EntryTexts(text, self.tag, self.state, **self.details) if text else None


class _Reader:
    """Reads a sheet line by line. Without the texts `before`, any tag is taken."""

    def __init__(self, remarks: set[str], before: DayTexts | None = None) -> None:
        self.fields: set[str] = set()  # those whose heading was found
        self._remarks, self._before = remarks, before
        self._field = ""
        self._who = ""
        self._drafts: dict[str, list[_Draft]] = {field: [] for field in LIST_FIELDS}
        self._current: _Draft | None = None
        self._tags: set[str] = set()

    def read(self, sheet: str) -> DayTexts:
        """Return the texts in the sheet.

        Raises:
            SheetError: A line cannot be understood.
        """
        for number, line in enumerate(sheet.split("\n"), start=1):
            self._read_line(number, line)
        fields = {field: [draft.entry() for draft in drafts] for field, drafts in self._drafts.items()}
        return DayTexts(self._who, **{field: tuple(filter(None, found)) for field, found in fields.items()})

    def _read_line(self, number: int, line: str) -> None:
        stripped = line.strip()
        if line.startswith(REMARK):
            if line.rstrip() not in self._remarks:
                raise SheetError(get_text("edit.problem.remark", number=number))
        elif line.startswith(HEADING_MARK):
            self._read_heading(number, stripped)
        elif not stripped:
            if self._current:
                self._current.lines.append("")
        elif not self._field:
            raise SheetError(get_text("edit.problem.no_heading", number=number))
        elif self._field == WHO:
            self._read_who(number, stripped)
        else:
            self._read_text(number, stripped, is_indented=line[0].isspace())

    def _read_heading(self, number: int, line: str) -> None:
        name = line.strip("= \t").casefold()
        field = next((field for field, heading in HEADINGS.items() if heading.casefold() == name), None)
        if field is None:
            raise SheetError(get_text("edit.problem.unknown_heading", number=number))
        self._field, self._current = field, None
        self.fields.add(field)

    def _read_who(self, number: int, line: str) -> None:
        if self._who:
            raise SheetError(get_text("edit.problem.second_name", number=number))
        if _TAG.match(line):
            raise SheetError(get_text("edit.problem.unknown_tag", number=number))
        self._who = one_line(_unescaped(line))

    def _read_text(self, number: int, line: str, *, is_indented: bool) -> None:
        tag = _TAG.match(line)
        detail = _DETAIL.match(line) if self._field == "acts" else None
        if tag:
            self._begin(number, line[tag.end() :], self._known_tag(number, tag[1].lower()))
        elif detail:
            self._add_detail(number, detail[1].lower(), one_line(line[detail.end() :]))
        elif is_indented and self._current:
            self._current.lines.append(_unescaped(line))
        else:
            self._begin(number, line, "")

    def _known_tag(self, number: int, tag: str) -> str:
        """Return the tag; an empty one if its entry was brought here from another heading, as it is new here.

        Raises:
            SheetError: It is not from this sheet, or was there already.
        """
        if tag in self._tags:
            raise SheetError(get_text("edit.problem.tag_twice", number=number))
        self._tags.add(tag)
        if self._before is None or self._entry_before(self._field, tag):
            return tag
        if any(self._entry_before(field, tag) for field in LIST_FIELDS):
            return ""
        raise SheetError(get_text("edit.problem.unknown_tag", number=number))

    def _entry_before(self, field: str, tag: str) -> EntryTexts | None:
        entries = self._before.entries(field) if self._before else ()
        return next((entry for entry in entries if entry.tag == tag), None)

    def _begin(self, number: int, line: str, tag: str) -> None:
        """Begin an entry; an act that does not say its state has the one it had, or was done."""
        state: ActState | None = None
        if self._field == "acts":
            before = self._entry_before("acts", tag)
            state = (before and before.state) or "done"
            if label := _STATE.match(line):
                state, line = _STATES[label[1].lower()], line[label.end() :]
        self._current = _Draft(number, _unescaped(line), tag, state)
        self._drafts[self._field].append(self._current)

    def _add_detail(self, number: int, label: str, value: str) -> None:
        if self._current is None:
            raise SheetError(get_text("edit.problem.no_act", number=number))
        if label in self._current.details:
            raise SheetError(get_text("edit.problem.detail_twice", number=number))
        self._current.details[label] = value


def _conflict_lines(conflict: TextConflict) -> Iterator[str]:
    if conflict.theirs is None:
        yield get_text("edit.conflict.removed_there")
    elif conflict.is_removed:
        yield get_text("edit.conflict.removed_here")
    else:
        yield get_text("edit.conflict.changed")
        yield from (f"{INDENT}{line}" for line in _entry_lines(structs.replace(conflict.theirs, tag="")))


def _entry_lines(entry: EntryTexts) -> Iterator[str]:
    first, *more = map(_escaped, entry.text.split("\n"))
    tag = f"[{entry.tag}] " if entry.tag else ""
    state = f"{STATE_LABELS[entry.state]}: " if entry.state else ""
    if line := f"{tag}{state}{first}".rstrip():
        yield line
    yield from (f"{INDENT}{line}".rstrip() for line in more)
    for label in DETAIL_LABELS:
        if value := getattr(entry, label):
            yield f"{INDENT}{label}: {value}"


def _escaped(line: str) -> str:
    return f"{ESCAPE}{line}" if _ESCAPABLE.match(line) else line


def _unescaped(line: str) -> str:
    return line[1:] if _ESCAPED.match(line) else line
