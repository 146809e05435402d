"""Texts without the names of people: initials, or "someone", wherever a name is written, however it is."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_FIELDS, CustomEntryKind
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.ritual.aliases import ALIAS_KIND, Aliases, aliases_of, is_name
from kindtui.domain.ritual.left_out_names import SEPARATED, is_within_word
from kindtui.domain.ritual.name_forms import (
    MAX_LENGTH_OF_SHORT_NAME,
    SMALL_WORDS,
    WORD_NAMES,
    has_bare_apostrophe,
    is_title,
    pattern_of,
    stands_for_stop,
    start_with_title,
)
from kindtui.domain.sentences import SOMEONE, addressee, is_about_nobody, is_symbol, without_opener
from kindtui.domain.text import clean_lines, composed, one_line
from kindtui.domain.text_clusters import next_boundary
from kindtui.domain.text_folds import folded

NameStyle = Literal["initials", "none"]

NAME_KINDS: tuple[CustomEntryKind, ...] = ("own_people", "left_out_names", ALIAS_KIND)
MAX_WORDS_OF_A_LOST_NAME = 3  # a text of an act that lost in a merge may have been whom the act was for

_WORD = re.compile(r"[^\s\-‐‑–—]+")  # a double name has two initials
_PERSON_SEPARATOR = re.compile(r"(\s*[,;/&+]\s*|\s+and\s+)", re.IGNORECASE)
# A Chinese, Japanese or Korean name, of which the first or the last two letters are used on their own.
_FULL_NAME_WITHOUT_SPACE = re.compile("[\u3400-\u9fff]{3,4}|[\uac00-\ud7a3]{3,4}")
_SENTENCE_END = ".!?…\n"
_POSSESSIVES = ("my", "our")  # "my mum" is called Mum, but "some people" aren't called People


class _NamePattern(Struct, frozen=True):
    """A name to look for in folded text, and what replaces it.

    Attributes:
        needs_capital: Whether it is a part of a name, which can be a common word too.
        is_word: Whether it is a common word for certain, such as "will" or "may".
    """

    pattern: re.Pattern[str]
    stand_in: str
    needs_capital: bool
    is_word: bool

    def end_in(self, text: str, letters: str, origins: list[int], at: int) -> int:
        """Return where the name ends that is at a position of a text; 0 if another word is there."""
        match = self.pattern.match(letters, at)
        if not match or not _ends_well(letters, origins, match.end()):
            return 0
        word = text[origins[at] : origins[match.end()]]
        is_short = bool(match[1]) and match.start(1) - at <= MAX_LENGTH_OF_SHORT_NAME
        needs_capital = self.needs_capital or self.is_word or is_short
        if needs_capital and not word[0].isupper():
            return 0
        return 0 if self.is_word and word.isupper() else match.end()  # "I WILL go"


class NameHider:
    """Replaces the names that a journal knows, in any spelling, as whole words or within unspaced scripts.

    A name is known if it answers "who?" or says whom an act was for, is one of the people to call, or was
    renamed or left out. So are the people of a list such as "Sam, Lin and Noor", and the parts of a name
    that begin with a capital: "Sam" of "Sam Kerr", and "Mum" of "my mum", where a text has the capital.
    Initials are those of the name somebody has now.
    """

    def __init__(self, journal: Journal, style: NameStyle) -> None:
        """Collect the names of the whole journal: those of one day can occur in the texts of another."""
        self._style = style
        self._aliases: Aliases = aliases_of(journal)
        self._patterns: dict[str, dict[str, _NamePattern]] = {}  # by the first letter, and by name and kind
        self._hidden_texts: dict[str, str] = {}
        names = list(dict.fromkeys(map(one_line, _written_names(journal))))
        people = [person for name in names for person in _people_in(name)]
        for person in people:
            self._add(person, self._stand_in(person))
            opener, called = without_opener(person)
            if opener in _POSSESSIVES:
                self._add(called, self._stand_in(called), needs_capital=True)
        for name in (*names, *people):
            for part in _parts_of(name):
                self._add(part, self._stand_in(part), needs_capital=part[0].isupper())

    def hide_in_name(self, who: str) -> str:
        """Return what stands for an answer to "who?", also for one that is not known to be a name."""
        name = one_line(who)
        if not name or is_about_nobody(name):
            return who
        if self._style == "none":
            return SOMEONE
        people = _PERSON_SEPARATOR.split(name)  # with the separators between them
        if len(people) == 1:
            return self._stand_in(name)
        hidden = "".join(self.hide_in_name(one) if at % 2 == 0 else one for at, one in enumerate(people))
        return hidden.replace("..", ".")

    def hide_in_text(self, text: str) -> str:
        """Return a text with a stand-in for each name in it."""
        if text not in self._hidden_texts:
            self._hidden_texts[text] = self._without_names(clean_lines(text))
        return self._hidden_texts[text]

    def hide_in_day(self, day: Day) -> Day:
        """Return a day without names."""
        who = structs.replace(day.who, value=self.hide_in_name(day.who.value)) if day.who else None
        acts = (
            structs.replace(
                act,
                text=self.hide_in_text(act.text),
                who=self.hide_in_name(act.who),
                when=self.hide_in_text(act.when),
            )
            for act in day.acts
        )
        lines = {
            field: tuple(
                structs.replace(line, text=self.hide_in_text(line.text)) for line in getattr(day, field)
            )
            for field in ("received", "kept", "notes")
        }
        return structs.replace(day, who=who, acts=tuple(acts), **lines)

    def hide_in_conflict(self, conflict: Conflict) -> Conflict:
        """Return a text that lost in a merge without names."""
        hide = self.hide_in_name if _may_be_name(conflict) else self.hide_in_text
        return structs.replace(conflict, text=hide(conflict.text))

    def _stand_in(self, name: str) -> str:
        if self._style == "none":
            return SOMEONE
        return initials(self._aliases.name_for(name)) or SOMEONE

    def _add(self, name: str, stand_in: str, *, needs_capital: bool = False) -> None:
        key = " ".join(_aligned(composed(name))[0].split())
        if key:
            pattern = _NamePattern(pattern_of(key), stand_in, needs_capital, key in WORD_NAMES)
            self._patterns.setdefault(key[0], {}).setdefault(f"{key}\n{needs_capital}", pattern)

    def _without_names(self, text: str) -> str:
        letters, origins = _aligned(text)
        replaced, copied = "", 0
        for start, end, stand_in in self._found(text, letters, origins):
            if start < copied:
                continue
            if stand_in == SOMEONE:
                start = max(copied, start_with_title(text, start))
            between = text[copied:start]
            if between in (" ", "-") and stand_in == SOMEONE and replaced.lower().endswith(SOMEONE):
                copied = end  # a name of two parts is one person
                continue
            stand_in, end = _fitted(stand_in, text, start, end)
            replaced += between + stand_in
            copied = end
        return replaced + text[copied:]

    def _found(self, text: str, letters: str, origins: list[int]) -> Iterator[tuple[int, int, str]]:
        """Yield the longest name at each position of a text: where it begins and ends, and its stand-in."""
        for at, letter in enumerate(letters):
            patterns = self._patterns.get(letter)
            if not patterns or is_within_word(letters, at) or (at and origins[at] == origins[at - 1]):
                continue
            longest, stand_in = 0, ""
            for pattern in patterns.values():
                end = pattern.end_in(text, letters, origins, at)
                if end > longest:
                    longest, stand_in = end, pattern.stand_in
            if longest:
                yield origins[at], origins[longest], stand_in


def _fitted(stand_in: str, text: str, start: int, end: int) -> tuple[str, int]:
    """Return a stand-in as its sentence needs it, and where the text goes on behind it."""
    if stand_in[:1].islower() and not text[start].islower() and _begins_sentence(text, start):
        stand_in = stand_in[0].upper() + stand_in[1:]
    if stand_in.endswith(".") and text.startswith(".", end):
        return stand_in[:-1], end  # one full stop is enough
    if stands_for_stop(text, start, end):
        return stand_in, end + 1
    if has_bare_apostrophe(text, start, end):
        return f"{stand_in}{text[end]}s", end + 1
    return stand_in, end


def initials(name: str) -> str:
    """Return the initials of a name, such as "S. K."; a first word such as "my", "the" or "Dr." stays.

    It is empty for a name without a letter, or of one letter that would be the whole name.
    """
    opener, rest = without_opener(addressee(name) or one_line(name))
    title, _, untitled = rest.partition(" ")
    openers = [opener] if opener else []
    if untitled and is_title(title):
        openers, rest = [*openers, title], untitled
    letters = [letter for word in _WORD.findall(rest) if (letter := _initial(word))]
    is_whole_name = letters == [rest] and rest.upper() == rest.lower()  # in a script without capitals
    if not letters or is_whole_name:
        return ""
    return " ".join([*openers, *(f"{letter}." for letter in letters)])


def _initial(word: str) -> str:
    """Return the first letter of a word as a capital, with the marks on it."""
    at = next((at for at, letter in enumerate(word) if letter.isalpha()), None)
    if at is None:
        return ""
    letter = word[at : next_boundary(word, at)]
    return letter.upper() if len(letter.upper()) == len(letter) else letter


def _written_names(journal: Journal) -> Iterator[str]:
    """Yield every name that a journal knows, once or more; answers that name nobody are none."""
    for day in journal.days.values():
        yield from (act.who for act in day.acts if not is_about_nobody(act.who))
        if day.who and not is_about_nobody(day.who.value):
            yield day.who.value
    for (kind, _), entry in journal.custom_entries.items():
        if kind in NAME_KINDS:
            fields = CUSTOM_ENTRY_FIELDS if kind == ALIAS_KIND else ("text",)
            yield from (getattr(entry, field) for field in fields)
    yield from (conflict.text for conflict in journal.conflicts if _may_be_name(conflict))


def _may_be_name(conflict: Conflict) -> bool:
    if conflict.part == "acts":
        is_short = len(conflict.text.split()) <= MAX_WORDS_OF_A_LOST_NAME
        return is_short and is_name(conflict.text)
    return conflict.part == "who" or conflict.part in NAME_KINDS


def _people_in(name: str) -> Iterator[str]:
    """Yield the people that a name is of, each in the spelling that stands within a sentence."""
    for person in _PERSON_SEPARATOR.split(name)[::2]:
        if is_name(person) and not is_about_nobody(person):
            yield addressee(person)
        elif is_symbol(person):
            yield person


def _parts_of(name: str) -> Iterator[str]:
    """Yield the parts of a name that are names too: words with a capital, or of a script without any."""
    for word in without_opener(name)[1].split(" "):
        part = re.sub(r"^[\W\d_]+", "", word)
        while part and not _is_letter_or_mark(part[-1]):
            part = part[:-1]
        part = re.sub(r"['’]s$", "", part, flags=re.IGNORECASE)
        if len(part) > 1 and part != name and not (part[0].islower() or _is_other_word(part)):
            yield part
        if _FULL_NAME_WITHOUT_SPACE.fullmatch(part):
            yield from (part[:2], part[-2:])


def _is_other_word(word: str) -> bool:
    return is_title(word) or word.lower() in SMALL_WORDS or is_about_nobody(word)


def _is_letter_or_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LM"


def _aligned(text: str) -> tuple[str, list[int]]:
    """Return a composed text as it is compared, and for each of its characters where it comes from.

    Names are compared as `left_out_names.name_key` does it, but a letter is decomposed rather than composed,
    so that each comes from one letter. The end of the text is the last of the places.
    """
    if text.isascii():
        return text.lower().translate(SEPARATED), list(range(len(text) + 1))
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        part = unicodedata.normalize("NFD", folded(letter)).translate(SEPARATED)
        letters.append(part)
        origins += [at] * len(part)
    return "".join(letters), [*origins, len(text)]


def _ends_well(letters: str, origins: list[int], end: int) -> bool:
    """Return whether a match ends with a word or before a number, and not within what was one letter."""
    is_numbered = end < len(letters) and letters[end].isdecimal() and letters[end - 1].isalpha()
    return (is_numbered or not is_within_word(letters, end)) and origins[end - 1] != origins[end]


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“”‘’«»(")
    return not before or before[-1] in _SENTENCE_END


def without_names(journal: Journal, hider: NameHider) -> Journal:
    """Return a journal to be read, in whose days no known name is left."""
    return structs.replace(
        journal,
        days={on: hider.hide_in_day(day) for on, day in journal.days.items()},
        conflicts=tuple(map(hider.hide_in_conflict, journal.conflicts)),
    )
