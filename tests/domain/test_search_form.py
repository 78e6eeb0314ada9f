"""The search panel and the criteria: nothing is lost between them, and nothing is shown that is not so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    DATES,
    REGISTERS,
    TEXTS,
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Term,
    Ties,
)
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.domain.search_form import DATE_FIELDS, FIRST_DATES, SLOTS, Slot, parse_id, show, take

TODAY = date(2026, 11, 23)
MINE = Criterion(Field.EMPLOYEE, 1, "KN")

_days = st.dates(date(2020, 1, 1), date(2030, 1, 1)) | st.integers(-400, 400)
_texts = st.text("åsen «|» \t", max_size=5)
_values: dict[Field, st.SearchStrategy[Any]] = {
    **dict.fromkeys(REGISTERS, st.integers(1, 3) | _texts),
    **dict.fromkeys(TEXTS, _texts),
    **dict.fromkeys(DATES, st.sampled_from(Period) | st.builds(Dates, st.none() | _days, st.none() | _days)),
    Field.STATUS: st.sampled_from(Status),
    Field.DIRECTION: st.sampled_from(Direction),
    Field.FOLLOWUPS: st.sampled_from(Ties),
    Field.ID: st.builds(Compared, st.sampled_from(Compare), st.integers(0, 3)),
}
_criterion: st.SearchStrategy[Criterion] = st.one_of([
    st.builds(Criterion, st.just(field), values, st.sampled_from(["", "KN"]), st.booleans())
    for field, values in _values.items()
])  # fmt: skip
_terms: st.SearchStrategy[Term] = st.one_of(
    _criterion, st.lists(_criterion, min_size=2, max_size=3).map(lambda some: AnyOf(tuple(some)))
)
_criteria = st.lists(_terms, max_size=8).map(lambda terms: Criteria(tuple(terms)))
_chosen = st.lists(st.sampled_from(DATE_FIELDS), min_size=3, max_size=3)
_fixed = st.sampled_from([None, MINE])


@given(_criteria, _chosen, _fixed)
def test_taking_what_is_shown_changes_nothing(
    criteria: Criteria, chosen: list[Field], fixed: Criterion | None
) -> None:
    form = show(criteria, TODAY, chosen, fixed)
    assert take(criteria, form, form.asked) == criteria


@given(_criteria, _chosen, _fixed)
def test_every_condition_stands_somewhere(
    criteria: Criteria, chosen: list[Field], fixed: Criterion | None
) -> None:
    form = show(criteria, TODAY, chosen, fixed)
    shown = [criteria.terms[place] for place in form.places.values()]
    about_status = {*criteria.terms} - {*criteria.without(Field.STATUS).terms}
    assert {*criteria.terms} - {*shown, *form.rest} == {fixed, *about_status} & {*criteria.terms}
    assert set(form.asked) == set(form.places) <= set(SLOTS)
    assert not (fixed and Field.EMPLOYEE in form.asked)
    for place, shown_as in zip(shown, form.asked.values(), strict=True):
        assert shown_as == Criteria((place,)).on(TODAY).terms[0]


@given(_criteria, _criteria)
def test_what_is_asked_is_taken_and_what_has_no_place_is_kept(criteria: Criteria, other: Criteria) -> None:
    form, asked = show(criteria, TODAY), show(other, TODAY).asked
    after = take(criteria, form, asked)

    def meaning(terms: Iterable[Term]) -> set[Term]:
        unnamed = (term._replace(label="") if isinstance(term, Criterion) else term for term in terms)
        return {*Criteria(tuple(unnamed)).on(TODAY).terms}

    assert {*form.rest} <= {*after.terms} <= {*criteria.terms, *asked.values()}
    assert meaning(asked.values()) <= meaning(after.terms)


def test_a_period_is_shown_as_dates_and_stays_one_until_it_is_changed() -> None:
    week = Criterion(Field.CREATED, Period.THIS_WEEK)
    criteria = Criteria((Criterion(Field.STATUS, Status.PLANNED), week))
    form = show(criteria, TODAY)
    shown = Dates(TODAY, TODAY + timedelta(days=6))
    assert form.asked == {2: Criterion(Field.CREATED, shown)}
    assert take(criteria, form, form.asked) == criteria
    to_saturday = Criterion(Field.CREATED, shown._replace(last=TODAY + timedelta(days=5)))
    assert take(criteria, form, {2: to_saturday}).terms == (criteria.terms[0], to_saturday)
    assert take(criteria, form, {}).terms == (criteria.terms[0],)


def test_dates_stand_in_the_date_field_that_is_about_them_or_in_the_next_that_is_free() -> None:
    fields = (Field.CREATED, Field.REMINDER, Field.CREATED, Field.DATE)
    criteria = Criteria(tuple(Criterion(field, Dates(TODAY)) for field in fields))
    form = show(criteria, TODAY)
    assert {slot: one.field for slot, one in form.asked.items()} == {
        2: Field.CREATED, 1: Field.REMINDER, 3: Field.CREATED,
    }  # fmt: skip
    assert form.rest == (criteria.terms[3],)
    assert FIRST_DATES == (Field.DATE, Field.CREATED, Field.CHANGED)


@pytest.mark.parametrize(
    "term",
    [
        Criterion(Field.SUBJECT, "faktura", negated=True),
        Criterion(Field.TEXT, "åse"),
        Criterion(Field.SUBJECT, " åse"),
        Criterion(Field.SUBJECT, ""),
        Criterion(Field.ID, Compared(Compare.MORE, 5), negated=True),
        Criterion(Field.DATE, Dates()),
        Criterion(Field.DATE, Dates(3, 1)),
        AnyOf((Criterion(Field.COMPANY, 1), Criterion(Field.COMPANY, 2))),
    ],
)
def test_what_no_field_can_say_is_told_beside_them(term: Term) -> None:
    assert show(Criteria((term,)), TODAY) == ({}, {}, (term,))


def test_a_second_condition_on_a_field_is_told_beside_the_first() -> None:
    first, second = Criterion(Field.SUBJECT, "pris"), Criterion(Field.SUBJECT, "båt")
    criteria = Criteria((first, second))
    form = show(criteria, TODAY)
    assert (form.asked, form.rest) == ({Field.SUBJECT: first}, (second,))
    assert take(criteria, form, {Field.SUBJECT: second}).terms == (second,)
    assert take(criteria, form, {}).terms == (second,)


def test_a_row_taken_anew_under_another_name_is_the_same_condition() -> None:
    criteria = Criteria((MINE, Criterion(Field.STATUS, Status.DONE)))
    named: dict[Slot, Criterion] = {Field.EMPLOYEE: MINE._replace(label="KN Kari Nordmann")}
    assert take(criteria, show(criteria, TODAY), named) == criteria


def test_unlike_is_shown_and_taken() -> None:
    unlike = Criterion(Field.ID, Compared(Compare.EQUAL, 5), negated=True)
    assert take(Criteria(), show(Criteria(), TODAY), {Field.ID: unlike}).terms == (unlike,)
    assert show(Criteria((unlike,)), TODAY).asked == {Field.ID: unlike}


@pytest.mark.parametrize(
    ("text", "number"),
    [("48213", 48213), ("48 213", 48213), ("0", 0), ("", None), ("abc", None), ("-5", None), ("5.5", None),
     ("٣", None), ("9" * 16, None)],
)  # fmt: skip
def test_a_number_as_people_write_it(text: str, number: int | None) -> None:
    assert parse_id(text) == number
