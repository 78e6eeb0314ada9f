"""The verb get: brings home what lies in one's own export folder."""

from __future__ import annotations

import shutil
import sys

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import print_json, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.i18n import formats, grouped


@verb("get", help="cli.help.get")
@click.argument("name", required=False, metavar="cli.meta.file")
@options.as_json
@click.pass_obj
def get(setting: Setting, name: str | None, as_json: bool) -> None:
    """Write a file to standard output, byte for byte; without a name, tell what there is."""
    from xscalls_tui.exports import files

    with setting.session() as session:
        place, zone = files.folder(session), session.zone
    if name is None:
        found = list(files.listed(place, zone))
        if as_json:
            print_json({"name": one.name, "bytes": one.size, "at": one.at.isoformat()} for one in found)
        else:
            print_table([(one.name, grouped(one.size), formats.stamp(one.at)) for one in found])
        return
    if sys.stdout.isatty():
        raise BadUsage("cli.binary")
    with files.opened(place, name) as stream:
        shutil.copyfileobj(stream, sys.stdout.buffer)
    sys.stdout.flush()
