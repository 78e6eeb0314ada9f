"""The verbs backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.domain.clock import SystemClock
from xscalls_tui.i18n import grouped


@verb("backup", help="cli.help.backup")
@click.argument("place", required=False, type=click.Path(path_type=Path), metavar="cli.meta.place")
@click.option("--keep", type=click.IntRange(min=1), metavar="cli.meta.count", help="cli.opt.keepbackups")
@options.as_json
@click.pass_obj
def backup(setting: Setting, place: Path | None, keep: int | None, as_json: bool) -> None:
    """Copy the database while others work on it; tell where the copy is."""
    from xscalls_tui.services.backups import back_up

    made = back_up(setting.database, place, SystemClock(), keep=keep)
    if as_json:
        removed = [str(path) for path in made.removed]
        print_json([{"path": str(made.path), "bytes": made.size, "removed": removed}])
        return
    say(f"{made.path}  {grouped(made.size)}")
    for path in made.removed:
        say(setting.t("cli.backupremoved", path=str(path)))


@verb("restore", help="cli.help.restore")
@click.argument("file", type=click.Path(path_type=Path), metavar="cli.meta.file")
@click.pass_obj
def restore(setting: Setting, file: Path) -> None:
    """Let the database be what a backup is; tell where that which it was is kept."""
    from xscalls_tui.services.backups import restore as put_back

    before = put_back(setting.database, file, SystemClock())
    say(setting.t("cli.restored", path=str(before.path)))
