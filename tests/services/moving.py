"""A small office with everything that a copy has to carry, and what two databases store."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests import factories
from tests.factories import moment
from tests.models.soundness import everything
from xscalls_tui.domain.calls import Call, Direction, Status
from xscalls_tui.domain.records import Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import copying, tables
from xscalls_tui.models.copying import Checksum
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.models.tables import ALL, DayCount, EntityText, Setting
from xscalls_tui.services import bulk, calls, employees, followups, registers, undo
from xscalls_tui.services.session import Session

ODD = "Blåbær på «Øya»\tÆØÅ æøå ñ 漢字 🙂 \\N \\. ; \"sitat\" 'enkelt' ,\nlinje to\r\n{}"
"""What file formats and drivers stumble over."""


def place_of(session: Session) -> str:
    """What the database of a session is opened with."""
    engine = session.engine
    return engine.url if isinstance(engine, PostgresEngine) else str(engine.db.database)


def fill(session: Session) -> None:
    """Registers, calls with all and with nothing, a chain, deleted calls, something undone, an import's key,
    and links from lower ids to higher ones. The last operation is the change of a note."""
    company = factories.company(session, "Ås Båt & Ø AS", "22 22 22 22")
    contact = factories.contact(session, "Åse Ødegård", company)
    project = factories.project(session, "P1", "Kai", company)
    full = {"company": company, "partner": contact, "project": project, "reminder": 15}
    first = factories.call(session, subject=ODD, note=ODD, direction=Direction.IN, **full)
    second = calls.create(session, followups.follow_up(session, first))
    third = factories.call(
        session, starts_at=moment("24.12 15:45"), status=Status.CANCELLED, partner="Nissen"
    )
    factories.call(session, subject="Uten noe")
    bulk.delete(session, [third.id])
    bulk.set_status(session, [first.id, second.id], Status.UNANSWERED)
    undo.undo(session)
    employees.change(session, "BR", active=False)
    earlier, later = factories.call(session, subject="Tidlig"), factories.call(session, subject="Sen")
    link(session, earlier, later)
    with session.engine.writing():  # past the services, which make no such thing in an office this small
        run = session.engine.rows_of
        run("UPDATE operation SET part_of_id = 5, reverts_id = 6 WHERE id = 4")
        run("INSERT INTO import_key (entity, key, row_id, operation_id) VALUES ('call', '41', 1, 5)")
        stamp = "'2026-11-23T09:42:00Z'"
        run(f"INSERT INTO reminded (call_id, employee_id, due_at, rings_at) VALUES (1, 1, {stamp}, {stamp})")
        run(
            "INSERT INTO draft (employee_id, uid, form, label, fields, field, place, kept_at) "
            f"VALUES (1, 'u', 'call', 'Ås', '{{}}', 'note', 'x/1/1', {stamp})"
        )
        run(
            "INSERT INTO presence (call_id, employee_id, place, since, seen_at) "
            f"VALUES (1, 1, 'x/1/1', {stamp}, {stamp})"
        )
        run(f"INSERT INTO claim (call_id, employee_id, asked_at) VALUES (1, 2, {stamp})")
        run("INSERT INTO past_filter (employee_id, line, at) VALUES (1, 'firma:ås', '2026-11-23T09:42:00Z')")
    with session.operation("test.search") as work:
        search = {"owner_id": 1, "name": "Mine", "line": "firma:#1", "sort_by": "date", "descending": True}
        work.insert(tables.SavedSearch, {**search, "shared": True, "place": 0})
        work.insert(tables.Preference, {"employee_id": 1, "name": "farge", "value": "rød"})
    _rooms(session, {"company": company, "contact": contact, "project": project, "call": first.id})
    factories.save(session, first.id, note="Til slutt")


def _rooms(session: Session, links: dict[str, Value]) -> None:
    """A record of each register that comes of calls."""
    me = {"responsible": session.employee.id}
    made = registers.create(session, Register.CASE, {**links, **me, "subject": ODD, "description": ODD})
    note: dict[str, Value] = {"case": made.id, "text": ODD}
    for _ in range(2):
        note["reply_to"] = registers.create(session, Register.CASE_NOTE, note).id
    sale: dict[str, Value] = {**links, **me, "subject": "Tak", "closes_on": session.today()}
    sale["value"] = Decimal("99999999999.99")
    sold = registers.create(session, Register.OPPORTUNITY, sale)
    registers.create(session, Register.COMPETITOR, {"opportunity": sold.id, "name": "Bygg & Ø", "won": True})
    del links["contact"]
    hours: dict[str, Value] = {"day": session.today(), "employee": session.employee.id, "note": ODD}
    hours |= {**links, "case": made.id, "hours": Decimal("7.5")}
    registers.create(session, Register.TIME_ENTRY, hours)


def link(session: Session, follow_up: Call, original: Call) -> None:
    """Let a call follow up another, which may have come later: an import does that."""
    with session.operation("test.link") as work:
        work.update(tables.Call, follow_up.id, {"origin_id": original.id})


def stored(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables that are copied."""
    copied = {copying.name_of(table) for table in ALL}
    return {name: rows for name, rows in everything(engine).items() if name in copied}


def checksums(engine: Engine) -> dict[str, Checksum]:
    """Of all tables."""
    with engine.reading():
        return {copying.name_of(table): copying.checksum(engine, table) for table in ALL}


def schema(engine: Engine) -> list[tuple[Any, ...]]:
    """All tables, indexes and references as the engine defines them; of a table the indexes in the order in
    which they are considered."""
    with engine.reading():
        if not isinstance(engine, PostgresEngine):
            return engine.rows_of(
                "SELECT tbl_name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' "
                "ORDER BY tbl_name, rowid"
            )
        indexes = engine.rows_of(
            "SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "JOIN pg_class c ON c.oid = indrelid "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "ORDER BY 1, indexrelid"
        )
        constraints = engine.rows_of(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated "
            "FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        return [*indexes, *constraints]


def next_ids(engine: Engine) -> dict[str, int]:
    """The id that the next row of each table with numbered rows is to have; on a server it is then used."""
    numbered = [
        copying.name_of(table) for table in ALL if not issubclass(table, (DayCount, Setting, EntityText))
    ]
    next_id = "SELECT 1 + max(id) FROM {0}"
    if isinstance(engine, PostgresEngine):
        next_id = "SELECT nextval(pg_get_serial_sequence('{0}', 'id'))"
    with engine.reading():
        return {name: engine.rows_of(next_id.format(name))[0][0] for name in numbered}


def found(engine: Engine, term: str) -> list[int]:
    """The calls whose note contains a term, by the index."""
    query = engine.texts.found(tables.CallText, ("body",), "term", len(term))
    with engine.reading():
        plan = engine.plan(("found", len(term)), lambda: query)
        return sorted(row[0] for row in engine.rows(plan, **engine.texts.bind(("body",), "term", term)))


def stop_after(steps: int) -> Callable[[int, int], bool]:
    """A progress that wants no more after so many steps have been told."""
    left = iter(range(steps))
    return lambda done, of: next(left, None) is not None
