"""Settings from outside: the defaults file and KINDTUI_THEME."""

import pytest

from kindtui.cli.provided import read_provided
from tests.cli.defaults_files import provide
from tests.cli.program import Program

THEMES = "dark, light, dusk, high_contrast or terminal"


def test_the_defaults_file_counts_for_what_nobody_touched(program: Program) -> None:
    path = provide(program, b'theme = "dusk"\njar = false\n')
    outcome = program.run("settings")
    assert (outcome.status, outcome.err) == (0, "")
    assert "Theme: dusk (from defaults.toml)" in outcome.out
    assert "Kindness jar: off (from defaults.toml)" in outcome.out
    program.run("log", "received", "tea")
    assert b"dusk" not in program.data.read_bytes() + program.run("export").out.encode()
    assert path.read_bytes() == b'theme = "dusk"\njar = false\n'


def test_the_theme_of_the_environment_wins(program: Program) -> None:
    provide(program, b'theme = "dusk"\n')
    program.extra_environment["KINDTUI_THEME"] = "High-contrast"
    assert "Theme: high contrast (from KINDTUI_THEME)" in program.run("settings").out


def test_an_unknown_theme_is_a_remark_where_the_theme_matters(program: Program) -> None:
    program.extra_environment["KINDTUI_THEME"] = "pink"
    outcome = program.run("settings")
    assert outcome.status == 0
    assert (
        outcome.err
        == f"kindtui: KINDTUI_THEME isn't used, because it takes {THEMES}; correct it or unset it.\n"
    )
    assert program.run("status").err == ""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"theme = dusk", "it isn't valid TOML at line 1, column 9"),
        (b"caf\xe9 = 1", "it isn't in UTF-8"),
        (b'them = "dusk"', "there's no setting them (did you mean theme?)"),
        (b"updated_at = 1", "there's no setting updated_at"),
        (b'theme = "pink"', f"theme takes {THEMES}"),
        (b"scales = 1", "scales takes false or true"),
        (b"day_start = true", "day_start takes a number from 0 to 23"),
        (b"grace = 7", "grace takes a number from 0 to 6"),
        (b"keys = 3", 'keys takes a table such as "today.done" = "w"'),
    ],
)
def test_a_file_with_a_mistake_is_left_out_as_a_whole(content: bytes, problem: str, program: Program) -> None:
    path = provide(program, b"jar = false\n" + content if b"\xe9" in content else content)
    provided = read_provided({"HOME": str(program.home)}, with_files=True, with_theme=True)
    assert provided.settings.defaults == {}
    assert provided.problems == (f"{path} isn't used, because {problem}; correct it or delete it.",)


def test_a_persons_file_wins_over_that_of_the_system(program: Program) -> None:
    provide(program, b"\xef\xbb\xbfgrace = 0\n")
    system = program.home / "etc"
    provide(program, 'grace = 5\ntheme = "light"\n', system / "kindtui" / "defaults.toml")
    environment = {"HOME": str(program.home), "XDG_CONFIG_DIRS": f"relative:{system}"}
    provided = read_provided(environment, with_files=True, with_theme=True)
    assert provided.settings.defaults == {"grace": 0, "theme": "light"}
