"""The verbs on calls: list, show, set-status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.call_text import call_details, call_lines
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import complain, line_width, point_out, print_json, print_lines, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands import words
from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.clock import wall_clock
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy
from xscalls_tui.domain.errors import InvalidInput, Message, NotAllowed
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.i18n import formats
from xscalls_tui.services import bulk, calls, employees, filters, records, searches
from xscalls_tui.services.insisting import insist
from xscalls_tui.services.records import Record
from xscalls_tui.services.session import Session


@verb("list", help="cli.help.list")
@click.option("--filter", "line", metavar="cli.meta.filter", help="cli.opt.filter")
@click.option("--status", type=options.STATUS, metavar="cli.meta.status", help="cli.opt.liststatus")
@click.option("--employee", metavar="cli.meta.initials", help="cli.opt.listemployee")
@click.option("--mine", is_flag=True, help="cli.opt.mine")
@click.option("--saved", metavar="cli.meta.search", help="cli.opt.saved")
@click.option("--sort", type=options.SORT, metavar="cli.meta.column", help="cli.opt.sort")
@click.option("--reverse", is_flag=True, help="cli.opt.reverse")
@click.option("--limit", type=options.COUNT, metavar="cli.meta.count", help="cli.opt.limit")
@options.as_json
@click.pass_obj
def list_calls(
    setting: Setting,
    line: str | None,
    status: Status | None,
    employee: str | None,
    mine: bool,
    saved: str | None,
    sort: SortBy | None,
    reverse: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Print the calls that meet all conditions: newest first, or in the order of a saved search, or from A by
    another column."""
    if mine and employee is not None:
        raise BadUsage("cli.mineoremployee")
    with setting.session() as session:
        criteria, order = Criteria(), Sort()
        if saved is not None:
            criteria, order = _saved(session, saved)
        criteria = criteria.and_also(*_filtered(session, line or "").terms)
        if status is not None:
            criteria = criteria.and_also(Criterion(Field.STATUS, status))
        if mine or employee is not None:
            whose = session.employee if employee is None else employee_of(session, employee)
            criteria = criteria.and_also(Criterion(Field.EMPLOYEE, whose.id))
        if sort:
            order = Sort(sort, descending=sort is SortBy.DATE)
        order = order._replace(descending=order.descending != reverse)
        pages = records.listed(session, criteria, limit, order)
        if as_json:
            print_json(_records(session, pages))
        else:
            print_lines(call_lines(pages, setting.t, line_width()))


@verb("show", help="cli.help.show")
@click.argument("call_id", type=options.CALL_ID, metavar="cli.meta.id")
@options.as_json
@click.pass_obj
def show_call(setting: Setting, call_id: int, as_json: bool) -> None:
    """Print one call."""
    with setting.session() as session:
        call = calls.read(session, call_id)
        if as_json:
            print_json(records.by_ids(session, [call_id]))
            return
        created, changed = (
            formats.stamp(wall_clock(stamp.at, session.zone)) for stamp in (call.created, call.changed)
        )
        print_lines(call_details(call, (created, changed), setting.t))


@verb("set-status", help="cli.help.setstatus")
@click.argument("status", type=options.STATUS, metavar="cli.meta.status")
@click.argument("ids", type=options.CALL_ID, metavar="cli.meta.ids", nargs=-1, required=True)
@options.as_json
@click.pass_context
def set_status(ctx: click.Context, status: Status, ids: tuple[int, ...], as_json: bool) -> None:
    """Give calls a status; tell which were refused, and why."""
    setting: Setting = ctx.obj
    t = setting.t
    with setting.session() as session:
        once = session.once()
        report = insist(lambda: bulk.set_status(once, ids, status))
        refused = {row.id for row in report.refused}
        if as_json:
            print_json(records.by_ids(session, [i for i in dict.fromkeys(ids) if i not in refused]))
        else:
            say(t.count("cli.statusset", report.changed, status=t(words.STATUSES[status])))
    for row in report.refused:
        complain(f"{row.id}: {t(row.reason)}")
    if report.refused:
        forbidden = any(row.reason != "msg.gone" for row in report.refused)
        ctx.exit(NotAllowed.exit_code if forbidden else 1)


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


def _records(session: Session, pages: Iterable[Iterable[CallRow]]) -> Iterator[Record]:
    for page in pages:
        yield from records.by_ids(session, [row.id for row in page])
