"""Names that are left out: of completion, of Patterns, of the jar and of the suggestions, never of a day."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.insights.patterns import patterns
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.undo import redo, undo, with_undo_step
from kindtui.domain.requests import CustomEntryArchived, CustomEntryWritten, Request, Stamp
from kindtui.domain.ritual.jar import todays_jar_line
from kindtui.domain.ritual.left_out_names import mentions, name_key, names_mentioned
from kindtui.domain.state import State
from tests.support import CATALOG, MORNING, TODAY, act, journal_of, journal_state, line

LETTERS = "aAbBéÉß o.'’林ก"
WORDS = st.text(LETTERS, min_size=1, max_size=8)
NAMES = st.lists(WORDS, max_size=4)


def apply(journal: Journal, request: Request, uid: str = "n1", minutes: int = 1) -> Journal:
    """Apply a request with the step that undoes it, so many minutes after the morning."""
    at = MORNING.at + timedelta(minutes=minutes)
    return with_undo_step(journal, request.apply(journal, Stamp(MORNING, at, uid)), at)


def leave_out(journal: Journal, name: str, uid: str = "n1", minutes: int = 1) -> Journal:
    return apply(journal, CustomEntryWritten("left_out_names", "", name), uid, minutes)


def encouraged(*names: str, ago: int = 1) -> Journal:
    """A journal with an act done for each name, each on a day of its own, the first one the latest."""
    days = [TODAY - timedelta(days=ago + number) for number in range(len(names))]
    return journal_of(
        Day(on, who=Answer(name, MORNING.at), acts=(structs.replace(act("done", uid=f"a{on}"), who=name),))
        for on, name in zip(days, names, strict=True)
    )


def received(*texts: str) -> Journal:
    """A journal with a kindness received on each of the days before today."""
    return journal_of(
        Day(TODAY - timedelta(days=ago), received=(line(text, f"r{ago}"),))
        for ago, text in enumerate(texts, start=1)
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sam brought soup", "Sam"),
        ("soup from sam.", "SAM"),
        ("Sam’s soup", "Sam"),
        ("from Sam, with love", "sam!"),
        ("Zoe rang", "Zoë"),
        ("ZOE\u0308 rang", "zoe"),
        ("Søren rang", "Soren"),
        ("tea with Mrs. Okafor", "mrs okafor"),
        ("tea with Mrs\u00a0Okafor", "Mrs Okafor"),
        ("Anna‑Lena waved", "Anna-Lena"),
        ("O'Brien waved", "O’Brien"),
        ("(Straße)", "STRASSE"),
        ("今日は田中さんが手伝ってくれた", "田中"),
        ("山田太郎さんと話した", "山田 太郎"),
        ("Samさんが笑った", "Sam"),
        ("민수가 도와줬다", "민수"),
        ("สมชายช่วยฉัน", "สมชาย"),
        ("מרים חייכה", "מרים"),
        ("like 🌻 did", "🌻"),
        ("Sam waved", "maybe Sam"),
    ],
)
def test_a_name_is_found_in_any_spelling(text: str, name: str) -> None:
    assert mentions(text, {name_key(name)})
    assert names_mentioned(text, [name, "Nobody Else"]) == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Samuel brought soup", "Sam"),
        ("the same soup", "Sam"),
        ("balsam", "Sam"),
        ("지난 주에", "지나"),
        ("Mrs Smith, then Okafor", "Mrs Okafor"),
        ("राम ने", "रा"),
        ("soup", "…"),
        ("", "Sam"),
    ],
)
def test_a_part_of_a_word_is_no_name(text: str, name: str) -> None:
    assert not mentions(text, {name_key(name)})
    assert names_mentioned(text, [name]) == ()


def test_several_names_are_mentioned_each_in_one_spelling() -> None:
    assert names_mentioned("Zoe and Sam came", ["Zoë", "Sam", "ZOE", "Lin"]) == ("Zoë", "Sam")


@given(WORDS, WORDS, WORDS)
def test_a_name_between_spaces_is_mentioned_however_it_is_written(before: str, name: str, after: str) -> None:
    key = name_key(name)
    if key:
        for spelling in (name.upper(), name.casefold(), unicodedata.normalize("NFD", name)):
            assert mentions(f"{before} {spelling} {after}", {name_key(spelling)})
    assert not mentions(f"{before} {name} {after}", set())


@given(NAMES, NAMES)
def test_no_name_left_out_is_completed_or_counted_and_the_days_stay(used: list[str], gone: list[str]) -> None:
    before = encouraged(*used)
    journal = before
    for number, name in enumerate(gone):
        journal = leave_out(journal, name, f"n{number}", number)
    state, keys = journal_state(journal), {name_key(name) for name in gone}
    assert state.all_names == journal_state(before).names
    assert list(state.names) == [name for name in state.all_names if name_key(name) not in keys - {""}]
    assert set(state.completions.values()) <= set(state.names)
    counts = patterns(journal, state.marks, TODAY, None, names=state.names, ideas=CATALOG.acts)
    assert {name for name, _ in counts.days_per_name} <= set(state.names)
    assert journal.days == before.days


@given(st.lists(WORDS, max_size=8), NAMES)
def test_the_jar_shows_a_line_without_the_names_as_long_as_there_is_one(
    texts: list[str], gone: list[str]
) -> None:
    journal, keys = received(*texts), {name_key(name) for name in gone}
    found = todays_jar_line(journal, TODAY, keys)
    fitting = [text for text in texts if not mentions(text, keys)]
    assert (found is not None) == bool(fitting)
    if found:
        assert found.line.text in fitting
    usual = todays_jar_line(journal, TODAY)
    if usual and usual.line.text in fitting:
        assert found == usual, "the line of the day stays where it mentions none of them"


def test_people_are_not_invited_once_they_are_left_out() -> None:
    journal = leave_out(encouraged("Lin", "Sam", ago=60), "LIN")
    state = journal_state(journal)
    counts = patterns(journal, state.marks, TODAY, None, names=state.names, ideas=CATALOG.acts)
    assert counts.names_not_recent == ("Sam",)


def test_a_kindness_for_the_same_name_is_kept_and_brings_nothing_back() -> None:
    journal = leave_out(encouraged("Sam"), "sam")
    again = Day(TODAY, acts=(structs.replace(act("done"), who="Sam"),))
    state = journal_state(journal.with_day(again))
    assert state.journal.day(TODAY) == again
    assert state.all_names == ("Sam",)
    assert (state.names, state.completions) == ((), {})


def test_own_acts_that_mention_the_name_are_not_suggested() -> None:
    entry = CustomEntry("a1", "ring Sam", MORNING.at)
    written = Day(TODAY - timedelta(days=1), acts=(structs.replace(act("done"), text="bake for Sam"),))
    journal = journal_of([written]).with_custom_entry("own_acts", entry)
    assert "a1" in {idea.id for idea in journal_state(journal).ideas}
    assert journal_state(journal).recent_written_acts == ("bake for Sam",)
    state = journal_state(leave_out(journal, "Sam"))
    assert "a1" not in {idea.id for idea in state.ideas}
    assert state.recent_written_acts == ()
    assert state.custom_entries_of("own_acts") == (entry,), "it is still among one's own acts"


def test_a_name_is_left_out_once_in_whatever_spelling() -> None:
    journal = leave_out(leave_out(encouraged("Zoë"), "Zoë"), "zoe", "n2", 2)
    [entry] = journal_state(journal).custom_entries_of("left_out_names")
    assert (entry.uid, entry.text) == ("n1", "zoe")


def test_a_name_put_back_is_as_it_was() -> None:
    before = encouraged("Sam", "Lin")
    journal = leave_out(before, "Sam")
    assert journal_state(journal).names == ("Lin",)
    back = apply(journal, CustomEntryArchived("left_out_names", "n1", archived=True), minutes=2)
    assert journal_state(back).names == ("Sam", "Lin")
    again = leave_out(back, "Sam", "n2", 3)
    assert journal_state(again).names == ("Lin",)
    assert [uid for _, uid in again.custom_entries] == ["n1"]


def test_undo_and_redo_say_what_it_was() -> None:
    later = MORNING.at + timedelta(hours=1)
    journal = leave_out(encouraged("Sam"), "Sam")
    undone = undo(journal, later)
    assert undone.label == "you left out a name"
    assert undone.removed_texts == (), "the name does not wait in a field"
    assert journal_state(undone.journal).names == ("Sam",)
    redone = redo(undone.journal, later + timedelta(minutes=1))
    assert redone.label == "you left out a name"
    assert journal_state(redone.journal).names == ()
    back = apply(redone.journal, CustomEntryArchived("left_out_names", "n1", archived=True), minutes=90)
    assert undo(back, later + timedelta(hours=1)).label == "you put a name back"


def test_two_copies_leave_out_the_names_of_both_and_the_later_change_wins() -> None:
    before = leave_out(encouraged("Sam", "Lin", "Noor"), "Sam")
    ours = leave_out(before, "Lin", "n2", 2)
    theirs = apply(before, CustomEntryArchived("left_out_names", "n1", archived=True), minutes=3)
    theirs = leave_out(theirs, "Noor", "n3", 4)
    for merged in (merge(ours, theirs), merge(theirs, ours)):
        assert journal_state(merged).names == ("Sam",)


def test_what_is_cached_follows_a_change_of_the_names() -> None:
    before = journal_state(encouraged("Sam"))
    before.derive()
    assert before.completions["s"] == "Sam"
    after = state_after(before, leave_out(before.journal, "Sam"))
    assert (after.names, dict(after.completions)) == ((), {})
    same = state_after(after, after.journal)
    assert same.completions is after.completions, "it is looked for once"


def state_after(before: State, journal: Journal) -> State:
    return structs.replace(before, journal=journal).with_cache_from(before)


def test_an_old_journal_invites_nobody() -> None:
    assert Journal().settings.people_shown is False
