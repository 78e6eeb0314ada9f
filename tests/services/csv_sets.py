"""Small sets of CSV files for the tests of the import."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.architecture.source import ROOT
from xscalls_tui.services.imports.layout import (
    CALLS,
    COMPANIES,
    CONTACTS,
    EMPLOYEES,
    PROJECTS,
    SHEETS,
    Sheet,
)

SAMPLE = ROOT.parent / "shared" / "data" / "small"
"""A set of 1,500 calls that lies beside the repository, where there is one."""

Row = Mapping[str, object]
NONE = dict.fromkeys((sheet.entity for sheet in SHEETS), 0)
"""What a report says of nothing at all."""

EMPLOYEE: Row = {"employee_id": 7, "initials": "AB", "name": "Anna Berg", "active": 1}
COLLEAGUE: Row = {"employee_id": 8, "initials": "HØ", "name": "Harald Ødegård", "active": 1}
COMPANY: Row = {"company_id": 3, "name": "Åsen Båt AS", "org_no": "807698230", "city": "Moss"}
CONTACT: Row = {"contact_id": 5, "company_id": 3, "name": "Frode Rød", "phone": "489 68 681"}
PROJECT: Row = {"project_id": 6, "company_id": 3, "number": "P1", "name": "Kai", "status": "open"}


def call(call_id: object, **fields: object) -> Row:
    """A row of calls.csv, in order unless ``fields`` say otherwise."""
    return {
        "call_id": call_id,
        "date": "2026-03-09",
        "start": "09:00",
        "end": "09:15",
        "direction": "out",
        "status": "done",
        "employee_id": 7,
        "subject": f"Samtale {call_id}",
        "created_at": "2026-03-02T08:00:05",
        "created_by": 7,
        "changed_at": "2026-03-09T09:15:30",
        "changed_by": 7,
        **fields,
    }


def text(sheet: Sheet, rows: Iterable[Row], delimiter: str = ",") -> str:
    """A file of the set."""
    written = io.StringIO()
    writer = csv.DictWriter(written, sheet.columns, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(dict(row) for row in rows)
    return written.getvalue()


def write(
    folder: Path,
    *,
    employees: Iterable[Row] = (EMPLOYEE, COLLEAGUE),
    companies: Iterable[Row] = (COMPANY,),
    contacts: Iterable[Row] = (CONTACT,),
    projects: Iterable[Row] = (PROJECT,),
    calls: Iterable[Row] = (),
    others: Mapping[Sheet, Iterable[Row]] | None = None,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    """Write a set into a new folder; the folder."""
    folder.mkdir()
    files = {
        EMPLOYEES: employees,
        COMPANIES: companies,
        CONTACTS: contacts,
        PROJECTS: projects,
        CALLS: calls,
        **(others or {}),
    }
    for sheet, rows in files.items():
        (folder / sheet.name).write_text(text(sheet, rows, delimiter), encoding=encoding, newline="")
    return folder
