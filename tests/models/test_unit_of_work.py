"""One transaction, one operation of the journal, one change for each row touched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from tests.models.statements import statements
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.models import tables
from xscalls_tui.models.searched import PAD
from xscalls_tui.models.unit_of_work import row_of_operation
from xscalls_tui.services.session import Session

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""The clock of the tests."""


def _call(**changes: Any) -> dict[str, Any]:
    stamps = {"created_at": AT, "created_by": 1, "changed_at": AT, "changed_by": 1}
    times = {"starts_at": factories.moment("11:00"), "ends_at": factories.moment("11:15")}
    return {**times, "direction": 1, "status": 1, "employee_id": 1, **stamps, **changes}


def _loaded(*ids: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of calls as an import hands them over: every column, times as they are stored."""
    texts = dict.fromkeys(("subject", "subject_sort", "phone", "phone_digits", "note", "partner"), "")
    flags = {"has_followups": False, "owner_saved": False}
    times = {"starts_at": "2026-11-23T11:00", "ends_at": "2026-11-23T11:15"}
    values = _call(origin_id=None, **texts, **flags, **times)
    return list(values), [(call_id, *values.values()) for call_id in ids]


def _rows(session: Session, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with session.engine.reading():
        return session.engine.rows_of(sql, *values)


def _changes(session: Session) -> list[tuple[Any, ...]]:
    """The changes of the latest operation: entity, row, versions, before and after."""
    rows = _rows(
        session,
        "SELECT entity, row_id, version_before, version_after, before, after FROM change "
        "WHERE operation_id = (SELECT max(id) FROM operation) ORDER BY id",
    )
    return [(*row[:4], *(value and json.loads(value) for value in row[4:])) for row in rows]


def _insert(session: Session, **values: Any) -> int:
    with session.operation("test") as work:
        return work.insert(tables.Call, _call(**values))


def test_an_operation_says_who_did_what_when(as_ol: Session) -> None:
    with as_ol.operation("call.create", "uid-1") as work:
        work.insert(tables.Call, _call())
    rows = _rows(as_ol, "SELECT uid, at, employee_id, kind, reverted FROM operation ORDER BY id DESC LIMIT 1")
    assert rows == [("uid-1", "2026-11-23T09:42:00Z", as_ol.employee.id, "call.create", 0)]


def test_a_new_row_is_at_version_one_and_journalled_whole_but_for_its_stamps(session: Session) -> None:
    call_id = _insert(session, subject="Tilbud")
    ((entity, row_id, before_version, after_version, before, after),) = _changes(session)
    assert (entity, row_id, before_version, after_version, before) == ("call", call_id, 0, 1, None)
    assert (after["subject"], after["starts_at"]) == ("Tilbud", "2026-11-23T11:00")
    assert "changed_at" not in after and "changed_by" not in after


def test_a_change_is_journalled_by_the_columns_that_differ(session: Session) -> None:
    call_id = _insert(session, subject="Tilbud", status=1)
    with session.operation("test") as work:
        work.update(tables.Call, call_id, {"subject": "Tilbud", "status": 2, "note": "ja"}, 1)
    assert _changes(session) == [
        ("call", call_id, 1, 2, {"status": 1, "note": ""}, {"status": 2, "note": "ja"})
    ]
    assert _rows(session, "SELECT version, status, note FROM call") == [(2, 2, "ja")]


def test_stamps_go_along_with_a_change_but_are_none(session: Session) -> None:
    call_id = _insert(session)
    later = datetime(2026, 11, 24, tzinfo=UTC)
    with session.operation("test") as work:
        work.update(tables.Call, call_id, {"status": 2, "changed_at": later, "changed_by": 2})
    assert _changes(session)[0][5] == {"status": 2}
    assert _rows(session, "SELECT changed_at, changed_by FROM call") == [("2026-11-24T00:00:00Z", 2)]


@pytest.mark.parametrize(
    "nothing",
    [
        {},
        {"subject": "", "status": 1, "employee_id": 1, "owner_saved": False, "origin_id": None},
        {"starts_at": factories.moment("11:00"), "ends_at": factories.moment("11:15")},
        {"changed_at": datetime(2030, 1, 1, tzinfo=UTC), "changed_by": 2},
    ],
    ids=["no columns", "the same values", "the same times", "stamps alone"],
)
def test_what_changes_nothing_leaves_no_trace(session: Session, nothing: dict[str, Any]) -> None:
    call_id = _insert(session)
    before = everything(session.engine)
    with session.operation("test") as work:
        work.update(tables.Call, call_id, nothing, 1)
        assert work.touched == 0
    assert everything(session.engine) == before


def test_with_a_row_at_another_version_nothing_is_written(session: Session) -> None:
    first, second = (_insert(session) for _ in range(2))
    with session.operation("test") as work:
        work.update(tables.Call, second, {"status": 2})
    before = everything(session.engine)
    with pytest.raises(NotAllowed) as told, session.operation("test") as work:
        work.update_many(tables.Call, {first: (1, {"status": 3}), second: (1, {"status": 3})})
    assert told.value.message.key == "msg.notallowed.meanwhile"
    assert everything(session.engine) == before


def test_nor_with_a_row_that_is_not_there(session: Session) -> None:
    call_id = _insert(session)
    before = everything(session.engine)
    with pytest.raises(NotAllowed), session.operation("test") as work:
        work.update(tables.Call, call_id, {"status": 2})
        work.update(tables.Call, 4711, {"status": 3})
    assert everything(session.engine) == before


def test_more_rows_than_sqlite_binds_values_are_changed_in_one_operation(session: Session, kind: str) -> None:
    many = 33_001 if kind == "sqlite" else 3_001
    with session.operation("import") as work:
        work.load(tables.Call, *_loaded(*range(1, many + 1)))
        assert work.touched == many
    with session.operation("test") as work:
        wanted = {call_id: (1, {"status": 2}) for call_id in range(1, many + 1)}
        work.update_many(tables.Call, wanted)
    assert _rows(session, "SELECT count(*) FROM call WHERE status = 2 AND version = 2") == [(many,)]
    assert _rows(session, "SELECT calls FROM day_count") == [(many,)]


def test_rows_that_are_loaded_are_journalled_without_their_values(session: Session) -> None:
    with session.operation("import") as work:
        work.load(tables.Call, *_loaded(7, 9))
        work.link([(7, 9), (4711, 7)])
    assert _changes(session) == [("call", row_id, 0, 1, None, None) for row_id in (7, 9)]
    linked = _rows(session, "SELECT id, origin_id, has_followups FROM call ORDER BY id")
    assert linked == [(7, None, 1), (9, 7, 0)]
    assert_sound(session.engine)


def test_a_row_changed_twice_is_journalled_twice(session: Session) -> None:
    call_id = _insert(session)
    with session.operation("test") as work:
        work.update(tables.Call, call_id, {"status": 2})
        work.update(tables.Call, call_id, {"status": 3})
    assert [change[2:] for change in _changes(session)] == [
        (1, 2, {"status": 1}, {"status": 2}),
        (2, 3, {"status": 2}, {"status": 3}),
    ]
    assert_sound(session.engine)


def test_an_operation_that_fails_leaves_no_trace(session: Session) -> None:
    call_id = _insert(session)
    before = everything(session.engine)
    with pytest.raises(ZeroDivisionError), session.operation("test") as work:
        work.insert(tables.Call, _call(origin_id=call_id))
        work.update(tables.Call, call_id, {"starts_at": factories.moment("24.11 11:00")})
        raise ZeroDivisionError
    assert everything(session.engine) == before


def test_an_operation_with_a_known_uid_says_what_was_done_then(session: Session) -> None:
    with session.operation("test", "once") as work:
        call_id = work.insert(tables.Call, _call())
    before = everything(session.engine)
    with session.operation("test", "once") as work:
        assert work.done_before is not None
        assert row_of_operation(session.engine, work.done_before) == call_id
    assert everything(session.engine) == before


def test_an_operation_joins_an_earlier_one_by_its_uid(session: Session) -> None:
    with session.operation("test", "first") as work:
        work.insert(tables.Call, _call())
    for joins in ("first", "never heard of"):
        with session.operation("test", joins=joins) as work:
            work.insert(tables.Call, _call())
    joined = _rows(session, "SELECT part_of_id FROM operation ORDER BY id DESC LIMIT 3")
    (first,) = _rows(session, "SELECT id FROM operation WHERE uid = 'first'")
    assert joined == [(None,), first, (None,)]


def test_the_counts_of_days_follow_a_call_that_moves_goes_and_comes_back(session: Session) -> None:
    call_id = _insert(session)

    def days() -> dict[str, int]:
        return dict(_rows(session, "SELECT day, calls FROM day_count WHERE calls <> 0"))

    assert days() == {"2026-11-23": 1}
    for values, counted in (
        ({"starts_at": factories.moment("24.11 00:00")}, {"2026-11-24": 1}),
        ({"starts_at": factories.moment("24.11 23:59")}, {"2026-11-24": 1}),
        ({"deleted_at": AT}, {}),
        ({"starts_at": factories.moment("25.11 09:00")}, {}),
        ({"deleted_at": None}, {"2026-11-25": 1}),
    ):
        with session.operation("test") as work:
            work.update(tables.Call, call_id, values)
        assert days() == counted
    assert_sound(session.engine)


def test_has_followups_follows_the_links(session: Session) -> None:
    original, other = _insert(session), _insert(session)
    followup = _insert(session, origin_id=original)

    def followed() -> list[int]:
        return [row[0] for row in _rows(session, "SELECT id FROM call WHERE has_followups")]

    assert followed() == [original]
    for values, expected in (
        ({"origin_id": other}, [other]),
        ({"deleted_at": AT}, []),
        ({"deleted_at": None}, [other]),
        ({"origin_id": None}, []),
    ):
        with session.operation("test") as work:
            work.update(tables.Call, followup, values)
        assert followed() == expected
    assert_sound(session.engine)


def test_a_change_reads_once_writes_once_and_journals_once(session: Session, kind: str) -> None:
    call_id = _insert(session)
    with statements(session.engine) as run, session.operation("test") as work:
        work.update(tables.Call, call_id, {"status": 2})
    assert [sql.split()[0].rstrip(";").upper() for sql in run] == [
        "BEGIN", "INSERT", "SELECT", "UPDATE", "INSERT", "COMMIT",
        *(["NOTIFY"] if kind == "postgres" else []),
    ]  # fmt: skip
    assert run[0] == ("BEGIN IMMEDIATE" if kind == "sqlite" else "BEGIN")
    assert ("FOR NO KEY UPDATE" in run[2]) == (kind == "postgres")


def test_texts_are_written_when_something_changed_that_is_searched(session: Session) -> None:
    """One statement for all rows of a table, with what did not change; a deleted row keeps its text."""
    first, second = _insert(session), _insert(session, subject="Å", partner="Øyvind", phone="22 33 44 55")

    def texts() -> list[tuple[Any, ...]]:
        return _rows(session, "SELECT * FROM call_text ORDER BY id")

    phone = f"22 33 44 55\x1f4722334455{PAD}"
    assert texts() == [(first, "", "", "", ""), (second, f"a{PAD}", f"oyvind{PAD}", "", phone)]
    with statements(session.engine) as run, session.operation("test") as work:
        work.update_many(
            tables.Call,
            {first: (None, {"note": "Nå\n nei"}), second: (None, {"partner": "Per", "deleted_at": AT})},
        )
        work.update(tables.Call, first, {"subject": ""})
    # For each row, where the driver tells of each.
    assert {sql for sql in run if "call_text" in sql} == {sql for sql in run if "body = excluded.body" in sql}
    assert sum("call_text" in sql for sql in run) <= 2
    assert texts() == [(first, "", "", f"na nei{PAD}", ""), (second, f"a{PAD}", f"per{PAD}", "", phone)]
    with statements(session.engine) as run, session.operation("test") as work:
        work.update(tables.Call, first, {"status": 2, "note": "Nå\n nei"})
    assert not any("call_text" in sql for sql in run)
    assert_sound(session.engine)
