"""What the rules in the server take from the declarations of tables and registers, as SQL: nothing that is
declared is written there once more."""

from __future__ import annotations

from collections.abc import Iterable

from xscalls_tui.domain.permissions import Rule
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType, linking_to
from xscalls_tui.models.searched import SEARCHED, Searched
from xscalls_tui.models.tables import ENTITIES, Call

_ONES_OWN = ("saved_search", "preference")
"""Not everybody's to read."""
_ALSO_READ = ("operation", "day_count", "import_key")


def lists() -> dict[str, str]:
    """What stands for {name} in the rules, by name."""
    texts = [searched.texts._meta.table_name for searched in SEARCHED]
    read = [name for name in ENTITIES if name not in (*_ONES_OWN, "employee")]
    return {
        "entities": _array(ENTITIES),
        "records": ",\n    ".join(_record(kind) for kind in TYPES.values()),
        "searched": ",\n    ".join(_searched(searched) for searched in SEARCHED),
        "read": _array([*read, *_ALSO_READ, *texts]),
    }


def _record(kind: RecordType) -> str:
    """A register: its table, its rule, the column of whose its records are, the table that it is a part of
    and the column that says of which, its fixed columns, what links to it, which days may not be to come,
    what can be read."""
    owner = kind.named(kind.owner).column if kind.owner else ""
    if kind.rule is Rule.OWN and not owner:
        owner = "created_by"
    parent = kind.named(kind.parent) if kind.parent else None
    within = TYPES[parent.register].entity if parent and parent.register else ""
    parts = (kind.rule.name.lower(), owner, within, parent.column if parent else "")
    fixed = _arguments(one.column for one in kind.properties if one.fixed)
    columns = [kind.entity, *parts, fixed, _arguments(_links(kind)), kind.weekly, _readable(kind)]
    return f"({', '.join(map(_quoted, columns))})"


def _links(kind: RecordType) -> Iterable[str]:
    """Tables and columns that link to the records of a register; what is a part of them goes with them."""
    for other, link in linking_to(kind.register):
        if other.parent != link.name:
            yield from (other.entity, link.column)
    for field in Call._meta.sorted_fields:
        if getattr(field, "rel_model", None) is ENTITIES[kind.entity]:
            yield from ("call", field.column_name)


def _readable(kind: RecordType) -> str:
    """The condition that a row can be read as a record."""
    told = [_told(one) for one in kind.properties]
    stamps = ("created_at", "changed_at", "deleted_at")
    told += [f"(NEW.{stamp} IS NULL OR xscalls_stamp(NEW.{stamp}))" for stamp in stamps]
    return " AND ".join(condition for condition in told if condition)


def _told(one: Property) -> str:
    column = f"NEW.{one.column}"
    match one.kind:
        case Kind.DATE:
            condition = f"xscalls_date({column})"
        case Kind.DECIMAL:
            condition = f"{column} >= 0"
        case Kind.PERCENT:
            condition = f"{column} BETWEEN 0 AND 100"
        case Kind.CHOICE if one.name != "is_open":
            condition = f"{column} IN ({', '.join(str(choice.code) for choice in one.choices)})"
        case _:
            return ""
    return condition if one.required else f"({column} IS NULL OR {condition})"


def _searched(searched: Searched) -> str:
    """A table that is searched, the columns of which its texts are made, and how."""
    texts = [_text(columns) for columns in (searched.title, searched.names, searched.body)]
    numbers = " || ".join(f"xscalls_number({column})" for column in searched.numbers) or "''"
    table = searched.entity._meta.table_name
    told = [table, ", ".join(searched.columns), ", ".join([*texts, numbers])]
    return f"({', '.join(map(_quoted, told))})"


def _text(columns: tuple[str, ...]) -> str:
    return f"xscalls_text({', '.join(columns)})" if columns else "''"


def _array(names: Iterable[str]) -> str:
    return f"ARRAY[{', '.join(map(_quoted, names))}]"


def _arguments(names: Iterable[str]) -> str:
    """What a trigger is told."""
    return "".join(f", {_quoted(name)}" for name in names)


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
