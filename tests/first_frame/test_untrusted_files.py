"""A file that others may have written, or that is not whole, starts the app as without it."""

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui import first_frame
from kindtui.next_start import picture_name
from tests.faults.trial_count import LONG_RUN
from tests.first_frame.starts import Starter, other_file, replaced_by
from tests.first_frame.world import World, first_picture, marked_frame, picture_in

NAMES = (first_frame.FRAMES, first_frame.NEXT_STARTS)
ANOTHER_USER = 65534
MANY_BYTES = 10_000
PRIVATE_FOLDER = 0o700


@pytest.fixture
def world(tmp_path: Path, starter: Starter) -> World:
    """A home of its own, whose next start shows a frame."""
    world = World(tmp_path, starter)
    world.write()
    world.open_app()
    assert picture_in(world.show())
    return world


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory, starter: Starter) -> tuple[World, dict[str, bytes]]:
    """A home whose two files each test puts back first, and what is in them."""
    world = World(tmp_path_factory.mktemp("intact"), starter)
    world.write()
    world.open_app()
    return world, {name: (world.cache / name).read_bytes() for name in NAMES}


def put(world: World, files: Mapping[str, bytes]) -> None:
    """Write these files, which can be trusted."""
    for name, data in files.items():
        other_file(world.cache / name, data)


def link_elsewhere(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


HINDRANCES: dict[str, Callable[[Path], object]] = {
    "readable by the group": lambda file: file.chmod(0o640),
    "readable by others": lambda file: file.chmod(0o604),
    "writable by others": lambda file: file.chmod(0o602),
    "writable by the group": lambda file: file.chmod(0o620),
    "executable": lambda file: file.chmod(0o700),
    "executable by others": lambda file: file.chmod(0o601),
    "a link to a file that would do": link_elsewhere,
    "a link to nothing": replaced_by(lambda file: file.symlink_to("nothing")),
    "a link to itself": replaced_by(lambda file: file.symlink_to(file)),
    "a link to a device": replaced_by(lambda file: file.symlink_to("/dev/zero")),
    "a pipe": replaced_by(lambda file: os.mkfifo(file, 0o600)),
    "a folder": replaced_by(lambda file: file.mkdir(mode=0o700)),
    "missing": Path.unlink,
    "empty": lambda file: os.truncate(file, 0),
    "in a folder that others can write": lambda file: file.parent.chmod(0o702),
    "in a folder that the group can write": lambda file: file.parent.chmod(0o770),
    "in a folder that all can write, with the sticky bit": lambda file: file.parent.chmod(0o1777),
    "in a folder that is none": lambda file: replaced_by(Path.touch)(file.parent),
    "in a folder that is a pipe": lambda file: replaced_by(os.mkfifo)(file.parent),
    "in no folder": lambda file: shutil.rmtree(file.parent),
}


@pytest.mark.parametrize("hindrance", HINDRANCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_cannot_be_trusted_or_read(world: World, name: str, hindrance: str) -> None:
    """Neither the app nor a command minds, and what they write anew is private."""
    HINDRANCES[hindrance](world.cache / name)
    assert picture_in(world.show()) is None
    world.run("log", "received", "Tea from Sam")
    world.open_app(keeps_frames=False)
    file = world.cache / first_frame.NEXT_STARTS
    if file.is_file() and not file.is_symlink() and "folder" not in hindrance:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="others' files can be made by root alone")
@pytest.mark.parametrize("is_folder", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_or_folder_of_somebody_else(world: World, name: str, is_folder: bool) -> None:
    os.chown(world.cache if is_folder else world.cache / name, ANOTHER_USER, -1)
    assert picture_in(world.show()) is None


def test_what_is_written_is_private(world: World) -> None:
    world.run("log", "received", "Tea from Sam")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in world.cache.iterdir()}
    assert modes == dict.fromkeys(NAMES, 0o600)
    assert stat.S_IMODE(world.cache.stat().st_mode) == PRIVATE_FOLDER


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_cut_off_anywhere(intact: tuple[World, dict[str, bytes]], name: str) -> None:
    """What is left shows the whole frame of what is due, or nothing."""
    world, files = intact
    put(world, files)
    data, expected = files[name], first_picture(world, world.start)
    assert picture_in(world.show()) == expected
    edges = [at for mark in (b"\0", b"\0\0") for at in positions(data, mark)]
    lengths = {near for at in edges for near in (at - 1, at, at + 1, at + 2)}
    lengths |= set(range(0, len(data), 1 if LONG_RUN and len(data) < MANY_BYTES else len(data) // 40))
    for length in sorted(lengths & set(range(len(data))))[:: 1 if LONG_RUN else 2]:
        put(world, {name: data[:length]})
        assert picture_in(world.show()) in (None, expected)


def positions(data: bytes, mark: bytes) -> list[int]:
    return [at for at in range(len(data)) if data.startswith(mark, at)]


BYTES = st.binary(max_size=200) | st.lists(
    st.sampled_from(
        (b"\0", b"\0\0", b"=", b"@", b"~", b"+", b" ", b"-", b"0", b"\x1b[31m", b"{}", b"9" * 5000)
    )
).map(b"".join)


@given(name=st.sampled_from(NAMES), data=BYTES)
def test_a_file_of_nonsense(intact: tuple[World, dict[str, bytes]], name: str, data: bytes) -> None:
    world, files = intact
    put(world, {**files, name: data})
    assert picture_in(world.show()) is None


@given(name=st.sampled_from(NAMES), data=st.data())
def test_bytes_that_were_changed_in_a_file(
    intact: tuple[World, dict[str, bytes]], name: str, data: st.DataObject
) -> None:
    """Neither a traceback nor anything that hangs comes of it, and no text of the notes is shown."""
    world, files = intact
    whole = files[name]
    begin = data.draw(st.integers(0, min(len(whole) - 1, 3000)))
    length, new = data.draw(st.integers(0, 40)), data.draw(BYTES)
    put(world, {**files, name: whole[:begin] + new + whole[begin + length :]})
    shown = world.show()
    assert not shown.frame or name == first_frame.FRAMES or picture_in(shown)


@pytest.mark.parametrize(
    "field",
    [
        b"", b"@", b"@ ", b"@0", b"@0 1", b"@0  ", b"@a b c", b"@1e5 2e9 {}", b"@" + b"9" * 5000 + b" 1 {}",
        b"@0 " + b"9" * 5000 + b" {}", b"@-1 -1 {}", b"=", b"= ", b"=-", b"=- ", b"=1:2:3:4:5 /etc/passwd",
        b"=- " + b"a" * 5000, b"=1 \xff\xfe", b"~", b"~-", b"~- \xff", b"+", b"+-", b"+99999999999999999999",
        b"?", b"=1:2:3:4:5 /dev/zero", b"\xf0\x28",
    ],
    ids=lambda field: ascii(field[:20]),
)  # fmt: skip
@pytest.mark.parametrize("is_alone", [False, True])
def test_a_field_that_is_none(intact: tuple[World, dict[str, bytes]], field: bytes, is_alone: bool) -> None:
    """Alone it shows nothing; among what was noted, the frame of what is due, or nothing."""
    world, files = intact
    begin = first_frame.RECORD + os.fsencode(os.path.realpath(world.path)) + first_frame.FIELD
    rest = files[first_frame.NEXT_STARTS].removeprefix(begin)
    assert rest != files[first_frame.NEXT_STARTS]
    fields = field + (first_frame.RECORD if is_alone else first_frame.FIELD + rest)
    put(world, {**files, first_frame.NEXT_STARTS: begin + fields})
    picture = picture_in(world.show())
    assert picture is None or (not is_alone and picture == first_picture(world, world.start))
    world.open_app(keeps_frames=False)


def test_a_note_of_something_else_shows_no_other_text(world: World) -> None:
    """A frame is found by the name of a picture alone, so what is noted never reaches the terminal."""
    file = world.cache / first_frame.NEXT_STARTS
    picture = first_picture(world, world.start)
    assert picture
    data = file.read_bytes().replace(picture_name(picture, {}), b"\x1b]0;title\x07 marmalade")
    put(world, {file.name: data})
    assert world.show().output == b""


def test_a_frame_of_another_size_or_picture_is_not_taken_for_it(world: World) -> None:
    file = world.cache / first_frame.FRAMES
    picture = first_picture(world, world.start)
    assert picture
    own, other = marked_frame(picture, (80, 24)), b"80x2 another"
    put(world, {file.name: file.read_bytes().replace(own, other).replace(b"80x24", b"80x2")})
    assert world.show().output == b""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("nonsense", [b"PWNED " * 500_000, bytes(range(256)) * 200], ids=["huge", "large"])
def test_nonsense_goes_with_the_next_save(world: World, name: str, nonsense: bytes) -> None:
    """Reading and writing it again with every save would take longer than the save."""
    put(world, {name: nonsense})
    world.open_app()
    assert nonsense[:1000] not in (world.cache / name).read_bytes()
    assert picture_in(world.show())
