"""The folders of the XDG Base Directory Specification, and those of macOS.

On Linux they are read from the environment here: importing platformdirs takes 4 ms of the 60 ms of `kindtui
status`. It is asked on macOS, and where the environment does not tell.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

APP = "kindtui"
SYSTEM_CONFIG_FOLDERS = "/etc/xdg"


def user_data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of a person's journal, unless they chose another."""
    if sys.platform != "darwin":
        data_folder, home = Path(environment.get("XDG_DATA_HOME", "")), Path(environment.get("HOME", ""))
        if data_folder.is_absolute():
            return data_folder / APP
        if home.is_absolute():
            return home / ".local" / "share" / APP
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def config_folders(environment: Mapping[str, str]) -> list[Path]:
    """Return the folders of kindtui's config files: those of the system, then the person's own."""
    if sys.platform == "darwin":
        from platformdirs import site_config_path, user_config_path

        folders = [site_config_path(), user_config_path()]
    else:
        system = environment.get("XDG_CONFIG_DIRS") or SYSTEM_CONFIG_FOLDERS
        user = Path(environment.get("XDG_CONFIG_HOME", ""))
        if not user.is_absolute():
            user = Path(environment.get("HOME", ""), ".config")
        folders = [*map(Path, reversed(system.split(os.pathsep))), user]
    return [folder / APP for folder in folders if folder.is_absolute()]
