"""Watching a PostgreSQL server: whether it answers, and whether somebody else has written.

A session's watch has a connection of its own, which listens for what ``PostgresEngine`` notifies after
each commit, and asks for the newest operation in between: that shows whether the server lives, and that
no notice was missed.
"""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from time import monotonic
from typing import Any

import psycopg

from xscalls_tui.domain.news import News

CHANNEL = "xscalls"
NOTICES = {News.CHANGED: "c", News.PRESENCE: "p"}
"""What the payload of a notice begins with; the session's name follows."""
_NEWS = {letter: news for news, letter in NOTICES.items()}
BEAT_SECONDS = 1.5
ANSWER_SECONDS = 2.0
"""How long a server may take for what costs it nothing. Both together are less than the five seconds in
which an operator is to know (design/security.md, F8)."""
RETRY_SECONDS = 1.0
REST_SECONDS = 0.05
"""Between two notices of changes."""

_BEAT = (
    "SELECT (SELECT max(id) FROM operation), "
    "concat_ws(' ', pg_postmaster_start_time(), inet_server_addr(), inet_server_port())"
)


class _Impatient(psycopg.Connection[Any]):
    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg does it, but not for ever."""
        return super().wait(gen, interval, ANSWER_SECONDS if timeout is None else timeout)


class Watch:
    """A thread that watches. ``own`` is this session's name in notices; ``moved`` is called when
    another server answers than before, or the same one anew."""

    def __init__(self, url: str, own: str, hear: Callable[[News], None], moved: Callable[[], None]) -> None:
        self._url = url
        self._own = own
        self._hear = hear
        self._moved = moved
        self._server = ""
        self._newest: int | None = None
        self._alive = monotonic()
        self._tries = 0
        self._stopped = threading.Event()
        self._connection: psycopg.Connection[Any] | None = None
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """End the thread; it may take a moment longer."""
        self._stopped.set()
        if self._connection is not None:
            hang_up(self._connection)

    def _run(self) -> None:
        while not self._stopped.is_set():
            with suppress(psycopg.Error), closing(self._connect()) as self._connection:
                self._follow(self._connection)
            # A connection may have been dropped by itself: who can connect at once has lost nothing.
            self._tries += 1
            if self._tries > 1 or monotonic() - self._alive > ANSWER_SECONDS:
                self._tell(News.LOST)
                self._stopped.wait(RETRY_SECONDS)

    def _connect(self) -> psycopg.Connection[Any]:
        return _Impatient.connect(
            self._url, autocommit=True, connect_timeout=int(ANSWER_SECONDS), application_name="xscalls watch"
        )

    def _follow(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        heard = True  # whatever was missed: the screens read anew when contact is back
        while not self._stopped.is_set():
            if self._beat(connection) and not heard:
                self._tell(News.CHANGED)
            heard = False
            next_beat = monotonic() + BEAT_SECONDS
            while (left := next_beat - monotonic()) > 0 and not self._stopped.is_set():
                # psycopg would look ten times a second by itself.
                if not select.select([connection], [], [], left)[0]:
                    continue
                # Collected before anything else is done: the connection is busy until then.
                notices = list(connection.notifies(timeout=0))
                # What a newer version tells besides is not for this one.
                told = {(_NEWS.get(one.payload[:1]), one.payload[1:]) for one in notices}
                heard |= any(news is News.CHANGED for news, _ in told)
                others = {news for news, who in told if news is not None and who != self._own}
                for news in others:
                    self._tell(news)
                if others:
                    self._stopped.wait(REST_SECONDS)

    def _beat(self, connection: psycopg.Connection[Any]) -> bool:
        """Whether there is something newer than at the beat before."""
        row = connection.execute(_BEAT).fetchone()
        assert row is not None
        newest, server = row
        if self._server not in ("", server):
            self._moved()
        newer: bool
        newer, self._newest, self._server = newest != self._newest, newest, server
        self._alive, self._tries = monotonic(), 0
        self._tell(News.ALIVE)
        return newer

    def _tell(self, news: News) -> None:
        if not self._stopped.is_set():
            self._hear(news)


def hang_up(connection: psycopg.Connection[Any]) -> None:
    """End a connection that another thread may be waiting on: what it waits for fails there."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
