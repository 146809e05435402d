"""The forms in which a name stands in a text: with endings, in one word, after a title, at a full stop."""

import re

from kindtui.domain.ritual.left_out_names import UNSPACED

TITLES = frozenset({
    "doctor", "dr", "frau", "herr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor",
})  # fmt: skip
# Words that begin a sentence, or an answer such as "It was Noor", and are rarely a part of a name.
SMALL_WORDS = frozenset({
    "about", "after", "again", "also", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can",
    "did", "do", "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "if", "in", "is",
    "it", "its", "just", "last", "like", "may", "me", "more", "my", "new", "no", "not", "now", "of", "on",
    "one", "or", "our", "out", "over", "own", "she", "so", "some", "than", "that", "the", "their", "them",
    "then", "there", "they", "this", "to", "too", "two", "up", "us", "very", "was", "we", "were", "what",
    "when", "who", "will", "with", "yes", "you", "your",
})  # fmt: skip
# Names that are words too, and that only a capital tells from these.
WORD_NAMES = SMALL_WORDS | frozenset({
    "amber", "angel", "april", "art", "ash", "august", "autumn", "basil", "bay", "bill", "blue",
    "brook", "chance", "charity", "chase", "cherry", "clay", "cliff", "crystal", "daisy", "dawn", "day",
    "dot", "drew", "eve", "faith", "fern", "forest", "frank", "gay", "ginger", "grace", "grant", "guy",
    "happy", "harmony", "hazel", "heather", "herb", "holly", "honey", "hope", "hunter", "iris", "ivy",
    "jade", "jasmine", "joy", "june", "king", "lance", "laurel", "lily", "long", "love", "mark",
    "melody", "mercy", "merry", "miles", "misty", "olive", "page", "pat", "patience", "pearl", "penny",
    "pip", "poppy", "precious", "prince", "queen", "rain", "rainbow", "ray", "reed", "rich", "river",
    "rob", "robin", "rock", "rocky", "rose", "rosemary", "ruby", "rusty", "sage", "sandy", "sky",
    "song", "star", "stew", "sue", "summer", "sun", "sunny", "trip", "true", "van", "violet", "ward",
    "willow", "win", "winter", "wolf", "young",
})  # fmt: skip

MIN_LENGTH_WITH_ENDING = 3  # "Yus" is no form of Yu
MAX_LENGTH_OF_SHORT_NAME = 3  # "Thus" is of Thu, but "thus" is none; with an ending it needs its capital
MIN_LENGTH_IN_ONE_WORD = 6  # "maryjane"; "also" is not Al So
# As they are folded: "й" is "и", and "ё" is "е".
_CYRILLIC_ENDINGS = "а|я|у|ю|е|и|ы|ом|ем|ою|ею|ои|еи|ью|ові|еві"
_NO_LETTER_FOLLOWS = r"(?![^\W\d_])"
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(TITLES))})\.?\s+$", re.IGNORECASE)
_MAX_TITLE_LENGTH = 12
_CLOSING_SIGNS = " \"'”’»)"


def is_title(word: str) -> bool:
    """Return whether a word is what somebody is addressed by, such as "Dr.", and no name."""
    return word.rstrip(".").lower() in TITLES


def start_with_title(text: str, start: int) -> int:
    """Return where a title begins that stands right before a name, or else where the name begins."""
    begin = max(0, start - _MAX_TITLE_LENGTH)
    title = _TITLE_BEFORE.search(text[begin:start])
    return begin + title.start() if title else start


def pattern_of(key: str) -> re.Pattern[str]:
    """Return the pattern of a folded name; its group is an ending that the name has in some sentences.

    Between words there are any separators. There may be none if the name is long, or within an unspaced
    script.
    """
    words = key.split()
    is_long = all(len(word) > 1 for word in words) and len(key) >= MIN_LENGTH_IN_ONE_WORD
    pattern = (" *" if is_long else " +").join(map(re.escape, words))
    if not key.isascii():
        pattern = re.sub(f"(?<=[{UNSPACED}]) \\+(?=[{UNSPACED}])", " *", pattern)
        pattern = re.sub(f"(?<=[{UNSPACED}])(?=[{UNSPACED}])", " *", pattern)
    return re.compile(_with_endings(pattern, words[-1]))


def _with_endings(pattern: str, last_word: str) -> str:
    """Return the pattern with the commonest endings of a name: "Annas" is of Anna, and "Анне" to Анна."""
    if len(last_word) < MIN_LENGTH_WITH_ENDING or last_word in WORD_NAMES:
        return f"{pattern}()"
    ending = f"({_CYRILLIC_ENDINGS}){_NO_LETTER_FOLLOWS}"
    if re.search("[аяиь]$", last_word):  # which goes where there is another ending
        return f"{pattern[:-1]}(?:{last_word[-1]}|{ending})"
    if re.search("[а-яєіїґ]$", last_word):
        return f"{pattern}(?:{ending})?"
    return f"{pattern}(?:(s){_NO_LETTER_FOLLOWS})?" if re.search("[a-rt-z]$", last_word) else f"{pattern}()"


def stands_for_stop(text: str, start: int, end: int) -> bool:
    """Return whether the full stop behind a name is its own, as in "J.R.", and does not end a sentence."""
    is_initial = end - start == 1 or not text[end - 2].isalnum()
    after = text[end + 1 :].lstrip(_CLOSING_SIGNS)
    return (
        text.startswith(".", end)
        and is_initial
        and bool(after)
        and not (after[0].isupper() or after[0] == "\n")
    )


def has_bare_apostrophe(text: str, start: int, end: int) -> bool:
    """Return whether a name has only an apostrophe before what is somebody's, as in "Jonas' tea"."""
    is_bare = text[end - 1] in "sSxXzZ" and re.match(r"['’] \w", text[end : end + 3])
    return bool(is_bare) and not re.search(r"(?<!\w)['‘][^'’]*$", text[:start])  # nor is it a quote that ends
