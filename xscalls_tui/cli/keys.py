"""The verb keys: every command with its keys, for people, programs and the README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from xscalls_tui.domain.filter_words import KEYS as FILTER_KEYS
from xscalls_tui.i18n import Translator

_FILTER_HEADING = ("keys.filter.nb", "keys.filter.en", "keys.filter.values")


class _Line(NamedTuple):
    keys: tuple[str, ...]
    label: str
    help: str
    id: str


@verb("keys", help="cli.help.keys")
@click.option("--filter", "of_filters", is_flag=True, help="cli.opt.keysfilter")
@click.option("--markdown", is_flag=True, help="cli.opt.markdown")
@options.as_json
@click.pass_obj
def print_keys(setting: Setting, of_filters: bool, markdown: bool, as_json: bool) -> None:
    """Print all commands with the keys that are in force, or the keys of the typed filter."""
    t = setting.t
    if markdown and as_json:
        raise BadUsage("cli.jsonormarkdown")
    if of_filters:
        _print_filter_keys(t, markdown=markdown, as_json=as_json)
        return
    lines = list(_lines(setting))
    heading = (t("keys.key"), t("keys.command"), t("keys.help"), t("keys.id"))
    if as_json:
        print_json({"id": n.id, "keys": n.keys, "label": n.label, "help": n.help} for n in lines)
    elif markdown:
        print_lines(_markdown(heading, ((_code(n.keys), n.label, n.help, _code([n.id])) for n in lines)))
    else:
        print_table([heading, *((", ".join(n.keys), n.label, n.help, n.id) for n in lines)])


def _print_filter_keys(t: Translator, *, markdown: bool, as_json: bool) -> None:
    heading = tuple(map(t, _FILTER_HEADING))
    if as_json:
        print_json({"nb": k.names.nb, "en": k.names.en, "values": t(k.detail)} for k in FILTER_KEYS)
    elif markdown:
        rows = ((_code(k.names.nb), _code(k.names.en), t(k.detail)) for k in FILTER_KEYS)
        print_lines(_markdown(heading, rows))
    else:
        rows = ((", ".join(k.names.nb), ", ".join(k.names.en), t(k.detail)) for k in FILTER_KEYS)
        print_table([heading, *rows])


def _markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield f"|{'---|' * len(heading)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _lines(setting: Setting) -> Iterator[_Line]:
    for command in (*MOVEMENT, *ALL):
        pressed = effective(command, setting.config.keys).split(",")
        names = tuple(key_name(key) for key in pressed if key)
        yield _Line(names, command.name(setting.t), setting.t(command.help), command.id)
