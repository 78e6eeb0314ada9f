"""The log tells of every change of a call or a record, in words, and costs the same however long it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.factories import acting, moment
from tests.models.statements import statements
from xscalls_tui.commands.change_words import field_changes, sentences
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.services import bulk, changelog, registers, undo
from xscalls_tui.services.session import Session


def told(session: Session, call_id: int, t: Translator) -> list[str]:
    """The log of a call as it is read, without times and names of operations."""
    lines = sentences(None, changelog.of(session, None, call_id), t, session.zone)
    return [line.strip() for line in lines if line.startswith(" ")]


def test_each_field_is_told_in_words(session: Session, nb: Translator) -> None:
    company = factories.company(session, "Åsen Bygg AS")
    contact = factories.contact(session, "Kari Vik", company)
    project = factories.project(session, "P-17", "Nytt tak", company)
    call = factories.call(session, subject="Før", starts_at=moment("23.11 09:00"))
    changes: list[tuple[dict[str, Any], str]] = [
        ({"subject": "Etter"}, "Emne: Før → Etter"),
        ({"status": Status.DONE}, "Status: Planlagt → Gjennomført"),
        ({"direction": Direction.IN}, "Retning: Utgående → Innkommende"),
        ({"phone": "22 33 44 55"}, "Telefonnummer: – → 22 33 44 55"),
        ({"note": "Linje\nto"}, "Notat: – → Linje to"),
        ({"company": company}, "Firma: – → Åsen Bygg AS"),
        ({"project": project}, "Prosjekt: – → P-17 Nytt tak"),
        ({"partner": contact}, "Samtalepartner: – → Kari Vik"),
    ]
    for values, sentence in changes:
        factories.save(session, call.id, **values)
        assert sentence in told(session, call.id, nb), told(session, call.id, nb)
    bulk.delete(session, [call.id])
    assert told(session, call.id, nb)[0] == "Slettet: Nei → Ja"
    undo.undo(session)
    assert told(session, call.id, nb)[0] == "Slettet: Ja → Nei"


def test_who_and_when_and_what_was_undone(session: Session, nb: Translator) -> None:
    ol = acting(session, "OL")
    call = factories.call(session, subject="Ny")
    factories.save(session, call.id, subject="Andre")
    undo.undo(session)
    bulk.set_status(session, [call.id], Status.CANCELLED)
    lines = sentences(None, changelog.of(ol, None, call.id), nb, session.zone)
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.partition("  ")[0] for head in heads] == ["23.11.2026 10:42"] * 4
    assert all("  KN  " in head for head in heads)
    assert [head.endswith("(angret)") for head in heads] == [False, False, True, False]
    assert "   Emne: Ny" in lines


def test_a_long_log_takes_no_more_statements(session: Session) -> None:
    companies = [factories.company(session, f"Firma {number}") for number in range(5)]
    call = factories.call(session)
    counts = []
    for number in range(30):
        factories.save(session, call.id, company=companies[number % 5], subject=f"Emne {number}")
        with statements(session.engine) as made:
            changelog.of(session, None, call.id)
        counts.append(len(made))
    assert len(set(counts[1:])) == 1 and len(changelog.of(session, None, call.id, limit=7).entries) == 7


@pytest.mark.parametrize("register", [Register.COMPANY, Register.CASE, Register.TIME_ENTRY])
def test_records_too(session: Session, nb: Translator, register: Register) -> None:
    from tests.services.test_registers import make
    from xscalls_tui.domain.record_types import TYPES

    record = make(session, TYPES[register], 1)
    log = changelog.of(session, register, record.id)
    (entry,) = log.entries
    found = {change.label: change.after for change in field_changes(register, entry, log, nb)}
    assert entry.created and found
    for one in TYPES[register].properties:
        if record.values[one.name] not in (None, "", False) and one.label in found:
            assert found[one.label]
    registers.delete(session, register, [record.id])
    lines = sentences(register, changelog.of(session, register, record.id), nb, session.zone)
    assert "   Slettet: Nei → Ja" in lines


def test_what_everybody_did_last(session: Session) -> None:
    factories.call(acting(session, "OL"))
    ids = [factories.call(session).id for _ in range(2)]
    bulk.set_status(session, ids, Status.DONE)
    newest, *rest = changelog.latest(session, 3)
    assert (newest.initials, newest.kind, newest.rows, newest.reverted) == ("KN", "call.status", 2, False)
    assert len(rest) == 2 and [one.rows for one in rest] == [1, 1]
    undo.undo(session)
    assert changelog.latest(session, 2)[1].reverted
