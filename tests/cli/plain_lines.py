"""Answers to `kindtui checkin`, typed line by line."""

from typing import Any

from tests.cli.program import Outcome, Program


def checkin(program: Program, *answers: str | bytes, **how: Any) -> Outcome:
    """Answer with those lines; the input then ends."""
    lines = [answer if isinstance(answer, bytes) else answer.encode() for answer in answers]
    return program.run("checkin", stdin=b"".join(line + b"\n" for line in lines), **how)


def answered(program: Program, *answers: str | bytes) -> Outcome:
    """The same, where all goes well: no error, and nothing but ASCII in what was said."""
    outcome = checkin(program, *answers)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.isascii()
    return outcome


def number_of(choice: str, outcome: Outcome) -> str:
    """The number before a choice, where it was offered last."""
    return next(line for line in reversed(outcome.out.splitlines()) if line.endswith(choice)).split()[0]
