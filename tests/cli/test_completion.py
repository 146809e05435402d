"""Completion, in the real shells: what a person has typed so far, and what the shell offers."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import ROOT, TODAY

OFFERED = {
    "kindtui ex": {"export"},
    "kindtui pl": {"places"},
    "kindtui export --for": {"--format", "--force"},
    "kindtui export --format m": {"markdown"},
    "kindtui backup re": {"restore"},
    "kindtui log rec": {"received"},
    "kindtui import jour": {"journal.json"},
    "kindtui show y": {"yesterday"},
    "kindtui log gave --day to": {"today"},
    "kindtui help ba": {"backup"},
    "kindtui backup restore prev": {"previous"},
}
BASH = r"""
source "$SCRIPT"
COMP_LINE=$1; read -ra COMP_WORDS <<< "$1"; COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); COMP_POINT=${#1}
compopt() { :; }
complete=$(complete -p kindtui | sed 's/.*-F \([^ ]*\) .*/\1/')
$complete kindtui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
send() { zpty -w shell "$1" }
send 'PROMPT=; autoload -Uz compinit; compinit -u -d "$PWD/.zcompdump"; eval "$(<$SCRIPT)"'
send 'zstyle ":completion:*" list-separator "  "; bindkey "^I" list-choices; echo READY''MARK'
zpty -m -r shell out '*READYMARK*'
zpty -w -n shell "$1"$'\t'
zpty -m -r shell out "*$2*"  # more keys would make it drop the list
print -r -- "$out"
"""


def shell(name: str, *arguments: str, folder: Path, script: Path) -> str:
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "SCRIPT": str(script), "TERM": "dumb",
        "LANG": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        [name, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=30
    )
    return done.stdout


def offered(name: str, line: str, last: str, folder: Path, script: Path) -> str:
    """What is offered for that line; `last` is the last word that is awaited."""
    match name:
        case "bash":
            return shell("bash", "-c", BASH, "bash", line, folder=folder, script=script)
        case "zsh":
            return shell("zsh", "-f", "-c", ZSH, "zsh", line, last, folder=folder, script=script)
    return shell(
        "fish", "-c", 'source $SCRIPT; complete --do-complete "$argv[1]"', line, folder=folder, script=script
    )


def put_on_path(program: Program, folder: Path) -> None:
    """Make `kindtui` in that folder the program."""
    variables = " ".join(f"{name}={shlex.quote(value)}" for name, value in program.environment.items())
    command = f"cd {shlex.quote(str(ROOT))} && exec env {variables} {shlex.join(KINDTUI_COMMAND)}"
    (folder / "kindtui").write_text(f'#!/bin/sh\n{command} "$@"\n')
    (folder / "kindtui").chmod(0o700)


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_options_and_files(name: str, program: Program, tmp_path: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here")
    (tmp_path / "journal.json").touch()
    put_on_path(program, tmp_path)
    for text in ("tea", "soup"):  # the second save makes `previous`
        program.session().submit(ReceivedWritten(TODAY, text))
    outcome = program.run("completion", name)
    assert (outcome.status, outcome.err) == (0, "")
    script = tmp_path / "script"
    script.write_text(outcome.out)
    for line, wanted in OFFERED.items():
        found = offered(name, line, max(wanted), tmp_path, script)
        assert all(word in found for word in wanted), (line, found)
    assert "--force" not in offered(name, "kindtui status --", "--json", tmp_path, script)
