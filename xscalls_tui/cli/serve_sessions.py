"""The verb serve-sessions: a process that has the program loaded, and forks a session for each operator
whose terminal the gate hands over. It holds no thread, no database and nobody's data: a session begins as a
start of the program does, but for what it would load."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import pkgutil
import random
import resource
import select
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

import xscalls_tui
from xscalls_tui import handover
from xscalls_tui.cli import equal_pages, options
from xscalls_tui.cli.speech import verb
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.i18n import LANGUAGES, Translator

log = logging.getLogger(__name__)

_LOOKS_SECONDS = 60.0
"""Between two looks for a newer version on disk."""
_FIRST_ACTIVATED = 3
"""The descriptor that systemd hands over (sd_listen_fds)."""
_CHILDREN = "XSCALLS_SESSION_PIDS"
"""Of a server that has begun anew: the sessions that it had."""
_LATER = ("demo", "exports", "migrations", "imports", "cli")
"""Parts that a session may never need, or whose libraries are large: loaded when they are."""


class NotServed(XSCallsError):
    """The server cannot listen there."""


@verb("serve-sessions", help="cli.help.servesessions")
@click.option(
    "--socket", "path", type=click.Path(path_type=Path), metavar="cli.meta.file", help="cli.opt.socket"
)
@click.option("--most", type=options.Whole(1), default=200, metavar="cli.meta.count", help="cli.opt.most")
@click.option(
    "--memory", type=options.Whole(64), default=1024, metavar="cli.meta.megabytes", help="cli.opt.memory"
)
def serve_sessions(path: Path | None, most: int, memory: int) -> None:
    """Serve until SIGTERM. Sessions go on without it."""
    load()  # who comes before is not kept waiting, but begins by themselves
    equal_pages.offer()
    if not equal_pages.merged():
        log.warning("the kernel does not merge equal pages: each session takes about twice the memory")
    listener = _activated() or _listener(path or Path(handover.socket_path()))
    Server(listener, most, memory << 20).run()


class Server:
    """Forks sessions for those who come to ``listener``: ``most`` at a time, each with so many bytes of
    memory."""

    def __init__(self, listener: socket.socket, most: int, memory: int) -> None:
        self._listener = listener
        self._most = most
        self._memory = memory
        self._sessions = {int(pid) for pid in os.environ.pop(_CHILDREN, "").split(",") if pid}
        self._stopped = False
        self._version = _on_disk()
        self._woken, self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        """Until it is stopped."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._stop)
        log.info("serving sessions")
        while not self._stopped:
            waited_for: list[socket.socket | int] = [self._listener, self._woken]
            ready, _, _ = select.select(waited_for, [], [], _LOOKS_SECONDS)
            with suppress(BlockingIOError):
                os.read(self._woken, 4096)
            self._reap()
            if _on_disk() != self._version:
                self._begin_anew()
            if self._listener in ready and not self._stopped:
                self._serve()

    def _stop(self, *_: object) -> None:
        self._stopped = True

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                self._sessions.discard(pid)

    def _begin_anew(self) -> None:
        """Another version is installed: have it take this one's place. Sessions that run stay as they are;
        who is at the door begins without a server."""
        log.info("another version is on disk")
        self._listener.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                self._listener.accept()[0].close()
        self._listener.setblocking(True)
        os.dup2(self._listener.fileno(), _FIRST_ACTIVATED)
        os.set_inheritable(_FIRST_ACTIVATED, True)  # which it is not yet if it was there already
        environment = {
            "LISTEN_FDS": "1",
            "LISTEN_PID": str(os.getpid()),
            _CHILDREN: ",".join(map(str, self._sessions)),
        }
        os.execve(
            sys.executable,
            [sys.executable, "-m", "xscalls_tui", *sys.argv[1:]],
            {**os.environ, **environment},
        )

    def _serve(self) -> None:
        try:
            line, _ = self._listener.accept()
        except OSError:
            return
        with line:
            try:
                if not handover.same_account(line):
                    return
                order, streams = handover.receive(line)
            except (OSError, ValueError):
                return
            try:
                if len(self._sessions) >= self._most:
                    line.sendall(handover.FULL)
                    log.warning("%s sessions, and no more", self._most)
                    return
                # A fork copies the calling thread alone: others would leave their locks behind.
                assert threading.active_count() == 1
                if (pid := os.fork()) == 0:
                    self._become(line, order, streams)
                self._sessions.add(pid)
            except OSError as error:
                log.warning("no session: %s", type(error).__name__)
            finally:
                for stream in streams:
                    os.close(stream)

    def _become(self, line: socket.socket, order: handover.Order, streams: list[int]) -> NoReturn:
        """In the child: a session, as if it had been started with the order."""
        code = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            self._listener.close()
            for end in (self._woken, self._wake):
                os.close(end)
            code = _run(line, order, streams, self._memory)
        finally:
            handover.tell_end(line, code)
            os._exit(code)


def _run(line: socket.socket, order: handover.Order, streams: list[int], memory: int) -> int:
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    for stream in streams:
        if stream > max(handover.STREAMS):
            os.close(stream)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    with suppress(OSError):
        os.chdir(order.folder)
    random.seed()
    sys.argv = ["xscalls", *order.arguments]
    for place, name in enumerate(("stdin", "stdout", "stderr")):
        mode = "w" if place else "r"
        opened = open(place, mode, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    logger = logging.getLogger("xscalls_tui")
    for handler in [*logger.handlers]:
        logger.removeHandler(handler)
    line.sendall(handover.TAKEN)
    threading.Thread(target=_listen, args=(line,), name="gate", daemon=True).start()
    from xscalls_tui.cli import main

    try:
        main(order.arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    for written in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            written.flush()
    return code


def _listen(line: socket.socket) -> None:
    """What the gate is told is told to the session; that the gate is gone is a hang-up."""
    while True:
        try:
            told = line.recv(16)
        except OSError:
            told = b""
        for number in told or bytes([signal.SIGHUP]):
            os.kill(os.getpid(), number)
        if not told:
            return


def load() -> None:
    """Load what sessions need; it is theirs too, as long as nobody changes it."""
    for module in pkgutil.walk_packages(xscalls_tui.__path__, "xscalls_tui."):
        if not any(f".{part}" in module.name for part in _LATER):
            importlib.import_module(module.name)
    import textual.drivers.linux_driver  # noqa: F401

    for language in LANGUAGES:
        Translator(language)  # whose catalogue is kept
    gc.collect()
    gc.freeze()
    gc.disable()


def _on_disk() -> int | None:
    """What changes when another version is installed."""
    try:
        return Path(xscalls_tui.__file__).stat().st_mtime_ns
    except OSError:
        return None


def _activated() -> socket.socket | None:
    """The socket that systemd listens on for us."""
    if os.environ.pop("LISTEN_PID", "") != str(os.getpid()) or os.environ.pop("LISTEN_FDS", "") != "1":
        return None
    os.set_inheritable(_FIRST_ACTIVATED, False)
    return socket.socket(fileno=_FIRST_ACTIVATED)


def _listener(path: Path) -> socket.socket:
    """A socket of our own, which this account alone can reach. Raises NotServed."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.parent.stat().st_mode & 0o077:
            raise NotServed("msg.sessions.open", path=str(path.parent))
        with socket.socket(socket.AF_UNIX) as other:
            if other.connect_ex(str(path)) == 0:
                raise NotServed("msg.sessions.served", path=str(path))
        made.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        former = os.umask(0o177)
        try:
            listener.bind(str(made))
        finally:
            os.umask(former)
        listener.listen(128)
        made.rename(path)  # nobody finds it before it listens
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise NotServed("msg.sessions.cannot", path=str(path), why=why) from error
    return listener
