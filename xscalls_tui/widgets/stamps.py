"""The line at the foot of an entry: who made it, and who saved it last."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from xscalls_tui.domain.calls import Stamp
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.bars import Bar, Part


class Stamps(Bar):
    """``Opprettet 20.11.2026 14:31 PH   Sist endret 23.11.2026 09:02 KN`` (R84, R85)."""

    def __init__(self, t: Translator, zone: ZoneInfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._zone = zone

    def show(self, created: Stamp | None, changed: Stamp | None) -> None:
        """Tell who made the entry and who saved it last, as far as that is known."""
        parts = []
        if created is not None:
            parts.append(Part(f"{self.t('call.created')} {self._text(created)}   ", "dim"))
        if changed is not None:
            parts.append(Part(f"{self.t('call.changed')} {self._text(changed)}", "dim"))
        if list(self.left) != parts:
            self.left = tuple(parts)

    def _text(self, stamp: Stamp) -> str:
        return f"{formats.stamp(stamp.at.astimezone(self._zone))} {stamp.initials}"
