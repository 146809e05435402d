"""`kindtui export` of some days and some kinds of entries, beside a naive reading of the whole journal."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.storage.file_store import FileStore
from tests.exchange.exported import ONE_DAY, Desk, Page, answer, day_with, journal_with, words
from tests.support import EVENING, MORNING, TODAY, FakeClock, kind_day, rest_day

REMARK = "kindtui: This export isn't encrypted. Anyone who can open it can read what you wrote.\n"
TEXT_FORMATS = ("json", "csv", "markdown", "html")
KINDS = ("gave", "received", "kept", "rest", "notes", "who", "plans", "checks", "scales")
START = TODAY - timedelta(20)
World = tuple[Journal, dict[tuple[date, str], set[str]]]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A journal of the last days, and the texts in it by day and kind; each text is there once."""
    days, texts = [], {}
    for offset in draw(st.sets(st.integers(0, 20), max_size=6)):
        on = START + timedelta(offset)
        kinds = draw(
            st.sets(st.sampled_from(["gave", "received", "kept", "notes", "who", "plans"]), min_size=1)
        )
        text = {kind: f"w{offset}{kind}q" for kind in kinds}
        acts = [
            Act(kind, text[kind], state, MORNING, MORNING.at, when=f"t{offset}{kind}q")  # type: ignore[arg-type]
            for kind, state in (("gave", "done"), ("plans", "planned"))
            if kind in kinds
        ]
        lines = {kind: (words(text[kind], kind),) for kind in ("received", "kept", "notes") if kind in kinds}
        who = answer(text["who"]) if "who" in kinds else None
        days.append(structs.replace(Day(on, who=who, acts=tuple(acts)), **lines))
        for kind in kinds:
            texts[on, kind] = {text[kind]} | ({f"t{offset}{kind}q"} if kind in ("gave", "plans") else set())
    return journal_with(*days), texts


def words_in(form: str, output: str) -> set[str]:
    """The texts of these worlds that a reader of the output finds."""
    if form == "html":
        output = Page(output).text
    elif form == "markdown":
        inline = [child for token in MarkdownIt().parse(output) for child in token.children or ()]
        output = " ".join(child.content for child in inline)
    found = "".join(sign if sign.isalnum() else " " for sign in output).split()
    return {word for word in found if word[0] in "wt" and word[1].isdigit()}


SPANS = st.tuples(
    st.sampled_from(["both", "from", "to", "last", "all"]), st.integers(-3, 22), st.integers(-3, 22)
)


def days_asked_for(span: str, one: int, other: int) -> tuple[list[str], date, date]:
    """The arguments of a range of days, its first day and its last."""
    first, last = START + timedelta(min(one, other)), START + timedelta(max(one, other))
    match span:
        case "both":
            return ["--from", str(first), "--to", str(last)], first, last
        case "from":
            return ["--from", str(first)], first, date.max
        case "to":
            return ["--to", str(last)], date.min, last
        case "last":
            count = max(one, 1)
            return ["--last", f"{count}d"], TODAY - timedelta(count - 1), date.max
    return [], date.min, date.max


@given(worlds(), SPANS, st.sets(st.sampled_from(KINDS)), st.sampled_from(TEXT_FORMATS))
def test_exactly_the_days_and_the_kinds_asked_for(
    desk: Desk, world: World, span: tuple[str, int, int], kinds: set[str], form: str
) -> None:
    journal, texts = world
    arguments, first, last = days_asked_for(*span)
    if kinds:
        arguments += ["--only", ",".join(sorted(kinds))]
    expected = {
        text
        for (on, kind), found in texts.items()
        if first <= on <= last and kind in (kinds or KINDS)
        for text in found
    }
    assert words_in(form, desk.written(form, journal, *arguments)) == expected


def full_day(on: date) -> Day:
    """A day with something of every kind."""
    planned = Act("a1", "wplans", "planned", MORNING, MORNING.at)
    let_go = Act("a2", "wletgo", "let_go", MORNING, MORNING.at)
    done = Act("a3", "wgave", "done", MORNING, MORNING.at)
    return Day(
        on,
        who=answer("wwho"),
        energy=answer(3),
        mood_evening=answer(4),
        connection=answer(5),
        rest=answer(True),
        checks={"c": answer("holds")},
        acts=(planned, let_go, done),
        received=(words("wreceived"),),
        kept=(words("wkept", "k"),),
        notes=(words("wnotes", "n"),),
        skipped={"morning": answer(True)},
        deleted={"gone": MORNING.at},
    )


def test_each_part_is_of_one_kind_and_all_kinds_are_the_whole(desk: Desk) -> None:
    desk.put(journal_with(full_day(TODAY)))
    whole = json.loads(desk.written("json"))["days"]["20261122"]
    parts: list[str] = []
    for kind in KINDS:
        day = json.loads(desk.written("json", None, "--only", kind))["days"]["20261122"]
        for name, value in day.items():
            if name not in ("day", "deleted", "skipped"):
                parts += [str((name, entry)) for entry in (value if isinstance(value, list) else [value])]
    everything = [
        str((name, entry))
        for name, value in whole.items()
        if name not in ("day", "deleted", "skipped")
        for entry in (value if isinstance(value, list) else [value])
    ]
    assert sorted(parts) == sorted(everything)


def test_kinds_are_read_whatever_their_case_and_blanks_and_order(desk: Desk) -> None:
    desk.put(journal_with(full_day(TODAY)))
    for form in TEXT_FORMATS:
        expected = desk.written(form, None, "--only", "received,kept")
        assert desk.written(form, None, "--only", " KEPT , Received") == expected
        assert desk.written(form, None, "--only=kept,received,kept") == expected


DAY_FORMS = {
    "2026-11-03": date(2026, 11, 3), "3 nov": date(2026, 11, 3), "yesterday": TODAY - ONE_DAY, "today": TODAY,
    "monday": date(2026, 11, 16), "last tuesday": date(2026, 11, 17), "2 weeks ago": date(2026, 11, 8),
    "20261103": date(2026, 11, 3), "3/11": date(2026, 11, 3), "3.11.2026": date(2026, 11, 3),
    "Nov 3rd, 2026": date(2026, 11, 3), "a week ago": date(2026, 11, 15), "25 dec": date(2025, 12, 25),
}  # fmt: skip


@pytest.fixture
def daily(desk: Desk) -> Desk:
    """A journal with each of the last 400 days."""
    desk.put(journal_with(*[kind_day(TODAY - timedelta(days)) for days in range(400)]))
    return desk


def exported_days(output: str) -> list[date]:
    """The days of an export in JSON."""
    return [date.fromisoformat(day["day"]) for day in json.loads(output).get("days", {}).values()]


@pytest.mark.parametrize("text", DAY_FORMS)
def test_a_day_is_whatever_the_date_field_reads(text: str, daily: Desk) -> None:
    assert min(exported_days(daily.written("json", None, "--from", text))) == DAY_FORMS[text]
    assert max(exported_days(daily.written("json", None, "--to", text))) == DAY_FORMS[text]
    only = exported_days(daily.written("json", None, "--from", text, "--to", text))
    assert only == [DAY_FORMS[text]]


@pytest.mark.parametrize(
    ("text", "count"),
    [("1", 1), ("14", 14), ("14d", 14), ("14 days", 14), ("2w", 14), ("2 weeks", 14), ("999", 400)],
)
def test_the_last_days_end_today(text: str, count: int, daily: Desk) -> None:
    days = exported_days(daily.written("json", None, "--last", text))
    assert (len(days), max(days)) == (count, TODAY)


def test_at_night_the_last_day_is_still_the_evening_before(daily: Desk) -> None:
    daily.environment["KINDTUI_NOW"] = "2026-11-22T01:30:00+01:00"
    assert max(exported_days(daily.written("json", None, "--to", "today"))) == TODAY - ONE_DAY
    assert exported_days(daily.written("json", None, "--last", "1"))[0] == TODAY - ONE_DAY


WRONG = {
    "--format svg --only gave": "--only",
    "--format svg --names none": "--names",
    "--names none": "--names",
    "--format json --names initials": "--names",
    "--format csv --names initials": "import",
    "--last 3 --from monday": "--last",
    "--last 3 --to monday": "--last",
    "--last 0": "14",
    "--last x": "14",
    "--last=-3": "14",
    "--from 2026-11-20 --to 2026-11-10": "2026-11-20",
    "--from whenever": "3 nov",
    "--to 2026-02-30": "3 nov",
    "--from=": "3 nov",
    "--only receivd": "Did you mean received?",
    "--only gave,notez": "Did you mean notes?",
    "--only scale": "Did you mean scales?",
    "--only xyz": "received",
    "--only=": "received",
    "--only ,": "received",
    "--only gave,,rest": "received",
    "--only gave,": "received",
    "--format svg --from 2026-11-23": "2026-11-23",
    "--format htm": "Did you mean html?",
    "--format html --names initial": "Did you mean initials?",
    "--onl gave": "--only",
    "--form json": "--format",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_is_refused_in_a_sentence(line: str, desk: Desk) -> None:
    desk.put(journal_with(day_with(TODAY, "Noor")))
    before = desk.path.read_bytes()
    outcome = desk.export(*line.split())
    assert (outcome.status, outcome.data) == (2, b"")
    assert len(outcome.error.splitlines()) <= 2
    assert WRONG[line] in outcome.error
    assert "Noor" not in outcome.error
    assert desk.path.read_bytes() == before


def test_a_wrong_option_leaves_the_file_alone(desk: Desk) -> None:
    desk.put(journal_with(kind_day(TODAY)))
    target = desk.path.with_name("page.html")
    target.write_text("mine")
    assert desk.export("--format", "svg", "--only", "gave", "-o", str(target), "--force").status == 2
    assert target.read_text() == "mine"


def remark_on(form: str) -> str:
    """What is said of an export; in a picture there is nothing to read."""
    return "" if form == "svg" else REMARK


@pytest.mark.parametrize("form", [*TEXT_FORMATS, "svg"])
def test_the_remark_is_said_unless_it_is_asked_to_be_quiet(form: str, desk: Desk) -> None:
    desk.put(journal_with(kind_day(TODAY)))
    loud = desk.export("--format", form)
    quiet = desk.export("--quiet", "--format", form)
    assert (loud.status, loud.error) == (0, remark_on(form))
    assert (quiet.status, quiet.error) == (0, "")
    assert loud.data == quiet.data


def test_quiet_still_says_what_went_wrong(desk: Desk) -> None:
    desk.put(journal_with(kind_day(TODAY)))
    assert desk.export("--quiet", "--only", "xyz").error
    desk.put(b"not a journal")
    outcome = desk.export("--quiet")
    assert (outcome.status, len(outcome.error.splitlines())) == (3, 1)


@pytest.mark.parametrize("form", [*TEXT_FORMATS, "svg"])
def test_a_file_is_private_and_is_not_replaced(form: str, desk: Desk) -> None:
    desk.put(journal_with(kind_day(TODAY)))
    target = desk.path.with_name("out")
    arguments = ("--format", form, "--last", "7", "-o", str(target))
    assert desk.export(*arguments) == (0, b"", remark_on(form))
    assert target.stat().st_mode & 0o777 == 0o600
    first = target.read_bytes()
    assert first == desk.export(*arguments[:-2]).data
    target.write_text("mine")
    target.chmod(0o644)
    refused = desk.export(*arguments)
    assert (refused.status, target.read_text()) == (2, "mine")
    assert "--force" in refused.error
    assert desk.export(*arguments, "--force", "--quiet") == (0, b"", "")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (first, 0o600)


def loaded(desk: Desk) -> Journal:
    """The journal as it is on the disk."""
    return FileStore(desk.path, FakeClock()).load()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_range_comes_back_as_exactly_those_days(form: str, desk: Desk) -> None:
    days = [full_day(TODAY - timedelta(number)) for number in range(10)]
    own = {("own_acts", "a"): CustomEntry("a", "own act", MORNING.at)}
    settings = Settings(grace=5, updated_at=MORNING.at)
    journal = journal_with(*days, settings=settings, custom_entries=own, updated_at=EVENING.at)
    desk.put(journal)
    part = desk.path.with_name("part")
    first, last = TODAY - timedelta(6), TODAY - timedelta(3)
    arguments = ("--format", form, "--from", str(first), "--to", str(last), "-o", str(part))
    assert desk.export(*arguments).status == 0
    before = desk.path.read_bytes()
    again = desk.run("import", str(part))
    assert (again.status, desk.path.read_bytes()) == (0, before)
    assert "nothing new" in (again.data.decode() + again.error)
    desk.put(Journal())
    assert desk.run("import", str(part)).status == 0
    found = loaded(desk)
    wanted = [day for day in days if first <= day.day <= last]
    if form == "csv":
        wanted = [structs.replace(day, deleted={}) for day in wanted]
    assert found.days == {day.day: day for day in wanted}
    assert structs.replace(found.settings, updated_at=None) == Settings()
    assert found.custom_entries == {}


@pytest.mark.parametrize("kinds", [*KINDS, "gave,received", "rest,who"])
def test_a_part_imported_into_its_own_journal_changes_nothing(kinds: str, desk: Desk) -> None:
    desk.put(journal_with(full_day(TODAY), full_day(TODAY - ONE_DAY), updated_at=EVENING.at))
    before = desk.path.read_bytes()
    part = desk.path.with_name("part.json")
    for form in ("json", "csv"):
        assert desk.export("--format", form, "--only", kinds, "-o", str(part), "--force").status == 0
        assert desk.run("import", str(part)).status == 0
        assert desk.path.read_bytes() == before


def test_a_part_in_json_has_the_days_alone(desk: Desk) -> None:
    own = {("own_people", "a"): CustomEntry("a", "Noor", MORNING.at, "by phone")}
    settings = Settings(grace=5, updated_at=MORNING.at)
    desk.put(
        journal_with(full_day(TODAY), kind_day(TODAY - timedelta(30)), settings=settings, custom_entries=own)
    )
    for arguments in (["--last", "3"], ["--only", "received"], ["--from", "2020-01-01"]):
        tables = json.loads(desk.written("json", None, *arguments))
        assert {name for name, table in tables.items() if table} <= {"days", "_meta", "away"}
    assert "Noor" in desk.written("json")


def test_days_away_are_cut_to_the_range(desk: Desk) -> None:
    away = {"u": Away("u", TODAY - timedelta(9), TODAY + timedelta(9), MORNING.at)}
    desk.put(journal_with(kind_day(TODAY - timedelta(30)), away=away))
    page = desk.page(None, "--from", str(TODAY - timedelta(4)), "--to", str(TODAY - timedelta(2)))
    assert "13 November" not in page.text
    assert "1 December" not in page.text
    assert "rest" in page.text


def test_days_away_show_as_rest_and_not_among_other_kinds(desk: Desk) -> None:
    away = {"u": Away("u", TODAY - timedelta(2), TODAY + timedelta(2), MORNING.at)}
    desk.put(journal_with(kind_day(TODAY - timedelta(30)), rest_day(TODAY - timedelta(20)), away=away))
    assert "rest" in desk.page(None, "--only", "rest").text.lower().replace("days of rest", "")
    received = desk.page(None, "--only", "received").text
    assert "rest" not in received.lower()
    assert "2 November" not in received.replace("22 November", "")


def test_an_open_plan_of_a_kind_that_is_left_out_tells_nothing_of_it(desk: Desk) -> None:
    """What is shown to others has no trace of the rest: neither in words, in marks nor in days."""
    desk.put(
        journal_with(full_day(TODAY), Day(TODAY - ONE_DAY, notes=(words("wnotes", "n"),), energy=answer(2)))
    )
    page = desk.page(None, "--only", "received")
    for secret in (
        "wwho",
        "wplans",
        "wletgo",
        "wgave",
        "wkept",
        "wnotes",
        "Energy",
        "2 of 9",
        "21 November",
        "Monday",
    ):
        assert secret not in page.source, secret


def test_csv_of_a_part_keeps_its_header_and_its_order(desk: Desk) -> None:
    desk.put(journal_with(*[full_day(TODAY - timedelta(number)) for number in range(5)]))
    whole = list(csv.reader(io.StringIO(desk.written("csv"))))
    part = list(csv.reader(io.StringIO(desk.written("csv", None, "--last", "2", "--only", "received,notes"))))
    assert part[0] == whole[0]
    recent = {TODAY.isoformat(), (TODAY - ONE_DAY).isoformat()}
    assert part[1:] == [row for row in whole if row[0] in recent and row[1] in ("received", "notes")]


def test_nothing_left_is_a_valid_export_all_the_same(desk: Desk) -> None:
    desk.put(journal_with(kind_day(TODAY - timedelta(60))))
    part = desk.path.with_name("part")
    for form in ("json", "csv"):
        assert desk.export("--format", form, "--last", "3", "-o", str(part), "--force").status == 0
        assert desk.run("import", str(part)).status == 0
    assert desk.page(None, "--last", "3").lines[0] == "My kindness diary"


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "html", "svg"])
def test_days_at_the_ends_of_the_calendar_can_be_named(desk: Desk, form: str) -> None:
    for days in ("--to 0001-01-01", "--from 0001-01-01 --to 0001-03-01", "--from 0001-01-01 --to 9999-12-31"):
        assert desk.export("--demo", "--format", form, *days.split()).status == 0


def test_the_options_work_with_the_made_up_year(desk: Desk) -> None:
    line = "--demo --last 30d --only received --names initials --quiet --format html"
    outcome = desk.export(*line.split())
    assert (outcome.status, outcome.error) == (0, "")
    assert "Priya" not in outcome.text
    assert not desk.path.exists()
