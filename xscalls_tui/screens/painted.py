"""An app that is painted by our painter on a terminal of ours."""

from __future__ import annotations

from typing import Any

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.screen import Screen

from xscalls_tui.screens.terminal_driver import TerminalDriver


class PaintedApp(App[ReturnType]):
    """Without a terminal, as in tests, it is as any other."""

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

    def forget_terminal(self) -> None:
        """Something else may have been written to the terminal: all is to be painted anew."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget()
        if self.screen_stack:
            self.screen.refresh()
