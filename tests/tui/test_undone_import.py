"""An import from the shell, taken back with `u` in the app that is open meanwhile."""

from datetime import timedelta
from pathlib import Path

from kindtui.domain.journal.day import Day
from kindtui.exchange import json_file
from tests.cli.program import Program
from tests.support import TODAY, journal_of, line
from tests.tui.harness import OpenApp

YESTERDAY = TODAY - timedelta(days=1)


async def test_u_in_the_app_takes_back_the_import_and_not_something_older(
    open_app: OpenApp, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(json_file.write(journal_of([Day(YESTERDAY, received=(line("Ana waved"),))]), {}))
    program = Program(tmp_path)
    async with open_app() as harness:
        await harness.press("escape", "e")
        await harness.type("tea")
        await harness.press("enter", "enter")
        assert program.run("--data", harness.path, "import", other).status == 0
        await harness.press("escape", "u")
        assert "Undone: you imported a file" in harness.flowing_text
        assert harness.stored_day(20261121).get("received") is None
        assert harness.stored_day()["received"][0]["text"] == "tea"
        await harness.press("f4")
        assert "Ana waved" not in harness.text
