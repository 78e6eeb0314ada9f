"""The global search against a brute-force one: every group, every kind of term, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import factories
from tests.conftest import Fresh
from tests.factories import moment
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.text import fold, searchable, sort_key
from xscalls_tui.models import tables
from xscalls_tui.models.phones import number_forms, number_of
from xscalls_tui.services import bulk, calls, finding
from xscalls_tui.services.finding import GROUPS
from xscalls_tui.services.session import Session

BY_NAME = {group.name: group for group in GROUPS}

COMPANIES = (
    ("Åsen Bygg AS", "Bergen", "911222333", "22 33 44 55"),
    ("Aasgård Eiendom", "Ålesund", "", "+46 70 123 45 67"),
    ("Bygg og Anlegg i Åsen", "Oslo", "", ""),
    ("Bygg", "Åsen", "", "0047 22334499"),
    ('Rør_100% "Nord"', "Tromsø", "", ""),
    ("Øst Rør", "Ås", "", ""),
)
DELETED = ("Åsen Bygg slettet", "Rør", "1042", "22 33 44 55")
CONTACTS = (
    ("Łukasz Nowak", 1, "912 34 567", "", "lukasz@asen.no"),
    ("Kari Vik", 2, "", "22 33 44 56", "kari@example.no"),
    ("Bygg Mester", None, "", "", ""),
    ("Pål Åsen", 3, "+47 95 00 00 01", "", ""),
)
PROJECTS = (("1042", "Skolen i Åsen", 1), ("2233", "Brua", 2), ("Å-7", "Bygget", None))
EMPLOYEES = ("KN Kari Nordmann", "OL Ola Lie", "PH Per Holm", "BR Berit Røed")
CALLS = (
    ("Tilbud på vinduer", "Åsen ringte\nom   rør", "22 33 44 55", "", 1, 1, 1),
    ("Bygg", "", "", "Anna Åsen", None, None, None),
    ("Reklamasjon", "100% enige_om", "+46 70 123 45 67", "", 2, 2, None),
    ("", "x" * 1000 + " Bygget står " + "y" * 1000, "", "", None, None, 3),
)


@pytest.fixture(scope="module", params=["sqlite", "postgres", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine; once more with the rules in the server, where texts are read through views."""
    return str(request.param)


def _named(name: str) -> dict[str, str]:
    return {"name": name, "name_fold": fold(name), "name_sort": sort_key(name)}


@pytest.fixture(scope="module")
def furnished(fresh: Fresh) -> Iterator[Session]:
    """A database with the rows above, and one deleted row of each kind that has them all in its name."""
    with fresh() as session:
        with session.operation("test.register") as work:
            for name, city, org_no, phone in (*COMPANIES, DELETED):
                values = _named(name) | {"city": city, "org_no": org_no, "phone": phone}
                last = work.insert(tables.Company, values)
            work.update(tables.Company, last, {"deleted_at": work.at})
            for name, company, mobile, direct, email in CONTACTS:
                values = _named(name) | {"mobile": mobile, "direct": direct, "email": email}
                work.insert(tables.Contact, values | {"company_id": company})
            for number, name, company in PROJECTS:
                values = _named(name) | {"number": number, "name_fold": fold(f"{number} {name}")}
                work.insert(tables.Project, values | {"company_id": company})
        for day, (subject, note, phone, partner, company, contact, project) in enumerate(CALLS, 1):
            factories.call(
                session,
                starts_at=moment(f"{day:02}.11 09:00"),
                subject=subject,
                note=note,
                phone=phone,
                partner=contact or partner or None,
                company=company,
                project=project,
            )
        gone = factories.call(session, subject="Åsen Bygg Rør 1042", phone="22 33 44 55")
        bulk.delete(session, [gone.id])
        yield session


def _has(text: str, texts: list[str], phones: list[str]) -> bool:
    """Whether a row of these texts and telephone numbers is to be found."""
    digits = [number_of(phone).removeprefix("+") for phone in phones if phone]
    forms = number_forms(searchable(text))
    if any(form in number for form in forms for number in digits):
        return True
    told = [searchable(one) for one in (*texts, *phones)] + digits
    words = [searchable(text)] if forms else searchable(text).split()
    return all(any(word in one for one in told) for word in words)


def _wanted(text: str) -> dict[str, set[int]]:
    def having(rows: list[tuple[list[str], list[str]]]) -> set[int]:
        return {number for number, row in enumerate(rows, 1) if _has(text, *row)}

    def firm(company: int | None) -> str:
        return COMPANIES[company - 1][0] if company else ""

    return {
        "companies": having(
            [([name, f"{city} {org_no}"], [phone]) for name, city, org_no, phone in COMPANIES]
        ),
        "contacts": having(
            [
                ([name, email, firm(company)], [mobile, direct])
                for name, company, mobile, direct, email in CONTACTS
            ]
        ),
        "projects": having([([f"{number} {name}", firm(company)], []) for number, name, company in PROJECTS]),
        "employees": having([([name], []) for name in EMPLOYEES]),
    }


TERMS = (
    "å", "as", "ås", "åsen", "AASEN", "bygg", "bygg åsen", "Åsen  Bygg", "rør", "100%", "_", '"nord"', "%",
    "22334455", "22 33 44 55", "+47 22 33 44 55", "0047 22334455", "4455", "33 44", "22", "1042", "2233",
    "å-7", "lukasz", "asen.no", "kari", "o", "ø", "finnes ikke", "bygg xyz", "no", "70 123", "911222333",
    "12345",
)  # fmt: skip


def test_every_register_gives_what_a_search_through_all_rows_gives(furnished: Session) -> None:
    for text in TERMS:
        found = {group.group: group.hits for group in finding.find(furnished, text)}
        counted = finding.counts(furnished, text)
        assert list(found) == list(counted) == [group.name for group in GROUPS]
        for name, wanted in _wanted(text).items():
            assert {hit.id for hit in found[name]} == wanted, (text, name)
            assert counted[name] == len(wanted), (text, name)
        criteria = finding.all_calls_of(BY_NAME["calls"], text)
        shown = calls.page(furnished, PageRequest(criteria)).rows
        assert [hit.id for hit in found["calls"]] == [row.id for row in shown], text
        assert counted["calls"] == len(shown), text


@pytest.mark.parametrize(
    ("text", "group", "names"),
    [
        ("bygg", "companies", ["Bygg", "Bygg og Anlegg i Åsen", "Åsen Bygg AS"]),
        ("åsen", "companies", ["Åsen Bygg AS", "Bygg", "Bygg og Anlegg i Åsen"]),
        ("rør", "companies", ['Rør_100% "Nord"', "Øst Rør"]),
        ("k", "employees", ["KN Kari Nordmann"]),
        ("22", "projects", ["2233 Brua"]),
    ],
)
def test_what_is_called_so_stands_first_then_the_norwegian_order(
    furnished: Session, text: str, group: str, names: list[str]
) -> None:
    (found,) = finding.find(furnished, text, {group})
    assert [hit.name for hit in found.hits] == names


def test_a_hit_tells_what_is_known_of_it(furnished: Session) -> None:
    found = {group.group: group.hits for group in finding.find(furnished, "åsen")}
    assert found["companies"][0].details == ("Bergen", "22 33 44 55", "911222333")
    assert [hit.details for hit in found["contacts"] if hit.name == "Łukasz Nowak"] == [
        ("Åsen Bygg AS", "912 34 567", "lukasz@asen.no")
    ]
    assert found["projects"][0].details == ("Åsen Bygg AS",)
    newest, *_, oldest = found["calls"]
    assert (newest.name, newest.at, newest.details) == ("Bygg", moment("02.11 09:00"), ("KN", "(Anna Åsen)"))
    link = "Åsen Bygg AS > 1042 Skolen i Åsen (Łukasz Nowak)"
    assert oldest.details == ("KN", link, "22 33 44 55", "Åsen ringte om rør")
    (long,) = finding.find(furnished, "bygget står", {"calls"})[0].hits
    assert "Bygget står" in long.details[-1]
    assert len(long.details[-1]) <= 200


def test_nothing_is_sought_by_nothing(furnished: Session) -> None:
    for text in ("", "  \n", "\u0301"):
        assert finding.find(furnished, text) == []
        assert finding.counts(furnished, text) == {}


def test_opening_narrows_the_list_down_to_the_calls_of_a_row(furnished: Session) -> None:
    (found,) = finding.find(furnished, "åsen bygg", {"companies"})
    criteria = finding.calls_of(BY_NAME["companies"], found.hits[0])
    assert criteria == Criteria((Criterion(Field.COMPANY, 1, "Åsen Bygg AS"),))
    assert calls.ids(furnished, criteria) == [1]
    (found,) = finding.find(furnished, "kn", {"employees"})
    criteria = finding.calls_of(BY_NAME["employees"], found.hits[0])
    assert criteria == Criteria((Criterion(Field.EMPLOYEE, 1, "KN"),))
    assert calls.ids(furnished, finding.all_calls_of(BY_NAME["projects"], "Åsen")) == [1]


def test_hits_are_few_and_counting_ends(session: Session) -> None:
    for number in range(finding.SHOWN + 2):
        factories.company(session, f"Firma {number:03}")
    (found,) = finding.find(session, "firma", {"companies"})
    assert [hit.name for hit in found.hits] == [f"Firma {number:03}" for number in range(finding.SHOWN)]
    company = BY_NAME["companies"]
    with session.reading():
        assert company.tally(session, finding.sought("firma"), 5) == 6
        assert company.tally(session, finding.sought("firma"), 100) == finding.SHOWN + 2
