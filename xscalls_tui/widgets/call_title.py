"""The head of the call window with its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call
from xscalls_tui.i18n import Translator, grouped
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.glyphs import Glyphs

FORM, TREE = "tab-call", "tab-history"
"""The tabs: the targets of clicks, and the ids of what they show."""


class CallTitle(Bar):
    """``Samtale 48 213  ⚑ Planlagt            Telefonsamtale │ Historikk``; the second tab is there only
    for a call that is tied to others (R57, R58)."""

    def __init__(self, t: Translator, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._glyphs = glyphs

    def show(self, call: Call | None, *, tree: bool, dirty: bool, others: Sequence[str] = ()) -> None:
        """Tell which call this is (None for a new one), which tab is open, whether it is unsaved, and the
        initials of others who have it open."""
        t = self.t
        title = t("call.title.new") if call is None else t("call.title", id=grouped(call.id))
        left = [Part(f" {title} ", "accent")]
        if call is not None:
            left.append(Part(f" {self._glyphs.flags[call.status]} {t(words.STATUSES[call.status])} "))
        if dirty:
            left.append(Part(f" * {t('call.unsaved')} ", "alarm"))
        if others:
            left.append(Part(f" {self._glyphs.in_use} {', '.join(others)} ", "accent"))
        right = [Part(f" {t('call.tab.call')} ", "dim" if tree else "strong", FORM)]
        if call is not None and call.in_chain:
            right += [Part("│"), Part(f" {t('call.tab.history')} ", "strong" if tree else "dim", TREE)]
        if (tuple(left), tuple(right)) != (tuple(self.left), tuple(self.right)):
            self.left, self.right = tuple(left), tuple(right)
