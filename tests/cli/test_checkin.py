"""`kindtui checkin`: the ritual as plain lines; what is answered is in the file as from the app."""

import json
import os
import signal
import subprocess
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import ANY

import pytest

from kindtui.cli.checkin.checkin import Checkin
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.day import Answer, Day, DayPart
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    LowMoodTextRead,
    ReceivedWritten,
    ScaleRated,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text
from kindtui.tui.app import KindApp
from tests.cli.plain_lines import answered, checkin, number_of
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.real_terminal import Terminal
from tests.support import CATALOG, EVENING, ROOT, TODAY, FakeClock

YESTERDAY = TODAY - ONE_DAY
SECRET = "Noor held my hand"


def drafts(program: Program) -> Any:
    """What is kept as drafts on the disk."""
    return FileStore(program.data, FakeClock()).drafts()


def without_stamps(value: Any) -> Any:
    """A document without what no two runs share: uids and moments."""
    if isinstance(value, dict):
        left = {key: part for key, part in value.items() if key not in ("uid", "updated_at", "written")}
        return {key: without_stamps(part) for key, part in left.items()}
    return [without_stamps(part) for part in value] if isinstance(value, list) else value


async def test_the_shortest_morning_is_that_of_the_app(program: Program) -> None:
    answered(program, "Sam", "7", "1", "", "")
    path, clock = program.home / "app.json", FakeClock()
    app = KindApp(session := Session(FileStore(path, clock), clock, CATALOG), session.open())
    async with app.run_test() as pilot:
        for key in ("S", "a", "m", "enter", "7", "enter", "enter"):
            await pilot.press(key)
        await app.wait_for_keys()
        await app.wait_until_saved()
    ours, apps = (json.loads(file.read_bytes())["days"]["20261122"] for file in (program.data, path))
    assert ours["acts"]
    assert without_stamps(ours) == without_stamps(apps)


def test_a_when_is_read_back_in_one_line(program: Program) -> None:
    outcome = answered(program, "Sam", "7", "1", "after lunch")
    (act,) = program.stored_day().acts
    assert act.when == "after lunch"
    assert f"After lunch, I'll {act.text}." in outcome.out


def test_three_others_and_own_words_to_the_letter(program: Program) -> None:
    first = answered(program, "Sam", "7")
    own, others = number_of("Write my own", first), number_of("Show me three more", first)
    second = answered(program, others, own, "bring [/b] soup", "")
    assert second.out.count("Which of these would suit you today?") == 2
    assert [(act.text, act.who, act.source) for act in program.stored_day().acts] == [
        ("bring [/b] soup", "Sam", "")
    ]


def test_low_energy_offers_rest(program: Program) -> None:
    rest = number_of("Rest today. That's as good as any act.", answered(program, "", "2"))
    answered(program, "", rest)  # the energy is kept
    assert program.stored_day().is_rest_day
    assert program.run("status").status == 0


def test_what_is_none_of_the_answers_is_asked_again(program: Program) -> None:
    outcome = answered(program, "Sam", "ten", "7", "9", "1")
    assert outcome.out.count("That isn't one of the choices.") == 2
    assert program.stored_day().rating("energy") == 7
    assert len(program.stored_day().acts) == 1


def test_empty_lines_write_nothing(program: Program) -> None:
    outcome = answered(program, "", "", "", "")
    assert "What else?" in outcome.out
    assert not program.data.exists()


@pytest.mark.parametrize("n", ["n", "N"])
@pytest.mark.parametrize(("at", "part"), [("08", "morning"), ("20", "evening")])
def test_n_puts_aside(at: str, part: DayPart, n: str, program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = f"2026-11-22T{at}:00:00+01:00"
    answered(program, n)
    assert program.stored_day().has_skipped(part)


@pytest.mark.parametrize(("number", "state"), [("1", "done"), ("2", "let_go"), ("", "planned")])
def test_what_became_of_the_act(number: str, state: str, program: Program) -> None:
    program.session().submit(ActChosen(TODAY, Plan("text Sam")))
    answered(program, number)
    assert [act.state for act in program.stored_day().acts] == [state]


def test_another_act_in_its_place(program: Program) -> None:
    program.session().submit(ActChosen(TODAY, Plan("text Sam", "Sam")))
    answered(program, "3", "1")
    (act,) = program.stored_day().acts
    assert act.source
    assert act.who == "Sam"


def test_an_evening(evening: Program) -> None:
    outcome = answered(evening, "Tea from Noor", "Held a door")
    day = evening.stored_day()
    assert [line.text for line in day.received] == ["Tea from Noor"]
    assert [(act.text, act.state) for act in day.acts] == [("Held a door", "done")]
    assert any(closing.text in outcome.out for closing in CATALOG.closings)


def test_the_scales_are_asked_once_they_are_switched_on(evening: Program) -> None:
    evening.session().submit(SettingsChanged({"scales": True}))
    answered(evening, "3", "8", "Tea")
    day = evening.stored_day()
    assert [day.rating(scale) for scale in ("mood_evening", "connection")] == [3, 8]
    assert day.received


@pytest.mark.parametrize(
    ("choice", "line", "written"),
    [
        ("a kind thing I did", "Held a door", "gave"),
        ("a kindness I received or saw", "Tea", "received"),
        ("a boundary I kept", "I said no", "kept"),
    ],
)
def test_everything_can_be_written_at_any_hour(
    choice: str, line: str, written: str, program: Program
) -> None:
    number = number_of(choice, answered(program, "", "", ""))
    answered(program, "", "", "", number, line)
    assert [entry.text for entry in getattr(program.stored_day(), written)] == [line]


def test_rest_and_no_rest_after_all(program: Program) -> None:
    number = number_of("rest today", answered(program, "", "", ""))
    answered(program, "", "", "", number)
    assert program.stored_day().is_rest_day
    answered(program, number)
    assert not program.stored_day().is_rest_day


def test_yesterdays_open_act_is_brought_to_today(program: Program) -> None:
    program.session().submit(ActChosen(YESTERDAY, Plan("text Sam")))
    answered(program, "2")
    assert [act.text for act in program.stored_day().acts] == ["text Sam"]
    assert not program.stored_day(str(YESTERDAY)).acts


@pytest.mark.parametrize(("field", "part"), [("evening", "received"), ("kept", "kept"), ("second", "gave")])
def test_a_draft_of_a_day_that_is_over_is_offered(field: str, part: str, program: Program) -> None:
    program.session().save_drafts([DraftChange(YESTERDAY, field, "", "half a li")])
    outcome = answered(program, "1", "1")
    assert "You started something on Saturday." in outcome.out
    assert [entry.text for entry in getattr(program.stored_day(str(YESTERDAY)), part)] == ["half a li"]
    assert not drafts(program)


@pytest.mark.parametrize(("answer", "notes"), [("2", ["half a li"]), ("3", [])])
def test_a_draft_of_a_day_that_is_over_is_put_aside_or_thrown_away(
    answer: str, notes: list[str], program: Program
) -> None:
    program.session().save_drafts([DraftChange(YESTERDAY, "evening", "", "half a li")])
    answered(program, answer)
    assert [note.text for note in program.stored_day(str(YESTERDAY)).notes] == notes
    assert not drafts(program)
    assert "You started something" not in answered(program, "").out
    program.session().undo()
    came_back = [note.text for note in program.stored_day(str(YESTERDAY)).notes]
    assert came_back == ([] if notes else ["half a li"])


def test_a_when_without_an_act_is_no_question_but_a_note(program: Program) -> None:
    program.session().save_drafts([DraftChange(YESTERDAY, "when", "", "after lunch")])
    outcome = answered(program, "1")
    assert 'On Saturday you wrote "after lunch". You\'ve since removed what it was for.' in outcome.out
    assert "When will you do it?" not in outcome.out
    assert [note.text for note in program.stored_day(str(YESTERDAY)).notes] == ["after lunch"]


@pytest.mark.parametrize("answer", ["1", "", "Tea from Noor"])
def test_a_line_not_saved_yet_is_taken_left_or_replaced(answer: str, evening: Program) -> None:
    evening.session().save_drafts([DraftChange(TODAY, "evening", "", "half a li")])
    assert "You started writing this: half a li" in answered(evening, answer).out
    saved = [line.text for line in evening.stored_day().received]
    assert saved == {"1": ["half a li"], "": [], "Tea from Noor": ["Tea from Noor"]}[answer]
    assert drafts(evening) == ({} if answer else {TODAY: {"evening": ("half a li",)}})


def test_hard_evenings_are_spoken_of_and_read(program: Program) -> None:
    session = program.session()
    session.submit(SettingsChanged({"scales": True}))
    for back in range(1, 7):
        session.submit(ScaleRated(TODAY - back * ONE_DAY, "mood_evening", 1))
    assert get_text("ritual.low_mood") in checkin(program).out
    outcome = answered(program, "!")
    assert get_text("ritual.low_mood") in outcome.out
    assert get_text("ritual.places.talk") in outcome.out
    again = answered(program, "4", "Sam", "7", "", "1")
    assert get_text("ritual.low_mood") not in again.out
    assert again.out.index("1 Rest today.") < again.out.index("2 Let somebody be kind to me.")
    assert again.out.index("1 Rest today.") < again.out.index("2 Write down something kind")
    assert program.stored_day().is_rest_day


@pytest.fixture
def tired(program: Program) -> Program:
    """The program of somebody without scales, after five tired mornings."""
    session = program.session()
    for back in range(1, 6):
        session.submit(ScaleRated(TODAY - back * ONE_DAY, "energy", 2))
    return program


def test_a_hard_morning_offers_four_things_in_order(tired: Program) -> None:
    outcome = answered(tired)
    assert get_text("ritual.tired") in outcome.out
    numbered = [
        one.strip() for one in outcome.out.splitlines() if one.strip()[:2] in ("1 ", "2 ", "3 ", "4 ")
    ]
    rest, await_kindness, _, ask_who = numbered[:4]
    assert rest.startswith("1 Rest today.")
    assert await_kindness.startswith("2 Let somebody be kind to me.")
    assert numbered[2].startswith("3 ")
    assert ask_who.startswith("4 Think of someone I can encourage")
    assert "Who can I encourage today?" not in outcome.out


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_each_of_them_does_what_it_says_and_can_be_undone(number: str, tired: Program) -> None:
    outcome = answered(tired, number)
    day = tired.stored_day()
    assert "Who can I encourage today?" not in outcome.out
    assert (day.is_rest_day, day.has_skipped("morning"), [(one.state, one.audience) for one in day.acts]) == {
        "1": (True, False, []),
        "2": (False, True, []),
        "3": (False, False, [("planned", "self")]),
    }[number]
    tired.session().undo()
    assert not tired.stored_day().has_content
    assert get_text("ritual.tired") not in answered(tired).out, "it was read"


def test_an_empty_line_leaves_a_hard_morning_for_later(tired: Program) -> None:
    outcome = answered(tired, "")
    assert "Who can I encourage today?" not in outcome.out
    assert not tired.stored_day().has_content


def test_whom_to_encourage_is_asked_after_the_fourth(tired: Program) -> None:
    outcome = answered(tired, "4", "Sam", "7", "", "")
    assert outcome.out.index("Think of someone I can encourage") < outcome.out.index(
        "Who can I encourage today?"
    )
    day = tired.stored_day()
    assert day.who == Answer("Sam", ANY)
    assert day.rating("energy") == 7
    assert not day.is_rest_day


def test_the_evening_asks_as_usual_after_letting_somebody_be_kind(tired: Program) -> None:
    answered(tired, "2")
    tired.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    outcome = answered(tired, "Tea from Noor", "")
    assert "What kindness did I receive or witness today?" in outcome.out
    assert [one.text for one in tired.stored_day().received] == ["Tea from Noor"]
    said = {closing.text: closing.fits for closing in CATALOG.closings if closing.text in outcome.out}
    assert set(said.values()) == {"hard"}
    assert "thread" not in outcome.out.lower()


def test_the_third_line_in_a_row_names_a_doctor(tired: Program) -> None:
    session = tired.session()
    for weeks in (4, 2):
        session.submit(LowMoodTextRead(TODAY - timedelta(weeks=weeks)))
    assert "A doctor or counsellor is worth a call." in answered(tired, "q").out
    assert "counsellor" not in answered(tired, "q").out


def test_the_first_run_shows_the_notice_and_coming_back_is_greeted(program: Program) -> None:
    assert get_text("ritual.notice") in answered(program).out
    program.session().submit(ReceivedWritten(TODAY - timedelta(days=9), "tea"))
    outcome = answered(program)
    assert get_text("ritual.notice") not in outcome.out
    assert get_text("ritual.welcome_back") in outcome.out


@pytest.mark.parametrize("last", ["q", None])
def test_leaving_early_keeps_the_name(last: str | None, program: Program) -> None:
    outcome = answered(program, "Sam", *([last] if last else []))
    assert outcome.out.endswith("It's all saved.\n")
    assert program.stored_day().who == Answer("Sam", ANY)
    assert not drafts(program)
    answered(program, "7", "1")
    assert program.stored_day().acts[0].who == "Sam"
    assert not drafts(program)


def test_hostile_bytes_are_made_harmless(evening: Program) -> None:
    checkin(evening, b"tea \x1b]0;owned\x07 from \x1b[31mNoor\x00")
    assert [line.text for line in evening.stored_day().received] == ["tea from Noor"]


def test_a_line_that_is_not_utf_8_is_read_or_asked_for_again(evening: Program) -> None:
    outcome = checkin(evening, b"\xff\xfb\xc3 from Noor", b"caf\xe9 with Noor")
    assert [line.text for line in evening.stored_day().received] == ["café with Noor"]
    assert "can't read it" in outcome.out
    assert "Windows-1252" in outcome.out


def no_room() -> None:
    """No file of this process may grow beyond 600 bytes: the draft fits, the journal does not."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))


def test_a_line_that_cannot_be_saved_is_kept_and_offered_again(evening: Program) -> None:
    for text in ("tea", "cake", "a smile"):
        evening.session().submit(ReceivedWritten(YESTERDAY, text))
    before = evening.data.read_bytes()
    outcome = checkin(evening, SECRET, preexec_fn=no_room)
    assert (outcome.status, len(outcome.error_lines)) == (4, 1)
    assert "no room left" in outcome.err
    assert SECRET not in outcome.err
    assert "saved as a draft" in outcome.out
    assert evening.data.read_bytes() == before
    answered(evening, "1")
    assert [line.text for line in evening.stored_day().received] == [SECRET]


def test_a_name_that_cannot_be_kept_is_said_and_stands_above_on_a_terminal_alone(program: Program) -> None:
    def no_room_at_all() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))

    outcome = checkin(program, SECRET, preexec_fn=no_room_at_all)
    assert (outcome.status, len(outcome.error_lines)) == (4, 1)
    assert SECRET not in outcome.err
    assert "couldn't be saved as a draft.\n" in outcome.out


@pytest.mark.parametrize("guard", ["read-only", "newer", "damaged"])
def test_a_file_that_may_not_be_written_is_left_alone(guard: str, program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    if guard == "read-only":
        program.data.chmod(0o444)
    elif guard == "newer":
        tables = json.loads(program.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        program.data.write_text(json.dumps(tables))
    else:
        program.data.write_text("{")
    before = program.data.read_bytes()
    outcome = checkin(program, "Sam", "7", "1")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(program.data) in outcome.err
    assert outcome.err.endswith(" `kindtui places` shows places to talk.\n")
    assert program.data.read_bytes() == before


def test_in_a_locale_without_utf_8_other_letters_are_replaced(evening: Program) -> None:
    evening.extra_environment |= {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    evening.session().save_drafts([DraftChange(TODAY, "evening", "", "Kaffee mit Zoë")])
    assert "Kaffee mit Zo?" in answered(evening, "1").out
    assert evening.stored_day().received[0].text == "Kaffee mit Zoë"


def test_a_night_at_an_open_question(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock(EVENING)
    output: list[str] = []
    answers = iter([(0, b"\n"), (12, b"1\n"), (24, b"Sam\n"), (0, b"5\n"), (0, b"1\n")])

    def typed_later() -> bytes:
        hours, line = next(answers, (0, b""))
        clock.move(hours=hours)
        return line

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=SimpleNamespace(readline=typed_later)))
    Checkin(Session(FileStore(program.data, clock), clock, CATALOG), output.append).run()
    assert "It's a new day now." in output
    assert program.stored_day() == Day(TODAY)
    assert program.stored_day("2026-11-23") == Day(TODAY + ONE_DAY)
    assert program.stored_day("2026-11-24").acts[0].who == "Sam"


def test_the_demo_is_not_written_to(program: Program) -> None:
    assert program.run("checkin", "--demo").status == 2


@pytest.mark.parametrize(("terminal", "leave"), [({"TERM": "dumb"}, "\x04"), ({"TERM": ""}, "q\r")])
def test_a_dumb_terminal_gets_plain_lines(terminal: dict[str, str], leave: str, program: Program) -> None:
    now = program.environment["KINDTUI_NOW"]
    with Terminal(program.data, now, "checkin", environment=terminal, size=(80, 60)) as screen:
        screen.wait_for("Who can I encourage today?")
        screen.send("Sam\r")
        screen.wait_for("How much energy")
        screen.send("7\r")
        screen.wait_for("Which of these would")
        screen.send("1\r")
        screen.wait_for("When will you do it?")
        screen.send("\r")
        screen.wait_for("What else?")
        screen.send(leave)
        assert screen.wait_for_exit() == 0
        assert "It's all saved." in screen.text
        assert get_text("ritual.notice") in " ".join(screen.text.split())  # no word is cut in two
        assert screen.raw.isascii()
        assert b"\x1b" not in screen.raw
        assert all(letter in b"\r\n" or letter >= 32 for letter in screen.raw.replace(b"^D\b\b", b""))
    assert len(program.stored_day().acts) == 1


def test_on_a_dumb_terminal_the_app_names_it(program: Program) -> None:
    now, dumb = program.environment["KINDTUI_NOW"], {"TERM": "dumb"}
    with Terminal(program.data, now, environment=dumb) as screen:
        assert screen.wait_for_exit() == 2
        screen.wait_for("`kindtui checkin`")


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGHUP, -1)]
)
def test_a_signal_leaves_what_was_answered(number: int, status: int, program: Program) -> None:
    with subprocess.Popen(
        [*KINDTUI_COMMAND, "checkin"], env=program.environment, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"Sam\n")
        process.stdin.flush()
        output = b""
        while b"How much energy" not in output:
            output += os.read(process.stdout.fileno(), 4096)
        process.send_signal(number)
        assert process.wait(timeout=30) == status
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()
    assert program.stored_day().who == Answer("Sam", ANY)
    assert not drafts(program)


def test_a_saved_name_is_not_asked_for_again(program: Program) -> None:
    program.session().submit(TextRewritten(TODAY, TextRef("who"), "Noor"))
    outcome = answered(program, "7", "1")
    assert "Who can I encourage" not in outcome.out
    assert "Noor" in outcome.out
    assert [act.who for act in program.stored_day().acts] == ["Noor"]


def test_what_one_answer_saves_is_saved_together(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY - timedelta(days=1), "tea"))
    drafts = program.data.with_name("journal.json.drafts")
    drafts.write_text('{"2026-11-21": {"kept": ["half one", "half two"]}}')
    assert program.run("checkin", stdin=b"2\nq\n").status == 0
    assert [note.text for note in program.stored_day("2026-11-21").notes] == ["half one", "half two"]
    assert "half" not in drafts.read_text()
    assert "half" not in program.data.with_name("journal.json.prev").read_text()


def test_the_four_ways_are_among_the_choices(program: Program) -> None:
    first = answered(program, "Sam", "7")
    closer = number_of("Show acts for feeling closer", first)
    then = answered(program, closer)
    assert "Show acts for looking outward" in then.out
