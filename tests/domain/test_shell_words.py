"""Paths in the commands that a person copies: a shell reads back what is in them, whatever that is."""

import os
import shlex
import shutil
import subprocess

import pytest

from kindtui.domain.text import printable, shell_word

PLAIN = ("journal.json", "/home/me/my diary", "it's", "ä", "$HOME `id`", "", "~", "a;b")
ODD = ("a\nb\t\x1b[0m1", "\u202e'\\x", os.fsdecode(b"\xff1"), "\x85", "new\nit's\\n")


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_a_shell_reads_back_every_path() -> None:
    words = [shell_word(path) for path in PLAIN + ODD]
    assert [printable(word) for word in words] == words
    assert words[: len(PLAIN)] == [shlex.quote(path) for path in PLAIN]
    done = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {' '.join(words)}"], capture_output=True, check=True
    )
    assert done.stdout == b"".join(os.fsencode(path) + b"\0" for path in PLAIN + ODD)
