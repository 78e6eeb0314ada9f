"""Rows of registers in the typed filter: which are meant by a word, and by which word one is meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from xscalls_tui.domain.criteria import NOBODY, Criterion, Field, Value
from xscalls_tui.domain.filter_text import plain, quoted
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import searchable
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries import registers

REGISTER_OF = {
    Field.EMPLOYEE: Register.EMPLOYEE,
    Field.CREATED_BY: Register.EMPLOYEE,
    Field.CHANGED_BY: Register.EMPLOYEE,
    Field.COMPANY: Register.COMPANY,
    Field.CONTACT: Register.CONTACT,
    Field.PROJECT: Register.PROJECT,
}
"""The register that a field points to."""

Found = dict[tuple[Register, Value], Match | None]
"""What ids and texts of registers stand for: a row; None for part of a name. What is nobody's is missing."""


def find(engine: Engine, criteria: Iterable[Criterion]) -> Found:
    """What the values of these criteria stand for."""
    wanted: dict[Register, set[Value]] = defaultdict(set)
    for one in criteria:
        if one.field in REGISTER_OF:
            wanted[REGISTER_OF[one.field]].add(one.value)
    found: Found = {}
    for register, values in wanted.items():
        with engine.reading():
            if ids := [value for value in values if isinstance(value, int)]:
                found |= {(register, row.id): row for row in registers.by_ids(engine, register, ids)}
                if NOBODY in ids:
                    found[register, NOBODY] = Match(NOBODY, "")
            if texts := [value for value in values if isinstance(value, str)]:
                found |= _find_texts(engine, register, texts)
    return found


def _find_texts(engine: Engine, register: Register, texts: Sequence[str]) -> Found:
    """One statement for all that name a row; one more for each of the others."""
    found: Found = {}
    rows = _everybody(engine) if register is Register.EMPLOYEE else registers.named(engine, register, texts)
    for text in texts:
        row, others = _only(text, rows), rows
        if row is None and register in (Register.COMPANY, Register.PROJECT):
            others = registers.find(engine, register, searchable(text))
            row = _only(text, others)
        if row or register is Register.CONTACT or any(searchable(text) in searchable(o.name) for o in others):
            found[register, text] = row
    return found


def _everybody(engine: Engine) -> list[Match]:
    """The employees, active or not."""
    everybody = registers.employees(engine)
    return [Match(who.id, f"{who.initials} {who.name}", "", who.initials) for who in everybody]


def _only(text: str, rows: Sequence[Match]) -> Match | None:
    """The only row of this very code or, when there is none, of this very name; or None."""
    wanted = searchable(text)
    for same in (
        [row for row in rows if row.code == text],
        [row for row in rows if row.code == text.upper()],
        [row for row in rows if row.code and searchable(row.code) == wanted],
        [row for row in rows if wanted in map(searchable, (row.name, row.name.removeprefix(row.code)))],
    ):
        if same:
            return same[0] if len(same) == 1 else None
    return None


def forms(engine: Engine, register: Register, rows: Sequence[Match]) -> dict[int, str]:
    """What stands for each of these rows alone: initials, the number, a name that nobody else has, the id."""
    if register in (Register.EMPLOYEE, Register.PROJECT):
        return {row.id: plain(row.code) for row in rows}
    with engine.reading():
        namesakes = registers.named(engine, register, [row.name for row in rows])
    bearers = Counter(searchable(row.name) for row in namesakes)
    alone = [row for row in rows if bearers[searchable(row.name)] == 1]
    return {row.id: f"#{row.id}" for row in rows} | {row.id: quoted(row.name) for row in alone}
