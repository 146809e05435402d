"""The arguments that are read without argparse mean what they mean with it."""

from itertools import product

import pytest

from kindtui.cli.parser import parse_arguments
from kindtui.cli.plain_arguments import parse_plain
from kindtui.cli.usage_error import UsageError

WORDS = (
    "--data",
    "status",
    "--json",
    "--short",
    "a.json",
    "-x",
    "--",
    "--demo",
    "",
    "--data=a",
    "-",
    "--help",
)
PLAIN = [words for length in range(5) for words in product(WORDS, repeat=length) if parse_plain(words)]


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_they_mean_the_same(words: tuple[str, ...]) -> None:
    assert vars(parse_arguments(words)) == vars(parse_plain(words))


@pytest.mark.parametrize("words", [["--data"], ["--demo", "--data"]], ids=" ".join)
def test_an_option_without_its_value_is_a_mistake_in_usage(words: list[str]) -> None:
    with pytest.raises(UsageError, match="--data needs a value"):
        parse_arguments(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--demo"],
        ["--data", "a.json"],
        ["status"],
        ["status", "--short"],
        ["status", "--json", "--data", "a.json"],
        ["--data", "a.json", "status"],
    ],
    ids=" ".join,
)
def test_what_starts_and_prompts_use_is_plain(words: list[str]) -> None:
    assert parse_plain(words)
