"""A register's list as a file has it: the columns of the list in their order, words instead of codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xscalls_tui.domain import record_types
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.records import ACTIVE, Condition, RecordCriteria, RecordRow, RecordSort
from xscalls_tui.exports.listing import Column, Kind, Line, Listing, Value
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services import registers
from xscalls_tui.services.registers import listing
from xscalls_tui.services.session import Session

_LEAST, _MORE = 9, 2
"""Characters: of a column's width at least, and what is added to that on the screen."""
_GROWING = 16
_STATUS = 14
_OTHERS = {"contacted": Kind.DATE}
"""What is no property of the record itself."""
_KINDS = {
    record_types.Kind.DATE: Kind.DATE,
    record_types.Kind.DECIMAL: Kind.NUMBER,
    record_types.Kind.PERCENT: Kind.NUMBER,
}


class RecordExport:
    """The records that meet ``criteria`` in the order ``sort``; of them only the ``ticked`` ones, if any
    are. They are read as those of a CallExport are."""

    def __init__(
        self,
        session: Session,
        kind: RecordType,
        criteria: RecordCriteria,
        sort: RecordSort,
        ticked: Collection[int] = (),
    ) -> None:
        self._session = session
        self._kind = kind
        self._criteria = criteria
        self._sort = sort
        self._ticked = frozenset(ticked)

    def listing(self, t: Translator) -> Listing:
        """What the file tells besides its rows."""
        session, kind = self._session, self._kind
        conditions = [self._condition(term, t) for term in self._criteria.terms if term.property != ACTIVE]
        if self._ticked:
            total = len(self._ticked)
            conditions.append(t("export.ticked"))
        else:
            total = registers.count(session, kind.register, self._criteria)
        columns = tuple(self._column(column, t) for column in kind.columns)
        if kind.status:
            columns = (Column(t(kind.named(kind.status).label), Kind.TEXT, _STATUS), *columns)
        initials = session.employee.initials
        return Listing(t(kind.page), columns, tuple(conditions), total, session.now(), initials)

    def _condition(self, term: Condition, t: Translator) -> str:
        known = self._kind.by_name.get(term.property)
        told = term.label or str(term.value)
        return f"{t(known.label)}: {told}" if known else told

    def _column(self, column: record_types.Column, t: Translator) -> Column:
        known = self._kind.by_name.get(column.of)
        kind = _KINDS.get(known.kind, Kind.TEXT) if known else _OTHERS.get(column.of, Kind.TEXT)
        width = max(column.width + _MORE, _LEAST) + (_GROWING if column.grows else 0)
        return Column(t(self._kind.heading(column)), kind, width)

    def lines(self, t: Translator) -> Iterator[Line]:
        """The rows as the file has them."""
        left = set(self._ticked)
        register = self._kind.register
        for rows in listing.listed(self._session, register, self._criteria, self._sort):
            for row in rows:
                if not self._ticked or row.id in left:
                    left.discard(row.id)
                    cells = zip(self._kind.columns, row.cells, strict=True)
                    values = tuple(self._value(column, value, t) for column, value in cells)
                    yield Line((*self._status(row, t), *values))
            if self._ticked and not left:
                return

    def _status(self, row: RecordRow, t: Translator) -> tuple[str, ...]:
        """What stands as a flag in the list."""
        status = self._kind.status
        return (t(self._kind.named(status).choice(row.status).label),) if status else ()

    def _value(self, column: record_types.Column, value: Any, t: Translator) -> Value:
        known = self._kind.by_name.get(column.of)
        if value is None or value == "":
            return None
        if known is not None and known.kind is record_types.Kind.CHOICE:
            return t(known.choice(value).label)
        if isinstance(value, bool):
            return t("btn.yes") if value else None
        if column.of == "changed_at":
            return formats.stamp(datetime.fromisoformat(value).astimezone(self._session.zone))
        number = known is not None and known.kind in _KINDS
        told: Value = value if number or isinstance(value, Decimal | date) else str(value)
        return told
