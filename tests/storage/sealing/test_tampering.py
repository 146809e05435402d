"""Sealed words that were changed outside kindtui are refused one by one, and no other words are lost."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.sealed_text import SealedText, is_sealed
from kindtui.storage import codec, find, locking
from kindtui.storage.errors import StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys, sodium
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Keys, WrongPassphraseError
from kindtui.storage.sealing.sodium import from_base64, to_base64
from tests.faults.trial_count import LONG_RUN
from tests.storage.sealing.full_world import World
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    keyring_in,
    lines_in,
    lock,
    opened,
    received,
    tables_in,
    tokens_in,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.support import MORNING, TODAY, FakeClock, journal_of, line, true_answer

SENTENCE = "[These words can't be opened"
Place = tuple[str, ...]  # the keys that lead to a string in parsed tables; a number is that of an item


@pytest.fixture
def path(path: Path) -> Path:
    """A locked journal with three lines of today."""
    write_lines(path, "tea", "cake", "a walk")
    lock(path)
    return path


def refused(text: str) -> bool:
    return text.startswith(SENTENCE) and not list(tokens_in(text))


def rest_day(journal: Journal) -> Journal:
    """A change that touches the day, but none of its words."""
    return journal.with_day(structs.replace(journal.day(TODAY), rest=true_answer()))


# Every place of words, in memory.


def places(tree: Any, above: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield every sealed string in parsed tables, with the place where it stands."""
    if isinstance(tree, str):
        if is_sealed(tree):
            yield above, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from places(value, (*above, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from places(value, (*above, str(number)))


def put(tables: Any, place: Place, text: str | None) -> Any:
    """Return parsed tables with something else at a place."""
    changed = deepcopy(tables)
    here = changed
    for key in place[:-1]:
        here = here[int(key) if isinstance(here, list) else key]
    here[int(place[-1]) if isinstance(here, list) else place[-1]] = text
    return changed


class Sealed:
    """The tables of a locked journal that has words in every place, and its keys."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        lock(self.world.path)
        self.tables = tables_in(self.world.path)
        self.keys: Keys = opened(self.world.path).words.keys
        self.places = dict(places(self.tables))
        self.whole = self.opened(self.tables)

    def opened(self, tables: Any) -> Any:
        """Return the tables of the journal in these tables, opened."""
        journal, meta = codec.decode(codec.parse(json.dumps(tables).encode()))
        sealer = KeySealer(self.keys)
        found = sealer.opened(journal)
        self.failures = sealer.failures
        self.resealed = sealer.sealed(found)
        documents = codec.changed_documents({}, Journal(), found, meta)
        plain = {name: {str(key): doc for key, doc in docs} for name, docs in documents.items()}
        return json.loads(codec.encode(plain))

    def without_part(self, tables: Any, place: Place) -> Any:
        """Return the tables without the part at that place, whose words were changed.

        Conflicts are sorted by their texts, so that a changed one may be anywhere among them.
        """
        tables = deepcopy(tables)
        depth = next((n for n, key in enumerate(place) if key in ("conflicts", "conflicts_made")), None)
        here = tables
        above = (
            place[:depth]
            if depth is not None and depth
            else place[: 1 if depth == 0 else len(place) - 1][:-1]
        )
        last = place[len(above)]
        for key in above:
            here = here[int(key) if isinstance(here, list) else key]
        here[int(last) if isinstance(here, list) else last] = None
        return tables


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return Sealed(tmp_path_factory.mktemp("sealed") / "data")


def check_refused(sealed: Sealed, place: Place, text: str) -> None:
    """What stands at a place is refused, every other part is as it was, and it stays in the file."""
    found = sealed.opened(put(sealed.tables, place, text))
    assert sealed.failures == 1
    assert sealed.without_part(found, place) == sealed.without_part(sealed.whole, place)
    shown = json.dumps(found, ensure_ascii=False)
    if place[-1] == "sealed":  # a rating or a mark, for which no sentence stands; it stays sealed
        assert shown.count(text) == 1
    else:
        assert shown.count(SENTENCE) == 1
        assert not [token for token in tokens_in(shown) if token == text]
    stored = msgspec.json.encode([list(sealed.resealed.days.values()), sealed.resealed.conflicts,
        list(sealed.resealed.custom_entries.values()), sealed.resealed.settings,
        sealed.resealed.undo_steps, sealed.resealed.redo_steps])  # fmt: skip
    assert stored.count(f'"{text}"'.encode()) >= 1


def test_there_are_sealed_words_in_every_place(sealed: Sealed) -> None:
    kinds = {place[-1] for place in sealed.places}
    tables = {place[0] for place in sealed.places}
    assert kinds == {"text", "value", "sealed"}
    assert tables >= {"days", "settings", "conflicts", "undo", "redo", *codec.CUSTOM_TABLES.values()}
    assert len(sealed.places) > 60


def spot(tables: Any, place: Place) -> tuple[str, str, str]:
    """Return the day, part and uid to which a place belongs; of custom entries the uid tells the kind."""
    here, day, uid, part = tables, "", "", [key for key in place if not key.isdigit()][-2]
    for key in place:
        here = here[int(key) if isinstance(here, list) else key]
        if isinstance(here, dict):
            day, uid, part = here.get("day", day), here.get("uid", uid), here.get("part", part)
    return ("", "", uid) if day in ("", "0001-01-01") else (day, part, uid)


def chosen(sealed: Sealed, first: int) -> Iterator[tuple[Place, SealedText]]:
    """Yield the places to try, each with what stands there: all in a long run, and else every sixth."""
    for place, text in list(sealed.places.items())[None if LONG_RUN else first :: 1 if LONG_RUN else 6]:
        token = SealedText.parse(text)
        assert token
        yield place, token


def test_words_in_the_place_of_others_are_refused(sealed: Sealed) -> None:
    everywhere = list(sealed.places.items())
    for number, (place, _) in enumerate(chosen(sealed, 0)):
        others = everywhere if LONG_RUN else everywhere[number :: len(everywhere) // 3]
        for other, text in others:
            if spot(sealed.tables, place) != spot(sealed.tables, other):
                check_refused(sealed, place, text)


def test_words_of_the_same_part_at_another_time_are_refused(sealed: Sealed) -> None:
    for place, token in chosen(sealed, 1):
        if token.at:
            check_refused(sealed, place, str(structs.replace(token, at=str(int(token.at) + 1))))


@pytest.mark.parametrize("end", [-1, -2, -4, -20, 0])
def test_words_that_were_cut_short_or_are_empty_are_refused(sealed: Sealed, end: int) -> None:
    for place, token in chosen(sealed, -end % 6):
        payload = token.payload[:end] if end else "AA"
        check_refused(sealed, place, str(structs.replace(token, payload=payload)))


def test_words_that_were_doubled_are_refused(sealed: Sealed) -> None:
    for place, token in chosen(sealed, 3):
        check_refused(sealed, place, str(structs.replace(token, payload=token.payload * 2)))


def test_words_with_another_id_or_kind_are_refused(sealed: Sealed) -> None:
    for place, token in chosen(sealed, 4):
        check_refused(sealed, place, str(structs.replace(token, id="A" * 22)))
        check_refused(sealed, place, str(structs.replace(token, kind="b")))


def test_words_of_another_key_are_refused(sealed: Sealed, tmp_path: Path) -> None:
    other = Sealed(tmp_path / "other")
    assert other.places.keys() == sealed.places.keys()
    for place, _ in chosen(sealed, 5):
        check_refused(sealed, place, other.places[place])


def test_words_from_a_box_for_another_place_are_refused(sealed: Sealed) -> None:
    public_key = from_base64(sealed.tables["keyring"]["1"]["public_key"])
    for place, token in chosen(sealed, 2):
        bound = msgspec.json.encode(["2026-11-20", "received", "x", token.at, token.id])
        box = to_base64(sodium.put_in_box(b"[%b,%b]" % (bound, b'["tea"]'), public_key))
        check_refused(sealed, place, str(structs.replace(token, kind="b", payload=box)))


# One string, bit by bit.


def flipped(token: str) -> Iterator[str]:
    """Yield the string with one bit flipped, for each that is still text."""
    for number, byte in enumerate(token.encode()):
        for bit in range(8):
            changed = bytearray(token.encode())
            changed[number] = byte ^ 1 << bit
            try:
                text = changed.decode()
            except UnicodeDecodeError:
                continue
            yield text


def test_no_flipped_bit_gives_other_words_or_shows_the_string(sealed: Sealed) -> None:
    journal = journal_of([Day(TODAY, received=(line("tea"),))])
    text = KeySealer(sealed.keys).sealed(journal).day(TODAY).received[0].text
    tried = [wrong for wrong in flipped(text) if is_sealed(wrong)]
    assert len(tried) > 50
    for wrong in tried:
        found = KeySealer(sealed.keys).opened(journal_of([Day(TODAY, received=(line(wrong),))]))
        assert refused(found.day(TODAY).received[0].text), wrong


# Through the file.


@pytest.mark.parametrize("number", [0, 2])
def test_the_other_words_of_the_day_are_read_and_nothing_is_dropped_by_a_save(
    number: int, path: Path
) -> None:
    tables = tables_in(path)
    broken = lines_in(tables)[1]["text"] = lines_in(tables)[number]["text"]
    write_tables(path, tables)
    store = opened(path)
    texts = [line.text for line in store.load().day(TODAY).received]
    assert (texts[0], refused(texts[1]), texts[2]) == ("tea", True, "a walk")
    for change_ in (rest_day, received("more", "v1"), rest_day):
        store.transact(change_)
        assert lines_in(tables_in(path))[1]["text"] == broken
    assert words_in(path) == {"tea", "a walk", "more", texts[1]}


def test_words_that_were_given_another_time_with_all_that_is_beside_them_are_refused(path: Path) -> None:
    tables = tables_in(path)
    line_ = lines_in(tables)[0]
    token = SealedText.parse(line_["text"])
    assert token
    line_["text"] = str(structs.replace(token, at=str(int(token.at) + 1_000_000)))
    line_["updated_at"] = "2026-11-22T07:00:01Z"
    write_tables(path, tables)
    assert refused(opened(path).load().day(TODAY).received[0].text)


def test_a_line_that_is_written_anew_takes_the_place_of_what_could_not_be_opened(path: Path) -> None:
    tables = tables_in(path)
    lines_in(tables)[1]["text"] = lines_in(tables)[0]["text"]
    write_tables(path, tables)

    def rewritten(journal: Journal) -> Journal:
        lines = journal.day(TODAY).received
        again = structs.replace(lines[1], text="scone", updated_at=MORNING.at + timedelta(seconds=1))
        return journal.with_day(structs.replace(journal.day(TODAY), received=(lines[0], again, lines[2])))

    opened(path).transact(rewritten)
    assert words_in(path) == {"tea", "scone", "a walk"}


def test_two_different_strings_of_one_id_both_stay(path: Path) -> None:
    """As when one text was damaged in two ways; both show the same sentence."""
    tables = tables_in(path)
    lines = lines_in(tables)
    text = lines[0]["text"]
    first, second = (f"{text[:-4]}{letter}{text[-3:]}" for letter in "AB")
    lines[0]["text"], lines[1]["text"] = first, second
    write_tables(path, tables)
    opened(path).transact(rest_day)
    assert [line["text"] for line in lines_in(tables_in(path))[:2]] == [first, second]


def test_an_older_state_of_one_line_is_refused_unless_all_of_it_is_put_back(path: Path) -> None:
    old = deepcopy(lines_in(tables_in(path))[0])

    def rewritten(journal: Journal) -> Journal:
        first, *others = journal.day(TODAY).received
        again = structs.replace(first, text="green tea", updated_at=MORNING.at + timedelta(hours=1))
        return journal.with_day(structs.replace(journal.day(TODAY), received=(again, *others)))

    opened(path).transact(rewritten)
    tables = tables_in(path)
    lines_in(tables)[0]["text"] = old["text"]
    write_tables(path, tables)
    assert refused(opened(path).load().day(TODAY).received[0].text)
    lines_in(tables)[0].update(old)
    write_tables(path, tables)
    assert words_in(path) == {"tea", "cake", "a walk"}


def test_what_cannot_be_opened_keeps_the_journal_locked(path: Path) -> None:
    tables = tables_in(path)
    lines_in(tables)[1]["text"] = lines_in(tables)[0]["text"]
    write_tables(path, tables)
    before = path.read_bytes()
    with pytest.raises(UnreadableError, match="can't be opened"):
        locking.unlock_for_good(opened(path), path, FakeClock())
    assert path.read_bytes() == before


def test_a_rating_that_cannot_be_opened_is_no_rating_and_stays(path: Path) -> None:
    opened(path).transact(
        lambda journal: journal.with_day(structs.replace(journal.day(TODAY), energy=Answer(3, MORNING.at)))
    )
    tables = tables_in(path)
    day = tables["days"]["20261122"]
    day["mood_morning"] = dict(day["energy"])
    write_tables(path, tables)
    store = opened(path)
    assert (store.load().day(TODAY).rating("energy"), store.load().day(TODAY).rating("mood_morning")) == (
        3,
        None,
    )
    store.transact(rest_day)
    assert tables_in(path)["days"]["20261122"]["mood_morning"] == day["mood_morning"]


CRAFTED = (
    b"5", b"null", b"true", b'{"0":"tea"}', b'"tea"', b"[]", b"[5]", b'[["tea"]]', b'["tea","cake"]',
    b"[null]", b"1e999", b'["\\ud800"]', b"[" * 2000, b"[", b"", b'["tea"] x',
)  # fmt: skip


@pytest.mark.parametrize("content", CRAFTED, ids=lambda content: content[:12].decode())
@pytest.mark.parametrize("part", ["line", "act", "who", "rating", "conflict", "setting", "draft"])
def test_a_box_that_somebody_else_made_is_refused_whatever_is_in_it(
    part: str, content: bytes, path: Path
) -> None:
    """Anybody who can write the file can make boxes, as the public key is in it."""
    bound = {
        "line": ["2026-11-22", "received", "x"], "act": ["2026-11-22", "acts", "x"],
        "who": ["2026-11-22", "who", ""], "rating": ["2026-11-22", "energy", ""],
        "conflict": ["2026-11-22", "received", "y"], "setting": ["", "settings", ""],
        "draft": ["2026-11-22", "draft note", ""],
    }[part]  # fmt: skip
    at = "" if part in ("setting", "draft") else str(int(MORNING.at.timestamp()) * 1_000_000)
    time, id_ = "2026-11-22T07:00:00Z", "B" * 21 + "A"
    public_key = from_base64(keyring_in(path).public_key)
    data = b"[" + msgspec.json.encode([*bound, at, id_]) + b"," + content + b"]"
    box = str(SealedText("b", id_, at, to_base64(sodium.put_in_box(data, public_key))))
    tables = tables_in(path)
    day, moment = tables["days"]["20261122"], lines_in(tables)[0]["written"]
    entry = {"uid": "x", "text": box, "written": moment, "updated_at": time}
    match part:
        case "line":
            day["received"].append(entry)
        case "act":
            day["acts"] = [{**entry, "state": "done"}]
        case "who":
            day["who"] = {"value": box, "updated_at": time}
        case "rating":
            day["energy"] = {"value": None, "updated_at": time, "sealed": box}
        case "conflict":
            tables["conflicts"] = {
                "1": {"day": "2026-11-22", "part": "received", "uid": "y", "text": box, "updated_at": time}
            }
        case "setting":
            tables["settings"] = {"1": {"sealed": box}}
        case "draft":
            path.with_name("journal.json.drafts").write_text(json.dumps({"2026-11-22": {"note": [box]}}))
    write_tables(path, tables)
    store = opened(path)
    journal = store.load()
    assert {"tea", "cake", "a walk"} <= {line.text for line in journal.day(TODAY).received}
    assert not list(tokens_in(store.drafts()))
    store.transact(rest_day)
    assert {"tea", "cake", "a walk"} <= words_in(path)


# The keyring.

FORGERIES: dict[str, Any] = {  # each sorts after what stands there otherwise, which a merge may go by
    "public_key": to_base64(sodium.public_key_of(b"7" * 32)),
    "salt": "z" * 22,
    "operations": 2,
    "memory": 9216,
    "by_passphrase": "z" * 268,
    "by_recovery_code": "z" * 268,
    "updated_at": "2030-01-01T00:00:00Z",
    "lifted": True,
    "mac": "z" * 43,
}


def test_each_key_of_a_keyring_is_forged() -> None:
    assert FORGERIES.keys() == set(Keyring.__struct_fields__) - {"incomplete"}


def forge(path: Path, **values: Any) -> None:
    tables = tables_in(path)
    tables["keyring"]["1"].update(values)
    write_tables(path, tables)


@pytest.mark.parametrize("name", sorted(FORGERIES.keys() - {"lifted"}))
def test_a_forged_keyring_is_told_and_opens_to_nobody_new(name: str, path: Path) -> None:
    forge(path, **{name: FORGERIES[name]})
    store = without_key(path)
    try:
        store.unlock(PASSPHRASE)
    except WrongPassphraseError:
        assert name in ("salt", "operations", "memory", "by_passphrase")
        return
    assert {line.text for line in store.load().day(TODAY).received} == {"tea", "cake", "a walk"}
    assert "was changed outside kindtui" in store.lock_warning


@pytest.mark.parametrize("name", sorted(FORGERIES.keys() - {"lifted"}))
def test_a_store_that_has_the_key_loses_nothing_by_a_forged_keyring(name: str, path: Path) -> None:
    """It goes on with the keyring it knows, seals what is written, and the passphrase still opens it."""
    store = opened(path)
    before = keyring_in(path)
    forge(path, **{name: FORGERIES[name]})
    assert {line.text for line in store.load().day(TODAY).received} == {"tea", "cake", "a walk"}
    assert "was changed outside kindtui" in store.lock_warning
    store.transact(received("secretly", "v1"))
    assert not find.contains_any(["secretly", "a walk"], path.read_bytes())
    assert words_in(path) == {"tea", "cake", "a walk", "secretly"}
    after = keyring_in(path)
    assert keys.is_genuine(after, store.words.keys)
    assert (after.public_key, after.by_recovery_code) == (before.public_key, before.by_recovery_code)


def take_away(path: Path, how: str) -> Any:
    """Take the lock away by hand, while the words are still sealed; return the keyring there was."""
    tables = tables_in(path)
    keyring = dict(tables["keyring"]["1"])
    if how == "lifted":
        tables["keyring"]["1"]["lifted"] = True
    else:
        del tables["keyring"]
    tables["_meta"]["1"]["schema"] = 1
    write_tables(path, tables)
    return keyring


def put_back(path: Path, keyring: Any) -> None:
    tables = tables_in(path)
    tables["keyring"] = {"1": keyring}
    tables["_meta"]["1"]["schema"] = 2
    write_tables(path, tables)


@pytest.mark.parametrize("has_key", [True, False])
@pytest.mark.parametrize("how", ["lifted", "removed"])
def test_sealed_words_without_their_lock_are_not_shown_lost_or_followed_by_plain_ones(
    how: str, has_key: bool, path: Path
) -> None:
    """Whether such a file is read or refused as a whole; with the key it is an open window that sees it."""
    store = opened(path) if has_key else FileStore(path, FakeClock())
    keyring = take_away(path, how)
    with suppress(StorageError):
        journal = store.load()
        assert store.is_locked or not list(tokens_in(journal.days))
        store.transact(received("secretly", "v1"))
    assert not find.contains_any(["secretly", "a walk"], path.read_bytes())
    put_back(path, keyring)
    assert words_in(path) >= {"tea", "cake", "a walk"}
    assert not [text for text in words_in(path) if list(tokens_in(text))]


@pytest.mark.parametrize("public_key", ["", "!!", "é", "AAAA", "A" * 43, to_base64(b"7" * 33)])
def test_a_public_key_that_is_none_keeps_what_is_written_out_with_a_sentence(
    public_key: str, path: Path
) -> None:
    forge(path, public_key=public_key)
    before = path.read_bytes()
    with pytest.raises(StorageError):
        without_key(path).transact(received("secretly", "v1"))
    assert path.read_bytes() == before
    store = opened(path)
    assert "was changed outside kindtui" in store.lock_warning
    store.transact(received("more", "v1"))
    without_key(path).transact(received("even more", "v2"))
    assert words_in(path) == {"tea", "cake", "a walk", "more", "even more"}


@pytest.mark.parametrize("name", ["salt", "by_passphrase", "by_recovery_code", "mac"])
@pytest.mark.parametrize("value", ["", "!", "é", "AA", "=", "A" * 5000])
def test_a_keyring_of_nonsense_is_a_wrong_passphrase_at_worst(name: str, value: str, path: Path) -> None:
    code = change(path)
    forge(path, **{name: value})
    store = without_key(path)
    for secret in (NEW_PASSPHRASE, code, "wrong"):
        try:
            store.unlock(secret)
        except WrongPassphraseError:
            continue
        assert secret != "wrong"
        assert {line.text for line in store.load().day(TODAY).received} == {"tea", "cake", "a walk"}
        store.words.forget_keys()


def test_boxes_for_a_forged_public_key_stay_where_they_are(path: Path) -> None:
    """Who changed the public key can read what is written until somebody unlocks; that cannot be told."""
    forge(path, public_key=FORGERIES["public_key"])
    without_key(path).transact(received("read by them", "v1"))
    store = opened(path)
    assert "was changed outside kindtui" in store.lock_warning
    texts = {line.uid: line.text for line in store.load().day(TODAY).received}
    assert refused(texts.pop("v1"))
    assert set(texts.values()) == {"tea", "cake", "a walk"}
    box = next(line["text"] for line in lines_in(tables_in(path)) if line["uid"] == "v1")
    store.transact(rest_day)
    assert box in [line["text"] for line in lines_in(tables_in(path))]
    without_key(path).transact(received("not read by them", "v2"))
    assert words_in(path) >= {"tea", "cake", "a walk", "not read by them"}


def test_a_lock_that_was_not_touched_has_no_warning(path: Path) -> None:
    store = opened(path)
    store.transact(rest_day)
    without_key(path).transact(received("more", "v1"))
    assert (store.lock_warning, opened(path).lock_warning) == ("", "")


def test_a_day_without_words_is_not_touched(sealed: Sealed) -> None:
    empty = Journal({TODAY: Day(TODAY, rest=true_answer())})
    assert KeySealer(sealed.keys).sealed(empty).days[TODAY] is empty.days[TODAY]
