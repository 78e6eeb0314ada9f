"""The search panel as values: which conditions its fields show, and what the criteria are when its fields
have been changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xscalls_tui.domain.calls import Direction
from xscalls_tui.domain.criteria import (
    DATES,
    REGISTERS,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Term,
    Ties,
    about,
)
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.domain.text import clean_line

Slot = Field | int
"""A place of the panel: what its field is about, or 1 to 3 for the date fields."""

SLOTS: tuple[Slot, ...] = (
    Field.SUBJECT, Field.NOTE, Field.PHONE, Field.CREATED_BY, Field.CHANGED_BY,
    Field.COMPANY, Field.CONTACT, Field.PROJECT, Field.EMPLOYEE, Field.DIRECTION, Field.FOLLOWUPS, Field.ID,
    1, 2, 3,
)  # fmt: skip
DATE_FIELDS = (Field.DATE, Field.CREATED, Field.CHANGED, Field.REMINDER)
"""What can be chosen in each of the date fields (ruling O10)."""
FIRST_DATES = DATE_FIELDS[:3]
"""What the date fields are about until the operator or a condition says otherwise."""


class Form(NamedTuple):
    """What the panel shows of criteria."""

    asked: Mapping[Slot, Criterion]
    """The condition that stands in each slot that is not empty, its dates as those that it means today."""
    places: Mapping[Slot, int]
    """Where each of them stands among the terms."""
    rest: tuple[Term, ...]
    """The conditions that the panel has no place for. Those on the status alone stand in its drop-down."""


def show(
    criteria: Criteria, today: date, chosen: Sequence[Field] = FIRST_DATES, fixed: Criterion | None = None
) -> Form:
    """How the panel shows these criteria, its date fields being about ``chosen``. ``fixed`` is the condition
    of the private list: nobody can change it, and there is no place for other conditions on its field."""
    asked: dict[Slot, Criterion] = {}
    places: dict[Slot, int] = {}
    rest: list[Term] = []
    for place, term in enumerate(criteria.terms):
        if term == fixed:
            continue
        shown = _shown(term, today) if isinstance(term, Criterion) else None
        slot = _free_slot(shown.field, asked, chosen) if shown else None
        if shown and slot is not None and not (fixed and shown.field is fixed.field):
            asked[slot], places[slot] = shown, place
        elif not about(term, Field.STATUS):
            rest.append(term)
    return Form(asked, places, tuple(rest))


def take(criteria: Criteria, form: Form, asked: Mapping[Slot, Criterion]) -> Criteria:
    """The criteria when the panel, which showed them as ``form``, asks this: conditions that stand as they
    were shown are kept as they are, others give way or come last, and the rest stays."""
    changed = [slot for slot in SLOTS if not _same(asked.get(slot), form.asked.get(slot))]
    gone = {form.places[slot] for slot in changed if slot in form.places}
    kept = Criteria(tuple(term for place, term in enumerate(criteria.terms) if place not in gone))
    new = dict.fromkeys(asked[slot] for slot in changed if slot in asked)
    return kept.and_also(*(term for term in new if term not in kept.terms))


def parse_id(text: str) -> int | None:
    """The number of a call as people write it (``48213``, ``48 213``), or None if it is none."""
    digits = "".join(text.split())
    return int(digits) if re.fullmatch("[0-9]{1,15}", digits) else None


def _same(one: Criterion | None, other: Criterion | None) -> bool:
    """Whether two conditions are one, however their values are called."""
    if one is None or other is None:
        return one is other
    return one._replace(label="") == other._replace(label="")


def _free_slot(field: Field, asked: Mapping[Slot, Criterion], chosen: Sequence[Field]) -> Slot | None:
    if field not in DATES:
        return field if field in SLOTS and field not in asked else None
    free = [slot for slot in range(1, len(chosen) + 1) if slot not in asked]
    return next((slot for slot in free if chosen[slot - 1] is field), free[0] if free else None)


def _shown(criterion: Criterion, today: date) -> Criterion | None:
    """A condition as it can stand in a field, or None if no field can say it."""
    field, value = criterion.field, criterion.value
    if field is Field.ID:
        says = isinstance(value, Compared) and (not criterion.negated or value.how is Compare.EQUAL)
        return criterion if says else None
    if criterion.negated:
        return None
    if field in DATES:
        dates = value.on(today) if isinstance(value, Dates | Period) else Dates()
        return criterion._replace(value=dates) if _in_order(dates) else None
    if field is Field.DIRECTION:
        says = value in list(Direction)
    elif field is Field.FOLLOWUPS:
        says = value in list(Ties)
    elif isinstance(value, str):
        says = bool(value) and clean_line(value) == value
    else:
        says = field in REGISTERS and isinstance(value, int)
    return criterion if says else None


def _in_order(dates: Dates) -> bool:
    first, last = dates
    if isinstance(first, date) and isinstance(last, date):
        return first <= last
    return isinstance(first, date) or isinstance(last, date)
