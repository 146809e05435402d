"""Names that were renamed: exported and brought back, merged, found, and deleted for good."""

from pathlib import Path

import pytest

from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import ActChosen, NameRenamed, NameRewritten, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from tests.cli.program import Program
from tests.support import TODAY

OLD, NEW = "Old Samuel", "Samira"


@pytest.fixture
def renamed(program: Program) -> Program:
    """Somebody who is known by another name than the days have."""
    session = program.session()
    session.submit(ActChosen(TODAY, Plan("bake bread", OLD)))
    session.submit(ReceivedWritten(TODAY - ONE_DAY, "tea"))
    session.submit(NameRenamed(OLD, NEW))
    return program


def names(program: Program) -> tuple[str, ...]:
    return program.session().open().all_names


def test_json_brings_names_back_and_is_the_same_again(renamed: Program, tmp_path: Path) -> None:
    exported = renamed.run("export").out
    file = tmp_path / "export.json"
    file.write_text(exported)
    other = Program(tmp_path / "other")
    assert other.run("import", file).status == 0
    assert names(other) == (NEW,)
    assert other.run("export").out == exported


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_other_exports_have_the_days_as_they_are_written(form: str, renamed: Program) -> None:
    before = renamed.run("export", "--format", form).out
    assert OLD in before
    assert NEW not in before
    renamed.session().submit(NameRewritten(OLD, NEW))
    after = renamed.run("export", "--format", form).out
    assert OLD not in after
    assert NEW in after


def test_a_csv_export_brings_the_days_back_under_the_new_name(renamed: Program, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(renamed.run("export", "--format", "csv").out)
    assert renamed.run("import", file).status == 0
    assert names(renamed) == (NEW,)


def test_a_copy_without_the_new_name_gets_it_and_its_days_make_no_conflicts(
    renamed: Program, tmp_path: Path
) -> None:
    base = tmp_path / "base.json"
    base.write_bytes(renamed.data.read_bytes())
    other = Program(tmp_path / "other")
    other.data.parent.mkdir(parents=True)
    other.data.write_bytes(base.read_bytes())
    renamed.session().submit(NameRewritten(OLD, NEW))
    other.session().submit(ReceivedWritten(TODAY, "a smile"))
    assert other.run("merge", renamed.data, "--base", base).status == 0
    journal = other.session().open().journal
    assert journal.day(TODAY).acts[0].who == NEW
    assert journal.day(TODAY).received
    assert journal.conflicts == ()


def test_the_old_name_is_found_and_only_everything_can_delete_it(renamed: Program) -> None:
    assert "journal.json" in renamed.run("doctor", "--find", "-", stdin=OLD.encode()).out
    assert renamed.run("purge", "today", stdin=b"2026-11-22\n").status == 0
    assert b"name_aliases" in renamed.data.read_bytes()
    assert OLD in renamed.data.read_text()
    assert renamed.run("purge", "--all", stdin=b"everything\n").status == 0
    assert OLD not in renamed.data.read_text()
    assert NEW not in renamed.data.read_text()
