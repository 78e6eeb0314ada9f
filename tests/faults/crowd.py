"""Many operators at once, each in the way of a working day: looking, opening, typing, saving, planning for
others, asking for what is not theirs. Each tells what was acknowledged and what was refused; the journal then
tells whether anything of it was lost or should never have been."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from collections import Counter
from contextlib import ExitStack
from threading import Thread
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.errors import Busy, Conflict, NotAllowed, NotFound
from xscalls_tui.domain.permissions import Employee, Ownership, may_change
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.services import bulk, calls, employees, followups, presence
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session, new_uid

PROCESSES = 4
THINKING_SECONDS = 1.0
"""On the average, between two things that an operator does."""


class Done(NamedTuple):
    """What an operator has done: operations that were acknowledged, the seconds that each took, what was
    refused as it should be, conflicts that were decided, and what nobody foresaw."""

    uids: list[str]
    seconds: list[float]
    refused: int
    conflicts: int
    unforeseen: list[str]


class Outcome(NamedTuple):
    """What came of it all."""

    operators: int
    operations: int
    lost: int
    """Acknowledged, and not in the journal exactly once."""
    forbidden: int
    """Changes in the journal by somebody who might not."""
    gaps: int
    """Calls whose versions do not follow one another."""
    refused: int
    conflicts: int
    unforeseen: tuple[str, ...]
    p95_ms: float

    @property
    def sound(self) -> bool:
        """Whether all is as it should be."""
        return not (self.lost or self.forbidden or self.gaps or self.unforeseen)


class Operator:
    """One of them."""

    def __init__(self, session: Session, shared: int, chance: random.Random) -> None:
        self._session = session
        self._shared = shared
        self._chance = chance
        self._own: list[int] = []
        self.done = Done([], [], 0, 0, [])

    def work(self, until: float) -> None:
        """Do one thing after the other."""
        deeds = (
            self.look, self.look, self.create, self.save_own, self.save_own, self.follow_up,
            self.plan_for_another, self.add_to_the_shared_note, self.set_status, self.meddle,
        )  # fmt: skip
        while time.monotonic() < until:
            try:
                self._chance.choice(deeds)()
            except Exception as error:
                self.done.unforeseen.append(f"{type(error).__name__}: {error}")
            time.sleep(self._chance.expovariate(1 / THINKING_SECONDS))

    def look(self) -> None:
        """At the list, at a part of it, at a call; others are told of that."""
        calls.page(self._session, PageRequest(limit=50))
        planned = Criteria((Criterion(Field.STATUS, Status.PLANNED),))
        calls.page(self._session, PageRequest(planned, limit=50))
        presence.show(self._session, [self._shared])
        calls.read(self._session, self._shared)
        presence.show(self._session, [])

    def create(self) -> None:
        """A call of one's own."""
        draft = calls.blank(self._session)._replace(subject="Ny", note="0")
        self._own.append(self._saved(lambda uid: calls.create(self._session, draft, uid)).id)

    def save_own(self) -> None:
        """One more in the note of a call of one's own."""
        if self._own:
            self._add_one(self._chance.choice(self._own))

    def follow_up(self) -> None:
        """Of a call of one's own."""
        if self._own:
            first = calls.read(self._session, self._chance.choice(self._own))
            draft = followups.follow_up(self._session, first)
            self._saved(lambda uid: calls.create(self._session, draft, uid))

    def plan_for_another(self) -> None:
        """Who has not saved it, so that one may change it."""
        others = [one for one in employees.everybody(self._session) if one.id != self._session.employee.id]
        draft = calls.blank(self._session)._replace(employee=self._chance.choice(others).id, note="0")
        call = self._saved(lambda uid: calls.create(self._session, draft, uid))
        self._add_one(call.id)

    def add_to_the_shared_note(self) -> None:
        """Which half of them may change."""
        self._add_one(self._shared)

    def set_status(self) -> None:
        """Of some calls of one's own at once. It may change nothing, and then there is no operation."""
        if self._own:
            ids = self._chance.sample(self._own, min(3, len(self._own)))
            bulk.set_status(self._session, ids, self._chance.choice(tuple(Status)))

    def meddle(self) -> None:
        """With somebody else's call, which is to be refused."""
        page = calls.page(self._session, PageRequest(limit=50))
        theirs = [row.id for row in page.rows if not row.may_change]
        if theirs:
            call = calls.read(self._session, self._chance.choice(theirs))
            try:
                calls.save(self._session, call.id, call.version, call.draft()._replace(note="Uvedkommende"))
            except (NotAllowed, Conflict, NotFound):
                self.done = self.done._replace(refused=self.done.refused + 1)

    def _add_one(self, call_id: int) -> None:
        """As an operator does: a conflict is read, and what one meant is done on top of it."""
        call = calls.read(self._session, call_id)
        while True:
            draft = call.draft()._replace(note=str(int(call.note or 0) + 1))
            try:
                self._saved(lambda uid, c=call, d=draft: calls.save(self._session, c.id, c.version, d, uid))
                return
            except Conflict as conflict:
                call = conflict.theirs
                self.done = self.done._replace(conflicts=self.done.conflicts + 1)
            except NotAllowed:  # given away meanwhile, or its owner has saved it
                return

    def _saved(self, write: Any) -> Any:
        uid, began = new_uid(), time.perf_counter()
        while True:
            try:
                stored = write(uid)
                break
            except Busy:  # told to the operator, who tries once more
                continue
        self.done.seconds.append(time.perf_counter() - began)
        self.done.uids.append(uid)
        return stored


def _some_operators(where: str, everybody: list[str], shared: int, seconds: float, seed: int) -> list[Done]:
    """In one process, each in a thread of its own with a session of its own."""
    try:
        with ExitStack() as open_ones:
            sessions = [open_session(where, initials) for initials in everybody]
            for session in sessions:
                open_ones.callback(session.close)
            operators = [
                Operator(one, shared, random.Random(f"{seed} {one.employee.initials}")) for one in sessions
            ]
            until = time.monotonic() + seconds
            threads = [Thread(target=one.work, args=(until,)) for one in operators]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return [one.done for one in operators]
    except Exception as error:  # which may not come through to another process
        return [Done([], [], 0, 0, [f"{type(error).__name__}: {error}"])]


def let_work(session: Session, where: str, operators: int, seconds: float, seed: int = 9) -> Outcome:
    """Let so many operators work for so long, and look at the journal."""
    initials = [f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(operators)]
    for one in initials:
        employees.add(session, one, f"Operatør {one}")
    shared = calls.create(session, calls.blank(session)._replace(subject="Felles", note="0"))
    _make_superusers(session)
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload([__name__, PostgresEngine.__module__])
    parts = [initials[part::PROCESSES] for part in range(PROCESSES)]
    with nursery.Pool(PROCESSES) as pool:
        work = [(where, part, shared.id, seconds, seed) for part in parts if part]
        told = [done for some in pool.starmap(_some_operators, work) for done in some]
    return judge(session, told)


def _make_superusers(session: Session) -> None:
    """Half of the operators: they alone may change what is another's, as the shared call is."""
    for number, one in enumerate(employees.everybody(session)):
        if number % 2 and one.id != session.employee.id:
            employees.change(session, one.initials, superuser=True)


def judge(session: Session, told: list[Done]) -> Outcome:
    """Compare what operators were told with what the journal tells."""
    with session.engine.reading():
        rows = session.engine.rows_of
        stored = Counter(uid for (uid,) in rows("SELECT uid FROM operation"))
        changes = rows(
            "SELECT c.row_id, c.version_after, c.before, c.after, o.employee_id FROM change c "
            "JOIN operation o ON o.id = c.operation_id WHERE c.entity = 'call' ORDER BY c.id"
        )
        creators = dict(rows("SELECT id, created_by FROM call"))
    acknowledged = [uid for one in told for uid in one.uids]
    people = {one.id: one for one in employees.everybody(session)}
    forbidden, gaps = _replay(changes, people, creators)
    seconds = sorted(second for one in told for second in one.seconds) or [0.0]
    return Outcome(
        operators=len(told),
        operations=len(acknowledged),
        lost=sum(stored[uid] != 1 for uid in acknowledged),
        forbidden=forbidden,
        gaps=gaps,
        refused=sum(one.refused for one in told),
        conflicts=sum(one.conflicts for one in told),
        unforeseen=tuple(text for one in told for text in one.unforeseen),
        p95_ms=seconds[int(len(seconds) * 0.95)] * 1000 if len(seconds) > 1 else seconds[0] * 1000,
    )


def _replay(
    changes: list[tuple[Any, ...]], people: dict[int, Employee], creators: dict[int, int]
) -> tuple[int, int]:
    """How many changes were made by somebody who might not, and how many do not follow the one before."""
    forbidden = gaps = 0
    states: dict[int, dict[str, Any]] = {}
    versions: dict[int, int] = {}
    for row_id, version, before, after, employee_id in changes:
        values = json.loads(after) if isinstance(after, str) else after or {}
        gaps += version != versions.get(row_id, 0) + 1
        versions[row_id] = version
        state = states.get(row_id)
        if state is not None and before is not None:
            ownership = Ownership(state["employee_id"], creators[row_id], bool(state["owner_saved"]))
            forbidden += not may_change(people[employee_id], ownership)
        states[row_id] = {**(state or {"owner_saved": False}), **values}
    return forbidden, gaps
