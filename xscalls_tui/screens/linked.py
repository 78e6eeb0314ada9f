"""What a call or a record is tied to: chosen from a menu, and opened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.messages import OpenCall, OpenRecord
from xscalls_tui.services.finding import GROUPS
from xscalls_tui.services.registers import Linked


class LinkedItem(NamedTuple):
    """Something that can be opened: a record, or (with no register) a call."""

    register: Register | None
    row_id: int
    label: str


def choose_linked(screen: WorkScreen[Any], links: Sequence[LinkedItem]) -> None:
    """Have the operator choose one of these, and open it."""
    from xscalls_tui.screens.menu import Item, MenuScreen

    def chosen(result: str | None) -> None:
        if result is not None:
            register, row_id, _ = links[int(result)]
            screen.go(OpenCall(row_id) if register is None else OpenRecord(register, row_id))

    items = [Item(str(number), link.label) for number, link in enumerate(links)]
    screen.app.push_screen(MenuScreen(screen.t("call.linked"), items), chosen)


def links_of(call: Call, made: Sequence[Linked], t: Translator) -> list[LinkedItem]:
    """What was made from a call, then whom and what it is about."""
    found = [LinkedItem(one.register, one.row.id, f"{told(one, t)}  {one.row.title}".strip()) for one in made]
    parties = ((Register.COMPANY, call.company), (Register.CONTACT, call.contact))
    for register, ref in (*parties, (Register.PROJECT, call.project)):
        if ref is not None:
            found.append(LinkedItem(register, ref.id, f"{t(TYPES[register].noun)}  {ref.name}"))
    return found


def summary(made: Sequence[Linked], t: Translator) -> str:
    """``Sak 12 Åpen · Salgsmulighet 3 Pågår · Timer 0,25``; hours are told as their sum."""
    sums: dict[Register, Decimal] = {}
    parts = []
    for one in made:
        if TYPES[one.register].summed:
            sums[one.register] = sums.get(one.register, Decimal(0)) + _figure(one)
        else:
            parts.append(told(one, t))
    return " · ".join([*parts, *(_sum(register, total, t) for register, total in sums.items())])


def told(one: Linked, t: Translator) -> str:
    """``Sak 12 Åpen``; of what has no status, its first figure: ``Timer 0,25``."""
    kind = TYPES[one.register]
    if kind.summed:
        return _sum(one.register, _figure(one), t)
    text = f"{t(kind.noun)} {one.row.id}"
    return f"{text} {t(kind.named(kind.status).choice(one.row.status).label)}" if kind.status else text


def _sum(register: Register, total: Decimal, t: Translator) -> str:
    return f"{t(next(group.title for group in GROUPS if group.register is register))} {formats.amount(total)}"


def _figure(one: Linked) -> Decimal:
    """The first of the figures that are summed."""
    kind = TYPES[one.register]
    cells = dict(zip((column.of for column in kind.columns), one.row.cells, strict=True))
    figure = cells[kind.summed[0]]
    return figure if isinstance(figure, Decimal) else Decimal(0)
