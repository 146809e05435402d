"""CSV: every field of every day comes back, and no cell is a formula."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui import content, demo
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.text import strip_controls
from kindtui.exchange import csv_file, incoming
from kindtui.exchange.incoming_data import IncomingData
from kindtui.storage.errors import UnreadableError
from tests.domain.merge_strategies import DATES, days
from tests.support import CATALOG, EVENING, MORNING, TODAY, act, journal_of, line

FILE = Path("days.csv")
BEGINNINGS = ["=", "+", "-", "@", "\t", "'", "''=", "'tis", "＝", '"', ",", "\n", ";", " ", ""]
TEXTS = st.builds(str.__add__, st.sampled_from(BEGINNINGS), st.text(max_size=20))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def read(text: str) -> Journal:
    return incoming.parse(text.encode(), FILE).journal


def without_tombstones(day: Day) -> Day:
    """The day without what CSV leaves out."""
    return structs.replace(day, deleted={}, moved={}, purged=None)


def test_a_made_up_year_comes_back_field_by_field() -> None:
    year = demo.demo_journal(CATALOG, content.demo_texts(), TODAY)
    back = csv_file.read(csv_file.write(year))[0]
    assert back.days == year.days


@given(st.tuples(*map(days, DATES)))
def test_any_day_comes_back_but_for_its_tombstones(both: tuple[Day, ...]) -> None:
    expected = {day.day: without_tombstones(day) for day in both if without_tombstones(day) != Day(day.day)}
    back, made, untimed, *_ = csv_file.read(csv_file.write(journal_of(both)))
    assert back.days == expected
    assert (made, untimed) == (Journal(), frozenset())


@given(TEXTS)
def test_no_cell_is_a_formula_and_each_is_read_back_exactly(text: str) -> None:
    text = strip_controls(text)
    data = csv_file.write(journal_of([Day(TODAY, received=(line(text),))]))
    (row,) = rows(data)
    assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in row.values())
    assert csv_file.read(data)[0].day(TODAY).received[0].text == text


def test_an_offset_west_of_greenwich_is_no_formula() -> None:
    moment = structs.replace(EVENING, offset=-18_000)
    entry = structs.replace(line(), written=moment)
    data = csv_file.write(journal_of([Day(TODAY, received=(entry,))]))
    assert rows(data)[0]["offset"] == "'-18000"
    assert csv_file.read(data)[0].day(TODAY).received == (entry,)


def test_the_names_of_an_act_leave_without_escapes() -> None:
    hostile = act(source="close-01\x1b]0;x\x07", audience="close\x9b31m")
    (row,) = rows(csv_file.write(journal_of([Day(TODAY, acts=(hostile,))])))
    assert (row["source"], row["audience"]) == ("close-01", "close")


def test_rows_written_by_hand_need_a_day_a_part_and_a_text() -> None:
    text = (
        "text;?,part,day\nLin waited,received,2026-11-22\n'=1,acts,2026-11-21\n\n'tis late,notes,2026-11-21\n"
    )
    journal = read(text.replace("text;?", "text"))
    assert [one.text for one in journal.day(TODAY).received] == ["Lin waited"]
    (act,), (note,) = journal.day(date(2026, 11, 21)).acts, journal.day(date(2026, 11, 21)).notes
    assert (act.text, act.state, note.text) == ("=1", "done", "'tis late")


def test_the_same_rows_by_hand_again_change_nothing_not_even_what_was_rewritten_since() -> None:
    text = "day,part,text\n2026-11-22,received,tea\n2026-11-22,received,tea\n"
    found = incoming.parse(text.encode(), FILE)
    ours = found.merged_into(Journal(), EVENING.at)
    assert len(ours.day(TODAY).received) == 2
    assert found.merged_into(ours, EVENING.at) == ours
    day = ours.day(TODAY)
    first = structs.replace(day.received[0], text="green tea", updated_at=EVENING.at)
    ours = ours.with_day(structs.replace(day, received=(first, *day.received[1:])))
    assert found.merged_into(ours, EVENING.at) == ours


def test_a_cell_with_nothing_but_spaces_is_blank() -> None:
    text = (
        "day,part,text,who,state,uid,updated_at\n"
        "2026-11-22,gave,tea, , , , ,\u00a0\n2026-11-22,gave,soup,,\t, ,\u00a0\n , , , , , , \n"
    )
    acts = read(text).day(TODAY).acts
    assert [(act.text, act.state, act.who) for act in acts] == [("tea", "done", " "), ("soup", "done", "")]


@pytest.mark.parametrize("count", [1, 2, 30, 300])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_rows_that_are_inserted_keep_their_order_however_many_they_are(count: int, place: int) -> None:
    def table(*texts: str) -> IncomingData:
        lines = ("day,part,text", *(f"2026-11-22,gave,{text}" for text in texts), "")
        return incoming.parse("\n".join(lines).encode(), FILE)

    inserted = [f"number {number}" for number in range(count)]
    texts = ["first", "last"]
    ours = table(*texts).merged_into(Journal(), EVENING.at)
    texts[place:place] = inserted
    ours = table(*texts).merged_into(ours, EVENING.at)
    assert [act.text for act in ours.day(TODAY).acts] == texts
    texts[place + 1 : place + 1] = [f"more of {text}" for text in inserted]
    ours = table(*texts).merged_into(ours, EVENING.at)
    assert [act.text for act in ours.day(TODAY).acts] == texts
    assert table(*texts).merged_into(ours, EVENING.at) == ours


def test_an_answer_by_hand_fills_an_empty_place_and_wins_over_none() -> None:
    text = "day,part,text\n2026-11-22,who,Lin\n2026-11-22,energy,9\n2026-11-22,connection,8\n"
    found = incoming.parse(text.encode(), FILE)
    there = Day(TODAY, who=Answer("Sam", MORNING.at), energy=Answer(2, MORNING.at))
    after = found.merged_into(journal_of([there]), EVENING.at)
    day = after.day(TODAY)
    assert day.who == there.who
    assert [day.rating("energy"), day.rating("connection")] == [2, 8]
    assert [lost.text for lost in after.conflicts] == ["Lin"]
    assert found.merged_into(after, EVENING.at) == after
    otherwise = text.replace("8", "9").encode()  # a second file by hand finds the answer of the first
    assert incoming.parse(otherwise, FILE).merged_into(after, EVENING.at).day(TODAY) == day


@pytest.mark.parametrize(
    ("rows", "is_entry"),
    [
        (["2026-11-22,checks,holds,c", "2026-11-22,checks,not_today,c"], False),
        (["2026-11-22,skipped,true,evening", "2026-11-22,skipped,false,evening"], False),
        (["2026-11-22,not_away,true,a", "2026-11-22,not_away,false,a"], False),
        (["2026-11-22,who,Lin,x", "2026-11-22,who,Sam,x"], False),
        (["2026-11-22,notes,tea,a", "2026-11-22,notes,cake,a"], True),
        (["2026-11-22,away,2026-11-23,a", "2026-12-22,away,2026-12-23,a"], True),
    ],
)
def test_only_an_entry_is_a_new_one_without_its_uid(rows: list[str], is_entry: bool) -> None:
    with pytest.raises(UnreadableError) as error:
        read("\n".join(["day,part,text,uid", *rows, ""]))
    assert ("clear its uid" in str(error.value)) == is_entry
    assert ("Row 3 contradicts row 2" in str(error.value)) != is_entry


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("22.13.2026,received,Noor", "Row 2: its day isn't a date such as 2026-11-22. "),
        (",received,Noor", "Row 2: its day isn't a date"),
        ("2026-11-41,received,Noor", "Row 2: its day isn't a date"),
        ("28. November 2025,received,Noor", "Row 2: its day isn't a date"),
        ("2026-11-22,acts,ok\n2026-11-22,given,Noor", "Row 3: its part isn't one of those"),
        ("2026-11-22,,Noor", "Row 2: its part isn't one of those"),
        ("2026-11-22,energy,10", "Row 2: its text isn't a number from 1 to 9"),
        ("2026-11-22,energy,Noor", "Row 2: its text isn't a number from 1 to 9"),
        ("2026-11-22,rest,Noor", "Row 2: its text isn't true or false"),
        ("2026-11-22,rest,", "Row 2: its text isn't true or false"),
        ("2026-11-22,skipped,true,noon", "Row 2: its uid has to be morning or evening"),
        ("2026-11-22,checks,Noor,c", "Row 2: its text isn't holds, not_today or unanswered"),
        ("2026-11-22,away,Noor", "Row 2: its text isn't the last day away"),
        ("2026-11-22,acts,x,,Noor", "Row 2: its state isn't planned, done or let_go"),
        ("2026-11-22,received,x,,,Noor", "Row 2: its in_jar isn't true or false"),
        ("2026-11-22,received,x,,,,Noor", "Row 2: its written isn't a time such as"),
        ("2026-11-22,who,x,,,,,Noor", "Row 2: its updated_at isn't a time such as"),
        ("2026-11-22,notes,x,,,,,,Noor", "Row 2: its offset isn't a whole number"),
        ("2026-11-22,received,Noor,,,,,,,more", "Row 2 has more cells than the header"),
        ('2026-11-22,received,"Noor', "Row 2 has a quote that isn't closed"),
        ("2026-11-22,who,Noor\n2026-11-22,who,Lin", "Row 3 contradicts row 2. "),
        ("2026-11-22,received,a,u\n2026-11-22,received,Noor,u", "Row 3 has the uid of row 2"),
    ],
)
def test_a_row_that_is_not_understood_is_named_without_its_words(body: str, message: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(f"day,part,text,uid,state,in_jar,written,updated_at,offset\n{body}\n")
    assert message in str(error.value)
    assert "Noor" not in str(error.value)
