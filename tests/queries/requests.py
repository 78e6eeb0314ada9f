"""What is asked for in tests of the read side."""

from __future__ import annotations

from xscalls_tui.domain.criteria import Criteria, Criterion, Field


def criteria(*fields: Field) -> Criteria:
    """Each of these fields is the first row of its register, or the first status."""
    return Criteria(tuple(Criterion(field, 1) for field in fields))
