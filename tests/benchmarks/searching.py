"""What finding a call costs: each criterion alone, many together, parts of texts, everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from tests.benchmarks.reading import UNFILTERED, Database, opened
from tests.benchmarks.timing import Action, Figure, Took, against_other, interleaved
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    PageRequest,
    Sort,
    SortBy,
    Term,
    Ties,
    Value,
)
from xscalls_tui.domain.periods import Dates
from xscalls_tui.domain.text import searchable
from xscalls_tui.services import calls, finding

ONE, RANGE, MANY, TEXT, SHORT = 5.0, 15.0, 40.0, 100.0, 30.0
"""The budgets of design/data.md for a page, against the first page without criteria."""
ABSENT, EVERYWHERE = 1 / 20, 1 / 5
"""Those of a text, against LIKE."""
LAST_DAY = date(2026, 1, 23)

TERMS = {
    "common": "kunden",
    "common, from a pattern": "reklamasjon",
    "in one of 150": "skjermvegg",
    "rare phrase": "Øker prisen med 17",
    "a name": "Ørjan Østby",
    "absent": "xyzzyq",
    "absent, of common parts": "kundenkunden",
}
SHORT_TERMS = ("å", "q", "w", "kø", "vo", "åt", "zx", "æ", "øs", "7%")
NUMBERS = ("22 33 44 55", "+47 22", "4455", "12345678")
PROBES = (
    "kunden",
    "åse",
    "skjermvegg",
    "bygg",
    "Ørjan Østby",
    "xyzzyq",
    "22334455",
    "4455",
    "kø",
    "Hansen Data",
    "P00017",
)


def measure(small: str, large: str) -> Iterator[Figure]:
    """All figures of ``large``; those that grow are told of ``small`` as well."""
    with opened(small) as few, opened(large) as many:
        yield from criteria(many)
        yield from growth(few, many)
        yield from texts(many)
        yield from everywhere(many)


def single(database: Database) -> dict[str, tuple[float, Term]]:
    """Each criterion, and its budget."""

    def one(field: Field, value: Value, *, negated: bool = False) -> Criterion:
        return Criterion(field, value, negated=negated)

    def ago(first: int | None, last: int | None) -> Dates:
        return Dates(*(None if days is None else LAST_DAY - timedelta(days=days) for days in (first, last)))

    rows = database.value("SELECT max(id) FROM call")
    me = database.session.employee
    company = database.value("SELECT company_id FROM call WHERE company_id > 0 LIMIT 1")
    plain: dict[str, Term] = {
        "employee": one(Field.EMPLOYEE, me.id),
        "employee's name": one(Field.EMPLOYEE, me.name.split()[-1]),
        "created by": one(Field.CREATED_BY, me.id),
        "changed by": one(Field.CHANGED_BY, me.id),
        "status planned": one(Field.STATUS, Status.PLANNED),
        "direction": one(Field.DIRECTION, Direction.IN),
        "company": one(Field.COMPANY, company),
        "not company": one(Field.COMPANY, company, negated=True),
        "contact": one(Field.CONTACT, database.value("SELECT max(contact_id) FROM call")),
        "project": one(Field.PROJECT, database.value("SELECT max(project_id) FROM call")),
        **{str(ties.name).lower(): one(Field.FOLLOWUPS, ties) for ties in Ties},
        "id =": one(Field.ID, Compared(Compare.EQUAL, rows // 2)),
        "id not": one(Field.ID, Compared(Compare.EQUAL, rows // 2), negated=True),
        "two statuses": AnyOf((one(Field.STATUS, 3), one(Field.STATUS, 4))),
        "two companies": AnyOf((one(Field.COMPANY, company), one(Field.COMPANY, company + 1))),
    }
    ranges: dict[str, Term] = {
        "id >": one(Field.ID, Compared(Compare.MORE, rows * 9 // 10)),
        "id <, the oldest tenth": one(Field.ID, Compared(Compare.LESS, rows // 10)),
        "id <, half": one(Field.ID, Compared(Compare.LESS, rows // 2)),
        "date, a month": one(Field.DATE, ago(1000, 970)),
        "date, to": one(Field.DATE, ago(None, 2000)),
        "created, a month": one(Field.CREATED, ago(1000, 970)),
        "created, to": one(Field.CREATED, ago(None, 2000)),
        "changed, a day": one(Field.CHANGED, ago(1000, 1000)),
        "changed, a month": one(Field.CHANGED, ago(1000, 970)),
        "changed, from": one(Field.CHANGED, ago(1000, None)),
        "reminder, a week": one(Field.REMINDER, ago(1000, 993)),
        "reminder, from": one(Field.REMINDER, ago(10, None)),
    }
    return {name: (ONE, term) for name, term in plain.items()} | {
        name: (RANGE, term) for name, term in ranges.items()
    }


def eight(company: bool, note: str, database: Database) -> Criteria:
    """Eight criteria together, of a busy company or of everybody's calls."""
    busiest = "SELECT company_id FROM call WHERE company_id > 0 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    first = (
        Criterion(Field.COMPANY, database.value(busiest))
        if company
        else Criterion(Field.EMPLOYEE, database.session.employee.id)
    )
    return Criteria(
        (
            first,
            Criterion(Field.STATUS, Status.DONE),
            Criterion(Field.DIRECTION, Direction.OUT),
            Criterion(Field.FOLLOWUPS, Ties.NEITHER),
            Criterion(Field.ID, Compared(Compare.MORE, 100)),
            Criterion(Field.DATE, Dates(date(2019, 1, 1), LAST_DAY)),
            Criterion(Field.CREATED, Dates(date(2019, 1, 1), None)),
            Criterion(Field.NOTE, note),
        )
    )


def criteria(database: Database) -> Iterator[Figure]:
    """First pages, by date and in another order; many criteria together; counts."""
    for name, (budget, term) in single(database).items():
        yield _page(name, database, Criteria((term,)), budget)
    for name, wanted in {
        "eight, of an employee": eight(False, "kunden", database),
        "eight, of a company": eight(True, "kunden", database),
        "eight, rare text": eight(False, "skjermvegg", database),
        "eight, no hit": eight(False, "xyzzyq", database),
    }.items():
        yield _page(name, database, wanted, MANY)
    for name, (_, term) in single(database).items():
        if name in ("created, a month", "changed, a month", "id <, half", "direction", "two companies"):
            yield _page(f"{name}, sorted by subject", database, Criteria((term,)), None, Sort(SortBy.SUBJECT))


def growth(few: Database, many: Database) -> Iterator[Figure]:
    """What a criterion costs more in the large database than in the small one."""
    wanted = single(many)
    for name in ("employee", "direction", "created, a month", "id <, the oldest tenth"):
        took = interleaved({
            "many": many.page(PageRequest(Criteria((wanted[name][1],)))),
            "few": few.page(PageRequest(Criteria((single(few)[name][1],)))),
        })  # fmt: skip
        yield against_other(f"{name}, against the small database", took["many"], took["few"])


def texts(database: Database) -> Iterator[Figure]:
    """Parts of texts, common and rare, long and short; LIKE has to read them all."""
    for field in (Field.NOTE, Field.SUBJECT, Field.TEXT):
        for name, term in TERMS.items():
            wanted = Criteria((Criterion(field, term),))
            absent = field is not Field.TEXT and "absent" in name
            yield from _text(
                f"{field}: {name}", database, wanted, TEXT, _like(field, term, database) if absent else None
            )
    for term in SHORT_TERMS:
        yield from _text(f"note: {term}", database, Criteria((Criterion(Field.NOTE, term),)), SHORT)
    for number in NUMBERS:
        yield from _text(f"number: {number}", database, Criteria((Criterion(Field.PHONE, number),)), TEXT)
    for name, term in (("common", "kunden"), ("in one of 150", "skjermvegg"), ("absent", "xyzzyq")):
        wanted = Criteria((Criterion(Field.NOTE, term),))
        yield _compared(f"count of {name}", database, partial(calls.count, database.session, wanted))


def _text(
    name: str, database: Database, wanted: Criteria, budget: float, like: Action | None = None
) -> Iterator[Figure]:
    yield _page(name, database, wanted, budget)
    if like is not None:
        took = interleaved({"it": database.page(PageRequest(wanted)), "like": like}, rounds=5)
        yield against_other(f"{name}, against LIKE", took["it"], took["like"], ABSENT)


def _like(field: Field, term: str, database: Database) -> Action:
    column = {Field.NOTE: "note", Field.SUBJECT: "subject"}[field]
    sql = f"SELECT * FROM call WHERE {column} {database.like} ? ORDER BY starts_at DESC, id DESC LIMIT 101"
    return partial(database.rows, sql, f"%{term}%")


def everywhere(database: Database) -> Iterator[Figure]:
    """The global search, against LIKE over the same registers."""
    for probe in PROBES:
        like = [
            partial(database.rows, sql.replace("LIKE", database.like), *[f"%{probe}%"] * sql.count("?"))
            for sql in _LIKE
        ]

        def by_like(like: Sequence[Action] = tuple(like)) -> None:
            for action in like:
                action()

        it = partial(finding.find, database.session, probe)
        took = interleaved({"it": it, "like": by_like}, rounds=5)
        yield against_other(
            f"everywhere: {searchable(probe)}, against LIKE", took["it"], took["like"], EVERYWHERE
        )


_LIKE = (
    "SELECT c.* FROM call c LEFT JOIN company f ON f.id = c.company_id "
    "LEFT JOIN contact k ON k.id = c.contact_id LEFT JOIN project p ON p.id = c.project_id "
    "WHERE c.subject LIKE ? OR c.note LIKE ? OR c.phone LIKE ? "
    "OR f.name LIKE ? OR k.name LIKE ? OR p.name LIKE ? ORDER BY c.starts_at DESC, c.id DESC LIMIT 20",
    "SELECT * FROM company WHERE name LIKE ? OR city LIKE ? OR phone LIKE ? ORDER BY name_sort LIMIT 20",
    "SELECT * FROM contact WHERE name LIKE ? OR email LIKE ? OR mobile LIKE ? OR direct LIKE ? "
    "ORDER BY name_sort LIMIT 20",
    "SELECT * FROM project WHERE name LIKE ? OR number LIKE ? ORDER BY number LIMIT 20",
)


def _page(
    name: str, database: Database, wanted: Criteria, budget: float | None, sort: Sort = UNFILTERED.sort
) -> Figure:
    return _compared(f"{name}: first page", database, database.page(PageRequest(wanted, sort)), budget)


def _compared(name: str, database: Database, action: Action, budget: float | None = None) -> Figure:
    took: dict[str, Took] = interleaved({"it": action, "unfiltered": database.page(UNFILTERED)}, rounds=5)
    return against_other(f"{name}, against the first page", took["it"], took["unfiltered"], budget)
