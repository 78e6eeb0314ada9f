"""What is there already that a file's lines can mean: rows by their names and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.models import tables
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.phones import number_of
from xscalls_tui.services.imports.values import Refused, shown

_LONGEST = 500
"""Of a folded name, as it is stored."""


def folded(name: str) -> str:
    """A name as it is compared: as it is stored folded, but for doubled spaces."""
    return _closed(fold(clean_line(name))[:_LONGEST])


def _closed(name: str) -> str:
    return " ".join(name.split())


class Names:
    """Rows of a register by what stands for them alone: their folded names, and codes."""

    def __init__(self, rows: Iterable[tuple[int, str]]) -> None:
        self._rows: dict[str, set[int]] = defaultdict(set)
        for row_id, name in rows:
            self._rows[_closed(name)].add(row_id)

    def all(self, text: str) -> set[int]:
        """The rows of this name."""
        return self._rows.get(folded(text), set())

    def one(self, column: str, text: str) -> int | None:
        """The row of this name, None for an empty one. Raises Refused when there is none, or there are
        several."""
        name = folded(text)
        if not name:
            return None
        found = self._rows.get(name, ())
        if len(found) == 1:
            return next(iter(found))
        key = "msg.sheet.several" if found else "msg.lookup.none"
        raise Refused(column, Message.of(key, text=shown(text)))


def employees(engine: Engine) -> Names:
    """Those who are at work, by initials, by name, and by both."""
    table = tables.Employee
    query = table.select(table.id, table.initials, table.name, table.name_fold)
    rows = engine.rows(query.where(table.active, table.deleted_at.is_null()))
    return Names(
        (row_id, name)
        for row_id, initials, name, both in rows
        for name in (fold(initials), folded(name), both)
    )


def companies(engine: Engine) -> Names:
    """Companies by name."""
    table = tables.Company
    return Names(engine.rows(table.select(table.id, table.name_fold).where(table.deleted_at.is_null())))


def projects(engine: Engine) -> Names:
    """Projects by number, by name, and by both."""
    table = tables.Project
    rows = engine.rows(
        table.select(table.id, table.number, table.name, table.name_fold).where(table.deleted_at.is_null())
    )
    return Names(
        (row_id, name)
        for row_id, number, name, both in rows
        for name in dict.fromkeys((folded(number), folded(name), both))
    )


class Person(NamedTuple):
    """A contact person, and the company that they are of."""

    id: int
    company: int | None
    name: str


class People:
    """Contact persons by name, and who is reached under a number."""

    def __init__(self, engine: Engine, *, numbers: bool = False) -> None:
        table: Any = tables.Contact
        query = table.select(table.id, table.company, table.name, table.name_fold, table.mobile, table.direct)
        self._named: dict[str, list[Person]] = defaultdict(list)
        self._people: dict[str, list[Person]] = defaultdict(list)
        self._firms: dict[str, list[int]] = defaultdict(list)
        for row_id, company, name, name_fold, *lines in engine.rows(query.where(table.deleted_at.is_null())):
            person = Person(row_id, company, name)
            self._named[_closed(name_fold)].append(person)
            for number in {number_of(line) for line in lines if line and numbers}:
                self._people[number].append(person)
        if numbers:
            firm: Any = tables.Company
            rows = engine.rows(
                firm.select(firm.id, firm.phone).where(firm.deleted_at.is_null(), firm.phone != "")
            )
            for row_id, line in rows:
                self._firms[number_of(line)].append(row_id)

    def named(self, text: str, company: int | None) -> Person | None:
        """The only one of this name; of several, the only one of that company."""
        found = self._named.get(folded(text), [])
        if len(found) > 1 and company is not None:
            found = [person for person in found if person.company == company]
        return found[0] if len(found) == 1 else None

    def reached(self, number: str) -> tuple[Person | None, int | None]:
        """Who is reached under a number as ``number_of`` gives it, and of which company: nobody where several
        are, unless they are of one company."""
        people = self._people.get(number, []) if number else []
        if len(people) == 1:
            return people[0], people[0].company
        firms = {person.company for person in people} or set(self._firms.get(number, ()) if number else ())
        return None, firms.pop() if len(firms) == 1 else None
