"""A set of CSV files becomes rows: all of them, once, as they stood in the files."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import factories
from tests.models.soundness import assert_sound, contents, everything
from tests.services import csv_sets
from tests.services.csv_sets import NONE, call
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.permissions import Ownership
from xscalls_tui.models.engine import plain
from xscalls_tui.services import bulk, calls, employees, undo
from xscalls_tui.services.followups import history
from xscalls_tui.services.imports import ImportReport, import_set
from xscalls_tui.services.session import Session

SAMPLE_ROWS = NONE | {"employee": 12, "company": 300, "contact": 700, "project": 60, "call": 1500}


@pytest.fixture
def sample() -> Path:
    """The set of 1,500 calls."""
    if not csv_sets.SAMPLE.is_dir():
        pytest.skip(f"there is no sample set at {csv_sets.SAMPLE}")
    return csv_sets.SAMPLE


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A set of four calls in a chain that branches, the last of them named first."""
    return csv_sets.write(
        tmp_path / "small",
        calls=[
            call(44, follow_up_of=42, status="planned", reminder_at="2026-03-09T08:45:00"),
            call(41, company_id=3, contact_id=5, project_id=6, note="To\nlinjer", phone="995 65 150"),
            call(42, follow_up_of=41, direction="in", status="cancelled", employee_id=8, changed_by=8),
            call(43, follow_up_of=41, status="unanswered", employee_id=8),
        ],
    )


def test_the_sample(session: Session, sample: Path) -> None:
    report = import_set(session, sample)
    assert (dict(report.added), dict(report.present), report.refused) == (SAMPLE_ROWS, NONE, ())
    assert calls.count(session, Criteria()) == 1500
    assert_sound(session.engine)


def test_the_sample_by_status(session: Session, sample: Path) -> None:
    import_set(session, sample)
    with (sample / "calls.csv").open(encoding="utf-8", newline="") as file:
        counted = Counter(row["status"] for row in csv.DictReader(file))
    for status in Status:
        criteria = Criteria((Criterion(Field.STATUS, status),))
        assert calls.count(session, criteria) == counted[status.name.lower()]


def test_a_second_import_adds_nothing(session: Session, sample: Path) -> None:
    import_set(session, sample)
    before = everything(session.engine)
    again = import_set(session, sample)
    assert (dict(again.added), dict(again.present), again.uid) == (NONE, SAMPLE_ROWS, "")
    assert everything(session.engine) == before


def test_an_undone_import_can_be_imported_again(session: Session, sample: Path) -> None:
    empty = in_use(session)
    import_set(session, sample)
    imported = in_use(session)
    assert undo.undo(session).kind == "import"
    assert in_use(session) == empty
    again = import_set(session, sample)
    assert Counter(again.added) + Counter(again.present) == Counter(SAMPLE_ROWS)
    assert again.added["call"] == 1500
    assert in_use(session) == imported
    assert dict(import_set(session, sample).added) == NONE
    undo.undo(session)
    assert in_use(session) == empty
    assert_sound(session.engine)


def test_a_redone_import_is_known(session: Session, sample: Path) -> None:
    import_set(session, sample)
    undo.undo(session)
    undo.redo(session)
    assert dict(import_set(session, sample).added) == NONE
    assert_sound(session.engine)


def in_use(session: Session) -> dict[str, int]:
    """How many rows of each kind there are: an employee that was taken back stays, but not as active."""
    found = {entity: len(rows) for entity, rows in contents(session.engine).items()}
    return found | {"employee": sum(one.active for one in employees.everybody(session))}


def test_a_call_is_what_its_row_says(session: Session, small: Path) -> None:
    import_set(session, small)
    now = calls.read(session, 41)
    assert (now.starts_at, now.ends_at) == (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 9, 15))
    assert (now.status, now.initials, now.phone, now.note) == (Status.DONE, "AB", "995 65 150", "To\nlinjer")
    assert now.company is not None
    assert now.contact is not None
    assert now.project is not None
    assert (now.company.name, now.contact.name, now.project.name) == ("Åsen Båt AS", "Frode Rød", "P1 Kai")
    assert (now.created.at, now.created.initials) == (datetime(2026, 3, 2, 7, 0, 5, tzinfo=UTC), "AB")
    assert (now.changed.at, now.version) == (datetime(2026, 3, 9, 8, 15, 30, tzinfo=UTC), 1)
    assert calls.read(session, 44).reminder == 15


def test_times_are_stored_as_the_program_stores_them(session: Session, tmp_path: Path) -> None:
    summer = call(50, date="2026-07-01", created_at="2026-07-01T00:30:00", changed_at="2026-12-31T23:59:59")
    import_set(session, csv_sets.write(tmp_path / "set", calls=[summer]))
    now = calls.read(session, 50)
    with session.engine.reading():
        (stored,) = session.engine.rows_of(
            "SELECT starts_at, ends_at, created_at, changed_at FROM call WHERE id = 50"
        )
    assert stored == tuple(map(plain, (now.starts_at, now.ends_at, now.created.at, now.changed.at)))
    assert stored[2:] == ("2026-06-30T22:30:00Z", "2026-12-31T22:59:59Z")


def test_chains_are_tied_in_any_order_of_the_rows(session: Session, small: Path) -> None:
    import_set(session, small)
    lines = [(line.depth, line.call.id) for line in history(session, 43)]
    assert lines == [(0, 41), (1, 42), (2, 44), (1, 43)]
    assert [calls.read(session, i).has_followups for i in (41, 42, 43, 44)] == [True, True, False, False]
    assert_sound(session.engine)


def test_who_may_change_an_imported_call(session: Session, small: Path) -> None:
    import_set(session, small)
    ab, hø = (factories.employee(session, initials).id for initials in ("AB", "HØ"))
    assert calls.read(session, 42).ownership == Ownership(hø, ab, owner_saved=True)
    assert calls.read(session, 43).ownership == Ownership(hø, ab, owner_saved=False)


def test_what_a_row_leaves_out(session: Session, tmp_path: Path) -> None:
    bare = {"created_at": "", "created_by": "", "changed_at": "", "changed_by": ""}
    folder = csv_sets.write(tmp_path / "set", calls=[call(50, employee_id=8, **bare)])
    import_set(session, folder)
    now = calls.read(session, 50)
    assert (now.created.at, now.created.initials) == (session.clock.now(), "HØ")
    assert (now.changed.at, now.changed.initials, now.owner_saved) == (session.clock.now(), "HØ", True)
    assert dict(import_set(session, folder).added) == NONE


def test_rows_keep_their_ids_where_these_are_free(session: Session, tmp_path: Path) -> None:
    mine = factories.call(session, subject="Min egen")
    taken, free = mine.id, mine.id + 5
    rows = [call(taken), call(free, follow_up_of=taken), call(free + 1)]
    import_set(session, csv_sets.write(tmp_path / "set", calls=rows))
    assert calls.read(session, taken).subject == "Min egen"
    assert calls.read(session, free).subject == f"Samtale {free}"
    moved = calls.read(session, calls.read(session, free).origin or 0)
    assert (moved.id, moved.subject) == (free + 2, f"Samtale {taken}")
    assert_sound(session.engine)


def test_rows_that_mean_the_same_are_not_doubled(session: Session, tmp_path: Path) -> None:
    ola = {"employee_id": 70, "initials": "ol", "name": "Olav Lie"}
    company = {"company_id": 30, "name": "Åsen Båt", "org_no": "807 698 230"}
    contact = {"contact_id": 50, "company_id": 30, "name": "Frode Rød"}
    first = csv_sets.write(tmp_path / "first")
    second = csv_sets.write(
        tmp_path / "second",
        employees=[ola],
        companies=[company],
        contacts=[contact],
        projects=[{"project_id": 60, "company_id": 30, "number": "P1", "name": "Kaien"}],
        calls=[call(90, employee_id=70, company_id=30, project_id=60, created_by="", changed_by="")],
    )
    import_set(session, first)
    report = import_set(session, second)
    assert dict(report.added) == NONE | {"contact": 1, "call": 1}
    assert dict(report.present) == NONE | {"employee": 1, "company": 1, "project": 1}
    now = calls.read(session, 90)
    assert (now.employee.name, now.company and now.company.name) == ("Ola Lie", "Åsen Båt AS")
    assert now.project is not None
    assert now.project.name == "P1 Kai"


def test_departments_may_share_an_organisation_number(session: Session, tmp_path: Path) -> None:
    department = {**csv_sets.COMPANY, "company_id": 4, "name": "Åsen Båt AS avd. Moss"}
    folder = csv_sets.write(tmp_path / "set", companies=[csv_sets.COMPANY, department])
    assert import_set(session, folder).added["company"] == 2
    assert dict(import_set(session, folder).added) == NONE


def test_what_was_changed_or_deleted_since_is_left_alone(session: Session, small: Path) -> None:
    import_set(session, small)
    factories.save(session, 43, subject="Nytt emne", status=Status.DONE)
    bulk.delete(session, [44])
    assert dict(import_set(session, small).added) == NONE
    assert calls.read(session, 43).subject == "Nytt emne"
    with pytest.raises(NotFound):
        calls.read(session, 44)


def test_a_later_set_ties_on_to_an_earlier_one(session: Session, tmp_path: Path) -> None:
    first = csv_sets.write(tmp_path / "first", calls=[call(1), call(2)])
    more = [call(1), call(2), call(3, follow_up_of=1), call(4, follow_up_of=2)]
    import_set(session, first)
    bulk.delete(session, [2])
    report = import_set(session, csv_sets.write(tmp_path / "second", calls=more))
    assert (report.added["call"], report.present["call"]) == (2, 2)
    assert calls.read(session, 3).origin == 1
    assert calls.read(session, 4).origin is None  # its original was deleted (ruling O13)
    assert calls.read(session, 1).has_followups
    assert_sound(session.engine)


def test_an_import_gives_nobody_rights(session: Session, small: Path) -> None:
    import_set(session, small)
    assert [one.initials for one in employees.everybody(session) if one.superuser] == ["KN"]


def test_texts_are_cleaned(session: Session, tmp_path: Path) -> None:
    hostile = call(50, subject="Til\x1b[31mbud\u202e ", note="a\x07\r\nb", phone=" 22 33\t44 55 ")
    import_set(session, csv_sets.write(tmp_path / "set", calls=[hostile]))
    now = calls.read(session, 50)
    assert (now.subject, now.note, now.phone) == ("Til[31mbud", "a\nb", "22 33 44 55")


def test_words_of_the_interface_are_understood(session: Session, tmp_path: Path) -> None:
    rows = [call(n, status=word, direction="INN") for n, word in enumerate(("Planlagt", "UBESVART"), 50)]
    import_set(session, csv_sets.write(tmp_path / "set", calls=rows))
    assert [calls.read(session, i).status for i in (50, 51)] == [Status.PLANNED, Status.UNANSWERED]


def test_files_may_be_missing(session: Session, tmp_path: Path) -> None:
    folder = csv_sets.write(tmp_path / "set", calls=[call(50)])
    for name in ("companies.csv", "contacts.csv", "projects.csv"):
        (folder / name).unlink()
    assert dict(import_set(session, folder).added) == NONE | {"employee": 2, "call": 1}


def test_only_a_superuser_imports(as_ol: Session, small: Path) -> None:
    before = everything(as_ol.engine)
    with pytest.raises(NotAllowed) as refused:
        import_set(as_ol, small)
    assert refused.value.message.key == "msg.superuseronly"
    assert everything(as_ol.engine) == before


def test_a_folder_without_a_set(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        import_set(session, tmp_path / "nowhere")
    assert refused.value.message.key == "msg.import.nofolder"
    with pytest.raises(NotFound) as refused:
        import_set(session, tmp_path)
    assert refused.value.message.key == "msg.import.nofiles"


def test_progress_is_told_to_the_end(session: Session, sample: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    import_set(session, sample, progress=progress)
    done = [step for step, _ in told]
    assert done == sorted(done)
    assert {of for _, of in told} == {done[-1]}
    assert len(told) >= 6


def test_a_cancelled_import_leaves_no_trace(session: Session, sample: Path) -> None:
    before = everything(session.engine)
    heard = 0

    def progress(done: int, of: int) -> bool:
        nonlocal heard
        heard += 1
        return heard < stop

    for stop in range(1, 9):
        heard = 0
        assert import_set(session, sample, progress=progress) == ImportReport(cancelled=True)
        assert heard == stop
        assert everything(session.engine) == before
