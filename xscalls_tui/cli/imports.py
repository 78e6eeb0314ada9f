"""The verb import: a set of CSV files in a folder, or one file of somebody's own."""

from __future__ import annotations

from pathlib import Path

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import FAILURE, BadUsage, spoken
from xscalls_tui.cli.output import complain, print_json, print_table
from xscalls_tui.cli.progress import percent
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands.import_words import OUTCOMES, reason
from xscalls_tui.domain.errors import Message
from xscalls_tui.i18n import Translator
from xscalls_tui.services import sheets
from xscalls_tui.services.imports import ImportReport, import_set
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import fields, remembered
from xscalls_tui.services.sheets.report import Job, Outcome, Report, Told, What

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
_WHAT = options.Words({what: (what.value,) for what in What})


@verb("import", help="cli.help.import")
@click.argument("path", metavar="cli.meta.source", type=click.Path(path_type=Path))
@click.option("--as", "what", type=_WHAT, metavar="companies|contacts|calls|cdr", help="cli.opt.importas")
@click.option("--map", "pairs", multiple=True, metavar="cli.meta.pair", help="cli.opt.importmap")
@click.option("--extension", "said", multiple=True, metavar="101=OL", help="cli.opt.importextension")
@click.option("--overwrite", is_flag=True, help="cli.opt.overwrite")
@click.option("--dry-run", is_flag=True, help="cli.opt.dryrun")
@click.option("--strict", is_flag=True, help="cli.opt.strict")
@options.as_json
@click.pass_context
def import_path(
    ctx: click.Context,
    path: Path,
    what: What | None,
    pairs: tuple[str, ...],
    said: tuple[str, ...],
    overwrite: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Import a folder or a file; name what was left out."""
    setting: Setting = ctx.obj
    if path.is_dir() or what is None:
        if what is not None or pairs or said or overwrite or dry_run:
            raise BadUsage("cli.importfolder")
        if path.is_file():
            raise BadUsage("cli.importwhat")
        _import_set(ctx, setting, path, strict=strict, as_json=as_json)
        return
    with setting.session() as session:
        job = _job(session, Job(path, what, overwrite=overwrite), pairs, said)
        if dry_run:
            report = sheets.preview(session, job, percent())
        else:
            sheets.remember(session, job)  # before: what is undone first is the import
            report = sheets.bring_in(session, job, strict=strict, progress=percent())
    _tell(report, setting.t, as_json=as_json, lines=dry_run)
    refused = report.counts[Outcome.REFUSED]
    if report.kept_out:
        complain(setting.t.count("cli.strict", refused))
    if refused:
        ctx.exit(FAILURE)


def _job(session: Session, job: Job, pairs: tuple[str, ...], said: tuple[str, ...]) -> Job:
    """With what is said of columns and extensions."""
    job = job._replace(extensions=remembered.read_extensions(",".join(said)))
    if pairs:
        headings = sheets.survey(session, job).headings
        job = job._replace(mapping=fields.told(job.what, headings, dict(map(_pair, pairs))))
    return job


def _pair(text: str) -> tuple[str, str]:
    column, equals, name = text.rpartition("=")
    if not equals or not column.strip():
        raise BadUsage("cli.badpair", text=text)
    return column, name


def _tell(report: Report, t: Translator, *, as_json: bool, lines: bool) -> None:
    if as_json:
        counts = {outcome.value: report.counts[outcome] for outcome in Outcome}
        print_json([{**counts, "lines": [_line(told, t) for told in report.told]}])
        return
    if lines:
        print_table(_row(told, t) for told in report.told if told.outcome is not Outcome.REFUSED)
    for told in report.refused:
        where = t("cli.badrow", file=report.file, line=told.line)
        column = f" ({told.column})" if told.column else ""
        complain(f"{where}{column}: {_why(told.why, t)}")
    print_table([(t(key), str(report.counts[outcome])) for outcome, key in OUTCOMES.items()])


def _row(told: Told, t: Translator) -> tuple[str, ...]:
    return str(told.line), t(OUTCOMES[told.outcome]), told.text, reason(told, t)


def _line(told: Told, t: Translator) -> dict[str, object]:
    return {
        "line": told.line,
        "outcome": told.outcome.value,
        "text": told.text,
        "column": told.column,
        "reason": _why(told.why, t),
        "changes": [t(label) for label in told.changes],
    }


def _why(message: Message | None, t: Translator) -> str:
    return spoken(message, t) if message is not None else ""


def _import_set(ctx: click.Context, setting: Setting, folder: Path, *, strict: bool, as_json: bool) -> None:
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
