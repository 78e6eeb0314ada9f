"""Companies and contact persons from a file: what each line says, whom it means that is there already, and
what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import tables
from xscalls_tui.models.columns import Entity
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.phones import number_of
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.services.calls import stamp_columns
from xscalls_tui.services.imports.values import Refused, word, words_of
from xscalls_tui.services.registers import rules, stored
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import known
from xscalls_tui.services.sheets.fields import REGISTERS, properties
from xscalls_tui.services.sheets.report import Outcome, Telling, Told, What
from xscalls_tui.services.sheets.table import Table
from xscalls_tui.services.steps import Steps

_YES_NO = {
    **dict.fromkeys(("1", "ja", "j", "yes", "y", "x", "true", "sann"), True),
    **dict.fromkeys(("0", "nei", "n", "no", "-", "false", "usann"), False),
}
_TOLD_EVERY = 200
_AT_ONCE = 500


class Checked(NamedTuple):
    """A line in order: the columns of a record that it would make, which of them it speaks of, and the
    company of a contact person as it is written."""

    line: int
    columns: dict[str, Any]
    given: frozenset[str]
    company: str


class RecordLines:
    """Goes through the lines of a file of companies or contact persons. Nothing here writes but ``write``."""

    def __init__(self, session: Session, what: What, mapping: Mapping[int, str], table: Table) -> None:
        self.telling = Telling()
        self._session = session
        self._kind: RecordType = TYPES[REGISTERS[what]]
        self._table: type[Entity] = tables.ENTITIES[self._kind.entity]
        self._source = table
        known_properties = properties(what)
        self._columns = {place: known_properties[name] for place, name in mapping.items()}
        self._headings = {one.name: table.headings[place] for place, one in self._columns.items()}
        self._checked: list[Checked] = []
        self._new: list[Checked] = []
        self._changes: dict[int, tuple[int, dict[str, Any]]] = {}

    def check(self, steps: Steps) -> None:
        """Read and check all lines; inside a unit of reading."""
        people = known.employees(self._session.engine)
        for number, (line, fields) in enumerate(self._source.rows()):
            if number % _TOLD_EVERY == 0:
                steps.at(min(line, self._source.lines))
            if isinstance(fields, Message):
                self.telling.refuse(line, fields, self._headings)
                continue
            try:
                self._checked.append(self._check(line, fields, people))
            except Refused as refused:
                self.telling.refuse(line, refused, self._headings, _words(fields))

    def _check(self, line: int, fields: Sequence[str], people: known.Names) -> Checked:
        values: dict[str, Any] = {}
        linked: dict[str, int | None] = {}
        company = ""
        for place, one in self._columns.items():
            text = fields[place]
            if not text.strip():
                continue
            if one.register is Register.EMPLOYEE:
                linked[one.column] = people.one(one.name, text)
            elif one.register is Register.COMPANY:
                company = text
            else:
                values[one.name] = _value(one, text)
        try:
            columns = stored.columns(self._session, self._kind, values, None) | linked
        except InvalidInput as error:
            raise Refused(*next(iter(error.fields.items()))) from None
        given = {self._kind.named(name).column for name in values} | linked.keys()
        return Checked(line, columns, frozenset(given), company)

    def match(self, *, overwrite: bool) -> None:
        """Find out what each line means; inside a unit of reading, or of the work that writes it."""
        engine = self._session.engine
        firms = known.companies(engine) if self._kind.register is Register.CONTACT else None
        there = _There(engine, self._kind)
        met: list[tuple[Checked, int | None]] = []
        for one in self._checked:
            try:
                if firms is not None and one.company:
                    one.columns["company_id"] = firms.one("company", one.company)
                    one = one._replace(given=one.given | {"company_id"})
                met.append((one, there.like(one.columns)))
            except Refused as refused:
                self.telling.refuse(one.line, refused, self._headings, one.columns["name"])
                continue
            if met[-1][1] is None:
                there.add(-one.line, one.columns)
        now = self._stored([row_id for _, row_id in met if row_id is not None and row_id > 0])
        for one, row_id in met:
            if row_id is None:
                self._new.append(one)
                self.telling.add(Told(one.line, Outcome.NEW, self._text(one)))
            elif row_id < 0:
                like = Message.of("msg.sheet.sameline", line=-row_id)
                self.telling.add(Told(one.line, Outcome.SAME, self._text(one), why=like))
            else:
                self._change(one, row_id, now[row_id], overwrite=overwrite)

    def _change(self, one: Checked, row_id: int, now: dict[str, Any], *, overwrite: bool) -> None:
        differing = {
            name: one.columns[name]
            for name in sorted(one.given)
            if now[name] != one.columns[name] and (overwrite or not now[name])
        }
        if not differing:
            like = Message.of("msg.sheet.sameas", id=row_id)
            self.telling.add(Told(one.line, Outcome.SAME, self._text(one), why=like))
            return
        labels = tuple(p.label for p in self._kind.properties if p.column in differing)
        if "name" in differing:
            differing |= stored.named(self._kind, [differing["name"]])
        now |= differing  # for later lines that mean the same row
        version, before = self._changes.get(row_id, (now["version"], {}))
        self._changes[row_id] = version, before | differing
        like = Message.of("msg.sheet.sameas", id=row_id)
        self.telling.add(Told(one.line, Outcome.CHANGED, self._text(one), why=like, changes=labels))

    def write(self, work: UnitOfWork, steps: Steps) -> None:
        """Make what is new, and change what is to be filled in."""
        session, kind, total = self._session, self._kind, self._source.lines
        stamps = stamp_columns(work, session)
        made = {"created_at": work.at, "created_by": session.employee.id}
        for done, one in enumerate(self._new):
            if done % _TOLD_EVERY == 0:
                steps.at(total + total * done // len(self._new))
            row_id = work.insert(self._table, one.columns | made | stamps)
            rules.afterwards(session, work, kind, row_id, one.columns)
        for some in _portions(list(self._changes)):
            work.update_many(
                self._table, {i: (self._changes[i][0], self._changes[i][1] | stamps) for i in some}
            )
        for row_id, (_, columns) in self._changes.items():
            if columns.get("is_primary"):
                (whole,) = self._stored([row_id]).values()
                rules.afterwards(session, work, kind, row_id, whole)
        steps.at(2 * total)

    def _stored(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Rows by their ids: their version and what stands in the columns of their properties."""
        table, engine = self._table, self._session.engine
        names = ["version", *(one.column for one in self._kind.properties)]
        fields = [table._meta.columns[name] for name in names]
        found = {}
        for some in _portions(sorted(set(ids))):
            for row_id, *values in engine.rows(
                table.select(table.id, *fields).where(engine.among(table.id, some))
            ):
                found[row_id] = dict(zip(names, values, strict=True))
        return found

    def _text(self, one: Checked) -> str:
        columns = one.columns
        if self._kind.register is Register.CONTACT:
            parts = (columns["name"], one.company, columns["mobile"] or columns["direct"], columns["email"])
        else:
            parts = (columns["name"], columns["org_no"], columns["phone"], columns["city"])
        return " · ".join(part for part in parts if part)


class _There:
    """Who is there already: companies by organisation number, else by name; contact persons by e-mail, mobile
    number, or name and company."""

    def __init__(self, engine: Engine, kind: RecordType) -> None:
        self._contacts = kind.register is Register.CONTACT
        self._keys: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        self._numbers: dict[int, tuple[str, str]] = {}
        table: Any = tables.ENTITIES[kind.entity]
        names = ["name", "company_id", "email", "mobile"] if self._contacts else ["name", "org_no", "phone"]
        fields = [table._meta.columns[name] for name in names]
        for row_id, *values in engine.rows(table.select(table.id, *fields).where(table.deleted_at.is_null())):
            self.add(row_id, dict(zip(names, values, strict=True)))

    def add(self, row_id: int, columns: Mapping[str, Any]) -> None:
        """There is one more."""
        for key in self._of(columns):
            self._keys[key].append(row_id)
        if not self._contacts:
            self._numbers[row_id] = columns["org_no"], number_of(columns["phone"])

    def like(self, columns: Mapping[str, Any]) -> int | None:
        """The row that a line means, if it is there. Raises Refused when it can mean several."""
        for key in self._of(columns):
            found = self._keys.get(key, [])
            if not self._contacts and key[0] == "name":
                found = self._same_firm(columns, found)
            if len(found) > 1:
                raise Refused("name", Message.of("msg.sheet.several", text=columns["name"]))
            if found:
                return found[0]
        return None

    def _same_firm(self, columns: Mapping[str, Any], found: list[int]) -> list[int]:
        """Of companies of one name: not those of another organisation number; of several, those with the same
        telephone number."""
        org_no, number = columns["org_no"], number_of(columns["phone"])
        found = [i for i in found if not (org_no and self._numbers[i][0]) or self._numbers[i][0] == org_no]
        if len(found) > 1 and number:
            found = [i for i in found if self._numbers[i][1] == number] or found
        return found

    def _of(self, columns: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """What tells a row from others, the surest first."""
        name = known.folded(columns["name"])
        if not self._contacts:
            if columns["org_no"]:
                yield "org_no", columns["org_no"]
            yield "name", name
            return
        if columns["email"]:
            yield "email", columns["email"].casefold()
        if number := number_of(columns["mobile"]):
            yield "mobile", number
        yield "name", name, columns["company_id"]


def _value(one: Property, text: str) -> Any:
    match one.kind:
        case Kind.YES_NO:
            return word(one.name, text, _YES_NO)
        case Kind.CHOICE:
            return word(one.name, text, words_of(one))
        case _:
            return text


def _words(fields: Sequence[str]) -> str:
    return " · ".join(text for field in fields if (text := " ".join(field.split())))[:200]


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
