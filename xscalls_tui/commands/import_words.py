"""The words for what an import brings, and for what becomes of its lines."""

from __future__ import annotations

from xscalls_tui.i18n import Translator
from xscalls_tui.services.sheets.report import Outcome, Told, What

WHATS = {
    What.COMPANIES: "noun.companies",
    What.CONTACTS: "noun.contacts",
    What.CALLS: "noun.calls",
    What.CDR: "sheet.cdr",
}
OUTCOMES = {
    Outcome.NEW: "sheet.new",
    Outcome.CHANGED: "sheet.changed",
    Outcome.SAME: "sheet.same",
    Outcome.REFUSED: "sheet.refused",
}


def reason(told: Told, t: Translator) -> str:
    """What changes by a line, or why it is left as it is or left out."""
    if told.changes:
        return ", ".join(map(t, told.changes))
    if told.why is None:
        return ""
    why = t(told.why.key, **dict(told.why.values))
    return f"{told.column}: {why}" if told.column else why
