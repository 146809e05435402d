"""Parse the command line: the command it names, then options and other words in any order.

argparse cannot mix options and words beside subcommands. So the command is split off first, and two parsers
with the same arguments read what follows: one the options, the other one the words.
"""

import argparse
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from kindtui import __version__
from kindtui.cli.command_list import COMMANDS, command_module, members
from kindtui.cli.usage_error import UsageError
from kindtui.texts import get_text

END_OF_OPTIONS = "--"
HELP_OPTIONS = {"-h", "--help"}
MIN_LIKENESS, MIN_LIKENESS_OF_OPTIONS = 0.65, 0.75  # from 0 to 1; options look alike by their dashes
_NO_PREFIX = "\1"
_ESCAPED_DASHES = "\0"  # argparse would drop a word `--`; no argument of a process has a NUL

# What argparse says of wrong arguments where it repeats none of them, and what kindtui says instead.
_PROBLEMS: Mapping[str, Callable[..., str]] = {
    r"the following arguments are required: (.*)": lambda names, command: get_text(
        "commands.missing", names=names, command=command
    ),
    r"argument (\S+): expected one argument": lambda option, command: get_text(
        "commands.needs_value", option=option, command=command
    ),
    r"argument (\S+): not allowed with argument (\S+)": lambda option, other, command: get_text(
        "commands.not_together", option=option, other=other, command=command
    ),
}


class ArgumentParser(argparse.ArgumentParser):
    """A parser whose errors repeat an argument, which may be private, only if it is nearly a right one.

    Its help ends with examples.
    """

    def __init__(self, **options: Any) -> None:
        """Pass `options` to argparse. A fixed width saves asking the terminal for its own."""
        formatter = partial(argparse.HelpFormatter, width=80)
        super().__init__(allow_abbrev=False, formatter_class=formatter, **options)

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """Add an argument. The error about a value that is none of its `choices` names the nearest one."""
        if choices := options.get("choices"):
            options.setdefault("type", one_of(choices, self.prog))
        if options.get("nargs") == "*":
            options.setdefault("default", [])  # else argparse calls it required
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Report wrong arguments. argparse's message is used only where it cannot contain one of them.

        Raises:
            UsageError: Always.
        """
        for pattern, describe in _PROBLEMS.items():
            if found := re.fullmatch(pattern, message):
                raise UsageError(describe(*found.groups(), self.prog))
        raise UsageError(get_text("commands.arguments", command=self.prog))

    def format_help(self) -> str:
        """Return the help text, which ends with examples."""
        from kindtui.cli.examples import examples

        self.formatter_class = argparse.HelpFormatter
        return super().format_help() + examples(self.prog)


class OptionsParser(ArgumentParser):
    """A parser of the options alone. The words are left over."""

    def __init__(self, prog: str) -> None:
        """Create a parser that does not print help."""
        super().__init__(prog=prog, add_help=False)
        self.takes_words = False

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """Add an option, and only note that there can be a word."""
        if names[0].startswith("-"):
            return super().add_argument(*names, **options)
        self.takes_words = True
        return _ignored(names)

    def parse_options(self, arguments: Sequence[str], namespace: argparse.Namespace) -> list[str]:
        """Put the values of the options into the namespace, and return the words.

        Raises:
            UsageError: An option is unknown, or its value is not possible.
        """
        words = self.parse_known_args(arguments, namespace)[1]
        for word in words:
            if _is_option(word) and " " not in word:
                raise self._unknown_option(word.partition("=")[0])
        return words

    def _unknown_option(self, option: str) -> UsageError:
        """Return the error that names the nearest option, if one is near."""
        if nearest := _nearest(option, self._option_string_actions, MIN_LIKENESS_OF_OPTIONS):
            return UsageError(_did_you_mean(option, nearest, self.prog))
        return UsageError(get_text("commands.unknown.option", command=self.prog))


class WordsParser(ArgumentParser):
    """A parser of the words alone, such as a DAY. None of them is taken for an option."""

    def __init__(self, prog: str) -> None:
        """Create a parser to which no word looks like an option."""
        super().__init__(prog=prog, add_help=False, prefix_chars=_NO_PREFIX)

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """Add a word, and ignore an option."""
        return _ignored(names) if names[0].startswith("-") else super().add_argument(*names, **options)

    def add_mutually_exclusive_group(self, **_: Any) -> Any:
        """Return the parser itself, as only options can be in a group."""
        return self

    def parse_words(self, words: Sequence[str], namespace: argparse.Namespace) -> None:
        """Put the words into the namespace.

        Raises:
            UsageError: There are too many or too few, or one is none of those that are possible.
        """
        escaped = [_ESCAPED_DASHES if word == END_OF_OPTIONS else word for word in words]
        if self.parse_known_args(escaped, namespace)[1]:
            raise UsageError(get_text("commands.too_many_words", command=self.prog))
        for name, value in vars(namespace).items():
            if isinstance(value, list):
                restored = [END_OF_OPTIONS if word == _ESCAPED_DASHES else word for word in value]
                setattr(namespace, name, restored)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments of the process. The result has the name of the `command`; it is empty for the app.

    Raises:
        UsageError: The arguments are wrong.
        SystemExit: A help text or the version was printed.
    """
    namespace = argparse.Namespace(data=None, demo=False, command="")
    start = _index_of_command(arguments)
    words, texts = _split_texts(arguments[start:])
    if not words:
        words, texts = texts, []
    options = arguments[:start]
    if not words or not HELP_OPTIONS.isdisjoint(options):
        _parse("", options, [], namespace)
        return namespace
    if options:
        options = _fill(OptionsParser(_prog("")), "").parse_known_args(options, namespace)[1]
    namespace.command, words = _split_command(words)
    _parse(namespace.command, [*options, *words], texts, namespace)
    return namespace


def build_parser(name: str = "", *, is_deep: bool = False) -> ArgumentParser:
    """Build the parser of a command; or of a group or kindtui itself, which lists its commands.

    If it is deep, the commands in it have their arguments too, as the completion of a shell needs them.
    """
    return _build(ArgumentParser(prog=_prog(name)), name, is_deep=is_deep)


def _build(parser: ArgumentParser, name: str, *, is_deep: bool) -> ArgumentParser:
    _fill(parser, name)
    if members(name):
        subparsers = parser.add_subparsers(metavar="COMMAND", prog=parser.prog)
        for member in members(name):
            full_name = f"{name} {member}".strip()
            added = subparsers.add_parser(member, help=COMMANDS[full_name].summary)
            if is_deep:
                _build(added, full_name, is_deep=True)
    return parser


def check_command(name: str) -> None:
    """Check that there is a command, or a group of commands, of that name.

    Raises:
        UsageError: There is none.
    """
    if name in COMMANDS:
        return
    group, _, word = name.rpartition(" ")
    if members(group):
        if nearest := _nearest(word, members(group)):
            raise UsageError(_did_you_mean(word, nearest, _prog(group)))
        raise UsageError(get_text("commands.unknown.command", command=_prog(group)))
    raise UsageError(get_text("commands.too_many_words", command=_prog(name.split()[0])))


Parser = TypeVar("Parser", bound=ArgumentParser)


def _fill(parser: Parser, name: str) -> Parser:
    """Add the options that every command has, and the arguments of the command, to a parser."""
    command = COMMANDS.get(name)
    parser.add_argument("--data", type=file_path, metavar="FILE", help=get_text("commands.data"))
    has_demo = command is None or command.has_demo
    demo_help = get_text("commands.demo") if has_demo else argparse.SUPPRESS
    parser.add_argument("--demo", action="store_true", help=demo_help)
    if command is None:
        parser.description = get_text("commands.description")
        parser.epilog = get_text("commands.environment")
        parser.add_argument("-V", "--version", action="version", version=f"kindtui {__version__}")
    elif command.module:
        command_module(name).add_arguments(parser)
    else:
        parser.description = get_text("commands.backup.description")
    return parser


def _prog(name: str) -> str:
    return f"kindtui {name}".strip()


def _index_of_command(arguments: Sequence[str]) -> int:
    """Return the index of the command: the first word that is not the value of an option before it."""
    start = _first_word(arguments)
    before = arguments[start - 1] if start else ""
    may_be_value = _is_option(before) and "=" not in before and before != "--demo"
    if may_be_value and start < len(arguments) and arguments[start] not in COMMANDS:
        return next((i for i, word in enumerate(arguments) if i > start and word in members()), start)
    return start


def _first_word(arguments: Sequence[str]) -> int:
    """Return the index of the first argument that is neither an option nor the FILE of `--data`."""
    index = 0
    while index < len(arguments) and _is_option(arguments[index]) and arguments[index] != END_OF_OPTIONS:
        index += 2 if arguments[index] == "--data" else 1
    return min(index, len(arguments))


def _is_option(argument: str) -> bool:
    """Return whether an argument looks like an option, and not like a number below zero."""
    return argument.startswith("-") and argument != "-" and not argument[1].isdigit()


def _split_texts(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the arguments before the first `--`, and those after it, of which none is an option."""
    words = list(arguments)
    end = words.index(END_OF_OPTIONS) if END_OF_OPTIONS in words else len(words)
    return words[:end], words[end + 1 :]


def _split_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the name of the command, and the other arguments.

    Raises:
        UsageError: There is no such command, or only a group is named.
        SystemExit: The help of a group was printed.
    """
    name, rest = words[0], list(words[1:])
    check_command(name)
    if COMMANDS[name].module:
        return name, rest
    index = _first_word(rest)
    if index >= len(rest):
        _parse(name, rest, [], argparse.Namespace())
        listed = _alternatives(members(name))
        raise UsageError(get_text("commands.no_member", command=_prog(name), members=listed))
    full_name = f"{name} {rest.pop(index)}"
    check_command(full_name)
    return full_name, rest


def _parse(name: str, arguments: Sequence[str], texts: Sequence[str], namespace: argparse.Namespace) -> None:
    """Put the options and the words of a command into the namespace; none of the `texts` is an option.

    Each parser takes more than a millisecond, so that of the words is left out where there can be none.

    Raises:
        UsageError: An option is unknown, or a value or a word is not possible.
        SystemExit: The help was asked for, and printed.
    """
    if not HELP_OPTIONS.isdisjoint(arguments):
        build_parser(name).print_help()
        raise SystemExit(0)
    parser = _fill(OptionsParser(_prog(name)), name)
    words = [*parser.parse_options(arguments, namespace), *texts]
    if words or parser.takes_words:
        _fill(WordsParser(_prog(name)), name).parse_words(words, namespace)


def _ignored(names: Sequence[str]) -> argparse.Action:
    return argparse.Action([], names[0])


def file_path(name: str) -> Path:
    """Return a path, as the type of an argument; a blank one usually comes from an unset variable.

    Raises:
        UsageError: The name is blank.
    """
    if not name:
        raise UsageError(get_text("commands.blank_path"))
    return Path(name)


def one_of(choices: Collection[str], command: str) -> Callable[[str], str]:
    """Return a function that returns its argument if it is one of the choices, and else refuses it."""

    def check(value: str) -> str:
        if value in choices:
            return value
        if nearest := _nearest(value, choices):  # the value itself may be a word of a text
            raise UsageError(get_text("commands.unknown.nearly_choice", nearest=nearest, command=command))
        listed = _alternatives(choices)
        raise UsageError(get_text("commands.unknown.choice", choices=listed, command=command))

    return check


def _alternatives(words: Collection[str]) -> str:
    *others, last = words
    return get_text("commands.alternatives", others=", ".join(others), last=last) if others else last


def _did_you_mean(word: str, nearest: str, command: str) -> str:
    return get_text("commands.unknown.nearly", word=word, nearest=nearest, command=command)


def _nearest(word: str, known: Collection[str], min_likeness: float = MIN_LIKENESS) -> str:
    """Return the known word that is most like this one; empty if none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=min_likeness)), "")
