"""The verb report."""

from __future__ import annotations

import json
from pathlib import Path

from tests import factories
from tests.cli.conftest import Run
from tests.factories import moment
from xscalls_tui.domain.calls import Status
from xscalls_tui.services.session import Session


def fill(session: Session) -> None:
    """Three calls in November, one in October."""
    company = factories.company(session, "Åsen Bygg AS")
    for day, status in (("02.11", Status.DONE), ("03.11", Status.UNANSWERED), ("04.10", Status.DONE)):
        factories.call(session, starts_at=moment(f"{day} 09:00"), company=company, status=status)
    factories.call(session, starts_at=moment("09.11 09:00"), status=Status.PLANNED)


def test_a_report_for_people_and_for_programs(run: Run, session: Session) -> None:
    fill(session)
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    lines = run("report", "Fordeling kunder", *period).lines
    assert lines[0] == "Fordeling kunder  01.11.2026–30.11.2026"
    assert lines[2].split()[:4] == ["Åsen", "Bygg", "AS", "2"] and lines[-1].split()[:2] == ["Sum", "3"]
    found = json.loads(run("report", "customers", *period, "--json").out)
    assert [(one.get("company"), one["calls"], one["total"]) for one in found] == [
        ("Åsen Bygg AS", 2, False),
        (None, 1, False),
        (None, 3, True),
    ]
    assert (found[0]["answer_rate"], found[0]["minutes"], found[2]["share"]) == (0.5, 15, 1.0)
    weeks = json.loads(run("report", "weeks", *period, "--json", "--filter", "status:gjennomført").out)
    assert [(one.get("week"), one["calls"]) for one in weeks] == [("2026-11-02", 1), (None, 1)]


def test_a_report_as_a_file(run: Run, session: Session, tmp_path: Path) -> None:
    fill(session)
    for form in ("xlsx", "pdf"):
        file = tmp_path / f"rapport.{form}"
        arguments = ("report", "employees", "--period", "year", "--format", form, "--output", file)
        assert run(*arguments).lines == [str(file)] and file.stat().st_size > 1000
        assert run(*arguments).code != 0, "nothing is written over"


def test_what_cannot_be_asked_for(run: Run, session: Session) -> None:
    for wrong in (
        ("nothing",),
        ("customers", "--period", "today", "--from", "2026-11-01"),
        ("customers", "--from", "1.11"),
        ("customers", "--json", "--format", "xlsx"),
        ("customers", "--output", "x"),
        ("customers", "--from", "2026-11-02", "--to", "2026-11-01"),
    ):
        result = run("report", *wrong)
        assert (result.code, result.out) == (2, "") and result.err, wrong
