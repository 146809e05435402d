"""Only `kindtui/tui/textual_compat.py` reads, calls or overrides a private member of Textual."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

import kindtui

PACKAGE_DIR = Path(kindtui.__file__).parent
COMPAT_PATH = PACKAGE_DIR / "tui" / "textual_compat.py"
TEXTUAL_CLASSES = (
    App, Event, Input, LinuxDriver, MessagePump, Option, OptionList, Screen, Stylesheet, Widget, XTermParser
)  # fmt: skip
ATTRIBUTE_FUNCTIONS = ("getattr", "setattr", "hasattr", "delattr")
MODULE_PATHS = [path for path in sorted(PACKAGE_DIR.rglob("*.py")) if path.name != "__init__.py"]


@pytest.mark.parametrize("path", MODULE_PATHS, ids=lambda path: str(path.relative_to(PACKAGE_DIR)))
def test_no_other_module_uses_private_members_of_textual(path: Path) -> None:
    name = ".".join(path.relative_to(PACKAGE_DIR.parent).with_suffix("").parts)
    uses = list(private_uses(ast.parse(path.read_text()), vars(importlib.import_module(name))))
    assert bool(uses) == (path == COMPAT_PATH), uses


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("from textual._context import active_app", "textual._context"),
        ("import textual._context", "textual._context"),
        ("from textual.app import _private", "_private"),
        ("def is_ending(app): return app._exit", "_exit"),
        ("def is_ending(app): return getattr(app, '_exit')", "_exit"),
        ("class A(App):\n    def _fatal_error(self): pass", "_fatal_error"),
        ("class A(App):\n    _exit = False", "_exit"),
        ("class A(App):\n    def leave(self): self._exit = True", "_exit"),
        ("class A(Widget):\n    def leave(self): super()._on_mount()", "_on_mount"),
    ],
)
def test_each_way_to_a_private_member_is_found(source: str, used: str) -> None:
    assert [name for _, name in _uses_in(source)] == [used]


@pytest.mark.parametrize(
    "source",
    [
        "class A(App):\n    def _our_own(self): self._our_own()",
        "class A:\n    def _fatal_error(self): self._exit = True",
        "def changed(row): return row._replace(text='')",
    ],
)
def test_other_private_members_are_ours(source: str) -> None:
    assert not list(_uses_in(source))


def private_uses(tree: ast.Module, namespace: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield line and name of each private member of Textual that a module uses.

    On `self` and `cls`, and in a class body, these are the private names of the Textual classes that the
    class derives from; elsewhere those of every class in `TEXTUAL_CLASSES`.
    """
    for node in ast.walk(tree):
        yield from _imports(node)
    yield from _member_uses(tree, _private_names(*TEXTUAL_CLASSES), frozenset(), namespace)


def _uses_in(source: str) -> Iterator[tuple[int, str]]:
    namespace: dict[str, Any] = {"App": App, "Widget": Widget}
    if source.startswith("class"):
        exec(source, namespace)
    return private_uses(ast.parse(source), namespace)


def _imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("textual._"))
    elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual":
        if "._" in str(node.module):
            yield node.lineno, str(node.module)
        yield from ((node.lineno, alias.name) for alias in node.names if _is_private(alias.name))


def _member_uses(
    node: ast.AST, elsewhere: frozenset[str], inherited: frozenset[str], namespace: Mapping[str, Any]
) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.ClassDef):
        cls = namespace[node.name]
        inherited, namespace = _private_names(*_textual_bases(cls)), vars(cls)
        yield from ((line, name) for line, name in _class_members(node) if name in inherited)
    elif isinstance(node, ast.Attribute):
        if node.attr in (inherited if _is_own_object(node.value) else elsewhere):
            yield node.lineno, node.attr
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ATTRIBUTE_FUNCTIONS:
        name = node.args[1]
        if isinstance(name, ast.Constant) and name.value in elsewhere:
            yield node.lineno, name.value
    for child in ast.iter_child_nodes(node):
        yield from _member_uses(child, elsewhere, inherited, namespace)


def _is_own_object(node: ast.expr) -> bool:
    return ast.unparse(node) in ("self", "cls", "super()")


def _textual_bases(cls: type) -> tuple[type, ...]:
    return tuple(base for base in cls.__mro__ if base.__module__.split(".")[0] == "textual")


@cache
def _private_names(*classes: type) -> frozenset[str]:
    """Return the private names that `classes` and their bases in Textual define or assign."""
    names: set[str] = set()
    for cls in {base for one in classes for base in _textual_bases(one)}:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
        names.update(name for _, name in _class_members(tree.body[0]))
        names.update(
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        )
    return frozenset(filter(_is_private, names))


def _class_members(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of what a class body defines."""
    assert isinstance(node, ast.ClassDef)
    for item in node.body:
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
            yield item.lineno, item.name
        targets = item.targets if isinstance(item, ast.Assign) else [getattr(item, "target", None)]
        yield from ((item.lineno, target.id) for target in targets if isinstance(target, ast.Name))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
