"""What follow-ups and copies start out with, and the tree of a chain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.calls import (
    Call,
    Direction,
    Ref,
    Stamp,
    Status,
    default_reminder,
)
from xscalls_tui.domain.followups import ChainCall, ChainLine, chain_lines, copy_of, follow_up_of

NINE = datetime(2026, 11, 23, 9)
STAMP = Stamp(datetime(2026, 11, 20, 13, tzinfo=UTC), "PH")

CALL = Call(
    id=48213,
    version=4,
    starts_at=NINE,
    ends_at=NINE + timedelta(minutes=12),
    direction=Direction.IN,
    status=Status.UNANSWERED,
    employee=Ref(1, "Kari Nordmann"),
    initials="KN",
    subject="Tilbud på vinduer",
    phone="912 34 567",
    note="Ringer igjen",
    reminder=30,
    company=Ref(7, "Åsen Bygg AS"),
    contact=Ref(8, "Ola Lie"),
    partner="",
    project=Ref(9, "1042 Skolen"),
    origin=11,
    has_followups=False,
    creator=3,
    owner_saved=True,
    created=STAMP,
    changed=STAMP,
)


def test_a_follow_up_takes_who_and_what_along_and_is_planned_anew() -> None:
    draft = follow_up_of(CALL, date(2026, 11, 24), 15)
    assert draft == CALL.draft()._replace(
        starts_at=datetime(2026, 11, 24, 9),
        ends_at=datetime(2026, 11, 24, 9, 12),
        direction=Direction.OUT,
        status=Status.PLANNED,
        reminder=15,
        note="",
        origin=48213,
    )


def test_a_copy_takes_everything_but_its_links() -> None:
    assert copy_of(CALL) == CALL.draft()._replace(status=Status.PLANNED, origin=None)


def test_a_call_is_its_own_draft() -> None:
    draft = CALL.draft()
    assert (draft.employee, draft.company, draft.partner, draft.project) == (1, 7, 8, 9)
    assert (draft.note, draft.reminder, draft.origin) == ("Ringer igjen", 30, 11)
    assert CALL._replace(contact=None, partner="Kona hans").draft().partner == "Kona hans"
    assert CALL._replace(contact=None).draft().partner is None


def test_a_call_is_in_a_chain_when_it_follows_up_or_is_followed_up() -> None:
    assert CALL.in_chain
    assert CALL._replace(origin=None, has_followups=True).in_chain
    assert not CALL._replace(origin=None).in_chain


def test_the_names_behind_the_links_are_those_of_the_fields() -> None:
    assert CALL.names.employee == "KN Kari Nordmann"
    assert CALL._replace(company=None, contact=None, project=None).names.company == ""


def test_a_reminder_is_for_a_planned_call_to_come() -> None:
    assert default_reminder(NINE, Status.PLANNED, NINE - timedelta(minutes=1)) == 15
    assert default_reminder(NINE, Status.PLANNED, NINE) is None
    assert default_reminder(NINE, Status.DONE, NINE - timedelta(hours=1)) is None


def _chain_call(number: int, origin: int | None, minutes: int = 0) -> ChainCall:
    starts = NINE + timedelta(minutes=minutes)
    return ChainCall(number, origin, starts, starts, Direction.OUT, Status.DONE, f"Samtale {number}", "KN")


def _drawn(lines: list[ChainLine]) -> list[str]:
    """The tree as it is drawn, by ids."""
    return [
        "".join("│ " if more else "  " for more in line.rails[1:])
        + ("" if line.depth == 0 else "└ " if line.last else "├ ")
        + str(line.call.id)
        for line in lines
    ]


def test_a_chain_with_branches_is_drawn_from_its_first_call_down() -> None:
    calls = [
        _chain_call(1, None, 0),
        _chain_call(2, 1, 60),
        _chain_call(3, 1, 30),
        _chain_call(4, 3, 90),
        _chain_call(5, 3, 90),
        _chain_call(6, 2, 10),
    ]
    assert _drawn(chain_lines(reversed(calls))) == ["1", "├ 3", "│ ├ 4", "│ └ 5", "└ 2", "  └ 6"]


def test_a_call_whose_original_is_not_there_stands_at_the_top() -> None:
    lines = chain_lines([_chain_call(2, 1), _chain_call(3, 2)])
    assert [(line.call.id, line.depth) for line in lines] == [(2, 0), (3, 1)]


def test_a_chain_longer_than_python_recurses_is_drawn_whole() -> None:
    calls = [_chain_call(number, number - 1 or None, number) for number in range(1, 3001)]
    lines = chain_lines(calls)
    assert [line.depth for line in lines] == list(range(3000))
    assert all(line.last for line in lines)


@st.composite
def _forests(draw: st.DrawFn) -> list[ChainCall]:
    """Calls that follow up earlier ones or nothing, or one that is not there (0), in any order."""
    size = draw(st.integers(0, 25))
    calls = []
    for number in range(1, size + 1):
        origin = draw(st.none() | st.integers(0, number - 1))
        calls.append(_chain_call(number, origin, draw(st.integers(0, 3))))
    return draw(st.permutations(calls))


@given(_forests())
def test_every_call_stands_once_below_its_original_among_its_siblings_by_start(
    calls: list[ChainCall],
) -> None:
    lines = chain_lines(calls)
    assert sorted(line.call.id for line in lines) == sorted(call.id for call in calls)
    above: list[ChainLine] = []
    for line in lines:
        del above[line.depth :]
        known = {call.id for call in calls}
        parent = above[-1].call.id if above else None
        assert parent == (line.call.origin if line.call.origin in known else None)
        assert line.rails == (*above[-1].rails, not above[-1].last) if above else line.rails == ()
        above.append(line)
    for siblings in _families(lines, {call.id for call in calls}):
        keys = [(line.call.starts_at, line.call.id) for line in siblings]
        assert keys == sorted(keys)
        assert [line.last for line in siblings] == [False] * (len(siblings) - 1) + [True]


def _families(lines: list[ChainLine], known: set[int]) -> list[list[ChainLine]]:
    families: dict[int | None, list[ChainLine]] = {}
    for line in lines:
        families.setdefault(line.call.origin if line.call.origin in known else None, []).append(line)
    return list(families.values())
