"""The verbs that set up and look after a database: init, employee."""

from __future__ import annotations

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, print_table, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import LaterVerbs, verb
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.services import employees
from xscalls_tui.services.opening import create_session, place


@verb("init", help="cli.help.init")
@click.argument("initials", metavar="cli.meta.initials")
@click.argument("name", metavar="cli.meta.name")
@click.pass_obj
def init(setting: Setting, initials: str, name: str) -> None:
    """Create a database with its first employee."""
    session = create_session(setting.database, initials, name)
    session.close()
    say(setting.t("cli.initialised", path=place(setting.database), initials=session.employee.initials))


@verb("add", help="cli.help.employee_add")
@click.argument("initials", metavar="cli.meta.initials")
@click.argument("name", metavar="cli.meta.name")
@click.option("--superuser", is_flag=True, help="cli.opt.superuser")
@click.pass_obj
def add(setting: Setting, initials: str, name: str, superuser: bool) -> None:
    """Add an employee."""
    with setting.session() as session:
        added = employees.add(session, initials, name, superuser=superuser)
    say(setting.t("cli.employeeadded", initials=added.initials))


@verb("list", help="cli.help.employee_list")
@options.as_json
@click.pass_obj
def list_employees(setting: Setting, as_json: bool) -> None:
    """Print all employees."""
    with setting.session() as session:
        everybody = employees.everybody(session)
    if as_json:
        print_json(_record(one) for one in everybody)
        return
    t = setting.t
    heading = (t("cli.meta.initials"), t("cli.meta.name"), t("noun.superuser"), t("cli.active"))
    print_table([heading, *(_row(one, t) for one in everybody)])


@verb("set", help="cli.help.employee_set")
@click.argument("initials", metavar="cli.meta.initials")
@click.option("--name", metavar="cli.meta.name", help="cli.opt.name")
@click.option("--superuser/--no-superuser", default=None, help="cli.opt.superuser")
@click.option("--active/--inactive", default=None, help="cli.opt.active")
@click.pass_obj
def change(
    setting: Setting, initials: str, name: str | None, superuser: bool | None, active: bool | None
) -> None:
    """Change an employee; what is not given stays."""
    with setting.session() as session:
        changed = employees.change(session, initials, name=name, superuser=superuser, active=active)
    say(setting.t("cli.employeechanged", initials=changed.initials))


def _verbs() -> list[click.Command]:
    from xscalls_tui.cli.record_verbs import show_verb

    return [add, list_employees, show_verb(TYPES[Register.EMPLOYEE]), change]


employee = LaterVerbs("employee", load=_verbs, help="cli.help.employee")


def _record(one: Employee) -> dict[str, object]:
    return {
        "id": one.id,
        "initials": one.initials,
        "name": one.name,
        "superuser": one.superuser,
        "active": one.active,
    }


def _row(one: Employee, t: Translator) -> tuple[str, str, str, str]:
    yes, no = t("btn.yes"), t("btn.no")
    return one.initials, one.name, yes if one.superuser else no, yes if one.active else no
