"""Two copies of a locked journal, compared without the key."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import structs

from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import Journal
from kindtui.domain.sealed_text import SealedText
from kindtui.domain.settings import Settings
from kindtui.storage.sealing.places import SETTINGS_PLACE, Entry, tokens_of
from kindtui.storage.sealing.sealer import Pair, WordSealer
from kindtui.storage.sealing.seals import Place


class TokenReplacer(WordSealer):
    """Puts the string of another copy in the place of each one with the same id and time."""

    def __init__(self, tokens: Mapping[tuple[str, str], str]) -> None:
        """Take the strings by id and time."""
        self._tokens = tokens
        self._pairs = {}

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        del place, at
        token = SealedText.parse(text)
        return self._tokens.get((token.id, token.at), text) if token else text

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        text = self._sealed_text(entry.text, place, entry.updated_at)
        return structs.replace(entry, text=text) if text != entry.text else entry

    def _sealed_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        return structs.replace(answer, sealed=self._sealed_text(answer.sealed, place, answer.updated_at))

    def _sealed_settings(self, settings: Settings, _: Pair | None = None) -> Settings:
        return structs.replace(settings, sealed=self._sealed_text(settings.sealed, SETTINGS_PLACE, None))


def with_tokens_of(ours: Journal, theirs: Journal) -> Journal:
    """Return `theirs` with our string in the place of each that has the same id and time.

    One may be a box, and the other the same words sealed with the key. Ours stays, as without the key nobody
    can tell which of both opens.
    """
    found = map(SealedText.parse, tokens_of(ours))
    return TokenReplacer({(token.id, token.at): str(token) for token in found if token}).sealed(theirs)
