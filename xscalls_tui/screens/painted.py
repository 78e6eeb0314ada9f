"""An app that is painted by our painter on a terminal of ours."""

from __future__ import annotations

from typing import Any

from rich.console import RenderableType
from textual import events, on
from textual._compositor import CompositorUpdate
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer

from xscalls_tui.screens.terminal_driver import TerminalDriver

SETTLED_SECONDS = 0.25


class PaintedApp(App[ReturnType]):
    """Without a terminal, as in tests, it is as any other."""

    _settling: Timer | None = None

    def get_driver_class(self) -> type[Driver]:
        """Ours, whatever the environment says."""
        return TerminalDriver

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver: object = self._driver
        update: object = renderable
        if not isinstance(driver, TerminalDriver) or not isinstance(update, CompositorUpdate):
            super()._display(screen, renderable)
        elif self._running and not self._closed and not self._batch_count:
            driver.show(update)

    def hold_frame(self) -> None:
        """A key has its effect bit by bit: what of it can be seen already is to wait, for a moment, until all
        is there."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.hold(held=True)

    def show_frame(self) -> None:
        """All is there."""
        if isinstance(self._driver, TerminalDriver):
            self.screen._on_timer_update()
            self._driver.hold(held=False)

    @on(events.Resize)
    def _window_changed(self) -> None:
        """Paint everything, also when the window is as large as before: it may have been smaller meanwhile,
        and have lost what stood at the edge."""
        self.forget_terminal()
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED_SECONDS, self._look_at_window)

    def _look_at_window(self) -> None:
        """Of many changes that come at once the last is not always told."""
        self._settling = None
        if isinstance(self._driver, TerminalDriver) and (size := self._driver.window) != self.size:
            self.post_message(events.Resize(size, size))

    def forget_terminal(self) -> None:
        """Something else may have been written to the terminal: all is to be painted anew."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget()
        if self.screen_stack:
            self.screen.refresh()
