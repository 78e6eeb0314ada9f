"""The verb that tells of reminders: for cron and mail, or minute by minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import spoken
from xscalls_tui.cli.output import complain, print_json, print_lines
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.commands import words
from xscalls_tui.domain.errors import Busy, ConnectionLost, XSCallsError
from xscalls_tui.domain.reminders import Reminder
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services import reminders
from xscalls_tui.services.session import Session

Tell = Callable[[Sequence[Reminder]], None]


@verb("remind", help="cli.help.remind")
@click.option("--once", is_flag=True, help="cli.opt.once")
@click.option(
    "--format", "form", type=options.FORM, default="text", metavar="text|json", help="cli.opt.format"
)
@click.option("--everybody", is_flag=True, help="cli.opt.everybody")
@click.pass_obj
def remind(setting: Setting, once: bool, form: str, everybody: bool) -> None:
    """Print the reminders that are due and were not printed before; each is printed by one run only."""
    t = setting.t

    def tell(found: Sequence[Reminder]) -> None:
        if form == "json":
            print_json(_record(one) for one in found)
        else:
            print_lines(_lines(found, t, by_employee=everybody))

    with setting.session() as session:
        if once:
            _tell_all(session, tell, everybody=everybody)
            return
        while True:
            try:
                _tell_all(session, tell, everybody=everybody)
            except (Busy, ConnectionLost) as error:  # they are told of when the database answers
                complain(spoken(error.message, t))
            time.sleep(60.5 - session.clock.now().second)


def _tell_all(session: Session, tell: Tell, *, everybody: bool) -> None:
    """Tell of all that is due. What could not be told will be, by another run."""
    found: list[Reminder] = []
    try:
        while portion := reminders.send(session, everybody=everybody):
            found += portion
        if found:
            tell(found)
            sys.stdout.flush()
    except BaseException:
        with suppress(XSCallsError):
            reminders.unsend(session, found)
        raise


def _lines(found: Sequence[Reminder], t: Translator, *, by_employee: bool) -> Iterator[str]:
    """A line for each; ``by_employee``, below a line that says whose they are."""
    for initials, those in groupby(found, key=lambda one: one.initials):
        several = list(those)
        if by_employee:
            email = several[0].email
            yield clean_line(f"{initials} <{email}>" if email else initials)
        for one in several:
            yield f"{'  ' if by_employee else ''}{_line(one, t)}"


def _line(one: Reminder, t: Translator) -> str:
    start = f"{formats.short_weekday(one.starts_at, t)} {formats.stamp(one.starts_at)}"
    known = (
        f"{start}–{formats.clock(one.ends_at)}",
        t(words.DIRECTIONS[one.direction]),
        one.subject or t("call.nosubject"),
        one.partner,
        one.company,
        one.phone,
        t("cli.remind.call", id=one.call_id),
    )
    return clean_line(" · ".join(text for text in known if text))


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


def _record(one: Reminder) -> dict[str, object]:
    return {
        "id": one.call_id,
        "date": one.starts_at.date().isoformat(),
        "start": formats.clock(one.starts_at),
        "end": formats.clock(one.ends_at),
        "direction": one.direction.name.lower(),
        "subject": one.subject,
        "contact": one.partner,
        "company": one.company,
        "phone": one.phone,
        "employee": one.initials,
        "email": one.email,
        "due_at": _stamp(one.due),
        "rings_at": _stamp(one.rings_at),
    }
