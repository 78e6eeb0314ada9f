"""What a colleague tries with psql against a call that is not his: nothing of it works.

Bob has a login role with a password, and so has Anne; the call is hers.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from tests.postgres import Server, own_letters, signing_in
from xscalls_tui.domain.records import Values
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import rights
from xscalls_tui.models.tables import Draft, PastFilter, Preference, Presence, Reminded, SavedSearch
from xscalls_tui.services import employees, registers
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A server, and KN as its administrator."""
    return "postgres"


class Bob(NamedTuple):
    """Bob at a shell of his own."""

    program: str
    url: str
    password: str
    names: dict[str, str]
    """Of the roles and the database, as the attacks call them."""

    def psql(self, *commands: str, user: str = "bob") -> subprocess.CompletedProcess[str]:
        """Runs commands, each as psql would when typed, until one fails."""
        words = [self.program, "-XAtqw", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=sqlstate"]
        for command in commands:
            for name, meant in self.names.items():
                command = command.replace(f"<{name}>", meant)
            words += ["-c", command]
        env = {**os.environ, "PGPASSWORD": self.password}
        words.append(signing_in(self.url, self.names.get(user, user)))
        return subprocess.run(words, env=env, capture_output=True, text=True, check=False)


def _keep(session: Session, name: str) -> None:
    """What an employee has for oneself: a search, a preference, a filter; and a search that is shared."""
    owner = session.employee.id
    search = {"owner_id": owner, "line": "status:2", "sort_by": "date", "descending": True, "place": 0}
    with session.operation("test") as work:
        work.insert(SavedSearch, {**search, "name": name, "shared": False})
        if name == "Annes":
            work.insert(SavedSearch, {**search, "name": "Alles", "shared": True})
        work.insert(Preference, {"employee_id": owner, "name": "farge", "value": "rød"})
        session.engine.insert(PastFilter, {"employee_id": owner, "line": "firma:as", "at": work.at})
        reminded = {"call_id": 1 if name == "Annes" else 2, "employee_id": owner}
        session.engine.insert(Reminded, {**reminded, "due_at": work.at, "rings_at": work.at})
        typed = {"employee_id": owner, "uid": name, "form": "call", "label": "", "fields": "{}", "field": ""}
        session.engine.insert(Draft, {**typed, "place": "", "kept_at": work.at})
        opened = {"call_id": 1, "employee_id": owner, "place": "x/1/1"}
        session.engine.insert(Presence, {**opened, "since": work.at, "seen_at": work.at})


def _record(session: Session) -> None:
    """What an employee has in the registers: hours, a case with a follow-up, a company that it hangs on."""
    hours: Values = {"day": date(2020, 1, 2), "employee": session.employee.id, "hours": 2, "note": "Mitt"}
    registers.create(session, Register.TIME_ENTRY, hours)
    company = registers.create(session, Register.COMPANY, {"name": "Ås AS"})
    case: Values = {"subject": "Sak", "company": company.id, "responsible": session.employee.id}
    made = registers.create(session, Register.CASE, case)
    registers.create(session, Register.CASE_NOTE, {"case": made.id, "text": "Ringt"})


@pytest.fixture
def bob(session: Session, postgres: Server) -> Iterator[Bob]:
    """Bob, whose own call (2) stands beside Anne's (1)."""
    url = session.engine.db.database
    names = {"bob": f"bo{own_letters()}".lower(), "anne": f"an{own_letters()}".lower()}
    roles = ", ".join(names.values())
    for role in names.values():
        employees.add(session, role, "Bob Berg" if role == names["bob"] else "Anne Ås")
    made = {one.role: one.password for one in rights.install(session.engine, passwords=True)}
    try:
        postgres.run(f"GRANT guarded TO {roles}")
        for role in (names["anne"], names["bob"]):
            factories.call(factories.acting(session, role))
            _keep(factories.acting(session, role), "Bobs" if role == names["bob"] else "Annes")
            _record(factories.acting(session, role))
        assert made[names["anne"]] and made["ol"] is None
        names["database"] = url.partition("?")[0].rpartition("/")[2]
        yield Bob(postgres.psql, url, made[names["bob"]] or "", names)
    finally:
        postgres.run(f"DROP ROLE {roles}")


ATTACKS: dict[str, tuple[str, ...]] = {
    "update": ("UPDATE call SET subject = 'Kapret' WHERE id = 1",),
    "delete": ("DELETE FROM call WHERE id = 1",),
    "change created_by": ("UPDATE call SET created_by = xscalls_me() WHERE id = 1",),
    "insert as another": (
        'INSERT INTO call SELECT (json_populate_record(c, \'{"id": 77, "subject": "Falsk"}\')).* '
        "FROM call c WHERE id = 1",
    ),
    "set role": ("SET ROLE <anne>", "UPDATE call SET subject = 'Kapret' WHERE id = 1"),
    "set session authorization": (
        "SET SESSION AUTHORIZATION <anne>",
        "UPDATE call SET subject = 'Kapret' WHERE id = 1",
    ),
    "disable row-level security": ("ALTER TABLE call DISABLE ROW LEVEL SECURITY",),
    "truncate": ("TRUNCATE call CASCADE",),
    "copy to program": ("COPY call TO PROGRAM 'cat > /tmp/xscalls-stolen'",),
    "read a file of the server": ("SELECT pg_read_file('postgresql.conf')",),
    "connect as anne": ("UPDATE call SET subject = 'Kapret' WHERE id = 1",),
    "create a table": ("CREATE TABLE mine (id integer)",),
}
"""The twelve of anchors/ecosystem.md 1.2, as psql gets them."""

OURS: dict[str, tuple[str, ...]] = {
    "delete by mark": ("UPDATE call SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1",),
    "delete one's own for good": ("DELETE FROM call WHERE id = 2",),
    "take a call over": ("UPDATE call SET employee_id = xscalls_me() WHERE id = 1",),
    "link a colleague's call to one's own": ("UPDATE call SET origin_id = 2 WHERE id = 1",),
    "an operation in another's name": (
        "INSERT INTO operation (uid, at, employee_id, kind, reverted) "
        "SELECT 'x', '2026-11-23T09:42:00Z', id, 'call.save', false FROM employee "
        "WHERE initials = upper('<anne>')",
    ),
    "an operation made another's": ("UPDATE operation SET employee_id = 1 WHERE employee_id = xscalls_me()",),
    "another's operation marked as undone": (
        "UPDATE operation SET reverted = true WHERE employee_id <> xscalls_me()",
    ),
    "a change in another's operation": (
        "INSERT INTO change (operation_id, entity, row_id, version_before, version_after) "
        "SELECT operation_id, entity, row_id, 1, 2 FROM change WHERE row_id = 1 AND entity = 'call'",
    ),
    "a change that never was": (
        "INSERT INTO change (operation_id, entity, row_id, version_before, version_after) "
        "SELECT max(id), 'call', 1, 1, 2 FROM operation WHERE employee_id = xscalls_me()",
    ),
    "a change told twice": (
        "INSERT INTO change (operation_id, entity, row_id, version_before, version_after) "
        "SELECT max(id), 'call', 1, 0, 1 FROM operation WHERE employee_id = xscalls_me()",
    ),
    "a change told wrongly": (
        "BEGIN",
        "INSERT INTO operation (uid, at, employee_id, kind, reverted) "
        "VALUES ('x', '2026-11-23T09:42:00Z', xscalls_me(), 'call.save', false)",
        "UPDATE call SET subject = 'Ny', version = 2 WHERE id = 2",
        "INSERT INTO change (operation_id, entity, row_id, version_before, version_after, before, after) "
        "VALUES (currval('operation_id_seq'), 'call', 2, 1, 2, "
        '\'{"subject": "Løgn"}\', \'{"subject": "Ny"}\')',
        "COMMIT",
    ),
    "the journal altered": ("UPDATE change SET after = '{}' WHERE row_id = 2",),
    "the journal cut": ("DELETE FROM change WHERE row_id = 2",),
    "an operation dropped": ("DELETE FROM operation WHERE employee_id = xscalls_me()",),
    "the count of a day": ("UPDATE day_count SET calls = 99",),
    "the count of a new day": (
        "INSERT INTO day_count VALUES ('2026-11-23', 99) ON CONFLICT (day) DO UPDATE SET calls = 99",
    ),
    "become superuser": ("UPDATE employee SET superuser = true WHERE id = xscalls_me()",),
    "a colleague sent home": ("UPDATE employee SET active = false WHERE initials = upper('<anne>')",),
    "a colleague's hours": ("UPDATE time_entry SET hours = 100 WHERE id = 1",),
    "a colleague's hours taken": ("UPDATE time_entry SET employee_id = xscalls_me() WHERE id = 1",),
    "a colleague's hours deleted": (
        "UPDATE time_entry SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1",
    ),
    "one's hours given to a colleague": (
        "UPDATE time_entry SET employee_id = "
        "(SELECT id FROM employee WHERE initials = upper('<anne>')) WHERE id = 2",
    ),
    "hours in a colleague's name": (
        "INSERT INTO time_entry SELECT (json_populate_record(t, json_build_object('id', 77, "
        "'created_by', xscalls_me(), 'changed_by', xscalls_me()))).* FROM time_entry t WHERE id = 1",
    ),
    "hours of a day to come": ("UPDATE time_entry SET day = '9999-01-01' WHERE id = 2",),
    "a record made by a colleague": (
        "INSERT INTO company SELECT (json_populate_record(c, '{\"id\": 77}')).* FROM company c WHERE id = 1",
    ),
    "a record made by oneself": ("UPDATE company SET created_by = xscalls_me() WHERE id = 1",),
    "a record changed by a colleague": (
        "UPDATE company SET name = 'x', version = version + 1, "
        "changed_by = (SELECT id FROM employee WHERE initials = 'OL') WHERE id = 1",
    ),
    "a company in use": ("UPDATE company SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1",),
    "a colleague's case deleted": ("UPDATE crm_case SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1",),
    "a case deleted for good": ("DELETE FROM crm_case WHERE id = 1",),
    "a colleague's follow-up": ("UPDATE case_note SET text = 'usann' WHERE id = 1",),
    "a follow-up of a case that is not going": (
        "UPDATE case_note SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1",
    ),
    "a setting": ("UPDATE setting SET value = '1'",),
    "the schema": ("DELETE FROM schema_migration",),
    "join the owner": ("GRANT <database>_owner TO <bob>",),
    "become the owner": ("SET ROLE <database>_owner", "DELETE FROM call"),
    "become what holds the grants": (
        "SET ROLE <database>_employee",
        "UPDATE call SET subject = 'Kapret' WHERE id = 1",
    ),
    "count as what holds the grants": ("SET ROLE <database>_employee", "UPDATE day_count SET calls = 99"),
    "a function of one's own name": ("CREATE FUNCTION upper(text) RETURNS text RETURN '<anne>'",),
    "a temporary table in the way": ("CREATE TEMPORARY TABLE employee (id integer)",),
    "the triggers": ("SET session_replication_role = replica",),
    "the trigger": ("ALTER TABLE call DISABLE TRIGGER ALL",),
    "the policy": ("DROP POLICY changed ON call",),
    "no row-level security for me": ("SET row_security = off", "UPDATE call SET subject = 'Kapret'"),
    "the next id": ("SELECT setval('call_id_seq', 1)",),
    "a false text of a colleague's call": ("UPDATE call_text SET title = 'usann'",),
    "a false text of a colleague's call that one follows up": (
        "BEGIN",
        'INSERT INTO call SELECT (json_populate_record(c, \'{"id": 77, "origin_id": 1}\')).* '
        "FROM call c WHERE id = 2",
        "SET CONSTRAINTS ALL IMMEDIATE",  # the server touches the colleague's call
        "INSERT INTO call_text VALUES (1, 'u', '', '', '') ON CONFLICT (id) DO UPDATE SET title = 'u'",
        "COMMIT",
    ),
    "a false text of a company": ("INSERT INTO company_text VALUES (1, 'usann', '', '', '')",),
    "what is to be found, through the view": ("UPDATE xscalls_call_text SET title = 'usann'",),
    "a colleague's call noted as one's own work": (
        "INSERT INTO xscalls_retold VALUES (pg_current_xact_id(), 'call', 1)",
    ),
    "a colleague's own search": ("SELECT name FROM saved_search WHERE name = 'Annes'",),
    "a colleague's own search, in the journal": (
        "SELECT after FROM change WHERE entity = 'saved_search' AND NOT xscalls_own_operation(operation_id)",
    ),
    "a colleague's filters": ("SELECT line FROM past_filter WHERE employee_id <> xscalls_me()",),
    "a colleague's preferences": ("SELECT value FROM preference WHERE employee_id <> xscalls_me()",),
    "a colleague's filters forgotten": ("DELETE FROM past_filter WHERE employee_id <> xscalls_me()",),
    "a colleague's shared search changed": ("UPDATE saved_search SET line = '' WHERE name = 'Alles'",),
    "a search shared in a colleague's name": (
        "INSERT INTO saved_search (owner_id, name, line, sort_by, descending, shared, place, version) "
        "SELECT id, 'Falsk', '', 'date', false, true, 1, 1 FROM employee WHERE initials = upper('<anne>')",
    ),
    "one's own search given to a colleague": (
        "UPDATE saved_search SET shared = true, "
        "owner_id = (SELECT id FROM employee WHERE initials = upper('<anne>')) WHERE name = 'Bobs'",
    ),
    "what became of a colleague's reminders": (
        "SELECT rings_at FROM reminded WHERE employee_id <> xscalls_me()",
    ),
    "a colleague's reminder answered": (
        "UPDATE reminded SET closed_at = rings_at WHERE employee_id <> xscalls_me()",
    ),
    "a colleague's reminder answered before it comes": (
        "INSERT INTO reminded (call_id, employee_id, due_at, rings_at, closed_at) "
        "SELECT 1, employee_id, '2026-11-24T09:42:00Z', '2026-11-24T09:42:00Z', '2026-11-23T09:42:00Z' "
        "FROM call WHERE id = 1",
    ),
    "one's own reminder given to a colleague": (
        "UPDATE reminded SET employee_id = "
        "(SELECT id FROM employee WHERE initials = upper('<anne>')) WHERE call_id = 2",
    ),
    "what a colleague is typing": ("SELECT fields FROM draft WHERE employee_id <> xscalls_me()",),
    "a draft in a colleague's name": (
        "INSERT INTO draft (employee_id, uid, form, label, fields, field, place, kept_at) "
        "SELECT employee_id, 'x', 'call', '', '{}', '', '', '2026-11-24T09:42:00Z' FROM call WHERE id = 1",
    ),
    "a colleague's draft dropped": ("DELETE FROM draft WHERE employee_id <> xscalls_me()",),
    "a colleague said to have a call open": (
        "INSERT INTO presence (call_id, employee_id, place, since, seen_at) "
        "SELECT 1, employee_id, 'x', '2026-11-24T09:42:00Z', '2026-11-24T09:42:00Z' FROM call WHERE id = 1",
    ),
    "a call closed for a colleague": ("DELETE FROM presence WHERE employee_id <> xscalls_me()",),
    "a call asked for that one has not planned": (
        "INSERT INTO claim (call_id, employee_id, asked_at) "
        "SELECT id, xscalls_me(), '2026-11-24T09:42:00Z' FROM call WHERE created_by <> xscalls_me()",
    ),
    "a call handed back to oneself": (
        "UPDATE call SET owner_saved = false WHERE created_by = xscalls_me() AND employee_id <> xscalls_me()",
    ),
    "a reminder taken away": ("DELETE FROM reminded WHERE call_id = 2",),
    "a large object of a file": ("SELECT lo_import('/etc/passwd')",),
    "a role": ("CREATE ROLE mallory SUPERUSER LOGIN",),
    "anne's password": ("ALTER ROLE <anne> PASSWORD 'x'",),
}
"""More of the kind. What is no error must have changed nothing."""


_REFUSALS = ("42501", "password authentication failed")


def refused(bob: Bob, session: Session, commands: tuple[str, ...], *, user: str = "bob") -> bool:
    """Whether nothing has come of an attack: the server said no, or changed no row; and all is as it was."""
    before = everything(session.engine)
    run = bob.psql(*commands, user=user)
    said_no = run.returncode != 0 and any(sign in run.stderr for sign in _REFUSALS)
    return everything(session.engine) == before and (said_no or (run.returncode, run.stdout) == (0, ""))


def test_twelve_of_twelve_attacks_are_refused(bob: Bob, session: Session) -> None:
    assert bob.psql("UPDATE call SET note = 'ja' WHERE id = 2 RETURNING note").stdout == "ja\n"
    results = {
        name: refused(bob, session, commands, user="anne" if name == "connect as anne" else "bob")
        for name, commands in ATTACKS.items()
    }
    assert f"{sum(results.values())} of {len(results)} refused" == "12 of 12 refused", results
    assert_sound(session.engine)


def test_so_are_ours(bob: Bob, session: Session) -> None:
    results = {name: refused(bob, session, commands) for name, commands in OURS.items()}
    assert [name for name, well in results.items() if not well] == []
    assert_sound(session.engine)


def test_what_psql_changes_is_found(bob: Bob, session: Session) -> None:
    """The server writes the text that the program would have written; and one reads what is shared."""
    note = "Å ringe ÆRLIG Ødegård,  Aasen\nog Łódź på 2233"
    run = bob.psql(
        "UPDATE call SET subject = 'Égal', partner = 'aAå', phone = '0047 22 33 44 55', "
        f"note = '{note}' WHERE id = 2",
        "INSERT INTO call (starts_at, ends_at, direction, status, employee_id, subject, subject_sort, phone, "
        "phone_digits, note, partner) SELECT starts_at, ends_at, 1, 1, employee_id, 'Ny', 'ny', "
        "'22 33 44 55', '', '', '' FROM call WHERE id = 2",
        "SELECT name FROM saved_search ORDER BY name",
        "SELECT count(*) FROM xscalls_call_text",
    )
    assert run.stdout == "Alles\nBobs\n3\n", run.stderr
    assert_sound(session.engine)


@pytest.mark.parametrize(
    "attack",
    [
        *("update", "delete", "change created_by", "insert as another", "truncate"),
        *("take a call over", "the journal altered", "the count of a day", "become superuser"),
        *("a false text of a colleague's call", "a colleague's own search", "a colleague's filters"),
        *("a search shared in a colleague's name", "a colleague's hours taken", "a company in use"),
    ],
)
def test_it_is_the_rules_that_refuse(bob: Bob, session: Session, attack: str) -> None:
    """The same statements do their harm where nothing is in their way."""
    commands = [command.replace("xscalls_me()", "5") for command in (ATTACKS | OURS)[attack]]
    assert not refused(bob, session, (*commands,), user="postgres")
