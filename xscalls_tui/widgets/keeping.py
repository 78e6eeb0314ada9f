"""What stands in the fields of a form, as a draft keeps it, and put back into them."""

from __future__ import annotations

from typing import Any

from xscalls_tui.domain.drafts import Kept
from xscalls_tui.widgets.choice_field import ChoiceField
from xscalls_tui.widgets.fixed_field import FixedField
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.line_field import LineField
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.note_area import NoteArea


def kept(field: FormField[Any]) -> Kept:
    """What stands in a field: the row that is linked to, the value that is chosen, else the text, finished or
    not."""
    value = field.value if isinstance(field, LookupField | FixedField | ChoiceField) else None
    if isinstance(field, ChoiceField):
        return value if value is None or isinstance(value, bool) else int(value)
    if isinstance(value, int):
        return [value, field.text]
    return field.text


def put_back(field: FormField[Any], what: Kept) -> None:
    """Let a field show what was kept of it. What it can no longer be is left out."""
    if isinstance(field, FixedField):
        if isinstance(what, list):
            field.set_value(int(what[0]), str(what[1]).partition(" ")[2])
    elif isinstance(field, ChoiceField):
        for choice in field.choices:
            if choice.value == what and (choice.value is None) == (what is None):
                field.set_value(choice.value)
    elif isinstance(field, LookupField):
        if isinstance(what, list):
            field.set_value(int(what[0]), str(what[1]))
        else:
            field.set_text(str(what or ""))
    elif isinstance(field, NoteArea):
        field.set_value(str(what or ""))
    elif isinstance(field, LineField):
        field.set_text(str(what or ""))
