"""The log file: what nobody foresaw, for whoever mends the program.

It holds no names, numbers or notes: the texts of exceptions can quote data, so only their types and the
lines of code they came through are written.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

LARGEST = 1_000_000
"""Bytes after which a new file is begun; the former one is kept beside it."""

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """Write the program's warnings and errors to a file that only its user can read. It is made when
    there is something to write."""
    handler = _PrivateFile(file, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("xscalls_tui")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


class _PrivateFile(logging.FileHandler):
    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_name(f"{file.name}.1"))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        return os.fdopen(os.open(file, flags, 0o600), "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the name is logging's
        """A log that cannot be written is no reason to disturb the user."""


class _Discreet(logging.Formatter):
    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # the name is logging's
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip()
