"""The pencil of the list is the permission rule itself, said in SQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.conftest import Fresh
from xscalls_tui.domain.criteria import PageRequest
from xscalls_tui.domain.permissions import Ownership, may_change
from xscalls_tui.models import tables
from xscalls_tui.services import calls, employees
from xscalls_tui.services.session import Session

_ownerships = st.lists(
    st.builds(Ownership, st.integers(1, 4), st.integers(1, 4), st.booleans()), min_size=1, max_size=20
)


@pytest.fixture(scope="module")
def office(fresh: Fresh) -> Iterator[Session]:
    """A database for all examples."""
    with fresh() as session:
        yield session


@given(ownerships=_ownerships)
@settings(max_examples=30)
def test_a_pencil_stands_where_the_employee_may_change_the_call(
    office: Session, ownerships: list[Ownership]
) -> None:
    factories.no_calls(office)
    times = {"starts_at": factories.moment("11:00"), "ends_at": factories.moment("11:15")}
    stamps = {"created_at": factories.NOW, "changed_at": factories.NOW, "changed_by": 1}
    with office.operation("test") as work:
        ids = {
            work.insert(
                tables.Call,
                {
                    **times,
                    **stamps,
                    "direction": 1,
                    "status": 1,
                    "employee_id": call.owner_id,
                    "created_by": call.creator_id,
                    "owner_saved": call.owner_saved,
                },
            ): call
            for call in ownerships
        }
    for employee in employees.everybody(office):
        rows = calls.page(office.acting_as(employee), PageRequest()).rows
        pencils = {row.id: row.may_change for row in rows}
        assert pencils == {call_id: may_change(employee, call) for call_id, call in ids.items()}
