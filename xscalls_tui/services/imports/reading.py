"""CSV files as people have them: encoding and delimiter are found out, rows are streamed with their line.

A row that cannot be read spoils no other: after a stray quotation mark, reading goes on with the next line.
"""

from __future__ import annotations

import csv
from collections import deque
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.imports.layout import Sheet

DELIMITERS = ",;\t"
_CHUNK = 1 << 20
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is there: how its text is encoded, and how many lines it has (for the progress)."""

    path: Path
    encoding: str
    lines: int


def survey(path: Path) -> Source:
    """Look at a whole file: it is UTF-8 if it can be, else cp1252. Raises NotFound if it cannot be read."""
    decoder = getincrementaldecoder("utf-8")()
    encoding, lines = "utf-8-sig", 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                lines += chunk.count(b"\n")
                if encoding != "cp1252":
                    encoding = _still(encoding, decoder, chunk)
    except OSError as error:
        raise NotFound("msg.import.unreadable", file=path.name, why=error.strerror or "") from None
    return Source(path, encoding, lines)
