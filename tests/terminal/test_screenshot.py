"""No picture of a private screen can be asked for from within."""

from pathlib import Path

from textual.pilot import Pilot


async def test_the_palette_offers_no_screenshot(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert {"Screenshot", "Save screenshot"}.isdisjoint(
        command.title for command in app.get_system_commands(app.screen)
    )


async def test_the_screenshot_action_writes_no_file(pilot: Pilot[None], tmp_path: Path) -> None:
    assert pilot.app.deliver_screenshot("picture.svg", str(tmp_path)) is None
    await pilot.app.run_action("screenshot")
    await pilot.pause()
    assert files_in(tmp_path) == []


def files_in(folder: Path) -> list[Path]:
    return [found for found in folder.rglob("*") if found.is_file()]
