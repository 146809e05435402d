"""No frame is shown once a file has changed that the first picture depends on; other files spoil none."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kindtui.domain.drafts import DraftChange
from kindtui.domain.requests import ReceivedWritten, SettingsChanged
from kindtui.storage import edited_texts, files, names
from kindtui.storage.names import Kind
from tests.cli.program_here import open_again, without_roots_rights
from tests.first_frame.starts import Starter, other_file, replaced_by
from tests.first_frame.world import YESTERDAY, World, picture_in
from tests.support import TODAY, lock_journal

JOURNALS = ("journal.json", "my diary.json", "diary", "日記.json", "2026.v2.json")
COPY_NAMES = (
    "{stem}.sync-conflict-20261122-101112-ABCDEFG{suffix}", "{name}.sync-conflict-20261122-101112",
    "{stem} (conflicted copy 2026-11-22){suffix}", "{stem} (Sam's conflicted copy 2026-11-22){suffix}",
    "{stem} (Konfliktkopie von Sam 2026-11-22){suffix}", "{stem} (競合コピー 2026-11-22){suffix}",
    "{stem} (Case Conflict){suffix}", "{stem}_conflict-20261122-101112{suffix}",
    "{stem}_conflict-Sam-20261122-101112{suffix}", "{stem} (SFConflict sam@example.org 2026-11-22){suffix}",
    "{stem}.conflict1{suffix}", "{name}.conflict", "{stem} (Conflict with laptop on 2026-11-22){suffix}",
    "{stem}_laptop_Nov-22-101112-2026_Conflict{suffix}", "{stem} [Conflict]{suffix}", "{stem}-laptop{suffix}",
    "{stem} 2{suffix}", "{stem} (1){suffix}", "{stem} - Copy{suffix}", "{stem} copy{suffix}",
    "Copy of {name}", "{name}.0123456789abcdef.txt", ".{name}.0123456789abcdef.txt.swp",
    "#{name}.0123456789abcdef.txt#", ".#{name}.0123456789abcdef.txt", "{name}.0123456789abcdef.txt~",
    "{name}.damaged-0123456789ab",
)  # fmt: skip
FEW = settings(max_examples=max(settings().max_examples // 3, 1))
UNRELATED_NAMES = (
    "notes.txt",
    "shopping.json",
    ".DS_Store",
    "Journal of Sam.md",
    "photo.jpg",
    "JOURNAL.JSON",
)


@contextmanager
def prepared_world(starter: Starter, journal: str = "journal.json", *others: str) -> Iterator[World]:
    """Prepare a start in a new home, in which there are other files beside the journal."""
    with TemporaryDirectory() as home:
        world = World(Path(home), starter, journal=journal)
        world.write()
        for name in others:
            other_file(world.path.with_name(name), b"another text")
        world.open_app()
        assert picture_in(world.show())
        let_clock_move(world.home)
        yield world


def let_clock_move(folder: Path) -> None:
    """Wait until the file system's clock, which does not move all the time, has moved."""
    probe, deadline = folder / "probe", time.monotonic() + 10
    probe.touch()
    begin = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == begin:
        assert time.monotonic() < deadline
        probe.touch()
    probe.unlink()


def rewrite(file: Path, data: bytes) -> None:
    """Write other bytes into a file, and put its time of modification back."""
    status = file.stat()
    with file.open("r+b") as opened:
        opened.write(data)
        opened.truncate()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_by_twin(file: Path) -> None:
    """Replace a file by another one with the same bytes, mode and times."""
    twin = file.with_name("twin")
    shutil.copy2(file, twin)
    os.replace(twin, file)


def write_anew(file: Path) -> None:
    """Remove a file and write it again, maybe with the same inode, and put its time back."""
    data, status = file.read_bytes(), file.stat()
    file.unlink()
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def append(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "touched": lambda file: file.touch(),
    "its time set back": lambda file: os.utime(file, (1_000_000_000, 1_000_000_000)),
    "its mode changed": lambda file: file.chmod(0o640),
    "removed": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
    "truncated": lambda file: os.truncate(file, 10),
    "appended to": append,
    "rewritten in place": lambda file: rewrite(file, file.read_bytes().replace(b"2026", b"2025")),
    "rewritten in place by the same bytes": lambda file: rewrite(file, file.read_bytes()),
    "rewritten in place by nonsense": lambda file: rewrite(file, b"x" * file.stat().st_size),
    "replaced by a twin": replace_by_twin,
    "written anew": write_anew,
    "replaced by a folder": replaced_by(Path.mkdir),
    "replaced by a pipe": replaced_by(os.mkfifo),
    "replaced by a link to nothing": replaced_by(lambda file: file.symlink_to("nothing")),
    "moved away": lambda file: file.rename(file.parent.parent / "moved.json"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_journal_that_was_changed(starter: Starter, name: str) -> None:
    with prepared_world(starter) as world:
        CHANGES[name](world.path)
        assert picture_in(world.show()) is None


def test_a_journal_that_was_saved_by_a_kindtui_that_keeps_no_frames(starter: Starter) -> None:
    with prepared_world(starter) as world:
        world.write("Another line")
        assert picture_in(world.show()) is None


def test_a_journal_whose_save_before_was_put_in_its_place(starter: Starter) -> None:
    with prepared_world(starter) as world:
        world.write("Another line")
        os.replace(files.previous_path(world.path), world.path)
        assert picture_in(world.show()) is None


def test_a_journal_where_none_was(tmp_path: Path, starter: Starter) -> None:
    world = World(tmp_path, starter)
    world.open_app()
    assert picture_in(world.show())
    world.write()
    assert picture_in(world.show()) is None


@pytest.mark.parametrize("suffix", [".prev", ".backups/20261121T070000000000Z-daily-0123456789ab.json"])
def test_copies_of_a_journal_where_none_was(tmp_path: Path, starter: Starter, suffix: str) -> None:
    """The app then offers to restore one of them."""
    world = World(tmp_path, starter)
    world.open_app()
    assert picture_in(world.show())
    other = World(tmp_path / "other", starter)
    other.write()
    other_file(Path(f"{world.path}{suffix}"), other.path.read_bytes())
    assert picture_in(world.show()) is None


@pytest.mark.parametrize("is_noted", [False, True], ids=["not noted", "noted by the app"])
def test_a_locked_journal(starter: Starter, is_noted: bool, cheap_locks: None) -> None:
    with prepared_world(starter) as world:
        lock_journal(world.path)
        if is_noted:
            world.open_app()
        assert picture_in(world.show()) is None


def test_a_locked_journal_that_something_was_logged_in(starter: Starter, cheap_locks: None) -> None:
    with prepared_world(starter) as world:
        lock_journal(world.path)
        world.run("log", "received", "Tea from Sam")
        assert picture_in(world.show()) is None


def test_a_draft_that_waits(starter: Starter) -> None:
    with prepared_world(starter) as world:
        session = world.open_app()
        session.save_drafts([DraftChange(TODAY, "who", "", "No")])
        assert picture_in(world.show()) is None
        world.open_app()
        assert picture_in(world.show()) is None


def test_a_draft_that_waits_for_another_day_while_something_is_saved(starter: Starter) -> None:
    with prepared_world(starter) as world:
        session = world.open_app()
        session.save_drafts([DraftChange(YESTERDAY, "evening", "", "No")])
        with world.caching(world.start):
            session.submit(ReceivedWritten(TODAY, "Tea from Sam"))
        assert picture_in(world.show()) is None


def test_a_draft_that_was_saved_spoils_no_frame(starter: Starter) -> None:
    with prepared_world(starter) as world:
        session = world.open_app()
        session.save_drafts([DraftChange(TODAY, "second", "", "Tea")])
        with world.caching(world.start):
            session.submit(
                ReceivedWritten(TODAY, "Tea"), used_drafts=[DraftChange(TODAY, "second", "Tea", "")]
            )
        assert picture_in(world.show())


@cache
def generated_copy_names(journal: str) -> st.SearchStrategy[str]:
    kinds = (Kind.CONFLICT, Kind.EDITED, Kind.DAMAGED, Kind.SIMILAR, Kind.CLIENT_COPY)
    patterns = [names._patterns(journal)[kind] for kind in kinds]
    return st.one_of([st.from_regex(pattern, fullmatch=True) for pattern in patterns])


@pytest.fixture(scope="module")
def of_each_name(starter: Starter) -> Iterator[dict[str, World]]:
    """A prepared home for each name of a journal."""
    with ExitStack() as homes:
        yield {name: homes.enter_context(prepared_world(starter, name)) for name in JOURNALS}


@pytest.mark.parametrize("journal", JOURNALS)
def test_a_file_beside_it_that_may_be_a_copy(of_each_name: dict[str, World], journal: str) -> None:
    path, world = Path(journal), of_each_name[journal]
    for name in COPY_NAMES:
        copy_name = name.format(name=path.name, stem=path.stem, suffix=path.suffix)
        check_copy(world, copy_name, world.path.read_bytes())


@pytest.mark.sweep
@given(journal=st.sampled_from(JOURNALS), data=st.data())
def test_any_file_that_is_a_copy_by_its_name(
    of_each_name: dict[str, World], journal: str, data: st.DataObject
) -> None:
    name, world = data.draw(generated_copy_names(journal)), of_each_name[journal]
    assume(not set(name) & {"\0", "/"} and len(os.fsencode(name)) < 255)
    assume(names.kind_of(world.path, name) is not Kind.COMPANION)
    check_copy(world, name, data.draw(st.sampled_from((b"", b"Tea"))))


def check_copy(world: World, name: str, content: bytes) -> None:
    """Check that no frame is shown while such a file is beside the journal."""
    copy = other_file(world.path.with_name(name), content)
    assert picture_in(world.show()) is None, name
    copy.unlink()
    assert picture_in(world.show())


@pytest.mark.parametrize("name", [name for name in CHANGES if name not in ("removed", "moved away")])
def test_a_file_beside_it_that_was_there_already_and_was_changed(starter: Starter, name: str) -> None:
    copy = "journal (conflicted copy 2026-11-22).json"
    with prepared_world(starter, "journal.json", copy) as world:
        CHANGES[name](world.path.with_name(copy))
        assert picture_in(world.show()) is None


@FEW
@given(
    name=st.sampled_from((*UNRELATED_NAMES, "diary-work.json", "my diary.json.bak")),
    journal=st.sampled_from(("diary.json", "my diary.json")),
)
def test_a_file_beside_it_that_was_there_at_the_last_start(starter: Starter, name: str, journal: str) -> None:
    with prepared_world(starter, journal, name) as world:
        assert picture_in(world.show())
        world.run("log", "received", "Tea from Sam")
        assert picture_in(world.show())


@pytest.mark.parametrize("name", UNRELATED_NAMES)
def test_a_new_file_that_is_no_copy_of_it(starter: Starter, name: str) -> None:
    with prepared_world(starter) as world:
        other_file(world.path.with_name(name), b"another text")
        assert picture_in(world.show())


def test_a_journal_with_a_longer_name_in_the_same_folder(starter: Starter) -> None:
    with prepared_world(starter, "journal.json", "journal-work.json") as world:
        other_file(world.path.with_name("journal-work.json"), b"")
        work = World(world.home, starter, journal="journal-work.json")
        work.write("Something else")
        world.open_app()
        work.open_app()
        assert picture_in(world.show())
        assert picture_in(work.show())


def test_a_text_that_an_editor_left(starter: Starter) -> None:
    """It is a draft then, which waits at the next start too."""
    with prepared_world(starter) as world:
        text = other_file(world.path.with_name(".journal.json.0123456789abcdef.txt"), b"Tea from Lin")
        record = msgspec.json.encode(edited_texts.EditedField(TODAY, "who", ""))
        other_file(edited_texts.record_path(text), record)
        assert picture_in(world.show()) is None
        world.open_app()
        assert not text.exists()
        assert picture_in(world.show()) is None


def write_defaults(world: World, text: str, *, of_the_system: bool) -> Path:
    folder = world.home / "system" / "kindtui" if of_the_system else world.defaults.parent
    return other_file(folder / "defaults.toml", text.encode())


@pytest.mark.parametrize("of_the_system", [False, pytest.param(True, marks=pytest.mark.sweep)])
@pytest.mark.parametrize("name", CHANGES)
def test_a_file_of_settings_that_was_changed(starter: Starter, name: str, of_the_system: bool) -> None:
    with prepared_world(starter) as world:
        file = write_defaults(world, 'theme = "light" # 2026', of_the_system=of_the_system)
        assert picture_in(world.show()) is None
        world.open_app()
        assert picture_in(world.show())
        let_clock_move(world.home)
        CHANGES[name](file)
        assert picture_in(world.show()) is None


def test_settings_that_were_changed_in_another_way(starter: Starter) -> None:
    """What is shown is in the theme that the app will have."""
    with prepared_world(starter) as world:
        session = world.open_app()
        with world.caching(world.start):
            session.submit(SettingsChanged({"theme": "light"}))
        assert picture_in(world.show()) is None
        world.open_app()
        picture = picture_in(world.show())
        assert picture is not None
        assert picture.theme == "light"


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "in a closed folder": lambda file: file.parent.chmod(0),
    "a link to itself": replaced_by(lambda file: file.symlink_to(file)),
    "closed": lambda file: file.chmod(0),
    "a folder": replaced_by(Path.mkdir),
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_settings_that_cannot_be_read_hinder_no_start_and_no_command(starter: Starter, how: str) -> None:
    with prepared_world(starter) as world, without_roots_rights(), open_again(world.home):
        UNREADABLE[how](write_defaults(world, 'theme = "light"', of_the_system=False))
        world.run("log", "received", "Tea from Sam")
        world.open_app()
        assert world.path.read_bytes().count(b"Tea from Sam") == 1
