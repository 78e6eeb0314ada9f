"""Undo and redo as the operator sees them."""

from __future__ import annotations

from xscalls_tui.commands.change_words import operation
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import report
from xscalls_tui.services import undo
from xscalls_tui.services.undo import UndoReport


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
