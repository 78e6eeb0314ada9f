"""The verb export: calls as a file for another program or for people, or everything as CSV files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import say
from xscalls_tui.cli.progress import percent
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.which_calls import Which, which_calls
from xscalls_tui.exports.formats import Format, write
from xscalls_tui.services.session import Session

CSV_SET = "csv-set"


@verb("export", help="cli.help.export")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="cli.meta.newfolder")
@click.option(
    "--format",
    "form",
    type=options.FORMAT,
    required=True,
    metavar="xlsx|pdf|csv|csv-raw|jsonl|ics|csv-set",
    help="cli.opt.exportformat",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="cli.meta.file", help="cli.opt.output")
@click.option("--follow", is_flag=True, help="cli.opt.follow")
@which_calls
@click.pass_obj
def export(
    setting: Setting, /, form: str, folder: Path | None, output: Path | None, follow: bool, **which: Any
) -> None:
    """Write calls to standard output or to a new file; everything to a new folder; or bring one's own
    calendar file up to date."""
    asked = Which(**which)
    if (form == CSV_SET) != (folder is not None) or (folder and (asked.said or output is not None)):
        raise BadUsage("cli.setalone")
    if follow and (asked.said or output is not None or form != Format.ICS):
        raise BadUsage("cli.followalone")
    if folder is None and output is None and not follow and Format(form).binary and sys.stdout.isatty():
        raise BadUsage("cli.binary")
    with setting.session() as session:
        if folder is not None:
            _write_set(session, folder)
        elif follow:
            _follow(session, setting)
        else:
            _write(session, setting, Format(form), output, asked)


def _write(session: Session, setting: Setting, form: Format, output: Path | None, asked: Which) -> None:
    from xscalls_tui.exports.calls import CallExport

    criteria, order = asked.criteria(session)
    calls = CallExport(session, criteria, order, limit=asked.limit)

    def content(stream: IO[bytes]) -> None:
        total = calls.listing(setting.t).total if output is not None else 0
        write(stream, form, calls, session, setting.t, _telling(total))

    if output is None:
        content(sys.stdout.buffer)
        sys.stdout.flush()
        return
    with output.open("xb") as stream:  # never over anything
        try:
            content(stream)
        except BaseException:
            output.unlink()
            raise
    say(str(output))


def _telling(total: int) -> Callable[[int], None]:
    tell = percent() if total else None

    def advance(rows: int) -> None:
        if tell is not None:
            tell(min(rows, total), total)

    return advance


def _write_set(session: Session, folder: Path) -> None:
    from xscalls_tui.exports import csv_set

    for name, rows in csv_set.write(session, folder).items():
        say(f"{folder / name}  {rows}")


def _follow(session: Session, setting: Setting) -> None:
    from xscalls_tui.exports import following

    following.follow(session, setting.t)
    say(str(following.place(session)))
