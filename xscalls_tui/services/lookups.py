"""Looking up register rows by what somebody types, and what choosing one brings along."""

from __future__ import annotations

from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.lookup import Match, unambiguous
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.queries import registers
from xscalls_tui.services.session import Session


def find(session: Session, register: Register, text: str, company: int | None = None) -> list[Match]:
    """The rows to offer for ``text``, best first; rows of ``company`` stand before others."""
    with session.engine.reading():
        return registers.find(session.engine, register, text, company)


def details(session: Session, register: Register, row_id: int) -> RegisterRow:
    """What choosing this row fills in elsewhere."""
    with session.engine.reading():
        return registers.details(session.engine, register, row_id) or RegisterRow(None, "")


def shown(session: Session, register: Register, row_id: int) -> Match | None:
    """The row as a look-up field shows it."""
    with session.engine.reading():
        return registers.by_id(session.engine, register, row_id)


def resolve(session: Session, register: Register, typed: int | str | None) -> int | Message | None:
    """The row that is meant: an id that exists, the only row that a text can mean, None for nothing, or
    the sentence that says why it is none."""
    if isinstance(typed, int):
        return typed if registers.by_id(session.engine, register, typed) else Message.of("msg.lookup.gone")
    text = clean_line(typed or "")
    if not text:
        return None
    match = unambiguous(text, registers.find(session.engine, register, text))
    if match is not None:
        return match.id
    some = registers.find(session.engine, register, text, limit=1)
    return Message.of("msg.lookup.several" if some else "msg.lookup.none", text=text)


def resolve_partner(session: Session, typed: int | str | None) -> tuple[int | None, str] | Message:
    """The other party: a contact person's id and no text, or no id and the name typed.

    A name becomes a contact person only when exactly one has that very name: anybody else may be meant.
    """
    if isinstance(typed, int):
        found = resolve(session, Register.CONTACT, typed)
        return found if isinstance(found, Message) else (found, "")
    text = clean_line(typed or "")
    if not text:
        return None, ""
    same = [
        match
        for match in registers.find(session.engine, Register.CONTACT, text)
        if fold(match.name) == fold(text)
    ]
    return (same[0].id, "") if len(same) == 1 else (None, text)
