"""Questions of one's own: which one is asked, the same all day, and what its answer is saved as."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain import wording
from kindtui.domain.dates import Moment
from kindtui.domain.form import Form
from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey, CustomEntryKind
from kindtui.domain.journal.day import Answer, Day, DayPart
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.requests import CustomEntryArchived, CustomEntryWritten, Stamp
from kindtui.domain.ritual.own_questions import MAX_QUESTIONS, QUESTION_KINDS
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from tests.support import CATALOG, MORNING, TODAY, journal_state, line

SLOTS: st.SearchStrategy[DayPart] = st.sampled_from(["morning", "evening"])
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
COUNTS = st.integers(1, MAX_QUESTIONS)
BEFORE, AFTER = MORNING.at - timedelta(days=3), MORNING.at + timedelta(hours=1)


def uid(at: Moment | None = None, number: int = 0) -> str:
    """The uid of an entry written three days before, unless another moment is given."""
    time = at.at if at else BEFORE
    return f"{int(time.timestamp() * 1_000_000) + number:014x}abc"


def journal_with(
    count: int,
    mode: str,
    questions: str = "exact",
    slot: DayPart = "morning",
    *,
    records: str = "note",
    first: int = 0,
) -> Journal:
    settings = structs.replace(Settings(), own_questions=mode, questions=questions)
    kind = QUESTION_KINDS[slot]
    entries: dict[CustomEntryKey, CustomEntry] = {
        (kind, uid(number=n)): CustomEntry(uid(number=n), f"Own {n}?", MORNING.at, records=records)
        for n in range(first, first + count)
    }
    return Journal(settings=settings, custom_entries=entries)


def asked(journal: Journal, slot: DayPart, on: date) -> str:
    return journal_state(journal).prompt(slot, on).text


def exact(slot: DayPart) -> str:
    return next(one.text for one in CATALOG.prompts if one.slot == slot and one.default)


@given(COUNTS, SLOTS, DAYS, st.sampled_from(["off", "", "sometimes"]))
def test_they_are_asked_only_if_that_is_switched_on(count: int, slot: DayPart, on: date, mode: str) -> None:
    for questions in ("exact", "rotating"):
        with_own, without = (journal_with(n, mode, questions, slot) for n in (count, 0))
        assert asked(with_own, slot, on) == asked(without, slot, on)


@given(COUNTS, SLOTS, DAYS, st.sampled_from(["exact", "rotating"]))
def test_instead_each_of_ones_own_comes_once_before_any_comes_again(
    count: int, slot: DayPart, on: date, questions: str
) -> None:
    journal = journal_with(count, "instead", questions, slot)
    first = on - timedelta(days=on.toordinal() % count)
    assert {asked(journal, slot, first + timedelta(n)) for n in range(count)} == {
        f"Own {n}?" for n in range(count)
    }
    other: DayPart = "evening" if slot == "morning" else "morning"
    assert asked(journal, other, on) == asked(journal_with(0, "off", questions), other, on)


@given(COUNTS, SLOTS, DAYS)
def test_beside_they_take_turns_with_the_exact_one_whatever_the_energy(
    count: int, slot: DayPart, on: date
) -> None:
    journal = journal_with(count, "beside", "exact", slot)
    first = on - timedelta(days=on.toordinal() % (count + 1))
    turn = [first + timedelta(n) for n in range(count + 1)]
    assert {asked(journal, slot, day) for day in turn} == {exact(slot), *(f"Own {n}?" for n in range(count))}
    tired = journal.with_day(Day(on, energy=Answer(2, AFTER)))
    assert asked(tired, slot, on) == asked(journal, slot, on)


@given(COUNTS, SLOTS, DAYS, st.booleans())
def test_beside_different_ones_all_take_turns_and_suit_a_day_of_low_energy(
    count: int, slot: DayPart, on: date, low: bool
) -> None:
    journal = journal_with(count, "beside", "rotating", slot)
    shipped = {one.text for one in CATALOG.prompts if one.slot == slot and (one.low_energy or not low)}
    size = len(shipped) + count
    first = on - timedelta(days=on.toordinal() % size)
    days = [first + timedelta(n) for n in range(size)]
    if low:
        journal = structs.replace(journal, days={day: Day(day, energy=Answer(2, AFTER)) for day in days})
    assert {asked(journal, slot, day) for day in days} == shipped | {f"Own {n}?" for n in range(count)}


@given(st.integers(7, 12), SLOTS, DAYS)
def test_only_the_first_six_are_asked_of_more_that_a_merge_brought(
    count: int, slot: DayPart, on: date
) -> None:
    ours, theirs = (journal_with(6, "instead", slot=slot, first=first) for first in (0, count - 6))
    merged = merge(ours, theirs)
    assert len(merged.custom_entries) == count
    assert {asked(merged, slot, on + timedelta(n)) for n in range(12)} <= {f"Own {n}?" for n in range(6)}
    first = min(merged.custom_entries)
    archived = CustomEntryArchived(QUESTION_KINDS[slot], first[1], archived=True)
    fewer = archived.apply(merged, Stamp(MORNING, AFTER, "new"))
    assert {asked(fewer, slot, on + timedelta(n)) for n in range(12)} <= {f"Own {n}?" for n in range(1, 7)}


ANSWERS = {
    "a name": Day(TODAY, who=Answer("Sam", MORNING.at)),
    "energy": Day(TODAY, energy=Answer(6, MORNING.at)),
    "a note": Day(TODAY, notes=(line("rest", "n"),)),
    "not now": Day(TODAY, skipped={"morning": Answer(value=True, updated_at=MORNING.at)}),
}


@given(COUNTS, st.sampled_from(list(ANSWERS)), st.sampled_from(["beside", "instead"]))
def test_a_question_added_after_the_answer_does_not_change_the_one_of_that_day(
    count: int, answer: str, mode: str
) -> None:
    journal = journal_with(count, mode).with_day(ANSWERS[answer])
    before = asked(journal, "morning", TODAY)
    stamp = Stamp(MORNING, AFTER, uid(Moment(AFTER, "UTC", 0)))
    added = CustomEntryWritten("morning_questions", "", "New?", records="who").apply(journal, stamp)
    assert asked(added, "morning", TODAY) == before
    later = {asked(added, "morning", TODAY + timedelta(n)) for n in range(1, 2 * count + 6)}
    assert ("New?" in later) == (count < MAX_QUESTIONS)


def test_a_question_reworded_after_the_answer_is_still_the_one_of_that_day() -> None:
    journal = journal_with(3, "instead", slot="evening").with_day(Day(TODAY, received=(line("tea"),)))
    before = asked(journal, "evening", TODAY)
    written = next(entry for entry in journal.custom_entries.values() if entry.text == before)
    request = CustomEntryWritten("evening_questions", written.uid, "Reworded?", records="gave")
    journal = request.apply(journal, Stamp(MORNING, AFTER, "new"))
    prompt = journal_state(journal).prompt("evening", TODAY)
    assert (prompt.text, prompt.records) == ("Reworded?", "gave")


@pytest.mark.parametrize(
    ("kind", "slot", "records", "saved_as"),
    [
        ("morning_questions", "morning", "who", "who"),
        ("morning_questions", "morning", "gave", "note"),
        ("evening_questions", "evening", "gave", "gave"),
        ("evening_questions", "evening", "who", "note"),
        ("evening_questions", "evening", "received", "received"),
        ("evening_questions", "evening", "from a newer version", "note"),
        ("morning_questions", "morning", "", "note"),
    ],
)
def test_the_answer_is_saved_as_what_the_question_says_if_it_fits(
    kind: CustomEntryKind, slot: DayPart, records: str, saved_as: str
) -> None:
    journal = journal_with(1, "instead", slot=slot, records=records)
    assert journal_state(journal).prompt(slot, TODAY).records == saved_as
    assert kind in {key[0] for key in journal.custom_entries}


def test_ones_own_words_are_never_changed_and_hold_no_controls() -> None:
    text = "What did [b]today[/] give me, \x1b[31mreally?"
    entry = CustomEntry("q", text, MORNING.at, records="note")
    settings = Settings(own_questions="instead")
    journal = Journal(settings=settings, custom_entries={("evening_questions", "q"): entry})
    state: State = journal_state(journal)
    for on in (TODAY, TODAY - timedelta(days=1)):
        shown = wording.question_for(state, Form(on, "evening", pinned=True))
        assert shown == "What did [b]today[/] give me, really?"


def test_the_same_words_bring_a_question_back_with_what_it_is_saved_as_now() -> None:
    journal = journal_with(1, "beside")
    ((kind, uid_),) = journal.custom_entries
    away = CustomEntryArchived("morning_questions", uid_, archived=True).apply(
        journal, Stamp(MORNING, AFTER, "x")
    )
    again = CustomEntryWritten("morning_questions", "", "Own 0?", records="who")
    back = again.apply(away, Stamp(MORNING, AFTER, "y"))
    assert list(back.custom_entries) == [(kind, uid_)]
    assert not back.custom_entries[kind, uid_].archived
    assert back.custom_entries[kind, uid_].records == "who"


@given(st.integers(1, 7), SLOTS, DAYS)
def test_in_a_year_every_question_of_a_small_pool_comes_before_any_comes_again(
    size: int, slot: DayPart, start: date
) -> None:
    mode, count = ("beside", 6) if size == 7 else ("instead", size)
    state = journal_state(journal_with(count, mode, slot=slot))
    year = [state.prompt(slot, start + timedelta(n)).text for n in range(366)]
    for first in range(len(year) - size + 1):
        assert len(set(year[first : first + size])) == size
