"""What goes wrong in a driver, and the sentence that an operator reads."""

from __future__ import annotations

import apsw
import pytest
from psycopg import errors

from tests.models.statements import statements
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

MEANINGS: list[tuple[str, type[Exception], str]] = [
    ("sqlite", apsw.BusyError, "msg.busy"),
    ("sqlite", apsw.LockedError, "msg.busy"),
    ("sqlite", apsw.ReadOnlyError, "msg.db.readonly"),
    ("sqlite", apsw.FullError, "msg.db.full"),
    ("sqlite", apsw.CorruptError, "msg.db.corrupt"),
    ("sqlite", apsw.NotADBError, "msg.db.corrupt"),
    ("sqlite", apsw.CantOpenError, "msg.db.cannotopen"),
    ("sqlite", apsw.IOError, "msg.db.cannotopen"),
    ("postgres", errors.LockNotAvailable, "msg.busy"),
    ("postgres", errors.DeadlockDetected, "msg.busy"),
    ("postgres", errors.SerializationFailure, "msg.busy"),
    ("postgres", errors.QueryCanceled, "msg.busy"),
    ("postgres", errors.InsufficientPrivilege, "msg.notallowed.server"),
    ("postgres", errors.ReadOnlySqlTransaction, "msg.db.readonly"),
    ("postgres", errors.DiskFull, "msg.db.full"),
]


@pytest.mark.parametrize(("kind", "failure", "sentence"), MEANINGS)
def test_an_error_of_the_engine_is_told_in_a_sentence(
    session: Session, failure: type[Exception], sentence: str
) -> None:
    with pytest.raises(XSCallsError) as told, statements(session.engine, 1, failure("from the driver")):
        calls.count(session, Criteria())
    assert told.value.message.key == sentence


@pytest.mark.parametrize(("kind", "failure", "sentence"), MEANINGS)
def test_so_is_one_that_peewee_does_not_wrap(
    session: Session, failure: type[Exception], sentence: str
) -> None:
    """A statement for many rows goes past peewee; so does the fetching of rows."""
    engine = session.engine
    with pytest.raises(XSCallsError) as told, statements(engine, 2, failure("")), engine.writing():
        engine.execute_many("INSERT INTO setting (name, value) VALUES (?, ?)", [("a", "b"), ("c", "d")])
    assert told.value.message.key == sentence
