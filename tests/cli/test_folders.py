"""Where the journal is without `--data`: the same folder that platformdirs names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kindtui.cli.folders import user_data_folder

ASK_PLATFORMDIRS = "import platformdirs; print(platformdirs.user_data_path('kindtui', appauthor=False))"


@pytest.mark.parametrize("data_home", [None, "", "/srv/data", "/srv/data/", "share", "~/share", " /srv"])
@pytest.mark.parametrize("home", ["/home/noor", "/home/noor/", "/"])
def test_the_folder_is_the_one_that_platformdirs_names(data_home: str | None, home: str) -> None:
    environment = {"HOME": home, "PATH": os.environ["PATH"]}
    if data_home is not None:
        environment["XDG_DATA_HOME"] = data_home
    named = subprocess.run(
        [sys.executable, "-c", ASK_PLATFORMDIRS], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert user_data_folder(environment) == Path(named.removesuffix("\n"))
