"""The verb new: a call from the command line, typed as on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import print_json, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.which_calls import employee_of
from xscalls_tui.domain.calls import REMINDER_CHOICES, CallDraft, Direction, Status
from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.lookup import unambiguous
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import fold
from xscalls_tui.domain.when import add_minutes, minutes_between, parse_date, parse_time
from xscalls_tui.services import calls, followups, lookups, records
from xscalls_tui.services.insisting import insist
from xscalls_tui.services.session import Session

T = TypeVar("T")
Typed = Mapping[str, str | None]
"""What was typed for each field; None where nothing was."""

_NO_REMINDER = {"ingen", "none"}
_EARLIEST = max(minutes for minutes in REMINDER_CHOICES if minutes is not None)


@verb("new", help="cli.help.new")
@click.option("--date", metavar="cli.meta.date", help="cli.opt.date")
@click.option("--from", "start", metavar="cli.meta.time", help="cli.opt.from")
@click.option("--to", "end", metavar="cli.meta.time", help="cli.opt.to")
@click.option("--direction", type=options.DIRECTION, metavar="cli.meta.direction", help="cli.opt.direction")
@click.option("--status", type=options.STATUS, metavar="cli.meta.status", help="cli.opt.status")
@click.option("--employee", metavar="cli.meta.initials", help="cli.opt.employee")
@click.option("--phone", metavar="cli.meta.number", help="call.phone")
@click.option("--subject", metavar="cli.meta.text", help="call.subject")
@click.option("--note", metavar="cli.meta.text", help="call.note")
@click.option("--company", metavar="cli.meta.name", help="cli.opt.company")
@click.option("--partner", metavar="cli.meta.name", help="cli.opt.partner")
@click.option("--project", metavar="cli.meta.name", help="cli.opt.project")
@click.option("--reminder", metavar="cli.meta.minutes", help="cli.opt.reminder")
@click.option("--follow-up-of", type=options.CALL_ID, metavar="cli.meta.id", help="cli.opt.followupof")
@options.as_json
@click.pass_obj
def new_call(
    setting: Setting,
    /,
    direction: Direction | None,
    status: Status | None,
    follow_up_of: int | None,
    as_json: bool,
    **typed: str | None,
) -> None:
    """Create a call; what is not given is filled in as on the screen."""
    with setting.session() as session:
        if follow_up_of is None:
            draft = calls.blank(session)
        else:
            draft = followups.follow_up(session, calls.read(session, follow_up_of))
        draft = draft._replace(direction=direction or draft.direction, status=status or draft.status)
        filled_in, once = _filled_in(session, draft, typed), session.once()
        call = insist(lambda: calls.create(once, filled_in))
        if as_json:
            print_json(records.by_ids(session, [call.id]))
        else:
            say(setting.t("cli.created", id=call.id))


def _filled_in(session: Session, draft: CallDraft, typed: Typed) -> CallDraft:
    """The draft with all that was typed. Raises InvalidInput with a sentence for each field."""
    errors: dict[str, Message] = {}
    draft = _with_times(session, draft, typed, errors)
    draft = _with_reminder(session, draft, typed["reminder"], errors)
    if typed["employee"] is not None:
        try:
            draft = draft._replace(employee=employee_of(session, typed["employee"]).id)
        except InvalidInput as error:
            errors |= error.fields
    if errors:
        raise InvalidInput(errors)
    draft = draft._replace(
        phone=_either(typed["phone"], draft.phone),
        subject=_either(typed["subject"], draft.subject),
        note=_either(typed["note"], draft.note),
        company=_either(typed["company"], draft.company),
        partner=_either(typed["partner"], draft.partner),
        project=_either(typed["project"], draft.project),
    )
    return _with_contact(session, draft)


def _either(text: str | None, before: T) -> str | T:
    """What was typed, also if it is empty; else what stood there."""
    return before if text is None else text


def _with_times(session: Session, draft: CallDraft, typed: Typed, errors: dict[str, Message]) -> CallDraft:
    """Date and times, by the shorthands of the screen. A start that moves takes the end along."""
    day, start, end = draft.starts_at.date(), draft.starts_at.time(), draft.ends_at.time()
    lasts = minutes_between(start, end)
    if typed["date"] is not None:
        found = parse_date(typed["date"], session.today())
        if found is None:
            errors["date"] = Message.of("msg.baddate")
        day = found or day
    if typed["start"] is not None:
        at = parse_time(typed["start"])
        if at is None:
            errors["start"] = Message.of("msg.badtime")
        else:
            start, end = at, add_minutes(at, lasts)
    if typed["end"] is not None:
        at = parse_time(typed["end"], start)
        if at is None:
            errors["end"] = Message.of("msg.badtime")
        else:
            end = at
    return draft._replace(starts_at=datetime.combine(day, start), ends_at=datetime.combine(day, end))


def _with_reminder(
    session: Session, draft: CallDraft, text: str | None, errors: dict[str, Message]
) -> CallDraft:
    if text is None:
        return draft._replace(reminder=calls.reminder(session, draft.starts_at, draft.status))
    if fold(text.strip()) in _NO_REMINDER:
        return draft._replace(reminder=None)
    if text.isascii() and text.isdigit() and int(text) <= _EARLIEST:
        return draft._replace(reminder=int(text))
    errors["reminder"] = Message.of("cli.badreminder", text=text, most=_EARLIEST)
    return draft


def _with_contact(session: Session, draft: CallDraft) -> CallDraft:
    """A contact person brings company and number along where none are given."""
    if not isinstance(draft.partner, str):
        return draft
    match = unambiguous(
        draft.partner, lookups.find(session, Register.CONTACT, draft.partner), whole_name=True
    )
    contact = lookups.details(session, Register.CONTACT, match.id) if match else None
    if match is None or contact is None:
        return draft
    return draft._replace(
        partner=match.id,
        company=draft.company or contact.company,
        phone=draft.phone or contact.phone,
    )
