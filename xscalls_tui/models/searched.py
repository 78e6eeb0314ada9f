"""What is searched of each row, and how it stands in the table beside it (EntityText).

Texts follow from the rows: they are written in the same transaction, and the journal does not tell of them. A
deleted row keeps its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from xscalls_tui.domain.text import searchable
from xscalls_tui.models.columns import Entity
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.phones import number_of
from xscalls_tui.models.tables import (
    Call,
    CallText,
    Case,
    CaseText,
    Company,
    CompanyText,
    Contact,
    ContactText,
    EntityText,
    Opportunity,
    OpportunityText,
    Project,
    ProjectText,
    TimeEntry,
    TimeEntryText,
)

PAD = "\x1f\x1f"
"""What ends a text, so that each of its letters begins a trigram. No searchable text has it."""
TEXTS = ("title", "names", "body", "numbers")
"""The columns of an EntityText."""

TextRow = tuple[int, str, str, str, str]
"""A row of an EntityText: the id, and TEXTS."""


class Searched(NamedTuple):
    """An entity whose rows are searched: the table of its texts, and the columns that each of these is made
    of."""

    entity: type[Entity]
    texts: type[EntityText]
    title: tuple[str, ...]
    names: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the entity that anything here is made of."""
        return self.title + self.names + self.body + self.numbers

    def row(self, row_id: int, values: Mapping[str, Any]) -> TextRow:
        """The texts of a row with these values; a column that is not among them is empty."""
        title, names, body = (
            _text([values.get(name, "") for name in columns])
            for columns in (self.title, self.names, self.body)
        )
        return row_id, title, names, body, "".join(_number(values.get(name, "")) for name in self.numbers)


SEARCHED = (
    Searched(Call, CallText, ("subject",), names=("partner",), body=("note",), numbers=("phone",)),
    Searched(
        Company,
        CompanyText,
        ("name",),
        body=("city", "org_no", "industry", "email", "web", "note"),
        numbers=("phone",),
    ),
    Searched(
        Contact, ContactText, ("name",), body=("email", "title", "note"), numbers=("mobile", "direct")
    ),
    Searched(Project, ProjectText, ("number", "name"), body=("note",)),
    Searched(Case, CaseText, ("subject",), body=("description",)),
    Searched(Opportunity, OpportunityText, ("subject",), body=("note",)),
    Searched(TimeEntry, TimeEntryText, ("note",), body=("activity", "order_text")),
)
OF_ENTITY = {one.entity: one for one in SEARCHED}


def searched_columns(table: type[Entity]) -> frozenset[str]:
    """The columns of a table that are searched."""
    return frozenset(OF_ENTITY[table].columns) if table in OF_ENTITY else frozenset()


class Texts:
    """Collects what a transaction's changes mean for the texts, and writes it at its end."""

    def __init__(self) -> None:
        self._rows: dict[type[EntityText], dict[int, TextRow]] = {}

    def changed(self, table: type[Entity], row_id: int, values: Mapping[str, Any]) -> None:
        """A row has come to these values, all that are searched among them; a new one's others are empty."""
        if searched := OF_ENTITY.get(table):
            self._rows.setdefault(searched.texts, {})[row_id] = searched.row(row_id, values)

    def write(self, engine: Engine) -> None:
        """Bring the texts up to date."""
        for texts, rows in self._rows.items():
            # In order: two who change some of the same rows wait for each other instead of for ever.
            write_texts(engine, texts, [rows[row_id] for row_id in sorted(rows)])


def load_texts(
    engine: Engine, table: type[Entity], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write the texts of many new rows at once: each row is its id and the values of ``columns``."""
    if searched := OF_ENTITY.get(table):
        names = ("id", *columns)
        write_texts(
            engine,
            searched.texts,
            [searched.row(row[0], dict(zip(names, row, strict=True))) for row in rows],
        )


def write_texts(engine: Engine, texts: type[EntityText], rows: Sequence[TextRow]) -> None:
    """Store texts, in the place of those that the rows had."""
    settings = ", ".join(f"{name} = excluded.{name}" for name in TEXTS)
    engine.execute_many(
        f"INSERT INTO {texts._meta.table_name} (id, {', '.join(TEXTS)}) VALUES (?, ?, ?, ?, ?) "
        f"ON CONFLICT (id) DO UPDATE SET {settings}",
        rows,
    )


def _text(values: Sequence[str]) -> str:
    text = searchable(" ".join(values))
    return text + PAD if text else ""


def _number(typed: str) -> str:
    """A number as it is typed, and its digits with the country's."""
    text = searchable(typed)
    return f"{text}{PAD[0]}{number_of(typed).removeprefix('+')}{PAD}" if text else ""
