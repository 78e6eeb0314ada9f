"""The verbs on the records of a register, whatever it is: list, show, new, set, delete, and one for what is a
part of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import FAILURE, BadUsage
from xscalls_tui.cli.output import complain, line_width, print_json, print_lines, say
from xscalls_tui.cli.record_options import (
    as_options,
    criteria,
    option_name,
    property_option,
    row_meant,
    sort_option,
    values,
)
from xscalls_tui.cli.record_text import record_details, record_lines
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import Verb
from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import InvalidInput, Message, NotAllowed, NotFound
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType, linking_to
from xscalls_tui.domain.records import Record, RecordDraft, RecordRow, RecordSort, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, lookups, registers
from xscalls_tui.services.insisting import insist
from xscalls_tui.services.registers import from_call, listing
from xscalls_tui.services.session import Session

_FROM_CALL: dict[Register, Callable[[Session, Call], RecordDraft]] = {
    Register.CASE: from_call.case,
    Register.OPPORTUNITY: from_call.opportunity,
    Register.TIME_ENTRY: from_call.hours,
}
"""What a record that is made from a call starts out with."""
_LISTED_BY = (Kind.CHOICE, Kind.LINK, Kind.CALL, Kind.YES_NO, Kind.DATE)
_GONE = ("msg.record.gone.short", "msg.record.inuse", "msg.record.inuse.active")
"""Why a record cannot be deleted, whoever asks."""


def verbs_of(kind: RecordType) -> list[click.Command]:
    """All verbs on the records of a register."""
    verbs = [list_verb(kind), show_verb(kind), new_verb(kind), set_verb(kind)]
    verbs += [part_verb(kind, part, link) for part, link in linking_to(kind.register) if _is_part(part, link)]
    return [*verbs, delete_verb(kind)]


def list_verb(kind: RecordType) -> Verb:
    """Print the records that meet all conditions."""

    def run(
        setting: Setting,
        /,
        *,
        text: str | None,
        mine: bool = False,
        everything: bool = False,
        sort: str | None,
        reverse: bool,
        limit: int | None,
        as_json: bool,
        **typed: Any,
    ) -> None:
        if mine and typed[kind.owner] is not None:
            raise BadUsage("cli.mineoranother", option=option_name(kind, kind.named(kind.owner)))
        with setting.session() as session:
            wanted = criteria(session, kind, typed, text=text, mine=mine, everything=everything)
            first = kind.descending and sort in (None, kind.sort)
            order = RecordSort(sort or kind.sort, first != reverse)
            pages = listing.listed(session, kind.register, wanted, order, limit)
            if as_json:
                print_json(_told(session, kind, pages))
            else:
                print_lines(record_lines(pages, kind, setting.t, session.zone, line_width()))

    some = [one for one in kind.properties if one.kind in _LISTED_BY and one.name != kind.active]
    params: list[click.Parameter] = [
        click.Option(param_decls=["--text"], metavar="cli.meta.text", help="cli.opt.record_text"),
        *(property_option(kind, one) for one in some),
    ]
    if kind.owner:
        params.append(click.Option(param_decls=["--mine"], is_flag=True, help="cli.opt.record_mine"))
    if kind.active:
        params.append(
            click.Option(param_decls=["--all", "everything"], is_flag=True, help="cli.opt.record_all")
        )
    params += [
        sort_option(kind),
        click.Option(param_decls=["--reverse"], is_flag=True, help="cli.opt.reverse"),
        click.Option(
            param_decls=["--limit"], type=options.COUNT, metavar="cli.meta.count", help="cli.opt.limit"
        ),
    ]
    return _verb("list", "cli.help.record_list", run, params, as_json=True)


def show_verb(kind: RecordType) -> Verb:
    """Print one record and what is a part of it."""

    def run(setting: Setting, /, *, row: str, as_json: bool) -> None:
        with setting.session() as session:
            record = registers.read(session, kind.register, _row(session, kind, row))
            parts = listing.parts(session, record)
            if as_json:
                (told,) = listing.told(session, [record])
                more = {f"{part}s": listing.told(session, some) for part, some in parts.items()}
                print_json([told | more])
            else:
                print_lines(record_details(record, parts, setting.t, session.zone))

    return _verb("show", "cli.help.record_show", run, [_row_argument()], as_json=True)


def new_verb(kind: RecordType) -> Verb:
    """Make a record; what is not given is filled in as on the screen."""

    def run(setting: Setting, /, *, call: int | None = None, as_json: bool, **typed: Any) -> None:
        with setting.session() as session, _options_named(kind):
            given = values(session, kind, typed)
            if call is None:
                draft = registers.blank(session, kind.register)
            else:
                draft = _FROM_CALL[kind.register](session, calls.read(session, call))
            filled_in, once = _with_company(session, kind, {**draft.values, **given}), session.once()
            record = insist(lambda: registers.create(once, kind.register, filled_in))
            _say(setting, session, record, "cli.record.created", as_json)

    params: list[click.Parameter] = [property_option(kind, one) for one in kind.properties if not one.fixed]
    if kind.register in _FROM_CALL:
        params.append(
            click.Option(
                param_decls=["--call"],
                type=options.CALL_ID,
                metavar="cli.meta.id",
                help="cli.opt.record_fromcall",
            )
        )
    return _verb("new", "cli.help.record_new", run, params, as_json=True)


def set_verb(kind: RecordType) -> Verb:
    """Change a record; what is not given stays."""

    def run(setting: Setting, /, *, row: str, as_json: bool, **typed: Any) -> None:
        if all(text is None for text in typed.values()):
            raise BadUsage("cli.record.nothing")
        with setting.session() as session, _options_named(kind):
            given, once = values(session, kind, typed), session.once()
            before = registers.read(session, kind.register, _row(session, kind, row))
            record = insist(lambda: registers.save(once, kind.register, before.id, before.version, given))
            _say(setting, session, record, "cli.record.changed", as_json)

    params = [property_option(kind, one) for one in kind.properties if not one.fixed]
    return _verb("set", "cli.help.record_set", run, [_row_argument(), *params], as_json=True)


def delete_verb(kind: RecordType) -> Verb:
    """Delete records; tell which were refused, and why."""

    def run(setting: Setting, /, *, ids: tuple[int, ...]) -> None:
        t = setting.t
        with setting.session() as session:
            once = session.once()
            report = insist(lambda: registers.delete(once, kind.register, ids))
        say(t.count("cli.record.deleted", report.changed))
        for row in report.refused:
            complain(f"{row.id} {row.subject}".rstrip() + f": {t(row.reason)}")
        if report.refused:
            forbidden = any(row.reason not in _GONE for row in report.refused)
            raise click.exceptions.Exit(NotAllowed.exit_code if forbidden else FAILURE)

    ids = click.Argument(["ids"], type=options.CALL_ID, metavar="cli.meta.ids", nargs=-1, required=True)
    return _verb("delete", "cli.help.record_delete", run, [ids])


def part_verb(kind: RecordType, part: RecordType, link: Property) -> Verb:
    """Add what is a part of a record, such as a follow-up of a case."""
    title = part.named(part.title[-1])

    def run(setting: Setting, /, *, row: str, content: str, as_json: bool, **typed: Any) -> None:
        with setting.session() as session, _options_named(part):
            whole = _row(session, kind, row)
            given = {**values(session, part, typed), link.name: whole, title.name: content}
            once = session.once()
            record = insist(lambda: registers.create(once, part.register, given))
            _say(setting, session, record, "cli.record.created", as_json)

    rest = [one for one in part.properties if one not in (link, title)]
    params = [
        _row_argument(),
        click.Argument(["content"], metavar="cli.meta.text"),
        *(property_option(part, one) for one in rest),
    ]
    name = part.register.removeprefix(f"{kind.register}_").replace("_", "-")
    return _verb(name, part.new, run, params, as_json=True)


def _verb(
    name: str,
    help: str,
    run: Callable[..., None],
    params: Sequence[click.Parameter],
    *,
    as_json: bool = False,
) -> Verb:
    json = (
        [click.Option(param_decls=["--json", "as_json"], is_flag=True, help="cli.opt.asjson")]
        if as_json
        else []
    )
    return Verb(name, params=[*params, *json], callback=click.pass_obj(run), help=help)


def _row_argument() -> click.Argument:
    return click.Argument(["row"], metavar="cli.meta.row")


def _is_part(part: RecordType, link: Property) -> bool:
    return part.parent == link.name


def _row(session: Session, kind: RecordType, text: str) -> int:
    """The record that is meant. Raises NotFound."""
    meant = row_meant(session, kind.register, text) or Message.of("msg.lookup.none", text=text)
    if isinstance(meant, Message):
        raise NotFound(meant.key, **dict(meant.values))
    return meant


@contextmanager
def _options_named(kind: RecordType) -> Iterator[None]:
    """What a service says of properties is said of options."""
    try:
        yield
    except InvalidInput as error:
        raise as_options(kind, error) from None


def _with_company(session: Session, kind: RecordType, given: dict[str, Value]) -> dict[str, Value]:
    """A contact person or a project brings its company along where none is given."""
    by_name = kind.by_name
    if "company" not in by_name or given.get("company") is not None:
        return given
    for name in ("contact", "project"):
        row_id = given.get(name)
        if name in by_name and isinstance(row_id, int):
            register = by_name[name].register
            assert register is not None
            if company := lookups.details(session, register, row_id).company:
                return {**given, "company": company}
    return given


def _say(setting: Setting, session: Session, record: Record, key: str, as_json: bool) -> None:
    if as_json:
        print_json(listing.told(session, [record]))
    else:
        t = setting.t
        say(t(key, noun=t(TYPES[record.register].noun), id=record.id))


def _told(
    session: Session, kind: RecordType, pages: Iterable[Iterable[RecordRow]]
) -> Iterator[Mapping[str, object]]:
    for page in pages:
        yield from listing.told(session, listing.by_ids(session, kind.register, [row.id for row in page]))
