"""The log file: what nobody foresaw, for whoever mends the program.

It holds no names, numbers or notes: the texts of exceptions can quote data, so only their types and the
lines of code they came through are written.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

LARGEST = 1_000_000
"""Bytes after which a new file is begun; the former one is kept beside it."""


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """Write the program's warnings and errors, and who comes in by the gate, to a file that only its user can
    read. It is made when there is something to write; that it cannot be written is no reason to disturb the
    user."""
    former, logging.raiseExceptions = logging.raiseExceptions, False
    handler = _PrivateFile(file, encoding="utf-8", delay=True)
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_discreet)
    logger = logging.getLogger("xscalls_tui")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.close()
        logging.raiseExceptions = former


class _PrivateFile(logging.FileHandler):
    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_name(f"{file.name}.1"))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        return os.fdopen(os.open(file, flags, 0o600), "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # from opening; logging looks after the rest
            super().emit(record)


def _discreet(record: logging.LogRecord) -> bool:
    """Puts a trace without data where logging would put its own; lets every record pass."""
    lines: list[str] = []
    error = record.exc_info[1] if record.exc_info else None
    while error is not None:
        lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if lines:
        record.exc_text = "".join(lines).rstrip()
    return True
