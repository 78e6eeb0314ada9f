"""CSV files as people have them: encoding and delimiter are found out, rows are streamed with their line.

A row that cannot be read spoils no other: after a stray quotation mark, reading goes on with the next line.
"""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TextIO

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.imports.layout import Sheet

DELIMITERS = ",;\t"
_CHUNK = 1 << 20
_LONGEST_HEADING = 10_000


class Source(NamedTuple):
    """A file that is there: how its text is encoded, and how many lines it has (for the progress)."""

    path: Path
    encoding: str
    lines: int


def survey(path: Path) -> Source:
    """Look at a whole file: it is UTF-8 if it can be, else cp1252. Raises NotFound if it cannot be read."""
    decoder = getincrementaldecoder("utf-8")()
    encoding, lines, chunk = "utf-8-sig", 0, b"-"
    with _failures_told(path), path.open("rb") as file:
        while chunk:
            chunk = file.read(_CHUNK)
            lines += chunk.count(b"\n")
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                encoding = "cp1252"
    return Source(path, encoding, lines)


def rows(source: Source, sheet: Sheet) -> Iterator[tuple[int, Sequence[str] | Message]]:
    """Each row of a file with the line that it starts on: its fields in the order of ``sheet.columns``, or
    why it cannot be read. Rows with nothing in them are passed over.

    Raises NotFound if the file cannot be read (any more).
    """
    # cp1252 leaves five bytes undefined; a replacement character is better than no import.
    with (
        _failures_told(source.path),
        source.path.open(encoding=source.encoding, errors="replace", newline="") as file,
    ):
        lines = _Lines(file)
        heading = next(filter(str.strip, lines), "")
        delimiter, names = _heading(heading, sheet)
        if missing := sorted(sheet.required.difference(names)):
            yield max(lines.number, 1), Message.of("msg.import.nocolumn", column=", ".join(missing))
            return
        # A column that is not there is read from one behind the last, which is always empty.
        places = [names.index(name) if name in names else len(names) for name in sheet.columns]
        pick, width = itemgetter(*places), len(names)
        for line, fields in _records(lines, delimiter):
            if isinstance(fields, Message):
                yield line, fields
            elif not any(fields):
                continue
            elif len(fields) < width or any(fields[width:]):
                yield line, Message.of("msg.import.fieldcount", found=len(fields), expected=width)
            else:
                yield line, pick([*fields[:width], ""])


def free_rows(source: Source, *, delimiter: str = "") -> Iterator[tuple[int, list[str] | Message]]:
    """Each row of a file whose columns are anybody's, the heading among them, with the line that it starts
    on: its fields, or why it cannot be read. Rows with nothing in them are passed over. The delimiter is,
    unless it is given, the one that gives the first line most fields.

    Raises NotFound if the file cannot be read (any more).
    """
    with (
        _failures_told(source.path),
        source.path.open(encoding=source.encoding, errors="replace", newline="") as file,
    ):
        lines = _Lines(file)
        first = next(filter(str.strip, lines), "")
        lines.give_back(first)
        for line, fields in _records(lines, delimiter or _most_fields(first)):
            if isinstance(fields, Message) or any(field.strip() for field in fields):
                yield line, fields


def _most_fields(line: str) -> str:
    def fields(delimiter: str) -> int:
        return len(next(csv.reader([line[:_LONGEST_HEADING]], delimiter=delimiter), []))

    return max(DELIMITERS, key=fields)


def _heading(line: str, sheet: Sheet) -> tuple[str, list[str]]:
    """The delimiter under which a heading has most of the columns, and the names in it."""
    readings = []
    for delimiter in DELIMITERS:
        fields = next(csv.reader([line[:_LONGEST_HEADING]], delimiter=delimiter), [])
        readings.append((delimiter, [name.strip().casefold() for name in fields]))
    return max(readings, key=lambda reading: len(set(sheet.columns).intersection(reading[1])))


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Message]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.go_back()
            yield start, Message.of("msg.import.unquoted")


class _Lines:
    """The lines of a file, counted. Those after the first of the record under way can be read again."""

    def __init__(self, file: TextIO) -> None:
        self.number = 0
        """The line read last, from 1."""
        self._file = file
        self._record: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.number += 1
        self._record.append(line)
        return line

    def give_back(self, line: str) -> None:
        """Let the line that was read last be the next once more."""
        if line:
            self.number -= 1
            self._again.appendleft(line)

    def begin(self) -> None:
        """A record starts with the next line."""
        self._record.clear()

    def go_back(self) -> None:
        """Let the next line be the second of this record."""
        self.number -= len(self._record) - 1
        self._again.extendleft(reversed(self._record[1:]))


@contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotFound("msg.import.unreadable", file=path.name, why=error.strerror or "") from None
