"""What an employee has set is in force at once: in this program and, as soon as it hears of it, in every
other one that the employee has open."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from textual import on

from xscalls_tui.domain.settings import Settings
from xscalls_tui.i18n import choose_language
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.reminding import RemindingApp
from xscalls_tui.widgets.themes import THEMES

QUIET = "-quiet"
"""The class of an app on a slow line: nothing is drawn that the operator did not ask for."""


class ApplyingApp(RemindingApp, inherit_bindings=False):
    """An app that follows the settings of the employee at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_class(desk.session.settings.low_bandwidth, QUIET)

    def kept_screens(self) -> Iterable[WorkScreen[None]]:
        """Screens that are closed and will be shown again."""
        return ()

    @on(DataChanged)
    def look_for_settings(self) -> None:
        """Read what is set now."""
        # Loaded with the first change.
        from xscalls_tui.services import settings

        session = self.desk.session
        for screen in islice(self.work_screens(), 1):
            screen.ask("settings", lambda: settings.current(session), self.apply, _pass_over, replace=True)

    def apply(self, settings: Settings) -> None:
        """Work with these settings from here on. What is typed stays where it is."""
        session, given = self.desk.session, self.desk.given
        if settings == session.settings:
            return
        session = session._replace(settings=settings)
        keys = {**given.keys, **settings.keys}
        self.desk = self.desk._replace(session=session, overrides=keys)
        self.t.speak(choose_language(given.language, settings.language or given.otherwise))
        self.set_keymap(keys)
        self.set_class(settings.low_bandwidth, QUIET)
        self._signals.mouse(given.mouse and settings.mouse)
        self.theme = THEMES[settings.theme].name
        kept = set(self.kept_screens()) - set(self.screen_stack)
        for screen in (*self.work_screens(), *kept):
            screen.desk = self.desk
            if screen.is_mounted:
                screen.reword()
        for screen in kept:
            self.stylesheet.update(screen)
        self._name_window()


def _pass_over(_error: Exception) -> None:
    """Settings that cannot be read now are read with the next change."""
