"""The notice that a colleague asks for a call: one line, which takes no keys from whoever is typing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from xscalls_tui.commands.base import key_name
from xscalls_tui.domain.presence import Claim
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.list_lines import fit

_LEAST = 6
"""Cells of a subject below which it tells nothing."""


class ClaimBar(Bar):
    """Who asks for which call, and the answers to click on, which are the ids of commands."""

    def __init__(self, t: Translator, answers: Sequence[tuple[str, str, str]], *, cut: str) -> None:
        """``answers`` are (id of the command, key of its label, its key)."""
        super().__init__()
        self.t = t
        self._answers = answers
        self._cut = cut
        self._claim: Claim | None = None

    def show(self, claim: Claim | None) -> None:
        """Show this one; none, and the bar is gone."""
        self._claim, self.display = claim, claim is not None
        self.refresh()

    def _right_parts(self) -> list[Part]:
        parts: list[Part] = []
        for command, label, key in self._answers:
            parts.append(Part(f" {self.t(label)} ", "key", command))
            if key:
                parts.append(Part(f" {key_name(key)} ", "strong", command))
        return parts

    def _fitting(self, room: int) -> list[Part]:
        if (claim := self._claim) is None:
            return []
        who = Part(f" {self.t('claim.notice', initials=claim.asker)} ", "accent")
        left = room - cell_len(who.text) - 1
        subject = claim.subject or self.t("call.nosubject")
        if left < _LEAST:
            return [who]
        return [who, Part(f" {fit(subject, min(cell_len(subject), left), self._cut)}", "strong")]
