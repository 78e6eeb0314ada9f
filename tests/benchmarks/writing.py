"""What saves and bulk changes cost, with their journal, against the same rows through the bare driver."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

import apsw

from tests.benchmarks.bare import connect
from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Action, Figure, in_turn, interleaved, shown
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.session import Session

SAVE = 3.0
"""The budget of design/data.md."""
MANY = 10_000
ROUNDS = 7
SAMPLE_SECONDS = 0.1  # with some hundred commits

_OPERATION = "INSERT INTO operation (uid, at, employee_id, kind, reverted) VALUES (?, ?, ?, ?, 0)"
_CHANGE = (
    "INSERT INTO change (operation_id, entity, row_id, version_before, version_after, before, after) "
    "VALUES (?, 'call', ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE call SET status = ?, note = ?, changed_at = ?, version = version + 1 WHERE id = ? AND version = ?"
)
_AT = "2026-11-23T10:00:00Z"
_names = map("bare {}".format, count())


def measure(path: Path) -> Iterator[Figure]:
    """All figures, on a database that may be written."""
    with at_work(path, superuser=True) as session:
        connection = connect(path)
        try:
            yield from saves(session, connection)
            yield from many(session, connection)
        finally:
            connection.close()


def saves(session: Session, connection: apsw.Connection) -> Iterator[Figure]:
    """A changed call, and a new one."""
    some = [
        calls.read(session, row[0])
        for row in connection.execute("SELECT id FROM call WHERE note <> '' ORDER BY id DESC LIMIT 200")
    ]
    changed = {"it": _save(session, some[:100]), "bare": _bare_save(connection, some[100:])}
    yield _against("save a changed call", interleaved(changed, seconds=SAMPLE_SECONDS), SAVE)
    new = {"it": _create(session, some[0]), "bare": _bare_create(connection, some[0].id)}
    yield _against("save a new call", interleaved(new, seconds=SAMPLE_SECONDS), SAVE)


def many(session: Session, connection: apsw.Connection) -> Iterator[Figure]:
    """The status of 10,000 calls all over the table in one operation, and undoing that."""
    sql = "SELECT id FROM call WHERE status = ? ORDER BY id % 97, id LIMIT ?"
    listed = [row[0] for row in connection.execute(sql, (Status.DONE, 2 * MANY))]
    ours, others = listed[: len(listed) // 2], listed[len(listed) // 2 :]
    took = in_turn(
        {
            "status": lambda: partial(bulk.set_status, session, ours, Status.CANCELLED),
            "undo": lambda: partial(undo.undo, session),
            "bare": lambda: partial(_bare_status, connection, others, Status.CANCELLED),
            "bare back": lambda: partial(_bare_status, connection, others, Status.DONE),
        },
        ROUNDS,
    )
    yield _against(f"status of {len(ours)} calls", {"it": took["status"], "bare": took["bare"]})
    yield _against(f"undo of {len(ours)} calls", {"it": took["undo"], "bare": took["bare back"]})


def _against(name: str, took: dict[str, float], budget: float | None = None) -> Figure:
    from_ = f"{shown(took['it'])} / {shown(took['bare'])}"
    return Figure(f"{name}, against bare", took["it"] / took["bare"], budget, from_=from_)


def _save(session: Session, some: Sequence[Call]) -> Action:
    """Saves the next of these calls with another status and note."""
    latest, turns = list(some), cycle(range(len(some)))

    def save() -> None:
        place = next(turns)
        call = latest[place]
        draft = call.draft()._replace(status=_other(call.status), note=f"{call.note[:80]} {call.version}")
        latest[place] = calls.save(session, call.id, call.version, draft)

    return save


def _bare_save(connection: apsw.Connection, some: Sequence[Call]) -> Action:
    """Reads and writes the same rows for the next of these calls."""
    latest, turns = {call.id: (call.version, call.status, call.note) for call in some}, cycle(some)

    def save() -> None:
        call = next(turns)
        version, status, note = latest[call.id]
        then, text = _other(status), f"{call.note[:80]} {version}"
        before, after = ({"status": int(s), "note": n} for s, n in ((status, note), (then, text)))
        with _transaction(connection):
            connection.execute("SELECT * FROM call WHERE id = ?", (call.id,)).fetchall()
            connection.execute(_UPDATE, (int(then), text, _AT, call.id, version))
            _journal(connection, [(call.id, version, version + 1, _json(before), _json(after))])
        latest[call.id] = version + 1, then, text

    return save


def _other(status: Status) -> Status:
    return Status.UNANSWERED if status is Status.DONE else Status.DONE


def _create(session: Session, like: Call) -> Action:
    draft = like.draft()
    return lambda: calls.create(session, draft)


def _bare_create(connection: apsw.Connection, like: int) -> Action:
    """Writes the rows of a new call that is like another one."""
    cursor = connection.execute("SELECT * FROM call WHERE id = ?", (like,))
    columns = [name for name, _ in cursor.get_description()][1:]
    values = next(cursor)[1:]
    after = json.dumps(dict(zip(columns, values, strict=True)))
    insert = f"INSERT INTO call ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    day = dict(zip(columns, values, strict=True))["starts_at"][:10]

    def create() -> None:
        with _transaction(connection):
            connection.execute(insert, values)
            _journal(connection, [(connection.last_insert_rowid(), 0, 1, None, after)])
            connection.execute("UPDATE day_count SET calls = calls + 1 WHERE day = ?", (day,))

    return create


def _bare_status(connection: apsw.Connection, ids: Sequence[int], status: Status) -> None:
    with _transaction(connection):
        connection.executemany(
            "UPDATE call SET status = ?, changed_at = ?, version = version + 1 WHERE id = ?",
            [(int(status), _AT, call_id) for call_id in ids],
        )
        before, after = json.dumps({"status": 2}), json.dumps({"status": int(status)})
        _journal(connection, [(call_id, 1, 2, before, after) for call_id in ids])


def _journal(connection: apsw.Connection, changes: list[tuple[Any, ...]]) -> None:
    connection.execute(_OPERATION, (next(_names), _AT, 1, "bare"))
    operation = connection.last_insert_rowid()
    connection.executemany(_CHANGE, [(operation, *change) for change in changes])


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


@contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")
