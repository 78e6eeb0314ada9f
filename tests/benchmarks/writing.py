"""What saves and bulk changes cost, with their journal, against the same rows through the bare driver."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import count, cycle
from typing import Any

from tests.benchmarks.bare import Bare, connect
from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Action, Figure, against_bare, in_turn, interleaved
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.models.searched import PAD
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.session import Session

SAVE = 3.0
"""The budget of design/data.md."""
MANY = 10_000
ROUNDS = 7
SAMPLE_SECONDS = 0.1  # with some hundred commits

_OPERATION = (
    "INSERT INTO operation (uid, at, employee_id, kind, reverted) VALUES (?, ?, ?, ?, false) RETURNING id"
)
_CHANGE = (
    "INSERT INTO change (operation_id, entity, row_id, version_before, version_after, before, after) "
    "VALUES (?, 'call', ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE call SET status = ?, note = ?, changed_at = ?, version = version + 1 WHERE id = ? AND version = ?"
)
_TEXT = (
    "INSERT INTO call_text (id, title, names, body, numbers) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO "
    "UPDATE SET title = excluded.title, names = excluded.names, body = excluded.body, "
    "numbers = excluded.numbers"
)
_AT = "2026-11-23T10:00:00Z"
_names = map("bare {}".format, count())


def measure(place: str) -> Iterator[Figure]:
    """All figures, on a database that may be written."""
    with at_work(place, superuser=True) as session, closing(connect(place)) as bare:
        yield from saves(session, bare)
        yield from many(session, bare)


def saves(session: Session, bare: Bare) -> Iterator[Figure]:
    """A changed call, and a new one."""
    noted = bare.rows("SELECT id FROM call WHERE note <> '' ORDER BY id DESC LIMIT 200")
    some = [calls.read(session, row[0]) for row in noted]
    changed = {"it": _save(session, some[:100]), "bare": _bare_save(bare, some[100:])}
    yield _compared("save a changed call", changed)
    new = {"it": _create(session, some[0]), "bare": _bare_create(bare, some[0].id)}
    yield _compared("save a new call", new)


def many(session: Session, bare: Bare) -> Iterator[Figure]:
    """The status of 10,000 calls all over the table in one operation, and undoing that."""
    sql = "SELECT id FROM call WHERE status = ? ORDER BY id % 97, id LIMIT ?"
    listed = [row[0] for row in bare.rows(sql, int(Status.DONE), 2 * MANY)]
    ours, others = listed[: len(listed) // 2], listed[len(listed) // 2 :]
    took = in_turn(
        {
            "status": lambda: partial(bulk.set_status, session, ours, Status.CANCELLED),
            "undo": lambda: partial(undo.undo, session),
            "bare": lambda: partial(_bare_status, bare, others, Status.CANCELLED),
            "bare back": lambda: partial(_bare_status, bare, others, Status.DONE),
        },
        ROUNDS,
    )
    yield against_bare(f"status of {len(ours)} calls", took["status"], took["bare"])
    yield against_bare(f"undo of {len(ours)} calls", took["undo"], took["bare back"])


def _compared(what: str, actions: dict[str, Action]) -> Figure:
    took = interleaved(actions, seconds=SAMPLE_SECONDS)
    return against_bare(what, took["it"], took["bare"], SAVE)


def _save(session: Session, some: Sequence[Call]) -> Action:
    """Saves the next of these calls with another status and note."""
    latest, turns = list(some), cycle(range(len(some)))

    def save() -> None:
        place = next(turns)
        call = latest[place]
        draft = call.draft()._replace(status=_other(call.status), note=f"{call.note[:80]} {call.version}")
        latest[place] = calls.save(session, call.id, call.version, draft)

    return save


def _bare_save(bare: Bare, some: Sequence[Call]) -> Action:
    """Reads and writes the same rows for the next of these calls."""
    latest, turns = {call.id: (call.version, call.status, call.note) for call in some}, cycle(some)
    texts = {call.id: _texts(bare, call.id) for call in some}

    def save() -> None:
        call = next(turns)
        version, status, note = latest[call.id]
        then, text = _other(status), f"{call.note[:80]} {version}"
        before, after = ({"status": int(s), "note": n} for s, n in ((status, note), (then, text)))
        with bare.transaction():
            bare.rows(f"SELECT * FROM call WHERE id = ?{bare.share}", call.id)
            bare.run(_UPDATE, int(then), text, _AT, call.id, version)
            bare.run(_CHANGE, _operation(bare), call.id, version, version + 1, _json(before), _json(after))
            bare.run(_TEXT, call.id, *texts[call.id][:2], f"{text.lower()}{PAD}", texts[call.id][3])
        latest[call.id] = version + 1, then, text

    return save


def _other(status: Status) -> Status:
    return Status.UNANSWERED if status is Status.DONE else Status.DONE


def _create(session: Session, like: Call) -> Action:
    draft = like.draft()
    return lambda: calls.create(session, draft)


def _bare_create(bare: Bare, like: int) -> Action:
    """Writes the rows of a new call that is like another one."""
    values = bare.row("SELECT * FROM call WHERE id = ?", like)
    del values["id"]
    insert = f"INSERT INTO call ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) RETURNING id"
    after, day, texts = json.dumps(values), values["starts_at"][:10], _texts(bare, like)

    def create() -> None:
        with bare.transaction():
            call = bare.value(insert, *values.values())
            bare.run(_CHANGE, _operation(bare), call, 0, 1, None, after)
            bare.run(_TEXT, call, *texts)
            bare.run("UPDATE day_count SET calls = calls + 1, most_id = ? WHERE day = ?", call, day)

    return create


def _texts(bare: Bare, call: int) -> tuple[Any, ...]:
    return bare.rows("SELECT title, names, body, numbers FROM call_text WHERE id = ?", call)[0]


def _bare_status(bare: Bare, ids: Sequence[int], status: Status) -> None:
    with bare.transaction():
        bare.many(
            "UPDATE call SET status = ?, changed_at = ?, version = version + 1 WHERE id = ?",
            [(int(status), _AT, call_id) for call_id in ids],
        )
        before, after = json.dumps({"status": 2}), json.dumps({"status": int(status)})
        operation = _operation(bare)
        bare.many(_CHANGE, [(operation, call_id, 1, 2, before, after) for call_id in ids])


def _operation(bare: Bare) -> int:
    return int(bare.value(_OPERATION, next(_names), _AT, 1, "bare"))


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
