"""Conditions in force: the order in which they were set, and one for each field that is set anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.criteria import AnyOf, Criteria, Criterion, Field, Term, single
from xscalls_tui.domain.periods import Dates, Period

_plain = st.builds(Criterion, st.sampled_from(Field), st.integers(1, 9), st.just(""), st.just(False))
_terms: st.SearchStrategy[Term] = st.one_of(
    st.builds(Criterion, st.sampled_from(Field), st.integers(1, 9), st.just(""), st.booleans()),
    st.lists(_plain, min_size=2, max_size=3).map(lambda some: AnyOf(tuple(some))),
)
_criteria = st.lists(_terms, max_size=8).map(lambda terms: Criteria(tuple(terms)))


def _about(term: Term, field: Field) -> bool:
    return all(one.field is field for one in single(term))


def test_nothing_is_in_force_at_first() -> None:
    assert Criteria().terms == ()
    assert Criteria().get(Field.STATUS) is None
    assert Criteria().value(Field.STATUS) is None


def test_a_new_value_for_a_field_takes_the_place_of_the_old_and_is_the_latest() -> None:
    ola, per = Criterion(Field.EMPLOYEE, 2, "OL"), Criterion(Field.EMPLOYEE, 3, "PH")
    done = Criterion(Field.STATUS, 2)
    assert Criteria().with_term(ola).with_term(done).with_term(per).terms == (done, per)


@given(_criteria, _plain)
def test_setting_a_condition_changes_nothing_else(criteria: Criteria, term: Criterion) -> None:
    after = criteria.with_term(term)
    assert after.terms[-1] == term
    assert after.value(term.field) == term.value
    assert after.without(term.field) == criteria.without(term.field)


@given(_criteria, st.sampled_from(Field))
def test_a_condition_that_is_taken_away_is_gone_and_the_rest_stays(criteria: Criteria, field: Field) -> None:
    after = criteria.without(field)
    assert after.get(field) is None
    assert after.terms == tuple(term for term in criteria.terms if not _about(term, field))
    assert after.without(field) == after


@given(_criteria.filter(lambda criteria: bool(criteria.terms)), st.data())
def test_one_condition_is_dropped_alone(criteria: Criteria, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(criteria.terms))
    assert criteria.drop(term).terms == tuple(other for other in criteria.terms if other != term)


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.THIS_WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (Period.LAST_WEEK, date(2026, 11, 16), date(2026, 11, 22)),
        (Period.NEXT_WEEK, date(2026, 11, 30), date(2026, 12, 6)),
        (Period.THIS_MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Period.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Period.NEXT_MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (Period.THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Period.NEXT_YEAR, date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_periods_move_with_today(period: Period, first: date, last: date) -> None:
    criteria = Criteria((Criterion(Field.DATE, period),))
    assert criteria.on(MONDAY).terms == (Criterion(Field.DATE, Dates(first, last)),)


@given(st.sampled_from(Period), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_period_follows_the_one_before_it(period: Period, today: date) -> None:
    unit = period.value.split()[1]
    last, this, following = (Period(f"{which} {unit}").on(today) for which in ("last", "this", "next"))
    assert this.first is not None and this.last is not None
    assert isinstance(this.first, date) and isinstance(this.last, date)
    assert this.first <= today <= this.last
    assert last.last == this.first - timedelta(days=1)
    assert following.first == this.last + timedelta(days=1)


def test_days_from_today_move_with_it_also_in_alternatives() -> None:
    week = Criterion(Field.CREATED, Dates(-7, 0))
    term = AnyOf((week, Criterion(Field.STATUS, 1)))
    fixed = week._replace(value=Dates(date(2026, 11, 16), MONDAY))
    assert Criteria((term,)).on(MONDAY).terms == (AnyOf((fixed, Criterion(Field.STATUS, 1))),)
    assert Dates(-10**9, 10**9).on(MONDAY) == Dates(date.min, date.max)
