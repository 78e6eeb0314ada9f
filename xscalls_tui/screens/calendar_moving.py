"""Moving a call in a calendar: it is lifted, carried to another slot, and set down."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual import on

from xscalls_tui.domain.calendar import Entry
from xscalls_tui.domain.calls import Call
from xscalls_tui.i18n import formats
from xscalls_tui.screens.calendar_calls import CallsCalendar
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.services import calendar
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.calendar_grid import CalendarGrid

QUARTER = timedelta(minutes=15)


class MovingCalendar(CallsCalendar):
    """A calendar in which calls can be moved."""

    _lifted: Entry | None = None

    def do_calendar_move(self) -> None:
        """Lift the call of the slot, or one that is chosen. Arrows carry it, Enter sets it down."""

        def lift(entry: Entry | None) -> None:
            if entry is None:
                return
            if not entry.may_change:
                self.say(self.t("msg.noedit"), alarm=True)
                return
            self._lifted = entry
            self._aim(entry.starts_at)

        self.pick(lift)

    def _aim(self, target: datetime | None) -> None:
        """Where it would start now; None lets go of it."""
        self.grid.moving = target
        if target is None or self._lifted is None:
            self._lifted = None
            self.query_one(StatusBar).help("")
        else:
            starts = self._lifted.starts_at
            day = formats.short_weekday(target, self.t)
            self.query_one(StatusBar).help(
                self.t(
                    "calendar.moving",
                    subject=self._lifted.subject or self.t("call.nosubject"),
                    to=f"{day} {formats.list_date(target)} {formats.clock(target)}",
                    before=f"{formats.list_date(starts)} {formats.clock(starts)}",
                )
            )
        self.update_keys()

    @on(CalendarGrid.Moved)
    def _carried(self) -> None:
        target = self.grid.moving
        if target is not None:
            slot = self.slot
            hour = target.hour if slot.hour is None else slot.hour
            self._aim(datetime.combine(slot.day, target.time()).replace(hour=hour))

    def do_calendar_earlier(self) -> None:
        """A quarter of an hour earlier."""
        self._shift(-QUARTER)

    def do_calendar_later(self) -> None:
        """A quarter of an hour later."""
        self._shift(QUARTER)

    def _shift(self, by: timedelta) -> None:
        if (target := self.grid.moving) is not None:
            target += by
            self.grid.moving = target
            self.grid.cursor = self.grid.cursor._replace(day=target.date(), hour=target.hour)
            self._aim(target)

    def do_calendar_drop(self) -> None:
        """Set the call down where it was carried."""
        entry, target = self._lifted, self.grid.moving
        if entry is None or target is None:
            return
        owner = self.slot.employee
        whose = owner if owner not in (None, entry.employee_id) else None
        once = self.session.once()
        self._aim(None)
        if target == entry.starts_at and whose is None:
            return

        def done(call: Call) -> None:
            when = f"{formats.list_date(call.starts_at)} {formats.clock(call.starts_at)}"
            self.say(self.t("calendar.moved", time=when, initials=call.initials))
            self.post_message(DataChanged())

        self.ask("move", lambda: calendar.move(once, entry.id, target, whose, entry.version), done)

    def do_back(self) -> None:
        """Let go of the call that is being moved, or leave."""
        if self._lifted is not None:
            cursor, starts = self.grid.cursor, self._lifted.starts_at
            self._aim(None)
            self.grid.cursor = cursor._replace(day=starts.date(), hour=starts.hour)
        else:
            super().do_back()
