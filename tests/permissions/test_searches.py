"""Who may do what with a saved search of OL's, one's own and one that is shared: every cell of a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Acting
from tests.models.soundness import everything
from xscalls_tui.domain.criteria import Criteria, Sort, SortBy
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.services import employees, searches
from xscalls_tui.services.session import Session

GONE, NOT_YOURS = "msg.search.gone", "msg.search.notyours"

DEEDS: dict[str, Callable[[Session, int], object]] = {
    "use": lambda s, i: searches.read(s, i),
    "start with": lambda s, i: searches.start_with(s, i),
    "rename": lambda s, i: searches.rename(s, i, "Et annet navn"),
    "change": lambda s, i: searches.change(s, i, Criteria(), Sort(SortBy.STATUS)),
    "share": lambda s, i: searches.share(s, i, shared=searches.read(s, i).keeping.shared is False),
    "move": lambda s, i: searches.move(s, i, 1),
    "delete": lambda s, i: searches.delete(s, i),
}
USES, CHANGES = {"use", "start with"}, {"rename", "change", "delete"}


def _refusal(role: str, deed: str, *, shared: bool) -> str | None:
    if role == "OL":
        return None
    if not shared:
        return GONE
    allowed = USES | CHANGES if role == "KN" else USES
    return None if deed in allowed else NOT_YOURS


@pytest.mark.parametrize("shared", [False, True], ids=["own", "shared"])
@pytest.mark.parametrize("role", ["OL", "PH", "KN"])
def test_who_may_do_what(session: Session, acting: Acting, role: str, shared: bool) -> None:
    owner, actor = acting("OL"), acting(role)
    for deed, do in DEEDS.items():
        search_id = searches.save(owner, deed, Criteria(), Sort(), shared=shared)
        searches.save(owner, f"{deed}, den neste", Criteria(), Sort())
        before = everything(session.engine)
        refusal = _refusal(role, deed, shared=shared)
        if refusal is None:
            do(actor, search_id)
            continue
        with pytest.raises((NotAllowed, NotFound)) as told:
            do(actor, search_id)
        assert told.value.message.key == refusal, deed
        assert everything(session.engine) == before
    listed = {search.name for search in searches.visible(actor)}
    assert ("use" in listed) is (shared or role == "OL")
    assert ("use, den neste" in listed) is (role == "OL")


def test_who_is_not_active_has_none_at_all(session: Session, acting: Acting) -> None:
    search_id = searches.save(acting("OL"), "Mitt", Criteria(), Sort(), shared=True)
    employees.change(session, "OL", active=False)
    inactive = acting("OL")
    before = everything(session.engine)
    others: tuple[Callable[[Session, int], object], ...] = (
        lambda s, i: searches.save(s, "Nytt", Criteria(), Sort()),
        lambda s, i: searches.visible(s),
    )
    for do in (*DEEDS.values(), *others):
        with pytest.raises(NotAllowed) as told:
            do(inactive, search_id)
        assert told.value.message.key == "msg.inactive"
    assert everything(session.engine) == before
