"""The user's commands. Each is declared once: bindings, the bar of keys, menus, palette, help, ``xscalls
keys`` and the README's table of keys are all made from these declarations."""

from __future__ import annotations

from xscalls_tui.commands import (
    calendars,
    calls,
    cards,
    exporting,
    finding,
    general,
    imports,
    lists,
    records,
    reminders,
    reports,
    searches,
    settings,
    start_page,
)
from xscalls_tui.commands.base import Command

# The order is that of help and of the bar of keys: what is needed most stands first, and Verktøy and
# Hjelp, which lead to everything else, last.
LIST_SCREEN: tuple[Command, ...] = (
    lists.OPEN, general.NEW_CALL, *calls.ON_CALLS, *exporting.OF_LIST, *lists.REST, *general.REST
)  # fmt: skip
CALL_SCREEN: tuple[Command, ...] = (
    *calls.IN_WINDOW, exporting.SHEET, general.NEW_CALL, *general.REST
)  # fmt: skip
CARD_SCREEN: tuple[Command, ...] = (lists.OPEN, *cards.OWN, general.NEW_CALL, *general.REST)
RECORD_SCREEN: tuple[Command, ...] = (*records.OWN, *general.REST)
HISTORY_SCREEN: tuple[Command, ...] = (lists.OPEN, general.NEW_CALL, *general.REST)
SEARCHES_SCREEN: tuple[Command, ...] = (*searches.OWN, *general.FOR_ALL)
SEARCH_SCREEN: tuple[Command, ...] = (*finding.OWN, *general.FOR_ALL)
START_SCREEN: tuple[Command, ...] = (*start_page.OWN, general.NEW_CALL, *general.REST)
CALENDAR_SCREEN: tuple[Command, ...] = (*calendars.OWN, general.NEW_CALL, *general.REST)
GROUP_SCREEN: tuple[Command, ...] = (*calendars.GROUP, general.NEW_CALL, *general.REST)
REMINDERS_SCREEN: tuple[Command, ...] = (*reminders.OWN, *general.FOR_ALL)
REPORTS_SCREEN: tuple[Command, ...] = (*reports.OWN, general.NEW_CALL, *general.REST)
IMPORTS_SCREEN: tuple[Command, ...] = (*imports.OWN, general.NEW_CALL, *general.REST)
SETTINGS_SCREEN: tuple[Command, ...] = (*settings.OWN, general.NEW_CALL, *general.REST)
ALL: tuple[Command, ...] = tuple(
    dict.fromkeys(
        (
            *LIST_SCREEN, *RECORD_SCREEN, *CALL_SCREEN, *CARD_SCREEN,
            *SEARCHES_SCREEN, *SEARCH_SCREEN, *START_SCREEN, *GROUP_SCREEN, *REMINDERS_SCREEN,
            *REPORTS_SCREEN, *IMPORTS_SCREEN, *SETTINGS_SCREEN,
        )
    )
)  # fmt: skip
"""Every command of the program."""
