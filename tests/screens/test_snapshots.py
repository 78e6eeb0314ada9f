"""Every screen as text, at both sizes and in both languages. A picture that changed is looked at, and then
stored anew with ``pytest tests/screens --snapshot-update``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.factories import acting
from tests.screens import office
from tests.screens.work import PRIVATE_LIST, Operator, at_work
from xscalls_tui.domain.records import Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Language
from xscalls_tui.screens.messages import OpenRecord
from xscalls_tui.services import calls, registers
from xscalls_tui.services.session import Session

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}

Way = Callable[[Operator], Awaitable[None]]


async def call_list(_at: Operator) -> None:
    """The list as the program opens."""


async def filtered(at: Operator) -> None:
    await at.to(office.INCOMING)
    await at.press("f", "2", "space")


async def search_panel(at: Operator) -> None:
    await at.to(office.INCOMING)
    await at.press("f")
    await at.press("slash")
    await at.type(" !emne:faktura har:oppfølging dato:denne-uken")
    await at.press("enter", "f3")
    await at.type("befaring")


async def filter_line(at: Operator) -> None:
    await at.press("slash")
    await at.type("emne:vinduer dato:32.13")
    await at.press("enter")


async def private_list(at: Operator) -> None:
    await at.press(*PRIVATE_LIST)


async def new_call(at: Operator) -> None:
    await at.press("f2")
    await at.fill(phone="22 33", subject="Pris på båt")


async def stored_call(at: Operator) -> None:
    await at.open(office.INCOMING)


async def read_only_call(at: Operator) -> None:
    await at.open(office.SAVED)


async def errors(at: Operator) -> None:
    await at.press("f2")
    await at.fill(date="32.13", start="25", company="finnes ikke")
    await at.press("ctrl+s")


async def history_tab(at: Operator) -> None:
    await at.open(office.SECOND)
    await at.press("ctrl+l")


async def history(at: Operator) -> None:
    await at.to(office.FOURTH)
    await at.press("h")


async def tools(at: Operator) -> None:
    await at.press("f9")


async def create_menu(at: Operator) -> None:
    await at.press("f4")


async def main_menu(at: Operator) -> None:
    await at.press("f10")


async def palette(at: Operator) -> None:
    await at.press("ctrl+p")
    await at.type("s")


async def help_on_the_list(at: Operator) -> None:
    await at.press("f1")


async def help_in_a_field(at: Operator) -> None:
    await at.press("f2", "f1")


async def delete_question(at: Operator) -> None:
    await at.tick(office.TODAY, office.INCOMING)
    await at.press("delete")


async def bulk_report(at: Operator) -> None:
    await at.tick(office.TODAY, office.SAVED)
    await at.press("f5")
    await at.press("down", "enter")


async def unsaved_question(at: Operator) -> None:
    await new_call(at)
    await at.press("ctrl+t")


async def global_search(at: Operator) -> None:
    await at.press("ctrl+g")
    await at.type("as")


async def saved_searches(at: Operator) -> None:
    await at.press("2", "l", "n")
    await at.type("Gjennomførte")
    await at.press("enter", "s")


async def company_card(at: Operator) -> None:
    await at.go(OpenRecord(Register.COMPANY, office.AASEN))


async def company_tab(at: Operator) -> None:
    await company_card(at)
    await at.press("ctrl+l", "ctrl+l", "ctrl+l")


async def case_card(at: Operator) -> None:
    await at.to(office.INCOMING)
    await at.press("s", "ctrl+s")


async def case_thread(at: Operator) -> None:
    await at.go(OpenRecord(Register.CASE, 1))
    await at.press("ctrl+l", "f7")
    await at.type("Rørlegger kommer torsdag klokken ni; nøkkelen ligger hos vaktmesteren i kjelleren.")
    await at.press("ctrl+o", "plus")
    await at.type("Kunden er orientert.")
    await at.press("ctrl+o")


async def time_entry(at: Operator) -> None:
    await at.to(office.INCOMING)
    await at.press("t")


async def call_with_a_case(at: Operator) -> None:
    await at.open(office.INCOMING)
    await at.press("ctrl+k")


async def companies(at: Operator) -> None:
    await at.press("f10")
    await at.type("crm - a")
    await at.press("enter", "space", "slash")
    await at.type("ås")
    await at.press("enter")


async def hours(at: Operator) -> None:
    session = at.app.desk.session
    for days, worked in ((0, "7.5"), (1, "6.25")):
        day = session.today() - timedelta(days)
        given: dict[str, Value] = {"day": day, "company": office.AASEN, "note": "Befaring"}
        draft = registers.blank(session, Register.TIME_ENTRY, {**given, "hours": Decimal(worked)})
        registers.create(session, Register.TIME_ENTRY, draft.values)
    await at.press("f10")
    await at.type("tim")
    await at.press("enter")


async def cases(at: Operator) -> None:
    session = at.app.desk.session
    for status, subject in ((1, "Lekkasje i kjeller"), (3, "Dører som ikke lukker"), (4, "Feil faktura")):
        given: dict[str, Value] = {"status": status, "subject": subject}
        given |= {"company": office.NORD, "contact": office.VIK}
        draft = registers.blank(session, Register.CASE, given)
        registers.create(session, Register.CASE, draft.values)
    await at.press("f10")
    await at.type("crm - sak" if at.t.language == "nb" else "crm - cas")
    await at.press("enter", "down", "f9")


WAYS: tuple[Way, ...] = (
    call_list, filtered, search_panel, filter_line,
    private_list, new_call, stored_call, read_only_call, errors, history_tab, history,
    tools, create_menu, main_menu, palette, help_on_the_list, help_in_a_field, delete_question, bulk_report,
    unsaved_question, global_search, saved_searches,
    company_card, company_tab, case_card, case_thread, time_entry, call_with_a_case,


    companies, hours, cases,
)  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_every_screen_looks_as_it_did(
    as_ol: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(as_ol, size, language) as at:
        for way in WAYS:
            await way(at)
            assert at.text == snapshot(name=way.__name__)
            await to_the_list(at)


@pytest.mark.parametrize("language", ["nb", "en"])
async def test_a_conflict_tells_both_values(
    as_ol: Session, session: Session, language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(as_ol, language=language) as at:
        await at.open(office.TODAY)
        there = calls.read(session, office.TODAY)
        calls.save(
            acting(session, "KN"), there.id, there.version, there.draft()._replace(subject="Avlyst møte")
        )
        await at.fill(subject="Mitt eget emne")
        await at.press("ctrl+s")
        assert at.text == snapshot


async def to_the_list(at: Operator) -> None:
    """Back to the list as the program opens: nothing open, filtered or ticked."""
    while len(at.app.screen_stack) > 1:
        depth = len(at.app.screen_stack)
        await at.press("ctrl+t")
        if len(at.app.screen_stack) > depth:  # asked what to do with what is typed: drop it
            await at.press("down", "down", "enter")
    while at.field_name:  # the panel, the line
        await at.press("ctrl+t")
    while at.app.work is not None and at.app.work.context().filtered:
        await at.press("backspace")
    await at.press("0", "home")
    at.table.clear_ticks()
    await at.settle()
