"""A symbolic link to a disk or a vault that is not mounted: no second journal is begun at its end."""

from pathlib import Path

import pytest

from kindtui.storage import mounts
from kindtui.storage.mounts import NotMountedError


@pytest.mark.parametrize("is_folder_linked", [False, True])
def test_a_link_to_nothing_has_to_be_mounted_or_begun(is_folder_linked: bool, tmp_path: Path) -> None:
    vault, near = tmp_path / "my vault", tmp_path / "near"
    if is_folder_linked:
        near.symlink_to(vault)
    else:
        near.mkdir()
        (near / "journal.json").symlink_to(vault / "journal.json")
    with pytest.raises(NotMountedError, match=r"is a link to .*, which isn't there") as caught:
        mounts.check_links(near / "journal.json")
    begin = f"mkdir -p -m 700 '{vault}'"
    assert caught.value.remedy == (begin if is_folder_linked else f"{begin} && touch '{vault}/journal.json'")
    vault.mkdir()
    if not is_folder_linked:
        with pytest.raises(NotMountedError) as caught:
            mounts.check_links(near / "journal.json")
        assert caught.value.remedy == f"touch '{vault}/journal.json'"
        (vault / "journal.json").touch()
    mounts.check_links(near / "journal.json")
