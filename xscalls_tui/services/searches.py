"""Saved searches: one's own, and those that colleagues share."""

from __future__ import annotations

from collections.abc import Callable

from xscalls_tui.domain.criteria import Criteria, Sort, SortBy
from xscalls_tui.domain.errors import InvalidInput, Message, NotAllowed, NotFound
from xscalls_tui.domain.permissions import Action, Keeping, SearchAction, search_refusal
from xscalls_tui.domain.searches import SavedSearch
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.i18n import DEFAULT_LANGUAGE, Language
from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork, row_of_operation
from xscalls_tui.queries import searches as queries
from xscalls_tui.queries.searches import StoredSearch
from xscalls_tui.services import filters, preferences
from xscalls_tui.services.preferences import START_SEARCH
from xscalls_tui.services.session import Session

LONGEST_NAME = 60


def visible(session: Session, language: Language = DEFAULT_LANGUAGE) -> list[SavedSearch]:
    """One's own saved searches in the order of their places, then those that colleagues share, by name."""
    with session.reading():
        start = preferences.value(session, START_SEARCH)
        stored = queries.visible(session.engine, session.employee.id)
        return [_shown(session, search, language, start) for search in stored]


def read(session: Session, search_id: int, language: Language = DEFAULT_LANGUAGE) -> SavedSearch:
    """One that the employee may use. Raises NotFound."""
    with session.reading():
        stored = _existing(session, search_id, SearchAction.USE)
        return _shown(session, stored, language, preferences.value(session, START_SEARCH))


def named(session: Session, name: str) -> SavedSearch:
    """The one of this name, one's own before a colleague's. Raises NotFound, which tells the names."""
    found = visible(session)
    wanted = fold(clean_line(name))
    for search in found:
        if fold(search.name) == wanted:
            return search
    if not found:
        raise NotFound("msg.search.none")
    names = ", ".join(dict.fromkeys(search.name for search in found))
    raise NotFound("msg.search.unknown", name=clean_line(name), names=names)


def save(session: Session, name: str, criteria: Criteria, sort: Sort, *, shared: bool = False) -> int:
    """Keep criteria and order under a name, last among one's own; the new search's id.

    Raises InvalidInput for a name that is empty, too long or one's own already.
    """
    session.require(Action.READ)
    with session.operation("search.save") as work:
        if work.done_before is not None:
            return row_of_operation(session.engine, work.done_before)
        me = session.employee.id
        values = {
            "owner_id": me,
            "name": _name(session, name, me),
            "shared": shared,
            "place": queries.last_place(session.engine, me) + 1,
        }
        return work.insert(tables.SavedSearch, values | _content(criteria, sort))


def rename(session: Session, search_id: int, name: str) -> None:
    """Give it another name. Raises NotFound, NotAllowed, and InvalidInput as ``save`` does."""

    def do(work: UnitOfWork, now: StoredSearch) -> None:
        cleaned = _name(session, name, now.owner_id, besides=search_id)
        work.update(tables.SavedSearch, search_id, {"name": cleaned})

    _change(session, "search.rename", search_id, SearchAction.CHANGE, do)


def change(session: Session, search_id: int, criteria: Criteria, sort: Sort) -> None:
    """Let it stand for other criteria and another order. Raises NotFound and NotAllowed."""

    def do(work: UnitOfWork, _now: StoredSearch) -> None:
        work.update(tables.SavedSearch, search_id, _content(criteria, sort))

    _change(session, "search.change", search_id, SearchAction.CHANGE, do)


def share(session: Session, search_id: int, *, shared: bool) -> None:
    """Let colleagues have it too, or no more. Raises NotFound and NotAllowed."""

    def do(work: UnitOfWork, _now: StoredSearch) -> None:
        work.update(tables.SavedSearch, search_id, {"shared": shared})

    _change(session, "search.share", search_id, SearchAction.ARRANGE, do)


def move(session: Session, search_id: int, steps: int) -> None:
    """Move it down among one's own by so many places, or up when negative; at most to the end.

    Raises NotFound and NotAllowed.
    """

    def do(work: UnitOfWork, now: StoredSearch) -> None:
        stored = queries.visible(session.engine, now.owner_id)
        order = [search.id for search in stored if search.owner_id == now.owner_id]
        place = min(max(order.index(search_id) + steps, 0), len(order) - 1)
        order.remove(search_id)
        order.insert(place, search_id)
        places = {row_id: (None, {"place": place}) for place, row_id in enumerate(order, 1)}
        work.update_many(tables.SavedSearch, places)

    _change(session, "search.move", search_id, SearchAction.ARRANGE, do)


def delete(session: Session, search_id: int) -> None:
    """Delete it; the employee's program opens with it no more. Raises NotFound and NotAllowed."""

    def do(work: UnitOfWork, _now: StoredSearch) -> None:
        work.update(tables.SavedSearch, search_id, {"deleted_at": work.at})
        if preferences.value(session, START_SEARCH) == str(search_id):
            preferences.put(session, work, START_SEARCH, None)

    _change(session, "search.delete", search_id, SearchAction.CHANGE, do)


def start_with(session: Session, search_id: int | None) -> None:
    """Have the program open with this one, also a colleague's; None: with all calls. Raises NotFound."""
    session.require(Action.READ)
    with session.operation("search.start") as work:
        if work.done_before is None:
            if search_id is not None:
                _existing(session, search_id, SearchAction.USE)
            preferences.put(session, work, START_SEARCH, None if search_id is None else str(search_id))


def _change(
    session: Session,
    kind: str,
    search_id: int,
    action: SearchAction,
    do: Callable[[UnitOfWork, StoredSearch], None],
) -> None:
    """One operation on a search that the employee may do this with, unless it was done already."""
    session.require(Action.READ)
    with session.operation(kind) as work:
        if work.done_before is None:
            work.lock(tables.SavedSearch, [search_id])
            do(work, _existing(session, search_id, action))


def _existing(session: Session, search_id: int, action: SearchAction) -> StoredSearch:
    """A search, inside a unit of work or of reading. Raises NotFound and NotAllowed."""
    found = queries.by_id(session.engine, search_id)
    reason = "msg.search.gone"
    if found is not None:
        refused = search_refusal(action, session.employee, Keeping(found.owner_id, found.shared))
        if refused is None:
            return found
        reason = refused
    if reason == "msg.search.gone":
        raise NotFound(reason)
    raise NotAllowed(reason)


def _name(session: Session, typed: str, owner: int, besides: int | None = None) -> str:
    """A name as it is stored. Raises InvalidInput."""
    name = clean_line(typed)
    if not name:
        raise InvalidInput({"name": Message.of("msg.required")})
    if len(name) > LONGEST_NAME:
        raise InvalidInput({"name": Message.of("msg.toolong", longest=LONGEST_NAME)})
    for search in queries.visible(session.engine, owner):
        if search.owner_id == owner and search.id != besides and fold(search.name) == fold(name):
            raise InvalidInput({"name": Message.of("msg.search.taken", name=search.name)})
    return name


def _content(criteria: Criteria, sort: Sort) -> dict[str, str | bool]:
    return {"line": filters.lossless(criteria), "sort_by": sort.by.value, "descending": sort.descending}


def _shown(session: Session, stored: StoredSearch, language: Language, start: str | None) -> SavedSearch:
    search = SavedSearch(
        id=stored.id,
        name=stored.name,
        keeping=Keeping(stored.owner_id, stored.shared),
        initials=stored.initials,
        sort=Sort(SortBy(stored.sort_by), stored.descending),
        criteria=None,
        words=stored.line,
        start=start == str(stored.id),
    )
    try:
        criteria = filters.parse(session, stored.line)
    except InvalidInput as error:
        return search._replace(why=next(iter(error.fields.values())))
    return search._replace(criteria=criteria, words=filters.written(session, criteria, language))
