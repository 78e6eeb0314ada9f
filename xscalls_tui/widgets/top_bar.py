"""The top line: program, page, date and time, who is at work, and the menu Verktøy at the right."""

from __future__ import annotations

from rich.cells import cell_len

from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.bars import Bar, Part


class TopBar(Bar):
    """Targets are the ids of the commands that the parts stand for."""

    def __init__(self, session: Session, t: Translator, page: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self.t = t
        self._page = page

    def on_mount(self) -> None:
        """Show the time, and the next minute when it comes."""
        self.tick()

    def on_resize(self) -> None:
        """What there is room for may be another."""
        self._show()

    def tick(self) -> None:
        """Show the time now; come back when it is another."""
        self._show()
        self.set_timer(60.5 - self._session.clock.now().second, self.tick)

    def _show(self) -> None:
        now, employee, t = self._session.now(), self._session.employee, self.t
        short = (formats.list_date(now.date()), employee.initials)
        long = (formats.long_date(now.date(), t), f"{employee.initials} {employee.name}")
        left = (Part(" xscalls ", "accent", "menu.main"), Part(f" {self._page}  ", "strong", "menu.main"))
        right: tuple[Part, ...] = ()
        for date, name in (long, short):
            right = (
                Part(f" {date} · {formats.clock(now)}  "),
                Part(f"{name}  "),
                Part(f" {t('main.createnew')} F4 ", "key", "menu.create"),
                Part(" "),
                Part(f" {t('main.tools')} F9 ", "key", "menu.tools"),
            )
            if sum(cell_len(part.text) for part in left + right) <= self.size.width:
                break
        self.left, self.right = left, right
