"""The way to the terminal; the only place that touches Textual's driver, and what it hands over to it.

Textual's own asks the terminal for every move of the mouse, looks ten times a second whether there is input,
takes a tenth of a second to tell Escape from the keys that begin with it, goes on for ever when its input has
ended, and ends with an error at a byte that is not UTF-8.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import termios
from contextlib import suppress
from threading import Condition, Thread
from typing import IO, Any

from rich.color import ColorSystem
from textual import constants, events
from textual._compositor import CompositorUpdate
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from xscalls_tui.screens.painter import Line, Painter

ESCAPE_SECONDS = 0.025
"""How long after Escape the rest of a key's sequence may come; likewise the rest of a character."""
_READ = 64 * 1024
_WRITTEN = 512
_QUESTION = "\x1b[6n"
"""Where the cursor is; to be answered when all before it has been read."""
_LEAST_WINDOW, _MOST_WINDOW = 1024, 32 * 1024
_QUICK_SECONDS, _SLOW_SECONDS = 0.2, 0.6
"""A terminal that answers sooner may have more bytes on its line, one that answers later has too many."""
_ANSWER_SECONDS = 2.0
"""How long one waits for the first answer."""
_LEAST_PATIENCE, _MOST_PATIENCE, _TIMES_AS_LONG = 0.5, 10.0, 10
"""Seconds that one waits for another answer: so many times what the latest took."""
_STUCK_SECONDS = 0.5
_SEEN_AT_ONCE = 256
"""Bytes of a frame that no eye sees being painted."""
_FRAME_SECONDS = 1 / 30
"""Between two frames that are sent. One after a rest is sent at once."""
_OUTPUT_FLAGS = 1
"""Their place in what ``termios.tcgetattr`` returns."""
_MOUSE = ("1000", "1006")
"""Buttons and wheel, and where, in any size of window; never motion."""
_ERASE_PLAINLY = ("screen", "vt", "ansi", "cygwin")
"""Terminals that erase with the background of their own, whatever is in force."""


class Output(Thread):
    """Sends to a terminal what is to stand on it, in a thread of its own, at the pace at which it is read.

    Of the frames that come while the line is busy only the latest is sent: painted over what was sent
    last. How busy it is, nobody between here and the terminal tells: so now and then the terminal itself is
    asked where its cursor is, and no more is sent than the line may hold until it has answered. One that
    never answers is not asked again. A line that is hung up takes all there is to send, and nobody hears of
    it.

    Takes the place of Textual's writer."""

    def __init__(self, file: IO[str], painter: Painter) -> None:
        super().__init__(daemon=True, name="output")
        self._fd = file.fileno()
        self._painter = painter
        self._changed = Condition()
        self._orders: list[str] = []
        self._frame: list[Line] | None = None
        self._anew = False
        self._stopped = False
        self._sent_at = self._held_until = 0.0
        self._unread = 0
        """Bytes since the terminal answered last."""
        self._window = _LEAST_WINDOW
        """So many may be on the line."""
        self._asked: float | None = None
        self._unread_then = 0
        self._answers: bool | None = None
        self._patience = _ANSWER_SECONDS
        self.synchronized = False
        """Whether the terminal can be told to show a frame as a whole."""

    def write(self, text: str) -> None:
        """Send this as it is: an order to the terminal, which moves no cursor and paints nothing."""
        with self._changed:
            self._orders.append(text)
            self._changed.notify()

    def show(self, frame: list[Line]) -> None:
        """Have this stand on the terminal, unless another frame comes first."""
        with self._changed:
            self._frame = frame
            self._changed.notify()

    def hold(self) -> None:
        """More of what is to be shown may be on its way: wait for ``release`` before the next frame, but no
        longer than a frame's time."""
        with self._changed:
            if self._frame is None:
                self._held_until = get_time() + _FRAME_SECONDS

    def release(self) -> None:
        """It has come."""
        with self._changed:
            self._held_until = 0.0
            self._changed.notify()

    def forget(self) -> None:
        """What stands on the terminal is not known any more."""
        with self._changed:
            self._anew = True

    def answered(self) -> None:
        """The terminal has read what was sent."""
        with self._changed:
            if self._asked is not None:
                took = get_time() - self._asked
                wider = min(self._window * 2, _MOST_WINDOW) if took < _QUICK_SECONDS else self._window
                self._window = _LEAST_WINDOW if took > _SLOW_SECONDS else wider
                self._unread -= self._unread_then
                self._patience = min(max(took * _TIMES_AS_LONG, _LEAST_PATIENCE), _MOST_PATIENCE)
            self._asked, self._answers = None, True
            self._changed.notify()

    def flush(self) -> None:
        """All is sent as soon as may be."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return True

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._fd

    def stop(self) -> None:
        """Send the orders that are left and end. Where the line is stuck, what is on it is given up."""
        with self._changed:
            self._stopped, self._frame = True, None
            self._changed.notify()
        self.join(_STUCK_SECONDS)
        while self.is_alive():
            with suppress(termios.error):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self.join(_STUCK_SECONDS)

    def run(self) -> None:
        """Send until it is stopped."""
        while (text := self._next()) is not None:
            # A question that came in two parts would not be understood by everything that answers.
            shown = text.removesuffix(_QUESTION)
            for part in (shown, text[len(shown) :]):
                self._send(part.encode("utf-8", "replace"))

    def _send(self, received: bytes) -> None:
        with suppress(OSError):
            while received:
                received = received[os.write(self._fd, received[:_WRITTEN]) :]

    def _next(self) -> str | None:
        """What is to be sent next; None when it is all over."""
        with self._changed:
            while True:
                if self._orders:
                    text = "".join(self._orders)
                    self._orders.clear()
                    return text
                if self._stopped:
                    return None
                soonest = max(self._sent_at + _FRAME_SECONDS, self._held_until) - get_time()
                if self._frame is not None and soonest <= 0 and self._may_send():
                    frame, self._frame = self._frame, None
                    if self._anew:
                        self._painter.forget()
                        self._anew = False
                    break
                patience = soonest if soonest > 0 else self._patience
                self._changed.wait(None if self._frame is None else patience)
        self._sent_at = get_time()
        return self._told(self._painter.paint(frame))

    def _may_send(self) -> bool:
        if self._asked is None or self._unread <= self._window:
            return True
        if get_time() - self._asked < self._patience:
            return False
        # The answer is lost, or the line has become slow: then the next one may take longer.
        self._asked, self._unread, self._answers = None, 0, bool(self._answers)
        self._window, self._patience = _LEAST_WINDOW, min(self._patience * _TIMES_AS_LONG, _MOST_PATIENCE)
        return True

    def _told(self, text: str) -> str:
        """With what shows it as a whole, and asks whether it was read."""
        if self.synchronized and len(text) > _SEEN_AT_ONCE:
            text = f"\x1b[?2026h{text}\x1b[?2026l"
        with self._changed:
            self._unread += len(text)
            if self._asked is None and self._unread > _LEAST_WINDOW and self._answers is not False:
                self._asked, self._unread_then = get_time(), self._unread
                text += _QUESTION
        return text


class TerminalDriver(LinuxDriver):
    """Textual's, on a line that may be hung up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._output: Output | None = None
        super().__init__(*args, **kwargs)
        constants.ESCAPE_DELAY = ESCAPE_SECONDS  # type: ignore[misc]
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # behind the gate there is no shell to go back to
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC)
        erases = not os.environ.get("TERM", "").startswith(_ERASE_PLAINLY)
        colours = self._app.console._color_system or ColorSystem.TRUECOLOR  # as Textual does
        self._painter = Painter(colours, erases=erases)

    @property
    def _writer_thread(self) -> Any:
        """Ours, whatever thread Textual has made for it."""
        return self._output

    @_writer_thread.setter
    def _writer_thread(self, made: Any) -> None:
        assert self._file is not None
        self._output = None if made is None else Output(self._file, self._painter)

    @property
    def window(self) -> Size:
        """How large the terminal's window is now."""
        return Size(*self._get_terminal_size())

    def show(self, update: CompositorUpdate) -> None:
        """Have the terminal show an update of the screen."""
        frame = self._painter.take(update)
        if self._output is not None:
            self._output.show(frame)

    def hold(self, *, held: bool) -> None:
        """Have the output wait with what it is to show, or not any longer."""
        if self._output is not None:
            if held:
                self._output.hold()
            else:
                self._output.release()

    def forget(self) -> None:
        """What stands on the terminal is not known any more: the next update paints all of it."""
        if self._output is not None:
            self._output.forget()

    def start_application_mode(self) -> None:
        """What is sent arrives as it was sent: the system adds no carriage returns."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[_OUTPUT_FLAGS] &= ~termios.OPOST
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def stop_application_mode(self) -> None:
        """Colours of ours stay nowhere."""
        self.write("\x1b[m")
        super().stop_application_mode()

    @property
    def can_suspend(self) -> bool:
        """Never."""
        return False

    def _enable_mouse_support(self) -> None:
        self._set_mouse("h")

    def _disable_mouse_support(self) -> None:
        self._set_mouse("l")

    def _query_in_band_window_resize(self) -> None:
        """Not wanted: it would bring the mouse in pixels, and the system tells of another size anyway."""

    def _set_mouse(self, final: str) -> None:
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}{final}" for mode in _MOUSE))
            self.flush()

    def disable_input(self) -> None:
        """Have the thread that waits for input end."""
        os.write(self._wake, b".")  # and is left there: whoever waits is woken until it has ended
        super().disable_input()

    def run_input_thread(self) -> None:
        """Sleep until there is input, and tell of it; its end is a hang-up."""
        parser, characters = XTermParser(), Characters()
        waiting = select.poll()
        for fd in (self.fileno, self._woken):
            waiting.register(fd, select.POLLIN)
        while not self.exit_event.is_set():
            waiting.poll(_patience(parser, characters))
            if self.exit_event.is_set():
                return
            text = ""
            if _readable(self.fileno):
                if not (received := _read(self.fileno)):
                    os.kill(os.getpid(), signal.SIGHUP)
                    waiting.unregister(self.fileno)
                    waiting.poll()
                    return
                text = characters.decode(received)
            elif characters.begun:
                text = characters.end()
            for event in parser.feed(text) if text else parser.tick():
                self.process_message(event)

    def process_message(self, message: Message) -> None:
        """Moves of the mouse that a terminal tells of unasked are nothing to us; what it answers to the
        output is for that."""
        if isinstance(message, events.MouseMove) or self._output is None:
            return
        if isinstance(message, events.CursorPosition):
            self._output.answered()
        elif isinstance(message, TerminalSupportsSynchronizedOutput):
            self._output.synchronized = True
        else:
            super().process_message(message)


class Characters:
    """Bytes as they come from a terminal, as characters: UTF-8, and what is not UTF-8 as cp1252, which is
    what terminals of old send."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(_OF_OLD)

    @property
    def begun(self) -> bool:
        """Whether the rest of a character is awaited."""
        return bool(self._decoder.getstate()[0])

    def decode(self, received: bytes) -> str:
        """The characters that are whole by now."""
        return self._decoder.decode(received)

    def end(self) -> str:
        """The rest of the character does not come: what is there is one of old."""
        return self._decoder.decode(b"", final=True)


def _as_of_old(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


_OF_OLD = "xscalls-cp1252"
codecs.register_error(_OF_OLD, _as_of_old)


def _patience(parser: XTermParser, characters: Characters) -> float | None:
    """How long to wait for input, in milliseconds; None for ever."""
    if characters.begun:
        return ESCAPE_SECONDS * 1000
    if parser._timeout_time is None:
        return None
    return max(parser._timeout_time - get_time(), 0) * 1000 + 1


def _readable(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(0))


def _read(fd: int) -> bytes:
    with suppress(OSError):
        return os.read(fd, _READ)
    return b""
