"""What other apps export, taken in: what each form becomes, and what is counted because it stays outside."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.other_apps import (
    AS_NOTE,
    FIXTURES,
    FORMS,
    LOOP_HABITS,
    OLD_LOOP_HABITS,
    copied,
    counted,
    entries,
    imported,
    missing_words,
    stored,
    tree,
    zip_of,
)
from tests.cli.program import Program, RunHere
from tests.support import TODAY

TEA, TEA_LINE = ReceivedWritten(TODAY, "tea from Noor"), (TODAY, "received", "tea from Noor")


@pytest.mark.parametrize("name", FORMS)
def test_every_word_is_in_the_journal_or_counted(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    form, content = FORMS[name], FORMS[name].content()
    outcome = imported(here, form.make(tmp_path), *form.arguments)
    assert outcome.out.startswith("Imported: ")
    journal = stored(program)
    assert not missing_words(content.texts, journal)
    assert {kind: counted(outcome, kind) for kind in content.left_out} == content.left_out
    for kind, texts in content.either.items():
        assert not missing_words(texts, journal) or counted(outcome, kind) == len(texts), kind
    assert max(journal.days) <= TODAY
    assert not journal.conflicts
    assert all(text and "\x1b" not in text and "\u202e" not in text for _, _, text in entries(journal))
    assert program.data.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", FORMS)
def test_a_dry_run_counts_the_same_and_writes_nothing_at_all(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    form = FORMS[name]
    file = form.make(tmp_path)
    program.session().submit(TEA)
    before = tree(tmp_path)
    outcome = here("import", file, "--dry-run", *form.arguments)
    assert outcome.status == 0, outcome.err
    assert "Nothing was written." in outcome.out
    assert tree(tmp_path) == before
    left_out = form.content().left_out
    assert {kind: counted(outcome, kind) for kind in left_out} == left_out


def test_a_dry_run_makes_no_journal(here: RunHere, program: Program, tmp_path: Path) -> None:
    file = copied("presently.csv")(tmp_path)
    before = tree(tmp_path)
    assert here("import", file, "--dry-run", *AS_NOTE).status == 0
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", FORMS)
def test_a_backup_is_made_first_and_one_undo_takes_all_of_it_back(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    program.session().submit(TEA)
    before = program.data.read_bytes()
    outcome = imported(here, FORMS[name].make(tmp_path), *FORMS[name].arguments)
    (backup,) = program.data.with_name("journal.json.backups").glob("*-import-*")
    assert backup.read_bytes() == before
    assert outcome.out.splitlines()[-1] == f"Backed up first as {backup.stem}."
    assert any(FORMS[name].content().left_out.values()) <= ("\nLeft out: " in outcome.out)
    assert len(list(entries(stored(program)))) > 1
    session = program.session()
    session.open()
    undone = session.undo().undone
    assert undone
    assert undone.label == "you imported a file"
    assert list(entries(stored(program))) == [TEA_LINE]
    assert not stored(program).conflicts
    session.redo()
    assert len(list(entries(stored(program)))) > 1


@pytest.mark.parametrize("name", ["dayone zip", "daylio", "loop zip"])
def test_what_came_in_goes_out_again_and_is_the_same_in_another_journal(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    imported(here, FORMS[name].make(tmp_path), *FORMS[name].arguments)
    first, again, second = tmp_path / "first.json", tmp_path / "again.json", tmp_path / "second.json"
    assert here("export", "--format", "json", "-o", first).status == 0
    assert here("--data", second, "import", first).status == 0
    assert here("--data", second, "export", "--format", "json", "-o", again).status == 0
    assert again.read_bytes() == first.read_bytes()
    assert json.loads(first.read_bytes())["days"]


@pytest.mark.parametrize(
    ("name", "wrong_name"), [("presently", "journal.json"), ("dayone", "a.csv"), ("loop zip", "notes.txt")]
)
def test_the_content_tells_the_form_and_not_the_name(
    name: str, wrong_name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = FORMS[name].make(tmp_path).rename(tmp_path / wrong_name)
    imported(here, file, *FORMS[name].arguments)
    assert not missing_words(FORMS[name].content().texts, stored(program))


def test_a_zip_may_have_a_folder_around_its_files(here: RunHere, program: Program, tmp_path: Path) -> None:
    inner = (FIXTURES / "dayone" / "Unterwegs.json").read_bytes()
    file = zip_of(
        tmp_path / "x.zip", [("__MACOSX/._Unterwegs.json", b"\0\5\x16\7"), ("Export/Unterwegs.json", inner)]
    )
    imported(here, file, *AS_NOTE)
    (note,) = program.stored_day("2026-11-20").notes
    text, *tags = note.text.split("\n")
    assert text == "Il controllore ha aspettato che trovassi il biglietto."
    assert tags == ["treno"]


@pytest.mark.parametrize("name", ["presently", "dayone zip"])
def test_from_standard_input(name: str, program: Program, tmp_path: Path) -> None:
    form = FORMS[name]
    data = form.make(tmp_path).read_bytes()
    asked = program.run("import", "-", stdin=data)
    assert (asked.status, asked.out, len(asked.error_lines)) == (2, "", 1)
    assert "Standard input" in asked.err
    assert program.run("import", "-", *form.arguments, stdin=data).status == 0
    assert not missing_words(form.content().texts, stored(program))


@pytest.mark.parametrize("name", ["presently", "dayone", "dayone zip", "notes"])
def test_without_a_terminal_it_has_to_be_said_what_texts_become(
    name: str, here: RunHere, tmp_path: Path
) -> None:
    file = FORMS[name].make(tmp_path)
    before = tree(tmp_path)
    for arguments in ((), ("--dry-run",), ("--as", "both"), ("--as",)):
        outcome = here("import", file, *arguments)
        assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
        assert "--as" in outcome.err or "--as" in arguments
        assert "Lin " not in outcome.err
    assert tree(tmp_path) == before


def file_of(name: str, here: RunHere, folder: Path) -> tuple[Path, Sequence[str]]:
    """Return a file of another app or of kindtui, and the arguments with which it is imported."""
    if name in FORMS:
        return FORMS[name].make(folder), FORMS[name].arguments
    assert here("log", "received", "tea").status == 0
    file = folder / "own"
    assert here("export", "--format", name.split()[1], "-o", file).status == 0
    return file, ()


@pytest.mark.parametrize("name", ["daylio", "loop zip", "loop", "jrnl", "own json", "own csv"])
def test_as_is_refused_where_there_is_no_choice(name: str, here: RunHere, tmp_path: Path) -> None:
    file, arguments = file_of(name, here, tmp_path)
    before = tree(tmp_path)
    outcome = here("import", file, *arguments, *AS_NOTE)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "--as" in outcome.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["presently", "daylio", "notes", "dayone"])
def test_habits_are_refused_where_there_are_none(name: str, here: RunHere, tmp_path: Path) -> None:
    file = FORMS[name].make(tmp_path)
    outcome = here("import", file, *FORMS[name].arguments, "--habit", "Hold a door")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "--habit" in outcome.err


@pytest.mark.parametrize("name", ["presently", "daylio", "dayone zip", "loop", "notes", "jrnl", "own json"])
def test_an_order_of_dates_is_refused_where_it_means_nothing(
    name: str, here: RunHere, tmp_path: Path
) -> None:
    file, arguments = file_of(name, here, tmp_path)
    before = tree(tmp_path)
    outcome = here("import", file, *arguments, "--date-order", "dmy")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "--date-order" in outcome.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("arguments", [(), ("--habit", "all"), ("--habit", "Hold"), ("--habit", "")])
@pytest.mark.parametrize("name", ["loop zip", "loop"])
def test_habits_have_to_be_named_and_no_error_shows_their_names(
    name: str, arguments: tuple[str, ...], here: RunHere, tmp_path: Path
) -> None:
    file = FORMS[name].make(tmp_path)
    before = tree(tmp_path)
    outcome = here("import", file, *arguments)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert arguments or ("--habit" in outcome.err and "4" in outcome.err.replace(str(file), ""))
    assert "in a terminal" in outcome.err  # where the names are shown
    assert not any(habit in outcome.err for habit in (*LOOP_HABITS, *OLD_LOOP_HABITS, "Steps"))
    assert tree(tmp_path) == before
