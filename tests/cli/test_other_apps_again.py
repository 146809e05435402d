"""The export of another app, imported a second time: it changes nothing, whatever happened to its lines."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import EntryMoved, PartRemoved, TextRewritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.other_apps import AS_NOTE, AS_RECEIVED, FORMS, Form, copied, entries
from tests.cli.program import Outcome, Program, RunHere
from tests.support import CATALOG, FakeClock

FREE_DAY = date(2020, 1, 1)  # before every entry, so that what is moved there is the oldest


class Imported:
    """A journal into which a form was imported, and the session of somebody who goes on writing."""

    def __init__(self, form: Form, here: RunHere, program: Program, folder: Path) -> None:
        self.form, self.here, self.program = form, here, program
        self.file = form.make(folder)
        self.session = self.session_later()
        self.outcome = self.again()

    def session_later(self) -> Session:
        clock = FakeClock()
        clock.move(hours=1)
        return Session(FileStore(self.program.data, clock), clock, CATALOG)

    def again(self, *arguments: str) -> Outcome:
        outcome = self.here("import", self.file, *(arguments or self.form.arguments))
        assert outcome.status == 0, outcome.err
        return outcome

    def journal(self) -> Journal:
        return FileStore(self.program.data, FakeClock()).load()

    def first_entry(self) -> tuple[date, str, str]:
        """The day, the field and the uid of the oldest entry."""
        for on, day in sorted(self.journal().days.items()):
            for part in ("acts", "received", "notes"):
                for entry in getattr(day, part):
                    return on, part, entry.uid
        raise AssertionError("there is no entry")

    def stays_as_it_is(self) -> None:
        """Import it again, the same way and otherwise, in the summer after, when clocks show another hour."""
        before = self.program.files()
        self.program.extra_environment["KINDTUI_NOW"] = "2027-06-01T08:00:00+02:00"
        for arguments in dict.fromkeys((self.form.arguments, self.form.other_arguments)):
            self.again(*arguments)
            assert self.program.files() == before


@pytest.fixture(params=FORMS)
def imported(request: pytest.FixtureRequest, here: RunHere, program: Program, tmp_path: Path) -> Imported:
    return Imported(FORMS[request.param], here, program, tmp_path)


def rewrite(world: Imported) -> None:
    on, part, uid = world.first_entry()
    world.session.submit(TextRewritten(on, TextRef(part, uid), "put in other words"))


def move(world: Imported) -> None:
    on, part, uid = world.first_entry()
    world.session.submit(EntryMoved(FREE_DAY, on, part, uid))


def remove(world: Imported) -> None:
    on, part, uid = world.first_entry()
    world.session.submit(PartRemoved(on, part, uid))


def move_and_remove(world: Imported) -> None:
    move(world)
    remove(world)


def purge(world: Imported) -> None:
    on, _, _ = world.first_entry()
    assert world.here("purge", str(on), stdin=f"{on}\n".encode()).status == 0


CHANGES: tuple[Callable[[Imported], None], ...] = (rewrite, move, remove, move_and_remove, purge)


def test_the_second_time_there_is_nothing_to_import(imported: Imported) -> None:
    before = imported.program.files()
    assert imported.again().out.startswith("Nothing to import")
    assert imported.here("import", imported.file, "--dry-run", *imported.form.arguments).status == 0
    assert imported.program.files() == before


@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_nothing_whatever_happened_to_a_line(
    change: Callable[[Imported], None], imported: Imported
) -> None:
    texts = len(list(entries(imported.journal())))
    change(imported)
    imported.stays_as_it_is()
    gone = change in (remove, move_and_remove)
    assert change is purge or len(list(entries(imported.journal()))) == texts - gone


def test_after_an_undo_it_can_be_imported_again(imported: Imported) -> None:
    before = sorted(entries(imported.journal()))
    imported.session.open()
    imported.session.undo()
    assert not list(entries(imported.journal()))
    imported.again()
    assert sorted(entries(imported.journal())) == before


@pytest.mark.parametrize("name", ["presently", "notes"])
def test_what_was_written_since_is_added_and_nothing_else(
    name: str, here: RunHere, program: Program, tmp_path: Path
) -> None:
    world = Imported(FORMS[name], here, program, tmp_path)
    before = set(entries(world.journal()))
    if world.file.is_dir():
        (world.file / "2026-11-22.md").write_text("Written this morning.\n")
    else:
        world.file.write_text(
            world.file.read_text("utf-8").replace("\n", "\n2026-11-22,Written this morning.\n", 1), "utf-8"
        )
    assert world.again().out.startswith("Imported: 1 new day")
    assert {text for _, _, text in set(entries(world.journal())) - before} == {"Written this morning."}


def test_received_stays_received_when_it_is_imported_as_notes(
    here: RunHere, program: Program, tmp_path: Path
) -> None:
    file = copied("presently.csv")(tmp_path)
    assert here("import", file, *AS_RECEIVED).status == 0
    outcome = here("import", file, *AS_NOTE)
    assert (outcome.status, outcome.out.startswith("Nothing to import")) == (0, True)
    assert {part for _, part, _ in entries(FileStore(program.data, FakeClock()).load())} == {"received"}
