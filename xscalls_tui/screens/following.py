"""The calendar file of the employee at work, kept in step with what is written (``exports.following``)."""

from __future__ import annotations

from threading import Lock

from textual import on

from xscalls_tui.screens.contact import InContactApp
from xscalls_tui.screens.messages import DataChanged

_ONE_AT_A_TIME = Lock()
"""Who comes later reads what is newer."""


class FollowingApp(InContactApp, inherit_bindings=False):
    """An app that keeps the file, for those who have set so."""

    _followed = -1
    """What was written last when the file was brought up to date."""

    @on(DataChanged)
    def follow_calls(self) -> None:
        """Bring the file up to date."""
        session, t = self.desk.session, self.t
        if not session.settings.calendar_file:
            return

        def work() -> None:
            from xscalls_tui.services import calendar_file

            with _ONE_AT_A_TIME:
                if (newest := calendar_file.state(session)) != self._followed:
                    from xscalls_tui.exports.following import follow

                    follow(session, t)
                    self._followed = newest

        def failed(error: Exception) -> None:
            if isinstance(error, OSError) and self.work is not None:
                why = error.strerror or type(error).__name__
                self.work.say(t("calendarfile.failed", why=why), alarm=True)

        for screen in self.work_screens():
            screen.ask("calendar file", work, lambda _done: None, failed)
            break
