"""What the list, the history and the look-ups cost, from the service to frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import cycle, product

from tests.benchmarks.bare import connect, servers_of, statements_of
from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Action, Figure, against_bare, against_other, interleaved, servers
from xscalls_tui.domain.calls import CallKey, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, SortBy
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, followups, lookups
from xscalls_tui.services.session import Session

BARE, SIZE, CRITERION = 4.0, 1.3, 5.0
"""The budgets of design/data.md: against the bare driver, against a small database, and a page with a
criterion against one without."""
ANCHORS = 50
PAGE_ROUNDS = 21
CAP = 1000
COUNTED = ("status done", "employee", "employee and planned")
UNFILTERED = PageRequest()


class Database:
    """A database under measurement: the program's session on it, and a bare connection beside."""

    def __init__(self, place: str, session: Session) -> None:
        self.session = session
        self._bare = connect(place)

    def close(self) -> None:
        """Close the bare connection."""
        self._bare.close()

    def servers(self) -> list[int]:
        """The server processes that work for both."""
        return servers_of(self.session) + self._bare.servers()

    def value(self, sql: str) -> int:
        """The one number that a statement finds."""
        return int(self._bare.value(sql))

    def rows(self, sql: str, *values: object) -> object:
        """What a statement finds."""
        return self._bare.rows(sql, *values)

    @property
    def like(self) -> str:
        """The word for LIKE that is blind to case."""
        return self._bare.like

    def page(self, request: PageRequest) -> Action:
        """What reads a page through the service."""
        return partial(calls.page, self.session, request)

    def bare(self, *actions: Action) -> Action:
        """What runs the statements of these actions of services, in turn, without the services."""
        statements = [statements_of(self.session, action) for action in actions]
        return in_turn([partial(self._bare.fetch, some) for some in statements])

    def deep(self) -> list[PageRequest]:
        """Pages all over the list, none at its ends."""
        sql = "SELECT starts_at, id FROM call WHERE deleted_at IS NULL ORDER BY 1, 2 LIMIT 1 OFFSET ?"
        total = self.value("SELECT sum(calls) FROM day_count")
        offsets = [total * part // (ANCHORS + 1) for part in range(1, ANCHORS + 1)]
        found = [self._bare.rows(sql, offset)[0] for offset in offsets]
        keys = [CallKey(None, datetime.fromisoformat(starts), call_id) for starts, call_id in found]
        return [PageRequest(anchor=key) for key in keys]


def in_turn(actions: Sequence[Action]) -> Action:
    """One action that is the next of these each time."""
    following = cycle(actions)
    return lambda: next(following)()


@contextmanager
def opened(place: str) -> Iterator[Database]:
    """A database to be measured."""
    with at_work(place) as session:
        database = Database(place, session)
        try:
            with servers(*database.servers()):
                yield database
        finally:
            database.close()


def measure(small: str, large: str) -> Iterator[Figure]:
    """All figures; ``large`` is compared with the bare driver and with ``small``."""
    with opened(small) as few, opened(large) as many:
        yield from pages(few, many)
        yield from filters(many)
        yield from sorts(many)
        yield from counts(many)
        yield from others(many)


def pages(few: Database, many: Database) -> Iterator[Figure]:
    """The first page, pages in the middle and the last one, by date."""
    kinds: dict[str, Callable[[Database], list[PageRequest]]] = {
        "first page": lambda _: [UNFILTERED],
        "deep page": Database.deep,
        "last page": lambda _: [PageRequest(backward=True)],
    }
    for kind, requests in kinds.items():
        wanted, wanted_of_few = requests(many), requests(few)
        actions = {
            "many": in_turn([many.page(request) for request in wanted]),
            "bare": many.bare(*map(many.page, wanted)),
            "few": in_turn([few.page(request) for request in wanted_of_few]),
        }
        took = interleaved(actions, rounds=PAGE_ROUNDS, seconds=0.05)
        yield against_bare(kind, took["many"], took["bare"], BARE)
        yield against_other(f"{kind}, against the small database", took["many"], took["few"], SIZE)


def criteria(database: Database) -> dict[str, Criteria]:
    """Each single filter, with a common and a rare value where that matters, and two together."""
    often = "SELECT {0} FROM call WHERE {0} > 0 GROUP BY {0} ORDER BY count(*) DESC LIMIT 1"
    seldom = "SELECT max({0}) FROM call"
    me = Criterion(Field.EMPLOYEE, database.session.employee.id)
    planned = Criterion(Field.STATUS, Status.PLANNED)
    found = {
        "employee": Criteria((me,)),
        "status done": Criteria((Criterion(Field.STATUS, Status.DONE),)),
        "status planned": Criteria((planned,)),
        "employee and planned": Criteria((me, planned)),
    }
    for field in (Field.COMPANY, Field.CONTACT, Field.PROJECT):
        for how, sql in (("busy", often), ("quiet", seldom)):
            value = database.value(sql.format(f"{field}_id"))
            found[f"{how} {field}"] = Criteria((Criterion(field, value),))
    return found


def filters(database: Database) -> Iterator[Figure]:
    """First pages with criteria, against the one without."""
    for name, wanted in criteria(database).items():
        yield _compared(f"filter: {name}", database, PageRequest(wanted))


def sorts(database: Database) -> Iterator[Figure]:
    """Pages in each order: the first, deep ones; and the worst of all filters in all orders."""
    for by, descending in product(SortBy, (False, True)):
        sort = Sort(by, descending)
        name = f"sorted by {by}{', descending' if descending else ''}"
        yield _compared(f"{name}: first page", database, PageRequest(sort=sort))
        yield _compared(f"{name}: deep page", database, *_deep_in(database, sort))
    took = {}
    for (name, wanted), by, descending in product(criteria(database).items(), SortBy, (False, True)):
        request = PageRequest(wanted, Sort(by, descending))
        turned = " descending" if descending else ""
        took[f"{name}, sorted by {by}{turned}"] = interleaved({"": database.page(request)}, rounds=3)[""]
    plain = interleaved({"": database.page(UNFILTERED)})[""]
    worst = sorted(took, key=lambda name: took[name].cpu)[-3:]
    for place, name in enumerate(reversed(worst), 1):
        yield against_other(f"worst of filters x orders: {place}", took[name], plain, more=f" ({name})")


def _deep_in(database: Database, sort: Sort) -> list[PageRequest]:
    """Pages all over a list in another order: after calls of companies here and there."""
    busiest = "SELECT max(company_id) FROM call"
    companies = range(1, database.value(busiest), max(1, database.value(busiest) // ANCHORS))
    found = []
    for company in companies:
        some = Criteria((Criterion(Field.COMPANY, company),))
        rows = calls.page(database.session, PageRequest(some, sort, limit=1)).rows
        found += [PageRequest(sort=sort, anchor=row.key) for row in rows]
    return found


def _compared(name: str, database: Database, *requests: PageRequest) -> Figure:
    took = interleaved(
        {
            "it": in_turn([database.page(request) for request in requests]),
            "bare": database.bare(*map(database.page, requests)),
            "unfiltered": database.page(UNFILTERED),
        },
        rounds=7,
    )
    bare = f"; bare {took['it'].client / took['bare'].client:.1f}"
    return against_other(f"{name}, against the first page", took["it"], took["unfiltered"], CRITERION, bare)


def counts(database: Database) -> Iterator[Figure]:
    """How many there are: at first up to a thousand, then exactly."""
    plain = interleaved({"": database.page(UNFILTERED)})[""]
    some = criteria(database)
    for name, wanted in {"all": Criteria(), **{name: some[name] for name in COUNTED}}.items():
        for how, cap in (("capped", CAP), ("exact", None)):
            count = partial(calls.count, database.session, wanted, cap)
            took = interleaved({"it": count, "bare": database.bare(count)}, rounds=7)
            bare = f"; bare {took['it'].client / took['bare'].client:.1f}"
            yield against_other(f"count {how}: {name}, against the first page", took["it"], plain, more=bare)


def others(database: Database) -> Iterator[Figure]:
    """One call, the whole history of a call in the longest chain, and look-ups, against the bare driver."""
    session = database.session
    longest = database.value(_LONGEST_CHAIN)
    company = database.value("SELECT max(company_id) FROM contact")
    actions: dict[str, Action] = {
        "one call": partial(calls.read, session, longest),
        "history of the longest chain": partial(followups.history, session, longest),
        "look-up: company, common": partial(lookups.find, session, Register.COMPANY, "bygg"),
        "look-up: company, one letter": partial(lookups.find, session, Register.COMPANY, "å"),
        "look-up: company, no hit": partial(lookups.find, session, Register.COMPANY, "xyzzy"),
        "look-up: contact, common": partial(lookups.find, session, Register.CONTACT, "øy"),
        "look-up: contact, nothing typed": partial(lookups.find, session, Register.CONTACT, "", company),
        "look-up: contact, no hit": partial(lookups.find, session, Register.CONTACT, "xyzzy"),
        "look-up: project, common": partial(lookups.find, session, Register.PROJECT, "li"),
    }
    for name, action in actions.items():
        took = interleaved({"it": action, "bare": database.bare(action)}, rounds=7)
        yield against_bare(name, took["it"], took["bare"], BARE)


_LONGEST_CHAIN = """
WITH RECURSIVE down (id, depth) AS (
  SELECT id, 0 FROM call WHERE origin_id IS NULL AND has_followups
  UNION ALL SELECT call.id, depth + 1 FROM down JOIN call ON call.origin_id = down.id
)
SELECT id FROM down ORDER BY depth DESC, id LIMIT 1
"""
