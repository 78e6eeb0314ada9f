"""The registers: what is declared of them is kept, whatever register it is, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.errors import InvalidInput, NotAllowed, NotFound, RecordConflict
from xscalls_tui.domain.record_types import PAGES, TYPES, Kind, RecordType
from xscalls_tui.domain.records import (
    ANY_TEXT,
    MANY_HANGING,
    Condition,
    Record,
    RecordCriteria,
    RecordRequest,
    RecordSort,
    Value,
    Values,
)
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, registers, undo
from xscalls_tui.services.session import Session


def a_value(session: Session, kind: RecordType, name: str, number: int) -> Value:
    """Something that this property may hold."""
    one = kind.named(name)
    match one.kind:
        case Kind.DATE:
            return session.today() - timedelta(days=number)
        case Kind.DECIMAL:
            return Decimal(number) + Decimal("0.25")
        case Kind.PERCENT:
            return 40 + number
        case Kind.CHOICE:
            return one.choices[number % len(one.choices)].code
        case Kind.YES_NO:
            return True
        case Kind.EMAIL:
            return f"a{number}@eksempel.invalid"
        case Kind.PHONE:
            return f"22 33 44 {50 + number}"
        case Kind.ORG_NO:
            return "974760673"
        case Kind.INITIALS:
            return "Z" + "ABCDEFGH"[number]
        case Kind.LINK:
            assert one.register is not None
            return None if one.name == "reply_to" else link_to(session, one.register)
        case Kind.CALL:
            return None
        case _:
            return "Øst" if name == "country" else f"Åsen {name} {number}"


def link_to(session: Session, register: Register) -> int:
    """A record to link to."""
    if register is Register.EMPLOYEE:
        return session.employee.id
    kind = TYPES[register]
    some = RecordRequest(RecordCriteria(), RecordSort("id"), limit=1)
    rows = registers.page(session, register, some).rows
    return rows[0].id if rows else make(session, kind).id


def make(session: Session, kind: RecordType, number: int = 1, /, **changes: Value) -> Record:
    """A record with something in every property."""
    values = {one.name: a_value(session, kind, one.name, number) for one in kind.properties}
    return registers.create(session, kind.register, {**values, **changes})


every = pytest.mark.parametrize("kind_of", TYPES.values(), ids=lambda kind: kind.register.value)


@every
def test_what_is_saved_is_read_again(session: Session, kind_of: RecordType) -> None:
    values = {one.name: a_value(session, kind_of, one.name, 1) for one in kind_of.properties}
    record = registers.create(session, kind_of.register, values)
    assert record.values == values
    assert (record.version, record.changed) == (1, record.created)
    others = {one.name: a_value(session, kind_of, one.name, 2) for one in kind_of.properties}
    changed = registers.save(session, kind_of.register, record.id, 1, others)
    assert changed.values == {
        **others, **{one.name: values[one.name] for one in kind_of.properties if one.fixed},
    }  # fmt: skip
    assert registers.read(session, kind_of.register, record.id) == changed


@every
def test_a_record_that_changed_meanwhile_is_not_overwritten(session: Session, kind_of: RecordType) -> None:
    record = make(session, kind_of)
    registers.save(session, kind_of.register, record.id, 1, {kind_of.title[-1]: "Først"})
    with pytest.raises(RecordConflict) as conflict:
        registers.save(session, kind_of.register, record.id, 1, {kind_of.title[-1]: "Sist"})
    assert conflict.value.theirs.values[kind_of.title[-1]] == "Først"


@every
def test_undo_takes_back_each_step_and_redo_does_it_again(session: Session, kind_of: RecordType) -> None:
    record = make(session, kind_of)
    registers.save(session, kind_of.register, record.id, 1, {kind_of.title[-1]: "Nytt"})
    undo.undo(session)
    assert registers.read(session, kind_of.register, record.id).values == record.values
    undo.undo(session)
    if kind_of.register is Register.EMPLOYEE:
        assert not registers.read(session, kind_of.register, record.id).values["active"]
    else:
        with pytest.raises(NotFound):
            registers.read(session, kind_of.register, record.id)
    undo.redo(session)
    assert registers.read(session, kind_of.register, record.id).values == record.values


@every
def test_what_is_required_is_said_beside_the_property(session: Session, kind_of: RecordType) -> None:
    with pytest.raises(InvalidInput) as error:
        registers.create(session, kind_of.register, {})
    told = {name for name, message in error.value.fields.items() if message.key == "msg.required"}
    needed = {one.name for one in kind_of.properties if one.required and one.default is None}
    assert told == needed


@every
def test_pages_follow_each_other_in_every_order_both_ways(session: Session, kind_of: RecordType) -> None:
    for number in range(1, 8):
        make(session, kind_of, number)
    for sort in {column.sort for column in kind_of.columns if column.sort} | {kind_of.sort}:
        for descending in (False, True):
            order = RecordSort(sort, descending)
            everything = registers.page(
                session, kind_of.register, RecordRequest(RecordCriteria(), order)
            ).rows
            assert [row.id for row in everything] == walked(session, kind_of, order, backward=False)
            assert [row.id for row in everything] == walked(session, kind_of, order, backward=True)
            keys = [(row.key.value, row.id) for row in everything]
            assert keys == sorted(keys, reverse=descending)


def walked(session: Session, kind_of: RecordType, order: RecordSort, *, backward: bool) -> list[int]:
    """The ids of a whole list, read two lines at a time."""
    found: list[int] = []
    request = RecordRequest(RecordCriteria(), order, backward=backward, limit=2)
    while True:
        page = registers.page(session, kind_of.register, request)
        ids = [row.id for row in page.rows]
        found = ids + found if backward else found + ids
        if not page.more:
            return found
        request = request._replace(anchor=page.rows[0 if backward else -1].key)


@every
def test_conditions_narrow_the_list_down_as_looking_at_each_record_does(
    session: Session, kind_of: RecordType
) -> None:
    records = [make(session, kind_of, number) for number in range(1, 6)]
    records += [
        registers.read(session, kind_of.register, i)
        for i in registers.ids(session, kind_of.register, RecordCriteria())
        if i not in [record.id for record in records]
    ]
    records = [registers.read(session, kind_of.register, record.id) for record in records]
    for one in kind_of.properties:
        if one.kind in (Kind.CHOICE, Kind.LINK, Kind.YES_NO):
            for value in {record.values[one.name] for record in records} - {None}:
                assert not isinstance(value, date | Decimal)
                criteria = RecordCriteria((Condition(one.name, value),))  # type: ignore[arg-type]
                wanted = {record.id for record in records if record.values[one.name] == value}
                assert {*registers.ids(session, kind_of.register, criteria)} == wanted
                assert registers.count(session, kind_of.register, criteria) == len(wanted)
                assert registers.count(session, kind_of.register, criteria, 1) == min(len(wanted), 2)


@every
def test_a_list_is_found_by_any_part_of_its_name(session: Session, kind_of: RecordType) -> None:
    record = make(session, kind_of, 3, **{kind_of.title[-1]: "Særegen ørn"})
    make(session, kind_of, 4)
    criteria = RecordCriteria((Condition(ANY_TEXT, "ORN saere"),))
    assert registers.ids(session, kind_of.register, criteria) == [record.id]


@pytest.mark.parametrize("register", [Register.COMPANY, Register.CONTACT, Register.PROJECT])
def test_what_calls_hang_on_is_taken_out_of_use_instead(session: Session, register: Register) -> None:
    kind = TYPES[register]
    record = make(session, kind)
    link = {Register.CONTACT: "partner"}.get(register, register.value)
    factories.call(session, **{link: record.id})
    report = registers.delete(session, register, [record.id])
    assert (report.changed, [one.id for one in report.refused]) == (0, [record.id])
    assert registers.read(session, register, record.id) == record
    if kind.active:
        registers.set_active(session, register, [record.id], active=False)
        assert not registers.read(session, register, record.id).values["active"]


def test_what_nothing_hangs_on_is_deleted_with_its_parts(session: Session) -> None:
    case = make(session, TYPES[Register.CASE])
    note = make(session, TYPES[Register.CASE_NOTE], case=case.id)
    assert registers.delete(session, Register.CASE, [case.id]).changed == 1
    for register, row_id in ((Register.CASE, case.id), (Register.CASE_NOTE, note.id)):
        with pytest.raises(NotFound):
            registers.read(session, register, row_id)
    undo.undo(session)
    assert registers.read(session, Register.CASE_NOTE, note.id).values == note.values


def test_undoing_a_new_company_leaves_it_where_something_hangs_on_it(session: Session) -> None:
    company = make(session, TYPES[Register.COMPANY], name="Ny AS")
    factories.call(factories.acting(session, "OL"), company=company.id)
    report = undo.undo(session)
    assert [(one.entity, one.id, one.name) for one in report.skipped] == [("company", company.id, "Ny AS")]
    assert registers.read(session, Register.COMPANY, company.id) == company


class TestFromACall:
    def test_a_case_and_its_call_tell_of_each_other_to_the_letter(self, session: Session) -> None:
        call = factories.call(session, subject="Tilbud", note="Ringte om vinduer.")
        draft = registers.from_call.case(session, call)
        case = registers.create(session, Register.CASE, draft.values)
        notes = of_case(session, case.id)
        assert [note.values["text"] for note in notes] == [f"Opprettet fra samtale {call.id}"]
        told = f"23.11.2026 kl. 10.42: Opprettet sak {case.id} (KN)."
        assert calls.read(session, call.id).note == f"Ringte om vinduer.\n{told}"
        undo.undo(session)
        assert calls.read(session, call.id).note == "Ringte om vinduer."
        assert registers.ids(session, Register.CASE, RecordCriteria()) == []
        assert registers.ids(session, Register.CASE_NOTE, RecordCriteria()) == []

    def test_no_case_no_line(self, session: Session) -> None:
        call = factories.call(session, note="Uendret")
        draft = registers.from_call.case(session, call)
        with pytest.raises(InvalidInput):
            registers.create(session, Register.CASE, {**draft.values, "subject": ""})
        assert calls.read(session, call.id) == call

    def test_a_call_that_one_may_not_change_becomes_no_case(self, session: Session) -> None:
        call = factories.call(session, subject="Min")
        with pytest.raises(NotAllowed):
            registers.from_call.case(factories.acting(session, "OL"), call)

    def test_an_opportunity_carries_the_call_over_and_no_line(self, session: Session) -> None:
        company = make(session, TYPES[Register.COMPANY])
        owner = factories.employee(session, "OL")
        call = factories.call(session, subject="Vinduer", note="N", company=company.id, employee=owner.id)
        draft = registers.from_call.opportunity(session, call)
        made = registers.create(session, Register.OPPORTUNITY, draft.values)
        wanted = {
            "subject": "Vinduer", "company": company.id, "responsible": owner.id, "note": "N", "call":
            call.id, "status": 2, "probability": None,
        }  # fmt: skip
        assert {name: made.values[name] for name in wanted} == wanted
        assert calls.read(session, call.id).note == "N"
        assert [(one.register, one.row.id) for one in registers.linked(session, call.id)] == [
            (Register.OPPORTUNITY, made.id)
        ]

    def test_hours_carry_over_how_long_the_call_was(self, session: Session) -> None:
        call = factories.call(
            session,
            starts_at=factories.moment("09:00"),
            ends_at=factories.moment("09:50"),
            subject="Vinduer",
            status=Status.DONE,
        )
        draft = registers.from_call.hours(session, call)
        entry = registers.create(session, Register.TIME_ENTRY, draft.values)
        assert (entry.values["hours"], entry.values["billable"]) == (Decimal("0.83"), Decimal("0.83"))
        assert (entry.values["day"], entry.title) == (session.today(), f"Samtale {call.id}: Vinduer")

    def test_no_hours_of_days_to_come(self, session: Session) -> None:
        call = factories.call(session, starts_at=factories.moment("24.11 09:00"))
        with pytest.raises(InvalidInput) as error:
            registers.from_call.hours(session, call)
        assert error.value.fields["day"].key == "time.nofuture"
        with pytest.raises(InvalidInput) as error:
            make(session, TYPES[Register.TIME_ENTRY], day=date(2026, 11, 24))
        assert error.value.fields["day"].key == "time.nofuture"


def of_case(session: Session, case_id: int) -> list[Record]:
    """The follow-ups of a case."""
    found = registers.ids(session, Register.CASE_NOTE, RecordCriteria((Condition("case", case_id),)))
    return [registers.read(session, Register.CASE_NOTE, row_id) for row_id in sorted(found)]


def test_sist_kontaktet_is_the_latest_call_that_was_held(session: Session) -> None:
    company = make(session, TYPES[Register.COMPANY])

    def shown() -> dict[str, Any]:
        kind = TYPES[Register.COMPANY]
        (row,) = registers.page(
            session, Register.COMPANY, RecordRequest(RecordCriteria(), RecordSort("id"))
        ).rows
        return dict(zip([column.of for column in kind.columns], row.cells, strict=True))

    assert shown()["contacted"] is None
    for day, status in (("20.11", Status.DONE), ("21.11", Status.UNANSWERED), ("18.11", Status.DONE)):
        factories.call(session, company=company.id, status=status, starts_at=factories.moment(f"{day} 10:00"))
    make(session, TYPES[Register.CONTACT], company=company.id)
    assert (shown()["contacted"], shown()["contacts"]) == (date(2026, 11, 20), 1)


@pytest.mark.parametrize(
    ("register", "name", "typed", "stored"),
    [
        (Register.COMPANY, "org_no", "974 760 673", "974760673"),
        (Register.COMPANY, "org_no", "NO 974760673 MVA", "974760673"),
        (Register.COMPANY, "phone", "+47 22334455", "22 33 44 55"),
        (Register.COMPANY, "phone", "0046 8 123 456 00", "+46 8 123 456 00"),
        (Register.CONTACT, "mobile", "91234567", "912 34 567"),
        (Register.CONTACT, "mobile", "912 34 567 (privat)", "912 34 567 (privat)"),
    ],
)
def test_numbers_are_stored_as_they_are_written(
    session: Session, register: Register, name: str, typed: str, stored: str
) -> None:
    assert make(session, TYPES[register], **{name: typed, **norway(register)}).values[name] == stored


@pytest.mark.parametrize(
    ("register", "name", "typed", "why"),
    [
        (Register.COMPANY, "org_no", "974760674", "msg.badorgno"),
        (Register.COMPANY, "email", "ola at lie", "msg.bademail"),
        (Register.COMPANY, "phone", "vet ikke", "msg.badphone"),
        (Register.OPPORTUNITY, "probability", 101, "msg.badpercent"),
        (Register.OPPORTUNITY, "value", Decimal("-1"), "msg.badnumber"),
        (Register.OPPORTUNITY, "value", Decimal("0.001"), "msg.badnumber"),
        (Register.OPPORTUNITY, "company", "Finnes ikke", "msg.lookup.none"),
        (Register.TIME_ENTRY, "hours", Decimal("24.01"), "msg.badhours"),
        (Register.TIME_ENTRY, "hours", Decimal(0), "msg.badhours"),
        (Register.EMPLOYEE, "initials", "OL", "msg.initialstaken"),
        (Register.EMPLOYEE, "initials", "O1", "msg.badinitials"),
    ],
)
def test_what_cannot_be_is_said_beside_the_property(
    session: Session, register: Register, name: str, typed: Value, why: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        make(session, TYPES[register], **{name: typed, **norway(register)})
    assert {key: message.key for key, message in error.value.fields.items()} == {name: why}


def norway(register: Register) -> Values:
    """Where numbers are Norwegian."""
    return {"country": "NO"} if register is Register.COMPANY else {}


def test_a_company_has_one_primary_contact(session: Session) -> None:
    company = make(session, TYPES[Register.COMPANY])
    first, second = (make(session, TYPES[Register.CONTACT], n, company=company.id) for n in (1, 2))
    assert not registers.read(session, Register.CONTACT, first.id).values["is_primary"]
    assert registers.read(session, Register.CONTACT, second.id).values["is_primary"]


def test_two_projects_never_have_the_same_number(session: Session) -> None:
    make(session, TYPES[Register.PROJECT], number="1042")
    with pytest.raises(InvalidInput) as error:
        make(session, TYPES[Register.PROJECT], number="1042")
    assert error.value.fields["number"].key == "msg.project.taken"


def test_every_page_is_declared_in_order() -> None:
    assert [kind.register for kind in PAGES] == [
        Register.COMPANY, Register.CONTACT, Register.PROJECT, Register.EMPLOYEE,
        Register.CASE, Register.OPPORTUNITY, Register.TIME_ENTRY,
    ]  # fmt: skip


def test_what_hangs_on_a_company_is_counted_up_to_a_hundred(session: Session) -> None:
    company = make(session, TYPES[Register.COMPANY])
    call = factories.call(session, company=company.id)
    factories.duplicates(session, call.id, range(100, 320))
    for register in (Register.CONTACT, Register.CASE, Register.CASE):
        make(session, TYPES[register], company=company.id)
    tabs = [tab.register for tab in TYPES[Register.COMPANY].tabs]
    found = dict(zip(tabs, registers.hanging_on(session, Register.COMPANY, company.id), strict=True))
    assert found == {
        Register.CONTACT: 1, Register.PROJECT: 1, None: MANY_HANGING + 1,
        Register.CASE: 2, Register.OPPORTUNITY: 0, Register.TIME_ENTRY: 0,
    }  # fmt: skip
