"""`kindtui export` of a part: what the options select, and which do not go together."""

import re

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


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize(
    ("options", "period"),
    [
        (("--to", "2020-01-01"), None),
        (("--from", "2027-01-01"), None),
        (("--from", "2020-01-01", "--to", "2020-01-03"), "1 to 3 January 2020"),
        (("--from", "2026-11-25"), "25 to 26 November 2026"),
        ((), "24 to 26 November 2026"),
    ],
)
def test_the_heading_says_from_when_to_when_the_diary_goes(
    form: str, options: tuple[str, ...], period: str | None, program: Program
) -> None:
    assert program.run("log", "rest", "--day", "2026-11-24..2026-11-26").status == 0
    outcome = program.run("export", "--format", form, *options, "--quiet")
    heading = outcome.out.partition("<main>" if form == "html" else "##")[0]
    said = re.findall(r"\w.* \d{4}", re.sub(r"<style>.*</style>|<[^>]+>", "", heading, flags=re.DOTALL))
    assert said == ([period] if period else [])
