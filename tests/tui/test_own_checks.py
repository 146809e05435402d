"""Checks of one's own: added, answered, reworded, put away and brought back, by keys and on the disk."""

from datetime import timedelta

import pytest
from seat import MORNING, Seat, Sit
from textual.widgets import Input

from kindtui.tui.widgets.check_list import CheckList
from kindtui.tui.widgets.key_bar import KeyBar

SIZES = [(80, 24), (60, 20), (40, 12)]
TEXTS = {
    "hostile": "[@click=app.quit]x[/] [/ [bold {who}",
    "long": "I may say " + "no " * 120,
    "cjk": "私は六時に帰ります" * 12,
    "emoji": "🤝🏽👩‍👩‍👧" * 20,
    "right to left": "אני יכול לומר לא " * 10,
}


async def add(seat: Seat, text: str, script: str = "") -> None:
    """Add a check from the list of Boundaries."""
    await seat.press("a")
    await seat.type(text)
    await seat.press("enter")
    await seat.type(script)
    await seat.press("enter")


async def to(seat: Seat, check: str) -> None:
    """Move down to the check with these words, past today's three."""
    checks = seat.app.screen.query_one(CheckList)
    places = [place for place, row in enumerate(checks._rows) if row.text.plain.startswith(check)]
    rows = [place for place, row in enumerate(checks._rows) if row.id]
    steps = (rows.index(places[-1]) - rows.index(checks.highlighted or rows[0])) % len(rows)
    await seat.press(*["down"] * steps)


def keys(seat: Seat) -> dict[str, str]:
    return {key: meaning for key, meaning, *_ in seat.app.screen.query_one(KeyBar).keys}


async def test_a_adds_a_check_with_its_words_and_it_is_on_the_disk(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six", "I have to go now")
        [own] = seat.table("boundaries")
        assert (own["text"], own["script"], set(own)) == (
            "I leave at six", "I have to go now", {"uid", "text", "script", "updated_at"},
        )  # fmt: skip
        assert isinstance(seat.app.focused, CheckList)
        await seat.keep_drafts()
        assert seat.app.state.drafts == {}
    async with sit() as seat:
        await seat.press("f2")
        await to(seat, "I leave at six")
        assert "My own" in seat.text


async def test_an_own_check_is_answered_like_any_other(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six", 'Say: "I have to go now."')
        uid = seat.table("boundaries")[0]["uid"]
        await to(seat, "I leave at six")
        await seat.press("space")
        assert seat.day()["checks"][uid]["value"] == "holds"
        await seat.press("n")
        assert seat.day()["checks"][uid]["value"] == "not_today"
        assert "I have to go now." in seat.text
        await seat.press("c")
        assert seat.app.clipboard == 'Say: "I have to go now."'


async def test_without_words_there_is_nothing_to_copy(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six")
        assert "script" not in seat.table("boundaries")[0]
        await to(seat, "I leave at six")
        await seat.press("n")
        assert "c" not in seat.app.screen.active_bindings
        await seat.press("up", "up")
        assert "c" in seat.app.screen.active_bindings


async def test_e_and_x_are_offered_on_own_checks_alone(sit: Sit) -> None:
    async with sit(size=(160, 40)) as seat:
        await seat.press("f2")
        await add(seat, "I leave at six")
        await seat.press("home")
        assert {"e", "x"}.isdisjoint(keys(seat))
        assert keys(seat)["a"] == "add my own"
        await seat.press("e", "x")
        assert not seat.app.screen.query(Input)
        await to(seat, "I leave at six")
        assert keys(seat)["x"] == "put away"
        await seat.press("x")
        assert seat.table("boundaries")[0]["archived"] is True
        assert "Saved. Put away." in seat.text


async def test_what_was_put_away_is_listed_last_and_x_brings_it_back(sit: Sit) -> None:
    async with sit(size=(160, 60)) as seat:
        await seat.press("f2")
        await add(seat, "I leave at six", "Bye")
        await to(seat, "I leave at six")
        await seat.press("x", "end")
        assert "My own" not in seat.text
        assert seat.text.index("Put away") < seat.text.index("I leave at six")
        assert {"Space", "n", "c", "Enter"}.isdisjoint(keys(seat))
        await seat.press("space", "n", "enter")
        assert "checks" not in seat.day()
        assert keys(seat)["x"] == "bring back"
        await seat.press("x")
        assert "archived" not in seat.table("boundaries")[0]
        assert "Put away" not in seat.text


async def test_e_changes_its_words(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six", "Bye")
        before = seat.table("boundaries")
        await to(seat, "I leave at six")
        await seat.press("e")
        assert seat.app.screen.query_one(Input).value == "I leave at six"
        await seat.type(" sharp")
        await seat.press("enter")
        assert seat.app.screen.query_one(Input).value == "Bye"
        await seat.type(" now")
        await seat.press("enter")
        [after] = seat.table("boundaries")
        assert (after["uid"], after["text"], after["script"]) == (
            before[0]["uid"], "I leave at six sharp", "Bye now",
        )  # fmt: skip


async def test_the_same_words_again_are_the_same_check_brought_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six")
        await to(seat, "I leave at six")
        await seat.press("x")
        await add(seat, "I leave at six")
        [own] = seat.table("boundaries")
        assert "archived" not in own


@pytest.mark.parametrize("words", ["check", "script"])
async def test_esc_and_a_restart_keep_the_draft(words: str, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2", "a")
        if words == "script":
            await seat.type("I leave at six")
            await seat.press("enter")
        await seat.type("half")
        await seat.press("escape", "a")
        await seat.type(" a")
        await seat.keep_drafts()
    async with sit(at=MORNING + timedelta(days=3)) as seat:
        assert "You were writing" not in seat.text
        await seat.press("f2", "a")
        if words == "script":
            await seat.press("enter")
        assert seat.app.screen.query_one(Input).value == "half a"
        await seat.press("enter")
        await seat.press(*([] if words == "script" else ["enter"]))
        assert "half a" in seat.table("boundaries")[0].values()
        await seat.keep_drafts()
    async with sit() as seat:
        assert seat.app.state.drafts == {}


async def test_undo_of_a_new_check_gives_its_words_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six", "Bye")
        await seat.keep_drafts()
    async with sit() as seat:
        await seat.press("f2", "u")
        assert "Undone: the check of your own." in seat.text
        assert [own["text"] for own in seat.table("boundaries")] == [""]
        await seat.press("end")
        assert "My own" not in seat.text
        await seat.press("a")
        assert seat.app.screen.query_one(Input).value == "I leave at six"
        await seat.press("enter")
        assert seat.app.screen.query_one(Input).value == "Bye"
        await seat.press("enter")
        assert seat.table("boundaries")[-1]["script"] == "Bye"
        await seat.press("a")
        assert seat.app.screen.query_one(Input).value == ""


async def test_undo_of_putting_away_brings_back(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "I leave at six")
        await to(seat, "I leave at six")
        await seat.press("x", "u")
        assert "archived" not in seat.table("boundaries")[0]


async def test_what_cannot_be_saved_stays_a_draft(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f2")
        await add(seat, "first")
        seat.path.parent.chmod(0o500)
        seat.app.session.store.warning = "No room."
        await add(seat, "second", "Bye")
        assert "No room." in seat.text
        seat.path.parent.chmod(0o700)
        seat.app.session.store.warning = ""
        await seat.press("a")
        assert seat.app.screen.query_one(Input).value == "second"
        await seat.press("enter")
        assert seat.app.screen.query_one(Input).value == "Bye"
        await seat.press("enter")
        assert [own["text"] for own in seat.table("boundaries")] == ["first", "second"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TEXTS)
async def test_words_of_any_script_fit_and_are_kept(name: str, size: tuple[int, int], sit: Sit) -> None:
    from rich.cells import cell_len

    text = TEXTS[name].strip()
    async with sit(size=size) as seat:
        await seat.press("f2", "a")
        for _ in range(2):
            seat.app.screen.query_one(Input).value = text + "\x1b]52;c;AAAA\x07\u202e"
            assert all(cell_len(line) <= size[0] for line in seat.screen)
            await seat.press("enter")
        [own] = seat.table("boundaries")
        assert own["text"] == own["script"] == text
        await to(seat, text[:8])
        await seat.press("n")
        assert text[:6] in seat.text
        assert "\x1b" not in seat.text
        assert all(cell_len(line) <= size[0] for line in seat.screen)
        assert seat.screen[-1].strip()


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_and_its_field_are_in_sight(size: tuple[int, int], sit: Sit) -> None:
    async with sit(size=size) as seat:
        await seat.press("f2", "end", "a")
        await seat.type("typed")
        assert "What is to hold for me?" in seat.text
        assert "typed" in seat.text
