"""Calls as entries of a calendar (RFC 5545), for other calendar programs.

A call has the same UID in every file, and a SEQUENCE that rises with each change of it, so that a program
which reads the file again knows what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.i18n import Translator

_DAY = 24 * 60
_KEPT = timedelta(days=90)
"""So long after it an entry stays in a file that follows, which is no longer in the calendar."""
_TRANSPARENT = (Status.CANCELLED, Status.UNANSWERED)
"""Calls that take no time of the day."""


class Source(NamedTuple):
    """Where calls come from: the name of their database, and the zone of its wall clock."""

    name: str
    zone: ZoneInfo


def calendar_of(calls: Iterable[Call], source: Source, t: Translator) -> Calendar:
    """A calendar with these calls, and the rules of their zone."""
    return _calendar((_event(call, source, t) for call in calls), source, t)


def following(
    before: bytes | None, calls: Iterable[Call], source: Source, t: Translator, now: datetime
) -> Calendar:
    """The calendar that takes the place of the file ``before``. What stood there and is no longer among
    ``calls`` (deleted, given away) is told as cancelled, so that nobody goes on waiting for it."""
    events: dict[str, Component] = {}
    for call in calls:
        events[uid_of(call, source)] = _event(call, source, t)
    for event in _read(before):
        ends = event.decoded("DTEND", event.decoded("DTSTART"))
        if str(event["UID"]) not in events and ends > now - _KEPT:
            events[str(event["UID"])] = _cancelled(event, now)
    return _calendar((events[uid] for uid in sorted(events)), source, t)


def text_of(calendar: Calendar) -> bytes:
    """The file's content."""
    return bytes(calendar.to_ical())


def uid_of(call: Call, source: Source) -> str:
    """What the call is known by in all calendars."""
    return f"{call.id}@{source.name}.xscalls"


def _calendar(events: Iterable[Component], source: Source, t: Translator) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", f"-//xscalls//{t.language}//")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", t("page.calls"))
    calendar.add_component(Timezone.from_tzid(source.zone.key))
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(call: Call, source: Source, t: Translator) -> Event:
    event = Event()
    event.add("UID", uid_of(call, source))
    event.add("SEQUENCE", call.version - 1)
    event.add("DTSTAMP", call.changed.at)
    event.add("CREATED", call.created.at)
    event.add("LAST-MODIFIED", call.changed.at)
    event.add("DTSTART", call.starts_at.replace(tzinfo=source.zone))
    if call.ends_at > call.starts_at:  # an end must be later
        event.add("DTEND", call.ends_at.replace(tzinfo=source.zone))
    event.add("SUMMARY", _summary(call, t))
    event.add("DESCRIPTION", "\n".join(_details(call, t)))
    event.add("CATEGORIES", [t(words.STATUSES[call.status])])
    event.add("STATUS", "CANCELLED" if call.status is Status.CANCELLED else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if call.status in _TRANSPARENT else "OPAQUE")
    if call.status is Status.PLANNED and call.reminder is not None:
        event.add_component(_alarm(call.reminder, _summary(call, t)))
    return event


def _alarm(minutes: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", text)
    # Whole days are days of the calendar there as well.
    alarm.add("TRIGGER", -timedelta(minutes=minutes))
    return alarm


def _summary(call: Call, t: Translator) -> str:
    party = ", ".join(_party(call))
    subject = call.subject or t("call.nosubject")
    return f"{subject} ({party})" if party else subject


def _party(call: Call) -> Iterator[str]:
    if name := call.contact.name if call.contact else call.partner:
        yield name
    if call.company:
        yield call.company.name


def _details(call: Call, t: Translator) -> Iterator[str]:
    yield f"{t('call.direction')}: {t(words.DIRECTIONS[call.direction])}"
    yield f"{t('call.employee')}: {call.initials} {call.employee.name}"
    if call.phone:
        yield f"{t('call.phone.short')}: {call.phone}"
    if call.project:
        yield f"{t('call.project')}: {call.project.name}"
    if call.note:
        yield ""
        yield call.note


def _read(before: bytes | None) -> list[Component]:
    """The entries of a file that is to be followed; none of one that is no calendar any more."""
    if not before:
        return []
    try:
        return list(Calendar.from_ical(before).walk("VEVENT"))
    except ValueError:
        return []


def _cancelled(event: Component, now: datetime) -> Component:
    """An entry that is cancelled; one that was stays as it is."""
    if str(event.get("STATUS")) != "CANCELLED":
        event.subcomponents = []
        for name, value in (
            ("SEQUENCE", int(str(event["SEQUENCE"])) + 1),
            ("STATUS", "CANCELLED"),
            ("TRANSP", "TRANSPARENT"),
            ("DTSTAMP", now),
            ("LAST-MODIFIED", now),
        ):
            event.pop(name, None)
            event.add(name, value)
    return event
