"""Finding a part of a text among those of all rows (EntityText): what each engine does in a way of its own.

A plan has for each term a query of the ids of the rows that have it, ``found``; what it is run with comes
from ``bind``. Its SQL depends on nothing but the table, the columns, and whether the term is long enough for
the index of parts, LONG letters or more.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from xscalls_tui.models.tables import EntityText

LONG = 3
"""Letters of a part that an index is made of."""


class TextIndex(ABC):
    """The texts of one database. Terms are ``domain.text.searchable``, and not empty."""

    @abstractmethod
    def found(self, texts: type[EntityText], columns: Sequence[str], name: str, length: int) -> Any:
        """A query of one column, ``id``: the rows of ``texts`` of which one of ``columns`` contains the term
        called ``name``, which has ``length`` letters. Each row once, in no order; it can be limited, or
        stand behind IN."""

    @abstractmethod
    def bind(self, columns: Sequence[str], name: str, term: str) -> dict[str, Any]:
        """The values for what ``found`` made of the same columns and name, and the length of ``term``."""

