"""One call as a PDF: all its fields, its note in full, and the calls that it is tied to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, Stamp
from xscalls_tui.domain.followups import ChainLine
from xscalls_tui.domain.text import clean
from xscalls_tui.exports.pdf import FLAG, FLAG_COLOURS
from xscalls_tui.exports.pdf_page import BOLD, GREY, REGULAR, Paper, plain
from xscalls_tui.i18n import Translator, formats, grouped
from xscalls_tui.services.session import Session

_SIZE, _LINE = 10.0, 15.0
_TITLE = 18.0
_LABEL = 110.0
_ARROWS = {1: "←", 2: "→"}
_INDENT = 14.0
_DEEPEST = 12


def write(stream: IO[bytes], call: Call, chain: Sequence[ChainLine], session: Session, t: Translator) -> None:
    """Write the sheet of a call; ``chain`` is all that it is tied to, itself among it, or nothing."""
    paper = Paper(f"{t('noun.call')} {call.id}", session.now(), t, landscape=False)
    paper.begin_page()
    paper.text(f"{t('noun.call')} {grouped(call.id)}", 0, _TITLE, _TITLE, BOLD)
    status = t(words.STATUSES[call.status])
    across = paper.faces[REGULAR].width(f"{FLAG} {status}", _SIZE + 2)
    paper.text(FLAG, paper.width - across, _TITLE, _SIZE + 2, colour=FLAG_COLOURS[call.status])
    paper.text(status, paper.width - across + 14, _TITLE, _SIZE + 2)
    paper.y += _TITLE * 2
    for label, value in _fields(call, session, t):
        _field(paper, label, value)
    _section(paper, t("call.note"))
    for line in paper.faces[REGULAR].wrapped(clean(call.note), _SIZE, paper.width):
        paper.need(_LINE)
        paper.text(line, 0, _LINE * 0.75, _SIZE)
        paper.y += _LINE
    if chain:
        _section(paper, t("call.tab.historyhead"))
        for one in chain:
            _chain_line(paper, one, call.id, t)
    paper.write(stream)


def _fields(call: Call, session: Session, t: Translator) -> list[tuple[str, str]]:
    day = f"{formats.weekday(call.starts_at, t)} {formats.form_date(call.starts_at)}"
    minutes = int((call.ends_at - call.starts_at).total_seconds()) // 60
    return [
        (t("call.date"), day),
        (t("call.fromto"), _times(call.starts_at, call.ends_at, formats.duration(minutes, t))),
        (t("call.direction"), f"{_ARROWS[call.direction]} {t(words.DIRECTIONS[call.direction])}"),
        (t("call.employee"), call.names.employee),
        (t("call.subject"), call.subject),
        (t("list.phone"), call.phone),
        (t("call.company"), call.names.company),
        (t("call.partner"), call.names.contact or call.partner),
        (t("call.project"), call.names.project),
        (t("call.reminder"), formats.reminder(call.reminder, t)),
        (t("call.created"), _stamp(call.created, session)),
        (t("call.changed"), _stamp(call.changed, session)),
    ]


def _times(starts: datetime, ends: datetime, length: str) -> str:
    return f"{formats.clock(starts)}–{formats.clock(ends)}  ({length})"


def _stamp(stamp: Stamp, session: Session) -> str:
    return f"{formats.stamp(stamp.at.astimezone(session.zone))} {stamp.initials}"


def _field(paper: Paper, label: str, value: str) -> None:
    lines = paper.faces[REGULAR].wrapped(plain(value) or "–", _SIZE, paper.width - _LABEL)
    for number, line in enumerate(lines):
        paper.need(_LINE)
        if number == 0:
            paper.text(label, 0, _LINE * 0.75, _SIZE, colour=GREY)
        paper.text(line, _LABEL, _LINE * 0.75, _SIZE)
        paper.y += _LINE


def _section(paper: Paper, title: str) -> None:
    paper.need(_LINE * 3)
    paper.y += _LINE
    paper.text(title, 0, _LINE * 0.75, _SIZE, BOLD)
    paper.y += _LINE * 1.2
    paper.fill((0.8, 0.8, 0.8), 0.6)
    paper.y += 4


def _chain_line(paper: Paper, line: ChainLine, here: int, t: Translator) -> None:
    paper.need(_LINE)
    one, x = line.call, min(line.depth, _DEEPEST) * _INDENT
    paper.text(_ARROWS[one.direction], x, _LINE * 0.75, _SIZE)
    paper.text(FLAG, x + 12, _LINE * 0.75, _SIZE, colour=FLAG_COLOURS[one.status])
    when = f"{formats.form_date(one.starts_at)} {formats.clock(one.starts_at)}–{formats.clock(one.ends_at)}"
    told = f"{when}  {t(words.STATUSES[one.status])}  {one.initials}  {plain(one.subject)}"
    style = BOLD if one.id == here else REGULAR
    room = paper.width - x - 26
    paper.text(paper.faces[style].fitted(told, _SIZE, room), x + 26, _LINE * 0.75, _SIZE, style)
    paper.y += _LINE
