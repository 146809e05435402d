"""The tricks that are there for speed or memory alone, one function each, with what it gained.

Without any of them kindtui does the same, only slower or with more memory. The figures are medians of runs
that took turns with and without the trick; `docs/performance.md` has them all, also those of the tricks that
need Textual: `CachedStylesheet`, `NavigationApp.delay_update` and `KindScreen.on_screen_resume`.
"""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

TYPE_CHECKING = False  # that of typing takes long to import
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterable, Mapping

MAX_FPS = 250
SWITCH_INTERVAL_SECONDS = 0.0005
MSGSPEC_UNUSED = ("inspect", "_json_schema", "msgpack", "toml", "yaml")
GC_THRESHOLDS = (20_000, 10, 100)  # for what no key is behind; Python's own are 700, 10 and 10
YOUNG_OBJECTS, YOUNG_COLLECTIONS = 700, 10  # Python's own first two


class _EmptyTypes(ModuleType):
    """A module in which every name is that of an empty class."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"unknown": None})  # msgspec asks for SafeUUID.unknown


def import_msgspec() -> None:
    """Import msgspec without the modules for types and formats that are not used here: 20 % of `status`."""
    unused = ("uuid", "decimal", *(f"msgspec.{name}" for name in MSGSPEC_UNUSED))
    _import_without("msgspec", {"typing_extensions": None, **{name: _EmptyTypes(name) for name in unused}})


def _import_without(name: str, placeholders: Mapping[str, ModuleType | None]) -> None:
    """Import a module while `placeholders` stand for modules that it would import."""
    added = {each: module for each, module in placeholders.items() if each not in sys.modules}
    sys.modules.update(added)  # type: ignore[arg-type]
    try:
        __import__(name)
    finally:
        for each, module in added.items():
            if sys.modules.get(each) is module:
                del sys.modules[each]


def skip_gc_at_exit() -> None:
    """Exempt all objects from the collection at exit, which frees what ends anyway: 40 % of `status`."""
    gc.freeze()


def stop_gc_during_start() -> None:
    """Collect no garbage while modules are imported, which makes hardly any: 5 % of the start."""
    gc.disable()


def start_gc_after_start() -> None:
    """Collect the garbage of what is made from now on, but all at once a tenth as often as Python would.

    Gains 21 % of a change of screen: 1 full collection in 400 changes instead of 13, each of about 60 ms.
    What the start has made is left out, as looking through it would delay the first key by 20 ms.
    """
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()


def collect_after_key() -> None:
    """Collect young garbage as often as Python would, but once a key is drawn and not before that.

    Gains up to 2 ms of the slowest keys.
    """
    objects, collections, _ = gc.get_count()
    if collections > YOUNG_COLLECTIONS:
        gc.collect(1)
    elif objects > YOUNG_OBJECTS:
        gc.collect(0)


def exempt_loaded_from_gc() -> None:
    """Leave what is loaded out of all later collections: all 30 ms of a full one over ten years."""
    gc.freeze()


def collect_in_a_pause() -> None:
    """Collect all garbage while nobody types, once there may be as much as Python waits for.

    Left to itself, Python collected it between two keys: in 600 ms after 75 changes of the theme.
    """
    if gc.get_count()[-1] >= YOUNG_COLLECTIONS:  # a key that comes now waits for all of it
        gc.collect()


def raise_frame_rate() -> None:
    """Let Textual, which is imported later, draw up to 250 frames a second instead of 60.

    What a key changes in a second frame is there after half the time: 12 instead of 25 ms.
    """
    os.environ["TEXTUAL_FPS"] = str(MAX_FPS)


def switch_threads_sooner() -> None:
    """Let a thread that computes make room for another one after 0.5 instead of 5 ms.

    Halves the time of a key while the whole journal is read: 7 instead of 16 ms.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)


def preload(modules: Iterable[str]) -> None:
    """Import `modules` ahead of the keys that need them: a third of the first visit to a screen."""
    for module in modules:
        __import__(module)


def hide_ssl() -> None:
    """Keep asyncio from importing ssl, as kindtui opens no connections: 4 of 54 MiB after the start."""
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]


def use_one_worker_thread(loop: AbstractEventLoop) -> None:
    """Run everything that works off the event loop in one thread: 7 MiB, as each has an arena of its own."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  the first screen needs no thread

    loop.set_default_executor(ThreadPoolExecutor(1))
