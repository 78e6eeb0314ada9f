"""admin pg-init, and what doctor says of the rules in the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.cli.conftest import Run
from tests.postgres import Server, own_letters, signing_in


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    """A database with KN (superuser), OL, PH and BR."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def newcomer(run: Run, url: str, postgres: Server) -> Iterator[str]:
    """The initials of an employee whose role is of this test alone."""
    initials = f"Q{own_letters()}"
    run("--db", url, "employee", "add", initials, "Ny Ansatt")
    yield initials
    postgres.run(f"DROP ROLE IF EXISTS {initials}")


def rules(run: Run, url: str) -> tuple[str, str]:
    """What doctor says of them: level and text."""
    found = {one["check"]: one for one in run("--db", url, "doctor", "--json").json}
    return found["rules"]["level"], found["rules"]["text"]


def test_each_employee_gets_a_role_once(run: Run, url: str, newcomer: str) -> None:
    first = run("--db", url, "admin", "pg-init", "--passwords", "--json").json
    states = {one["initials"]: (one["role"], one["state"], bool(one["password"])) for one in first}
    assert states == {
        "BR": ("br", "there", False),
        "KN": ("kn", "there", False),
        "OL": ("ol", "there", False),
        "PH": ("ph", "there", False),
        newcomer: (newcomer.lower(), "made", True),
    }
    again = run("--db", url, "admin", "pg-init", "--passwords", "--json").json
    assert {(one["state"], one["password"]) for one in again} == {("there", None)}


def test_for_people(run: Run, url: str) -> None:
    run("--db", url, "employee", "set", "PH", "--inactive")
    assert run("--db", url, "admin", "pg-init").lines == [
        "INITIALER  Rolle  Tilstand",
        "BR         br     fantes fra før",
        "KN         kn     fantes fra før",
        "OL         ol     fantes fra før",
        "PH         ph     ikke aktiv; slipper ikke inn",
    ]


def test_a_new_role_signs_in_with_its_password_and_a_former_colleague_does_not_get_in(
    run: Run, url: str, postgres: Server, newcomer: str
) -> None:
    made = run("--db", url, "admin", "pg-init", "--passwords", "--json").json
    (password,) = [one["password"] for one in made if one["initials"] == newcomer]
    postgres.run(f"GRANT guarded TO {newcomer}")
    where = signing_in(url, newcomer.lower(), password)
    assert run("--db", where, "new", "--json").json[0]["employee"] == newcomer
    wrong = run("--db", where.replace(password, "feil"), "list")
    assert wrong.code != 0 and "feil@" not in wrong.err
    run("--db", url, "employee", "set", newcomer, "--inactive")
    assert run("--db", where, "list").code == 77
    run("--db", url, "admin", "pg-init")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(where)


def test_norwegian_initials_find_their_role_by_the_servers_own_letters(
    run: Run, url: str, postgres: Server
) -> None:
    initials = f"Ø{own_letters()}"
    run("--db", url, "employee", "add", initials, "Øyvind Ås")
    made = run("--db", url, "admin", "pg-init", "--json").json
    (role,) = [one["role"] for one in made if one["initials"] == initials]
    try:
        assert run("--db", signing_in(url, quote(role)), "new", "--json").json[0]["employee"] == initials
    finally:
        postgres.run(f'DROP ROLE "{role}"')


@pytest.mark.parametrize(
    "may", ["SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS", "REPLICATION", "IN ROLE pg_read_server_files"]
)
def test_a_role_that_may_do_more_is_refused_and_named(
    run: Run, url: str, postgres: Server, newcomer: str, may: str
) -> None:
    postgres.run(f"CREATE ROLE {newcomer} LOGIN {may}")
    states = {one["initials"]: one["state"] for one in run("--db", url, "admin", "pg-init", "--json").json}
    assert states.pop(newcomer) == "refused"
    assert set(states.values()) == {"there"}


def test_a_file_has_no_roles(run: Run, database: Path) -> None:
    result = run("admin", "pg-init")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("xscalls: Dette gjelder bare databaser på en PostgreSQL-tjener")


def test_only_the_administrator_may(run: Run, url: str, postgres: Server, newcomer: str) -> None:
    run("--db", url, "admin", "pg-init")
    for where in (signing_in(url, "kn"), signing_in(url, newcomer.lower())):
        result = run("--db", where, "admin", "pg-init")
        assert (result.code, result.out) == (77, "")
        assert result.err.startswith("xscalls: Bare den som eier databasen")


def test_an_owner_who_may_make_roles_needs_to_be_no_superuser(run: Run, postgres: Server) -> None:
    name = f"own_{own_letters()}".lower()
    role = f"q{own_letters()}x".lower()
    postgres.run(f"CREATE ROLE {name} LOGIN")
    try:
        postgres.run(f"CREATE DATABASE {name} OWNER {name}")
        where = signing_in(postgres.url(name), name)
        run("--db", where, "init", role, "Kari Nordmann")
        assert run("--db", where, "admin", "pg-init").code == 77
        postgres.run(f"ALTER ROLE {name} CREATEROLE")
        for state in ("made", "there"):
            (one,) = run("--db", where, "admin", "pg-init", "--json").json
            assert (one["role"], one["state"]) == (role, state)
        assert rules(run, where)[0] == "ok"
        as_role = signing_in(where, role)
        assert run("--db", as_role, "new", "--json").json[0]["employee"] == role.upper()
        assert run("--db", where, "--as", role, "list", "--json").json[0]["employee"] == role.upper()
    finally:
        postgres.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        roles = f"{name}_owner, {name}_employee, {name}_superuser, {role}, {name}"
        postgres.run(f"DROP ROLE IF EXISTS {roles}")


def test_doctor_tells_who_keeps_the_rules(run: Run, url: str) -> None:
    assert rules(run, url)[0] == "ok"
    with closing(psycopg.connect(url, autocommit=True)) as administrator:
        administrator.execute("GRANT SELECT ON call TO ol")
        result = run("--db", url, "doctor", "--json")
        assert result.code == 1 and "Ansatte logger inn på tjeneren" in result.out
        run("--db", url, "admin", "pg-init")
        assert rules(run, url) == ("ok", "Tjeneren håndhever reglene for hvem som kan endre hva")
        assert rules(run, signing_in(url, "ol"))[0] == "ok"
        administrator.execute("COMMENT ON FUNCTION xscalls_me() IS 'eldre'")
        assert rules(run, url)[0] == "warning"
        administrator.execute("ALTER TABLE contact DISABLE ROW LEVEL SECURITY")
        result = run("--db", url, "doctor", "--json")
        assert result.code == 1 and "reglene for contact" in result.out
        run("--db", url, "admin", "pg-init")
        assert rules(run, url)[0] == "ok"
