"""How PostgreSQL goes about the lists of registers: along an index, also with the rules in the server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from tests.conftest import Fresh
from tests.models.statements import query_plans
from tests.postgres import as_owner
from xscalls_tui.domain.record_types import PAGES, RecordType
from xscalls_tui.domain.records import RecordCriteria, RecordRequest, RecordSort, Values
from xscalls_tui.domain.registers import Register
from xscalls_tui.models.tables import ENTITIES
from xscalls_tui.services import registers
from xscalls_tui.services.session import Session

CROWD = 3000
FIRST: dict[Register, Values] = {
    Register.COMPANY: {"name": "Ås AS"},
    Register.CONTACT: {"name": "Åse Ås"},
    Register.PROJECT: {"number": "P", "name": "Kai"},
    Register.CASE: {"subject": "Sak", "responsible": 1},
    Register.OPPORTUNITY: {"subject": "Tak", "responsible": 1},
    Register.TIME_ENTRY: {"day": date(2020, 1, 2), "employee": 1, "hours": Decimal(1), "note": "Kai"},
}
LISTS = [of for of in PAGES if of.register in FIRST]


@pytest.fixture(scope="module", params=["postgres", "roles"], ids=["plain", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """Plans are an engine's own; the rules in the server change none."""
    return str(request.param)


@pytest.fixture(scope="module")
def crowd(fresh: Fresh) -> Iterator[Session]:
    """So many records of each register that reading all of them for a page would be a mistake."""
    with fresh() as session:
        for register, values in FIRST.items():
            registers.create(session, register, values)
        with as_owner(session) as owner, owner.engine.writing():
            for of in LISTS:
                columns = [name for name in ENTITIES[of.entity]._meta.columns if name not in ("id", "number")]
                more = {"id": "n"} | ({"number": "'P' || n"} if of.register is Register.PROJECT else {})
                owner.engine.rows_of(
                    f"INSERT INTO {of.entity} ({', '.join([*columns, *more])}) "
                    f"SELECT {', '.join([*columns, *more.values()])} "
                    f"FROM {of.entity}, generate_series(100, {100 + CROWD}) AS n WHERE id = 1 RETURNING id"
                )
            owner.engine.analyse()
        yield session


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("of", LISTS, ids=lambda one: str(one.register))
def test_a_page_is_a_walk_along_an_index(crowd: Session, of: RecordType, backward: bool) -> None:
    first = RecordRequest(RecordCriteria(), RecordSort(of.sort, of.descending), backward=backward)
    for anchor in (None, registers.page(crowd, of.register, first).rows[50].key):
        request = first._replace(anchor=anchor)
        (plan,) = query_plans(crowd.engine, partial(registers.page, crowd, of.register, request))
        steps = [step.removeprefix("->").strip() for step in plan]
        limit = next(number for number, step in enumerate(steps) if step.startswith("Limit"))
        walk = next(step for step in steps[limit + 1 :] if not step.startswith(("InitPlan", "Result ")))
        assert f"on {of.entity} " in walk and " using " in walk, plan
