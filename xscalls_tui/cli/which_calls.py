"""The options by which a verb is told which calls are meant, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import point_out
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy
from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.services import employees, filters, searches
from xscalls_tui.services.session import Session

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--filter", "line", metavar="cli.meta.filter", help="cli.opt.filter"),
    click.option("--status", type=options.STATUS, metavar="cli.meta.status", help="cli.opt.liststatus"),
    click.option("--employee", metavar="cli.meta.initials", help="cli.opt.listemployee"),
    click.option("--mine", is_flag=True, help="cli.opt.mine"),
    click.option("--saved", metavar="cli.meta.search", help="cli.opt.saved"),
    click.option("--sort", type=options.SORT, metavar="cli.meta.column", help="cli.opt.sort"),
    click.option("--reverse", is_flag=True, help="cli.opt.reverse"),
    click.option("--limit", type=options.COUNT, metavar="cli.meta.count", help="cli.opt.limit"),
)


class Which(NamedTuple):
    """What was said about which calls are meant; the names are those of the options."""

    line: str | None = None
    status: Status | None = None
    employee: str | None = None
    mine: bool = False
    saved: str | None = None
    sort: SortBy | None = None
    reverse: bool = False
    limit: int | None = None

    @property
    def said(self) -> bool:
        """Whether anything was said."""
        return self != Which()

    def criteria(self, session: Session) -> tuple[Criteria, Sort]:
        """All that must hold, and the order: newest first, or that of a saved search, or from A by another
        column. Raises BadUsage, InvalidInput, NotFound, and BadFilter, having shown which part of the line it
        is about."""
        if self.mine and self.employee is not None:
            raise BadUsage("cli.mineoremployee")
        criteria, order = Criteria(), Sort()
        if self.saved is not None:
            criteria, order = _saved(session, self.saved)
        criteria = criteria.and_also(*_filtered(session, self.line or "").terms)
        if self.status is not None:
            criteria = criteria.and_also(Criterion(Field.STATUS, self.status))
        if self.mine or self.employee is not None:
            whose = session.employee if self.employee is None else employee_of(session, self.employee)
            criteria = criteria.and_also(Criterion(Field.EMPLOYEE, whose.id))
        if self.sort:
            order = Sort(self.sort, descending=self.sort is SortBy.DATE)
        return criteria, order._replace(descending=order.descending != self.reverse)


def which_calls(function: F) -> F:
    """The options; they come as the keyword arguments that ``Which`` takes."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def employee_of(session: Session, initials: str) -> Employee:
    """The employee with these initials. Raises InvalidInput."""
    for employee in employees.everybody(session):
        if employee.initials == initials.strip().upper():
            return employee
    raise InvalidInput({"employee": Message.of("msg.noemployee", initials=initials)})


def _saved(session: Session, name: str) -> tuple[Criteria, Sort]:
    """What a saved search stands for. Raises NotFound, and InvalidInput for one that can be used no more."""
    search = searches.named(session, name)
    if search.criteria is None:
        assert search.why is not None
        raise InvalidInput({"saved": search.why})
    return search.criteria, search.sort


def _filtered(session: Session, line: str) -> Criteria:
    """The criteria of a typed filter. Raises BadFilter, and shows which part of the line it is about."""
    try:
        return filters.parse(session, line)
    except filters.BadFilter as bad:
        point_out(line, *bad.span)
        raise
