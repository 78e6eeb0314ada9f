"""The verbs that set up and look after a database: init, employee, import."""

from __future__ import annotations

from pathlib import Path

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import FAILURE, spoken
from xscalls_tui.cli.output import complain, print_json, print_table, say
from xscalls_tui.cli.progress import percent
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import LaterVerbs, verb
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.services import employees
from xscalls_tui.services.imports import ImportReport, import_set
from xscalls_tui.services.opening import create_session, place

_ENTITIES = {
    "employee": ("employee", "noun.employees"),
    "company": ("company", "noun.companies"),
    "contact": ("contact", "noun.contacts"),
    "project": ("project", "noun.projects"),
    "call": ("call", "noun.calls"),
    "crm_case": ("case", "noun.cases"),
    "case_note": ("case_note", "noun.casenotes"),
    "opportunity": ("opportunity", "noun.opportunities"),
    "competitor": ("competitor", "noun.competitors"),
    "time_entry": ("time_entry", "noun.timeentries"),
}
"""What an import can hold: programs' word for it, and people's."""
_ALWAYS_TOLD = ("employee", "company", "contact", "project", "call")


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


@verb("import", help="cli.help.import")
@click.argument("folder", metavar="cli.meta.folder", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="cli.opt.strict")
@options.as_json
@click.pass_context
def import_folder(ctx: click.Context, folder: Path, strict: bool, as_json: bool) -> None:
    """Import a set of CSV files; name the rows that were left out."""
    setting: Setting = ctx.obj
    t = setting.t
    with setting.session() as session:
        report = import_set(session, folder, strict=strict, progress=percent())
    if as_json:
        print_json([_report(report, t)])
    else:
        print_table(_counts(report, t))
    for bad in report.refused:
        where = t("cli.badrow", file=bad.file, line=bad.line)
        column = f" ({bad.column})" if bad.column else ""
        complain(f"{where}{column}: {spoken(bad.reason, t)}")
    if strict and report.refused:
        complain(t.count("cli.strict", len(report.refused)))
    if report.refused:
        ctx.exit(FAILURE)


def _counts(report: ImportReport, t: Translator) -> list[tuple[str, str, str]]:
    rows = [("", t("cli.added"), t("cli.present"))]
    for entity, (_, noun) in _ENTITIES.items():
        added, present = report.added.get(entity, 0), report.present.get(entity, 0)
        if added or present or entity in _ALWAYS_TOLD:
            rows.append((t(noun), str(added), str(present)))
    return rows


def _report(report: ImportReport, t: Translator) -> dict[str, object]:
    refused = [
        {"file": bad.file, "line": bad.line, "column": bad.column, "reason": spoken(bad.reason, t)}
        for bad in report.refused
    ]
    added = {word: report.added.get(entity, 0) for entity, (word, _) in _ENTITIES.items()}
    present = {word: report.present.get(entity, 0) for entity, (word, _) in _ENTITIES.items()}
    return {"added": added, "present": present, "refused": refused}


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
