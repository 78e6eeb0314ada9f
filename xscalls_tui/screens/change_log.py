"""Endringslogg: who changed what of a call or a record, to be read."""

from __future__ import annotations

from xscalls_tui.commands.change_words import sentences
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.question import report
from xscalls_tui.services import changelog
from xscalls_tui.services.changelog import Log


def show_log(screen: WorkScreen[None], register: Register | None, row_id: int, title: str) -> None:
    """Read the log of a call (no ``register``) or of a record, and show it over the screen."""
    session, t = screen.session, screen.t

    def show(found: Log) -> None:
        lines = sentences(register, found, t, session.zone)
        screen.app.push_screen(report(f"{t('log.page')}: {title}", lines or [t("log.none")], t))

    screen.ask("log", lambda: changelog.of(session, register, row_id), show)
