"""No frame is shown in other surroundings than those it was painted for."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kindtui import first_frame
from kindtui.cli.command_list import COMMANDS
from tests.first_frame.starts import Start, Starter, other_file
from tests.first_frame.world import World, picture_in

NAMES = (
    "TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANG", "LC_ALL",
    "LC_CTYPE", "LC_TIME", "TZ", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "KINDTUI_THEME", "KINDTUI_PASSPHRASE_COMMAND", "TEXTUAL_ANIMATIONS",
    "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "TEXTUAL_DISABLE_KITTY_KEY",
)  # fmt: skip
OTHER_NAMES = st.builds(
    "{}{}".format,
    st.sampled_from(("TEXTUAL_", "LC_", "KINDTUI_", "XDG_")),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", min_size=1, max_size=12),
)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        ("", "0", "1", "dumb", "C", "de_DE.UTF-8", "truecolor", "tmux-256color", "Europe/Berlin")
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
)
FOLDERS = ("", "domain", "tui", "tui/screens", "tui/widgets", "assets", "../assets/content/texts")
FEW = settings(max_examples=max(settings().max_examples // 3, 1))
LONGEST_TRADE = 300  # letters between two that change places


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, starter: Starter) -> World:
    """The same with every variable set that may change the look."""
    home = tmp_path_factory.mktemp("full")
    variables = dict.fromkeys(NAMES, "1") | {"TERM": "xterm-direct", "LANG": "C.UTF-8", "TZ": "Asia/Tokyo"}
    folders = {name: str(home / name) for name in NAMES if name.startswith("XDG") or name == "HOME"}
    world = World(home, starter, variables=variables | folders)
    world.write()
    world.open_app()
    return world


def with_variable(start: Start, name: str, value: str | None) -> Start:
    environment = {**start.environment, name: value or ""}
    if value is None:
        del environment[name]
    return replace(start, environment=environment)


def test_a_start_as_before_shows_a_frame_of_what_is_due(prepared: World, full: World) -> None:
    for world in (prepared, full):
        picture = picture_in(world.show())
        assert picture is not None
        assert picture.step == "who"


@given(name=st.sampled_from(NAMES) | OTHER_NAMES, value=VALUES, is_full=st.booleans())
def test_another_variable_of_the_environment(
    prepared: World, full: World, name: str, value: str | None, is_full: bool
) -> None:
    world = full if is_full else prepared
    assume(name not in ("KINDTUI_DATA", "KINDTUI_NOW") and value != world.start.environment.get(name))
    assert picture_in(world.show(with_variable(world.start, name, value))) is None


@pytest.mark.parametrize("name", ["PATH", "EDITOR", "PWD", "SHLVL", "_", "OLDPWD", "DISPLAY"])
def test_a_variable_that_changes_nothing_is_not_looked_at(prepared: World, name: str) -> None:
    assert picture_in(prepared.show(with_variable(prepared.start, name, "/another")))


def test_letters_that_trade_places_are_another_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def surroundings(value: str) -> bytes:
        return first_frame.surroundings({"TEXTUAL_THEME": value})

    same = [
        between
        for between in range(LONGEST_TRADE)
        if surroundings(f"a{'-' * between}b") == surroundings(f"b{'-' * between}a")
    ]
    assert same == []


@FEW
@given(
    columns=st.integers(1, 300) | st.sampled_from((79, 80, 81)),
    rows=st.integers(1, 120) | st.sampled_from((23, 24, 25)),
)
def test_another_size_of_the_window(prepared: World, columns: int, rows: int) -> None:
    assume((columns, rows) != prepared.start.size)
    assert picture_in(prepared.show(replace(prepared.start, columns=columns, rows=rows))) is None


def test_a_terminal_without_a_size(prepared: World) -> None:
    assert picture_in(prepared.show(replace(prepared.start, columns=0, rows=0))) is None


def test_each_size_has_its_own_frame(tmp_path: Path, starter: Starter) -> None:
    world = World(tmp_path, starter)
    sizes = (80, 24), (24, 80), (120, 40)
    for columns, rows in sizes:
        world.open_app(replace(world.start, columns=columns, rows=rows))
    for columns, rows in sizes:
        assert picture_in(world.show(replace(world.start, columns=columns, rows=rows)), (columns, rows))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--demo"], ["--help"], ["-h"], ["--version"], ["--data"], ["--data", ""], ["--data", "."],
        ["--data", "data/other.json"], ["--data=data/journal.json", "--demo"],
        ["--data", "data/journal.json", "--demo"], ["--demo", "--data", "data/journal.json"],
        ["--data", "data/journal.json", "status"], ["status", "--data", "data/journal.json"],
        ["--data", "data/../../data/journal.json"], ["--"], ["no such command"], [""],
        *([*name.split()] for name in COMMANDS),
    ],
    ids=" ".join,
)  # fmt: skip
def test_other_arguments(prepared: World, arguments: list[str]) -> None:
    start = with_variable(prepared.start, "KINDTUI_DATA", None)
    assert picture_in(prepared.show(start))
    assert picture_in(prepared.show(replace(start, arguments=tuple(arguments)))) is None


@pytest.mark.parametrize(
    "named", ["data/journal.json", "./data/../data/journal.json", "{home}/data/journal.json"]
)
def test_the_same_journal_by_another_way_to_name_it(prepared: World, named: str) -> None:
    start = replace(prepared.start, arguments=("--data", named.format(home=prepared.home)))
    assert picture_in(prepared.show(with_variable(start, "KINDTUI_DATA", None)))


@FEW
@given(named=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_another_journal(prepared: World, named: str) -> None:
    start = with_variable(prepared.start, "KINDTUI_DATA", named)
    assert picture_in(prepared.show(start)) is None


def test_a_link_that_leads_to_another_journal(tmp_path: Path, starter: Starter) -> None:
    world = World(tmp_path, starter)
    link = tmp_path / "link.json"
    link.symlink_to(world.path)
    start = with_variable(world.start, "KINDTUI_DATA", str(link))
    world.open_app(start)
    assert picture_in(world.show(start))
    link.unlink()
    link.symlink_to(other_file(tmp_path / "other.json", b""))
    assert picture_in(world.show(start)) is None


@pytest.fixture
def installed(tmp_path: Path, starter: Starter) -> tuple[World, Start]:
    """A prepared home, and a start of a kindtui that is installed there."""
    package, packages = tmp_path / "lib" / "kindtui", [tmp_path / "lib", tmp_path / "more"]
    for folder in FOLDERS:
        (package / folder).mkdir(parents=True, exist_ok=True)
    packages[1].mkdir()
    world = World(tmp_path, starter)
    start = replace(
        world.start,
        executable="/usr/bin/python3",
        package=str(package),
        python_path=("", *map(str, packages)),
    )
    world.open_app(start)
    assert picture_in(world.show(start))
    return world, start


@pytest.mark.parametrize("folder", FOLDERS)
def test_another_version_in_the_same_place(installed: tuple[World, Start], folder: str) -> None:
    world, start = installed
    Path(start.package, folder, "new").touch()
    assert picture_in(world.show(start)) is None


def test_a_library_that_was_upgraded(installed: tuple[World, Start]) -> None:
    world, start = installed
    Path(start.python_path[2], "textual-9.dist-info").mkdir()
    assert picture_in(world.show(start)) is None


@FEW
@given(executable=st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_another_python(prepared: World, executable: str) -> None:
    assume(executable != prepared.start.executable)
    assert picture_in(prepared.show(replace(prepared.start, executable=executable))) is None


@FEW
@given(package=st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_another_installation(prepared: World, package: str) -> None:
    assume(package != prepared.start.package)
    assert picture_in(prepared.show(replace(prepared.start, package=package))) is None


@FEW
@given(data=st.data())
def test_another_path_of_modules(prepared: World, data: st.DataObject) -> None:
    before = prepared.start.python_path[1:]
    more = data.draw(st.lists(st.sampled_from(("/opt", "/nowhere", "lib")), max_size=2))
    after = tuple(data.draw(st.permutations([*before, *more])))
    after = after[: data.draw(st.integers(0, len(after)))]
    assume(after != before)
    assert picture_in(prepared.show(replace(prepared.start, python_path=("", *after)))) is None
