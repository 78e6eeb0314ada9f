"""What comes of a call: a case, a sales opportunity, hours. Each starts out with what is known of the
call."""

from __future__ import annotations

from decimal import Decimal

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.record_types.work import CASE_STATUSES
from xscalls_tui.domain.records import RecordDraft, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator, formats, stored_language
from xscalls_tui.models import tables
from xscalls_tui.models.database import setting
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.services import calls
from xscalls_tui.services.registers import stored
from xscalls_tui.services.registers.reading import blank
from xscalls_tui.services.session import Session

LANGUAGE_SETTING = "language"
"""The organisation's language: that of texts which the program stores."""
_OPEN = next(choice.code for choice in CASE_STATUSES if choice.word == "open")


def case(session: Session, call: Call) -> RecordDraft:
    """What a case made from a call starts out with (R105). It will be told of in the call's note, so the
    call must be one that the employee may change. Raises NotAllowed."""
    session.require(Action.CHANGE, call.ownership)
    return blank(session, Register.CASE, {**_common(call), "status": _OPEN, "description": call.note})


def opportunity(session: Session, call: Call) -> RecordDraft:
    """What a sales opportunity made from a call starts out with (R110): the call's employee is
    responsible."""
    session.require(Action.CREATE)
    given = {**_common(call), "responsible": call.employee.id, "note": call.note}
    return blank(session, Register.OPPORTUNITY, given)


def hours(session: Session, call: Call) -> RecordDraft:
    """What a time entry made from a call starts out with (R166). Only superusers write down others' hours.
    Raises InvalidInput for a call that is yet to come."""
    session.require(Action.CREATE)
    if call.starts_at.date() > session.today():
        raise InvalidInput({"day": Message.of("time.nofuture")})
    worked = Decimal(int((call.ends_at - call.starts_at).total_seconds())) / 3600
    worked = worked.quantize(Decimal("0.01"))
    t = _translator(session)
    given: dict[str, Value] = {
        "day": call.starts_at.date(),
        "employee": call.employee.id if session.employee.superuser else session.employee.id,
        "company": call.company.id if call.company else None,
        "project": call.project.id if call.project else None,
        "hours": worked,
        "billable": worked,
        "note": t("time.fromcall", id=call.id, subject=call.subject).removesuffix(": "),
        "call": call.id,
    }
    return blank(session, Register.TIME_ENTRY, given)


_DRAFTS = {Register.CASE: case, Register.OPPORTUNITY: opportunity, Register.TIME_ENTRY: hours}


def draft(session: Session, register: Register, call: Call) -> RecordDraft:
    """What a record of this register made from a call starts out with."""
    made = _DRAFTS[register](session, call)
    return made._replace(names={**made.names, "call": call.subject})


def tell_of_case(session: Session, work: UnitOfWork, case_id: int, call_id: int) -> None:
    """Let a new case and the call that it was made from tell of each other: a follow-up on the case (R106),
    and a line below what stands in the call's note (R107, R108). A part of the operation that makes the case.
    Raises NotFound and NotAllowed."""
    work.lock(tables.Call, [call_id])
    call = calls.existing(session, call_id)
    session.require(Action.CHANGE, call.ownership)
    t = _translator(session)
    text = t("case.fromcall", id=call_id)
    by = {"created_at": work.at, "created_by": session.employee.id}
    values = {"case_id": case_id, "reply_to_id": None, "text": text}
    values |= stored.named(TYPES[Register.CASE_NOTE], [text])
    work.insert(tables.CaseNote, values | by | calls.stamp_columns(work, session))
    now = session.now()
    at = t("case.time", date=formats.form_date(now.date()), time=formats.clock(now).replace(":", "."))
    line = t("case.noteline", time=at, id=case_id, initials=session.employee.initials)
    note = f"{call.note}\n{line}" if call.note else line
    calls.write(work, session, call, {"note": note})


def _common(call: Call) -> dict[str, Value]:
    return {
        "subject": call.subject,
        "company": call.company.id if call.company else None,
        "contact": call.contact.id if call.contact else None,
        "project": call.project.id if call.project else None,
        "call": call.id,
    }


def _translator(session: Session) -> Translator:
    with session.engine.reading():
        return Translator(stored_language(setting(session.engine, LANGUAGE_SETTING)))
