"""Names that were renamed or joined: what counts under which name, in the days and after undo and merge."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.insights.patterns import Patterns, patterns
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.undo import redo, undo, with_undo_step
from kindtui.domain.requests import (
    CustomEntryWritten,
    NameRenamed,
    NameRewritten,
    NameSeparated,
    Request,
    Stamp,
)
from kindtui.domain.ritual.aliases import aliases_of, is_name, with_other_name
from kindtui.domain.ritual.jar import todays_jar_line
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.state import State
from tests.support import CATALOG, MORNING, TODAY, act, journal_of, journal_state, line

# Few names in several spellings, so that they meet often.
NAMES = st.sampled_from(["Sam", "sam", "SAM!", "maybe Sam", "Sam K", "Zoë", "zoe", "林", "Samira", "my mum"])
NO_NAMES = st.sampled_from(["nobody", "", "not sure", "she"])
WHO = st.one_of(NAMES, NAMES, NO_NAMES)
RENAMES = st.lists(st.tuples(NAMES, NAMES), max_size=5)
IDEA = next(idea for idea in CATALOG.acts if idea.has_name_placeholder and not idea.retired)


def apply(journal: Journal, request: Request, uid: str = "n", minutes: int = 1) -> Journal:
    """Apply a request with the step that undoes it, so many minutes after the morning."""
    at = MORNING.at + timedelta(minutes=minutes)
    changed = with_undo_step(journal, request.apply(journal, Stamp(MORNING, at, f"{uid}{minutes}")), at)
    return structs.replace(changed, updated_at=at)


def renamed(journal: Journal, *renames: tuple[str, str], uid: str = "n", first: int = 1) -> Journal:
    for minutes, (name, new_name) in enumerate(renames, start=first):
        journal = apply(journal, NameRenamed(name, new_name), uid, minutes)
    return journal


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """Days on which people were named, some in suggestions and some in a person's own words."""
    days = []
    for number in range(draw(st.integers(1, 5))):
        on = TODAY - timedelta(days=number * 20)
        acts = tuple(
            written_act(who, f"{on}{place}", from_idea=draw(st.booleans()))
            for place, who in enumerate(draw(st.lists(WHO, max_size=2)))
        )
        days.append(Day(on, who=Answer(draw(WHO), MORNING.at), acts=acts))
    return journal_of(days)


def written_act(who: str, uid: str, *, from_idea: bool) -> Act:
    one = structs.replace(act("done", uid=uid), who=who, text=f"ring {who}")
    if not from_idea:
        return one
    return structs.replace(one, text=IDEA.plan_for(who), source=IDEA.id, audience=IDEA.audience)


def with_every(journal: Journal, old: str, new: str) -> Journal:
    """The journal as if every name with the key of either had been written as the new one."""
    keys = {name_key(old), name_key(new)}

    def written(who: str) -> str:
        return new if is_name(who) and name_key(who) in keys else who

    return journal_of(
        structs.replace(
            day,
            who=day.who and structs.replace(day.who, value=written(day.who.value)),
            acts=tuple(structs.replace(one, who=written(one.who)) for one in day.acts),
        )
        for day in journal.days.values()
    )


def counts(state: State) -> Patterns:
    return patterns(
        state.journal,
        state.marks,
        TODAY,
        None,
        names=state.names,
        ideas=CATALOG.acts,
        aliases=state.aliases,
    )


def without_spelling(state: State) -> object:
    """All that is counted by name; the order of equal counts does not matter."""
    found = counts(state)
    people = [(one.name, one.day_count, one.last) for one in state.people]
    offer = state.offer("Samira", 5, 0).ideas
    return people, Counter(dict(found.days_per_name)), set(found.names_not_recent), state.completions, offer


# What counts under which name


@given(journals(), NAMES, NAMES)
def test_counts_are_those_of_a_journal_in_which_each_such_name_had_been_written_so(
    journal: Journal, old: str, new: str
) -> None:
    state = journal_state(renamed(journal, (old, new)))
    if old == new:
        assert state.journal == structs.replace(journal, updated_at=state.journal.updated_at)
        return
    assert without_spelling(state) == without_spelling(journal_state(with_every(journal, old, new)))
    assert state.journal.days == journal.days


@given(journals(), NAMES, NAMES)
def test_joining_two_names_counts_the_same_from_either_side(journal: Journal, one: str, other: str) -> None:
    if name_key(one) != name_key(other):
        first, second = (journal_state(renamed(journal, pair)) for pair in ((one, other), (other, one)))
        assert {who.name.replace(one, other): who.day_count for who in first.people if who.name == other} == {
            who.name.replace(one, other): who.day_count for who in second.people if who.name == one
        }
        assert len(first.people) == len(second.people)


@given(journals(), RENAMES)
def test_the_last_name_given_is_the_one_known_and_nobody_is_lost(
    journal: Journal, renames: list[tuple[str, str]]
) -> None:
    """As on the screen, where the present name is renamed: chains and ways back included."""
    for minutes, (written, new_name) in enumerate(renames, start=1):
        shown = aliases_of(journal).name_for(written)
        journal = apply(journal, NameRenamed(shown, new_name), minutes=minutes)
        aliases = aliases_of(journal)
        if shown != new_name:
            assert aliases.overridden == ()
            assert aliases.name_for(written) == aliases.name_for(shown) == aliases.name_for(new_name)
            is_way_back = name_key(new_name) == aliases.key_for(shown)
            assert not is_way_back or aliases.name_for(written) == new_name
    state = journal_state(journal)
    named = {on for person in journal_state(journal_of(journal.days.values())).people for on in [person.last]}
    assert {person.last for person in state.people} <= named
    assert all(state.aliases.name_for(name) == name for name in state.all_names)


def test_a_chain_leads_to_the_last_name_and_spellings_go_with_it() -> None:
    journal = journal_of([named(0, "sam"), named(1, "Sam K"), named(2, "Samira"), named(3, "Lin")])
    state = journal_state(renamed(journal, ("sam", "Sam K"), ("Sam K", "Samira")))
    assert [(one.name, one.day_count) for one in state.people] == [("Samira", 3), ("Lin", 1)]
    assert state.completions["s"] == "Samira"
    assert "Sam" not in state.completions.values()


def test_spellings_with_and_without_accents_become_one() -> None:
    journal = journal_of([named(0, "Zoe"), named(1, "Zoë")])
    assert journal_state(journal).all_names == ("Zoe", "Zoë")
    assert journal_state(renamed(journal, ("Zoe", "Zoë"))).all_names == ("Zoë",)


@pytest.mark.parametrize(
    "new_name", ["nobody", "", "  ", "she", "?", "one two three four five six seven eight nine"]
)
def test_what_is_no_name_changes_nothing(new_name: str) -> None:
    journal = journal_of([named(0, "Sam")])
    assert NameRenamed("Sam", new_name).apply(journal, Stamp(MORNING, MORNING.at, "n")) is journal
    assert NameRewritten("Sam", new_name).apply(journal, Stamp(MORNING, MORNING.at, "n")) is journal


def test_nobody_is_never_known_by_a_name() -> None:
    journal = journal_of([named(0, "nobody"), named(1, "Sam")])
    state = journal_state(renamed(journal, ("Sam", "Nobody-"), ("Nobody-", "Lin")))
    assert [(one.name, one.day_count) for one in state.people] == [("Lin", 1)]
    assert state.aliases.name_for("nobody") == "nobody"


# Separating


@given(journals(), RENAMES, NAMES)
def test_a_separated_name_stands_for_itself(
    journal: Journal, renames: list[tuple[str, str]], written: str
) -> None:
    before = renamed(journal, *renames)
    after = aliases_of(apply(before, NameSeparated(written), minutes=30))
    assert name_key(written) not in after.in_effect
    assert name_key(after.name_for(written)) == name_key(written)


def test_what_was_joined_and_separated_counts_as_before() -> None:
    journal = journal_of([named(0, "Sam"), named(1, "Lin"), named(2, "Sam")])
    apart = apply(renamed(journal, ("Sam", "Lin")), NameSeparated("sam"), minutes=9)
    assert without_spelling(journal_state(apart)) == without_spelling(journal_state(journal))


# Two copies


@given(journals(), RENAMES, RENAMES, st.booleans())
def test_two_copies_agree_on_every_name_however_they_are_merged(
    journal: Journal, here: list[tuple[str, str]], there: list[tuple[str, str]], later: bool
) -> None:
    ours = renamed(journal, *here, uid="a")
    theirs = renamed(journal, *there, uid="b", first=7 if later else 1)
    one, other = aliases_of(merge(ours, theirs)), aliases_of(merge(theirs, ours))
    assert one == other
    for key in one.in_effect:
        assert one.final_keys[one.final_keys[key]] == one.final_keys[key]
    assert all(name_key(one.name_for(name)) == key for key, name in one.names.items())


@pytest.mark.parametrize(("minutes_here", "known"), [(1, "Sam"), (3, "Lin")])
def test_of_two_names_given_to_each_other_the_later_stays(minutes_here: int, known: str) -> None:
    journal = journal_of([named(0, "Sam"), named(1, "Lin")])
    ours = apply(journal, NameRenamed("Sam", "Lin"), "a", minutes_here)
    theirs = apply(journal, NameRenamed("Lin", "Sam"), "b", 2)
    merged = merge(ours, theirs)
    state = journal_state(merged)
    assert [(one.name, one.day_count) for one in state.people] == [(known, 2)]
    other = "Lin" if known == "Sam" else "Sam"
    apart = journal_state(apply(merged, NameSeparated(other), minutes=9))
    assert {(one.name, one.day_count) for one in apart.people} == {("Sam", 1), ("Lin", 1)}
    onward = journal_state(renamed(merged, (known, "Noor"), first=9))
    assert [(one.name, one.day_count) for one in onward.people] == [("Noor", 2)]


def test_a_long_circle_and_a_long_chain_end() -> None:
    names = [f"N{number}" for number in range(2_000)]
    entries = {
        ("name_aliases", f"{number:05}"): CustomEntry(
            f"{number:05}", name, MORNING.at, names[(number + 1) % len(names)]
        )
        for number, name in enumerate(names)
    }
    aliases = aliases_of(Journal(custom_entries=entries))
    assert {aliases.name_for(name) for name in names} == {"N0"}, "the one with the greatest uid is the latest"
    entries.pop(("name_aliases", "01999"))
    aliases = aliases_of(Journal(custom_entries=entries))
    assert {aliases.name_for(name) for name in names} == {"N1999"}


# Names left out


@pytest.mark.parametrize("left_out", ["Sam", "Samira"])
@pytest.mark.parametrize("first", ["renamed", "left out"])
def test_leaving_out_one_name_leaves_out_the_other(left_out: str, first: str) -> None:
    journal = journal_of([named(0, "Sam"), named(1, "Samira"), named(2, "Lin"), received(3, "tea from sam")])
    requests = [NameRenamed("Sam", "Samira"), CustomEntryWritten("left_out_names", "", left_out)]
    for minutes, request in enumerate(requests if first == "renamed" else reversed(requests), start=1):
        journal = apply(journal, request, minutes=minutes)
    state = journal_state(journal)
    assert state.names == ("Lin",)
    assert state.left_out_count == 1
    assert todays_jar_line(journal, TODAY, state.left_out_keys) is None
    assert set(state.completions.values()) == {"Lin"}


def test_the_jar_offers_to_leave_out_the_name_somebody_is_known_by() -> None:
    journal = journal_of([named(0, "Sam"), named(1, "Lin")])
    state = journal_state(renamed(journal, ("Sam", "Samira")))
    assert state.names_mentioned("SAM and Samira and Lin sang") == ("Lin", "Samira") or (
        state.names_mentioned("SAM and Samira and Lin sang") == ("Samira", "Lin")
    )


# In the days too


@given(journals(), NAMES, NAMES, st.booleans())
def test_the_days_say_the_new_name_and_undo_restores_every_word(
    journal: Journal, old: str, new: str, is_renamed: bool
) -> None:
    before = renamed(journal, (old, new)) if is_renamed else journal
    after = apply(before, NameRewritten(old, new), minutes=30)
    meant = {name_key(old), name_key(new)} if is_renamed else {name_key(old)}
    for on, day in before.days.items():
        for one, changed in zip(day.acts, after.days[on].acts, strict=True):
            if is_name(one.who) and name_key(one.who) in meant:
                expected = IDEA.plan_for(new) if one.source else one.text
                assert (changed.who, changed.text) == (new, expected)
            else:
                assert changed is one
        assert day.who
        is_meant = is_name(day.who.value) and name_key(day.who.value) in meant
        changed_who = after.days[on].who
        assert changed_who
        assert changed_who.value == (new if is_meant else day.who.value)
    if after.days != before.days:
        undone = undo(after, MORNING.at + timedelta(hours=1))
        assert texts(undone.journal) == texts(before)
        again = redo(undone.journal, MORNING.at + timedelta(hours=2))
        assert texts(again.journal) == texts(after)
    assert apply(after, NameRewritten(old, new), minutes=40).days == after.days


def test_only_the_answer_the_name_of_an_act_and_a_suggestion_are_changed() -> None:
    suggestion = structs.replace(
        act(uid="a1", source="close-01", audience="close"), text="ask Sam about Sam's samosas", who="Sam"
    )
    own = structs.replace(act(uid="a2", source="uid-of-own"), text="ring Sam", who="sam")
    for_lin = structs.replace(suggestion, uid="a3", text="tell Lin about Sam", who="Lin")
    day = Day(
        TODAY,
        who=Answer("SAM", MORNING.at),
        acts=(suggestion, own, for_lin),
        received=(line("tea from Sam"),),
        notes=(line("Sam", "n"),),
    )
    journal = apply(journal_of([day]), NameRewritten("Sam", "Samira"))
    changed = journal.day(TODAY)
    assert changed.who
    assert changed.who.value == "Samira"
    assert [one.text for one in changed.acts] == [
        "ask Samira about Samira's samosas",
        "ring Sam",
        "tell Lin about Sam",
    ]
    assert [one.who for one in changed.acts] == ["Samira", "Samira", "Lin"]
    assert (changed.received, changed.notes) == (day.received, day.notes)
    undone = undo(journal, MORNING.at + timedelta(hours=1))
    assert undone.label == "you changed a name in your days"
    assert undone.removed_texts == ()
    assert redo(undone.journal, MORNING.at + timedelta(hours=2)).label == undone.label


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("ask Sam", "Sam", "Sam K", "ask Sam K"),
        ("tell Samuel", "Sam", "Lin", "tell Samuel"),
        ("pay for Sam's tea", "Sam", "James", "pay for James's tea"),
        ("mend my parents' fence", "my parents", "Mum and Dad", "mend Mum and Dad's fence"),
        ("ask Mum's friend", "Mum", "my parents", "ask my parents' friend"),
        ("ask (Sam), Sam: Sam.", "Sam", "[b]X[/b]", "ask ([b]X[/b]), [b]X[/b]: [b]X[/b]."),
        ("ask 林 today", "林", "林さん", "ask 林さん today"),
        ("ask Sam", "", "Lin", "ask Sam"),
    ],
)
def test_a_name_is_replaced_as_whole_words(text: str, old: str, new: str, expected: str) -> None:
    assert with_other_name(text, old, new) == expected


def test_a_name_that_contains_the_old_one_is_written_once() -> None:
    journal = journal_of([Day(TODAY, acts=(written_act("Sam", "a", from_idea=True),))])
    journal = apply(renamed(journal, ("Sam", "Sam K")), NameRewritten("Sam", "Sam K"), minutes=5)
    again = apply(journal, NameRewritten("Sam K", "Sam K"), minutes=6)
    assert again.day(TODAY).acts[0].text == IDEA.plan_for("Sam K")


def test_undo_says_what_it_was() -> None:
    journal = renamed(journal_of([named(0, "Sam")]), ("Sam", "Lin"), ("Lin", "Noor"), ("Noor", "Lin"))
    later = MORNING.at + timedelta(hours=1)
    undone = undo(journal, later)
    assert (undone.label, undone.removed_texts) == ("you renamed someone", ())
    assert journal_state(undone.journal).all_names == ("Noor",)
    apart = apply(undone.journal, NameSeparated("Sam"), minutes=90)
    assert undo(apart, later + timedelta(hours=1)).label == "you separated two names"


def test_the_untouched_days_of_another_copy_become_no_conflicts() -> None:
    journal = journal_of(
        Day(TODAY - timedelta(days=ago), who=Answer("Sam", MORNING.at),
            acts=(written_act("Sam", f"a{ago}", from_idea=True),))
        for ago in range(4)
    )  # fmt: skip
    ours = apply(renamed(journal, ("Sam", "Samira")), NameRewritten("Sam", "Samira"), minutes=5)
    on = TODAY - timedelta(days=1)
    theirs = apply(journal, NameRewritten("Lin", "Lin"), minutes=6)
    edited = structs.replace(journal.days[on], who=Answer("Sam and Lin", MORNING.at + timedelta(minutes=3)))
    theirs = theirs.with_day(edited)
    for merged in (merge(ours, theirs, journal), merge(theirs, ours, journal)):
        assert {day.who.value for day in merged.days.values() if day.who} == {"Samira"}
        assert [one.text for one in merged.conflicts] == ["Sam and Lin"], "what was written there meanwhile"


def named(ago: int, who: str) -> Day:
    return Day(
        TODAY - timedelta(days=ago),
        who=Answer(who, MORNING.at),
        acts=(written_act(who, f"a{ago}", from_idea=False),),
    )


def received(ago: int, text: str) -> Day:
    return Day(TODAY - timedelta(days=ago), received=(line(text, f"r{ago}"),))


def texts(journal: Journal) -> dict[date, object]:
    return {
        on: (day.who and day.who.value, [(one.uid, one.text, one.who) for one in day.acts])
        for on, day in journal.days.items()
    }
