"""The rules in the server (the files of SQL beside this), and a login role for each employee.

Roles belong to the whole server. Those of a database have its name in theirs: ``crm_owner`` owns the tables,
``crm_employee`` holds the grants, ``crm_superuser`` what only an import needs; nobody signs in as any of
them. A login role has an employee's initials, ``ol`` for OL, and may work in several databases.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from xscalls_tui.domain.errors import DatabaseUnusable, NotAllowed
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.rights import declared
from xscalls_tui.models.tables import ALL, HISTORY, EntityText

FILES = ("asking", "calls", "records", "journal", "derived", "texts", "own", "grants")
"""In the order in which the server is told."""
TABLES = (*(model._meta.table_name for model in ALL), HISTORY)
_VIEWS = tuple(f"xscalls_{model._meta.table_name}" for model in ALL if issubclass(model, EntityText))
_LONGEST_NAME = 63
"""Bytes. The server cuts off what is longer."""


class RoleState(StrEnum):
    """What became of an employee's login role."""

    MADE = "made"
    THERE = "there"
    CLOSED = "closed"
    """The employee is not active."""
    REFUSED = "refused"
    """The role may do more than an employee, or cannot have that name."""


class LoginRole(NamedTuple):
    """An employee's login role. ``password`` is a new one, to be told once."""

    initials: str
    role: str
    state: RoleState
    password: str | None = None


class ServerRules(NamedTuple):
    """Whether a server keeps the rules."""

    installed: bool
    current: bool
    """They are those of this program."""
    open_tables: tuple[str, ...]
    """Tables where it looks at the grants alone."""
    logins: int
    """Active employees who have a login role that is let in."""


class _Names(NamedTuple):
    """Of the database's roles, as they are, and of its schema, quoted."""

    owner: str
    employee: str
    superuser: str
    schema: str


def install(engine: Engine, *, passwords: bool = False) -> list[LoginRole]:
    """Bring rules, roles and grants up to date, in one transaction; the login roles by initials.

    ``passwords`` gives each role that is made here a password. Raises NotAllowed for a role that may not do
    this, DatabaseUnusable for a database whose name is too long.
    """
    with engine.writing():
        _require_administrator(engine)
        names = _names(engine)
        _own(engine, names)
        _rule(engine, names)
        return [*_logins(engine, names, passwords)]


def renew(engine: Engine) -> None:
    """Bring rules that are installed up to date, after a migration; inside a write transaction."""
    if state(engine).installed:
        names = _names(engine)
        _own(engine, names)
        _rule(engine, names)


def state(engine: Engine) -> ServerRules:
    """Whether the server keeps the rules; inside a unit of reading."""
    ((told,),) = engine.rows_of("SELECT obj_description(to_regprocedure('xscalls_me()'), 'pg_proc')")
    loose = engine.rows_of(
        "SELECT relname FROM pg_class WHERE oid IN (SELECT to_regclass(name) FROM unnest(?::text[]) AS name) "
        "AND NOT relrowsecurity ORDER BY 1",
        list(TABLES),
    )
    ((logins,),) = engine.rows_of(
        f"SELECT count(*) FROM employee JOIN pg_roles ON rolname = {_ROLE} WHERE active AND rolcanlogin "
        "AND NOT rolsuper AND has_table_privilege(pg_roles.oid, 'call', 'SELECT')"
    )
    return ServerRules(told is not None, told == _fingerprint(), tuple(row[0] for row in loose), logins)


_ROLE = 'lower(initials COLLATE "default")'
"""By the server's own lower(): as it signs in, so ``xscalls_initials`` finds it."""
_MORE = """
EXISTS (
  SELECT FROM pg_roles may
  WHERE pg_has_role(role.oid, may.oid, 'MEMBER') AND (
    may.rolsuper OR may.rolcreaterole OR may.rolcreatedb OR may.rolbypassrls OR may.rolreplication
    OR may.rolname IN (?, 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
  )
)
"""
"""Whether a role may do more than an employee."""


def _require_administrator(engine: Engine) -> None:
    ((may,),) = engine.rows_of(
        "SELECT rolsuper OR "
        "(rolcreaterole AND pg_has_role(datdba, 'USAGE') AND pg_has_role(relowner, 'USAGE')) "
        "FROM pg_roles, pg_database, pg_class "
        "WHERE rolname = session_user AND datname = current_database() AND pg_class.oid = 'call'::regclass"
    )
    if not may:
        raise NotAllowed("msg.rights.administrator")


def _names(engine: Engine) -> _Names:
    ((database, schema),) = engine.rows_of(
        "SELECT current_database(), relnamespace::regnamespace::text FROM pg_class "
        "WHERE oid = 'call'::regclass"
    )
    names = _Names(f"{database}_owner", f"{database}_employee", f"{database}_superuser", schema)
    if len(names.superuser.encode()) > _LONGEST_NAME:
        raise DatabaseUnusable("msg.rights.longname", name=database)
    return names


def _own(engine: Engine, names: _Names) -> None:
    """The roles of the database, and what they are to it and to the tables."""
    owner, employee, superuser = (_quoted(engine, role) for role in names[:3])
    for role in names[:3]:
        if not engine.rows_of("SELECT 1 FROM pg_roles WHERE rolname = ?", role):
            _run(engine, f"CREATE ROLE {_quoted(engine, role)} NOLOGIN")
    ((rules_all,),) = engine.rows_of("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
    if not rules_all:
        _run(engine, f"GRANT {owner} TO SESSION_USER")
    ((database,),) = engine.rows_of("SELECT quote_ident(current_database())")
    _run(
        engine,
        f"GRANT {employee} TO {superuser};"
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;"
        f"GRANT CONNECT ON DATABASE {database} TO {owner}, {employee};"
        f"REVOKE CREATE ON SCHEMA {names.schema} FROM PUBLIC;"
        f"GRANT USAGE ON SCHEMA {names.schema} TO {employee};"
        f"GRANT USAGE, CREATE ON SCHEMA {names.schema} TO {owner};",
    )
    for table in (*TABLES, *_VIEWS):
        _run(engine, f"ALTER TABLE {table} OWNER TO {owner}")
    _run(engine, f"ALTER FUNCTION xscalls_grams(text) OWNER TO {owner}")


def _rule(engine: Engine, names: _Names) -> None:
    """The rules, over tables that have no rights and no policies."""
    owner, employee, superuser = (_quoted(engine, role) for role in names[:3])
    _run(engine, f"SET LOCAL ROLE {owner}")
    tables, groups = ", ".join(TABLES), f"{employee}, {superuser}"
    for (statement,) in engine.rows_of(
        "SELECT format('DROP POLICY %%I ON %%s', polname, polrelid::regclass) FROM pg_policy "
        "WHERE polrelid = ANY (?::text[]::regclass[])",
        list(TABLES),
    ):
        _run(engine, statement)
    granted = engine.rows_of(
        f"SELECT DISTINCT quote_ident({_ROLE}) FROM employee JOIN pg_roles ON rolname = {_ROLE} "
        "JOIN pg_shdepend ON refobjid = pg_roles.oid AND deptype = 'a' "
        "WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    for role in ("PUBLIC", groups, *(row[0] for row in granted)):
        _run(engine, f"REVOKE ALL ON {tables} FROM {role}")
    for table in TABLES:
        _run(engine, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for (sequence,) in engine.rows_of(
        "SELECT pg_get_serial_sequence(attrelid::regclass::text, attname) FROM pg_attribute "
        "WHERE attrelid = ANY (?::text[]::regclass[]) AND attname = 'id' "
        "AND pg_get_serial_sequence(attrelid::regclass::text, attname) IS NOT NULL",
        list(TABLES),
    ):
        _run(engine, f"REVOKE ALL ON SEQUENCE {sequence} FROM PUBLIC, {groups}")
        _run(engine, f"GRANT USAGE ON SEQUENCE {sequence} TO {employee}")
        _run(engine, f"GRANT UPDATE ON SEQUENCE {sequence} TO {superuser}")
    filled = {
        "schema": names.schema,
        "owner": owner,
        "employee": employee,
        "owner_name": _asked(engine, "quote_literal(?)", names.owner),
    }
    _run(engine, _filled(_text(), filled))
    _run(engine, f"COMMENT ON FUNCTION xscalls_me() IS '{_fingerprint()}'")
    _run(engine, "RESET ROLE")


def _logins(engine: Engine, names: _Names, passwords: bool) -> Iterator[LoginRole]:
    """A role for each active employee; nobody else stays in the groups."""
    wanted = set()
    for initials, role, active, boss, there, usable in engine.rows_of(
        f"SELECT initials, {_ROLE}, active AND deleted_at IS NULL, superuser, rolname IS NOT NULL, "
        f"upper({_ROLE}) = initials AND {_ROLE} <> 'none' AND {_MORE} IS NOT TRUE "
        f"FROM employee LEFT JOIN pg_roles role ON rolname = {_ROLE} ORDER BY initials_sort",
        names.owner,
    ):
        password = None
        if not active:
            state = RoleState.CLOSED
        elif not usable:
            state = RoleState.REFUSED
        else:
            state = RoleState.THERE if there else RoleState.MADE
            quoted = _quoted(engine, role)
            if not there:
                _run(engine, f"CREATE ROLE {quoted} LOGIN")
                password = _new_password(engine, role) if passwords else None
            wanted.add((_quoted(engine, names.superuser if boss else names.employee), quoted))
        yield LoginRole(initials, role, state, password)
    member = engine.rows_of(
        "SELECT quote_ident(held.rolname), quote_ident(login.rolname) FROM pg_auth_members "
        "JOIN pg_roles held ON held.oid = roleid JOIN pg_roles login ON login.oid = member "
        "WHERE held.rolname IN (?, ?) AND login.rolcanlogin",
        names.employee, names.superuser,
    )  # fmt: skip
    for group, role in {*member} - wanted:
        _run(engine, f"REVOKE {group} FROM {role}")
    for group, role in wanted - {*member}:
        _run(engine, f"GRANT {group} TO {role}")


def _new_password(engine: Engine, role: str) -> str:
    """Gives a role a password; the server gets only what it compares it with."""
    password = secrets.token_urlsafe(15)
    stored = engine.db.connection().pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )
    _run(engine, f"ALTER ROLE {_quoted(engine, role)} PASSWORD '{stored.decode()}'")
    return password


def _fingerprint() -> str:
    """Tells the rules of one version of the program from those of another."""
    return sha256(_text().encode()).hexdigest()


def _text() -> str:
    """The rules, with what they take from the declarations; the names of this database are yet to come."""
    folder = Path(__file__).parent
    files = [(folder / f"{name}.sql").read_text(encoding="utf-8") for name in FILES]
    return _filled("\n".join(files), declared.lists())


def _filled(rules: str, values: Mapping[str, str]) -> str:
    for name, text in values.items():
        rules = rules.replace(f"{{{name}}}", text)
    return rules


def _quoted(engine: Engine, name: str) -> str:
    return _asked(engine, "quote_ident(?)", name)


def _asked(engine: Engine, expression: str, value: str) -> str:
    ((answer,),) = engine.rows_of(f"SELECT {expression}", value)
    return str(answer)


def _run(engine: Engine, statements: str) -> None:
    """Run statements as they stand, without places for values: there may be several, and percent signs."""
    engine.db.connection().execute(statements)
