"""Creating, reading and saving one call."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.conftest import Acting
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.calls import Direction, Ref, Status
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import Conflict, InvalidInput, Message, NotAllowed, NotFound
from xscalls_tui.services import bulk, calls
from xscalls_tui.services.session import Session


def _refused(session: Session, **changes: object) -> dict[str, Message]:
    """The sentence for each field of a call that is not created; and nothing is left of it."""
    before = everything(session.engine)
    with pytest.raises(InvalidInput) as told:
        factories.call(session, **changes)
    assert everything(session.engine) == before
    return told.value.fields


# What a call starts out with, and what it is.


def test_a_new_call_is_now_outgoing_planned_and_ones_own(as_ol: Session) -> None:
    draft = calls.blank(as_ol)
    assert draft.starts_at == datetime(2026, 11, 23, 10, 42)
    assert draft.ends_at == datetime(2026, 11, 23, 10, 57)
    assert (draft.direction, draft.status) == (Direction.OUT, Status.PLANNED)
    assert (draft.employee, draft.reminder, draft.origin) == (as_ol.employee.id, None, None)
    assert calls.own_names(as_ol).employee == "OL Ola Lie"


def test_a_new_call_late_at_night_ends_the_same_day(session: Session, clock: FixedClock) -> None:
    clock.at = datetime(2026, 11, 23, 23, 50, tzinfo=factories.OSLO)
    draft = calls.blank(session)
    assert (draft.starts_at.time(), draft.ends_at.time()) == (time(23, 50), time(23, 59))
    calls.create(session, draft)


def test_everything_that_was_typed_is_there_when_the_call_is_read(session: Session) -> None:
    company = factories.company(session, "Åsen Bygg AS")
    contact = factories.contact(session, "Liv Ås", company)
    project = factories.project(session, "1042", "Skolen", company)
    draft = factories.draft(
        session,
        starts_at=factories.moment("24.11 08:00"),
        ends_at=factories.moment("24.11 08:20"),
        direction=Direction.IN,
        status=Status.UNANSWERED,
        subject="Tilbud på vinduer",
        phone="912 34 567",
        note="Linje 1\nLinje 2",
        reminder=30,
        company=company,
        partner=contact,
        project=project,
    )
    created = calls.create(session, draft)
    assert calls.read(session, created.id) == created
    assert created.draft() == draft
    assert created.company == Ref(company, "Åsen Bygg AS")
    assert created.contact == Ref(contact, "Liv Ås")
    assert created.project == Ref(project, "1042 Skolen")
    assert (created.version, created.has_followups, created.owner_saved) == (1, False, True)
    assert_sound(session.engine)


def test_created_and_changed_say_when_and_by_whom(
    session: Session, acting: Acting, clock: FixedClock
) -> None:
    ol = acting("OL")
    call = factories.call(ol, employee=session.employee.id)
    assert (call.created.at, call.created.initials) == (factories.NOW, "OL")
    assert call.changed == call.created
    clock.at += timedelta(hours=2)
    saved = factories.save(session, call.id, subject="Nytt")
    assert saved.created == call.created
    assert (saved.changed.at, saved.changed.initials) == (factories.NOW + timedelta(hours=2), "KN")


def test_a_row_of_the_list_shows_the_call(session: Session) -> None:
    company = factories.company(session, "Åsen Bygg AS")
    project = factories.project(session, "1042", "Skolen")
    call = factories.call(session, subject="Tilbud", company=company, project=project, partner="Kona hans")
    (row,) = calls.page(session, PageRequest()).rows
    assert (row.id, row.version, row.initials, row.subject) == (call.id, 1, "KN", "Tilbud")
    assert (row.company, row.project, row.partner) == ("Åsen Bygg AS", "1042 Skolen", "Kona hans")
    assert (row.starts_at, row.ends_at) == (call.starts_at, call.ends_at)
    assert (row.is_followup, row.has_followups, row.may_change) == (False, False, True)


def test_a_call_that_is_not_there_is_not_found(session: Session) -> None:
    call = factories.call(session)
    bulk.delete(session, [call.id])
    for missing in (call.id, 4711):
        with pytest.raises(NotFound) as told:
            calls.read(session, missing)
        assert told.value.message == Message.of("msg.nocall", id=missing)
        with pytest.raises(NotFound):
            calls.save(session, missing, 1, call.draft())


# Saving.


def test_a_save_raises_the_version_and_changes_what_was_changed(session: Session) -> None:
    call = factories.call(session, subject="Før", note="Står")
    saved = calls.save(session, call.id, call.version, call.draft()._replace(subject="Etter"))
    assert (saved.version, saved.subject, saved.note) == (2, "Etter", "Står")
    assert_sound(session.engine)


def test_a_save_of_nothing_new_leaves_no_trace(session: Session) -> None:
    call = factories.call(session, subject="Likt", partner="Ola")
    before = everything(session.engine)
    assert calls.save(session, call.id, call.version, call.draft()) == call
    assert everything(session.engine) == before


def test_a_second_save_of_the_same_version_is_a_conflict_that_shows_the_first(
    session: Session, acting: Acting
) -> None:
    ol = acting("OL")
    call = factories.call(ol, subject="Vårt")
    theirs = calls.save(session, call.id, call.version, call.draft()._replace(subject="Karis"))
    before = everything(session.engine)
    with pytest.raises(Conflict) as told:
        calls.save(ol, call.id, call.version, call.draft()._replace(subject="Olas"))
    assert told.value.theirs == theirs
    assert dict(told.value.message.values) == {"initials": "KN"}
    assert everything(session.engine) == before
    mine = calls.save(ol, call.id, theirs.version, theirs.draft()._replace(subject="Olas"))
    assert mine.subject == "Olas"


def test_who_may_not_change_a_call_is_told_so_before_anything_else(as_ol: Session, as_ph: Session) -> None:
    call = factories.call(as_ol)
    with pytest.raises(NotAllowed) as told:
        calls.save(as_ph, call.id, 99, call.draft()._replace(employee="finnes ikke"))
    assert told.value.message.key == "msg.noedit"
    assert calls.read(as_ph, call.id) == call


def test_the_origin_of_a_call_is_not_for_the_form_to_change(session: Session) -> None:
    original, other = factories.call(session), factories.call(session)
    followup = factories.call(session, origin=original.id)
    for typed in (None, other.id, 4711):
        assert factories.save(session, followup.id, origin=typed, note=f"{typed}").origin == original.id


def test_an_original_that_is_gone_is_no_link(session: Session) -> None:
    original = factories.call(session)
    bulk.delete(session, [original.id])
    assert factories.call(session, origin=original.id).origin is None
    assert factories.call(session, origin=4711).origin is None
    assert_sound(session.engine)


# The same request again.


def test_a_creation_asked_for_twice_is_done_once(session: Session) -> None:
    draft = factories.draft(session, subject="En gang")
    first = calls.create(session, draft, "uid-1")
    before = everything(session.engine)
    assert calls.create(session, draft, "uid-1") == first
    assert everything(session.engine) == before
    assert calls.create(session, draft, "uid-2").id != first.id


def test_a_creation_asked_for_again_shows_the_call_as_it_is_now(session: Session) -> None:
    first = calls.create(session, factories.draft(session, subject="Før"), "uid-1")
    saved = factories.save(session, first.id, subject="Etter")
    assert calls.create(session, factories.draft(session, subject="Før"), "uid-1") == saved


def test_a_save_asked_for_twice_is_done_once_and_is_no_conflict(session: Session) -> None:
    call = factories.call(session)
    draft = call.draft()._replace(subject="Nytt")
    saved = calls.save(session, call.id, call.version, draft, "uid-1")
    before = everything(session.engine)
    assert calls.save(session, call.id, call.version, draft, "uid-1") == saved
    assert everything(session.engine) == before


def test_a_creation_that_was_refused_can_be_mended_under_the_same_uid(session: Session) -> None:
    draft = factories.draft(session, company="finnes ikke")
    with pytest.raises(InvalidInput):
        calls.create(session, draft, "uid-1")
    assert calls.create(session, draft._replace(company=None), "uid-1").id


# Each field.


@pytest.mark.parametrize(
    "ends_at",
    [factories.moment("10:59"), factories.moment("24.11 11:00"), factories.moment("22.11 12:00")],
    ids=["before the start", "the next day", "the day before"],
)
def test_an_end_before_the_start_or_on_another_day_is_refused(session: Session, ends_at: datetime) -> None:
    fields = _refused(session, starts_at=factories.moment("11:00"), ends_at=ends_at)
    assert fields == {"end": Message.of("msg.endbeforestart")}


def test_a_call_may_last_no_minutes_and_all_day(session: Session) -> None:
    eleven = factories.moment("11:00")
    assert factories.call(session, starts_at=eleven, ends_at=eleven).ends_at == eleven
    day = {"starts_at": factories.moment("00:00"), "ends_at": factories.moment("23:59")}
    assert factories.call(session, **day).ends_at == day["ends_at"]


@pytest.mark.parametrize(
    ("field", "longest"),
    [("subject", 500), ("phone", 500), ("partner", 500), ("note", 100_000)],
)
def test_a_text_has_a_longest_length(session: Session, field: str, longest: int) -> None:
    call = factories.call(session, **{field: "x" * longest})
    assert getattr(call, field) == "x" * longest
    assert _refused(session, **{field: "x" * (longest + 1)}) == {
        field: Message.of("msg.toolong", longest=longest)
    }


def test_every_field_that_is_wrong_has_its_sentence(session: Session) -> None:
    fields = _refused(
        session,
        ends_at=factories.moment("22.11 12:00"),
        employee="",
        subject="x" * 501,
        note="x" * 100_001,
        company="Ingen AS",
        partner=4711,
        project=4711,
    )
    assert {name: message.key for name, message in fields.items()} == {
        "end": "msg.endbeforestart",
        "employee": "msg.required",
        "subject": "msg.toolong",
        "note": "msg.toolong",
        "company": "msg.lookup.none",
        "partner": "msg.lookup.gone",
        "project": "msg.lookup.gone",
    }


def test_a_save_with_a_wrong_field_changes_nothing(session: Session) -> None:
    call = factories.call(session, subject="Før")
    before = everything(session.engine)
    with pytest.raises(InvalidInput):
        calls.save(session, call.id, 1, call.draft()._replace(subject="Etter", company="Ingen AS"))
    assert everything(session.engine) == before


def test_texts_are_cleaned_before_they_are_stored(session: Session) -> None:
    call = factories.call(
        session,
        subject="  Til\u202ebud\x1b[31m\n på  ",
        phone="\u200e22 33 44 55",
        note="\n\x07Hei\r\nder\u2028igjen\n",
        partner=" Kona\x9b hans\t",
    )
    assert (call.subject, call.phone) == ("Tilbud[31m  på", "22 33 44 55")
    assert (call.note, call.partner) == ("Hei\nder\nigjen", "Kona hans")


def test_a_text_without_anything_to_see_is_empty(session: Session) -> None:
    call = factories.call(session, subject="\u200b \t", partner="\u202e", company=" ", project="\n")
    assert (call.subject, call.partner, call.company, call.project) == ("", "", None, None)


@pytest.mark.parametrize(
    "hostile", ["[red]x[/red]", "[@click=app.quit]x", "=1+1", "'; DROP TABLE call; --", "%s {0}"]
)
def test_marks_that_mean_something_elsewhere_are_stored_as_they_are(session: Session, hostile: str) -> None:
    call = factories.call(session, subject=hostile, note=hostile, phone=hostile, partner=hostile)
    assert {call.subject, call.note, call.phone, call.partner} == {hostile}


# Links by text.


@pytest.mark.parametrize("typed", ["Åsen Bygg AS", "åsen bygg as", "aasen", "ÅSEN", "bygg"])
def test_a_link_is_the_row_that_the_text_can_mean(session: Session, typed: str) -> None:
    company = factories.company(session, "Åsen Bygg AS")
    factories.company(session, "Vik Elektro")
    assert factories.call(session, company=typed).company == Ref(company, "Åsen Bygg AS")


def test_a_text_that_can_mean_several_rows_is_refused(session: Session) -> None:
    factories.company(session, "Åsen Bygg")
    factories.company(session, "Åsen Elektro")
    assert _refused(session, company="åsen") == {"company": Message.of("msg.lookup.several", text="åsen")}


def test_the_very_name_is_taken_though_others_contain_it(session: Session) -> None:
    factories.company(session, "Vik Elektro")
    vik = factories.company(session, "Vik")
    assert factories.call(session, company="vik").company == Ref(vik, "Vik")


def test_a_text_that_means_no_row_is_refused_but_for_the_partner(session: Session) -> None:
    for field in ("company", "project", "employee"):
        assert _refused(session, **{field: "Ukjent"}) == {field: Message.of("msg.lookup.none", text="Ukjent")}
    call = factories.call(session, partner="Ukjent")
    assert (call.contact, call.partner) == (None, "Ukjent")


def test_a_partner_is_a_contact_person_only_by_the_whole_name(session: Session) -> None:
    contact = factories.contact(session, "Liv Ås")
    assert factories.call(session, partner="LIV AAS").contact == Ref(contact, "Liv Ås")
    half = factories.call(session, partner="Liv")
    assert (half.contact, half.partner) == (None, "Liv")
    factories.contact(session, "Liv Ås")
    either = factories.call(session, partner="Liv Ås")
    assert (either.contact, either.partner) == (None, "Liv Ås")


def test_an_employee_is_known_by_initials_or_name(session: Session) -> None:
    for typed in ("OL", "ol", "Ola Lie", "OL Ola Lie"):
        assert factories.call(session, employee=typed).initials == "OL"


# When an employee is taken.


def test_the_grid_shows_planned_calls_of_the_day_but_not_the_one_being_edited(session: Session) -> None:
    ol = factories.employee(session, "OL").id

    def planned(at: str, **changes: object) -> int:
        return factories.call(session, starts_at=factories.moment(at), employee=ol, **changes).id

    late, early = planned("11:00"), planned("09:00")
    planned("24.11 00:00")
    planned("22.11 23:30")
    planned("12:00", status=Status.DONE)
    factories.call(session, starts_at=factories.moment("13:00"))
    bulk.delete(session, [planned("14:00")])
    morning, eleven = (time(9), time(9, 15)), (time(11), time(11, 15))
    assert calls.busy(session, ol, date(2026, 11, 23)) == (morning, eleven)
    assert calls.busy(session, ol, date(2026, 11, 23), besides=early) == (eleven,)
    assert calls.busy(session, ol, date(2026, 11, 23), besides=late) == (morning,)
    assert calls.busy(session, ol, date(2026, 11, 25)) == ()


def test_counts_and_ids_leave_deleted_calls_out(session: Session) -> None:
    ids = [factories.call(session).id for _ in range(3)]
    bulk.delete(session, ids[:1])
    assert calls.count(session, Criteria()) == 2
    assert calls.ids(session, Criteria()) == ids[1:]
