"""Criteria to SQL, in one place."""

from __future__ import annotations

from typing import Any

from peewee import SQL, NodeList

from xscalls_tui.domain.criteria import Criteria, Field, single
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
    return tuple(sorted(one.field for term in criteria.terms for one in single(term)))


def conditions(criteria: Criteria, *, indexed: bool = True) -> list[Any]:
    """The conditions on a live call, with a param for each value. Unless ``indexed``, SQLite is not to
    look for the calls by them."""
    where: list[Any] = [Call.deleted_at.is_null()]
    for field in shape(criteria):
        column: Any = _COLUMNS[Field(field)]
        where.append((column if indexed else NodeList((SQL("+"), column))) == param(field))
    return where


def values(criteria: Criteria) -> dict[str, Any]:
    """The values of those params."""
    return {str(one.field): one.value for term in criteria.terms for one in single(term)}
