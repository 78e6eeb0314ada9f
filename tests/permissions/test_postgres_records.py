"""Every cell of the registers' permission matrix by SQL alone, as that employee: the server says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.errors import CheckViolation, DataError, InsufficientPrivilege

from tests.conftest import Acting
from tests.models.soundness import assert_sound
from tests.permissions.record_matrix import INITIALS, Cell, Deed, Scene, cells, end, stage, values
from tests.postgres import signing_in
from tests.services import csv_sets
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.records import ANY_TEXT, Condition, RecordCriteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.models.tables import ENTITIES
from xscalls_tui.services import finding, registers, undo
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.imports.layout import CASE_NOTES, CASES, TIME_ENTRIES, Sheet


@pytest.fixture(scope="module")
def kind() -> str:
    """The rules of a server."""
    return "roles"


Sql = Callable[..., int]
"""Runs statements of an employee, by initials, and tells how many rows they gave or changed."""


@pytest.fixture(scope="module")
def sql(office: Acting) -> Sql:
    """Each a transaction of its own."""
    url = office("KN").engine.db.database

    def run(initials: str, statement: str, *given: Any) -> int:
        with closing(psycopg.connect(signing_in(url, initials.lower()), autocommit=True)) as connection:
            return connection.execute(statement.encode(), given or None).rowcount

    return run


_SERVERS = ("id", "version", "deleted_at", "created_at", "created_by", "changed_at", "changed_by")
_UNIQUE = {"number": "md5(random()::text)", "initials": "upper(left(md5(random()::text), 4))"}


def statement(acting: Acting, cell: Cell, scene: Scene) -> str:
    """The deed, of one row."""
    kind, row = TYPES[cell.register], scene.record.id
    table = kind.entity
    columns = [name for name in ENTITIES[table]._meta.columns if name not in _SERVERS]
    names = ", ".join(columns)
    like = ", ".join(_UNIQUE.get(name, name) for name in columns)
    change = f"UPDATE {table} SET {{}} WHERE id = {row}"
    gone = change.format("deleted_at = '2026-11-23T09:42:00Z'")
    statements = {
        Deed.READ: f"SELECT FROM {table} WHERE id = {row} AND deleted_at IS NULL",
        Deed.CREATE: f"INSERT INTO {table} ({names}) SELECT {like} FROM {table} WHERE id = {row}",
        Deed.CHANGE: change.format(f"{kind.title[-1]} = 'Endret'"),
        Deed.DELETE: gone,
        Deed.DELETE_USED: gone,
    }
    if cell.deed is Deed.GIVE:
        return change.format(f"{kind.named(kind.owner).column} = {acting('BR').employee.id}")
    return statements[cell.deed]


@pytest.mark.parametrize("register", list(TYPES), ids=str)
def test_the_server_says_the_same(office: Acting, sql: Sql, register: Register) -> None:
    done = {}
    for cell in cells(register):
        scene = stage(office, cell)
        try:
            done[str(cell)] = sql(INITIALS[cell.role], statement(office, cell, scene)) == 1
        except InsufficientPrivilege:
            done[str(cell)] = False
        end(office, cell)
        if cell.refusal is not None:
            assert registers.read(office("KN"), register, scene.record.id) == scene.record, cell
    assert done == {str(cell): cell.refusal is None for cell in cells(register)}


def test_a_change_by_sql_has_its_stamps_and_its_place_in_the_journal(office: Acting, sql: Sql) -> None:
    company = registers.create(office("OL"), Register.COMPANY, values(office, Register.COMPANY))
    assert sql("PH", "UPDATE company SET city = 'Ås' WHERE id = %s", company.id) == 1
    now = registers.read(office("OL"), Register.COMPANY, company.id)
    assert (now.version, now.values["city"]) == (2, "Ås")
    assert now.created == company.created and now.changed is not None and now.changed.initials == "PH"
    report = undo.undo(office("PH"))
    assert (report.kind, report.rows) == ("sql", 1)
    assert registers.read(office("OL"), Register.COMPANY, company.id).values == company.values


def test_what_psql_changes_is_found(office: Acting, sql: Sql) -> None:
    """The server writes the text that the program would have written; an employee's own role reads it."""
    company = registers.create(office("OL"), Register.COMPANY, values(office, Register.COMPANY))
    case = registers.create(office("OL"), Register.CASE, values(office, Register.CASE))
    sql("PH", "UPDATE company SET industry = 'Brønnboring', phone = '22 33 44 55' WHERE id = %s", company.id)
    sql("PH", "UPDATE crm_case SET description = 'Vann i\nkjelleren' WHERE id = %s", case.id)
    for typed, record in (("bronnb", company), ("22334455", company), ("i kjell", case)):
        wanted = RecordCriteria((Condition(ANY_TEXT, typed),))
        assert registers.ids(office("BR"), record.register, wanted) == [record.id], typed
    assert [hit.id for group in finding.find(office("BR"), "kjell") for hit in group.hits] == [case.id]


CHANGES = {
    Register.TIME_ENTRY: (
        *("day = '9999-01-01'", "day = 'i går'", "hours = 0", "hours = 2401", "hour_type = 3"),
        *("billable = -1", "created_by = 1", "created_at = '2020-01-01T00:00:00Z'", "id = 7777"),
        *("version = 0", "changed_by = 1, version = version + 1", "deleted_at = 'nå'"),
        "changed_at = '', version = version + 1",
    ),
    Register.OPPORTUNITY: ("status = 0", "probability = 101", "value = -1", "closes_on = '2026-02-30'"),
    Register.CASE: ("status = 5", "priority = 0", "call_id = 1"),
    Register.CASE_NOTE: ("case_id = case_id + 1", "reply_to_id = id"),
    Register.COMPANY: ("category = 5",),
    Register.PROJECT: ("starts_on = 'snart'",),
}


@pytest.mark.parametrize("register", list(CHANGES), ids=str)
def test_what_cannot_be_is_not_stored_not_even_of_ones_own(
    office: Acting, sql: Sql, register: Register
) -> None:
    record = registers.create(office("OL"), register, values(office, register))
    for change in CHANGES[register]:
        with pytest.raises((InsufficientPrivilege, CheckViolation, DataError)):
            sql("OL", f"UPDATE {TYPES[register].entity} SET {change} WHERE id = %s", record.id)
        assert registers.read(office("OL"), register, record.id) == record, change


def test_a_superuser_imports_as_before_and_takes_it_back(office: Acting, tmp_path: Path) -> None:
    """Who brought a record and when is known of it on a server; of what was there, nothing."""
    kn = office("KN")
    kept = registers.ids(kn, Register.COMPANY, RecordCriteria())
    others: dict[Sheet, list[csv_sets.Row]] = {
        CASES: [{"case_id": 1, "subject": "Sak", "employee_id": 7, "call_id": 9001, "created_by": 7}],
        CASE_NOTES: [
            {"case_note_id": 1, "case_id": 1, "text": "En", "created_at": "2026-03-02T08:00:05"},
            {"case_note_id": 2, "case_id": 1, "reply_to": 1, "text": "To"},
        ],
        TIME_ENTRIES: [{"time_entry_id": 1, "date": "2020-01-02", "employee_id": 7, "hours": 2}],
    }
    call = csv_sets.call(9001, company_id=3, contact_id=5)
    folder = csv_sets.write(tmp_path / "set", calls=[call], others=others)
    everything = Counter(employee=2, company=1, contact=1, project=1, call=1)
    everything |= Counter(crm_case=1, case_note=2, time_entry=1)
    assert Counter(import_set(kn, folder).added) == everything
    (new,) = {*registers.ids(kn, Register.COMPANY, RecordCriteria())} - {*kept}
    made = registers.read(office("OL"), Register.COMPANY, new)
    assert (made.title, made.created and made.created.initials) == ("Åsen Båt AS", "KN")
    assert_sound(kn.engine)
    assert undo.undo(kn).skipped == ()
    assert {*registers.ids(kn, Register.COMPANY, RecordCriteria())} == {*kept}
    again = import_set(kn, folder)
    assert Counter(again.added) + Counter(again.present) == everything
    assert import_set(kn, folder).uid == ""
    assert undo.undo(kn).skipped == ()
    with pytest.raises(NotAllowed):
        import_set(office("OL"), folder)
