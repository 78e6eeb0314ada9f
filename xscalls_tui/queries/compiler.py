"""Criteria to SQL, in one place."""

from __future__ import annotations

from typing import Any

from xscalls_tui.domain.criteria import Criteria, Field
from xscalls_tui.models.engine import param
from xscalls_tui.models.tables import Call

_COLUMNS = {
    Field.EMPLOYEE: Call.employee,
    Field.STATUS: Call.status,
    Field.COMPANY: Call.company,
    Field.PROJECT: Call.project,
    Field.CONTACT: Call.contact,
}


def shape(criteria: Criteria) -> tuple[str, ...]:
    """What makes two criteria compile to the same SQL."""
    return tuple(sorted(term.field for term in criteria.terms))


def conditions(criteria: Criteria) -> list[Any]:
    """The conditions on a live call, with a param for each value."""
    where: list[Any] = [Call.deleted_at.is_null()]
    where += [_COLUMNS[Field(field)] == param(field) for field in shape(criteria)]
    return where


def values(criteria: Criteria) -> dict[str, Any]:
    """The values of those params."""
    return {str(term.field): term.value for term in criteria.terms}
