"""search, searches, list --saved."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.conftest import Run
from tests.factories import moment
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy
from xscalls_tui.models import tables
from xscalls_tui.services import searches
from xscalls_tui.services.session import Session


@pytest.fixture
def company(session: Session) -> int:
    """A company with two planned calls and one carried out; deleted calls are not the point here."""
    company = factories.company(session, "Åsen Bygg AS", "22 33 44 55")
    factories.contact(session, "Kari Vik", company, "912 34 567")
    for day, subject, status in ((24, "Tilbud", 1), (25, "Avtale", 1), (20, "Faktura", 2)):
        factories.call(
            session,
            starts_at=moment(f"{day}.11 09:00"),
            subject=subject,
            status=Status(status),
            company=company,
        )
    return company


def test_what_is_found_is_printed_by_groups(run: Run, company: int) -> None:
    lines = run("search", "asen bygg").lines
    assert lines[0] == "Samtaler (3)"
    assert lines[1].split() == ["2", "25.11.26", "Avtale", "KN", "·", "Åsen", "Bygg", "AS"]
    found = f"{company:>10}  {'Åsen Bygg AS':<40}  22 33 44 55"
    assert lines[4:7] == ["Firmaer (1)", found, "Kontaktpersoner (1)"]  # who works there
    assert run("--lang", "en", "search", "+47 912 34 567").lines[0] == "Contact persons (1)"
    assert run("search", "finnes ikke").lines == []
    records = run("search", "kari", "--json").json
    assert [(record["group"], record["count"], record["more"]) for record in records] == [
        ("calls", 0, False), ("companies", 0, False), ("contacts", 1, False), ("projects", 0, False),
        ("cases", 0, False), ("opportunities", 0, False), ("time_entries", 0, False), ("employees", 1, False),
    ]  # fmt: skip
    assert records[2]["hits"] == [
        {"id": 1, "name": "Kari Vik", "details": ["Åsen Bygg AS", "912 34 567"], "at": None}
    ]


def test_a_saved_search_is_listed_and_lists_calls_in_its_order(
    run: Run, session: Session, company: int
) -> None:
    assert run("list", "--saved", "Mine").err == "xscalls: Det finnes ingen lagrede søk\n"
    planned = Criteria((Criterion(Field.STATUS, Status.PLANNED), Criterion(Field.COMPANY, company, "")))
    search_id = searches.save(session, "Planlagte", planned, Sort(SortBy.SUBJECT, False), shared=True)
    searches.save(factories.acting(session, "OL"), "Fakturaer", Criteria(), Sort(), shared=True)
    listed = run("list", "--saved", "PLANLAGTE", "--json").json
    assert [record["subject"] for record in listed] == ["Avtale", "Tilbud"]
    assert [
        record["subject"] for record in run("list", "--saved", "fakturaer", "--status", "done", "--json").json
    ] == ["Faktura"]
    told = run("list", "--saved", "Nope")
    assert (told.code, told.err) == (
        1,
        "xscalls: Det finnes ikke noe lagret søk som heter «Nope». Lagrede søk: Planlagte, Fakturaer\n",
    )
    (own, other) = run("searches", "--json").json
    assert own == {
        "id": search_id, "name": "Planlagte", "filter": own["filter"], "sort": "subject",
        "descending": False, "owner": "KN", "shared": True, "start": False, "problem": None,
    }  # fmt: skip
    assert "planlagt" in own["filter"] and "Åsen Bygg AS" in own["filter"]
    assert (other["name"], other["owner"], other["filter"]) == ("Fakturaer", "OL", "")
    heading, *lines = run("--lang", "en", "searches").lines
    assert heading.split() == ["Name", "Finds", "Owner", "Shared", "Start"]
    assert [line.split()[0] for line in lines] == ["Planlagte", "Fakturaer"]
    with session.operation("test.register") as work:
        work.update(tables.Company, company, {"deleted_at": work.at})
    told = run("list", "--saved", "Planlagte")
    assert (told.code, told.err.partition(":")[0]) == (2, "xscalls")
    assert told.err.startswith("xscalls: --saved: ")
