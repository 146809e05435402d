"""`kindtui search` and `kindtui list`: which days and lines, in which order, in words and as JSON."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui.cli.main import run
from kindtui.domain.journal.day import Day
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    DaysAwayChosen,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReceivedWritten,
    RestChosen,
    ScaleRated,
)
from kindtui.domain.ritual.acts import Plan
from tests.cli.program import Program
from tests.cli.sheets import put_days
from tests.support import TODAY, line

Capture = pytest.CaptureFixture[str]
YESTERDAY = TODAY - timedelta(days=1)
SEARCH_KEYS = ["date", "part", "text"]
SHOW_KEYS = [
    "date", "mark", "who", "acts", "received", "kept", "notes", "rest", "energy", "mood_morning",
    "mood_evening",
    "connection", "checks",
]  # fmt: skip
SECRET = "Noor"


def said(program: Program, capsys: Capture, *arguments: str, status: int = 0) -> tuple[str, str]:
    """What a command printed on each stream."""
    capsys.readouterr()
    assert run(arguments, program.environment) == status
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    return out, err


def found(program: Program, capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    """What a command printed with --json."""
    out, _ = said(program, capsys, *arguments, "--json")
    assert out.count("\n") == 1
    things: list[dict[str, Any]] = json.loads(out)
    return things


@pytest.fixture
def filled(program: Program) -> Program:
    """Something in every part that has words, on several days."""
    session = program.session()
    session.submit(
        ReceivedWritten(date(2025, 11, 25), "Tea, a year ago"),
        KeptBoundaryWritten(date(2026, 11, 3), "no more tea"),
        RestChosen(date(2026, 11, 10), is_rest_day=True),
        ScaleRated(date(2026, 11, 12), "energy", 3),
        NoteWritten(YESTERDAY, "TEA\nwith Zoë\n\nand cake"),
        ActChosen(TODAY, Plan("make tea for Sam", "Sam")),
        GivenActWritten(TODAY, "poured téa"),
        ReceivedWritten(TODAY, "a smile"),
    )
    session.submit(ActChosen(YESTERDAY, Plan("bring teacups")))
    act = session.state.journal.day(YESTERDAY).acts[0]
    session.submit(ActStateChanged(YESTERDAY, act.uid, "let_go"))
    return program


def test_search_finds_every_part_and_the_newest_day_is_first(filled: Program, capsys: Capture) -> None:
    things = found(filled, capsys, "search", "tea")
    assert [list(thing) for thing in things] == [SEARCH_KEYS] * 6
    assert [thing["date"] for thing in things] == sorted((thing["date"] for thing in things), reverse=True)
    assert {(thing["date"], thing["part"], thing["text"]) for thing in things} == {
        ("2026-11-22", "acts", "make tea for Sam"),
        ("2026-11-22", "acts", "poured téa"),
        ("2026-11-21", "acts", "bring teacups"),
        ("2026-11-21", "notes", "TEA\nwith Zoë\n\nand cake"),
        ("2026-11-03", "kept", "no more tea"),
        ("2025-11-25", "received", "Tea, a year ago"),
    }


def test_search_prints_a_line_for_each_and_the_others_of_a_text_below_it(
    filled: Program, capsys: Capture
) -> None:
    out, err = said(filled, capsys, "search", "cake")
    assert err == ""
    first, *others = out.splitlines()
    start = first[: first.index("TEA")]
    assert start.split() == ["2026-11-21", "Note"]
    assert others == [f"{' ' * len(start)}with Zoë", "", f"{' ' * len(start)}and cake"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["zoe"], 1), (["ZOË"], 1), (["tea", "cake"], 1), (["cake", "tea"], 1), (["tea cake"], 1),
        (["te"], 6), (["tea", ""], 6),
        (["--", "tea"], 6), (["tea", "--", "--last"], 0), (["tea."], 0), (["[tea]"], 0), (["t.a"], 0),
        (["%"], 0), (["\\"], 0),
        (["smile"], 1),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_order_capitals_and_accents(
    words: list[str], count: int, filled: Program, capsys: Capture
) -> None:
    out, _ = said(filled, capsys, "search", "--json", *words)
    assert len(json.loads(out)) == count


@pytest.mark.parametrize("words", [["tea", "smile"], ["poured", "Sam"], ["teacups", "cake"]])
def test_a_line_has_all_of_the_words_and_not_only_its_day(
    words: list[str], filled: Program, capsys: Capture
) -> None:
    """As `search --help` says: "Find the lines with all of the words"."""
    assert found(filled, capsys, "search", *words) == []


def test_a_month_or_a_weekday_finds_its_days(filled: Program, capsys: Capture) -> None:
    assert {thing["date"] for thing in found(filled, capsys, "search", "tuesday", "november")} >= {
        "2026-11-03", "2026-11-10", "2025-11-25",
    }  # fmt: skip
    (rest,) = found(filled, capsys, "search", "2026-11-10")
    assert rest["part"] == "rest"
    assert rest["text"]
    (rating,) = found(filled, capsys, "search", "12", "nov")
    assert rating["part"] == "energy"
    assert rating["text"]


@pytest.mark.parametrize("command", [["search", "Nobody"], ["list", "--last", "1"]])
def test_nothing_found_is_a_sentence_beside_an_empty_output(
    command: list[str], program: Program, capsys: Capture
) -> None:
    program.session().submit(ReceivedWritten(YESTERDAY, "tea"))
    out, err = said(program, capsys, *command)
    assert out == ""
    assert err.startswith("kindtui: Nothing")
    assert "Nobody" not in err
    out, err = said(program, capsys, *command, "--json")
    assert (out, err.count("\n")) == ("[]\n", 1)


@pytest.mark.parametrize("command", [["search", "tea"], ["list"]])
def test_without_a_journal_nothing_is_found_and_none_is_made(
    command: list[str], program: Program, capsys: Capture
) -> None:
    assert said(program, capsys, *command)[0] == ""
    assert not program.data.parent.exists()


@pytest.mark.parametrize("words", [[], [""], [" "], ["\t"], ["\u202e"], ["\x1b[0m"], ["\ufeff"]])
def test_no_word_is_nothing_to_look_for(words: list[str], filled: Program, capsys: Capture) -> None:
    out, err = said(filled, capsys, "search", *words, status=2)
    assert (out, err.count("\n")) == ("", 1)


def test_list_has_a_line_for_each_of_the_last_days_the_newest_first(filled: Program, capsys: Capture) -> None:
    out, err = said(filled, capsys, "list")
    assert err == ""
    assert [line.split()[0] for line in out.splitlines()] == [
        "2026-11-22", "2026-11-21", "2026-11-12", "2026-11-10", "2026-11-03", "2025-11-25",
    ]  # fmt: skip
    for text in ("a smile", "poured téa", "make tea for Sam", "TEA / with Zoë", "no more tea"):
        assert text in out


def test_list_says_as_json_what_show_says_of_each_day(filled: Program, capsys: Capture) -> None:
    days = found(filled, capsys, "list")
    assert [list(day) for day in days] == [SHOW_KEYS] * 6
    for day in days:
        assert json.loads(said(filled, capsys, "show", day["date"], "--json")[0]) == day


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("1", "2026-11-22"), ("1d", "2026-11-22"), ("2", "2026-11-21"), ("2 days", "2026-11-21"), ("10",
        "2026-11-21"),
        ("11", "2026-11-12"), ("2w", "2026-11-10"), ("2 weeks", "2026-11-10"), ("20", "2026-11-03"),
        ("362", "2026-11-03"),
        ("363", "2025-11-25"), ("99999", "2025-11-25"), ("2W", "2026-11-10"), (" 2w ", "2026-11-10"),
    ],
)  # fmt: skip
def test_last_counts_the_days_back_from_today(
    last: str, first: str, filled: Program, capsys: Capture
) -> None:
    for arguments in (["--last", last], [f"--last={last}"]):
        days = found(filled, capsys, "list", *arguments)
        assert (days[0]["date"], days[-1]["date"]) == (str(TODAY), first)


@pytest.mark.parametrize(
    "last", ["0", "-1", "0d", "soon", "", "1y", "1.5", "d", "14 14", "100000", "1e3", "2 w d"]
)
def test_no_number_of_days_is_refused(last: str, filled: Program, capsys: Capture) -> None:
    out, err = said(filled, capsys, "list", f"--last={last}", status=2)
    assert (out, err.count("\n")) == ("", 1)
    assert "14, 14d or 2w" in err


def test_only_the_last_fourteen_days_with_something_are_listed(program: Program, capsys: Capture) -> None:
    put_days(program, *(Day(TODAY - timedelta(days=3 * n), notes=(line("tea", "a"),)) for n in range(20)))
    out, _ = said(program, capsys, "list")
    assert [text.split()[0] for text in out.splitlines()] == [
        str(TODAY - timedelta(days=3 * n)) for n in range(14)
    ]
    assert len(found(program, capsys, "search", "tea")) == 20


def test_days_ahead_are_listed_and_found_but_are_not_among_the_last_days(
    program: Program, capsys: Capture
) -> None:
    ahead = TODAY + timedelta(days=3)
    program.session().submit(ReceivedWritten(ahead, "tea ahead"), ReceivedWritten(TODAY, "tea"))
    assert [day["date"] for day in found(program, capsys, "list")] == [str(ahead), str(TODAY)]
    assert [day["date"] for day in found(program, capsys, "search", "tea")] == [str(ahead), str(TODAY)]
    assert [day["date"] for day in found(program, capsys, "list", "--last", "7")] == [str(TODAY)]


def test_days_away_are_listed_as_they_come(program: Program, capsys: Capture) -> None:
    program.session().submit(DaysAwayChosen(YESTERDAY, TODAY + timedelta(days=3)))
    days = found(program, capsys, "list")
    assert str(YESTERDAY) in [day["date"] for day in days if day["rest"] and day["mark"] == "rest"]
    assert all(json.loads(said(program, capsys, "show", day["date"], "--json")[0]) == day for day in days)


HOSTILE = (
    "tea \x1b[31mred\x1b[0m", "tea \x1b]0;title\x07", "tea \u202eevil", "tea\ttab", "tea [b]x[/b]",
    "tea %s {0} $HOME",
    "tea \x9b1m", "tea \ud83d".encode("utf-8", "replace").decode(), "tea\r\x0b\x85\u2028x",
    "tea " + "long " * 500,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_words_that_could_do_something_to_a_terminal_are_plain_text(
    text: str, program: Program, capsys: Capture
) -> None:
    """As a journal from elsewhere may hold them."""
    put_days(program, Day(TODAY, received=(line(text),), notes=(line(text, "b"),)))
    for command in (["list"], ["search", "tea"], ["list", "--json"], ["search", "tea", "--json"]):
        out, err = said(program, capsys, *command)
        assert not [sign for sign in out if not sign.isprintable() and sign not in "\n\t"]
        assert err == ""
        assert "tea" in out
    assert said(program, capsys, "list")[0].count("\n") == 1


@settings(max_examples=max(settings().max_examples // 3, 1))
@given(
    texts=st.lists(st.text("cCçzž '\n", min_size=1, max_size=12), max_size=5),
    word=st.text("czk", min_size=1, max_size=2),
)
def test_search_finds_what_a_naive_search_finds(
    texts: list[str], word: str, program: Program, capsys: Capture
) -> None:
    plain = str.maketrans("çž", "cz")
    put_days(program, Day(TODAY, notes=tuple(line(text, f"{n:02x}") for n, text in enumerate(texts))))
    things = found(program, capsys, "search", word)
    expected = [text for text in texts if word in text.casefold().translate(plain)]
    assert len(things) == len(expected)


@pytest.mark.parametrize("command", [["search", "tea"], ["list"]])
@pytest.mark.parametrize("what", ["read-only", "newer"])
def test_a_journal_that_may_only_be_read_is_read_with_one_warning(
    what: str, command: list[str], filled: Program, capsys: Capture
) -> None:
    expected = said(filled, capsys, *command)[0]
    if what == "newer":
        tables = json.loads(filled.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        filled.data.write_text(json.dumps(tables))
    else:
        filled.data.chmod(0o444)
    before = filled.files()
    out, err = said(filled, capsys, *command)
    assert out == expected
    assert str(filled.data) in err
    assert err.count("\n") == 1
    assert filled.files() == before


@pytest.mark.parametrize("command", [["search", SECRET], ["list", "--json"]])
def test_a_damaged_journal_is_named(command: list[str], filled: Program, capsys: Capture) -> None:
    filled.data.write_text(f'{{"days": {{"20261122": "{SECRET}"')
    out, err = said(filled, capsys, *command, status=3)
    assert (out, err.count("\n")) == ("", 1)
    assert str(filled.data) in err
    assert SECRET not in err


@pytest.mark.parametrize("command", [["search", "tea"], ["list"], ["list", "--last", "2w", "--json"]])
def test_the_demo_is_the_same_each_time_and_reads_no_file(
    command: list[str], program: Program, capsys: Capture
) -> None:
    program.data.parent.mkdir()
    program.data.write_text(SECRET)
    first = said(program, capsys, "--demo", *command)
    assert first == said(program, capsys, *command, "--demo")
    assert first[1] == ""
    assert first[0]
    assert program.files() == {str(program.data): SECRET.encode()}


def test_looking_changes_nothing(filled: Program, capsys: Capture) -> None:
    before = filled.files()
    for command in (["list"], ["search", "tea"], ["list", "--last", "2", "--json"]):
        said(filled, capsys, *command)
    assert filled.files() == before


def test_after_midnight_the_last_day_is_still_the_day_before(filled: Program, capsys: Capture) -> None:
    filled.extra_environment["KINDTUI_NOW"] = "2026-11-23T01:30:00+01:00"
    assert [day["date"] for day in found(filled, capsys, "list", "--last", "1")] == [str(TODAY)]
