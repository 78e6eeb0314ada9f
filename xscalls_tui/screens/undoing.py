"""Undo and redo as the operator sees them."""

from __future__ import annotations

from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import report
from xscalls_tui.services import undo
from xscalls_tui.services.undo import UndoReport

KINDS = {
    "call.create": "op.call.create",
    "call.save": "op.call.save",
    "call.status": "op.call.status",
    "call.delete": "op.call.delete",
    "calendar.move": "op.call.move",
    "employee.add": "op.employee.add",
    "employee.set": "op.employee.set",
    "import": "op.import",
    "search.save": "op.search.save",
    "search.rename": "op.search.rename",
    "search.change": "op.search.change",
    "search.share": "op.search.share",
    "search.move": "op.search.move",
    "search.delete": "op.search.delete",
    "search.start": "op.search.start",
    "startpage.arrange": "op.start.arrange",
    "settings.put": "op.settings.put",
    "sql": "op.sql",
}
"""What an operation of the journal is called."""
OF_RECORDS = {
    "create": "op.record.create",
    "save": "op.record.save",
    "delete": "op.record.delete",
    "status": "op.record.status",
    "active": "op.record.active",
}
"""What one on records of a register is called."""


def operation(t: Translator, kind: str) -> str:
    """What an operation of this kind is called."""
    if kind in KINDS:
        return t(KINDS[kind])
    register, _, done = kind.partition(".")
    return t(OF_RECORDS[done], noun=t(TYPES[Register(register)].noun))


def take_back(screen: WorkScreen[None], *, again: bool) -> None:
    """Undo the latest operation, or do the one undone last ``again``; tell what became of it."""
    service, once = undo.redo if again else undo.undo, screen.session.once()

    def done(result: UndoReport) -> None:
        screen.post_message(DataChanged())
        text = outcome(screen.desk, result, again=again)
        if result.skipped:
            lines = [f"{skipped.id}  {skipped.name}" for skipped in result.skipped]
            screen.app.push_screen(report(text, lines, screen.t))
        else:
            screen.say(text)

    screen.ask("undo", lambda: service(once), done)


def outcome(desk: Desk, result: UndoReport, *, again: bool) -> str:
    """One sentence about an undo or redo."""
    t = desk.t
    what = operation(t, result.kind)
    text = t("undo.redone", what=what) if again else t("undo.undone", what=what)
    if result.skipped:
        text += " " + t.count("undo.skipped", len(result.skipped))
    return text
