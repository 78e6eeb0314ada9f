"""Printing: sentences, tables, one call, JSON. What comes from data is cleaned once more on its way out."""

from __future__ import annotations

import codecs
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import click

from xscalls_tui.domain.text import clean, clean_line

_PORTION = 200
_NARROWEST = 8
"""Cells that a column of a table keeps in any terminal."""


def say(text: str) -> None:
    """Print one line."""
    click.echo(clean_line(text))


def complain(text: str, program: str = "xscalls") -> None:
    """Print one sentence to standard error, under the name of the program."""
    click.echo(f"{program}: {clean_line(text)}", err=True)


def point_out(line: str, start: int, end: int) -> None:
    """Print a line that was typed to standard error, and a mark under its characters from ``start`` to
    ``end``."""
    before, word, after = (
        re.sub(r"\s", " ", clean(part)) for part in (line[:start], line[start:end], line[end:])
    )
    click.echo(f"  {before}{word}{after}\n  {' ' * cells(before)}{'^' * max(cells(word), 1)}", err=True)


def print_lines(lines: Iterable[str]) -> None:
    """Print any number of lines as they come; many at a time, for each printing waits for the system."""
    coming = iter(lines)
    while portion := list(islice(coming, _PORTION)):
        click.echo("\n".join(portion))


def print_json(records: Iterable[Mapping[str, object]]) -> None:
    """Print one JSON array, a record a line, as the records come."""
    print_lines(_array(records))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows of texts under each other in columns; the first row is the heading. On a terminal that
    is too narrow, what is widest is cut."""
    table = [[clean_line(text) for text in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    room = line_width()
    while room is not None and sum(widths) + 2 * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in table:
        click.echo("  ".join(fit(text, width) for text, width in zip(row, widths, strict=True)).rstrip())


def line_width() -> int | None:
    """The width of the terminal, or None when the output goes elsewhere and need not be cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def fit(text: str, width: int, *, cut: bool = True) -> str:
    """``text`` in exactly ``width`` cells: filled with blanks, or cut with a mark."""
    used = cells(text)
    if used <= width or not cut:
        return text + " " * (width - used)
    kept = ""
    for character in text:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return fit(f"{kept}…", width)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _array(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    yield "["
    former = ""
    for record in records:
        if former:
            yield f"{former},"
        former = _json(record)
    yield from filter(None, (former, "]"))


def _json(record: Mapping[str, object]) -> str:
    """One line of JSON; with escapes for what could not be printed, or should not reach a terminal."""
    text = json.dumps(record, ensure_ascii=False)
    if clean(text) == text and codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8":
        return text
    return json.dumps(record)
