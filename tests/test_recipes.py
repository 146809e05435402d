"""The recipes of docs/recipes.md marked ✓, run out of the page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, EVENING, ROOT, TODAY, FakeClock, texts

PAGE = (ROOT / "docs" / "recipes.md").read_text("utf-8")


def blocks(heading: str) -> list[str]:
    """The fenced blocks below a heading."""
    (section,) = re.findall(
        rf"^## {re.escape(heading)}[^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE
    )
    return re.findall(r"^```\w+\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home in which `kindtui` is a command, and the journal in a folder of its own."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "kindtui"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kindtui "$@"\n')
    command.chmod(0o755)
    (tmp_path / "diary").mkdir()
    return tmp_path


def run(line: str, folder: Path, shell: str = "sh", **extra: str) -> str:
    """What a line of shell prints."""
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT), "KINDTUI_NOW": "2026-11-22T20:00:00+01:00",
        "KINDTUI_DATA": str(folder / "diary" / "journal.json"),
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Noor", "GIT_AUTHOR_EMAIL": "noor@example.org",
        "GIT_COMMITTER_NAME": "Noor", "GIT_COMMITTER_EMAIL": "noor@example.org",
    }  # fmt: skip
    done = subprocess.run(
        [shell, "-c", line], env=environment | extra, cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def session(path: Path) -> Session:
    clock = FakeClock(EVENING)
    return Session(FileStore(path, clock), clock, CATALOG)


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"there is no {program} here")


@pytest.mark.parametrize(
    ("shell", "prompt"),
    [
        pytest.param("bash", 'echo "${PS1@P}"', marks=needs("bash")),
        pytest.param("zsh", 'print -P "$PROMPT"', marks=needs("zsh")),
    ],
)
def test_the_prompt_shows_what_is_due_and_else_nothing(shell: str, prompt: str, folder: Path) -> None:
    (block,) = blocks(f"In the prompt: {shell}")
    line = f"PS1='> '; PROMPT='> '\n{block}\n{prompt}"
    assert run(line, folder, shell) == "♥ evening > \n"
    session(folder / "diary" / "journal.json").submit(ReceivedWritten(TODAY, "tea"))
    assert run(line, folder, shell) == "> \n"


def test_a_copy_syncthing_set_aside_is_folded_in(folder: Path) -> None:
    path = folder / "diary" / "journal.json"
    session(path).submit(ReceivedWritten(TODAY, "both"))
    aside = path.with_name("journal.sync-conflict-20261122-200000-ABCDEF7.json")
    shutil.copy(path, aside)
    session(aside).submit(ReceivedWritten(TODAY, "there"))
    session(path).submit(ReceivedWritten(TODAY, "here"))
    _, fix = blocks("Two machines: a folder synced with Syncthing")
    run(fix, folder)
    assert texts(FileStore(path, FakeClock()).load()) == {"both", "here", "there"}
    assert aside.with_name(f"{aside.name}.merged").exists()


@needs("git")
def test_two_clones_that_had_both_gone_on_become_one(folder: Path) -> None:
    """As it stands on the page, but for the address of the repository, with the modes that git leaves."""
    here, there = folder / "diary" / "journal.json", folder / "other" / "journal.json"
    first, second, daily = blocks("Two machines: a private git repository")
    bare = folder / "server.git"
    run(f"git init -q --bare {bare}", folder)
    (folder / ".gitconfig").write_text(f'[url "{bare}"]\n\tinsteadOf = git@example.org:diary.git\n')
    session(here).submit(ReceivedWritten(TODAY, "both"))
    folder.joinpath("diary").chmod(0o755)
    run(f"umask 022\nset -e\n{first}", folder)
    run(f"umask 022\nset -e\n{second}", folder, KINDTUI_DATA=str(there))
    for path in (here, there):
        assert path.stat().st_mode & 0o777 == (0o600 if path == here else 0o644)
        assert path.parent.stat().st_mode & 0o777 == 0o700
        session(path).submit(ReceivedWritten(TODAY, path.parent.name))
        assert path.stat().st_mode & 0o777 == 0o600
        run(f"umask 022\nset -e\ncd {path.parent.name}\n{daily}", folder, KINDTUI_DATA=str(path))
    assert texts(FileStore(there, FakeClock()).load()) == {"both", "diary", "other"}
    assert there.parent.stat().st_mode & 0o777 == 0o700
    assert run("cd other && git status --porcelain", folder) == ""
    assert run("kindtui doctor --fix", folder, KINDTUI_DATA=str(there))
    assert there.stat().st_mode & 0o777 == 0o600


@needs("jq")
def test_words_go_to_other_programs(folder: Path) -> None:
    path = folder / "diary" / "journal.json"
    session(path).submit(ReceivedWritten(TODAY, "a seat, kept by Lin"))
    session(path).submit(ReceivedWritten(TODAY.replace(day=21), "tea"))
    (block,) = blocks("Your words in other programs")
    first, *_, last = run(block, folder).splitlines()
    assert (first, last) == ("tea", "2")
    assert '2026-11-22,received,"a seat, kept by Lin"' in run(block, folder)


def test_every_recipe_says_what_was_tried() -> None:
    for section in PAGE.split("\n## ")[1:]:
        assert re.search(r"[Tt]ried|passed|run it on", section), section.splitlines()[0]


@needs("fish")
def test_fish_completes_what_its_recipe_wrote(folder: Path) -> None:
    """Nothing of fish's is there before; a new fish then reads the file by itself."""
    (block,) = blocks("Completion")
    _, _, lines = block.partition("# fish, once\n")
    for _ in range(2):  # done again after an update
        run(f"set -e\n{lines}", folder)
    assert run("complete --do-complete 'kindtui ex'", folder, "fish").split()[:1] == ["export"]
    assert "--format" in run("complete --do-complete 'kindtui export --fo'", folder, "fish")


@pytest.mark.sweep
@pytest.mark.parametrize(
    "shell", [pytest.param("bash", marks=needs("bash")), pytest.param("zsh", marks=needs("zsh"))]
)
def test_the_completion_of_bash_and_zsh_is_taken(shell: str, folder: Path) -> None:
    (block,) = blocks("Completion")
    line = next(line for line in block.splitlines() if f"completion {shell}" in line)
    before = "" if shell == "bash" else "autoload -Uz compinit; compinit -u; "
    known = "complete -p kindtui" if shell == "bash" else 'print -r -- "${_comps[kindtui]}"'
    assert "kindtui" in run(f"{before}{line}\n{known}", folder, shell)


@pytest.mark.sweep
@needs("git")
def test_nobody_else_gets_to_a_clone_at_any_time(folder: Path) -> None:
    """The folder closes it, as git itself leaves files that all may read."""
    first, second, daily = blocks("Two machines: a private git repository")
    here, there = folder / "diary" / "journal.json", folder / "other" / "journal.json"
    run(f"git init -q --bare {folder / 'server.git'}", folder)
    (folder / ".gitconfig").write_text(
        f'[url "{folder / "server.git"}"]\n\tinsteadOf = git@example.org:diary.git\n'
    )
    folder.chmod(0o755)
    session(here).submit(ReceivedWritten(TODAY, "both"))
    run(f"umask 022\nset -e\n{first}", folder)
    run(f"umask 022\nset -e\n{second}", folder, KINDTUI_DATA=str(there))
    assert ".git" not in run("kindtui doctor --fix", folder, KINDTUI_DATA=str(there))
    for number, (path, name) in enumerate(
        [(here, "diary"), (there, "other"), (here, "diary"), (there, "other")]
    ):
        session(path).submit(ReceivedWritten(TODAY, f"line {number}"))
        run(f"umask 022\nset -e\ncd {name}\n{daily}", folder, KINDTUI_DATA=str(path))
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert run("kindtui doctor --fix", folder, KINDTUI_DATA=str(path))
        assert path.stat().st_mode & 0o777 == 0o600
        assert run(f"cd {name} && git status --porcelain", folder) == ""
    names = run("cd other && git ls-files", folder).split()
    assert names == [".gitattributes", ".gitignore", "journal.json"]


@needs("git")
def test_doctor_names_the_git_of_a_folder_that_was_left_open() -> None:
    with TemporaryDirectory(dir="/tmp") as name:  # any other may be in a folder that keeps everybody out
        home = Path(name)
        home.chmod(0o755)
        (home / "bin").mkdir()
        (home / "bin" / "kindtui").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kindtui "$@"\n')
        (home / "bin" / "kindtui").chmod(0o755)
        path = home / "diary" / "journal.json"
        session(path).submit(ReceivedWritten(TODAY, "tea"))
        first, *_ = blocks("Two machines: a private git repository")
        without_chmod = first.partition("git remote")[0].replace("chmod 700 .\n", "chmod 755 .\n")
        run(f"umask 022\nset -e\n{without_chmod}", home)
        said = run("set -e\nkindtui doctor && exit 1; [ $? = 3 ]; kindtui doctor || true", home)
        (command,) = set(re.findall("`(chmod [^`]*)`", said))
        run(command, home)
        run("kindtui doctor", home)
