"""The verb report: calls broken down, for people, programs and files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import print_json, print_table, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.which_calls import Which
from xscalls_tui.commands.report_words import COLUMNS, REPORTS, line_text, values
from xscalls_tui.domain.reports import Days, Figures, Line, Report, Stretch, Table, days_of
from xscalls_tui.i18n import LANGUAGES, Translator, formats
from xscalls_tui.services import reports

_PERCENT = (1, 8)


def _words(translators: list[Translator]) -> dict[Report, list[str]]:
    return {report: [report.value, *(t(key) for t in translators)] for report, key in REPORTS.items()}


NAME = options.Words(_words([Translator(language) for language in LANGUAGES]))
"""A report, by its word or by what it is called in either language."""
PERIOD = options.Words({stretch: (stretch.value,) for stretch in Stretch if stretch is not Stretch.CUSTOM})
_DAY = click.DateTime(["%Y-%m-%d"])
_FORMAT = options.Words({form: (form,) for form in ("xlsx", "pdf")})


@verb("report", help="cli.help.report")
@click.argument("name", type=NAME, metavar="cli.meta.report")
@click.option("--period", type=PERIOD, metavar="cli.meta.period", help="cli.opt.period")
@click.option("--from", "first", type=_DAY, metavar="cli.meta.date", help="cli.opt.firstday")
@click.option("--to", "last", type=_DAY, metavar="cli.meta.date", help="cli.opt.lastday")
@click.option("--filter", "line", metavar="cli.meta.filter", help="cli.opt.filter")
@click.option("--format", "form", type=_FORMAT, metavar="xlsx|pdf", help="cli.opt.reportformat")
@click.option("--output", type=click.Path(path_type=Path), metavar="cli.meta.file", help="cli.opt.output")
@options.as_json
@click.pass_obj
def report(
    setting: Setting,
    name: Report,
    period: Stretch | None,
    first: datetime | None,
    last: datetime | None,
    line: str | None,
    form: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Print a report on the calls of a period, the month by default; or write it to a file."""
    if (period is not None) + (first is not None or last is not None) > 1:
        raise BadUsage("cli.periodordays")
    if (as_json and form is not None) or (output is not None and form is None):
        raise BadUsage("cli.jsonorformat")
    if form is not None and output is None and sys.stdout.isatty():
        raise BadUsage("cli.binary")
    with setting.session() as session:
        days = days_of(period or Stretch.THIS_MONTH, session.today())
        if first is not None or last is not None:
            days = Days((first or last).date(), (last or first).date())  # type: ignore[union-attr]
            if days.last < days.first:
                raise BadUsage("msg.datesturned")
        criteria, _ = Which(line=line).criteria(session)
        table = reports.read(session, name, days, criteria)
        if form is not None:
            from xscalls_tui.exports.report_files import WRITERS

            if output is None:
                WRITERS[form](sys.stdout.buffer, [table], session, setting.t)
                return
            with output.open("xb") as stream:  # never over anything
                WRITERS[form](stream, [table], session, setting.t)
            say(str(output))
            return
    if as_json:
        print_json(_records(table))
    else:
        t = setting.t
        say(f"{t(REPORTS[name])}  {formats.form_date(days.first)}–{formats.form_date(days.last)}")
        print_table([[t("rep.name"), *map(t, COLUMNS)], *_rows(table, t)])


def _rows(table: Table, t: Translator) -> Iterator[list[str]]:
    for line in table.lines:
        yield [line_text(line, t), *_texts(line.figures, table.total)]
    yield [t("rep.total"), *_texts(table.total, table.total)]


def _texts(some: Figures, total: Figures) -> list[str]:
    return [
        "–" if value is None else f"{100 * value:.0f} %" if place in _PERCENT else str(value)
        for place, value in enumerate(values(some, total))
    ]


def _records(table: Table) -> Iterator[dict[str, object]]:
    for line in (*table.lines, None):
        some = line.figures if line else table.total
        yield {
            **_about(line),
            **some._asdict(),
            "share": some.calls / table.total.calls if table.total.calls else None,
            "answer_rate": some.answer_rate,
        }


def _about(line: Line | None) -> dict[str, object]:
    """What a line is about, under the names of what it is broken down by; nothing for the sum."""
    if line is None:
        return {"total": True}
    about: dict[str, object] = {"total": False}
    for part in line.parts:
        about[part.by.value] = part.name or None if part.name or part.key == 0 else str(part.key)
        if isinstance(part.key, int):
            about[f"{part.by.value}_id"] = part.key or None
    return about
