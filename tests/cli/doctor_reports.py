"""Reports of `kindtui doctor`, checked against the page, and what they name done."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.program_here import ProgramHere

STATES = {
    "data": "damaged missing empty unreadable read_only newer not_mounted intact none",
    "previous": "damaged unreadable intact newer",
    "backups": "damaged unreadable no_folder read_only none intact newer",
    "drafts": "damaged unreadable",
    "modes": "exposed private no_permissions",
    "lock": "blocked free in_use no_locks",
    "words": "unfinished plain replaced sealed",
    "folder": "read_only full shared",
    "git": "exposed",
    "unsaved": "temporary",
    "editor": "day left open draft unchanged",
    "copies": "unmerged damaged newer unreadable",
    "unseen": "unlisted",
    "perhaps": "similar",
    "links": "linked",
    "aside": "aside",
    "settings": "left_out",
}
TEXT = {"type": "string", "minLength": 1}
REPORT = {
    "type": "object",
    "required": ["path", "whole", "locked", "days", "saves", "findings"],
    "additionalProperties": False,
    "properties": {
        "path": TEXT,
        "whole": {"type": "boolean"},
        "locked": {"type": ["boolean", "null"]},
        "days": {"type": ["integer", "null"]},
        "saves": {"type": ["integer", "null"]},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["about", "state", "whole"],
                "additionalProperties": False,
                "properties": {
                    "about": {"enum": list(STATES)},
                    "state": TEXT,
                    "whole": {"type": "boolean"},
                    "path": TEXT,
                    "remedy": TEXT,
                },
            },
        },
    },
}  # fmt: skip
COMMANDS_OF_A_REMEDY = {"kindtui", "chmod"}
BETWEEN_BACKTICKS = re.compile("`([^`]+)`")
MAX_ROUNDS = 5


def report(program: ProgramHere, *options: str) -> dict[str, Any]:
    """The report as JSON, which has to fit the page and the status."""
    outcome = program.run("doctor", "--json", *options)
    found: dict[str, Any] = json.loads(outcome.out)
    assert outcome.out.isascii()
    assert outcome.out.count("\n") == 1
    jsonschema.validate(found, REPORT)
    assert all(finding["state"] in STATES[finding["about"]].split() for finding in found["findings"])
    assert found["whole"] == all(finding["whole"] for finding in found["findings"])
    assert outcome.status == (0 if found["whole"] else 3)
    return found


def unsound(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for finding in found["findings"] if not finding["whole"]]


def key(finding: dict[str, Any]) -> tuple[str, str, str]:
    return finding["about"], finding["state"], finding.get("path", "")


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """The mode, the time and the bytes of all there is in a folder."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = _content_of(path, status.st_mode) if stat.S_ISREG(status.st_mode) else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def _content_of(path: Path, mode: int) -> bytes:
    """The bytes of a file, also of one that its owner may not read."""
    try:
        return path.read_bytes()
    except PermissionError:
        path.chmod(0o600)
        try:
            return path.read_bytes()
        finally:
            path.chmod(stat.S_IMODE(mode))


def mend(program: ProgramHere, shell: str = "/bin/sh", *options: str) -> None:
    """Run the commands that the report names, one after another, until nothing is left to mend."""
    for _ in range(MAX_ROUNDS):
        left = unsound(report(program, *options))
        found = [finding for finding in left if "remedy" in finding]
        if not found:
            assert not left, left
            return
        first = found[0]
        for outcome in program.run_in_shell(first["remedy"], shell):
            assert outcome.status == 0 or first["remedy"].startswith("kindtui doctor"), outcome.err
        assert key(first) not in map(key, unsound(report(program, *options))), first
    pytest.fail("it never becomes whole")


def check_that_text_and_json_agree(text: str, found: dict[str, Any]) -> None:
    """Every remedy in both, in the same order, and below the line that it belongs to."""
    printed, about = [], ""
    for line in text.splitlines():
        about = about if line.startswith("remedy") else line.split()[0]
        commands = BETWEEN_BACKTICKS.findall(line) if line.startswith("remedy") else []
        printed += [(about, command) for command in commands[:1]]
        assert all(command.split()[0] in COMMANDS_OF_A_REMEDY for command in commands)
    named = [(finding["about"], finding["remedy"]) for finding in found["findings"] if "remedy" in finding]
    assert dict.fromkeys(printed) == dict.fromkeys(named)
    for finding in unsound(found):
        assert any(line.split()[0] == finding["about"] for line in text.splitlines()), finding
