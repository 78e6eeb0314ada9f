"""The verb log: what became of a call or a record, or what everybody did last."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, print_lines, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands.change_words import field_changes, operation, sentences
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services import changelog
from xscalls_tui.services.changelog import Done, Entry, Log

_REGISTER = options.Words({register: (register.value.replace("_", "-"),) for register in Register})


@verb("log", help="cli.help.changes")
@click.argument("row_id", required=False, type=int, metavar="ID")
@click.option("--of", "register", type=_REGISTER, metavar="company|contact|case|…", help="cli.opt.logof")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=changelog.LIMIT,
    metavar="cli.meta.count",
    help="cli.opt.limit",
)
@options.as_json
@click.pass_obj
def log(setting: Setting, row_id: int | None, register: Register | None, limit: int, as_json: bool) -> None:
    """Print who changed what, the newest first."""
    t = setting.t
    with setting.session() as session:
        zone = session.zone
        if row_id is None:
            done = changelog.latest(session, limit)
        else:
            found = changelog.of(session, register, row_id, limit)
    if row_id is None:
        if as_json:
            print_json({**_head(one, zone), "rows": one.rows} for one in done)
        else:
            print_table(_row(one, t, zone) for one in done)
    elif as_json:
        print_json(_entries(register, found, t, zone))
    else:
        print_lines(sentences(register, found, t, zone))


def _row(one: Done, t: Translator, zone: ZoneInfo) -> tuple[str, ...]:
    undone = t("log.undone") if one.reverted else ""
    at = formats.stamp(one.at.astimezone(zone))
    return at, one.initials, operation(t, one.kind), str(one.rows), undone


def _head(one: Done | Entry, zone: ZoneInfo) -> dict[str, object]:
    return {
        "operation": one.operation,
        "at": one.at.astimezone(zone).replace(tzinfo=None).isoformat(),
        "by": one.initials,
        "kind": one.kind,
        "undone": one.reverted,
    }


def _entries(
    register: Register | None, found: Log, t: Translator, zone: ZoneInfo
) -> Iterator[dict[str, object]]:
    for entry in found.entries:
        changes = [
            {"field": t(one.label), "before": one.before, "after": one.after}
            for one in field_changes(register, entry, found, t)
        ]
        yield {**_head(entry, zone), "changes": changes}
