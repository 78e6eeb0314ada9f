"""Calls as plain text: the lines of a list of any length, and all there is to tell about one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from xscalls_tui.cli.output import cells, fit
from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, CallRow, Direction
from xscalls_tui.domain.text import clean, clean_line
from xscalls_tui.i18n import Translator, formats

_ARROWS = {Direction.OUT: "←", Direction.IN: "→"}
_GAP = 2
_ROOM = 44
"""Cells that subject and company should have together; other columns give way for them."""


class _Column(NamedTuple):
    heading: str
    width: int
    text: Callable[[CallRow], str]
    dispensable: bool = False
    """Whether it gives way in a narrow terminal; the rightmost goes first."""


def call_lines(pages: Iterable[Iterable[CallRow]], t: Translator, width: int | None) -> Iterator[str]:
    """A heading, and a line for each call: at most ``width`` cells, or for None as long as it is."""
    columns = _columns(t)
    subject = 40
    if width is not None:
        columns = _fitting(columns, width)
        subject = max((width - _taken(columns)) * 11 // 20, 8)

    def line(texts: list[str], subject_text: str, link_text: str) -> str:
        padded = [fit(text, c.width, cut=width is not None) for text, c in zip(texts, columns, strict=True)]
        ends = [fit(subject_text, subject, cut=width is not None), link_text]
        whole = (" " * _GAP).join([*padded, *ends]).rstrip()
        return whole if width is None or cells(whole) <= width else fit(whole, width).rstrip()

    yield line([column.heading for column in columns], t("list.subject"), t("list.link"))
    for page in pages:
        for row in page:
            texts = [clean_line(column.text(row)) for column in columns]
            yield line(texts, clean_line(row.subject), clean_line(_link(row)))


def call_details(call: Call, stamps: tuple[str, str], t: Translator) -> Iterator[str]:
    """All that is known of a call, a line for each field. ``stamps`` are when it was created and changed."""
    created, changed = stamps
    day = f"{formats.form_date(call.starts_at)} {formats.short_weekday(call.starts_at, t)}"
    fields = (
        (t("call.id"), str(call.id)),
        (t("call.date"), day),
        (t("call.from"), formats.clock(call.starts_at)),
        (t("call.to"), formats.clock(call.ends_at)),
        (t("call.status"), t(words.STATUSES[call.status])),
        (t("call.direction"), t(words.DIRECTIONS[call.direction])),
        (t("call.employee"), f"{call.initials} {call.employee.name}"),
        (t("call.phone"), call.phone),
        (t("call.reminder"), formats.reminder(call.reminder, t)),
        (t("call.subject"), call.subject),
        (t("call.company"), call.company.name if call.company else ""),
        (t("call.partner"), call.contact.name if call.contact else call.partner),
        (t("call.project"), call.project.name if call.project else ""),
        (t("cli.followupof"), str(call.origin or "")),
        (t("call.created"), f"{created} {call.created.initials}"),
        (t("call.changed"), f"{changed} {call.changed.initials}"),
    )
    longest = max(cells(label) for label, _ in fields)
    for label, text in fields:
        yield f"{fit(label, longest)}  {clean_line(text)}".rstrip()
    if call.note:
        yield from ("", clean(call.note))


def _columns(t: Translator) -> list[_Column]:
    statuses = {status: t(key) for status, key in words.STATUSES.items()}
    return [
        _Column(t("list.id"), 8, lambda row: str(row.id)),
        _Column(t("list.date"), 8, lambda row: formats.list_date(row.starts_at)),
        _Column(t("list.from"), 5, lambda row: formats.clock(row.starts_at)),
        _Column(t("list.to"), 5, lambda row: formats.clock(row.ends_at), dispensable=True),
        _Column("", 1, lambda row: _ARROWS[row.direction], dispensable=True),
        _Column(t("tb.status"), max(map(cells, statuses.values())), lambda row: statuses[row.status]),
        _Column(t("list.emp"), 4, lambda row: row.initials),
        _Column(t("list.phone"), 15, lambda row: row.phone, dispensable=True),
    ]


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """The columns that leave room for subject and company."""
    for column in reversed(columns):
        if width - _taken(columns) >= _ROOM:
            break
        if column.dispensable:
            columns = [other for other in columns if other is not column]
    return columns


def _taken(columns: list[_Column]) -> int:
    return sum(column.width + _GAP for column in columns) + _GAP


def _link(row: CallRow) -> str:
    """``Firma > prosjekt (samtalepartner)``, each only when linked (R19)."""
    places = " > ".join(name for name in (row.company, row.project) if name)
    return f"{places} ({row.partner})".strip() if row.partner else places
