"""Undo of one step: exactly its parts, the texts it takes away, and when it is refused."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Act, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import LIST_FIELDS, Part, PartKey, day_from_parts, parts_of
from kindtui.domain.journal.undo import NothingToUndoError, RemovedText, undo, with_undo_step
from kindtui.domain.settings import Settings
from tests.domain.merge_strategies import (
    CUSTOM_ENTRY_KEYS,
    DATED_PART_KEYS,
    DATES,
    TEXTS,
    custom_entry,
    journals,
    part,
    time_at_tick,
)

ON = DATES[1]
CHANGED, UNDONE = time_at_tick(50), time_at_tick(60)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Journal, Journal]:
    """A journal, and what a change at `CHANGED` makes of it."""
    before = structs.replace(draw(journals()), undo_steps=())
    after = before
    for on, key in draw(st.lists(DATED_PART_KEYS, min_size=1, max_size=4, unique=True)):
        parts, deleted = parts_of(after.day(on)), dict(after.day(on).deleted)
        if key in parts and key[0] in LIST_FIELDS and draw(st.booleans()):
            del parts[key]
            deleted[key[1]] = CHANGED
        else:
            parts[key] = part(key, draw(TEXTS), 50)
        after = after.with_day(day_from_parts(on, parts, structs.replace(after.day(on), deleted=deleted)))
    for kind, uid in draw(st.lists(st.sampled_from(CUSTOM_ENTRY_KEYS), max_size=2, unique=True)):
        text = draw(st.just("") | TEXTS) if (kind, uid) in before.custom_entries else draw(TEXTS)
        after = structs.replace(
            after, custom_entries={**after.custom_entries, (kind, uid): custom_entry((kind, uid), text, 50)}
        )
    return before, with_undo_step(before, after, CHANGED)


def values(journal: Journal) -> dict[Any, Any]:
    """Every part without its `updated_at`; what was cleared counts as not there."""
    places = {(on, key): one for on, day in journal.days.items() for key, one in parts_of(day).items()}
    own = {
        key: structs.replace(one, updated_at=CHANGED)
        for key, one in journal.custom_entries.items()
        if one.text or one.purged
    }
    return own | {
        place: structs.replace(one, updated_at=CHANGED)
        for place, one in places.items()
        if not (isinstance(one, Answer) and one.value in ("", None, False, "unanswered"))
    }


@given(changes())
def test_it_restores_the_parts_it_changed_and_no_others(change: tuple[Journal, Journal]) -> None:
    before, after = change
    back = undo(after, UNDONE).journal
    assert values(back) == values(before)
    assert back.undo_steps == ()
    for on, day in back.days.items():
        changed = parts_of(after.day(on))
        for key, one in parts_of(day).items():
            assert one.updated_at == UNDONE or one == changed[key] == parts_of(before.day(on))[key]
        for key in changed.keys() - parts_of(day).keys():
            assert day.deleted[key[1]] == UNDONE


@given(changes(), st.data())
def test_it_is_refused_if_a_part_has_changed_since(
    change: tuple[Journal, Journal], data: st.DataObject
) -> None:
    _, after = change
    made = [(on, (field, uid)) for on, field, uid in after.undo_steps[-1].made]
    there = [place for place in made if place[1] in parts_of(after.day(place[0]))]
    if there:
        on, key = data.draw(st.sampled_from(there))
        other = after.with_day(
            day_from_parts(on, parts_of(after.day(on)) | {key: part(key, "other", 55)}, after.day(on))
        )
        with pytest.raises(
            NothingToUndoError, match=r"^Not undone: (that|your) .* has changed since then\. "
        ):
            undo(other, UNDONE)


def test_without_a_step_it_is_said() -> None:
    with pytest.raises(NothingToUndoError, match="There's nothing to undo"):
        undo(Journal(), UNDONE)


def test_what_changed_nothing_is_no_step() -> None:
    assert with_undo_step(Journal(), Journal().with_day(Day(ON)), CHANGED).undo_steps == ()


def made(key: PartKey, one: Part, what: Journal | None = None) -> Journal:
    before = what or Journal()
    day = before.day(ON)
    return with_undo_step(
        before, before.with_day(day_from_parts(ON, parts_of(day) | {key: one}, day)), CHANGED
    )


def act(**fields: Any) -> Act:
    soup: Act = part(("acts", "a"), "bring soup", 50)
    return structs.replace(soup, who="", **fields)


@pytest.mark.parametrize(
    ("key", "one", "taken"),
    [
        (("who", ""), part(("who", ""), "Noor", 50), [("who", "Noor")]),
        (("received", "a"), part(("received", "a"), "tea", 50), [("received", "tea")]),
        (("kept", "a"), part(("kept", "a"), "no to Friday", 50), [("kept", "no to Friday")]),
        (("acts", "a"), act(state="done"), [("gave", "bring soup")]),
        (("acts", "a"), act(state="planned"), [("own", "bring soup")]),
        (("acts", "a"), act(state="planned", source="close-01"), []),
        (("acts", "a"), act(state="planned", source="close-01", when="noon"), [("when", "noon")]),
        (("checks", "c"), part(("checks", "c"), "a", 50), []),
        (("energy", ""), part(("energy", ""), "a", 50), []),
        (("rest", ""), part(("rest", ""), "a", 50), []),
        (("skipped", "morning"), part(("skipped", "morning"), "a", 50), []),
    ],
)
def test_a_text_it_takes_away_goes_back_to_its_field(
    key: PartKey, one: Part, taken: list[tuple[str, str]]
) -> None:
    assert undo(made(key, one), UNDONE).removed_texts == tuple(
        RemovedText(ON, field, text) for field, text in taken
    )


def test_a_text_that_is_put_back_elsewhere_is_not_taken_away() -> None:
    before = Journal(
        {
            DATES[0]: day_from_parts(
                DATES[0], {("acts", "a"): structs.replace(act(), updated_at=time_at_tick(1))}
            )
        }
    )
    moved = before.with_day(Day(DATES[0], deleted={"a": CHANGED}))
    moved = moved.with_day(day_from_parts(ON, {("acts", "b"): structs.replace(act(), uid="b")}))
    undone = undo(with_undo_step(before, moved, CHANGED), UNDONE)
    assert undone.removed_texts == ()
    assert values(undone.journal) == values(before)


def test_a_when_that_was_replaced_goes_back_to_its_field() -> None:
    before = made(("acts", "a"), structs.replace(act(when="noon"), updated_at=time_at_tick(40)))
    after = made(("acts", "a"), act(when="dusk"), before)
    assert undo(after, UNDONE).removed_texts == (RemovedText(ON, "when", "dusk"),)


def own_made(text: str, before: Journal, when: datetime, script: str = "") -> Journal:
    own = CustomEntry("a", text, when, script)
    after = structs.replace(
        before, custom_entries={**before.custom_entries, ("own_checks", "a"): own}, updated_at=when
    )
    return with_undo_step(before, after, when)


def test_undo_of_new_own_words_leaves_none_of_them_and_gives_both_texts_back() -> None:
    undone = undo(own_made("I rest at six", Journal(), time_at_tick(1), "Not today"), UNDONE)
    assert undone.journal.custom_entries == {("own_checks", "a"): CustomEntry("a", "", UNDONE)}
    assert undone.label == "you added a check of your own"
    assert undone.removed_texts == (
        RemovedText(UNDATED, "own_checks.text.", "I rest at six"),
        RemovedText(UNDATED, "own_checks.script.", "Not today"),
    )


def test_other_words_of_an_own_check_go_back_to_the_field_of_that_check() -> None:
    journal = own_made("two", own_made("one", Journal(), time_at_tick(1)), time_at_tick(2))
    undone = undo(journal, UNDONE)
    assert undone.journal.custom_entries[("own_checks", "a")].text == "one"
    assert undone.removed_texts == (RemovedText(UNDATED, "own_checks.text.a", "two"),)


def test_own_words_go_back_one_change_after_the_other() -> None:
    journal = Journal()
    for tick, text in enumerate(("one", "two", "three", "two"), start=1):
        journal = own_made(text, journal, time_at_tick(tick))
    seen = []
    for tick in (11, 12, 13, 14):
        journal = undo(journal, time_at_tick(tick)).journal
        seen.append(journal.custom_entries[("own_checks", "a")].text)
    assert seen == ["three", "two", "one", ""]


def test_own_words_changed_elsewhere_are_left_alone() -> None:
    journal = own_made("one", Journal(), time_at_tick(1))
    other = structs.replace(
        journal, custom_entries={("own_checks", "a"): CustomEntry("a", "theirs", time_at_tick(3))}
    )
    with pytest.raises(NothingToUndoError, match="that check of your own has changed since"):
        undo(other, UNDONE)


def test_settings_go_back_one_after_the_other() -> None:
    journal = Journal()
    for tick, shown in ((1, False), (2, True), (3, False)):
        changed = structs.replace(
            journal, settings=Settings(thread_shown=shown, updated_at=time_at_tick(tick))
        )
        journal = with_undo_step(journal, changed, time_at_tick(tick))
    seen = []
    for tick in (4, 5, 6):
        journal = undo(journal, time_at_tick(tick)).journal
        seen.append(journal.settings.thread_shown)
    assert seen == [True, False, True]


def test_settings_changed_elsewhere_are_left_alone() -> None:
    after = with_undo_step(Journal(), Journal(settings=Settings(grace=1, updated_at=CHANGED)), CHANGED)
    other = structs.replace(after, settings=Settings(grace=3, updated_at=CHANGED + timedelta(seconds=1)))
    with pytest.raises(NothingToUndoError, match="that setting has changed since"):
        undo(other, UNDONE)
