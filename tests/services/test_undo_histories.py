"""Undo and redo after any history: of one employee alone, and of two who work on the same calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.conftest import Fresh
from tests.models.soundness import assert_sound, contents
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import UndoRefused
from xscalls_tui.services import bulk, calls, employees, followups, undo
from xscalls_tui.services.session import Session
from xscalls_tui.services.undo import UndoReport

EXAMPLES = {"sqlite": 40, "postgres": 6}
"""A database for each takes its time on a server."""

Step = tuple[str, list[int], int]
"""What is done, to which of the calls there are, and how."""

_steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["create", "save", "move", "give", "status", "delete", "follow up", "unanswered", "undo", "redo"]
        ),
        st.lists(st.integers(0, 9), min_size=1, max_size=3),
        st.integers(0, 3),
    ),
    max_size=14,
)


def _take(session: Session, step: Step) -> None:
    """One step; a step on calls that are not there is another new call."""
    what, which, how = step
    if what in ("undo", "redo"):
        _go(session, again=what == "redo")
        return
    there = calls.ids(session, Criteria())
    ids = [there[number % len(there)] for number in which] if there else []
    if what == "create" or not ids:
        factories.call(session, subject=f"Ny {how}")
    elif what == "status":
        bulk.set_status(session, ids, Status(how + 1))
    elif what == "delete":
        bulk.delete(session, ids)
    else:
        _take_one(session, what, calls.read(session, ids[0]), how)


def _take_one(session: Session, what: str, call: Call, how: int) -> None:
    changes: dict[str, dict[str, Any]] = {
        "save": {"subject": f"Emne {how}", "note": "x" * how},
        "move": {
            "starts_at": factories.moment(f"{20 + how}.11 09:00"),
            "ends_at": factories.moment(f"{20 + how}.11 09:30"),
        },
        "give": {"employee": how + 1},
        "unanswered": {"status": Status.UNANSWERED},
    }
    uid = session.uids()
    if what in changes:
        call = calls.save(session, call.id, call.version, call.draft()._replace(**changes[what]), uid)
    if what in ("follow up", "unanswered"):
        calls.create(session, followups.follow_up(session, call), part_of=uid)


def _go(session: Session, *, again: bool) -> UndoReport | None:
    """One step back, or forth again; None when there is none."""
    try:
        return undo.redo(session) if again else undo.undo(session)
    except UndoRefused:
        return None


def test_undoing_all_is_the_beginning_and_redoing_all_is_the_end(fresh: Fresh, kind: str) -> None:
    @given(steps=_steps)
    @settings(max_examples=EXAMPLES[kind])
    def holds(steps: list[Step]) -> None:
        with fresh() as session:
            ph = factories.acting(session, "PH")
            first = factories.call(ph, subject="Fra før")
            factories.call(ph, origin=first.id)
            beginning = contents(session.engine)
            for step in steps:
                _take(session, step)
            end = contents(session.engine)
            assert_sound(session.engine)
            back = 0
            while (report := _go(session, again=False)) is not None:
                assert report.skipped == ()
                back += 1
            assert contents(session.engine) == beginning
            assert_sound(session.engine)
            for _ in range(back):
                assert _go(session, again=True) is not None
            assert contents(session.engine) == end
            assert_sound(session.engine)

    holds()


# Two employees, against a model.


Columns = dict[str, Any]


@dataclass(eq=False)
class _Operation:
    """What somebody did: for each row what the changed columns were before."""

    who: str
    kind: str
    number: int
    before: dict[int, Columns]
    reverted: bool = False


@dataclass
class _Model:
    """Rows, and for each row the operations on it that hold: neither undone there nor undoings."""

    rows: dict[int, Columns] = field(default_factory=dict)
    holding: dict[int, list[_Operation]] = field(default_factory=dict)
    operations: list[_Operation] = field(default_factory=list)

    def live(self) -> list[int]:
        return [row for row, columns in self.rows.items() if not columns["deleted"]]

    def do(self, who: str, changes: dict[int, Columns], kind: str = "do") -> _Operation | None:
        before = {}
        for row, columns in changes.items():
            now = self.rows.setdefault(row, {"deleted": True})
            differing = {name for name, value in columns.items() if now.get(name) != value}
            if differing:
                before[row] = {name: now[name] for name in differing if name in now}
                now |= columns
        if not before:
            return None
        operation = _Operation(who, kind, len(self.operations), before)
        self.operations.append(operation)
        if kind != "undo":
            for row in before:
                self.holding.setdefault(row, []).append(operation)
        return operation

    def undo(self, who: str) -> tuple[int, set[int]] | None:
        for operation in reversed(self.operations):
            if operation.who == who and operation.kind != "undo" and not operation.reverted:
                return self._revert(operation, "undo")
        return None

    def redo(self, who: str) -> tuple[int, set[int]] | None:
        for operation in reversed(self.operations):
            if operation.who == who and operation.kind == "undo" and not operation.reverted:
                return self._revert(operation, "redo")
            if operation.who == who and operation.kind == "do":
                return None
        return None

    def _revert(self, operation: _Operation, kind: str) -> tuple[int, set[int]]:
        """How many rows go back, and which are left because a colleague's change since then holds."""
        left = {
            row
            for row in operation.before
            if any(
                other.who != operation.who and other.number > operation.number
                for other in self.holding.get(row, ())
            )
        }
        operation.reverted = True
        back = {row: columns for row, columns in operation.before.items() if row not in left}
        done = self.do(operation.who, back, kind)
        for row in done.before if done and kind == "undo" else ():
            self.holding[row].remove(operation)
        return len(done.before) if done else 0, left


_interleaved = st.lists(
    st.tuples(
        st.sampled_from(["KN", "OL"]),
        st.sampled_from(["create", "subject", "note", "status", "delete", "undo", "undo", "redo"]),
        st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True),
        st.integers(0, 2),
    ),
    min_size=4,
    max_size=20,
)


def test_two_who_undo_and_redo_never_take_back_what_the_other_did(fresh: Fresh, kind: str) -> None:
    @given(steps=_interleaved)
    @settings(max_examples=EXAMPLES[kind])
    def holds(steps: list[tuple[str, str, list[int], int]]) -> None:
        with fresh() as session:
            employees.change(session, "OL", superuser=True)
            factories.end_the_past(session)
            people = {initials: factories.acting(session, initials) for initials in ("KN", "OL")}
            model = _Model()
            ph = factories.acting(session, "PH")
            for number in range(3):
                _create(ph, model, number)
            for who, what, which, how in steps:
                _both(people[who], model, what, which, how)
                assert _rows(session) == model.rows
            assert_sound(session.engine)

    holds()


def _create(session: Session, model: _Model, how: int) -> None:
    call = factories.call(session, subject=f"Emne {how}")
    columns = {"subject": call.subject, "note": "", "status": 1, "deleted": False}
    model.do(session.employee.initials, {call.id: columns})


def _both(session: Session, model: _Model, what: str, which: list[int], how: int) -> None:
    """Take a step, and let the model take it."""
    who, live = session.employee.initials, model.live()
    if what in ("undo", "redo"):
        report = _go(session, again=what == "redo")
        expected = model.redo(who) if what == "redo" else model.undo(who)
        assert (report and (report.rows, {skipped.id for skipped in report.skipped})) == expected
        return
    ids = sorted({live[number % len(live)] for number in which}) if live else []
    if what == "create" or not ids:
        _create(session, model, how)
    elif what == "status":
        bulk.set_status(session, ids, Status(how + 1))
        model.do(who, {row: {"status": how + 1} for row in ids})
    elif what == "delete":
        bulk.delete(session, ids)
        model.do(who, {row: {"deleted": True} for row in ids})
    else:
        text = f"Emne {how}" if what == "subject" else "x" * how
        factories.save(session, ids[0], **{what: text})
        model.do(who, {ids[0]: {what: text}})


def _rows(session: Session) -> dict[int, Columns]:
    with session.engine.reading():
        rows = session.engine.rows_of(
            "SELECT id, subject, note, status, deleted_at IS NOT NULL FROM call ORDER BY id"
        )
    return {
        row[0]: {"subject": row[1], "note": row[2], "status": row[3], "deleted": bool(row[4])} for row in rows
    }
