"""The typed filter: read and written with the registers at hand."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from xscalls_tui.domain import filter_text
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Value, single
from xscalls_tui.domain.errors import DatabaseUnusable, InvalidInput, Message
from xscalls_tui.domain.filter_text import BadWord, Word, plain
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Language
from xscalls_tui.models.tables import PastFilter
from xscalls_tui.services.filter_completion import Completion, completion
from xscalls_tui.services.filter_rows import REGISTER_OF, find, forms
from xscalls_tui.services.session import Session

KEPT = 50
"""Lines that are kept for each employee."""
_NEWEST_FIRST = (PastFilter.at.desc(), PastFilter.id.desc())


class Span(NamedTuple):
    """Characters of a line."""

    start: int
    end: int


class BadFilter(InvalidInput):
    """A typed filter that cannot be understood, or is about what does not exist: ``message`` tells why, and
    ``span`` which part of ``text`` it is about."""

    def __init__(self, text: str, span: Span, message: Message) -> None:
        super().__init__({"filter": message})
        self.text, self.span, self.message = text, span, message


def parse(session: Session, text: str) -> Criteria:
    """The criteria that a line means. Raises BadFilter.

    Initials, a project's number, or the whole name of one row alone mean that row, with its label; any other
    text is what the name is to contain.
    """
    try:
        clauses = filter_text.read(text, session.today())
    except BadWord as bad:
        raise BadFilter(text, Span(bad.start, bad.end), bad.message) from None
    found = find(session.engine, (w.criterion for clause in clauses for w in clause if not w.loose))

    def meant(word: Word) -> Word:
        register = REGISTER_OF.get(word.criterion.field)
        if register is None or word.loose:
            return word
        value = word.criterion.value
        if (register, value) not in found:
            raise BadFilter(text, Span(word.start, word.end), _missing(register, value))
        row = found[register, value]
        return word._replace(criterion=_of_row(word.criterion, row)) if row else word

    return Criteria(tuple(filter_text.term(tuple(map(meant, clause))) for clause in clauses))


def written(session: Session, criteria: Criteria, language: Language) -> str:
    """The line as people read it, in ``nb`` or ``en``; ``parse`` reads it back as the same, with rows of
    registers by initials, number, or a name that nobody else has."""
    every = [one for term in criteria.terms for one in single(term) if one.field in REGISTER_OF]
    shown: dict[tuple[Field, Value], str] = {}
    found = find(session.engine, every)
    rows: dict[Register, list[Match]] = defaultdict(list)
    for (register, value), row in found.items():
        if row and value == row.id:
            rows[register].append(row)
    typed = {register: forms(session.engine, register, some) for register, some in rows.items()}
    for one in every:
        register = REGISTER_OF[one.field]
        row = found.get((register, one.value))
        if row and one.value == row.id:
            shown[one.field, one.value] = typed[register][row.id]
        elif row is None and isinstance(one.value, str) and (register, one.value) in found:
            shown[one.field, one.value] = plain(one.value)
    return filter_text.write(criteria, language, shown)


def lossless(criteria: Criteria) -> str:
    """The line to keep: rows of registers stand by their ids, and ``parse`` reads it back as the same as long
    as these exist."""
    return filter_text.write(criteria, "nb")


def complete(session: Session, text: str, cursor: int, language: Language) -> Completion:
    """What can stand at ``cursor``, in words of ``language``: keys, and after a key its values. After keys of
    texts and numbers there is nothing to offer."""
    return completion(session, text, cursor, language)


def remember(session: Session, text: str) -> None:
    """Keep a line that somebody typed, of at most KEPT. A database that can only be read keeps none."""
    engine, line, mine = session.engine, clean_line(text), PastFilter.employee == session.employee.id
    if engine.read_only or not line:
        return
    now = session.clock.now()
    add = PastFilter.insert(employee=session.employee.id, line=line, at=now).on_conflict(
        conflict_target=(PastFilter.employee, PastFilter.line), update={PastFilter.at: now}
    )
    newest = PastFilter.select(PastFilter.id).where(mine).order_by(*_NEWEST_FIRST).limit(KEPT)
    try:
        with engine.writing():
            # Not updated in place: of two lines of one second the later one has the higher id.
            engine.execute(PastFilter.delete().where(mine, PastFilter.line == line))
            engine.execute(add)
            engine.execute(PastFilter.delete().where(mine, PastFilter.id.not_in(newest)))
    except DatabaseUnusable as error:
        if error.message.key != "msg.db.readonly":
            raise


def past(session: Session) -> list[str]:
    """The lines that the employee typed, newest first."""
    mine = PastFilter.employee == session.employee.id
    with session.engine.reading():
        rows = session.engine.rows(PastFilter.select(PastFilter.line).where(mine).order_by(*_NEWEST_FIRST))
    return [line for (line,) in rows]


_NOBODY = {
    Register.EMPLOYEE: "msg.filter.noemployee",
    Register.COMPANY: "msg.filter.nocompany",
    Register.PROJECT: "msg.filter.noproject",
}
"""What to say when no row has such a name. For the other party any name may have been typed."""


def _of_row(criterion: Criterion, row: Match) -> Criterion:
    label = row.code if REGISTER_OF[criterion.field] is Register.EMPLOYEE else row.name
    return criterion._replace(value=row.id, label=label)


def _missing(register: Register, value: Value) -> Message:
    if isinstance(value, int):
        return Message.of("msg.filter.gone", id=value)
    return Message(_NOBODY[register], (("text", str(value)),))
