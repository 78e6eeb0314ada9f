"""The verb export: calls as a file for another program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.which_calls import Which, which_calls
from xscalls_tui.domain.calls import Call
from xscalls_tui.services import calendar_file, records
from xscalls_tui.services.session import Session


@verb("export", help="cli.help.export")
@click.option(
    "--format", "form", type=options.FORMAT, required=True, metavar="ics", help="cli.opt.exportformat"
)
@click.option("--output", type=click.Path(path_type=Path), metavar="cli.meta.file", help="cli.opt.output")
@click.option("--follow", is_flag=True, help="cli.opt.follow")
@which_calls
@click.pass_obj
def export(setting: Setting, /, form: str, output: Path | None, follow: bool, **which: Any) -> None:
    """Write calls to standard output or to a new file; or bring one's own calendar file up to date."""
    asked = Which(**which)
    if follow and (asked.said or output is not None):
        raise BadUsage("cli.followalone")
    with setting.session() as session:
        if follow:
            _follow(session, setting)
            return
        from xscalls_tui.exports import ics

        source = ics.Source(calendar_file.database_name(session), session.zone)
        content = ics.text_of(ics.calendar_of(_calls(session, asked), source, setting.t))
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        with output.open("xb") as stream:  # never over anything
            stream.write(content)
        say(str(output))


def _follow(session: Session, setting: Setting) -> None:
    from xscalls_tui.exports import following

    following.follow(session, setting.t)
    say(str(following.place(session)))


def _calls(session: Session, asked: Which) -> Iterator[Call]:
    criteria, order = asked.criteria(session)
    for rows in records.listed(session, criteria, asked.limit, order):
        yield from records.whole(session, [row.id for row in rows])
