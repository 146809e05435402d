"""jrnl's JSON: the fixture was written by jrnl 4.6 (`jrnl --export json`)."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import LIST_FIELDS, entry_uids
from kindtui.domain.journal.undo import undo, with_import_step
from kindtui.domain.text import one_line
from kindtui.exchange.incoming import from_other_app, parse_other_app
from kindtui.exchange.other_apps.export import LeftOut
from kindtui.exchange.other_apps.new_entries import NewEntries
from tests.support import EVENING, TODAY, journal_of

FIXTURE = Path(__file__).parent / "fixtures" / "jrnl-4.6.json"
FRIDAY = date(2026, 11, 20)


def found(data: bytes = b"", now: Moment = EVENING, day_start: int = 4) -> NewEntries:
    export = parse_other_app(data or FIXTURE.read_bytes(), FIXTURE, now)
    assert export
    return from_other_app(export, FIXTURE, now, day_start)


def test_tags_say_what_an_entry_is_and_else_it_is_a_note() -> None:
    journal = found().journal
    friday = journal.day(FRIDAY)
    assert [act.text for act in friday.acts] == [
        "Carried Noor's bag up the stairs. She was late and laughing.",
    ]
    assert friday.acts[0].state == "done"
    # 01:30 of the 21st belongs to the evening before
    assert [line.text for line in friday.kept] == ["No to the late shift"]
    assert friday.received[0].text.startswith("A stranger waited with the door. It rained")
    saturday = journal.day(date(2026, 11, 21))
    assert [note.text for note in saturday.notes] == [
        "A plain day. Nothing to tell but soup — thick, with leeks."
    ] * 2
    assert not saturday.is_kind
    assert journal.day(TODAY).notes[0].text == "=1+1 is two. First line.\n- a list\n- of things"


def entry(title: str, body: str, *tags: str) -> dict[str, object]:
    return {"title": title, "body": body, "date": "2026-11-20", "time": "08:15", "tags": tags}


def test_paragraphs_come_in_as_paragraphs() -> None:
    entries = [
        entry("@gave A walk", "We met at six.\n\n\nIt rained.\r\nWe laughed.", "@gave"),
        entry("@kept", "No to the late shift", "@kept"),
        entry("A plain day.", "With soup."),
    ]
    day = found(json.dumps({"entries": entries}).encode()).journal.day(FRIDAY)
    assert [act.text for act in day.acts] == ["A walk\nWe met at six.\n\nIt rained.\nWe laughed."]
    assert [line.text for line in day.kept] == ["No to the late shift"]
    assert [line.text for line in day.notes] == ["A plain day. With soup."]


def test_an_entry_without_a_word_is_counted() -> None:
    data = json.dumps({"entries": [entry(" ", "\n"), entry("A walk", "")]}).encode()
    assert (len(found(data).journal.day(FRIDAY).notes), found(data).left_out) == (1, {LeftOut.EMPTY: 1})


def test_entries_of_the_same_minute_keep_the_order_of_the_file() -> None:
    entries = [entry(f"Number {number}.", "") for number in range(1, 7)]
    notes = found(json.dumps({"entries": entries}).encode()).journal.day(FRIDAY).notes
    assert [note.text for note in notes] == [f"Number {number}." for number in range(1, 7)]


def test_an_entry_for_a_day_to_come_is_counted() -> None:
    entries = [entry("A walk", ""), entry("A plan", "") | {"date": "2026-12-21"}]
    data = json.dumps({"entries": entries}).encode()
    assert list(found(data).journal.days) == [FRIDAY]
    assert found(data).left_out == {LeftOut.FUTURE: 1}


def by_earlier_version() -> Journal:
    """The fixture as a version imported it whose uids had no position, and which made a line of each text."""
    uids = {
        "acts": ["0660b0d72069002a2c18e54940"],
        "received": ["0660bb3f74480069eec67e7a29"],
        "kept": ["0660bf4c93360006434ef6132a"],
        "notes": ["0660c819a1700047a0c6d135fa", "0660c819a170004f9a4d906bfb", "0660d9b3bde400eff91eb34085"],
    }
    days = []
    for day in found().journal.days.values():
        fields = {
            name: tuple(
                structs.replace(one, uid=uids[name].pop(0), text=one_line(one.text))
                for one in getattr(day, name)
            )
            for name in LIST_FIELDS
        }
        days.append(structs.replace(day, **fields))
    assert not any(uids.values())
    return with_import_step(Journal(), journal_of(days), EVENING.at)


def test_what_an_earlier_version_imported_is_not_imported_again() -> None:
    ours = by_earlier_version()
    assert found().merged_into(ours, EVENING.at) == ours


def test_what_an_earlier_version_imported_and_a_person_undid_can_be_imported_again() -> None:
    ours = by_earlier_version()
    at = ours.next_timestamp(EVENING.at)
    ours = structs.replace(undo(ours, at).journal, updated_at=at)
    assert not list(entry_uids(ours))
    again = found().merged_into(ours, EVENING.at)
    assert sorted(entry_uids(again)) == sorted(entry_uids(found().journal))


def test_times_are_those_of_the_clock_on_the_wall() -> None:
    act = found().journal.day(FRIDAY).acts[0]
    assert (act.written.local_time.isoformat(), act.written.offset) == ("2026-11-20T08:15:00", 3600)


def test_again_changes_nothing_also_after_a_rewrite_and_a_removal() -> None:
    ours = found().merged_into(Journal(), EVENING.at)
    assert found().merged_into(ours, EVENING.at) == ours
    day = ours.day(FRIDAY)
    changed = structs.replace(day.acts[0], text="Carried a bag", updated_at=EVENING.at)
    gone = {day.kept[0].uid: EVENING.at}
    ours = ours.with_day(structs.replace(day, acts=(changed,), kept=(), deleted=gone))
    assert found().merged_into(ours, EVENING.at) == ours


def test_the_same_entries_are_the_same_in_summer_and_in_winter_and_when_days_begin_at_another_hour() -> None:
    winter = structs.replace(EVENING, zone="Europe/Berlin")
    summer = Moment(datetime(2027, 7, 1, tzinfo=UTC), "Europe/Berlin", 7200)
    ours = found(now=summer).merged_into(Journal(), EVENING.at)
    assert ours.day(FRIDAY).acts[0].written.offset == 3600
    for day_start in range(24):
        assert found(now=winter, day_start=day_start).merged_into(ours, EVENING.at) == ours
    elsewhere = structs.replace(summer, zone="Nowhere/Here")
    journal = found(now=elsewhere).journal
    assert journal.day(FRIDAY).acts[0].written.offset == 7200


@pytest.mark.skipif(not shutil.which("jrnl"), reason="there is no jrnl here")
def test_what_jrnl_here_exports_is_understood(tmp_path: Path) -> None:
    config = tmp_path / "jrnl.yaml"
    config.write_text(
        f"journals:\n  default: {tmp_path / 'journal.txt'}\neditor: ''\nencrypt: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '#@'\ndefault_hour: 9\ndefault_minute: 0\n"
        "linewrap: 79\nhighlight: false\nversion: v4.2\n"
    )
    jrnl = ["jrnl", "--config-file", str(config)]
    subprocess.run([*jrnl, "2026-11-20 08:15: @gave Carried a bag."], check=True, capture_output=True)
    out = subprocess.run([*jrnl, "--export", "json"], check=True, capture_output=True).stdout
    assert json.loads(out)["entries"]
    assert found(out).journal.day(FRIDAY).acts[0].text == "Carried a bag."
