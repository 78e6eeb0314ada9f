"""The call that is being rung: one line, on every screen, for as long as it lasts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style

from xscalls_tui.commands.base import key_name
from xscalls_tui.commands.calls import HANG_UP
from xscalls_tui.domain.telephone import Stage
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.list_lines import fit

_STAGES = {
    Stage.DIALLED: "tel.stage.dialled",
    Stage.RINGING: "tel.stage.ringing",
    Stage.ANSWERED: "tel.stage.answered",
    Stage.ENDED: "tel.ended",
}
_LINK = "link"
_LEAST = 6
"""Cells of a name below which it tells nothing."""


class LineBar(Bar):
    """``☎ 0:42  i samtale  912 34 567  Ola Lie, Åsen Bygg AS      Legg på Ctrl+D``. Where the operator's own
    terminal rings, the link that it opens stands in place of the number (OSC 8)."""

    def __init__(self, t: Translator, keys: Sequence[str], *, plain: bool) -> None:
        """``keys`` are those that hang up."""
        super().__init__()
        self.t = t
        self._key = key_name(keys[-1]) if keys else ""
        self._glyphs = glyphs_for(t, plain=plain)
        self._link = self._who = ""

    def show(self, stage: Stage, seconds: int, number: str, who: str, link: str) -> None:
        """Tell how far the call has come and how long it has lasted, who is rung on which number."""
        self.display = True
        self._link, self._who = link, clean_line(who)
        lasted = f"{seconds // 60}:{seconds % 60:02}"
        parts = (
            Part(f" {self._glyphs.telephone} {lasted} ", "accent"),
            Part(f" {self.t('tel.stage.link' if link else _STAGES[stage])} ", "strong"),
            Part(clean_line(link or number), _LINK if link else ""),
        )
        if parts != tuple(self.left):
            self.left = parts

    def _right_parts(self) -> list[Part]:
        return [Part(f" {self.t(HANG_UP.label)} {self._key} ", "key", HANG_UP.id)]

    def _fitting(self, room: int) -> list[Part]:
        parts = super()._fitting(room)
        room -= sum(cell_len(part.text) for part in parts) + 3
        if self._who and room >= _LEAST:
            width = min(room, cell_len(self._who))
            parts.append(Part(f"  {fit(self._who, width, self._glyphs.cut)}"))
        return parts

    def _style(self, look: str, base: Style) -> Style:
        return base + Style(link=self._link) if look == _LINK else super()._style(look, base)
