"""What the exports of each other app become: Presently, Day One, Daylio, Loop Habit Tracker, Markdown."""

import json
from datetime import date
from pathlib import Path

import pytest

from kindtui.domain.journal.day import SCALES, Day
from tests.cli.other_apps import (
    AS_NOTE,
    AS_RECEIVED,
    AUDIO,
    AUTOMATIC,
    EMPTY,
    FUTURE,
    LOOP_HABITS,
    NUMBERS,
    OLD_LOOP_HABITS,
    OTHER_HABITS,
    OTHER_HABITS_NOTES,
    PICTURES,
    PROPERTIES,
    TAGS,
    choice_of,
    copied,
    counted,
    dayone_zip,
    entries,
    imported,
    loop_zip,
    notes_folder,
    stored,
    zip_of,
)
from tests.cli.program import Program, RunHere


def november(program: Program, day: int) -> Day:
    return stored(program).day(date(2026, 11, day))


def received(program: Program, day: int) -> list[str]:
    return [line.text for line in november(program, day).received]


def notes_of(program: Program, day: int) -> list[str]:
    return [line.text for line in november(program, day).notes]


# Presently


def test_presently_keeps_its_days_and_each_text_as_it_was(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    outcome = imported(here, copied("presently.csv")(tmp_path), *AS_RECEIVED)
    assert received(program, 21) == ["Lin kept the lift for me and asked nothing."]
    assert received(program, 20) == ['A list, with a comma:\n\nsoup, bread, and a "proper" chair.']
    assert received(program, 16)[0].startswith("<b>Warm</b> & [a link](https://example.org/x?y=1) [@click")
    assert received(program, 15) == ["Red ink on the card, turned around"]
    assert received(program, 14) == ["=SUM(1+1) was on the note Tom left, and +1 below it."]
    assert received(program, 13) == ["👩‍👩‍👧 waved; so did 👋🏽 and the café owner."]
    assert len(received(program, 12)[0].split()) == 700
    assert stored(program).day(date(2024, 2, 29)).is_kind
    assert not any(day.notes for day in stored(program).days.values())
    assert (counted(outcome, EMPTY), counted(outcome, FUTURE)) == (1, 1)


def test_as_notes_they_make_no_kind_day(here: RunHere, program: Program, tmp_path: Path) -> None:
    imported(here, copied("presently.csv")(tmp_path), *AS_NOTE)
    assert notes_of(program, 21) == ["Lin kept the lift for me and asked nothing."]
    assert not any(day.is_kind for day in stored(program).days.values())


@pytest.mark.parametrize(
    ("encoding", "line_break"), [("utf-8-sig", "\r\n"), ("utf-16", "\n"), ("utf-8", "\r\n")]
)
def test_presently_in_another_encoding_is_the_same(
    encoding: str, line_break: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = copied("presently.csv")(tmp_path)
    imported(here, file, *AS_RECEIVED)
    before = program.files()
    text = file.read_bytes().decode()
    file.write_bytes(text.replace("\n", line_break).encode(encoding))
    imported(here, file, *AS_RECEIVED)
    assert program.files() == before


def test_the_same_line_on_the_same_day_twice_stays_two(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "presently.csv"
    file.write_text("entryDate,entryContent\n2026-11-20,A wave\n2026-11-20,A wave\n")
    imported(here, file, *AS_RECEIVED)
    assert received(program, 20) == ["A wave", "A wave"]


def test_the_texts_of_a_day_stay_in_the_order_of_the_file_and_are_known_in_another_one(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    texts = ["One wave", "Two", "A third", "And four", "Five"]
    file = tmp_path / "presently.csv"
    file.write_text("entryDate,entryContent\n" + "".join(f"2026-11-20,{text}\n" for text in texts))
    imported(here, file, *AS_RECEIVED)
    assert received(program, 20) == texts
    before = program.files()
    file.write_text("entryDate,entryContent\n" + "".join(f"2026-11-20,{text}\n" for text in sorted(texts)))
    imported(here, file, *AS_NOTE)
    assert program.files() == before


# Day One


def test_day_one_counts_its_days_by_the_clock_where_it_was_written(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, copied("dayone/Journal.json")(tmp_path), *AS_NOTE)
    day_by_opening = {text.lstrip("# ")[:11]: on for on, _, text in entries(stored(program))}
    assert day_by_opening["Half past f"] == date(2026, 10, 25)
    assert [text for text in notes_of(program, 20) if text.startswith("Half")] == [
        "Half past one at night: Jonas rang back to say he was home."
    ]
    assert day_by_opening["駅前でおばあさんが道を"] == date(2026, 11, 20)
    assert day_by_opening["The bus dri"] == date(2026, 11, 18)
    assert day_by_opening["Noon, in a "] == date(2026, 11, 13)
    assert day_by_opening["Noon, with "] == date(2026, 11, 12)
    (toast,) = stored(program).day(date(2026, 10, 24)).notes
    assert toast.text == "Half past two, the first time that night. Ida made toast."
    assert toast.written.local_time.isoformat() == "2026-10-25T02:30:00"
    assert (toast.written.zone, toast.written.offset) == ("Europe/Berlin", 7200)


def test_the_day_of_a_day_one_entry_follows_the_day_start(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    from kindtui.domain.requests import SettingsChanged

    program.session().submit(SettingsChanged({"day_start": 0}))
    imported(here, copied("dayone/Journal.json")(tmp_path), *AS_NOTE)
    assert notes_of(program, 21) == ["Half past one at night: Jonas rang back to say he was home."]


def test_day_one_texts_are_told_without_links_to_pictures_and_without_backslashes(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, dayone_zip(tmp_path), *AS_NOTE)
    texts = [text for _, _, text in entries(stored(program))]
    assert not any("dayone-moment" in text or "\\" in text or "![" in text for text in texts)
    (bread,) = (text for text in notes_of(program, 20) if "Bread before work" in text)
    assert "Marie left a loaf at the door. It was warm (still)!" in bread.split("\n")
    assert "We ate 3-4 slices." in bread.split("\n")


def test_the_journals_of_a_day_one_zip_are_all_read_and_each_alone_adds_nothing(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, dayone_zip(tmp_path), *AS_NOTE)
    assert len(notes_of(program, 20)) == 5
    before = program.files()
    for name in ("Journal", "Unterwegs"):
        imported(here, copied(f"dayone/{name}.json")(tmp_path), *AS_NOTE)
    assert program.files() == before


def day_one_file(folder: Path, **entry: object) -> Path:
    file = folder / "Journal.json"
    whole = {"creationDate": "2026-11-20T10:00:00Z", "timeZone": "UTC"} | entry
    file.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": [whole]}))
    return file


def test_the_caption_of_a_picture_in_day_one_stays(here: RunHere, program: Program, tmp_path: Path) -> None:
    text = "One\\.\n![the wet \\[stair\\]](dayone-moment://AB)\n![](dayone-moment:/audio/CD)\nTwo."
    file = day_one_file(tmp_path, text=text.replace("\\[stair\\]", "stair"))
    outcome = imported(here, file, *AS_NOTE)
    assert notes_of(program, 20) == ["One.\nthe wet stair\n\nTwo."]
    assert (counted(outcome, PICTURES), counted(outcome, AUDIO)) == (1, 1)


def test_a_backslash_in_code_of_day_one_stays(here: RunHere, program: Program, tmp_path: Path) -> None:
    text = "A `code \\. stays`, ``a ` \\* too``, \\`not\\. this\\`.\n```\n\\- fenced\n```\nEnd\\! ` \\."
    imported(here, day_one_file(tmp_path, text=text), *AS_NOTE)
    assert notes_of(program, 20) == [
        "A `code \\. stays`, ``a ` \\* too``, `not. this`.\n```\n\\- fenced\n```\nEnd! ` ."
    ]


# Daylio


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("<div>eins</div><div>zwei</div>", "eins\nzwei\n"),
        ("<div>eins</div>\n<div><br></div>\n<div>zwei</div>", "eins\n\nzwei\n"),
        ("Zu Hause:<ul><li>eins</li><li>zwei</li></ul>drei", "Zu Hause:\n- eins\n- zwei\ndrei\n"),
        ("<p>eins</p><p>zwei<br>drei</p>", "eins\n\nzwei\ndrei\n"),
        ("", ""),
    ],
)
def test_the_lines_of_daylio_follow_each_other(
    note: str, lines: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "daylio.csv"
    header = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    file.write_text(f'{header}2026-11-20,x,y,10:00,good,tea,Title,"{note}"\n')
    imported(here, file)
    assert notes_of(program, 20) == [f"Title\n{lines}good · tea"]


def test_each_daylio_row_is_a_note_that_ends_with_the_mood_and_the_activities(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, copied("daylio.csv")(tmp_path))
    assert notes_of(program, 21) == [  # in the order in which they were written
        "rad",
        "Quiet evening\nWe read aloud, all three of us.\ngood · family, reading",
    ]
    assert notes_of(program, 19) == [
        'Ein "kleiner" Gruß\nZeile eins\nZeile zwei, mit Komma\nfuzzy but ok · walk'
    ]
    assert notes_of(program, 18) == ["Today 3 < 4 hours of sleep & a headache.\nawful"]
    assert notes_of(program, 17) == ["bien · famille, cinéma"]
    assert notes_of(program, 16)[:2] == ["Early.\nbad · bad sleep"] * 2
    assert notes_of(program, 16)[2] == "Odd title\n[@click=app.quit]x[/] {{braces}} =1+1\ngood"


def test_daylio_moods_are_words_and_no_ratings(here: RunHere, program: Program, tmp_path: Path) -> None:
    for name in ("daylio.csv", "daylio-12h.csv", "daylio-scales.csv"):
        imported(here, copied(name)(tmp_path))
    days = stored(program).days.values()
    assert not any(day.rating(scale) for day in days for scale in SCALES)
    assert not any(day.is_kind or day.who or day.skipped or day.checks for day in days)


def test_daylio_rows_stay_on_the_date_they_name_whatever_the_time_and_its_form(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, copied("daylio.csv")(tmp_path))
    (night,) = notes_of(program, 20)  # at 01:23
    assert night.split("\n")[-1] == "meh · good meal, 😶, tea, strong"
    imported(here, copied("daylio-12h.csv")(tmp_path))
    days = stored(program).days
    assert [note.text for note in days[date(2026, 5, 30)].notes] == [
        "good",  # five past midnight
        "meh",
        "Sunny, and Ben brought plums\nrad · friends, gaming",
    ]
    assert days[date(2026, 5, 29)].notes[0].text == "meh · work, good meal"
    assert days[date(2026, 5, 28)].notes[0].text == "邻居送来了一盆花\n还行 · 散步"


def test_the_formatting_of_daylio_becomes_lines(here: RunHere, program: Program, tmp_path: Path) -> None:
    imported(here, copied("daylio.csv")(tmp_path))
    (night,) = notes_of(program, 20)
    assert "<" not in night
    lines = [line.lstrip("-•* ") for line in night.split("\n") if line]
    assert lines[:4] == ["Could not sleep.", "Nadia texted anyway.", "soup", "rest"]


# Loop Habit Tracker


@pytest.mark.parametrize("name", ["zip", "zip, numbers", "alone"])
def test_a_tick_of_a_chosen_habit_is_a_kindness_given(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    make = {
        "zip": loop_zip("loop"),
        "zip, numbers": loop_zip("loop-numeric"),
        "alone": copied("loop-numeric/Checkmarks.csv"),
    }[name]
    outcome = imported(here, make(tmp_path), "--habit", "hold a DOOR")
    acts = {on.day: [act.text for act in day.acts] for on, day in stored(program).days.items() if day.acts}
    assert acts == {22: ["Hold a door"], 19: ["Hold a door"], 18: ["Hold a door"]}
    assert all(act.state == "done" for day in stored(program).days.values() for act in day.acts)
    assert november(program, 19).is_kind
    assert counted(outcome, OTHER_HABITS) == 5
    assert counted(outcome, OTHER_HABITS_NOTES) == (4 if name == "zip" else 0)


def test_a_habit_with_a_comma_and_one_in_japanese_are_found_in_the_zip(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, loop_zip("loop")(tmp_path), *choice_of(LOOP_HABITS[0], LOOP_HABITS[2]))
    acts = {on.day: {act.text for act in day.acts} for on, day in stored(program).days.items() if day.acts}
    assert acts == {
        21: {LOOP_HABITS[0], LOOP_HABITS[2]},
        19: {LOOP_HABITS[0]},
        18: {LOOP_HABITS[2]},
        17: {LOOP_HABITS[2]},
    }


def test_the_unquoted_comma_of_a_habit_shifts_no_tick(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    """Loop does not quote the names in this header, so that it has a cell too many."""
    outcome = here("import", copied("loop/Checkmarks.csv")(tmp_path), "--habit", "Hold a door")
    assert (outcome.status, len(outcome.error_lines)) == (3, 1)
    assert not program.data.exists()


def test_the_notes_of_chosen_habits_are_kept_and_no_others(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, loop_zip("loop")(tmp_path), "--habit", "Hold a door")
    texts = [(on.day, text) for on, part, text in entries(stored(program)) if part != "acts"]
    acts = [(on.day, text) for on, part, text in entries(stored(program)) if part == "acts"]
    assert {text for on, text in [*texts, *acts] if on == 22 and "both arms full" in text}
    assert {text for on, text in texts if on == 20 and "ill, in bed" in text}
    assert not any("Rosa" in text or "緑茶" in text or "woods" in text for _, text in [*texts, *acts])


def test_a_habit_of_numbers_has_no_ticks(here: RunHere, program: Program, tmp_path: Path) -> None:
    outcome = here("import", loop_zip("loop-numeric")(tmp_path), "--habit", "Steps")
    assert outcome.status == 0, outcome.err
    assert counted(outcome, NUMBERS) == 3
    assert not program.data.exists() or not any(day.acts for day in stored(program).days.values())


def test_a_habit_without_marks_and_a_note_without_quotes_lose_nothing(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    files = [
        ("Checkmarks.csv", b"Date,Wave,Smile,\n2026-11-20,2,-1,\n"),
        ("001 Wave/Checkmarks.csv", b"Date,Value,Notes\n2026-11-20,YES_MANUAL,to Lin, and to Tom\n"),
        ("002 Smile/Checkmarks.csv", b""),
    ]
    imported(here, zip_of(tmp_path / "loop.zip", files), "--habit", "wave")
    assert [act.text for act in november(program, 20).acts] == ["Wave"]
    assert notes_of(program, 20) == ["Wave: to Lin, and to Tom"]


def test_habits_can_be_chosen_one_after_another(here: RunHere, program: Program, tmp_path: Path) -> None:
    file = loop_zip("loop-numeric")(tmp_path)
    first = imported(here, file, "--habit", OLD_LOOP_HABITS[0])
    assert counted(first, AUTOMATIC) >= 1
    imported(here, file, *choice_of(*OLD_LOOP_HABITS[:2]))
    assert sorted(act.text for act in november(program, 19).acts) == list(OLD_LOOP_HABITS[:2])


@pytest.mark.parametrize("name", ["take a walk", "Take a walk!", "take a walk 🚶"])
def test_a_habit_is_found_without_its_emoji_and_punctuation(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Take a walk 🚶,Smile,\n2026-11-20,2,0,\n", "utf-8")
    imported(here, file, "--habit", name)
    assert [act.text for act in november(program, 20).acts] == ["Take a walk 🚶"]


def test_a_name_without_emoji_that_could_be_two_habits_is_refused(here: RunHere, tmp_path: Path) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Walk 🚶,Walk 🐕,🚶,\n2026-11-20,2,0,2,\n", "utf-8")
    for name in ("walk", "🐕", ""):
        outcome = here("import", file, "--habit", name)
        assert (outcome.status, "in a terminal" in outcome.err) == (2, True)
    imported(here, file, "--habit", "walk 🐕", "--habit", "🚶")


def test_of_a_habit_of_numbers_alone_it_is_not_said_that_there_was_nothing_new(
    here: RunHere, tmp_path: Path
) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Steps,\n2026-11-20,7000,\n2026-11-19,5000,\n", "utf-8")
    outcome = imported(here, file, "--habit", "Steps")
    assert outcome.out.splitlines() == [f"Nothing to import from {file}.", "Left out: 2 numbers."]


# A folder of Markdown


def test_each_dated_file_is_one_text_of_its_day(here: RunHere, program: Program, tmp_path: Path) -> None:
    outcome = imported(here, notes_folder(tmp_path), *AS_NOTE)
    (rain,) = notes_of(program, 20)
    assert rain.startswith("Hana held the umbrella the whole way.")
    assert rain.endswith("It rained until nine.\ndaily, kindness")
    assert not any(left in rain for left in ("drizzle", "aliases", "2026-11-20", "![", "stairs.jpg"))
    assert "- [[Ideas|an idea]] for later" in rain.split("\n")
    (tea,) = notes_of(program, 19)
    assert tea.split("\n")[0].lstrip("# ") == "Tea with Lin"
    assert tea.split("\n")[-1] == "The pot was chipped and nobody minded. #tea"
    assert notes_of(program, 18) == ["Plain text, no markup.\n\nTwo paragraphs."]
    assert "- Erdem fixed the tap" in notes_of(program, 17)[0].split("\n")
    assert len(notes_of(program, 16)) == 2
    assert any("choir let me sit in" in text and "Evening" in text for text in notes_of(program, 16))
    assert "Zoë’s café" in notes_of(program, 14)[0]
    assert "2026-11-14" not in notes_of(program, 14)[0]
    assert counted(outcome, PICTURES) == 2
    assert counted(outcome, PROPERTIES) >= 2


def test_of_an_embedded_picture_the_words_stay_and_it_is_counted_once(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "Notes"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "Our Stairs.JPG").write_bytes(b"no picture")
    (folder / "2026-11-20.md").write_text(
        "One.\n![a wet stair](media/Our%20Stairs.JPG)\n![[our stairs.jpg|300]]\n![[Ideas]]\n"
        '![a hat|100x80](https://example.org/x_(1)?y=1 "not mine")\n![[talk.mp3#t=3]]\n![](elsewhere.png)\n'
        "Two.\n"
    )
    (folder / "2026-11-19.md").write_text("![](elsewhere.png)\n")
    outcome = imported(here, folder, *AS_NOTE)
    assert [line for line in notes_of(program, 20)[0].split("\n") if line] == [
        "One.",
        "a wet stair",
        "![[Ideas]]",
        "a hat",
        "Two.",
    ]
    assert counted(outcome, PICTURES) == 4
    assert (counted(outcome, AUDIO), counted(outcome, EMPTY)) == (1, 1)


@pytest.mark.parametrize("heading", ["# 2026-11-20", "2026_11_20", "## 2026_11_20 - A walk", "# A walk"])
def test_a_heading_that_is_the_name_of_the_file_is_not_said_twice(
    heading: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "Notes").mkdir()
    (tmp_path / "Notes" / "2026_11_20 - A walk.md").write_text(f"{heading}\n\nWe went far.\n")
    imported(here, tmp_path / "Notes", *AS_NOTE)
    (text,) = notes_of(program, 20)
    assert [line.lstrip("# ") for line in text.split("\n") if line] == ["A walk", "We went far."]


def note_named(folder: Path, name: str, text: str = "We went far.\n") -> Path:
    file = folder / "Notes" / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2026/11/20.md", ""),
        ("2026/11/20 A walk.md", "A walk\n"),
        ("2026-11/20.md", ""),
        ("2026-11-20T2210.md", ""),
        ("2026-11-20T2210 A walk.md", "A walk\n"),
        ("20261120T221005.md", ""),
        ("2026-11-20 22-10.md", ""),
        ("2026-11-20 22.10 - A walk.md", "A walk\n"),
        ("2026-11-20 1984.md", "1984\n"),
        ("2026-11-20 25-10 A walk.md", "25-10 A walk\n"),
        ("2026-11-20 (1).md", ""),
        ("2026-11-20 A walk (1).md", "A walk (1)\n"),
    ],
)
def test_the_name_and_the_folders_tell_the_day_and_what_is_no_title(
    name: str, title: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    note_named(tmp_path, name)
    imported(here, tmp_path / "Notes", *AS_NOTE)
    assert notes_of(program, 20) == [f"{title}We went far."]
    (note,) = november(program, 20).notes
    has_time = "T2210" in name or "22-10" in name or "22.10" in name
    assert note.written.local_time.strftime("%H:%M") == (
        "22:10" if has_time or "T221005" in name else "12:00"
    )


def test_the_folder_of_a_month_alone_tells_the_year_too(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, note_named(tmp_path, "2026/11/20.md").parent, *AS_NOTE)
    assert notes_of(program, 20) == ["We went far."]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("tags: [family, '#long walks']", "We went far.\nfamily, long walks"),
        ('tags:\n  - family\n  - "walks"', "We went far.\nfamily, walks"),
        ("tags: family, walks\nweather: mild", "We went far.\nfamily, walks"),
        ("tags: []\nweather: mild", "We went far."),
        ('title: "The \\"long\\" way: home"', 'The "long" way: home\nWe went far.'),
        ("Title: >-\n  The long\n  way", "The long way\nWe went far."),
        ("title: We went far.", "We went far."),
        ("title: 2026-11-20", "We went far."),
    ],
)
def test_tags_and_title_of_the_properties_are_words(
    properties: str, text: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    note_named(tmp_path, "2026-11-20.md", f"---\n{properties}\n---\nWe went far.\n")
    outcome = imported(here, tmp_path / "Notes", *AS_NOTE)
    assert notes_of(program, 20) == [text]
    assert counted(outcome, PROPERTIES) == ("weather" in properties)


def test_the_title_of_the_properties_stands_for_the_same_words_in_the_name(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    note_named(tmp_path, "2026-11-20-the-long-way.md", "---\ntitle: The long way!\n---\nWe went far.\n")
    imported(here, tmp_path / "Notes", *AS_NOTE)
    assert notes_of(program, 20) == ["The long way!\nWe went far."]


def test_tags_without_a_text_are_counted(here: RunHere, tmp_path: Path) -> None:
    note_named(tmp_path, "2026-11-20.md", "---\ntags: [family, walks]\n---\n")
    outcome = imported(here, tmp_path / "Notes", *AS_NOTE)
    assert (counted(outcome, TAGS), counted(outcome, EMPTY)) == (2, 1)


@pytest.mark.parametrize("name", ["2026-11-20 A walk.md", "2026/11/20 A walk.txt"])
def test_a_dated_file_alone_is_read_like_a_folder_of_one(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = note_named(tmp_path, name)
    imported(here, file, *AS_NOTE)
    assert notes_of(program, 20) == ["A walk\nWe went far."]
    before = program.files()
    imported(here, tmp_path / "Notes", *AS_RECEIVED)
    assert program.files() == before


def test_a_dated_text_that_begins_with_a_brace_is_no_json(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = note_named(tmp_path, "2026-11-20.md", "{draft} tea\n")
    imported(here, file, *AS_NOTE)
    assert notes_of(program, 20) == ["{draft} tea"]
    before = program.files()
    imported(here, tmp_path / "Notes", *AS_NOTE)
    assert program.files() == before


@pytest.mark.parametrize("name", ["own json", "own csv", "presently", "jrnl"])
def test_the_name_of_a_file_tells_nothing_if_its_content_does(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "2026-11-20.md"
    if name.startswith("own"):
        assert here("export", "--format", name.split()[1], "-o", file).status == 0
    else:
        copied("presently.csv" if name == "presently" else "jrnl-4.6.json")(tmp_path).rename(file)
    imported(here, file, *(AS_NOTE if name == "presently" else ()))
    assert not any(text.startswith(("{", "day,", "entryDate")) for _, _, text in entries(stored(program)))


def test_a_text_without_a_date_and_a_zip_of_notes_are_refused(here: RunHere, tmp_path: Path) -> None:
    undated = here("import", note_named(tmp_path, "Ideas.md"), *AS_NOTE)
    assert (undated.status, "isn't an export" in undated.err) == (3, True)
    file = zip_of(tmp_path / "notes.zip", [("Vault/2026-11-20.md", b"We went far.")])
    packed = here("import", file, *AS_NOTE)
    assert (packed.status, "import the folder" in packed.err) == (3, True)


def test_hidden_folders_are_not_read(here: RunHere, program: Program, tmp_path: Path) -> None:
    imported(here, notes_folder(tmp_path), *AS_RECEIVED)
    assert not november(program, 10).has_content


@pytest.mark.parametrize(
    ("encoding", "line_break"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-16", "\r\n"), ("cp1252", "\n")]
)
def test_notes_in_another_encoding_are_the_same(
    encoding: str, line_break: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    text = "---\nmood: calm\n---\n# 2026-11-20\n\nGrüße von Zoë – „schön“.\n\nZwei Absätze.\n"
    (tmp_path / "Notes").mkdir()
    (tmp_path / "Notes" / "2026-11-20.md").write_bytes(text.replace("\n", line_break).encode(encoding))
    imported(here, tmp_path / "Notes", *AS_NOTE)
    assert notes_of(program, 20) == ["Grüße von Zoë – „schön“.\n\nZwei Absätze."]


def test_a_link_to_its_own_folder_is_no_second_copy(here: RunHere, program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "Notes"
    folder.mkdir()
    (folder / "2026-11-20.md").write_text("One wave.\n")
    (folder / "again").symlink_to(folder)
    imported(here, folder, *AS_RECEIVED)
    assert received(program, 20) == ["One wave."]
