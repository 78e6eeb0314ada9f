"""Every cell of the permission matrix by SQL alone, as that employee: the server says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg.errors import CheckViolation, DataError, InsufficientPrivilege

from tests import factories
from tests.conftest import Acting
from tests.models.soundness import assert_sound, everything
from tests.permissions.matrix import CELLS, INITIALS, Cell, Deed, stage
from tests.postgres import as_owner, signing_in
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """The rules of a server."""
    return "roles"


Sql = Callable[..., int]
"""Runs a statement and tells how many rows it gave or changed."""
SignIn = Callable[[str], Sql]


@pytest.fixture
def sign_in(session: Session) -> Iterator[SignIn]:
    """Connections of employees, by initials, each statement a transaction of its own."""
    opened: list[psycopg.Connection[Any]] = []

    def connect(initials: str) -> Sql:
        url = signing_in(session.engine.db.database, initials.lower())
        connection = psycopg.connect(url, autocommit=True)
        opened.append(connection)

        def run(statement: str, *values: Any) -> int:
            return connection.execute(statement.encode(), values or None).rowcount

        return run

    yield connect
    for connection in opened:
        connection.close()


_NEW = """
INSERT INTO call (
  starts_at, ends_at, direction, status, employee_id, subject, note, origin_id,
  subject_sort, phone, phone_digits, partner
)
SELECT starts_at, ends_at, direction, 1, {employee}, {subject}, note, {origin}, '', '', '', ''
FROM call WHERE id = 1
"""
OWN = _NEW.format(employee="xscalls_me()", subject="'Egen'", origin="NULL")
"""A call of one's own, made after the one that it is about, which is call 1."""
FOLLOW_UP = _NEW.format(employee="employee_id", subject="subject", origin="id")
COPY = _NEW.format(employee="employee_id", subject="subject", origin="NULL")
DEEDS: dict[Deed, tuple[tuple[str, int], ...]] = {
    Deed.READ: (("SELECT FROM call WHERE id = 1 AND subject = 'Tilbud'", 1),),
    Deed.CHANGE: (("UPDATE call SET subject = 'Endret' WHERE id = 1", 1),),
    Deed.STATUS: (("UPDATE call SET status = 2 WHERE id = 1", 1),),
    Deed.DELETE: (("UPDATE call SET deleted_at = '2026-11-23T09:42:00Z' WHERE id = 1", 1),),
    Deed.BULK_STATUS: ((OWN, 1), ("UPDATE call SET status = 3 WHERE status = 1", 2)),
    Deed.BULK_DELETE: ((OWN, 1), ("UPDATE call SET deleted_at = '2026-11-23T09:42:00Z'", 2)),
    Deed.FOLLOW_UP: ((FOLLOW_UP, 1),),
    Deed.UNANSWERED: (("UPDATE call SET status = 4 WHERE id = 1", 1), (FOLLOW_UP, 1)),
    Deed.COPY: ((COPY, 1),),
}
"""The statements of each deed, and how many rows each is about."""


def done(run: Sql, deed: Deed) -> bool:
    """Whether the server let all of it through."""
    try:
        return all(run(statement) == rows for statement, rows in DEEDS[deed])
    except InsufficientPrivilege:
        return False


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_the_server_says_the_same(session: Session, acting: Acting, sign_in: SignIn, cell: Cell) -> None:
    scene = stage(acting, cell.role)
    assert done(sign_in(INITIALS[cell.role]), cell.deed) is (cell.refusal is None)
    if cell.refusal is not None:
        assert calls.read(session, scene.call.id) == scene.call
    assert_sound(session.engine)


# What SQL changes is journalled, stamped and counted as if the program had done it.


def test_a_change_by_sql_is_a_version_with_its_stamps_and_its_place_in_the_journal(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol = acting("OL")
    call = factories.call(acting("PH"), employee=ol.employee.id, subject="Før")
    sign_in("OL")("UPDATE call SET subject = 'Etter', note = 'Ny' WHERE id = 1")
    now = calls.read(ol, call.id)
    assert (now.subject, now.version, now.owner_saved, now.changed.initials) == ("Etter", 2, True, "OL")
    with session.engine.reading():
        ((kind, before, after),) = session.engine.rows_of(
            "SELECT kind, before, after FROM change JOIN operation ON operation.id = operation_id "
            "WHERE entity = 'call' AND version_after = 2"
        )
    assert kind == "sql"
    assert json.loads(before) == {"subject": "Før", "note": "", "owner_saved": False}
    assert json.loads(after) == {"subject": "Etter", "note": "Ny", "owner_saved": True}
    assert_sound(session.engine)


def test_undo_never_overwrites_what_a_colleague_changed_by_sql(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol = acting("OL")
    call = factories.call(ol)
    bulk.set_status(session, [call.id], Status.DONE)
    sign_in("OL")("UPDATE call SET note = 'Fra psql'")
    assert [skipped.id for skipped in undo.undo(session).skipped] == [call.id]
    assert calls.read(ol, call.id).note == "Fra psql"
    report = undo.undo(ol)
    assert (report.kind, report.rows, calls.read(ol, call.id).note) == ("sql", 1, "")
    assert_sound(session.engine)


def test_one_statement_for_many_calls_is_one_operation(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol = acting("OL")
    for _ in range(3):
        factories.call(ol)
    assert sign_in("OL")("UPDATE call SET status = 2") == 3
    assert undo.undo(ol).rows == 3
    assert_sound(session.engine)


def test_giving_away_by_sql_starts_the_planners_right_anew(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ph, br = acting("PH"), acting("BR")
    call = factories.call(ph, employee=br.employee.id)
    assert sign_in("BR")("UPDATE call SET note = 'sett'") == 1
    assert sign_in("PH")("UPDATE call SET note = 'nei'") == 0
    assert sign_in("BR")("UPDATE call SET employee_id = %s", session.employee.id) == 1
    assert sign_in("PH")("UPDATE call SET note = 'ja'") == 1
    assert sign_in("BR")("UPDATE call SET note = 'nei'") == 0
    assert calls.read(session, call.id).note == "ja"
    assert_sound(session.engine)


def test_a_call_that_is_deleted_by_sql_leaves_its_follow_ups_without_a_link(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol, ph = acting("OL"), acting("PH")
    call = factories.call(ol)
    followup = factories.call(ph, origin=call.id)
    sign_in("OL")("UPDATE call SET deleted_at = '2026-11-23T09:42:00Z'")
    assert calls.read(ph, followup.id).origin is None
    assert_sound(session.engine)
    assert undo.undo(ol).rows == 2
    assert calls.read(ph, followup.id).origin == call.id
    assert_sound(session.engine)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE call SET id = 7 WHERE id = 1",
        "UPDATE call SET created_by = 1 WHERE id = 1",
        "UPDATE call SET created_at = '2020-01-01T00:00:00Z' WHERE id = 1",
        "UPDATE call SET changed_by = 1, version = version + 1 WHERE id = 1",
        "UPDATE call SET note = 'x', version = version + 2 WHERE id = 1",
        "UPDATE call SET version = 0 WHERE id = 1",
        "UPDATE call SET owner_saved = true, employee_id = 1, version = version + 1 WHERE id = 1",
    ],
)
def test_what_nobody_changes_not_even_of_ones_own_call(
    session: Session, acting: Acting, sign_in: SignIn, statement: str
) -> None:
    factories.call(acting("OL"))
    before = everything(session.engine)
    with pytest.raises(InsufficientPrivilege):
        sign_in("OL")(statement)
    assert everything(session.engine) == before


@pytest.mark.parametrize(
    "change",
    [
        *("starts_at = 'i går'", "starts_at = '2026-02-30T10:00'", "starts_at = '2026-11-23'"),
        *("ends_at = '2026-11-23T09:00'", "ends_at = '2026-11-24T11:00'", "direction = 3", "status = 0"),
        *("deleted_at = 'nå'", "changed_at = '', version = 2"),
    ],
)
def test_what_the_program_could_not_read_is_not_stored(
    session: Session, acting: Acting, sign_in: SignIn, change: str
) -> None:
    call = factories.call(acting("OL"))
    with pytest.raises((CheckViolation, DataError)):
        sign_in("OL")(f"UPDATE call SET {change}")
    assert calls.read(session, call.id) == call


def test_has_followups_is_the_truth_whatever_is_asked_for(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    call = factories.call(acting("OL"))
    sign_in("OL")("UPDATE call SET has_followups = true")
    assert not calls.read(session, call.id).has_followups
    factories.call(acting("PH"), origin=call.id)
    sign_in("OL")("UPDATE call SET has_followups = false WHERE id = 1")
    assert calls.read(session, call.id) == call._replace(has_followups=True)
    assert_sound(session.engine)


def test_nobody_looks_at_follow_ups_as_they_once_were(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol = acting("OL")
    call = factories.call(ol)
    factories.call(ol, origin=call.id)
    run = sign_in("OL")
    run("BEGIN ISOLATION LEVEL REPEATABLE READ")
    run("SELECT FROM call")
    factories.call(acting("PH"), origin=call.id)
    run("UPDATE call SET deleted_at = '2026-11-23T09:42:00Z' WHERE origin_id = 1")
    with pytest.raises(InsufficientPrivilege):
        run("COMMIT")
    assert calls.read(session, call.id).has_followups
    assert_sound(session.engine)


# The program, signed in as an ordinary employee.


def test_a_colleagues_call_knows_that_it_is_followed_up(session: Session, acting: Acting) -> None:
    call = factories.call(acting("OL"))
    followup = factories.call(acting("PH"), origin=call.id)
    assert calls.read(session, call.id).has_followups
    bulk.delete(acting("PH"), [followup.id])
    assert not calls.read(session, call.id).has_followups
    assert_sound(session.engine)


def test_what_was_given_away_is_taken_back_by_undo_and_by_nothing_else(
    session: Session, acting: Acting, sign_in: SignIn
) -> None:
    ol = acting("OL")
    call = factories.call(ol, subject="Mitt")
    factories.save(ol, call.id, employee=acting("BR").employee.id)
    factories.save(acting("KN"), call.id, note="")  # saves nothing
    ol_creator = acting("OL").employee.id
    assert calls.read(session, call.id).creator == ol_creator
    given = factories.call(acting("PH"), employee=ol.employee.id, subject="Til OL")
    factories.save(ol, given.id, employee=acting("BR").employee.id)
    with pytest.raises(InsufficientPrivilege):
        sign_in("OL")("UPDATE call SET subject = 'Kapret' WHERE id = %s", given.id)
    with pytest.raises(InsufficientPrivilege):
        sign_in("OL")(
            "UPDATE call SET employee_id = %s, subject = 'Kapret' WHERE id = %s", ol.employee.id, given.id
        )
    undo.undo(ol)
    assert calls.read(session, given.id).employee.id == ol.employee.id
    assert_sound(session.engine)


def test_a_right_that_the_program_still_believes_in_is_refused_by_the_server(
    session: Session, acting: Acting
) -> None:
    """KN was a superuser when the program was opened."""
    call = factories.call(acting("OL"))
    believing = session.acting_as(session.employee)
    with as_owner(session) as administrator:
        with administrator.engine.writing():
            administrator.engine.rows_of("UPDATE employee SET superuser = (initials = 'OL')")
        before = everything(administrator.engine)
        for write in (
            lambda: factories.save(believing, call.id, note="Kapret"),
            lambda: bulk.delete(believing, [call.id]),
        ):
            with pytest.raises(NotAllowed) as told:
                write()
            assert told.value.message.key == "msg.notallowed.meanwhile"
        assert everything(administrator.engine) == before


def test_everybody_reads_everything_and_the_list_tells_whose_it_is(session: Session, acting: Acting) -> None:
    factories.call(acting("OL"))
    for initials, may in (("OL", True), ("PH", False), ("KN", True)):
        (row,) = calls.page(acting(initials), PageRequest()).rows
        assert row.may_change is may
        assert calls.count(acting(initials), Criteria()) == 1
