"""The verbs under admin: who gets in, and what they may do there."""

from __future__ import annotations

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import Verbs, verb
from xscalls_tui.services import rights
from xscalls_tui.services.rights import LoginRole, RoleState

_STATES = {
    RoleState.MADE: "cli.role.made",
    RoleState.THERE: "cli.role.there",
    RoleState.CLOSED: "cli.role.closed",
    RoleState.REFUSED: "cli.role.refused",
}


@click.group("admin", cls=Verbs, help="cli.help.admin")
def admin() -> None:
    """Look after who gets in."""


@verb("pg-init", help="cli.help.pg_init")
@click.option("--passwords", is_flag=True, help="cli.opt.passwords")
@options.as_json
@click.pass_obj
def install_rules(setting: Setting, passwords: bool, as_json: bool) -> None:
    """Have the PostgreSQL server keep the rules; print the login roles, and new passwords this once."""
    roles = rights.install_rules(setting.database, passwords=passwords)
    if as_json:
        print_json(_record(role) for role in roles)
        return
    t = setting.t
    heading = [t("cli.meta.initials"), t("cli.role.role"), t("cli.role.state")]
    rows = [[role.initials, role.role, t(_STATES[role.state])] for role in roles]
    if passwords:
        heading.append(t("cli.role.password"))
        rows = [[*row, role.password or ""] for row, role in zip(rows, roles, strict=True)]
    print_table([heading, *rows])


admin.add_command(install_rules)


def _record(role: LoginRole) -> dict[str, object]:
    return {
        "initials": role.initials,
        "role": role.role,
        "state": str(role.state),
        "password": role.password,
    }
