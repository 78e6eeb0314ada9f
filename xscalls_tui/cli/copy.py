"""The verb copy: a whole database to another place, or from one engine to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import FAILURE
from xscalls_tui.cli.output import complain, print_json, print_table
from xscalls_tui.cli.progress import percent
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.i18n import Translator
from xscalls_tui.services.opening import place

if TYPE_CHECKING:
    from xscalls_tui.services.copying import CopiedTable

_SHORT = 12
"""Digits of a checksum that are shown to people."""
_NOUNS = {
    "employee": "noun.employees",
    "company": "noun.companies",
    "contact": "noun.contacts",
    "project": "noun.projects",
    "call": "noun.calls",
    "crm_case": "noun.cases",
    "case_note": "noun.casenotes",
    "opportunity": "noun.opportunities",
    "competitor": "noun.competitors",
    "time_entry": "noun.timeentries",
    "operation": "noun.operations",
    "change": "noun.changes",
    "day_count": "noun.daycounts",
    "import_key": "noun.importkeys",
    "setting": "noun.settings",
    "saved_search": "noun.savedsearches",
    "preference": "noun.preferences",
    "past_filter": "noun.pastfilters",
    "reminded": "noun.reminded",
    "draft": "noun.drafts",
    "presence": "noun.presences",
    "claim": "noun.claims",
    "call_text": "noun.calltexts",
    "company_text": "noun.companytexts",
    "contact_text": "noun.contacttexts",
    "project_text": "noun.projecttexts",
    "crm_case_text": "noun.casetexts",
    "opportunity_text": "noun.opportunitytexts",
    "time_entry_text": "noun.timeentrytexts",
}


@verb("copy", help="cli.help.copy")
@click.option("--from", "source", metavar="cli.meta.database", help="cli.opt.copyfrom")
@click.option("--to", "target", metavar="cli.meta.database", required=True, help="cli.opt.copyto")
@options.as_json
@click.pass_context
def copy(ctx: click.Context, source: str | None, target: str, as_json: bool) -> None:
    """Copy a whole database and compare both sides; go on with a copy that was broken off."""
    from xscalls_tui.services.copying import copy_database

    setting: Setting = ctx.obj
    t, progress = setting.t, percent()
    try:
        report = copy_database(source or setting.database, target, progress)
    except KeyboardInterrupt:
        if progress is not None:
            click.echo(err=True)  # the line of the progress ends here
        complain(t("cli.copystopped"))
        raise
    if as_json:
        print_json(_record(table) for table in report.tables)
    else:
        heading = (t("cli.table"), t("cli.rows"), t("cli.checksum"), t("cli.same"))
        print_table([heading, *(_row(table, t) for table in report.tables)])
    if not report.same:
        complain(t("cli.copydiffers", path=place(target)))
        ctx.exit(FAILURE)


def _row(table: CopiedTable, t: Translator) -> tuple[str, str, str, str]:
    rows, checksum = [str(table.source.rows)], [table.source.digest[:_SHORT]]
    if not table.same:
        rows.append(str(table.copy.rows))
        checksum.append(table.copy.digest[:_SHORT])
    same = t("btn.yes") if table.same else t("btn.no")
    return t(_NOUNS[table.name]), " / ".join(rows), " / ".join(checksum), same


def _record(table: CopiedTable) -> dict[str, object]:
    return {
        "table": table.name,
        "rows": table.source.rows,
        "checksum": table.source.digest,
        "copy_rows": table.copy.rows,
        "copy_checksum": table.copy.digest,
        "same": table.same,
    }
