"""The call list as a file has it: the columns of the list in their order, words instead of symbols."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xscalls_tui.commands import words
from xscalls_tui.commands.criteria_words import CriteriaWords
from xscalls_tui.domain.calls import CallRow
from xscalls_tui.domain.criteria import Criteria, Sort
from xscalls_tui.exports.listing import Column, Kind, Line, Listing
from xscalls_tui.i18n import Translator
from xscalls_tui.services import calls, records
from xscalls_tui.services.session import Session

_COLUMNS = (
    ("call.direction", Kind.TEXT, 13),
    ("tb.status", Kind.TEXT, 16),
    ("call.tab.history", Kind.TEXT, 14),
    ("list.date", Kind.DATE, 11),
    ("list.from", Kind.TIME, 7),
    ("list.to", Kind.TIME, 7),
    ("list.emp", Kind.TEXT, 6),
    ("list.subject", Kind.TEXT, 40),
    ("list.phone", Kind.TEXT, 18),
    ("find.company", Kind.TEXT, 28),
    ("find.project", Kind.TEXT, 22),
    ("find.partner", Kind.TEXT, 24),
)
_HISTORY = {
    (False, False): "",
    (False, True): "export.history.has",
    (True, False): "export.history.is",
    (True, True): "export.history.both",
}
"""By (is a follow-up, has follow-ups)."""


class CallExport:
    """The calls that meet ``criteria`` in the order ``sort``; of them only the ``ticked`` ones, if any are.

    They are read page by page along the order while the file is written. What somebody saves meanwhile is in
    it if it stands further down, as when one leafs through the list; no call is in it twice.
    """

    def __init__(
        self,
        session: Session,
        criteria: Criteria,
        sort: Sort,
        ticked: Collection[int] = (),
        limit: int | None = None,
    ) -> None:
        self._session = session
        self._criteria = criteria
        self._sort = sort
        self._ticked = frozenset(ticked)
        self._limit = limit

    def listing(self, t: Translator) -> Listing:
        """What the file tells besides its rows."""
        session = self._session
        wanted = CriteriaWords(t)
        conditions = [wanted.of(term).full for term in self._criteria.terms]
        if self._ticked:
            total = len(self._ticked)
            conditions.append(t("export.ticked"))
        else:
            total = calls.count(session, self._criteria, self._limit)
            total = total if self._limit is None else min(total, self._limit)
        columns = tuple(Column(t(key), kind, width) for key, kind, width in _COLUMNS)
        initials = session.employee.initials
        return Listing(t("page.calls"), columns, tuple(conditions), total, session.now(), initials)

    def pages(self) -> Iterator[Sequence[CallRow]]:
        """The rows, a page at a time."""
        left = set(self._ticked)
        for rows in records.listed(self._session, self._criteria, self._limit, self._sort):
            if not self._ticked:
                yield rows
                continue
            if found := [row for row in rows if row.id in left]:
                left.difference_update(row.id for row in found)
                yield found
            if not left:
                return

    def lines(self, t: Translator) -> Iterator[Line]:
        """The rows as the file has them."""
        directions = {direction: t(key) for direction, key in words.DIRECTIONS.items()}
        statuses = {status: t(key) for status, key in words.STATUSES.items()}
        history = {ties: t(key) if key else "" for ties, key in _HISTORY.items()}
        for rows in self.pages():
            for row in rows:
                yield Line(
                    (
                        directions[row.direction],
                        statuses[row.status],
                        history[row.is_followup, row.has_followups],
                        row.starts_at.date(),
                        row.starts_at.time(),
                        row.ends_at.time(),
                        row.initials,
                        row.subject,
                        row.phone,
                        row.company,
                        row.project,
                        row.partner,
                    ),
                    row.status,
                )
