"""The words for reports, their periods, their columns and what their lines are about."""

from __future__ import annotations

from datetime import date

from xscalls_tui.commands.words import DIRECTIONS, STATUSES
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.reports import By, Figures, Line, Part, Report, Stretch
from xscalls_tui.i18n import Translator, formats

REPORTS = {
    Report.CUSTOMERS: "rep.customers",
    Report.CUSTOMERS_EMPLOYEES: "rep.custemp",
    Report.EMPLOYEES: "rep.employees",
    Report.STATUS: "rep.status",
    Report.DIRECTION: "rep.direction",
    Report.WEEKS: "rep.week",
    Report.MONTHS: "rep.month",
    Report.EMPLOYEES_MONTHS: "rep.empmonth",
}
STRETCHES = {
    Stretch.TODAY: "rep.today",
    Stretch.YESTERDAY: "rep.yesterday",
    Stretch.THIS_WEEK: "rep.thisweek",
    Stretch.LAST_WEEK: "rep.lastweek",
    Stretch.THIS_MONTH: "rep.thismonth",
    Stretch.LAST_MONTH: "rep.lastmonth",
    Stretch.QUARTER: "rep.quarter",
    Stretch.THIS_YEAR: "rep.thisyear",
    Stretch.LAST_YEAR: "rep.lastyear",
    Stretch.CUSTOM: "rep.custom",
}
COLUMNS = (
    "rep.col.calls",
    "rep.col.share",
    "rep.col.planned",
    "rep.col.done",
    "rep.col.cancelled",
    "rep.col.unanswered",
    "rep.col.out",
    "rep.col.in",
    "rep.col.rate",
    "rep.col.minutes",
)
"""In the order of ``values``."""
_MONTHS = (
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6",
    "month.7", "month.8", "month.9", "month.10", "month.11", "month.12",
)  # fmt: skip


def part_text(part: Part, t: Translator) -> str:
    """One of the things that a line is about."""
    match part.by, part.key:
        case By.STATUS, int(number):
            return t(STATUSES[Status(number)])
        case By.DIRECTION, int(number):
            return t(DIRECTIONS[Direction(number)])
        case By.WEEK, date() as monday:
            return f"{t('rep.weekno', week=monday.isocalendar().week)} · {formats.list_date(monday)}"
        case By.MONTH, date() as first:
            return f"{t(_MONTHS[first.month - 1])} {first.year}"
        case By.COMPANY, 0:
            return t("rep.nocompany")
    return part.name or f"#{part.key}"


def line_text(line: Line, t: Translator) -> str:
    """What a line is about."""
    return " · ".join(part_text(part, t) for part in line.parts)


def values(figures: Figures, total: Figures) -> tuple[float | int | None, ...]:
    """The values of COLUMNS: numbers of calls, shares from 0 to 1, minutes."""
    share = figures.calls / total.calls if total.calls else None
    return (
        figures.calls,
        share,
        figures.planned,
        figures.done,
        figures.cancelled,
        figures.unanswered,
        figures.outgoing,
        figures.incoming,
        figures.answer_rate,
        figures.minutes,
    )
