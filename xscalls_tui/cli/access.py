"""The verbs under admin: who gets in, and what they may do there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, print_table, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import Verbs, verb
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.services import employees, rights, ssh_keys
from xscalls_tui.services.identity import absolute
from xscalls_tui.services.rights import LoginRole, RoleState

_KEYS = Path("~/.ssh/authorized_keys")
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


@click.group("key", cls=Verbs, help="cli.help.key")
def key() -> None:
    """Look after the SSH keys of operators."""


_FILE = click.option(
    "--file", type=click.Path(path_type=Path), default=_KEYS, metavar="cli.meta.file", help="cli.opt.keyfile"
)


@verb("add", help="cli.help.key.add")
@click.argument("initials", metavar="cli.meta.initials")
@_FILE
@click.pass_context
def add_key(ctx: click.Context, initials: str, file: Path) -> None:
    """Let whoever holds a public key, read from standard input, in as this employee."""
    setting: Setting = ctx.obj
    public = ssh_keys.parse_key(sys.stdin.read())
    employee = _employee(setting, initials)
    ssh_keys.add(file.expanduser(), employee, public, _gate(ctx, employee))
    say(f"{employee}  {public.fingerprint}")


@verb("list", help="cli.help.key.list")
@_FILE
@options.as_json
@click.pass_obj
def list_keys(setting: Setting, file: Path, as_json: bool) -> None:
    """Print whose keys there are."""
    found = ssh_keys.entries(file.expanduser())
    if as_json:
        print_json(
            {"initials": one.initials, "fingerprint": one.key.fingerprint, "comment": one.key.comment}
            for one in found
        )
    else:
        print_table([(one.initials, one.key.fingerprint, one.key.comment) for one in found])


@verb("remove", help="cli.help.key.remove")
@click.argument("initials", metavar="cli.meta.initials")
@click.argument("fingerprint", required=False, metavar="SHA256:…")
@_FILE
@click.pass_obj
def remove_key(setting: Setting, initials: str, fingerprint: str | None, file: Path) -> None:
    """Let a key, or all keys of an employee, in no more."""
    removed = ssh_keys.remove(file.expanduser(), initials.upper(), fingerprint)
    say(setting.t.count("cli.keysremoved", removed))


@verb("keys", help="cli.help.keylines")
@_FILE
@click.pass_obj
def print_key_lines(setting: Setting, file: Path) -> None:
    """Print the lines of all keys of active employees, for sshd's AuthorizedKeysCommand."""
    with setting.session() as session:
        active = {one.initials for one in employees.everybody(session) if one.active}
    for entry in ssh_keys.entries(file.expanduser()):
        if entry.initials in active:
            say(entry.line)


for command in (add_key, list_keys, remove_key):
    key.add_command(command)
admin.add_command(key)
admin.add_command(print_key_lines)


def _employee(setting: Setting, initials: str) -> str:
    """The initials of somebody who is at work, as they are stored."""
    with setting.session() as session:
        for one in employees.everybody(session):
            if one.initials == initials.upper() and one.active:
                return one.initials
    raise NotFound("msg.noemployee", initials=initials)


def _gate(ctx: click.Context, initials: str) -> list[str]:
    """The command that a key opens: this very program, isolated from whatever surrounds it, on the database
    that was named."""
    named = ctx.find_root().params["database"]
    where = [] if named is None else ["--db", absolute(named)]
    return [sys.executable, "-I", "-m", "xscalls_tui", *where, "gate", initials]


def _record(role: LoginRole) -> dict[str, object]:
    return {
        "initials": role.initials,
        "role": role.role,
        "state": str(role.state),
        "password": role.password,
    }
