"""Options by what is declared of a register: their names, what can stand after them, and what is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadOptions
from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.filter_dates import Backwards, read_dates
from xscalls_tui.domain.numbers import parse_decimal, parse_percent
from xscalls_tui.domain.record_types import Kind, Property, RecordType
from xscalls_tui.domain.records import ACTIVE, ANY_TEXT, Condition, RecordCriteria, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.when import parse_date
from xscalls_tui.i18n import LANGUAGES, Translator
from xscalls_tui.services import employees, lookups
from xscalls_tui.services.session import Session

Typed = Mapping[str, Any]
"""What was typed for each property; None where nothing was."""

HIGHEST_ID = 2**31 - 1
_YES_NO = {True: ("yes", "ja", "1"), False: ("no", "nei", "0")}
_META = {
    Kind.LINE: "cli.meta.text",
    Kind.NOTE: "cli.meta.text",
    Kind.PHONE: "cli.meta.number",
    Kind.EMAIL: "cli.meta.text",
    Kind.ORG_NO: "cli.meta.number",
    Kind.INITIALS: "cli.meta.initials",
    Kind.DATE: "cli.meta.date",
    Kind.DECIMAL: "cli.meta.decimal",
    Kind.PERCENT: "cli.meta.decimal",
    Kind.YES_NO: "cli.meta.yesno",
    Kind.LINK: "cli.meta.row",
    Kind.CALL: "cli.meta.id",
}
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"


def option_name(kind: RecordType, one: Property) -> str:
    """How the option of a property is written."""
    return f"--{kind.word(one).replace('_', '-')}"


def property_option(kind: RecordType, one: Property) -> click.Option:
    """The option of a property. Its value is what was typed; a choice, yes or no, and an id are what is
    meant already."""
    takes: Any = None
    metavar = "|".join(choice.word for choice in one.choices) or _META[one.kind]
    if one.kind is Kind.CHOICE:
        takes = options.Words({choice.code: words for choice, words in _words(one).items()})
    elif one.kind is Kind.YES_NO:
        takes = options.Words(_YES_NO)
    elif one.kind is Kind.CALL:
        takes = options.CALL_ID
    return click.Option(
        param_decls=[option_name(kind, one), one.name], type=takes, metavar=metavar, help=one.label
    )


def sort_option(kind: RecordType) -> click.Option:
    """The option that says which column a list is sorted by: the column of the table that it means."""
    words: dict[str, list[str]] = {}
    for column in kind.columns:
        if column.sort:
            one = kind.by_name.get(column.of)
            label = one.label if one else column.heading
            spoken = [Translator(language)(label) for language in LANGUAGES]
            words[column.sort] = [kind.word(one) if one else column.of, *spoken]
    shown = "|".join(names[0] for names in words.values())
    return click.Option(
        param_decls=["--sort"], type=options.Words(words), metavar=shown, help="cli.opt.record_sort"
    )


def values(session: Session, kind: RecordType, typed: Typed) -> dict[str, Value]:
    """The values of those properties for which something was typed; nothing at all takes a value away.
    Raises BadOptions."""
    return _each(kind, typed, lambda one, text: _value(session, one, text))


def criteria(
    session: Session, kind: RecordType, typed: Typed, *, text: str | None, mine: bool, everything: bool
) -> RecordCriteria:
    """The records that have what was typed. Raises BadOptions."""
    terms = list(_each(kind, typed, lambda one, value: _condition(session, one, value)).values())
    if mine:
        terms.append(Condition(kind.owner, session.employee.id))
    if text and text.strip():
        terms.append(Condition(ANY_TEXT, text))
    if kind.active and not everything:
        terms.append(Condition(ACTIVE, 1))
    return RecordCriteria(tuple(terms))


def row_meant(session: Session, register: Register, text: str) -> int | Message | None:
    """The row that is meant: by ``#12`` that of this id; by a number the row that has it, else that of this
    id; by any other text the only row that it can mean. None for nothing, or the sentence that says why it is
    none."""
    text = text.strip()
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit()):
        with session.engine.reading():
            return lookups.resolve(session, register, text)
    if digits == text:
        same = [match for match in lookups.find(session, register, text) if match.code == text]
        if len(same) == 1:
            return same[0].id
    row_id = int(digits[:20])
    if row_id <= HIGHEST_ID and lookups.shown(session, register, row_id):
        return row_id
    return Message.of("msg.lookup.none", text=text)


def as_options(kind: RecordType, error: InvalidInput) -> BadOptions:
    """What a service says of properties, said of their options."""
    named = {name: option_name(kind, one) for name, one in kind.by_name.items()}
    return BadOptions({named.get(name, name): message for name, message in error.fields.items()})


def _words(one: Property) -> dict[Any, list[str]]:
    """Each choice's words: the one of programs, and those of people in both languages."""
    translators = [Translator(language) for language in LANGUAGES]
    return {choice: [choice.word, *(t(choice.label) for t in translators)] for choice in one.choices}


def _each(kind: RecordType, typed: Typed, mean: Callable[[Property, Any], Any]) -> dict[str, Any]:
    errors: dict[str, Message] = {}
    found: dict[str, Any] = {}
    for name, text in typed.items():
        if text is None:
            continue
        one = kind.named(name)
        meant = mean(one, text)
        if isinstance(meant, Message):
            errors[option_name(kind, one)] = meant
        else:
            found[name] = meant
    if errors:
        raise BadOptions(errors)
    return found


def _value(session: Session, one: Property, typed: Any) -> Value | Message:
    if not isinstance(typed, str):
        return typed  # type: ignore[no-any-return]
    nothing = not typed.strip()
    match one.kind:
        case Kind.LINK:
            assert one.register is not None
            return row_meant(session, one.register, typed)
        case Kind.DATE:
            day = None if nothing else parse_date(typed, session.today())
            return day if day or nothing else Message.of("msg.baddate")
        case Kind.DECIMAL:
            number = parse_decimal(typed)
            return number if nothing or number is not None else Message.of("msg.badnumber", text=typed)
        case Kind.PERCENT:
            percent = parse_percent(typed)
            return percent if nothing or percent is not None else Message.of("msg.badpercent")
        case _:
            return typed


def _condition(session: Session, one: Property, typed: Any) -> Condition | Message:
    if one.kind is Kind.DATE:
        return _days(session, one, typed)
    if one.kind is Kind.LINK:
        assert one.register is not None
        meant = row_meant(session, one.register, typed)
        if isinstance(meant, Message) and one.register is Register.EMPLOYEE:
            # Those who have left are not offered, yet much of what there is is theirs.
            everybody = employees.everybody(session)
            meant = next((who.id for who in everybody if who.initials == typed.strip().upper()), meant)
        if meant is None:
            return Message.of("msg.lookup.none", text=typed)
        return meant if isinstance(meant, Message) else Condition(one.name, meant)
    return Condition(one.name, int(typed))


def _days(session: Session, one: Property, typed: str) -> Condition | Message:
    """A stretch of days, as in the typed filter."""
    today: date = session.today()
    try:
        found = read_dates(typed, ":", today)
    except Backwards:
        found = None
    if found is None:
        return Message.of("msg.baddate")
    first, last = found.on(today)
    begins = first.isoformat() if isinstance(first, date) else _FIRST_DAY
    ends = last.isoformat() if isinstance(last, date) else _LAST_DAY
    return Condition(one.name, begins, until=ends)
