"""Every criterion finds what looking at each call finds: alone, together, in every order, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.conftest import Places
from tests.queries.brute_force import Office, look_at
from tests.queries.requests import walk
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    DATES,
    NOBODY,
    REGISTERS,
    TEXTS,
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    PageRequest,
    Sort,
    SortBy,
    Term,
    Ties,
    Value,
)
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.queries import ways
from xscalls_tui.services import calls
from xscalls_tui.services.demo import create_demo

TODAY = factories.NOW.date()


@pytest.fixture(scope="module")
def office(places: Places) -> Iterator[Office]:
    """The demo's office, and a few calls whose texts are out of the ordinary."""
    with places() as where:
        session = create_demo(where, factories.clock())
        for subject, note, phone, partner in (
            ('50 % rabatt_x på "vindu" (c:\\tmp)', "Ring tilbake\ni morgen", "+46 8 123 456 78", "Łukasz"),
            ("ŻÓŁĆ – Ωμέγα 🎉", "", "tlf. 93012345 (mob)", ""),
            ("å", "q", "0047 22 33 44 55", "Ægir"),
            ("", "Haakon & Kaare", "02800", "Aas"),
        ):
            factories.call(session, subject=subject, note=note, phone=phone, partner=partner)
        factories.call(session, starts_at=factories.moment("20.12 11:00"), reminder=50_000)
        with session.engine.writing():
            session.engine.analyse()
        yield look_at(session)
        session.close()


def _days(first: int | None, last: int | None) -> Dates:
    def day(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    return Dates(day(first), day(last))


EACH: list[tuple[Field, Value]] = [
    *((field, row) for field in sorted(REGISTERS) for row in (NOBODY, 1, 3, 7)),
    *((field, name) for field in sorted(REGISTERS) for name in ("a", "øst", "Kari", "42", "xyzzy")),
    *((Field.STATUS, int(status)) for status in Status),
    *((Field.DIRECTION, int(direction)) for direction in Direction),
    *((Field.FOLLOWUPS, int(ties)) for ties in Ties),
    *((Field.ID, Compared(how, number)) for how in Compare for number in (0, 1, 700, 10**6, 10**30)),
    *(
        (field, text)
        for field in sorted(TEXTS)
        for text in (
            "tilbud", "TILBUD", "x", "å", "q", "øy", "zx", "22", "22 33 44 55", "4455", "+46 8 123 456 78",
            "08-123 456", "0047 22334455", "93012345", "50 %", "_x", '"vind', "c:\\tmp", "\\", "Łukasz",
            "lukasz", "ægir", "aegir", "hakon", "Kåre", "tilbake i", "zolc", "ωμ", "🎉", "xyzzyq", "17",
        )
    ),
    *(
        (field, dates)
        for field in sorted(DATES)
        for dates in (
            _days(0, 0), _days(-30, -20), _days(-100, None), _days(None, -200), _days(3, None), Dates(),
            Dates(0, 7), Dates(date.min, date.max), Period.THIS_WEEK, Period.LAST_MONTH, Period.NEXT_YEAR,
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("field", sorted(Field))
def test_a_criterion_alone_finds_what_it_says(office: Office, field: Field) -> None:
    sizes = set()
    for value in (value for about, value in EACH if about is field):
        criterion = Criterion(field, value)
        expected = office.ids(Criteria((criterion,)))
        rows = list(walk(office.session, Criteria((criterion,)), Sort(), 500, False))
        assert [row.id for row in rows] == expected, value
        assert calls.count(office.session, Criteria((criterion,))) == len(expected), value
        others = Criteria((criterion._replace(negated=True),))
        assert sorted(calls.ids(office.session, others)) == sorted(office.ids(others)), value
        sizes.add(len(expected))
    assert len(sizes) > 1, "the values tell nothing apart"


_VALUES: dict[Field, st.SearchStrategy[Value]] = {
    field: st.sampled_from([value for about, value in EACH if about is field]) for field in Field
}
_criterion = st.sampled_from(sorted(Field)).flatmap(
    lambda field: st.builds(
        Criterion, st.just(field), _VALUES[field], st.just(""), st.sampled_from((False, False, True))
    )
)
_term: st.SearchStrategy[Term] = st.one_of(
    _criterion,
    _criterion,
    st.lists(_criterion, min_size=2, max_size=3).map(lambda some: AnyOf(tuple(some))),
)
_criteria = st.lists(_term, min_size=1, max_size=8).map(lambda terms: Criteria(tuple(terms)))
_sort = st.builds(Sort, st.sampled_from(SortBy), st.booleans())


@settings(max_examples=50, deadline=None)
@given(
    criteria=_criteria,
    sort=_sort,
    backward=st.booleans(),
    limit=st.sampled_from((7, 60)),
    costs=st.sampled_from(((1, 1000, 1000), (1, 3, 1), (1000, 1, 1000), (1000, 1000, 1))),
)
def test_any_criteria_find_the_same_rows_in_the_same_order(
    office: Office, criteria: Criteria, sort: Sort, backward: bool, limit: int, costs: tuple[int, ...]
) -> None:
    expected = office.ids(criteria, sort)
    with pytest.MonkeyPatch.context() as patch:  # whichever way they are read
        for name, cost in zip(("LOOK", "FIND", "COMPARE"), costs, strict=True):
            patch.setattr(ways, name, cost)
        rows = [row.id for row in islice(walk(office.session, criteria, sort, limit, backward), 3 * limit)]
        counted = calls.count(office.session, criteria, 1000)
    assert rows == (expected[::-1] if backward else expected)[: 3 * limit]
    assert counted == min(len(expected), 1001)


def test_a_page_can_begin_at_any_call(office: Office) -> None:
    criteria = Criteria(
        (Criterion(Field.CREATED, _days(-60, -10)), Criterion(Field.ID, Compared(Compare.LESS, 1500)))
    )
    expected = office.ids(criteria)
    every = list(walk(office.session, criteria, Sort(), 500, False))
    read = partial(calls.page, office.session)
    for place in range(0, len(every), 17):
        anchor = every[place].key
        following = read(PageRequest(criteria, anchor=anchor, limit=5, inclusive=True))
        assert [row.id for row in following.rows] == expected[place : place + 5]
        before = read(PageRequest(criteria, anchor=anchor, limit=5, backward=True))
        assert [row.id for row in before.rows] == expected[max(place - 5, 0) : place]
