"""Conditions in force: the order in which they were set, and one for each field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.criteria import Criteria, Criterion, Field

_terms = st.builds(Criterion, st.sampled_from(Field), st.integers(1, 9))
_criteria = st.lists(_terms, max_size=12).map(lambda terms: _set_in_order(terms))


def _set_in_order(terms: list[Criterion]) -> Criteria:
    criteria = Criteria()
    for term in terms:
        criteria = criteria.with_term(term)
    return criteria


def test_nothing_is_in_force_at_first() -> None:
    assert Criteria().terms == ()
    assert Criteria().get(Field.STATUS) is None
    assert Criteria().value(Field.STATUS) is None


def test_a_new_value_for_a_field_takes_the_place_of_the_old_and_is_the_latest() -> None:
    ola, per = Criterion(Field.EMPLOYEE, 2, "OL"), Criterion(Field.EMPLOYEE, 3, "PH")
    done = Criterion(Field.STATUS, 2)
    assert _set_in_order([ola, done, per]).terms == (done, per)


@given(_criteria, _terms)
def test_setting_a_condition_changes_nothing_else(criteria: Criteria, term: Criterion) -> None:
    after = criteria.with_term(term)
    assert after.terms[-1] == term
    assert after.value(term.field) == term.value
    assert after.without(term.field) == criteria.without(term.field)
    assert len({each.field for each in after.terms}) == len(after.terms)


@given(_criteria, st.sampled_from(Field))
def test_a_condition_that_is_taken_away_is_gone_and_the_rest_stays(criteria: Criteria, field: Field) -> None:
    after = criteria.without(field)
    assert after.get(field) is None
    assert after.terms == tuple(term for term in criteria.terms if term.field is not field)
    assert after.without(field) == after
