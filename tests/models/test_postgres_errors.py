"""What PostgreSQL's errors mean to an operator."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from tests.models.statements import statements
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

MEANINGS: list[tuple[type[psycopg.Error], str]] = [
    (errors.LockNotAvailable, "msg.busy"),
    (errors.DeadlockDetected, "msg.busy"),
    (errors.SerializationFailure, "msg.busy"),
    (errors.QueryCanceled, "msg.busy"),
    (errors.InsufficientPrivilege, "msg.notallowed.server"),
    (errors.ReadOnlySqlTransaction, "msg.db.readonly"),
    (errors.DiskFull, "msg.db.full"),
]


@pytest.fixture(scope="module")
def kind() -> str:
    """The errors are an engine's own."""
    return "postgres"


@pytest.mark.parametrize(("failure", "sentence"), MEANINGS)
def test_an_error_of_the_engine_is_told_in_a_sentence(
    session: Session, failure: type[psycopg.Error], sentence: str
) -> None:
    with pytest.raises(XSCallsError) as told, statements(session.engine, 1, failure("from the driver")):
        calls.count(session, Criteria())
    assert told.value.message.key == sentence


@pytest.mark.parametrize(("failure", "sentence"), MEANINGS)
def test_so_is_one_that_peewee_does_not_wrap(
    session: Session, failure: type[psycopg.Error], sentence: str
) -> None:
    """A statement for many rows goes past peewee; so does the fetching of rows."""
    engine = session.engine
    with pytest.raises(XSCallsError) as told, statements(engine, 2, failure("")), engine.writing():
        engine.execute_many("INSERT INTO setting (name, value) VALUES (?, ?)", [("a", "b"), ("c", "d")])
    assert told.value.message.key == sentence
