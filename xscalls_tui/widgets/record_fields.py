"""The field for each kind of property, and its value in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from xscalls_tui.domain.record_types import Kind, Property
from xscalls_tui.domain.records import Value
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.date_field import DateField
from xscalls_tui.widgets.fixed_field import FixedField
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.glyphs import FLAG_COLOURS, Glyphs
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.number_field import DecimalField, PercentField
from xscalls_tui.widgets.phone_field import PhoneField
from xscalls_tui.widgets.text_field import TextField

REQUIRED = "-required"
"""The class of a field that must be filled in."""


def field_for(one: Property, t: Translator, glyphs: Glyphs, today: Callable[[], date]) -> FormField[Any]:
    """The field for a property, named like it."""
    made = _field(one, t, glyphs, today)
    made.set_class(one.required and not one.fixed, REQUIRED)
    return made


def _field(one: Property, t: Translator, glyphs: Glyphs, today: Callable[[], date]) -> FormField[Any]:
    if one.fixed and one.kind in (Kind.LINK, Kind.CALL):
        return FixedField(t, id=one.name, help_key="help.field.fixed")
    match one.kind:
        case Kind.LINK:
            return LookupField(t, id=one.name, help_key="help.field.lookup")
        case Kind.NOTE:
            return NoteArea(t, id=one.name, help_key="help.field.note")
        case Kind.DATE:
            return DateField(t, today, id=one.name, help_key="help.field.date")
        case Kind.DECIMAL:
            return DecimalField(t, id=one.name, help_key="help.field.decimal")
        case Kind.PERCENT:
            return PercentField(t, id=one.name, help_key="help.field.percent")
        case Kind.CHOICE:
            return ChoiceField(
                t, partial(_choices, one, t, glyphs), id=one.name, help_key="help.field.choice"
            )
        case Kind.YES_NO:
            return ChoiceField(
                t, partial(_answers, t), inline=True, id=one.name, help_key="help.field.choice"
            )
        case Kind.PHONE:
            return PhoneField(t, id=one.name)
        case _:
            return TextField(t, id=one.name)


def _choices(one: Property, t: Translator, glyphs: Glyphs) -> list[Choice[int]]:
    blank = " " if any(choice.flag for choice in one.choices) else ""
    return [
        Choice(
            choice.code,
            t(choice.label),
            glyphs.flag if choice.flag else blank,
            FLAG_COLOURS[choice.flag] if choice.flag else "",
        )
        for choice in one.choices
    ]


def _answers(t: Translator) -> list[Choice[bool]]:
    return [Choice(True, t("btn.yes")), Choice(False, t("btn.no"))]


def written(one: Property, value: Value, name: str, t: Translator) -> str:
    """What stands in the field of a property that has this value; ``name`` is that of the row it links to."""
    match value:
        case None:
            return ""
        case bool() if one.kind is Kind.YES_NO:
            return t("btn.yes" if value else "btn.no")
        case date():
            return formats.form_date(value)
        case Decimal():
            return formats.amount(value)
        case _ if one.kind is Kind.CHOICE:
            return t(one.choice(value).label)
        case _ if one.fixed and one.kind in (Kind.LINK, Kind.CALL):
            return f"{value} {name}".strip()
        case _ if one.kind is Kind.LINK:
            return name
        case _:
            return str(value)
