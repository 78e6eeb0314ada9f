"""Every cell of the registers' permission matrix, by the services; and undo under the same rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Acting
from tests.permissions.record_matrix import Cell, Deed, Scene, cells, end, stage, values
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.records import Record, Values
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import registers, undo
from xscalls_tui.services.session import Session

every = pytest.mark.parametrize("register", list(TYPES), ids=str)


def _read(scene: Scene) -> None:
    assert registers.read(scene.session, scene.record.register, scene.record.id) == scene.record


def _save(scene: Scene, name: str, value: str | int) -> None:
    record = scene.record
    registers.save(scene.session, record.register, record.id, record.version, {name: value})


def _delete(scene: Scene) -> None:
    report = registers.delete(scene.session, scene.record.register, [scene.record.id])
    for refused in report.refused:
        raise NotAllowed(refused.reason)
    assert report.changed == 1


def answer(acting: Acting, cell: Cell, scene: Scene) -> str | None:
    """What one is told who does it."""
    kind = TYPES[cell.register]
    deeds: dict[Deed, Callable[[], object]] = {
        Deed.READ: lambda: _read(scene),
        Deed.CREATE: lambda: registers.create(scene.session, cell.register, values(acting, cell.register)),
        Deed.CHANGE: lambda: _save(scene, kind.title[-1], "Endret"),
        Deed.GIVE: lambda: _save(scene, kind.owner, acting("BR").employee.id),
        Deed.DELETE: lambda: _delete(scene),
        Deed.DELETE_USED: lambda: _delete(scene),
    }
    try:
        deeds[cell.deed]()
    except NotAllowed as told:
        return told.message.key
    return None


@every
def test_who_may_do_what(office: Acting, register: Register) -> None:
    told = {}
    for cell in cells(register):
        scene = stage(office, cell)
        told[str(cell)] = answer(office, cell, scene)
        end(office, cell)
        if cell.refusal is not None:
            assert registers.read(office("KN"), register, scene.record.id) == scene.record, cell
    assert told == {str(cell): cell.refusal for cell in cells(register)}


def _stands(session: Session, record: Record) -> dict[str, object] | None:
    """The values of a record, None when it is gone."""
    try:
        return {**registers.read(session, record.register, record.id).values}
    except NotFound:
        return None


@every
def test_what_one_did_oneself_one_takes_back_and_does_again(office: Acting, register: Register) -> None:
    session = office("KN" if register is Register.EMPLOYEE else "OL")
    name = TYPES[register].title[-1]
    record = registers.create(session, register, values(office, register))
    changed = registers.save(session, register, record.id, 1, {name: "Endret"})
    states: list[object] = [record.values, changed.values]
    if register is not Register.EMPLOYEE:
        assert registers.delete(session, register, [record.id]).changed == 1
        states.append(None)
    for state in reversed(states[:-1]):
        undo.undo(session)
        assert _stands(session, record) == state
    undo.undo(session)
    for state in states:
        undo.redo(session)
        assert _stands(session, record) == state


def test_with_a_case_go_the_follow_ups_of_others_and_come_back(office: Acting) -> None:
    ol, br = office("OL"), office("BR")
    case = registers.create(ol, Register.CASE, values(office, Register.CASE))
    first = registers.create(ol, Register.CASE_NOTE, {"case": case.id, "text": "En"})
    reply: Values = {"case": case.id, "reply_to": first.id, "text": "To"}
    second = registers.create(br, Register.CASE_NOTE, reply)
    everything = [case, first, second]

    def standing() -> list[bool]:
        return [_stands(ol, record) is not None for record in everything]

    assert registers.delete(ol, Register.CASE, [case.id]).changed == 1
    assert standing() == [False] * 3
    for again in (undo.undo, undo.redo, undo.undo):
        again(ol)
        assert standing() == [again is undo.undo] * 3
    with pytest.raises(NotAllowed):
        registers.save(ol, Register.CASE_NOTE, second.id, 3, {"text": "Kapret"})


def test_a_follow_up_and_the_reply_to_it_go_together(office: Acting) -> None:
    kn = office("KN")
    first = registers.create(kn, Register.CASE_NOTE, values(office, Register.CASE_NOTE))
    reply = registers.create(kn, Register.CASE_NOTE, {**first.values, "reply_to": first.id})
    assert registers.delete(kn, Register.CASE_NOTE, [first.id]).changed == 0
    assert registers.delete(kn, Register.CASE_NOTE, [first.id, reply.id]).changed == 2
    undo.undo(kn)
    assert [_stands(kn, record) for record in (first, reply)] == [first.values, reply.values]


def test_what_a_superuser_gave_away_one_does_not_take_back(office: Acting) -> None:
    """A colleague's change stands: undo leaves the hours, and tells so."""
    ol = office("OL")
    hours = registers.create(ol, Register.TIME_ENTRY, values(office, Register.TIME_ENTRY))
    ph = office("PH").employee.id
    registers.save(office("KN"), Register.TIME_ENTRY, hours.id, 1, {"employee": ph})
    assert [(one.entity, one.id) for one in undo.undo(ol).skipped] == [("time_entry", hours.id)]
    assert registers.read(ol, Register.TIME_ENTRY, hours.id).values["employee"] == ph
