"""People, this day before and questions of one's own, beside rules as plain as anybody would say them."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day, DayPart
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    CustomEntryArchived,
    CustomEntryWritten,
    DayPartSkipped,
    NameRenamed,
    NameSeparated,
    NoteWritten,
    ReflectionWritten,
    Request,
    ScaleRated,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.ritual.own_questions import QUESTION_KINDS, TARGETS
from kindtui.domain.ritual.prompts import PromptTarget
from kindtui.domain.ritual.this_day_before import EarlierKindness
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from tests.support import CATALOG, EVENING, MORNING, TODAY, FakeClock, journal_of, journal_state, line

# People: a dictionary from each name to the one it is known by


NAMES = ("Sam", "Sam K", "Lin", "Noor", "Zoë", "林さん", "my mum")
NUMBERS = st.integers(0, 20)
PEOPLE_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "rename", "separate", "leave out", "put back", "undo", "redo"]),
        NUMBERS,
        NUMBERS,
    ),
    max_size=15,
)


class People:
    """Who is known by which name, as a dictionary, and whom nobody wants to be reminded of."""

    def __init__(self) -> None:
        self.known = {name: name for name in NAMES}
        self.left_out: set[str] = set()

    @property
    def shown(self) -> list[str]:
        return sorted(set(self.known.values()))

    def group(self, name: str) -> set[str]:
        return {written for written, known in self.known.items() if known == name}

    def rename(self, shown: str, new: str) -> None:
        """Give somebody another name; one that stands for somebody already joins the two."""
        other = self.known[new]
        final = new if other == shown else other
        for written, known in self.known.items():
            if known in (shown, other):
                self.known[written] = final

    @property
    def quiet(self) -> set[str]:
        return {self.known[name] for name in self.left_out}


@given(PEOPLE_STEPS)
def test_people_follow_a_plain_dictionary(steps: list[tuple[str, int, int]]) -> None:
    written = {TODAY - timedelta(ago): NAMES[ago % len(NAMES)] for ago in range(2 * len(NAMES))}
    days = [Day(day, who=Answer(name, MORNING.at)) for day, name in written.items()]
    session = Session(MemoryStore(journal_of(days)), FakeClock(), CATALOG)
    people, undone, done = People(), list[People](), list[People]()
    for name, number, other in steps:
        before, steps_before = deepcopy(people), session.open().journal.undo_steps
        if name == "undo" and done:
            session.undo()
            undone.append(people)
            people = done.pop()
        elif name == "redo" and undone:
            session.redo()
            done.append(people)
            people = undone.pop()
        else:
            change(session, people, name, number, other)
            if session.open().journal.undo_steps != steps_before:
                done.append(before)
                undone.clear()
        state = session.open()
        counts = {person.name: person.day_count for person in state.people}
        assert counts == {shown: 2 * len(people.group(shown)) for shown in people.shown}
        assert set(state.names) == set(people.shown) - people.quiet
        assert set(state.completions.values()) <= set(people.shown) - people.quiet
        assert state.left_out_count == len(people.quiet)
        assert {day: one.who and one.who.value for day, one in state.journal.days.items()} == written


def change(session: Session, people: People, name: str, number: int, other: int) -> None:
    """Do what one key on the screen does."""
    shown = people.shown[number % len(people.shown)]
    lone = NAMES[other % len(NAMES)]
    match name:
        case "rename":
            session.submit(NameRenamed(shown, lone))
            if lone != shown:
                people.rename(shown, lone)
        case "separate" if people.known[lone] != lone and is_direct(session, lone):
            session.submit(NameSeparated(lone))
            people.known[lone] = lone
        case "leave out":
            session.submit(CustomEntryWritten("left_out_names", "", shown))
            people.left_out.add(shown)
        case "put back":
            put_back(session, people, shown)


def put_back(session: Session, people: People, shown: str) -> None:
    """Put back one of the names left out that somebody is known by, if there is any."""
    for entry in session.open().journal.custom_entries_of("left_out_names"):
        if entry.text in people.group(shown):
            session.submit(CustomEntryArchived("left_out_names", entry.uid, archived=True))
            people.left_out.discard(entry.text)
            return


def is_direct(session: Session, name: str) -> bool:
    """Whether no other name leads on through that one."""
    entries = session.open().journal.custom_entries_of("name_aliases")
    return all(name_key(entry.script) != name_key(name) for entry in entries)


@pytest.mark.parametrize("written_today", ["Benjamin", "Ben"])
def test_the_jar_finds_the_person_of_today_by_every_name(written_today: str) -> None:
    """The lines keep the name that was written, so the new one alone would find none of them."""
    journal = journal_of([
        Day(date(2026, 3, 1), received=(line("Ben brought soup", "r1"),)),
        Day(date(2026, 4, 1), received=(line("Benjamin waved", "r2"),)),
        Day(TODAY, who=Answer(written_today, MORNING.at)),
    ])  # fmt: skip
    session = Session(MemoryStore(journal), FakeClock(), CATALOG)
    session.submit(NameRenamed("Ben", "Benjamin"))
    found = {one.line.text for one in session.open().earlier_kindnesses}
    assert found == {"Ben brought soup", "Benjamin waved"}


# This day before


YEARS = st.integers(2010, 2032)
PLACES = st.tuples(YEARS, st.sampled_from([(2, 27), (2, 28), (2, 29), (3, 1), (11, 22), (12, 31), (1, 1)]))
OFFSETS = st.integers(-9, 9)
LINES = st.lists(
    st.tuples(st.sampled_from(["tea from Noor", "Jonas rang", "a smile"]), st.booleans()), max_size=2
)


def on_date(year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    leap = year % 4 == 0
    return date(year, month, day if leap or month_and_day != (2, 29) else 28)


@given(
    st.lists(st.tuples(PLACES, OFFSETS, LINES), max_size=12),
    PLACES,
    st.booleans(),
    st.sampled_from([None, "Noor", "jonas"]),
)
def test_this_day_before_is_what_a_search_through_all_days_finds(
    entries: list[tuple[Any, int, list[tuple[str, bool]]]],
    place: Any,
    is_near: bool,
    left_out: str | None,
) -> None:
    today = on_date(*place)
    lines_by_day: dict[date, list[tuple[str, bool]]] = {}
    for (year, month_and_day), offset, lines in entries:
        month_and_day = (today.month, today.day) if is_near else month_and_day
        lines_by_day[on_date(year, month_and_day) + timedelta(offset // 2 if is_near else 0)] = lines
    journal = journal_of(
        Day(
            day,
            received=tuple(
                structs.replace(line(text, f"{day}{number}"), in_jar=in_jar)
                for number, (text, in_jar) in enumerate(lines)
            ),
        )
        for day, lines in lines_by_day.items()
    )
    if left_out:
        key = ("left_out_names", "n")
        journal = structs.replace(journal, custom_entries={key: CustomEntry("n", left_out, MORNING.at)})
    moment = structs.replace(MORNING, at=MORNING.at + (today - TODAY))
    found = journal_state(journal, moment).this_day_before
    shown: dict[date, list[str]] = {}
    for one in found:
        shown.setdefault(one.on, []).append(one.line.text)
    fitting = {
        day: [text for text, in_jar in lines if in_jar and not is_about(text, left_out)]
        for day, lines in lines_by_day.items()
    }
    fitting = {day: texts for day, texts in fitting.items() if texts}
    same_date = {day for day in fitting if day < today and stands_for(today, day)}
    nearest = set[date]()
    if not any(day.year == today.year - 1 for day in same_date):
        year_ago = on_date(today.year - 1, (today.month, today.day))
        near = sorted((abs(day - year_ago), day) for day in fitting if abs(day - year_ago).days <= 7)
        nearest = {day for _, day in near[:1]}
    assert shown == {day: fitting[day] for day in same_date | nearest}
    assert list(shown) == sorted(shown, reverse=True)
    assert all(is_headed(one, one.on in nearest) for one in found)


def is_about(text: str, name: str | None) -> bool:
    return name is not None and name.lower() in text.lower()


def stands_for(today: date, day: date) -> bool:
    """Whether a day of an earlier year is of the same date; a 29 February is of the 28th in other years."""
    same = (day.month, day.day) == (today.month, today.day)
    is_leap_day = (day.month, day.day) == (2, 29) and (today.month, today.day) == (2, 28)
    return same or (is_leap_day and today.year % 4 != 0)


def is_headed(one: EarlierKindness, is_near: bool) -> bool:
    return one.heading == ("About a year ago" if is_near else f"This day in {one.on.year}")


# Questions of one's own


QUESTIONS = st.lists(
    st.tuples(st.sampled_from(["morning", "evening"]), st.sampled_from(["who", "received", "gave", "note"])),
    max_size=3,
)


@given(QUESTIONS, QUESTIONS, st.sampled_from(["beside", "instead"]), st.booleans(), st.integers(0, 8))
def test_the_question_of_a_part_of_the_day_that_was_answered_stays_when_others_are_added(
    before: list[tuple[DayPart, PromptTarget]],
    after: list[tuple[DayPart, PromptTarget]],
    mode: str,
    rotating: bool,
    nights: int,
) -> None:
    """By the answer itself, whatever it is saved as; and the next days ask the new ones too."""
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    session.submit(SettingsChanged({"own_questions": mode, "questions": "rotating" if rotating else "exact"}))
    add(session, clock, "Old", before)
    clock.move(days=nights)
    today = session.open().today
    asked: dict[DayPart, str] = {}
    hours_later: dict[DayPart, int] = {"morning": 0, "evening": 12}
    for slot, hours in hours_later.items():
        clock.move(hours=hours, minutes=1)
        prompt = session.open().prompt(slot, today)
        session.submit(answer_to(slot, today, prompt.records))
        asked[slot] = session.open().prompt(slot, today).text
        assert asked[slot] == prompt.text, "the answer itself changes no question"
    clock.move(minutes=1)
    add(session, clock, "New", after)
    for slot, question in asked.items():
        assert session.open().prompt(slot, today).text == question
    if rotating and mode == "beside":
        return  # there are too many for these few days
    tomorrow = {
        session.open().prompt(slot, today + timedelta(ahead)).text for slot in asked for ahead in range(1, 16)
    }
    assert {f"New {slot} {number}?" for number, (slot, _) in enumerate(after)} <= tomorrow


def answer_to(slot: DayPart, today: date, records: PromptTarget) -> Request:
    """What an answer to the question of that part of the day is saved with."""
    if slot == "evening":
        return ReflectionWritten(today, "Noor", records)
    if records == "note":
        return NoteWritten(today, "Noor")
    return TextRewritten(today, TextRef("who"), "Noor")


def add(session: Session, clock: FakeClock, word: str, questions: list[tuple[DayPart, PromptTarget]]) -> None:
    for number, (slot, records) in enumerate(questions):
        kind = QUESTION_KINDS[slot]
        fitting = records if records in TARGETS[kind] else "note"
        session.submit(CustomEntryWritten(kind, "", f"{word} {slot} {number}?", records=fitting))
        clock.move(minutes=1)


@pytest.mark.parametrize("records", ["received", "gave", "note"])
def test_an_evening_question_stays_once_answered_whatever_the_answer_is_saved_as(
    records: PromptTarget,
) -> None:
    clock = FakeClock(EVENING)
    session = Session(MemoryStore(), clock, CATALOG)
    session.submit(
        SettingsChanged({"own_questions": "instead"}),
        CustomEntryWritten("evening_questions", "", "Mine?", records=records),
    )
    clock.move(minutes=1)
    session.submit(ReflectionWritten(TODAY, "bread for Lin", records))
    clock.move(minutes=1)
    asked = set()
    for number in range(4):
        session.submit(CustomEntryWritten("evening_questions", "", f"Another {number}?", records="note"))
        asked.add(session.open().prompt("evening", TODAY).text)
    assert asked == {"Mine?"}


@pytest.mark.parametrize("request_", [
    ScaleRated(TODAY, "energy", 5), DayPartSkipped(TODAY, "morning"),
])  # fmt: skip
def test_what_answers_the_morning_keeps_its_question(request_: Any) -> None:
    clock = FakeClock()
    session = Session(MemoryStore(Journal()), clock, CATALOG)
    session.submit(
        SettingsChanged({"own_questions": "instead"}),
        CustomEntryWritten("morning_questions", "", "Mine?", records="who"),
    )
    clock.move(minutes=1)
    session.submit(request_)
    clock.move(minutes=1)
    for number in range(4):
        session.submit(CustomEntryWritten("morning_questions", "", f"Another {number}?", records="note"))
        assert session.open().prompt("morning", TODAY).text == "Mine?"
