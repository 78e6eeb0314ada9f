"""What tables are made of.

Wall-clock times (WallTimeField) are naive and to the minute; stamps (StampField) are aware UTC. How
either is stored is the engine's business. ``version`` goes up by one at every change of a row;
``deleted_at`` hides a row without forgetting it, so that undo can bring it back.
"""

from __future__ import annotations

from peewee import AutoField, Field, IntegerField, Model


class WallTimeField(Field):
    """A naive time on the organisation's wall clock."""

    field_type = "WALLTIME"


class StampField(Field):
    """An aware UTC time."""

    field_type = "STAMP"


class Table(Model):
    """What all tables have in common."""

    class Meta:
        legacy_table_names = False
        strict_tables = True


class Entity(Table):
    """A table whose rows are changed by operators, and journalled."""

    id = AutoField()
    version = IntegerField(default=1)
    deleted_at = StampField(null=True)
