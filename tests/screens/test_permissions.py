"""Every cell of the permission matrix, on the screen: in the list and in the call window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import pytest

from tests import factories
from tests.permissions.matrix import CELLS, INITIALS, Cell, Deed, Role, Scene, stage
from tests.screens import office
from tests.screens.work import Operator, at_work
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.i18n import formats
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services import calls, presence
from xscalls_tui.services.session import Session


@dataclass
class Case:
    """Somebody in a role at the program, with the cursor on the call of the matrix."""

    who: Operator
    scene: Scene
    cell: Cell
    before: list[int]
    """All calls, before the deed."""

    @property
    def allowed(self) -> bool:
        """Whether the deed is to be done."""
        return self.cell.refusal is None

    @property
    def told(self) -> bool:
        """Whether the reason of the refusal stands on the screen: to who has planned the call, who has
        taken it over and when."""
        if self.cell.refusal is None:
            return False
        call = self.now
        if isinstance(self.who.screen, CallScreen) and presence.may_ask(self.scene.session, call):
            at = formats.stamp(call.changed.at.astimezone(self.scene.session.zone))
            return self.who.t("claim.taken", initials=call.changed.initials, at=at) in self.who.text
        return self.who.t(self.cell.refusal) in self.who.text

    @property
    def now(self) -> Call:
        """The call as it is stored."""
        return calls.read(self.scene.session, self.scene.call.id)

    def assert_untouched(self) -> None:
        """Nothing was changed, and nothing made."""
        assert self.now == self.scene.call
        assert calls.ids(self.scene.session, Criteria()) == self.before

    @property
    def made(self) -> Call:
        """The call that was made of this one."""
        (made,) = set(calls.ids(self.scene.session, Criteria())) - set(self.before)
        return calls.read(self.scene.session, made)

    async def open(self) -> None:
        """Open the call from the list."""
        await self.who.press("enter")
        assert isinstance(self.who.screen, CallScreen)


async def _read(case: Case) -> None:
    who = case.who
    await case.open()
    shown = {name: who.shows(name) for name in ("subject", "note", "date", "employee")}
    assert shown == {"subject": "Tilbud", "note": "Avtalt", "date": "24.11.2026", "employee": "OL Ola Lie"}


async def _change(case: Case) -> None:
    who = case.who
    assert ("✎" in who.lines[3 + who.ids.index(case.scene.call.id)]) == case.allowed
    await case.open()
    await who.fill(phone="40000000")
    offered = who.offered
    await who.press("ctrl+s")
    if case.allowed:
        assert "call.save" in offered
        assert case.now.phone == "40000000"
        return
    assert not offered & {"call.save", "call.save_close", "call.done", "call.unanswered"}
    assert who.shows("phone") == ""
    assert case.told
    for name in ("date", "start", "employee", "direction", "phone", "subject", "company", "status"):
        await who.fill(**{name: "1"})
    await who.press("ctrl+o", "ctrl+n", "f5", "f6", "f8", "delete")
    assert case.told
    case.assert_untouched()
    await who.press("escape")
    assert isinstance(who.screen, CallListScreen)


async def _status(case: Case) -> None:
    who = case.who
    dimmed = "call.done" not in who.offered
    await who.press("f5")
    if case.allowed:
        assert not dimmed
        assert case.now.status is Status.DONE
        await case.open()
        await who.press("f6")
        assert case.now.status is Status.UNANSWERED
    else:
        assert dimmed
        case.assert_untouched()


async def _delete(case: Case) -> None:
    who = case.who
    await who.press("delete")
    if case.allowed:
        assert "Vil du slette samtalen?" in who.text
        await who.press("n")
        await case.open()
        await who.press("f9")
        await who.click("Slett")
        await who.press("j")
        assert isinstance(who.screen, CallListScreen)
        with pytest.raises(NotFound):
            assert case.now
    else:
        assert isinstance(who.screen, CallListScreen)
        await case.open()
        await who.press("f9")
        await who.type("slett")
        await who.press("enter")
        assert not isinstance(who.screen, QuestionScreen)
        case.assert_untouched()


async def _bulk(case: Case, *keys: str) -> bool:
    """Tick the call and one's own, and press keys; whether the call was named among the refused."""
    who, mine = case.who, factories.call(factories.acting(case.scene.session, "KN"), subject="Annen")
    await who.press("ctrl+r")
    await who.tick(case.scene.call.id, mine.id)
    await who.press(*keys, "j")
    return isinstance(who.screen, QuestionScreen) and case.told and "Tilbud" in who.text


async def _bulk_status(case: Case) -> None:
    refused = await _bulk(case, "f5")
    assert refused == (not case.allowed)
    assert case.now.status is (Status.DONE if case.allowed else Status.PLANNED)


async def _bulk_delete(case: Case) -> None:
    refused = await _bulk(case, "delete")
    assert refused == (not case.allowed)
    assert (case.scene.call.id in calls.ids(case.scene.session, Criteria())) == (not case.allowed)


async def _follow_up(case: Case) -> None:
    await _made(case, "f7")
    assert case.made.origin == case.scene.call.id
    assert case.now.status is Status.PLANNED


async def _unanswered(case: Case) -> None:
    if case.allowed:
        await _made(case, "f8")
        assert case.made.origin == case.scene.call.id
        assert case.now.status is Status.UNANSWERED
        return
    await case.who.press("f8")
    assert isinstance(case.who.screen, CallListScreen)
    await case.open()
    await case.who.press("f8")
    assert f"Samtale {case.scene.call.id} " in case.who.lines[0]
    case.assert_untouched()


async def _copy(case: Case) -> None:
    await _made(case, "y")
    copy = case.made
    maker = case.scene.session.employee.initials
    assert (copy.origin, copy.subject, copy.created.initials) == (None, "Tilbud", maker)


async def _made(case: Case, key: str) -> None:
    """Make another call from this one and store it."""
    await case.who.press(key)
    assert "Ny samtale" in case.who.lines[0]
    await case.who.press("ctrl+s")


DEEDS: dict[Deed, Callable[[Case], Awaitable[None]]] = {
    Deed.READ: _read,
    Deed.CHANGE: _change,
    Deed.STATUS: _status,
    Deed.DELETE: _delete,
    Deed.BULK_STATUS: _bulk_status,
    Deed.BULK_DELETE: _bulk_delete,
    Deed.FOLLOW_UP: _follow_up,
    Deed.UNANSWERED: _unanswered,
    Deed.COPY: _copy,
}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INACTIVE])
async def test_every_cell_of_the_matrix_holds_on_the_screen(session: Session, role: Role) -> None:
    cells = [cell for cell in CELLS if cell.role is role]
    assert {cell.deed for cell in cells} == set(DEEDS)
    async with at_work(factories.acting(session, INITIALS[role])) as who:
        for cell in cells:
            scene = stage(partial(factories.acting, session), role)
            await who.press("ctrl+r")
            await who.to(scene.call.id)
            await DEEDS[cell.deed](Case(who, scene, cell, calls.ids(session, Criteria())))
            await to_the_list(who)


async def to_the_list(who: Operator) -> None:
    """Back to the list, with nothing ticked."""
    while not isinstance(who.screen, CallListScreen):
        await who.press("escape")
    who.table.clear_ticks()


async def test_somebody_who_is_no_longer_active_is_told_and_can_do_nothing(session: Session) -> None:
    """The row INACTIVE of the matrix, all deeds of it: there is no call to do anything with."""
    scene = stage(partial(factories.acting, session), Role.INACTIVE)
    assert {cell.refusal for cell in CELLS if cell.role is Role.INACTIVE} == {"msg.inactive"}
    async with at_work(scene.session) as who:
        assert who.t("msg.inactive") in who.text
        assert who.rows == []
        await who.press("enter", "f5", "f6", "f7", "f8", "y", "delete", "f2", "ctrl+s")
        assert who.t("msg.inactive") in who.text
    assert len(calls.ids(session, Criteria())) == office.COUNT + 1


@pytest.mark.parametrize("role", [Role.CREATOR_AFTER, Role.STRANGER])
async def test_what_can_only_be_read_may_still_be_followed_up_and_copied_from_its_window(
    session: Session, role: Role
) -> None:
    scene = stage(partial(factories.acting, session), role)
    async with at_work(scene.session) as who:
        await who.open(scene.call.id)
        await who.press("f7", "ctrl+o", "f9")
        await who.click("Lag kopi")
        await who.press("ctrl+o", "escape")
    made = [calls.read(session, scene.call.id + n) for n in (1, 2)]
    assert [call.origin for call in made] == [scene.call.id, None]
    assert calls.read(session, scene.call.id).version == scene.call.version


async def test_opening_without_saving_leaves_the_creators_right(session: Session) -> None:
    scene = stage(partial(factories.acting, session), Role.CREATOR_BEFORE)
    owner = factories.acting(session, "OL")
    async with at_work(owner) as ol:
        await ol.open(scene.call.id)
        await ol.press("tab", "shift+tab", "escape")
    async with at_work(scene.session) as ph:
        await ph.open(scene.call.id)
        await ph.type("Endret av den som laget den. ")
        await ph.press("ctrl+s")
    assert "Endret av" in calls.read(session, scene.call.id).note


async def test_giving_a_call_away_makes_it_read_only_where_the_right_goes_with_it(session: Session) -> None:
    scene = stage(partial(factories.acting, session), Role.CREATOR_AFTER)
    async with at_work(factories.acting(session, "OL")) as ol:
        await ol.open(scene.call.id)
        await ol.fill(employee="br")
        await ol.press("ctrl+s")
        assert "Du har ikke tilgang til å endre denne samtalen" in ol.text
        await ol.fill(note="Mer")
        assert (ol.shows("note"), ol.shows("employee")) == ("Avtalt", "BR Berit Røed")


async def test_a_database_that_can_only_be_read_offers_nothing_that_writes(as_ol: Session) -> None:
    as_ol.engine.read_only = True
    async with at_work(as_ol) as ol:
        assert ol.offered == {"list.open", "menu.tools", "help"}
        await ol.press("f2", "f4", "f5", "f6", "f7", "f8", "y", "delete", "ctrl+z")
        assert isinstance(ol.screen, CallListScreen)
        await ol.press("end", "enter")
        assert ol.shows("subject") == "Tilbud på vinduer"
