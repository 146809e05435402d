"""Checks of one's own: added, answered, reworded, put away and brought back, by keys and on the disk."""

from datetime import timedelta
from itertools import cycle

import pytest
from textual.widgets import Input

from kindtui.tui.widgets.check_list import CheckList
from tests.tui.harness import MORNING, AppHarness, OpenApp

SIZES = [(80, 24), (60, 20), (40, 12)]
TEXTS = {
    "hostile": "[@click=app.quit]x[/] [/ [bold {who}",
    "long": "I may say " + "no " * 120,
    "cjk": "私は六時に帰ります" * 12,
    "emoji": "🤝🏽👩‍👩‍👧" * 20,
    "right to left": "אני יכול לומר לא " * 10,
}


async def add(harness: AppHarness, text: str, script: str = "") -> None:
    """Add a check from the list of Boundaries."""
    await harness.press("a")
    await harness.type(text)
    await harness.press("enter")
    await harness.type(script)
    await harness.press("enter")


async def to(harness: AppHarness, check: str) -> None:
    """Move down to the check with these words, past today's three."""
    checks = harness.app.screen.query_one(CheckList)
    places = [place for place, row in enumerate(checks._rows) if row.text.plain.startswith(check)]
    for _ in range(5 * len(checks._rows)):
        if checks.highlighted == places[-1]:
            return
        await harness.press("down")  # several times for a row that is longer than the window
    pytest.fail(f"no key leads to {check!r}")


async def test_a_adds_a_check_and_saves_its_script(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six", "I have to go now")
        [own] = harness.stored_table("boundaries")
        assert (own["text"], own["script"], set(own)) == (
            "I leave at six", "I have to go now", {"uid", "text", "script", "updated_at"},
        )  # fmt: skip
        assert isinstance(harness.app.focused, CheckList)
        await harness.flush_drafts()
        assert harness.app.state.drafts == {}
    async with open_app() as harness:
        await harness.press("f2")
        await to(harness, "I leave at six")
        assert "My own" in harness.text


async def test_an_own_check_is_answered_like_any_other(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six", 'Say: "I have to go now."')
        uid = harness.stored_table("boundaries")[0]["uid"]
        await to(harness, "I leave at six")
        await harness.press("space")
        assert harness.stored_day()["checks"][uid]["value"] == "holds"
        await harness.press("n")
        assert harness.stored_day()["checks"][uid]["value"] == "not_today"
        assert "I have to go now." in harness.text
        await harness.press("c")
        assert harness.app.clipboard == 'Say: "I have to go now."'


async def test_a_check_without_a_script_cannot_be_copied(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six")
        assert "script" not in harness.stored_table("boundaries")[0]
        await to(harness, "I leave at six")
        await harness.press("n")
        assert "c" not in harness.footer
        await harness.press("c")
        assert "There's nothing to copy here." in harness.text
        assert not harness.app.clipboard


async def test_e_and_x_work_on_own_checks_only(open_app: OpenApp) -> None:
    async with open_app(size=(160, 40)) as harness:
        await harness.press("f2")
        await add(harness, "I leave at six")
        await harness.press("home")
        assert {"e", "x"}.isdisjoint(harness.footer)
        assert harness.footer["a"] == "add my own"
        await harness.press("e", "x")
        assert not harness.app.screen.query(Input)
        await to(harness, "I leave at six")
        assert harness.footer["x"] == "put away"
        await harness.press("x")
        assert harness.stored_table("boundaries")[0]["archived"] is True
        assert "Saved. It's put away." in harness.text


async def test_archived_checks_are_listed_last_and_x_restores_them(open_app: OpenApp) -> None:
    async with open_app(size=(160, 60)) as harness:
        await harness.press("f2")
        await add(harness, "I leave at six", "Bye")
        await to(harness, "I leave at six")
        await harness.press("x", "end")
        assert "My own" not in harness.text
        assert harness.text.index("Put away") < harness.text.index("I leave at six")
        assert {"Space", "n", "c", "Enter"}.isdisjoint(harness.footer)
        await harness.press("space", "n", "enter")
        assert "checks" not in harness.stored_day()
        assert harness.footer["x"] == "bring back"
        await harness.press("x")
        assert "archived" not in harness.stored_table("boundaries")[0]
        assert "Put away" not in harness.text


async def test_e_edits_a_check_and_its_script(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six", "Bye")
        before = harness.stored_table("boundaries")
        await to(harness, "I leave at six")
        await harness.press("e")
        assert harness.app.screen.query_one(Input).value == "I leave at six"
        await harness.type(" sharp")
        await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "Bye"
        await harness.type(" now")
        await harness.press("enter")
        [after] = harness.stored_table("boundaries")
        assert (after["uid"], after["text"], after["script"]) == (
            before[0]["uid"], "I leave at six sharp", "Bye now",
        )  # fmt: skip


async def test_adding_an_archived_check_again_restores_it(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six")
        await to(harness, "I leave at six")
        await harness.press("x")
        await add(harness, "I leave at six")
        [own] = harness.stored_table("boundaries")
        assert "archived" not in own


@pytest.mark.parametrize("words", ["check", "script"])
async def test_esc_and_a_restart_keep_the_draft(words: str, open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2", "a")
        if words == "script":
            await harness.type("I leave at six")
            await harness.press("enter")
        await harness.type("half")
        await harness.press("escape", "a")
        await harness.type(" a")
        await harness.flush_drafts()
    async with open_app(at=MORNING + timedelta(days=3)) as harness:
        assert "You started something" not in harness.text
        await harness.press("f2", "a")
        if words == "script":
            await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "half a"
        await harness.press("enter")
        await harness.press(*([] if words == "script" else ["enter"]))
        assert "half a" in harness.stored_table("boundaries")[0].values()
        await harness.flush_drafts()
    async with open_app() as harness:
        assert harness.app.state.drafts == {}


async def test_undo_of_a_new_check_restores_its_text_as_a_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six", "Bye")
        await harness.flush_drafts()
    async with open_app() as harness:
        await harness.press("f2", "u")
        assert "Undone: you added a check of your own. Press U to redo it." in harness.text
        assert [own["text"] for own in harness.stored_table("boundaries")] == [""]
        await harness.press("end")
        assert "My own" not in harness.text
        await harness.press("a")
        assert harness.app.screen.query_one(Input).value == "I leave at six"
        await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "Bye"
        await harness.press("enter")
        assert harness.stored_table("boundaries")[-1]["script"] == "Bye"
        await harness.press("a")
        assert harness.app.screen.query_one(Input).value == ""


async def test_undo_restores_an_archived_check(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "I leave at six")
        await to(harness, "I leave at six")
        await harness.press("x", "u")
        assert "archived" not in harness.stored_table("boundaries")[0]


async def test_a_check_that_cannot_be_saved_stays_a_draft(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f2")
        await add(harness, "first")
        harness.path.parent.chmod(0o500)
        harness.app.session.store.read_only_reason = "No room."
        await add(harness, "second", "Bye")
        assert "No room." in harness.text
        harness.path.parent.chmod(0o700)
        harness.app.session.store.read_only_reason = ""
        await harness.press("a")
        assert harness.app.screen.query_one(Input).value == "second"
        await harness.press("enter")
        assert harness.app.screen.query_one(Input).value == "Bye"
        await harness.press("enter")
        assert [own["text"] for own in harness.stored_table("boundaries")] == ["first", "second"]


@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize(("name", "size"), zip(TEXTS, cycle(SIZES), strict=False))
async def test_text_of_any_script_fits_and_is_saved(
    name: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    from rich.cells import cell_len

    text = TEXTS[name].strip()
    async with open_app(size=size) as harness:
        await harness.press("f2", "a")
        for _ in range(2):
            harness.app.screen.query_one(Input).value = text + "\x1b]52;c;AAAA\x07\u202e"
            assert all(cell_len(line) <= size[0] for line in harness.screen)
            await harness.press("enter")
        [own] = harness.stored_table("boundaries")
        assert own["text"] == own["script"] == text
        await to(harness, text[:8])
        await harness.press("n")
        assert text[:6] in harness.text
        assert "\x1b" not in harness.text
        assert all(cell_len(line) <= size[0] for line in harness.screen)
        assert harness.screen[-1].strip()


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_and_its_field_are_visible(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f2", "end", "a")
        await harness.type("typed")
        assert "What do I want to stick to?" in harness.text
        assert "typed" in harness.text
