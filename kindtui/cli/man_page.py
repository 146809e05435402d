"""The manual page kindtui(1), made from the parsers, the examples and the texts.

The page is in `assets/kindtui.1`, as packages need a file. `make system-files` writes it, and a test compares
them.
"""

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator

from kindtui import __version__
from kindtui.cli.command_list import COMMANDS
from kindtui.cli.examples import EXAMPLES
from kindtui.cli.parser import build_parser
from kindtui.texts import get_text

DATE = "2026-11-28"  # of the last change that readers notice
MAX_LINE = 78
COMMON_OPTIONS = frozenset(("help", "data", "demo"))
DATA_FOLDER, CONFIG_FOLDER = "~/.local/share/kindtui", "~/.config/kindtui"

_SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z`])")
_CODE = re.compile(r"`([^`]+)`")
# As they are in a shell; roff would show typographic characters in place of some.
_LITERALS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
_TO_LITERAL = str.maketrans(_LITERALS)
_TO_PROSE = str.maketrans({"\\": r"\e", "~": r"\(ti", "^": r"\(ha"})


def man_page() -> str:
    """Return the page as roff, in the macros of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Made by `make system-files`; a change here is lost.'
    yield f'.TH KINDTUI 1 {DATE} "kindtui {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"kindtui \- {_prose(get_text('man.name'))}"
    yield ".SH SYNOPSIS"
    yield f"{_bold('kindtui')} [{_bold('--data')} {_italic('FILE')}] [{_bold('--demo')}]"
    yield ".br"
    yield f"{_bold('kindtui')} {_italic('COMMAND')} [{_italic('ARGUMENT')} ...]"
    yield ".SH DESCRIPTION"
    yield from _sentences(get_text("man.description"))
    yield from _paragraph(get_text("man.description.offline"))
    yield from _paragraph(get_text("man.description.options"))
    yield from _paragraph(get_text("man.description.help"))
    yield ".SH OPTIONS"
    root = build_parser()
    yield from _arguments(root, (action for action in root._actions if action.option_strings))
    yield ".SH COMMANDS"
    for name, command in COMMANDS.items():
        if command.module:
            yield from _command(name)
    yield from _day()
    yield from _files()
    yield from _environment()
    yield from _exit_status()
    yield ".SH EXAMPLES"
    for line, meaning in dict(pair for pairs in EXAMPLES.values() for pair in pairs).items():
        yield from _entry(_bold(line), meaning)
    yield ".SH SEE ALSO"
    yield rf"{_bold('tmux')}(1), {_bold('cron')}(8), {_bold('git')}(1)"
    yield from _paragraph(get_text("man.see_also"))


def _command(name: str) -> Iterator[str]:
    parser = build_parser(name)
    actions = [action for action in parser._actions if action.dest not in COMMON_OPTIONS]
    actions.sort(key=lambda action: bool(action.option_strings))  # words come first
    yield f".SS {_usage(parser, actions)}"
    yield from _sentences(parser.description or COMMANDS[name].summary)
    yield from _arguments(parser, actions)


def _usage(parser: argparse.ArgumentParser, actions: Iterable[argparse.Action]) -> str:
    """Return the command and its arguments; options that exclude each other are in one bracket."""
    parts = [_bold(parser.prog)]
    groups = {
        id(action): group for group in parser._mutually_exclusive_groups for action in group._group_actions
    }
    for action in actions:
        group = groups.get(id(action))
        if group is None:
            is_required = action.required and action.nargs not in ("*", "?")
            parts.append(_bracketed(_argument(action), is_required=is_required))
        elif action is group._group_actions[0]:
            alternatives = " | ".join(map(_argument, group._group_actions))
            parts.append(_bracketed(alternatives, is_required=group.required))
    return " ".join(parts)


def _bracketed(text: str, *, is_required: bool) -> str:
    return text if is_required else f"[{text}]"


def _argument(action: argparse.Action) -> str:
    """Return an argument as it is typed: an option by its first name, with its value if it has one."""
    value = _value(action)
    if not action.option_strings:
        return f"{value} ..." if action.nargs in ("*", "+") else value
    return f"{_bold(action.option_strings[0])}{f' {value}' if value else ''}"


def _value(action: argparse.Action) -> str:
    """Return what stands for the value of an argument; empty for an option without one."""
    if action.nargs == 0:
        return ""
    if isinstance(action.metavar, str):
        return _italic(action.metavar)
    if action.choices:
        return "|".join(_bold(str(choice)) for choice in action.choices)
    return _italic(action.dest.upper())


def _arguments(parser: argparse.ArgumentParser, actions: Iterable[argparse.Action]) -> Iterator[str]:
    """Yield an entry for each argument that is explained."""
    for action in actions:
        if action.help and action.help != argparse.SUPPRESS:
            value = _value(action)
            names = [f"{_bold(name)}{f' {value}' if value else ''}" for name in action.option_strings]
            yield from _entry(", ".join(names) or value, action.help % {**vars(action), "prog": parser.prog})


def _day() -> Iterator[str]:
    yield ".SH DAY"
    yield from _sentences(get_text("man.day"))
    yield from _entry(_literals("2026-11-03", "3 nov", "3 nov 2026"), get_text("man.day.date"))
    yield from _entry(_literals("today", "yesterday", "monday"), get_text("man.day.word"))
    yield from _entry(_literals("3 days ago", "2 weeks ago"), get_text("man.day.ago"))
    yield from _entry(_literals("2026-12-01..2026-12-06", "today..sunday"), get_text("man.day.range"))
    yield from _paragraph(get_text("man.day.start"))


def _files() -> Iterator[str]:
    yield ".SH FILES"
    journal = f"{DATA_FOLDER}/journal.json"
    yield from _entry(_italic(journal), get_text("man.files.journal"))
    beside = (f"journal.json{ending}" for ending in (".prev", ".backups/", ".drafts"))
    yield from _entry(", ".join(map(_italic, beside)), get_text("man.files.beside"))
    defaults = (f"{folder}/defaults.toml" for folder in ("/etc/xdg/kindtui", CONFIG_FOLDER))
    yield from _entry(", ".join(map(_italic, defaults)), get_text("man.files.defaults"))


def _environment() -> Iterator[str]:
    yield ".SH ENVIRONMENT"
    yield from _entry(_literals("KINDTUI_DATA"), get_text("man.environment.data"))
    yield from _entry(_literals("KINDTUI_THEME"), get_text("man.environment.theme"))
    yield from _entry(_literals("NO_COLOR"), get_text("man.environment.no_color"))
    yield from _entry(_literals("VISUAL", "EDITOR"), get_text("man.environment.editor"))
    yield from _entry(_literals("KINDTUI_PASSPHRASE_COMMAND"), get_text("man.environment.passphrase"))
    folders = _literals("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS")
    yield from _entry(folders, get_text("man.environment.xdg"))
    yield from _entry(_literals("TERM"), get_text("man.environment.term"))
    yield from _entry(_literals("KINDTUI_NOW"), get_text("man.environment.now"))


def _exit_status() -> Iterator[str]:
    yield ".SH EXIT STATUS"
    yield from _entry(_literals("0"), get_text("man.exit.0"))
    yield from _entry(_literals("1"), get_text("man.exit.1"))
    yield from _entry(_literals("2"), get_text("man.exit.2"))
    yield from _entry(_literals("3"), get_text("man.exit.3"))
    yield from _entry(_literals("4"), get_text("man.exit.4"))
    yield from _entry(_literals("70"), get_text("man.exit.70"))
    yield from _entry(f"{_bold('128 +')} {_italic('n')}", get_text("man.exit.signal"))


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield from _sentences(meaning)


def _paragraph(text: str) -> Iterator[str]:
    yield ".PP"
    yield from _sentences(text)


def _sentences(text: str) -> Iterator[str]:
    """Yield a line of roff for each sentence, with code in bold."""
    for sentence in _SENTENCE_END.split(text):
        parts = _CODE.split(sentence)
        line = "".join(_bold(part) if index % 2 else _prose(part) for index, part in enumerate(parts))
        for part in textwrap.wrap(line, MAX_LINE, break_long_words=False, break_on_hyphens=False):
            yield rf"\&{part}" if part.startswith((".", "'")) else part


def _prose(text: str) -> str:
    """Return text in which quotes are typographic, and what looks like an option is as it is typed."""
    return _ascii(
        re.sub(r"(?<![^\s(])--?(?=\w|\s|$)", lambda m: m[0].replace("-", r"\-"), text.translate(_TO_PROSE))
    )


def _literals(*texts: str) -> str:
    return ", ".join(map(_bold, texts))


def _bold(text: str) -> str:
    return rf"\fB{_ascii(text.translate(_TO_LITERAL))}\fR"


def _italic(text: str) -> str:
    return rf"\fI{_ascii(text.translate(_TO_LITERAL))}\fR"


def _ascii(text: str) -> str:
    """Return the text with an escape for each character that is not ASCII."""
    return "".join(character if character.isascii() else f"\\[u{ord(character):04X}]" for character in text)
