"""Copies a text to the clipboard with a program of the system."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

TIMEOUT_SECONDS = 2.0
WSL_PROGRAM = "clip.exe"


async def copy_with_program(text: str) -> bool:
    """Copy `text` with the first program that does, and return whether one did.

    A terminal never says whether it copied what it was asked to; tmux ignores such a request by default.
    """
    for command in _commands():
        data = text.encode("utf-16") if command[0].endswith(WSL_PROGRAM) else text.encode()
        if await _run(command, data):
            return True
    return False


def _commands() -> Iterator[tuple[str, ...]]:
    """Return the commands that can reach a clipboard from here, the nearest first."""
    candidates = [
        ("WAYLAND_DISPLAY", ("wl-copy",)),
        ("DISPLAY", ("xclip", "-selection", "clipboard")),
        ("DISPLAY", ("xsel", "--clipboard", "--input")),
        ("", ("pbcopy",)),
        ("", (WSL_PROGRAM,)),
        ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ]
    for variable, (program, *arguments) in candidates:
        if (not variable or os.environ.get(variable)) and (path := shutil.which(program)):
            yield path, *arguments


async def _run(command: tuple[str, ...], data: bytes) -> bool:
    """Run a program that reads `data`, and return whether it succeeded in time.

    It gets no pipe for its output: wl-copy and xclip live on in the background, and would hold it open.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await process.communicate(data)
    except (TimeoutError, OSError):
        with suppress(ProcessLookupError):
            process.kill()
        return False
    return process.returncode == 0
