"""What `textual_compat` relies on: private members with known signatures, and overrides that are called."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from textual import _callback
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult, ScreenStackError
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Region, Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import MountError
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kindtui.tui.textual_compat import (
    ChangedLinesCompositor,
    ClosableScreen,
    QuietCrashApp,
    RowOptionList,
    bindings_in_focus,
    count_parameters_quickly,
    disable_eager_tasks,
    set_suggestion,
    wait_until_processed,
)
from tests.tui.harness import OpenApp

PRIVATE_TEXT = "Noor held my hand"
PROMPT = 10.0  # seconds


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        (App._handle_exception, ["self", "error"]),
        (App._fatal_error, ["self"]),
        (App._close_messages_no_wait, ["self"]),
        (Screen._compositor_refresh, ["self"]),
        (_callback._count_parameters, ["func"]),
        (Option._set_prompt, ["self", "prompt"]),
        (LinuxDriver._sigtstp_application, ["self", "_"]),
        (LinuxDriver._sigcont_application, ["self", "_"]),
        (LinuxDriver._run_input_thread, ["self"]),
        (XTermParser.__init__, ["self", "debug"]),
        (Compositor.render_partial_update, ["self"]),
        (Compositor._get_renders, ["self", "crop"]),
    ],
)
def test_a_private_method_has_the_expected_signature(
    method: Callable[..., object], parameters: list[str]
) -> None:
    assert list(inspect.signature(method).parameters) == parameters


class FailingApp(QuietCrashApp[None]):
    """Fails with a person's words in a local variable and in the message."""

    def on_mount(self) -> None:
        written = PRIVATE_TEXT
        raise ValueError(written)


class RichError(Exception):
    def __rich__(self) -> str:
        return PRIVATE_TEXT


class RichFailingApp(QuietCrashApp[None]):
    """Fails with an error that renders itself."""

    def on_mount(self) -> None:
        raise RichError(PRIVATE_TEXT)


class WorkerFailingApp(QuietCrashApp[None]):
    """Fails in a worker, whose error Textual wraps."""

    def on_mount(self) -> None:
        self.run_worker(self.fail(), exit_on_error=True)

    async def fail(self) -> None:
        raise ValueError(PRIVATE_TEXT)


class TextualFailingApp(App[None]):
    """Fails as an app of Textual's own does."""

    on_mount = FailingApp.on_mount


@pytest.mark.parametrize("app_class", [FailingApp, RichFailingApp, WorkerFailingApp])
def test_a_crash_is_kept_and_not_printed(
    app_class: type[QuietCrashApp[None]], capfd: pytest.CaptureFixture[str]
) -> None:
    app = app_class()
    app.run(headless=True)
    assert isinstance(app.crash, RichError if app_class is RichFailingApp else ValueError)
    assert app.return_code == 1
    assert PRIVATE_TEXT not in "".join(capfd.readouterr())


def test_textual_still_prints_local_variables(capfd: pytest.CaptureFixture[str]) -> None:
    """Once it no longer does, `QuietCrashApp` can go."""
    TextualFailingApp().run(headless=True)
    assert PRIVATE_TEXT in "".join(capfd.readouterr())


async def test_a_failed_mount_is_an_error_until_the_app_exits() -> None:
    app: QuietCrashApp[None] = QuietCrashApp()
    assert app.crash is None
    async with app.run_test():
        assert not app.is_exiting
        app.exit()
        assert app.is_exiting
        app._handle_exception(MountError("too late"))
    assert app.crash is None
    with pytest.raises(ValueError, match="late"):
        async with app.run_test():
            app._handle_exception(ValueError("late"))
    assert isinstance(app.crash, ValueError)


@pytest.mark.parametrize("is_asked_to_leave", [True, False], ids=["asked to leave", "shut down"])
async def test_work_that_finds_no_screen_on_the_way_out_is_no_error(*, is_asked_to_leave: bool) -> None:
    class LeavingApp(QuietCrashApp[None]):
        def on_ready(self) -> None:
            self.run_until_exit(self.find_no_screen())

        async def find_no_screen(self) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                raise ScreenStackError

    app = LeavingApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        if is_asked_to_leave:
            app.exit()
    assert app.crash is None


async def test_tasks_start_in_order() -> None:
    async with App[None]().run_test():
        disable_eager_tasks()
        started: list[int] = []

        async def start() -> None:
            started.append(1)

        task = asyncio.create_task(start())
        assert not started
        await task


async def test_a_pump_is_waited_for_until_it_has_processed_its_messages() -> None:
    app: App[None] = App()
    async with app.run_test(), asyncio.timeout(PROMPT):
        done: list[int] = []
        app.screen.call_later(done.append, 1)
        await wait_until_processed(app.screen)
        assert done


async def test_a_pump_that_is_removed_is_not_waited_for() -> None:
    """It has a task that ends; `MessagePump.task` is no substitute, as an app that is run has none."""

    class BusyWidget(Static):
        async def on_key(self) -> None:
            entered.set()
            await asyncio.Event().wait()

    entered = asyncio.Event()
    app: App[None] = App()
    async with app.run_test(), asyncio.timeout(PROMPT):
        widget = BusyWidget()
        await app.mount(widget)
        widget.post_message(Key("a", "a"))
        await entered.wait()
        waiting = asyncio.create_task(wait_until_processed(widget))
        await asyncio.sleep(0)
        widget.task.cancel()
        await waiting
    assert MessagePump()._task is None


class CountingScreen(ClosableScreen[None]):
    """Counts the frames that are rendered."""

    frame_count = 0

    def _compositor_refresh(self) -> None:
        before = self._compositor.render_update

        def render_update(*args: Any, **options: Any) -> Any:
            self.frame_count += 1
            return before(*args, **options)

        self._compositor.render_update = render_update  # type: ignore[method-assign]
        super()._compositor_refresh()
        self._compositor.render_update = before  # type: ignore[method-assign]


class CountingApp(App[None]):
    def get_default_screen(self) -> Screen[None]:
        return CountingScreen()


async def test_no_frame_is_rendered_while_updates_are_batched() -> None:
    app = CountingApp()
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, CountingScreen)
        with app.batch_update():
            assert app._batch_count == 1
            count = screen.frame_count
            app.post_message(Resize(Size(40, 10), Size(40, 10)))
            await pilot.pause()
            assert screen.frame_count == count
        await pilot.pause()
        assert screen.frame_count > count


async def test_a_whole_frame_leaves_nothing_to_repaint() -> None:
    app = CountingApp()
    async with app.run_test():
        screen = app.screen
        screen.refresh()
        assert screen._repaint_required
        screen._compositor._dirty_regions.add(screen.size.region)
        screen._compositor_refresh()
        assert not screen._repaint_required


def test_parameters_are_counted_as_textual_does(monkeypatch: pytest.MonkeyPatch) -> None:
    original = _callback._count_parameters
    functions: list[Callable[..., object]] = [
        lambda: 0,
        lambda one, two=2: (one, two),
        lambda one, *more: (one, more),
        lambda one, **named: (one, named),
        lambda one, *, named: (one, named),
        MessagePump.post_message,
        len,
    ]
    monkeypatch.setattr(_callback, "_count_parameters", original)
    count_parameters_quickly()
    assert [_callback._count_parameters(each) for each in functions] == [original(each) for each in functions]


class ListApp(App[None]):
    def __init__(self, options: OptionList) -> None:
        super().__init__()
        self.options = options

    def compose(self) -> ComposeResult:
        yield self.options


async def test_a_row_is_located_and_replaced_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    options = RowOptionList(Content("one\nmore"), Content("two"))
    assert options.row_span(0) is None
    async with ListApp(options).run_test() as pilot:
        await pilot.pause()
        assert [options.row_span(index) for index in (0, 1, 2, None)] == [(0, 2), (2, 1), None, None]
        assert "two" in options.render_line(2).text
        refreshed: list[tuple[int, int]] = []
        whole: list[int] = []
        with monkeypatch.context() as patch:
            patch.setattr(options, "refresh_lines", lambda *lines: refreshed.append(lines))
            patch.setattr(options, "refresh", lambda *_, **__: whole.append(1))
            options.replace_prompt(1, Content("2"))
        assert (refreshed, whole) == ([(2, 1)], [])
        assert options.render_line(2).text.strip() == "2"


async def test_textual_still_redraws_the_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it no longer does, `RowOptionList.replace_prompt` can go."""
    options = OptionList("one", "two")
    async with ListApp(options).run_test() as pilot:
        await pilot.pause()
        refreshed: list[int] = []
        with monkeypatch.context() as patch:
            patch.setattr(options, "refresh", lambda *_, **__: refreshed.append(1))
            options.replace_option_prompt_at_index(1, "2")
        assert refreshed


async def test_a_suggestion_is_shown_and_can_be_taken() -> None:
    class FieldApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Input("No", select_on_focus=False)

    app = FieldApp()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        set_suggestion(field, "Noor")
        assert "Noor" in field.render_line(0).text or "Noor" in field.render_line(1).text
        await pilot.press("right")
        assert field.value == "Noor"


@pytest.mark.parametrize(
    "way",
    [[], ["f2"], ["f3"], ["f4"], ["f4", "enter"], ["f4", "o"], ["f5"], ["f6"], ["question_mark"], ["colon"]],
)
async def test_the_changed_lines_are_drawn_as_textual_draws_them(
    open_app: OpenApp, way: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(size=(100, 30)) as harness:
        await harness.press("n", "enter", "escape", *way)
        app, compositor = harness.app, harness.app.screen._compositor
        assert isinstance(compositor, ChangedLinesCompositor)

        def drawn(*changed: Region) -> Any:
            compositor._dirty_regions.update(changed)
            update: Any = compositor.render_update(screen_stack=app._background_screens)
            return update.render_segments(app.console)

        def frames() -> list[Any]:
            rows = [Region(0, row, 100, 1) for row in range(30)]
            parts = [Region(3, 4, 40, 2), Region(60, 9, 30, 4), Region(61, 10, 5, 1), Region(0, 29, 100, 1)]
            return [drawn(Region(0, 0, 100, 30)), drawn(*parts), *map(drawn, rows)]

        own = frames()
        monkeypatch.setattr(ChangedLinesCompositor, "_get_renders", Compositor._get_renders)
        assert frames() == own


@pytest.mark.parametrize("screen_class", [ClosableScreen, Screen], ids=["closable", "textual"])
async def test_what_is_to_follow_a_frame_follows_it(screen_class: type[Screen[None]]) -> None:
    """Once it does on a screen of Textual's own, `ClosableScreen.on_idle` can go."""

    class DrawingScreen(screen_class):  # type: ignore[misc, valid-type]
        def compose(self) -> ComposeResult:
            yield Static("above")

    app: App[None] = App()
    order: list[str] = []

    class DrawnText(Static):
        def render_line(self, y: int) -> Strip:
            order.append("drawn")
            return super().render_line(y)

    async with app.run_test() as pilot:
        await app.push_screen(screen := DrawingScreen())
        await screen.mount(text := DrawnText("text"))
        await pilot.pause()
        order.clear()

        def change() -> None:
            text.refresh()
            text.call_after_refresh(order.append, "after")

        text.call_later(change)
        await pilot.pause()
        await pilot.pause()
        assert order == (["drawn", "after"] if screen_class is ClosableScreen else ["after", "drawn"])


async def test_the_bindings_in_focus_are_those_of_a_key() -> None:
    async with App[None]().run_test() as pilot:
        field = Input()
        await pilot.app.mount(field)
        field.focus()
        await pilot.pause()
        assert [binding.action for binding in bindings_in_focus(pilot.app.screen, "backspace")] == [
            "delete_left"
        ]
        assert list(bindings_in_focus(pilot.app.screen, "f12")) == []
