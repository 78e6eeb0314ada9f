"""The answers to a reminder, from the list of reminders and from the notice on any other screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.clock import wall_clock
from xscalls_tui.domain.reminders import DAY, SNOOZES, Reminder, armed, put_off
from xscalls_tui.domain.when import next_working_day
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.messages import DataChanged, RemindersChanged
from xscalls_tui.screens.moment import MomentScreen
from xscalls_tui.services import calendar, followups, reminders
from xscalls_tui.services.session import Session

LATER = (15, 30, 60)
"""Minutes by which a call is moved at one key."""


def close(screen: WorkScreen[Any], reminder: Reminder) -> None:
    """Lukk: it is answered."""

    def done(_: None) -> None:
        screen.say(screen.t("remind.closed"))
        screen.post_message(RemindersChanged())

    screen.ask("answer", lambda: reminders.close(screen.session, [reminder]), done)


def snooze(screen: WorkScreen[Any], reminder: Reminder) -> None:
    """Utsett: choose when it is to ring again. The call stays where it is."""
    t, session = screen.t, screen.session
    now, zone = session.clock.now(), session.zone

    def chosen(minutes: str | None) -> None:
        if minutes is not None:
            screen.ask("answer", lambda: reminders.snooze(session, reminder, int(minutes)), done, failed)

    def done(again: datetime) -> None:
        when = moment(wall_clock(again, zone), session.today(), t)
        screen.say(t("remind.snoozed", when=when))
        screen.post_message(RemindersChanged())

    failed = partial(_failed, screen)
    items = []
    for minutes in SNOOZES:
        then = wall_clock(put_off(now, minutes, zone), zone)
        items.append(Item(str(minutes), in_words(minutes, t), moment(then, session.today(), t)))
    screen.app.push_screen(MenuScreen(_title(t("remind.snooze"), reminder, t), items), chosen)


def move(screen: WorkScreen[Any], reminder: Reminder) -> None:
    """Flytt: choose when the call is to start; the reminder moves with it."""
    session, starts_at = screen.session, reminder.starts_at
    # The calendar of holidays takes its time to load.
    screen.ask("later", lambda: later(session, starts_at), partial(_offer, screen, reminder), hold=True)


def _offer(screen: WorkScreen[Any], reminder: Reminder, options: list[datetime]) -> None:
    t, today = screen.t, screen.session.today()
    labels = [*(in_words(minutes, t) for minutes in LATER), t("remind.nextday"), t("remind.nextworkday")]
    items = [
        Item(str(number), label, moment(at, today, t))
        for number, (label, at) in enumerate(zip(labels, options, strict=True))
    ]
    title = _title(t("remind.move"), reminder, t)

    def moved(at: datetime | None) -> None:
        if at is not None:
            _move(screen, reminder, at)

    def chosen(number: str | None) -> None:
        if number == "typed":
            typed = MomentScreen(t, title, reminder.starts_at, today)
            screen.app.push_screen(typed, moved)
        elif number is not None:
            moved(options[int(number)])

    screen.app.push_screen(MenuScreen(title, [*items, Item("typed", t("remind.typed"))]), chosen)


def later(session: Session, starts_at: datetime) -> list[datetime]:
    """Where a call can be moved at one key: LATER minutes, a day, to the next working day. From its start, or
    from now when that is past."""
    base = max(starts_at, session.now())
    day = base.date() + timedelta(days=1)
    working = next_working_day(base.date(), followups.is_holiday)
    clock = starts_at.time()
    return [
        *(base + timedelta(minutes=minutes) for minutes in LATER),
        datetime.combine(day, clock),
        datetime.combine(working, clock),
    ]


def _move(screen: WorkScreen[Any], reminder: Reminder, at: datetime) -> None:
    t, once = screen.t, screen.session.once()

    def done(call: Call) -> None:
        session = screen.session
        text = t("remind.moved", when=moment(call.starts_at, session.today(), t))
        now, zone = session.clock.now(), session.zone
        if armed(call.starts_at, call.reminder, call.status, now, zone) is None:
            text = f"{text} {t('remind.moved.silent')}"
        screen.say(text)
        screen.post_message(DataChanged())

    work = partial(calendar.move, once, reminder.call_id, at, version=reminder.version)
    screen.ask("answer", work, done, partial(_failed, screen))


def _failed(screen: WorkScreen[Any], error: Exception) -> None:
    """Say why, and show what stands now: what was answered may not be what it was."""
    screen.refuse(error)
    screen.post_message(DataChanged())


def in_words(minutes: int, t: Translator) -> str:
    """``15 minutter``, ``2 timer``, ``i morgen``."""
    if minutes % DAY == 0:
        return t("remind.tomorrow")
    return t.count("remind.minutes", minutes) if minutes % 60 else t.count("remind.hours", minutes // 60)


def moment(at: datetime, today: date, t: Translator) -> str:
    """A time of day; with weekday and date unless it is today."""
    if at.date() == today:
        return formats.clock(at)
    return f"{formats.short_weekday(at, t)} {formats.list_date(at)} {formats.clock(at)}"


def _title(what: str, reminder: Reminder, t: Translator) -> str:
    return f"{what}: {formats.clock(reminder.starts_at)} {reminder.subject or t('call.nosubject')}"
