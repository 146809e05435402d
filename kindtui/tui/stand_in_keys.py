"""Which key a key stands in for where it is bound to nothing: Caps Lock, French digits, other scripts."""

import unicodedata
from collections.abc import Iterator

from textual.events import Key

# The row of digits on the French layout, where the digits themselves need Shift.
FRENCH_DIGITS = {
    "ampersand": "1",
    "é": "2",
    "quotation_mark": "3",
    "apostrophe": "4",
    "left_parenthesis": "5",
    "minus": "6",
    "è": "7",
    "underscore": "8",
    "ç": "9",
    "à": "0",
}


class PlacedKey(Key):
    """A key of another script, of which the terminal tells what it is on the English layout."""

    def __init__(self, key: str, character: str | None, placed_keys: tuple[str, ...]) -> None:
        """Keep the names of the keys at its place, those with Shift first."""
        super().__init__(key, character)
        self.placed_keys = placed_keys


def stand_ins(event: Key) -> Iterator[str]:
    """Return the keys that `event` may stand in for, the likeliest first."""
    if isinstance(event, PlacedKey):
        yield from event.placed_keys
    small = event.key.lower() if len(event.key) == 1 else event.key
    if small != event.key:
        yield small
    if digit := FRENCH_DIGITS.get(small):
        yield digit


def is_of_another_script(character: str) -> bool:
    """Return whether it is a letter, but no Latin one: those stand where their own layout has them."""
    return character.isalpha() and not unicodedata.name(character, "LATIN").startswith("LATIN")
