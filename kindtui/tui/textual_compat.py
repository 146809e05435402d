"""The private members of Textual that kindtui reads, calls or overrides, each with its reason.

Any of them may change with a minor version. `pyproject.toml` therefore caps Textual at the version that
is tested, and `tests/tui/test_textual_compat.py` fails when one of them is renamed, changes its signature
or is no longer called. `tests/test_private_members.py` keeps them out of every other module.
"""

import asyncio
import os
import signal
import termios
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from inspect import CO_VARARGS, CO_VARKEYWORDS
from typing import IO, Any, ClassVar, NoReturn, TypeVar

from rich.console import RenderableType
from textual import _callback, constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import ChopsUpdate, Compositor
from textual._context import active_message_pump
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import IS_ITERM, XTermParser
from textual.actions import ActionParseResult
from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingsMap
from textual.content import Content
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Callback, Idle, Key
from textual.geometry import Region
from textual.keys import Keys
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import MountError, Widget
from textual.widgets import Input, OptionList
from textual.worker import WorkerFailed

from kindtui.tui.job_control import has_waiting_shell

T = TypeVar("T")
REMOVED_WIDGET_ERRORS = (NoMatches, MountError, NoScreen, ScreenStackError)  # raised after a screen was left
VARIABLE_PARAMETERS = CO_VARARGS | CO_VARKEYWORDS
HAS_IN_BAND_RESIZE = constants.SMOOTH_SCROLL and not IS_ITERM  # iTerm's reports cannot be relied on


class QuietCrashApp(App[T]):
    """An app that keeps the error that ended it and prints nothing of it.

    Textual prints a traceback with the values of local variables, and those hold what a person wrote.
    There is no public way to turn that off.
    """

    crash: BaseException | None = None  # the error that ended the app, if one did

    def run(self, **options: Any) -> T | None:
        """Run the app; whatever ends it, the terminal is restored."""
        try:
            return super().run(**options)
        finally:
            if isinstance(self._driver, SignalSafeDriver):
                self._driver.restore_terminal()

    def keep_screen(self) -> None:
        """Leave what is shown to the next app, so that the shell is not seen in between."""
        if isinstance(self._driver, SignalSafeDriver):
            self._driver.keeps_screen = True

    def hide_typing(self) -> None:
        """Let the terminal show nothing of what is typed once the app has given it back."""
        if isinstance(self._driver, SignalSafeDriver) and self._driver.attrs_before:
            self._driver.attrs_before[3] &= ~termios.ECHO

    def run_until_exit(self, work: Coroutine[object, object, None]) -> None:
        """Run in the background what the app cannot do without; if anything ends it early, the app ends.

        Textual notices an `Exception` of a worker, but no cancellation, and no error of another kind.
        """

        async def run() -> None:
            try:
                await work
            except BaseException as error:
                if self.is_running and not self.is_exiting:
                    self._handle_exception(error)
                raise

        self.run_worker(run())

    @property
    def is_exiting(self) -> bool:
        """Whether `exit` has been called; Textual keeps that in `_exit` alone."""
        return self._exit

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and end it where it looks for something on a screen that was left meanwhile."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except REMOVED_WIDGET_ERRORS:
            if self.is_shown(default_namespace):
                raise
            return True

    def _handle_exception(self, error: BaseException) -> None:
        """Ignore what a handler or worker no longer finds on a screen that was left, or in an app that exits.

        Any other error is fatal.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        is_gone = self.is_exiting or not self.is_running or not self.is_shown(active_message_pump.get(None))
        if not (is_gone and isinstance(cause, REMOVED_WIDGET_ERRORS)):
            super()._handle_exception(error)  # type: ignore[arg-type]

    def is_shown(self, node: MessagePump | None) -> bool:
        """Return whether a node is on a screen that is open, in whichever mode, or is no part of a screen."""
        if not isinstance(node, Widget):
            return True
        stacks = self._screen_stacks.values()
        return any(one in stack for one in node.ancestors_with_self for stack in stacks)

    def _fatal_error(self) -> None:
        """Keep the error, and end the app without rendering a traceback."""
        error: BaseException | None = self._exception
        self.crash = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End the app without printing `renderables`; an error that renders itself arrives here."""
        del renderables
        self._fatal_error()

    def deliver_screenshot(self, *_: object, **__: object) -> None:
        """Write no screenshot: anybody could read the file."""


def count_parameters_quickly() -> None:
    """Count the parameters of most handlers without `inspect`, which takes 0.1 ms for each."""
    original = _callback._count_parameters

    def count(func: Callable[..., Any]) -> int:
        code = getattr(func, "__code__", None)
        is_plain = code and not (code.co_flags & VARIABLE_PARAMETERS or hasattr(func, "__wrapped__"))
        return code.co_argcount + code.co_kwonlyargcount if code and is_plain else original(func)

    _callback._count_parameters = count


def disable_eager_tasks() -> None:
    """Start the tasks of the running loop in order on every Python version.

    From Python 3.12 on Textual makes tasks eager, which composes a screen too soon (Textual #6444).
    """
    asyncio.get_running_loop().set_task_factory(None)


async def wait_until_processed(pump: MessagePump) -> None:
    """Wait until `pump` has processed the messages it has now, or its task has ended.

    A pump that is removed processes no more messages. `_task` is read because `MessagePump.task` raises
    if there is no task, as in an app that was started with `run`.
    """
    processed = asyncio.Event()
    if not pump.post_message(Callback(processed.set)):
        return
    waiter = asyncio.ensure_future(processed.wait())
    try:
        await asyncio.wait({waiter, *filter(None, [pump._task])}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()


def bound_keys(screen: Screen[Any]) -> set[str]:
    """Return every key that is bound on `screen` and in its focus, also where it does nothing now.

    The public `active_bindings` leaves out what is disabled, and asks every widget about it.
    """
    return {key for _, bindings in screen._modal_binding_chain for key in bindings.key_to_bindings}


def drawn_lines(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of a screen as they are drawn, without what a click on them does."""
    return [line.discard_meta() for line in screen._compositor.render_strips()]


def bindings_in_focus(screen: Screen[Any], key: str) -> Sequence[Binding]:
    """Return what `key` is bound to in the focus itself, or on a screen without one, also where disabled.

    The public `active_bindings` asks every widget about every key.
    """
    _, bindings = screen._modal_binding_chain[0]
    return bindings.key_to_bindings.get(key, ())


class RowOptionList(OptionList):
    """An option list that can locate one option and replace its prompt without redrawing the others.

    The public `replace_option_prompt_at_index` measures all options again and redraws the whole list.
    """

    def row_span(self, index: int | None) -> tuple[int, int] | None:
        """Return the first line and the height of the option at `index`; None if it is not laid out."""
        self._update_lines()
        lines = self._line_cache  # the properties that read it would update it again each time
        if index is None or index not in lines.index_to_line:
            return None
        return lines.index_to_line[index], lines.heights[index]

    def refresh_row(self, index: int | None) -> None:
        """Redraw the option at `index`, if it is laid out."""
        if span := self.row_span(index):
            self.refresh_lines(*span)

    def replace_prompt(self, index: int, prompt: Content) -> None:
        """Replace the prompt of the option at `index` by one of the same height, and redraw it."""
        self._option_render_cache.clear()
        self.get_option_at_index(index)._set_prompt(prompt)
        self.refresh_row(index)


def set_suggestion(field: Input, text: str) -> None:
    """Show `text` as the completion of `field` at once; a public `Suggester` starts a worker per letter."""
    field._suggestion = text


class SignalSafeDriver(LinuxDriver):
    """A driver that handles signals between two events.

    Textual handles them wherever they interrupt the main thread. In the middle of a write, its handler
    would wait forever for a lock that the interrupted write holds.

    Attributes:
        keeps_screen: Whether the next app of this process draws over what is shown.
    """

    keeps_screen = False

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Replace Textual's handlers of SIGTSTP and SIGCONT, and its first guess at the size."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._size = size or self.window_size()
        self._file: Any = self.wrap_output(self._file)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    def wrap_output(self, file: IO[str]) -> Any:
        """Return the object that is written to instead of the terminal's `file`."""
        return file

    @property
    def reports_size_in_band(self) -> bool:
        """Whether the terminal reports its size among the input, so that SIGWINCH is superfluous."""
        return self._in_band_window_resize

    def _sigtstp_application(self, *_: object) -> None:
        """Leave application mode and stop, together with a wrapper such as `sh -c` that a shell started."""
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if has_waiting_shell():
            os.killpg(os.getpgrp(), signal.SIGSTOP)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Enter application mode again; after a SIGSTOP, which cannot be handled, leave it first."""
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def _run_input_thread(self) -> None:
        """Read input until the app ends; raise an error in the app, where Textual prints a traceback."""
        try:
            self.run_input_thread()
        except BaseException as error:  # noqa: BLE001  the app reports it
            with suppress(RuntimeError):  # the loop is closed
                self.send_message(Callback(partial(_raise, error)))

    def restore_terminal(self) -> None:
        """Leave application mode, if an error that is no `Exception` kept Textual from doing so."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.stop_application_mode()
            self.close()

    def window_size(self) -> tuple[int, int]:
        """Return the columns and rows of the terminal."""
        raise NotImplementedError

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size from the terminal; Textual asks COLUMNS and LINES before it."""
        return self.window_size()

    def loop_time(self) -> float:
        """Return the time of the event loop, from any thread."""
        return self._loop.time()


class ChangedLinesCompositor(Compositor):
    """A compositor that asks for the lines that changed alone, and for none that others cover.

    Textual asks every widget in the rectangle around all changes for all of its lines.
    """

    _changed_regions: Sequence[Region] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what changed since the last frame, None if nothing did."""
        self._changed_regions = _outermost(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed_regions = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield the place of each widget, where it is visible, and the lines to draw there."""
        uncovered = self._changed_regions or [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():  # the topmost first
            shown = region.intersection(clip)
            changed = [part for one in uncovered if (part := shown.intersection(one))]
            uncovered = [part for one in uncovered for part in _lines_not_covered(one, shown)]
            if changed:
                top, bottom = min(part.y for part in changed), max(part.bottom for part in changed)
                lines = Region(shown.x, top, shown.width, bottom - top)
                yield region, lines, widget.render_lines(lines.translate(-region.offset))


def _outermost(regions: Iterable[Region]) -> list[Region]:
    """Return the regions without those that lie in another one, as all parts of a body do that scrolls."""
    outermost: list[Region] = []
    for region in sorted(regions, key=lambda region: region.area, reverse=True):
        if not any(outer.contains_region(region) for outer in outermost):
            outermost.append(region)
    return outermost


def _lines_not_covered(region: Region, cover: Region) -> Iterable[Region]:
    """Return the lines above and below those of a region that `cover` covers whole."""
    covered = region.intersection(cover)
    if not covered or covered.width < region.width:
        return (region,)
    x, y, width, height = region
    above = Region(x, y, width, covered.y - y)
    below = Region(x, covered.bottom, width, y + height - covered.bottom)
    return filter(None, (above, below))


class ClosableScreen(Screen[T]):
    """A screen that closes at most once, whatever keys were pressed before it had closed.

    It renders no frame that Textual would discard, as it does with those during `App.batch_update`, and none
    twice.
    """

    def _compositor_refresh(self) -> None:
        """Render a frame, unless it would be discarded; after a whole one nothing is left to repaint."""
        if self.app._batch_count:
            return
        is_whole = self._compositor.size.region in self._compositor._dirty_regions
        super()._compositor_refresh()
        if is_whole and self is self.app.screen:
            self._repaint_required = False

    def __init__(self, name: str | None = None) -> None:
        """Start with a compositor that draws no more than what changed."""
        super().__init__(name)
        self._compositor = ChangedLinesCompositor()

    def on_idle(self, event: Idle) -> None:
        """Wait for a message that Textual has taken from the queue already, which it calls idle.

        What is to run after the next frame would run before it, if that message asks for the frame.
        """
        if self._pending_message is not None:
            event.prevent_default()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the screen, unless it is closed already or another one is over it; Textual closes any."""
        if self.app.screen_stack[-1:] == [self]:
            return super().dismiss(result)
        return AwaitComplete()


class BoxScreen(ClosableScreen[T], ModalScreen[T]):
    """A box over the screen in which keys of the app work; Textual looks for keys no further than it.

    Attributes:
        enabled_actions: What the app can do while the box is open.
    """

    enabled_actions: ClassVar[tuple[str, ...]] = (
        "go",
        "help",
        "places",
        "cover",
        "leave",
        "suspend_process",
    )

    @property
    def _modal_binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        return self._binding_chain


class WholeSequenceParser(XTermParser):
    """Textual's tables of keys and its parser of the mouse, asked for one whole sequence at a time.

    Its `feed` waits for the rest of a sequence and hands on as keys what it does not understand.
    """

    def __init__(self) -> None:
        """Start without the log of keys."""
        super().__init__(debug=False)

    def keys_of(self, sequence: str) -> list[Key]:
        """Return the keys of a character or a whole sequence; none if it is to be ignored."""
        return [key for key in self._sequence_to_key_events(sequence) if key.key != Keys.Ignore]

    def is_named(self, code: str) -> bool:
        """Return whether the code of a key, such as `1A` or `57441u`, has a name in kitty's protocol."""
        return code in FUNCTIONAL_KEYS

    def is_listed(self, sequence: str) -> bool:
        """Return whether the sequence is in the table of older terminals."""
        return sequence in ANSI_SEQUENCES_KEYS


def _raise(error: BaseException) -> NoReturn:
    raise error
