"""The user's own editor: what is written comes back, nobody else can read it, and nothing stays behind."""

import stat
import sys
import tempfile
from pathlib import Path

import pytest

from kindtui.storage import edited_texts
from kindtui.storage.find import files_containing
from kindtui.tui.external_editor import EditorError, edit
from tests.tui.harness import EVENING, OpenApp

TEXT = "one\n\ntwo"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


def editor(tmp_path: Path, code: str) -> dict[str, str]:
    """Return an environment in which the editor runs that code over the file `path`."""
    program = tmp_path / "my editor.py"
    program.write_text(f"import sys, pathlib, os\npath = pathlib.Path(sys.argv[-1])\n{code}\n")
    return {"EDITOR": f"'{sys.executable}' '{program}' --wait"}


def left_behind(journal: Path) -> list[Path]:
    return [file for file in journal.parent.iterdir() if file.name.startswith((".", "journal"))]


def test_what_is_written_comes_back_clean_and_the_file_is_gone(journal: Path, tmp_path: Path) -> None:
    code = r"""
assert oct(os.stat(path).st_mode & 0o777) == "0o600"
pathlib.Path(str(path) + "~").write_text("a backup")
path.write_text(path.read_text() + "three\x1b[31m\n\n", newline="\r\n")
"""
    assert edit(TEXT, journal, editor(tmp_path, code)) == f"{TEXT}\nthree"
    assert left_behind(journal) == []


def test_visual_comes_before_editor(journal: Path, tmp_path: Path) -> None:
    environment = {"VISUAL": editor(tmp_path, "path.write_text('seen')")["EDITOR"], "EDITOR": "false"}
    assert edit("", journal, environment) == "seen"
    assert edit("", None, environment) == "seen"


@pytest.mark.parametrize(
    "environment",
    [{}, {"EDITOR": " "}, {"EDITOR": "'unclosed"}, {"EDITOR": "no-such-editor-here"}, {"EDITOR": "false"}],
)
def test_without_an_editor_one_sentence_says_so(journal: Path, environment: dict[str, str]) -> None:
    with pytest.raises(EditorError) as error:
        edit(TEXT, journal, environment)
    assert "two" not in str(error.value)
    assert left_behind(journal) == []


def test_an_editor_that_cannot_be_started_is_named_with_what_to_change(journal: Path) -> None:
    with pytest.raises(EditorError) as error:
        edit(TEXT, journal, {"VISUAL": "/nonexistent/vim", "EDITOR": "true"})
    assert "Your text is still here. Set VISUAL to another one." in str(error.value)


def test_what_a_failing_editor_wrote_still_counts(journal: Path, tmp_path: Path) -> None:
    assert edit(TEXT, journal, editor(tmp_path, "path.write_text('new'); sys.exit(1)")) == "new"


def test_a_swap_file_of_an_editor_that_failed_stays(journal: Path, tmp_path: Path) -> None:
    code = "pathlib.Path(str(path) + '.swp').write_bytes(b'more words'); sys.exit(1)"
    with pytest.raises(EditorError):
        edit(TEXT, journal, editor(tmp_path, code))
    (swap,) = left_behind(journal)
    assert swap.read_bytes() == b"more words"


def test_what_cannot_be_read_back_stays_where_the_sentence_says(journal: Path, tmp_path: Path) -> None:
    with pytest.raises(EditorError) as error:
        edit(TEXT, journal, editor(tmp_path, "path.write_bytes(b'caf\\xe9 secret')"))
    (file,) = left_behind(journal)
    assert str(file) in str(error.value)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert files_containing(journal, "secret")[0] == [file]


def test_without_a_folder_of_the_journal_that_for_temporary_files_is_used_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    journal = tmp_path / "gone" / "journal.json"
    assert edit("", journal, editor(tmp_path, "path.write_text(str(path.parent))")) == str(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(journal.parent))
    with pytest.raises(EditorError) as error:
        edit(TEXT, journal, {"EDITOR": "true"})
    assert str(journal.parent) in str(error.value)


async def test_a_text_that_is_left_and_cannot_be_a_draft_is_named_once(open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.type("tea")
        await harness.press("enter")
    file = edited_texts.create(harness.path, "secret", None)
    async with open_app() as harness:
        assert "A text from your editor is left in" in harness.flowing_text
        assert "Copy what you need from it, then delete it." in harness.flowing_text
        assert "secret" not in harness.flowing_text
        await harness.press("escape")
        assert "your editor" not in harness.flowing_text
    assert file.exists()
