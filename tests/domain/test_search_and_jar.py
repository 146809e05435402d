"""Search finds every text whatever its case and accents; the jar stands still for a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.parts import texts_of
from kindtui.domain.journal.search import SearchIndex, distinct_texts
from kindtui.domain.ritual.jar import todays_jar_line
from kindtui.domain.text_folds import folded
from tests.support import MORNING, TODAY, act, journal_of, line

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_a_day_is_found_by_any_piece_of_any_of_its_texts(texts: list[str], data: st.DataObject) -> None:
    days = [Day(TODAY - timedelta(days=n), received=(line(text, f"r{n}"),)) for n, text in enumerate(texts)]
    place = data.draw(st.integers(0, len(texts) - 1))
    text = texts[place]
    begin = data.draw(st.integers(0, len(text) - 1))
    found = SearchIndex(journal_of(days)).find(text[begin:])
    assert TODAY - timedelta(days=place) in found or not folded(text[begin:]).strip()
    assert found == sorted(found, reverse=True)


def test_every_kind_of_text_is_searched() -> None:
    day = Day(
        TODAY,
        who=Answer("Zoë", MORNING.at),
        acts=(structs.replace(act(), text="bring soup", when="at six", who="Lin"),),
        received=(line("Café with Noor"),),
        kept=(line("no to a late call", "k"),),
    )
    lost = Conflict(TODAY, "received", "r", "Tea with Noor", MORNING.at)
    index = SearchIndex(Journal({TODAY: day}, conflicts=(lost,)))
    for text in (
        "zoe",
        "ZOË",
        "soup",
        "six lin",
        "cafe",
        "late",
        "tea",
        "22 november",
        "2026-11-22",
        "sunday",
    ):
        assert index.find(text) == [TODAY], text
    assert index.find("bread") == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Søren rang", "soren"),
        ("Łukasz i Æsop", "lukasz aesop"),
        ("Đorđe", "dorde"),
        ("ışık yaktı", "ISIK yakti"),
        ("İzmir", "izmir"),
        ("Þór og Sigurður", "thor sigurdur"),
        ("auf der Straße", "STRASSE"),
        ("auf der Strasse", "straße"),
        ("Œuvre", "oeuvre"),
        ("I can’t", "can't"),
        ("I can't", "can’t"),
        ("she said “yes”", '"yes"'),
        ("well‑being", "well-being"),
        ("2020–2021", "2020-2021"),
        ("Jan\u00a0Novák à 5\u202fh", "jan novak"),
        ("慈悲\u3000です", "です"),
        ("می\u200cخواهم", "میخواهم"),
        ("كتاب", "کتاب"),
        ("shop\u00adping", "shopping"),
        ("❤️", "❤"),
        ("Zoe\u0308", "zoë"),
        ("ﬁne", "fine"),
        ("ΣΟΦΟΣ", "σοφος"),
    ],
)
def test_words_are_found_as_people_type_them(written: str, typed: str) -> None:
    index = SearchIndex(journal_of([Day(TODAY, received=(line(written),))]))
    assert index.find(typed) == [TODAY]
    assert index.find(written) == [TODAY]


@given(TEXTS, TEXTS)
def test_a_text_is_folded_character_by_character(text: str, other: str) -> None:
    assert folded(text) + folded(other) == folded(text + other)


def test_only_what_changed_is_folded_again() -> None:
    days = [Day(TODAY - timedelta(days=n), received=(line(f"tea {n}"),)) for n in range(5)]
    before = journal_of(days)
    index = SearchIndex(before)
    assert len(index.find("tea")) == 5
    after = before.with_day(Day(TODAY, received=(line("cake"),)))
    again = SearchIndex(after, index)
    assert again.find("cake") == [TODAY]
    assert TODAY not in again.find("tea")
    assert all(again.entries[day.day] is index.entries[day.day] for day in days[1:])


def test_a_day_of_which_nothing_is_left_is_not_listed() -> None:
    assert (
        SearchIndex(journal_of([Day(TODAY, rest=Answer(value=False, updated_at=MORNING.at))])).find("") == []
    )


@given(st.sets(st.integers(1, 400), min_size=1, max_size=30), st.integers(0, 400))
def test_the_jar_gives_one_line_from_before_and_the_same_all_day(back: set[int], later: int) -> None:
    days = [Day(TODAY - timedelta(days=n), received=(line(f"tea {n}", f"u{n}"),)) for n in sorted(back)]
    journal = journal_of([*days, Day(TODAY, received=(line("today", "now"),))])
    found = todays_jar_line(journal, TODAY)
    assert found is not None
    assert found.on < TODAY
    assert todays_jar_line(journal_of(reversed([*journal.days.values()])), TODAY) == found
    assert todays_jar_line(journal, TODAY + timedelta(days=later)) is not None


def test_not_this_one_again_gives_another_and_at_last_none() -> None:
    days = {
        TODAY - timedelta(days=n): Day(TODAY - timedelta(days=n), received=(line(uid=f"u{n}"),))
        for n in (1, 2)
    }
    seen: set[date] = set()
    for _ in range(2):
        found = todays_jar_line(Journal(days), TODAY)
        assert found is not None
        seen.add(found.on)
        left_out = structs.replace(found.line, in_jar=False)
        days[found.on] = Day(found.on, received=(left_out,))
    assert len(seen) == 2
    assert todays_jar_line(Journal(days), TODAY) is None
    assert todays_jar_line(Journal(), TODAY) is None


def test_over_the_days_every_line_comes_round() -> None:
    days = [Day(TODAY - timedelta(days=n), received=(line(uid=f"u{n}"),)) for n in range(1, 8)]
    journal = journal_of(days)
    seen = {todays_jar_line(journal, TODAY + timedelta(days=n)) for n in range(200)}
    assert len(seen) == 7


def test_no_text_that_is_kept_escapes_the_search() -> None:
    """Whatever `words` knows of a day is searched."""
    day = Day(TODAY, who=Answer("Zoe", MORNING.at), acts=(structs.replace(act(), when="six", who="Lin"),))
    assert texts_of(day) == set(distinct_texts(day))
