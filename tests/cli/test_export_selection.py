"""`kindtui export` of a part: what the options select, and which do not go together."""

import pytest

from tests.cli.program import Program


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "html", "svg"])
def test_a_part_in_every_format_and_quietly(form: str, program: Program) -> None:
    outcome = program.run("export", "--demo", "--format", form, "--last", "2w", "--quiet")
    assert (outcome.status, outcome.err) == (0, "")
    assert 0 < len(outcome.out) < 30_000


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--last", "7", "--to", "today"), "--last"),
        (("--from", "2026-11-02", "--to", "2026-11-01"), "2026-11-02"),
        (("--only", "recieved"), "received"),
        (("--only", ","), "gave"),
        (("--names", "none"), "html and markdown"),
        (("--format", "svg", "--only", "gave"), "--only"),
        (("--format", "svg", "--names", "none"), "--names"),
        (("--from", "someday"), "3 nov"),
        (("--last", "0"), "14d"),
    ],
)
def test_what_does_not_go_together_is_said(arguments: tuple[str, ...], word: str, program: Program) -> None:
    outcome = program.run("export", "--demo", *arguments)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert word in outcome.err
