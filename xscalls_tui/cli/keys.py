"""The verb keys: every command with its keys, for people, programs and the README."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import print_json, print_lines, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands import ALL
from xscalls_tui.commands.base import key_name
from xscalls_tui.commands.keymap import MOVEMENT, effective


class _Line(NamedTuple):
    keys: tuple[str, ...]
    label: str
    help: str
    id: str


@verb("keys", help="cli.help.keys")
@click.option("--markdown", is_flag=True, help="cli.opt.markdown")
@options.as_json
@click.pass_obj
def print_keys(setting: Setting, markdown: bool, as_json: bool) -> None:
    """Print all commands with the keys that are in force."""
    t = setting.t
    if markdown and as_json:
        raise BadUsage("cli.jsonormarkdown")
    lines = list(_lines(setting))
    heading = (t("keys.key"), t("keys.command"), t("keys.help"), t("keys.id"))
    if as_json:
        print_json({"id": n.id, "keys": n.keys, "label": n.label, "help": n.help} for n in lines)
    elif markdown:
        print_lines([f"| {' | '.join(heading)} |", "|---|---|---|---|", *map(_markdown, lines)])
    else:
        print_table([heading, *((", ".join(n.keys), n.label, n.help, n.id) for n in lines)])


def _markdown(line: _Line) -> str:
    keys = ", ".join(f"`{key}`" for key in line.keys)
    return f"| {keys} | {line.label} | {line.help} | `{line.id}` |"


def _lines(setting: Setting) -> Iterator[_Line]:
    for command in (*MOVEMENT, *ALL):
        pressed = effective(command, setting.config.keys).split(",")
        names = tuple(key_name(key) for key in pressed if key)
        yield _Line(names, setting.t(command.label), setting.t(command.help), command.id)
