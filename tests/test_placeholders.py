"""What placeholders stood for during the first imports is there afterwards, whole."""

import subprocess
import sys

from tests.support import ROOT

PROGRAM = """
import sys
from kindtui import tuning
tuning.import_msgspec()
from pathlib import Path, PureWindowsPath
assert sys.modules.keys().isdisjoint({"uuid", "decimal", "msgspec.inspect"})
assert Path("/a b").as_uri() == "file:///a%20b"
assert [path.name for path in Path("kindtui").glob("tun*.py")] == ["tuning.py"]
assert PureWindowsPath("C:/a/b").name == "b" and PureWindowsPath("C:/a").is_absolute()
import datetime, decimal, fnmatch, msgspec, msgspec.inspect, ntpath, pickle, urllib.parse, uuid, zoneinfo
assert datetime.datetime.strptime("2026", "%Y").astimezone(zoneinfo.ZoneInfo("UTC")).year in (2025, 2026)
assert pickle.loads(pickle.dumps(datetime.date.max)) == datetime.date.max
assert str(uuid.UUID(int=0)).count("0") == 32 and decimal.Decimal("1.5") * 2 == 3
assert ntpath.sep == "\\\\" and fnmatch.fnmatch("ab", "a*") and urllib.parse.quote("a b") == "a%20b"
assert msgspec.inspect.type_info(int) == msgspec.inspect.IntType()
assert msgspec.json.decode(b'"2026-11-28"', type=datetime.date).day == 28
"""


def test_what_was_left_out_is_imported_when_it_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
