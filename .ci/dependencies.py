"""Print what kindtui runs on as requirements for pip: `lowest` or `newest` versions.

`lowest` is the lower bound of each range in pyproject.toml. `newest` is the newest release, also beyond the
range, so that the tests show early what an upgrade will change.
"""

import re
import sys
import tomllib
from pathlib import Path

CAPPED = {"plotext"}  # the next major version has another interface; see docs/decisions/0013-plotext-5.md


def requirement(dependency: str, choice: str) -> str:
    """Return the requirement for one dependency of the form `name>=lowest,<cap`."""
    match = re.fullmatch(r"([\w-]+)>=([\w.]+)(?:,<[\w.]+)?", dependency)
    if match is None:
        raise SystemExit(f"{dependency}: a dependency needs a lower bound, and no more than one upper one.")
    name, lowest = match.groups()
    if choice == "lowest":
        return f"{name}=={lowest}"
    return dependency if name in CAPPED else name


if __name__ == "__main__":
    pyproject = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    for line in [*project["dependencies"], *project["optional-dependencies"]["lock"]]:
        sys.stdout.write(f"{requirement(line, sys.argv[1])}\n")
