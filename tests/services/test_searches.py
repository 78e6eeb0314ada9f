"""Saved searches: kept, named, shared, ordered, opened with; each step undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests import factories
from tests.models.soundness import assert_sound, contents, everything
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy, single
from xscalls_tui.domain.errors import InvalidInput, Message, NotFound
from xscalls_tui.domain.searches import SavedSearch
from xscalls_tui.models import tables
from xscalls_tui.services import preferences, searches, undo
from xscalls_tui.services.session import Session

PLANNED = Criteria((Criterion(Field.STATUS, Status.PLANNED),))
ALL = Criteria()


def _names(session: Session) -> list[str]:
    return [search.name for search in searches.visible(session)]


def _starts(session: Session) -> list[str]:
    return [search.name for search in searches.visible(session) if search.start]


def _only(session: Session) -> SavedSearch:
    (search,) = searches.visible(session)
    return search


def test_criteria_and_order_are_kept_under_a_name(session: Session) -> None:
    company = factories.company(session, "Åsen Bygg AS")
    criteria = PLANNED.and_also(Criterion(Field.COMPANY, company, "Åsen Bygg AS"))
    search_id = searches.save(session, "  Åsens\u202e planlagte\n", criteria, Sort(SortBy.COMPANY, False))
    search = _only(session)
    assert search == searches.read(session, search_id) == searches.named(session, "asens PLANLAGTE")
    assert (search.name, search.initials, search.start, search.why) == ("Åsens planlagte", "KN", False, None)
    assert search.criteria is not None
    assert [(one.field, one.value) for term in search.criteria.terms for one in single(term)] == [
        (Field.STATUS, Status.PLANNED),
        (Field.COMPANY, company),
    ]
    assert search.sort == Sort(SortBy.COMPANY, False)
    assert "Åsen Bygg" in search.words
    assert_sound(session.engine)


def test_own_ones_stand_in_their_order_before_those_that_are_shared(session: Session, as_ol: Session) -> None:
    for name in ("Østlandet", "Avlyste", "Åpne"):
        searches.save(session, name, ALL, Sort(), shared=True)
    searches.save(session, "Skjult", ALL, Sort())
    first, second, third = (searches.save(as_ol, name, ALL, Sort()) for name in ("3", "1", "2"))
    assert _names(as_ol) == ["3", "1", "2", "Avlyste", "Østlandet", "Åpne"]
    for search_id, steps, order in (
        (third, -1, "321"),
        (first, 1, "231"),
        (second, -9, "123"),
        (second, 9, "231"),
    ):
        searches.move(as_ol, search_id, steps)
        assert _names(as_ol)[:3] == list(order)
    undo.undo(as_ol)
    assert _names(as_ol)[:3] == list("123")
    searches.save(as_ol, "4", ALL, Sort())
    assert _names(as_ol)[:4] == list("1234")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" \u200b", Message.of("msg.required")),
        ("x" * 61, Message.of("msg.toolong", longest=60)),
        ("RØDE kryss", Message.of("msg.search.taken", name="Røde kryss")),
    ],
)
def test_a_name_is_there_short_and_given_once(session: Session, name: str, sentence: Message) -> None:
    searches.save(session, "Røde kryss", ALL, Sort())
    other = searches.save(session, "x" * 60, ALL, Sort())
    before = everything(session.engine)
    for do in (
        lambda: searches.save(session, name, ALL, Sort()),
        lambda: searches.rename(session, other, name),
    ):
        with pytest.raises(InvalidInput) as told:
            do()
        assert told.value.fields == {"name": sentence}
        assert everything(session.engine) == before


def test_a_name_of_a_colleagues_or_of_one_that_is_gone_is_free(session: Session, as_ol: Session) -> None:
    searches.save(session, "Mine", ALL, Sort(), shared=True)
    own = searches.save(as_ol, "Mine", PLANNED, Sort())
    assert searches.named(as_ol, "mine").initials == "OL"
    searches.rename(as_ol, own, "MINE")
    searches.delete(as_ol, own)
    assert searches.named(as_ol, "mine").initials == "KN"
    searches.save(as_ol, "Mine", ALL, Sort())
    assert searches.named(as_ol, "mine").initials == "OL"


def test_a_name_that_nobody_knows_is_told_with_those_that_there_are(session: Session) -> None:
    with pytest.raises(NotFound) as told:
        searches.named(session, "Mine")
    assert told.value.message == Message.of("msg.search.none")
    searches.save(session, "En", ALL, Sort())
    searches.save(session, "To", ALL, Sort())
    with pytest.raises(NotFound) as told:
        searches.named(session, " Mine ")
    assert told.value.message == Message.of("msg.search.unknown", name="Mine", names="En, To")


def test_the_program_opens_with_one_of_them_or_with_none(session: Session, as_ol: Session) -> None:
    first, second = (searches.save(session, name, ALL, Sort(), shared=True) for name in ("En", "To"))
    assert _starts(session) == []
    searches.start_with(session, first)
    searches.start_with(as_ol, second)
    assert (_starts(session), _starts(as_ol)) == (["En"], ["To"])
    searches.start_with(session, second)
    assert (_starts(session), searches.read(session, second).start) == (["To"], True)
    searches.start_with(session, None)
    searches.start_with(session, None)
    assert (_starts(session), _starts(as_ol)) == ([], ["To"])
    searches.start_with(session, first)
    assert _starts(session) == ["En"]
    searches.delete(session, first)
    with session.reading():
        assert preferences.value(session, preferences.START_SEARCH) is None
    undo.undo(session)
    assert _starts(session) == ["En"]
    with pytest.raises(NotFound):
        searches.start_with(session, second + 1)


DOINGS: dict[str, Callable[[Session, int], object]] = {
    "search.save": lambda s, i: searches.save(s, "Ny", PLANNED, Sort()),
    "search.rename": lambda s, i: searches.rename(s, i, "Et annet navn"),
    "search.change": lambda s, i: searches.change(s, i, PLANNED, Sort(SortBy.STATUS)),
    "search.share": lambda s, i: searches.share(s, i, shared=True),
    "search.move": lambda s, i: searches.move(s, i, 1),
    "search.delete": lambda s, i: searches.delete(s, i),
    "search.start": lambda s, i: searches.start_with(s, i),
}


def test_each_step_is_done_once_and_can_be_taken_back_and_done_again(session: Session) -> None:
    search_id = searches.save(session, "En", ALL, Sort())
    searches.save(session, "To", ALL, Sort())
    for kind, do in DOINGS.items():
        before = contents(session.engine)
        once = session.once()
        answer = do(once, search_id)
        after = contents(session.engine)
        assert after != before
        assert do(once, search_id) == answer
        assert contents(session.engine) == after
        for _ in range(2):
            assert undo.undo(session).kind == kind
            assert contents(session.engine) == before
            assert undo.redo(session).kind == kind
            assert contents(session.engine) == after
        undo.undo(session)
        assert_sound(session.engine)


def test_what_a_colleague_changed_since_is_not_undone(session: Session, as_ol: Session) -> None:
    search_id = searches.save(as_ol, "Felles", ALL, Sort(), shared=True)
    searches.rename(as_ol, search_id, "Felles nå")
    searches.change(session, search_id, PLANNED, Sort())
    report = undo.undo(as_ol)
    assert (report.rows, [skipped.name for skipped in report.skipped]) == (0, ["Felles nå"])
    assert _only(session).name == "Felles nå"


def test_one_whose_line_can_be_read_no_more_is_listed_with_its_reason(session: Session) -> None:
    company = factories.company(session, "Borte AS")
    search_id = searches.save(session, "Borte", Criteria((Criterion(Field.COMPANY, company, ""),)), Sort())
    searches.start_with(session, search_id)
    with session.operation("test.register") as work:
        work.update(tables.Company, company, {"deleted_at": work.at})
    search = _only(session)
    assert (search.name, search.criteria, search.start) == ("Borte", None, True)
    assert search.why is not None
    assert search.words == f"firma:#{company}"
    searches.change(session, search_id, PLANNED, Sort())
    assert _only(session).why is None
    for do in (searches.delete, partial(searches.share, shared=True)):
        with pytest.raises(NotFound):
            do(session, search_id + 1)
