"""The head of a record's card, and its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.records import MANY_HANGING, Record
from xscalls_tui.i18n import Translator, grouped
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import shown

_MORE = {"left": "‹", "right": "›"}


class CardTitle(Bar):
    """``Sak 12   ⚑ Åpen   Tilbud på vinduer``."""

    def __init__(self, t: Translator, glyphs: Glyphs, kind: RecordType, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._glyphs = glyphs
        self._kind = kind

    def show(self, record: Record | None, *, dirty: bool) -> None:
        """Tell which record this is (None for a new one), and whether it is unsaved."""
        t, kind = self.t, self._kind
        title = t(kind.new) if record is None else f"{t(kind.noun)} {grouped(record.id)}"
        left = [Part(f" {title} ", "accent")]
        if record is not None and kind.status:
            choice = kind.named(kind.status).choice(record.values[kind.status])
            left.append(Part(f" {self._glyphs.flag} {t(choice.label)} "))
        if record is not None and kind.active and not record.values[kind.active]:
            left.append(Part(f" {t('rec.unused')} ", "strong"))
        if dirty:
            left.append(Part(f" * {t('call.unsaved')} ", "alarm"))
        if record is not None:
            left.append(Part(f" {shown(' '.join(record.title.split()))} "))
        if left != list(self.left):
            self.left = tuple(left)


class CardTabs(Bar):
    """``Opplysninger │ Kontaktpersoner 3 │ Prosjekter 2``: the open tab always stands there; signs at the
    edges say that there are more."""

    def __init__(self, t: Translator, kind: RecordType, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._labels = ["card.tab.form", *(tab.label for tab in kind.tabs)]
        self._shown = 0

    def show(self, shown: int, counts: Sequence[int], *, usable: bool) -> None:
        """Tell which tab is open, how much there is on the others (None: not known), and whether they can be
        turned to."""
        self._shown = shown
        parts = []
        for number, label in enumerate(self._labels):
            count = counts[number - 1] if number and usable and number <= len(counts) else None
            told = "" if count is None else f" {MANY_HANGING}+" if count > MANY_HANGING else f" {count}"
            look = "strong" if number == shown else "dim"
            parts.append(Part(f" {self.t(label)}{told} ", look, str(number) if usable or not number else ""))
        if parts != list(self.left):
            self.left = tuple(parts)

    def _fitting(self, room: int) -> list[Part]:
        parts = list(self.left)
        first = 0
        while first < self._shown and self._width(parts[first : self._shown + 1]) + 2 > room:
            first += 1
        last = first + 1
        while last < len(parts) and self._width(parts[first : last + 1]) + 2 <= room:
            last += 1
        fitting = [Part(_MORE["left"], "dim", parts[first - 1].target)] if first else []
        for number, part in enumerate(parts[first:last]):
            fitting += [Part("│"), part] if number else [part]
        if last < len(parts):
            fitting.append(Part(_MORE["right"], "dim", parts[last].target))
        return fitting

    def _width(self, parts: Sequence[Part]) -> int:
        return sum(cell_len(part.text) + 1 for part in parts)
