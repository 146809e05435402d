"""Every use case on a locked journal without the key: it does what it does with the key, or is refused."""

from itertools import count
from pathlib import Path
from random import Random
from unittest import mock

import pytest

from kindtui.domain.requests import ActChosen, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.errors import LockedError
from tests.faults.trial_count import LONG_RUN
from tests.locked_journals import plain_words, store_at, words_of
from tests.storage.use_cases import REQUESTS, YESTERDAY, VisibleContent, visible_content
from tests.support import CATALOG, TODAY, FakeClock, lock_journal

CHANCES = 50 if LONG_RUN else 6
CASES = [name for name in REQUESTS if not name.startswith("Name")]  # these need names to choose from


def session_at(path: Path, *, has_key: bool) -> Session:
    clock = FakeClock()
    return Session(store_at(path, clock, has_key=has_key), clock, CATALOG)


def content_after(path: Path, name: str, chance: int, *, has_key: bool) -> VisibleContent:
    """What a person with the key sees after one use case, whose uids are the same each time."""
    lock_journal(path)
    uids = map("uid{}".format, count())
    with mock.patch("kindtui.session._new_uid", side_effect=uids):
        session = session_at(path, has_key=True)
        session.submit(ActChosen(YESTERDAY, Plan("bring soup")))
        session.submit(ActChosen(TODAY, Plan("write a card", "Noor")))
        session.submit(ReceivedWritten(TODAY, "tea with Lin"))
        REQUESTS[name](session_at(path, has_key=has_key), Random(chance), "kind text")
    assert not plain_words(path.parent, words_of(path))
    return visible_content(session_at(path, has_key=True).open().journal)


@pytest.mark.parametrize("name", CASES)
def test_it_does_the_same_or_is_refused(name: str, tmp_path: Path) -> None:
    for chance in range(CHANCES):
        paths = [tmp_path / f"{chance}-{each}" / "journal.json" for each in range(2)]
        expected = content_after(paths[0], name, chance, has_key=True)
        try:
            found = content_after(paths[1], name, chance, has_key=False)
        except LockedError:
            continue
        assert found == expected
