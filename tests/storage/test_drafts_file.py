"""The file of drafts: what is in it is never lost to what comes after."""

from pathlib import Path

import pytest

from kindtui.domain.drafts import DraftChange
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from tests.support import TODAY, FakeClock

TEA = DraftChange(TODAY, "evening", "", "tea")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "journal.json", FakeClock())


@pytest.fixture
def drafts_file(tmp_path: Path) -> Path:
    return tmp_path / "journal.json.drafts"


def test_drafts_of_earlier_versions_are_read(store: FileStore, drafts_file: Path) -> None:
    drafts_file.write_text(f'{{"{TODAY}": {{"evening": "a door held"}}}}')
    store.keep_drafts([TEA])
    assert store.drafts() == {TODAY: {"evening": ("a door held", "tea")}}


def test_drafts_that_cannot_be_read_now_are_not_replaced(
    store: FileStore, drafts_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    drafts_file.symlink_to(folder / "loop")
    (folder / "loop").symlink_to(folder / "loop")
    with pytest.raises(NotSavedError, match="drafts"):
        store.keep_drafts([TEA])
    assert drafts_file.is_symlink()


@pytest.mark.parametrize("damage", ['{"2026-11-', "[]", '{"2026-11-22": {"evening": 3}}'])
def test_a_damaged_file_of_drafts_is_put_aside(
    store: FileStore, drafts_file: Path, tmp_path: Path, damage: str
) -> None:
    drafts_file.write_text(damage)
    store.keep_drafts([TEA])
    assert store.drafts() == {TODAY: {"evening": ("tea",)}}
    [copy] = tmp_path.glob("journal.json.damaged-*")
    assert copy.read_text() == damage
