"""A folder that goes away, or cannot be looked at, under the open app."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kindtui.storage.backups import list_backups
from kindtui.storage.file_store import FileStore
from kindtui.storage.files import drafts_path
from tests.faults.mounts import tmpfs_skip_reason
from tests.real_terminal import KINDTUI_COMMAND, Terminal
from tests.support import FakeClock, texts

EVENING = "2026-11-22T20:00:00+01:00"
WITHOUT_ROOTS_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@contextmanager
def opened(path: Path, *before_command: str) -> Iterator[Terminal]:
    """The app after one line was saved and backed up, and the next one begun; nothing else is left to do."""
    command = (*before_command, *KINDTUI_COMMAND)
    with Terminal(path, EVENING, command=command) as terminal:
        terminal.wait_for("What kindness did I receive")
        terminal.send("tea\r")
        terminal.wait_for("And one kind thing I did?")
        terminal.wait_until(path.exists, "the save")
        terminal.wait_until(lambda: bool(list_backups(path)), "the daily backup")
        terminal.send("b")
        drafts = drafts_path(path)
        terminal.wait_until(lambda: drafts.exists() and '"b"' in drafts.read_text(), "the draft")
        yield terminal


class Unmounted:
    """A vault that is mounted on the folder of the journal until it is taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.vault = folder, folder.with_name("vault")
        self.vault.mkdir()
        folder.mkdir()
        self.bring_back()

    def take_away(self) -> None:
        subprocess.run(["umount", "-l", self.folder], check=True)

    def bring_back(self) -> None:
        subprocess.run(["mount", "--bind", self.vault, self.folder], check=True)


class Renamed(Unmounted):
    """The same without a mount: the folder is renamed, and an empty one is in its place."""

    def take_away(self) -> None:
        self.folder.rename(self.vault)
        self.folder.mkdir()

    def bring_back(self) -> None:
        self.folder.rmdir()
        self.vault.rename(self.folder)


@pytest.fixture(params=[Unmounted, pytest.param(Renamed, marks=pytest.mark.sweep)])
def vault(request: pytest.FixtureRequest, path: Path) -> Iterator[Unmounted]:
    if request.param is Unmounted and tmpfs_skip_reason():
        pytest.skip(tmpfs_skip_reason())
    vault: Unmounted = request.param(path.parent)
    yield vault
    if request.param is Unmounted:
        subprocess.run(["umount", "-q", path.parent], check=False)


def saved_texts(path: Path) -> set[str]:
    return texts(FileStore(path, FakeClock()).load())


def files_with_content(folder: Path) -> list[Path]:
    """The files but the empty lock, which a write that was under way when the folder went may leave."""
    return [file for file in folder.iterdir() if not file.name.endswith(".lock")]


def test_a_vault_that_is_not_mounted_any_more_gets_nothing_by_itself(vault: Unmounted, path: Path) -> None:
    with opened(path) as terminal:
        vault.take_away()
        terminal.wait_for_wrapped("journal.json is gone")
        terminal.send("read\r")
        terminal.wait_for("Press y to write your journal")
        assert files_with_content(path.parent) == []
        terminal.send("\x1b")
        terminal.wait_until(
            lambda: "Press y to write your journal" not in terminal.text, "the question closed"
        )
        assert files_with_content(path.parent) == []
        vault.bring_back()
        terminal.wait_for("Your journal is back")
        terminal.wait_for("bread")
        terminal.send("\r")
        terminal.wait_until(lambda: saved_texts(path) == {"tea", "bread"}, "the save")


def test_a_person_can_have_the_journal_written_anew(vault: Unmounted, path: Path) -> None:
    with opened(path) as terminal:
        vault.take_away()
        terminal.wait_for_wrapped("journal.json is gone")
        terminal.send("read\r")
        terminal.wait_for("Press y to write your journal")
        terminal.send("y")
        terminal.wait_until(
            lambda: path.exists() and saved_texts(path) == {"tea"}, "the journal written anew"
        )
        terminal.wait_until(
            lambda: "Press y to write your journal" not in terminal.text, "the question closed"
        )
        terminal.send("\r")
        terminal.wait_until(lambda: saved_texts(path) == {"tea", "bread"}, "the save")


def make_a_file(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.touch()


def make_a_loop(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.symlink_to(folder.name)


def bring_back(folder: Path) -> None:
    folder.unlink()
    folder.with_name("away").rename(folder)


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("hinder", "help_again", "reason"),
    [
        (lambda folder: folder.chmod(0), lambda folder: folder.chmod(0o700), "u+rwx"),
        pytest.param(make_a_file, bring_back, "can't be there", marks=pytest.mark.sweep),
        pytest.param(make_a_loop, bring_back, "leads back to itself", marks=pytest.mark.sweep),
    ],
    ids=["no permission", "a file", "a loop"],
)
def test_a_folder_that_cannot_be_looked_at_does_not_end_the_app(
    hinder: Callable[[Path], None], help_again: Callable[[Path], None], reason: str, path: Path
) -> None:
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may look at every folder")
    with opened(path, *(WITHOUT_ROOTS_RIGHTS if os.geteuid() == 0 else ())) as terminal:
        hinder(path.parent)
        try:
            terminal.wait_for_wrapped(reason)
            terminal.send("read\r")
            terminal.wait_for("Not saved")
        finally:
            help_again(path.parent)
        terminal.wait_for("Your journal is back")
        terminal.wait_for("bread")
        terminal.send("\r")
        terminal.wait_until(lambda: saved_texts(path) == {"tea", "bread"}, "the save")
        terminal.send(b"\x11")
        assert terminal.wait_for_exit() == 0
