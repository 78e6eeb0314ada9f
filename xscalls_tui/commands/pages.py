"""The pages of the main menu, and what can be created, in the house's order."""

from __future__ import annotations

from typing import NamedTuple

from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register

START, CALLS, MY_CALLS = "start", "calls", "mycalls"
CALENDAR, GROUP = "calendar", "groupcalendar"
SETTINGS = "settings"
REPORTS = "reports"
IMPORTS = "imports"
CALENDARS = (CALENDAR, GROUP)


class Page(NamedTuple):
    """A page: its name in the program, the key of its title, and the register that it lists, if it does."""

    name: str
    title: str
    register: Register | None = None


def _of(register: Register) -> Page:
    return Page(register.value, TYPES[register].page, register)


PAGES = (
    Page(START, "main.start"),
    Page(CALENDAR, "page.calendar"),
    Page(SETTINGS, "page.mysettings"),
    Page(GROUP, "page.groupcalendar"),
    Page(CALLS, "page.calls"),
    Page(MY_CALLS, "page.mycalls"),
    _of(Register.COMPANY),
    _of(Register.CONTACT),
    _of(Register.CASE),
    _of(Register.OPPORTUNITY),
    Page(REPORTS, "page.reports"),
    _of(Register.PROJECT),
    _of(Register.TIME_ENTRY),
    _of(Register.EMPLOYEE),
    Page(IMPORTS, "page.imports"),
)
CREATED = (
    Register.CASE,
    Register.OPPORTUNITY,
    Register.TIME_ENTRY,
    Register.COMPANY,
    Register.CONTACT,
    Register.PROJECT,
    Register.EMPLOYEE,
)
"""What the menu Opprett ny offers after a call."""
