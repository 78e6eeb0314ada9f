"""The top line: program, page, date and time, who is at work, and the menu Verktøy at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.reactive import reactive

from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.list_lines import fit

if TYPE_CHECKING:
    from xscalls_tui.domain.start_page import Todo


class TopBar(Bar):
    """Targets are the ids of the commands that the parts stand for."""

    todo: reactive[Todo | None] = reactive(None, repaint=False)
    """What there is to do, once it is known."""

    @dataclass(eq=False, repr=False)
    class TodoWanted(Message):
        """What there is to do may be another now: answer with ``todo``."""

        bar: TopBar

    def __init__(self, session: Session, t: Translator, title: str, *, id: str | None = None) -> None:
        """``title`` is the key of the page's name."""
        super().__init__(id=id)
        self._session = session
        self.t = t
        self._title = title

    @property
    def page(self) -> str:
        """The name of the page."""
        return self.t(self._title)

    def reword(self) -> None:
        """Say it in the language of now."""
        self._show()

    def on_mount(self) -> None:
        """Show the time, and the next minute when it comes; what there is to do when the first frame
        stands."""
        self._tick()
        self.call_after_refresh(self.post_message, self.TodoWanted(self))

    def watch_todo(self) -> None:
        """Show it."""
        if self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """What there is room for may be another."""
        self._show()

    def tick(self) -> None:
        """Show the time now; come back when it is another. On a slow line it waits for the next key."""
        self._tick()
        if not self.app.has_class("-quiet"):
            self.post_message(self.TodoWanted(self))

    def _tick(self) -> None:
        if not self.left or not self.app.has_class("-quiet"):
            self._show()
        self.set_timer(60.5 - self._session.clock.now().second, self.tick)

    def _show(self) -> None:
        now, employee, t = self._session.now(), self._session.employee, self.t
        date, short = formats.long_date(now.date(), t), formats.list_date(now.date())
        name, initials = f"{employee.initials} {employee.name}", employee.initials
        logo, new, tools = " xscalls ", t("main.createnew"), f" {t('main.tools')} F9 "
        right: tuple[Part, ...] = ()
        # The name gives way first, then the words of what there is to do and of the date.
        for day, who, words in ((date, name, True), (date, initials, True), (short, initials, False)):
            right = (
                Part(f" {day} · {formats.clock(now)}  "),
                *self._todo(words),
                Part(f"{who}  "),
                Part(f" {new if words else t('key.new')} F4 ", "key", "menu.create"),
                Part(" "),
                Part(tools, "key", "menu.tools"),
            )
            # Before it is laid out, it is as wide as the terminal.
            width = self.size.width or self.app.size.width
            room = width - cell_len(logo) - sum(cell_len(part.text) for part in right)
            if cell_len(self.page) + 2 <= room:
                break
        page = fit(self.page, min(cell_len(self.page), max(room - 2, 0)))
        self.left = (Part(logo, "accent", "menu.start"), Part(f" {page} ", "strong", "menu.main"))
        self.right = right

    def _todo(self, words: bool) -> list[Part]:
        """What there is to do, in words or in signs; what is overdue stands out."""
        if self.todo is None:
            return []
        # Loaded with what there is to do, when the first frame stands.
        from xscalls_tui.domain.start_page import TODO_CAP

        today, late = (f"{min(n, TODO_CAP)}{'+' * (n > TODO_CAP)}" for n in self.todo)
        parts = [Part(f"{self.t('main.todo')} {today}" if words else today, "strong", "menu.start")]
        if self.todo.overdue:
            word = f" {self.t('start.overdue')}" if words else ""
            parts.append(Part(f" ▲{late}{word}", "alarm", "menu.start"))
        return [*parts, Part("  ")]
