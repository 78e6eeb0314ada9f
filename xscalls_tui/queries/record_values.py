"""From the columns of a record, as they are stored, to values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from xscalls_tui.domain import records as values
from xscalls_tui.domain.calls import Stamp
from xscalls_tui.domain.permissions import Rule
from xscalls_tui.domain.record_types import Kind, Property, RecordType
from xscalls_tui.domain.record_types.vocabulary import EXTRAS
from xscalls_tui.domain.records import Record, RecordKey, RecordRow
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries.reader import Reader


def value_of(one: Property, stored: Any) -> values.Value:
    """A property's value as the domain has it."""
    match one.kind:
        case Kind.DATE:
            return date.fromisoformat(stored) if stored else None
        case Kind.DECIMAL:
            return None if stored is None else decimal(stored)
        case Kind.YES_NO:
            return bool(stored)
        case Kind.CHOICE:
            return int(stored)
        case _:
            return stored  # type: ignore[no-any-return]


def decimal(hundredths: int) -> Decimal:
    """Hundredths as a number with two places."""
    return Decimal(int(hundredths)).scaleb(-2)


def record(engine: Engine, kind: RecordType, row: tuple[Any, ...]) -> Record:
    """What ``records.read`` selects."""
    row_id, version, *rest = row
    own, names, rest = _parts(kind, rest)
    created_at, creator, changed_at, made_by, changed_by = rest
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


def _parts(kind: RecordType, stored: list[Any]) -> tuple[dict[str, values.Value], dict[str, str], list[Any]]:
    """The properties, the names of what they link to, and the columns after those."""
    own = {one.name: value_of(one, value) for one, value in zip(kind.properties, stored, strict=False)}
    links = [one.name for one in kind.properties if one.kind in (Kind.LINK, Kind.CALL)]
    rest = stored[len(own) :]
    names = {link: name or "" for link, name in zip(links, rest, strict=False)}
    return own, names, rest[len(links) :]


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
    row_id, version, creator, *rest = stored
    own, names, rest = _parts(kind, rest)
    extras = iter(rest[:-1])
    cells = tuple(
        _told(engine, column.of, next(extras))
        if column.of in EXTRAS
        else names.get(column.of, own.get(column.of))
        for column in kind.columns
    )
    mine = reader.superuser or kind.rule in (Rule.SHARED, Rule.KEPT)
    if not mine and kind.rule is Rule.OWN:
        mine = reader.me in owners(kind, own, creator)
    return RecordRow(
        row_id,
        version,
        title(kind, own),
        cells,
        own[kind.status] if kind.status else None,  # type: ignore[arg-type]
        bool(own[kind.active]) if kind.active else True,
        mine,
        tuple((link, own[link], name) for link, name in names.items() if own[link]),  # type: ignore[misc]
        RecordKey(rest[-1], row_id),
    )


def _told(engine: Engine, extra: str, stored: Any) -> values.Value:
    """An extra as the domain has it: when something was last is its date on the wall clock, as text."""
    if extra == "changed_at":
        return engine.stamp(stored).isoformat() if stored else ""
    if extra == "contacted":
        return date.fromisoformat(stored[:10]) if stored else None
    return stored  # type: ignore[no-any-return]
