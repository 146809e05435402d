"""A vault or a disk that is not mounted: no second journal is begun in its place."""

from pathlib import Path

import pytest

from kindtui.storage import mounts
from kindtui.storage.file_store import FileStore
from kindtui.storage.mounts import NotMountedError
from tests.storage.store_helpers import line_change
from tests.support import FakeClock


def test_an_empty_folder_that_nobody_may_write_to_has_to_be_mounted(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir(mode=0o500)
    for path in (vault / "journal.json", vault / "diary" / "journal.json"):
        store = FileStore(path, FakeClock())
        with pytest.raises(NotMountedError, match="mount it, then try again"):
            store.load()
        with pytest.raises(NotMountedError):
            store.transact(line_change("tea"))
    assert list(vault.iterdir()) == []


def test_an_empty_mount_point_of_fstab_has_to_be_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, fstab = tmp_path / "my disk", tmp_path / "fstab"
    disk.mkdir()
    escaped = str(disk).replace(" ", r"\040")
    fstab.write_text(f"# disks\nLABEL=diary {escaped} ext4 noauto 0 2\n")
    monkeypatch.setattr(mounts, "FSTAB", fstab)
    with pytest.raises(NotMountedError) as caught:
        mounts.check_mounted(disk / "journal.json")
    assert caught.value.remedy == f"mount '{disk}'"
    (disk / "lost+found").mkdir()
    mounts.check_mounted(disk / "journal.json")


def test_no_folder_is_made_where_disks_are_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "DISK_FOLDERS", (tmp_path,))
    path = tmp_path / "usb" / "diary" / "journal.json"
    with pytest.raises(NotMountedError) as caught:
        mounts.check_mounted(path)
    assert caught.value.remedy == f"mkdir -p -m 700 {path.parent}"
    path.parent.parent.mkdir()
    with pytest.raises(NotMountedError):
        mounts.check_mounted(path)
    path.parent.mkdir()  # the person did what the sentence says
    mounts.check_mounted(path)


def test_an_ordinary_first_run_begins_a_journal(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "new" / "journal.json", FakeClock())
    store.load()
    store.transact(line_change("tea"))
    assert store.path.exists()
