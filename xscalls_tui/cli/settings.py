"""The verb settings: what one has set for oneself."""

from __future__ import annotations

from collections.abc import Iterator

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage, BadValue
from xscalls_tui.cli.output import print_json, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands.setting_words import NAMES, value_text
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.settings import ITEMS, Item, Settings
from xscalls_tui.services import settings as service


@verb("settings", help="cli.help.settings")
@click.argument("name", required=False, metavar="cli.meta.setting")
@click.argument("value", required=False, metavar="cli.meta.value")
@click.option("--standard", is_flag=True, help="cli.opt.standard")
@options.as_json
@click.pass_obj
def settings(setting: Setting, name: str | None, value: str | None, standard: bool, as_json: bool) -> None:
    """Print one's own settings, or set one of them to a value or back to the standard."""
    ctx = click.get_current_context()
    item = None if name is None else _item(name, ctx)
    if standard and (item is None or value is not None):
        raise BadUsage("cli.standardalone")
    with setting.session() as session:
        if item is not None and standard:
            service.put(session, item.name, item.standard)
        elif item is not None and value is not None:
            service.put(session, item.name, _value(item, value, ctx))
        found = service.current(session)
    shown = ITEMS if item is None else (item,)
    if as_json:
        print_json(_record(one, found) for one in shown)
    else:
        t = setting.t
        print_table(
            [
                [t("set.name"), t("set.value"), t("set.words"), t("set.values")],
                *(_row(one, found, setting) for one in shown),
            ]
        )


def _row(item: Item, found: Settings, setting: Setting) -> list[str]:
    t = setting.t
    value = getattr(found, item.name)
    told = f"{t(NAMES[item.name])}: {value_text(item, value, t)}"
    return [item.name, item.written(value), told, " ".join(_written(item))]


def _record(item: Item, found: Settings) -> dict[str, object]:
    value = getattr(found, item.name)
    return {
        "name": item.name,
        "value": item.written(value),
        "standard": item.written(item.standard),
        "values": list(_written(item)),
    }


def _item(name: str, ctx: click.Context) -> Item:
    """The setting of this name. Raises BadValue."""
    item = next((one for one in ITEMS if one.name == name.replace("-", "_")), None)
    if item is None:
        names = ", ".join(one.name for one in ITEMS)
        raise BadValue(Message.of("cli.badword", text=name, words=names), None, ctx)
    return item


def _value(item: Item, text: str, ctx: click.Context) -> object:
    """The value that is written so. Raises BadValue."""
    for value in item.values:
        if item.written(value) == text.lower():
            return value
    raise BadValue(Message.of("cli.badword", text=text, words=", ".join(_written(item))), None, ctx)


def _written(item: Item) -> Iterator[str]:
    return (item.written(value) for value in item.values)
