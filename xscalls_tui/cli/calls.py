"""The verbs on calls: list, show, set-status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.call_text import call_details, call_lines
from xscalls_tui.cli.output import complain, line_width, print_json, print_lines, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.which_calls import Which, which_calls
from xscalls_tui.commands import words
from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.clock import wall_clock
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.i18n import formats
from xscalls_tui.services import bulk, calls, records
from xscalls_tui.services.insisting import insist
from xscalls_tui.services.records import Record
from xscalls_tui.services.session import Session


@verb("list", help="cli.help.list")
@which_calls
@options.as_json
@click.pass_obj
def list_calls(setting: Setting, /, as_json: bool, **which: Any) -> None:
    """Print the calls that meet all conditions."""
    asked = Which(**which)
    with setting.session() as session:
        criteria, order = asked.criteria(session)
        pages = records.listed(session, criteria, asked.limit, order)
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


def _records(session: Session, pages: Iterable[Iterable[CallRow]]) -> Iterator[Record]:
    for page in pages:
        yield from records.by_ids(session, [row.id for row in page])
