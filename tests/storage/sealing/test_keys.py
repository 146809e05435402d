"""Passphrases and recovery codes: what opens a lock, in whatever form it is typed, and what shows of them."""

import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from nacl import bindings
from rich.pretty import pretty_repr

from kindtui.domain.journal.keyring import Keyring
from kindtui.storage.sealing import keys, sodium
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Keys, Lock, WrongPassphraseError
from kindtui.storage.sealing.recovery_code import CODE_BYTES, format_code, parse_code
from kindtui.storage.sealing.sealer import BoxSealer
from kindtui.storage.sealing.seals import KeySeal
from kindtui.storage.sealing.sodium import from_base64, to_base64
from tests.storage.sealing.lock_helpers import PASSPHRASE, lock, opened, write_lines
from tests.support import MORNING

SURROGATE = chr(0xD83D)  # half of a character
CODES = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES)
SPACES = ("", "", "", "-", " ", " - ", "  ")
LOOK_ALIKES = {"0": "oO0", "1": "iIlL1"}


def typed(code: str, rng: Random) -> str:
    """A code as somebody may type it: in either case, spaced in any way, with letters that look alike."""
    text = rng.choice(SPACES)
    for letter in code.replace("-", ""):
        text += rng.choice(LOOK_ALIKES.get(letter, letter + letter.lower()))
        text += rng.choice(SPACES)
    return text


@given(CODES, st.randoms(use_true_random=True))
def test_a_recovery_code_is_read_however_it_is_typed(data: bytes, rng: Random) -> None:
    code = format_code(data)
    assert parse_code(code) == data
    assert parse_code(typed(code, rng)) == data


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u2009", "\n"])
def test_a_recovery_code_may_have_other_spaces_as_a_copy_from_a_page_has(space: str) -> None:
    data = b"7" * CODE_BYTES
    assert parse_code(format_code(data).replace("-", space)) == data


@given(CODES)
def test_a_code_is_eight_groups_of_four_letters_none_of_which_is_mistaken(data: bytes) -> None:
    groups = format_code(data).split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert not set("".join(groups)) & set("ILOUilou")


@given(st.text() | st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", min_size=30, max_size=40))
def test_any_other_text_is_no_code_or_one_that_gives_the_same_bytes_again(text: str) -> None:
    data = parse_code(text)
    assert data is None or parse_code(format_code(data)) == data


def made(passphrase: str) -> Lock:
    return keys.make_lock(passphrase, MORNING.at)


@given(st.text(min_size=1, max_size=40))
def test_any_passphrase_opens_its_lock_in_both_forms_of_unicode(passphrase: str) -> None:
    made_lock = made(passphrase)
    for form in ("NFC", "NFD"):
        assert keys.unlock(made_lock.keyring, normalize(form, passphrase)) == made_lock.keys
    assert keys.unlock(made(normalize("NFD", passphrase)).keyring, normalize("NFC", passphrase))


SLIPS: tuple[Callable[[str], str], ...] = (
    str.swapcase, str.casefold, str.strip, lambda text: f"{text} ", lambda text: f" {text}",
    lambda text: text[:-1], lambda text: text[1:], lambda text: text[::-1], lambda text: text * 2,
    lambda text: normalize("NFKC", text),
)  # fmt: skip


@given(st.text(max_size=20), st.sampled_from(SLIPS) | st.text(max_size=20).map(lambda text: lambda _: text))
def test_no_other_passphrase_opens_it(passphrase: str, slip: Callable[[str], str]) -> None:
    if normalize("NFC", slip(passphrase)) != normalize("NFC", passphrase):
        with pytest.raises(WrongPassphraseError):
            keys.unlock(made(passphrase).keyring, slip(passphrase))


@given(st.randoms(use_true_random=True))
def test_the_code_opens_it_however_it_is_typed(rng: Random) -> None:
    made_lock = made(PASSPHRASE)
    assert keys.unlock(made_lock.keyring, typed(made_lock.recovery_code, rng)) == made_lock.keys


def test_the_code_of_another_lock_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError):
        keys.unlock(made(PASSPHRASE).keyring, made(PASSPHRASE).recovery_code)


def test_a_passphrase_that_looks_like_a_code_is_a_passphrase() -> None:
    passphrase = format_code(b"7" * CODE_BYTES)
    made_lock = made(passphrase)
    assert (
        keys.unlock(made_lock.keyring, passphrase)
        == keys.unlock(made_lock.keyring, made_lock.recovery_code)
        == made_lock.keys
    )


@pytest.mark.parametrize("secret", ["", "\x00", "a\x00b", "\udcff", SURROGATE, "x" * 100_000, "\U0010ffff"])
def test_a_strange_passphrase_is_a_wrong_one_or_works(secret: str) -> None:
    """A terminal gives bytes that are not UTF-8 as lone surrogates, and so may a clipboard."""
    with pytest.raises(WrongPassphraseError):
        keys.unlock(made(PASSPHRASE).keyring, secret)
    made_lock = made(secret)
    assert keys.unlock(made_lock.keyring, secret) == made_lock.keys


def test_after_a_change_the_old_ones_open_nothing_and_the_keys_are_the_same() -> None:
    made_lock = made(PASSPHRASE)
    new = keys.change_passphrase(made_lock.keyring, made_lock.keys, "another", MORNING.at)
    assert new.keys == made_lock.keys
    assert new.recovery_code != made_lock.recovery_code
    assert (
        keys.unlock(new.keyring, "another") == keys.unlock(new.keyring, new.recovery_code) == made_lock.keys
    )
    for old in (PASSPHRASE, made_lock.recovery_code):
        with pytest.raises(WrongPassphraseError):
            keys.unlock(new.keyring, old)
    assert new.keyring.has_key_of(made_lock.keyring)


def test_no_two_locks_have_anything_in_common() -> None:
    one, other = made(PASSPHRASE), made(PASSPHRASE)
    for name in ("public_key", "salt", "by_passphrase", "by_recovery_code", "mac"):
        assert getattr(one.keyring, name) != getattr(other.keyring, name)
    four = [getattr(each.keys, name) for each in (one, other) for name in Keys.__struct_fields__]
    assert len(set(four)) == 8
    assert {len(key) for key in four} == {32}
    assert not one.keyring.has_key_of(other.keyring)


# A changed keyring.


def test_a_keyring_with_anything_changed_but_the_work_that_is_left_is_not_genuine() -> None:
    made_lock = made(PASSPHRASE)
    assert keys.is_genuine(made_lock.keyring, made_lock.keys)
    assert keys.is_genuine(structs.replace(made_lock.keyring, incomplete=True), made_lock.keys)
    for name in set(Keyring.__struct_fields__) - {"incomplete"}:
        value = getattr(made_lock.keyring, name)
        other = {str: f"{value}A", int: 9, bool: True}.get(type(value), MORNING.at.replace(year=2030))
        assert not keys.is_genuine(structs.replace(made_lock.keyring, **{name: other}), made_lock.keys), name
    assert not keys.is_genuine(made_lock.keyring, made(PASSPHRASE).keys)


@given(st.binary(max_size=80))
def test_bytes_have_one_form_as_text(data: bytes) -> None:
    text = to_base64(data)
    assert from_base64(text) == data
    for other in (
        f"{text}=",
        f"{text}\n",
        f" {text}",
        f"{text}A" if len(text) % 4 == 0 else f"{text[:-1]}\u00e9",
    ):
        with pytest.raises(sodium.SealError):
            from_base64(other)


# What shows of keys.


def everything_that_shows(value: object) -> str:
    """What `print`, a log and a traceback show of a value."""
    return "\n".join([repr(value), str(value), f"{value}{value!r}"])


@pytest.mark.parametrize("show", [everything_that_shows, pretty_repr], ids=["Python", "Rich"])
def test_no_key_code_or_passphrase_shows_wherever_a_value_is_printed(show: Callable[[object], str]) -> None:
    """Textual prints the values in a traceback as Rich shows them."""
    made_lock = made(PASSPHRASE)
    secrets = [getattr(made_lock.keys, name) for name in Keys.__struct_fields__]
    values = [
        made_lock, made_lock.keys, [made_lock], {"keys": made_lock.keys}, KeySealer(made_lock.keys),
        KeySeal(made_lock.keys), BoxSealer(made_lock.keyring), WrongPassphraseError(),
    ]  # fmt: skip
    for value in values:
        shown = show(value)
        assert PASSPHRASE not in shown
        assert made_lock.recovery_code not in shown
        for secret in secrets:
            assert repr(secret)[2:-1] not in shown
            assert to_base64(secret) not in shown


def test_no_secret_shows_in_an_error() -> None:
    secret = "wrong" + " secret"  # not in a line of this file
    with pytest.raises(WrongPassphraseError) as raised:
        keys.unlock(made(PASSPHRASE).keyring, secret)
    assert secret not in "".join(traceback.format_exception(raised.value))
    assert secret not in everything_that_shows(raised.value)


def test_a_store_shows_no_key(path: Path) -> None:
    write_lines(path, "tea")
    lock(path)
    store = opened(path)
    secrets = [getattr(store.words.keys, name) for name in Keys.__struct_fields__]
    for value in (store, store.words, store.words.sealer):
        shown = everything_that_shows(value)
        assert not [secret for secret in secrets if repr(secret)[2:-1] in shown]


# What it costs.


def test_a_new_lock_costs_at_least_what_libsodium_calls_moderate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "Cost", type(keys.Cost()))  # that of the program, not of these tests
    derived: list[tuple[int, int]] = []

    def derive(passphrase: bytes, salt: bytes, operations: int, memory: int) -> bytes:
        derived.append((operations, memory))
        return b"7" * 32

    monkeypatch.setattr(sodium, "derive_key", derive)
    made_lock = keys.make_lock(PASSPHRASE, MORNING.at)
    again = keys.change_passphrase(made_lock.keyring, made_lock.keys, "another", MORNING.at)
    for keyring in (made_lock.keyring, again.keyring):
        assert keyring.operations >= bindings.crypto_pwhash_argon2id_OPSLIMIT_MODERATE == 3
        assert keyring.memory >= bindings.crypto_pwhash_argon2id_MEMLIMIT_MODERATE == 256 * 2**20
        assert len(from_base64(keyring.salt)) == bindings.crypto_pwhash_SALTBYTES
    assert derived == [(made_lock.keyring.operations, made_lock.keyring.memory)] * 2


def test_what_a_file_may_ask_for_has_limits() -> None:
    document = msgspec.to_builtins(made(PASSPHRASE).keyring)
    for name, value in (("operations", 0), ("operations", 2**31), ("memory", 0), ("memory", 2**40)):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({**document, name: value}, Keyring)


def test_a_key_is_derived_as_libsodium_derives_it() -> None:
    derived = sodium.derive_key("p\u00e4ss".encode(), b"7" * 16, 1, 8192)
    expected = bindings.crypto_pwhash_alg(
        32, "p\u00e4ss".encode(), b"7" * 16, 1, 8192, bindings.crypto_pwhash_ALG_ARGON2ID13
    )
    assert derived == expected
