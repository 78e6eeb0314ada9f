"""Rows set aside while a file is checked, so that a million of them need no memory."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

BATCH = 1000
_IN_MEMORY = 4 << 20


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool in a file without a name: nobody else can read it, and it is gone with the process."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield Spool(file)


class Spool:
    """Tuples of plain values (None, numbers, texts) in the order they were added."""

    def __init__(self, file: IO[bytes]) -> None:
        self.rows = 0
        """How many there are."""
        self._file = file
        self._sizes: list[int] = []
        self._batch: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Set a row aside."""
        self.rows += 1
        self._batch.append(row)
        if len(self._batch) == BATCH:
            self._flush()

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, from the first, some at a time."""
        self._flush()
        self._file.seek(0)
        for size in self._sizes:
            yield marshal.loads(self._file.read(size))

    def _flush(self) -> None:
        if self._batch:
            self._sizes.append(self._file.write(marshal.dumps(self._batch)))
            self._batch = []
