"""What is made beside a record starts out with what is known of it, on both engines."""

from __future__ import annotations

from xscalls_tui.domain.records import Record, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, registers
from xscalls_tui.services.session import Session


def made(session: Session, register: Register, **values: Value) -> Record:
    """A record with these values and the defaults."""
    return registers.create(session, register, values)


def test_a_call_from_a_card_is_to_who_is_chosen_or_named_or_the_primary_contact(session: Session) -> None:
    company = made(session, Register.COMPANY, name="Åsen Bygg AS", phone="22 33 44 55")
    bare = made(session, Register.COMPANY, name="Nord Rør AS")
    of = {"company": company.id}
    ola = made(session, Register.CONTACT, name="Ola Lie", mobile="912 34 567", direct="22 00 00 01", **of)
    kari = made(session, Register.CONTACT, name="Kari Vik", direct="22 00 00 02", is_primary=True, **of)
    paal = made(session, Register.CONTACT, name="Pål Åsen", **of)
    project = made(session, Register.PROJECT, number="1042", name="Skolen", **of)
    case = made(session, Register.CASE, subject="Rør", contact=ola.id, responsible=session.employee.id, **of)

    def called(record: Record, contact: int | None = None) -> tuple[object, ...]:
        draft, names = registers.from_record.call(session, record, contact)
        return draft.company, draft.partner, draft.project, draft.phone, names.contact

    assert called(company) == (company.id, kari.id, None, "22 00 00 02", "Kari Vik")
    assert called(company, ola.id) == (company.id, ola.id, None, "912 34 567", "Ola Lie")
    assert called(paal) == (company.id, paal.id, None, "22 33 44 55", "Pål Åsen")
    assert called(project) == (company.id, None, project.id, "22 33 44 55", "")
    assert called(case) == (company.id, ola.id, None, "912 34 567", "Ola Lie")
    assert called(bare) == (bare.id, None, None, "", "")
    draft, names = registers.from_record.call(session, project)
    assert (names.company, names.project) == ("Åsen Bygg AS", "1042 Skolen")
    stored = calls.create(session, draft)
    assert (stored.company.id if stored.company else None) == company.id


def test_what_hangs_on_a_record_is_about_whom_that_is_about(session: Session) -> None:
    company = made(session, Register.COMPANY, name="Åsen Bygg AS")
    contact = made(session, Register.CONTACT, name="Ola Lie", company=company.id)
    case = registers.from_record.hanging(session, contact, Register.CASE, "contact")
    assert (case.values["company"], case.values["contact"]) == (company.id, contact.id)
    assert (case.names["company"], case.names["contact"]) == ("Åsen Bygg AS", "Ola Lie")
    stored = registers.create(session, Register.CASE, {**case.values, "subject": "Rør"})
    hours = registers.from_record.hanging(session, stored, Register.TIME_ENTRY, "case")
    assert (hours.values["case"], hours.values["company"]) == (stored.id, company.id)
    first = registers.from_record.hanging(session, stored, Register.CASE_NOTE, "case")
    note = registers.create(session, Register.CASE_NOTE, {**first.values, "text": "Ringt"})
    reply = registers.from_record.hanging(session, stored, Register.CASE_NOTE, "case", reply_to=note.id)
    assert (reply.values["case"], reply.values["reply_to"]) == (stored.id, note.id)
