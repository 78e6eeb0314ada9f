"""From the columns of a record, as they are stored, to values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from xscalls_tui.domain import records as values
from xscalls_tui.domain.calls import Stamp
from xscalls_tui.domain.permissions import Rule
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType
from xscalls_tui.domain.record_types.vocabulary import EXTRAS
from xscalls_tui.domain.records import Record, RecordKey, RecordRow
from xscalls_tui.domain.registers import Register
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries.reader import Reader

_CONVERTED: dict[Kind, Callable[[Any], values.Value]] = {
    Kind.DATE: lambda stored: date.fromisoformat(stored) if stored else None,
    Kind.DECIMAL: lambda stored: None if stored is None else decimal(stored),
    Kind.YES_NO: bool,
    Kind.CHOICE: int,
}
"""What makes a value of a column; those of other kinds stand as they are."""
_LINKS = (Kind.LINK, Kind.CALL)


class _Layout(NamedTuple):
    """How the columns of a record become values, worked out once for each register."""

    names: tuple[str, ...]
    converted: tuple[tuple[str, Callable[[Any], values.Value]], ...]
    links: tuple[str, ...]

    def parts(self, stored: Sequence[Any]) -> tuple[dict[str, Any], dict[str, str], Sequence[Any]]:
        """The properties, the names of what they link to, and the columns after those."""
        own = dict(zip(self.names, stored, strict=False))
        for name, convert in self.converted:
            own[name] = convert(own[name])
        rest = stored[len(self.names) :]
        names = {link: name or "" for link, name in zip(self.links, rest, strict=False)}
        return own, names, rest[len(self.links) :]


def listed(kind: RecordType) -> list[Property]:
    """The properties that a line of the list is made of: long texts that it does not show are not read."""
    shown = {column.of for column in kind.columns} | {*kind.title}
    return [one for one in kind.properties if one.kind is not Kind.NOTE or one.name in shown]


@cache
def _of_list(register: Register) -> _Layout:
    return _layout(listed(TYPES[register]))


@cache
def _of_card(register: Register) -> _Layout:
    return _layout(TYPES[register].properties)


def _layout(properties: Sequence[Property]) -> _Layout:
    return _Layout(
        tuple(one.name for one in properties),
        tuple((one.name, _CONVERTED[one.kind]) for one in properties if one.kind in _CONVERTED),
        tuple(one.name for one in properties if one.kind in _LINKS),
    )


def decimal(hundredths: int) -> Decimal:
    """Hundredths as a number with two places."""
    return Decimal(int(hundredths)).scaleb(-2)


def record(engine: Engine, kind: RecordType, row: tuple[Any, ...]) -> Record:
    """What ``records.read`` selects."""
    row_id, version, *rest = row
    own, names, others = _of_card(kind.register).parts(rest)
    created_at, creator, changed_at, made_by, changed_by = others
    return Record(
        kind.register,
        row_id,
        version,
        title(kind, own),
        own,
        names,
        owners(kind, own, creator),
        _stamp(engine, created_at, made_by),
        _stamp(engine, changed_at, changed_by),
    )


def owners(kind: RecordType, own: values.Values, creator: int | None) -> frozenset[int]:
    """Whose a record with these values is."""
    owner = own.get(kind.owner) if kind.owner else None
    if kind.rule is Rule.OWN and kind.owner:
        creator = None  # hours are those of who worked, whoever wrote them down
    return frozenset(who for who in (owner, creator) if isinstance(who, int))


def _stamp(engine: Engine, at: Any, initials: str | None) -> Stamp | None:
    return Stamp(engine.stamp(at), initials or "") if at else None


def title(kind: RecordType, own: values.Values) -> str:
    """A record's name."""
    return " ".join(str(own[name]) for name in kind.title if own[name])


def row(engine: Engine, kind: RecordType, stored: tuple[Any, ...], reader: Reader) -> RecordRow:
    """What ``record_sql.lines`` selects."""
    row_id, version, creator, *columns = stored
    own, names, rest = _of_list(kind.register).parts(columns)
    extras = iter(rest[:-1])
    cells = []
    for column in kind.columns:
        name = column.of
        if name in EXTRAS:
            cells.append(_told(engine, name, next(extras)))
        else:
            cells.append(names[name] if name in names else own[name])
    mine = reader.superuser or kind.rule in (Rule.SHARED, Rule.KEPT)
    if not mine and kind.rule is Rule.OWN:
        mine = reader.me in owners(kind, own, creator)
    return RecordRow(
        row_id,
        version,
        title(kind, own),
        tuple(cells),
        own[kind.status] if kind.status else None,
        bool(own[kind.active]) if kind.active else True,
        mine,
        tuple((link, own[link], name) for link, name in names.items() if own[link]),
        RecordKey(rest[-1], row_id),
    )


def _told(engine: Engine, extra: str, stored: Any) -> values.Value:
    """An extra as the domain has it: when something was last is its date on the wall clock, as text."""
    if extra == "changed_at":
        return engine.stamp(stored).isoformat() if stored else ""
    if extra == "contacted":
        return date.fromisoformat(stored[:10]) if stored else None
    return stored  # type: ignore[no-any-return]
