"""Filling a database with whole tables, past the journal: what each engine does in a way of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


class Loader(ABC):
    """Whole tables of one database. ``db`` is the peewee Database of its Engine."""

    def __init__(self, db: Any) -> None:
        self.db = db

    @abstractmethod
    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A transaction that goes on seeing the database as it stands when it first reads, and writes
        nothing."""

    @abstractmethod
    @contextmanager
    def filling(self) -> Iterator[None]:
        """A connection that takes rows in any order, and is sparing of memory while it sorts."""

    @abstractmethod
    def strip(self, tables: Sequence[str]) -> list[str]:
        """Take away the indexes and references of new tables, which are cheaper to have for all rows at
        once than row by row. The statements that bring them back, in order."""

    @abstractmethod
    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows, with booleans as 0 and 1. Inside a write transaction. Raises DatabaseUnusable for a value
        that this engine cannot store."""

    @abstractmethod
    def restore(self, statement: str) -> None:
        """Run a statement that ``strip`` gave. Inside a write transaction. Raises DatabaseUnusable when a row
        refers to one that is not there."""
