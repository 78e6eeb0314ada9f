"""Hurtigåpne: one types an ID or the start of a name, and Enter opens what is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from xscalls_tui.domain.errors import NotFound
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import WorkScreen, styles
from xscalls_tui.screens.composing import FrontModal
from xscalls_tui.services import calls, lookups
from xscalls_tui.services.session import Session

Finder = Callable[[str, Callable[[list[Match]], None]], None]
"""Asked for what a text can mean; hands the matches on, best first."""


class QuickOpenScreen(FrontModal[int | None]):
    """Arrows choose among what is offered. Enter takes what the text means as it stands: it waits for the
    answer to it. Esc leaves. Gives the id."""

    CSS_PATH = styles("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t", "leave", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
    ]

    def __init__(self, title: str, hint: str, find: Finder, t: Translator) -> None:
        super().__init__()
        self.t = t
        self._title = title
        self._hint = hint
        self._find = find
        self._answered = ""
        self._taking = False

    def compose(self) -> ComposeResult:
        with Vertical(id="menu"):
            yield Static(Content(self._title), id="menu-title")
            field = Input(id="menu-filter", compact=True, placeholder=self._hint)
            field.cursor_blink = False
            yield field
            choices = OptionList(id="menu-items", compact=True, markup=False)
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """Nothing is offered before something is typed."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss(None)

    def action_move(self, how: str) -> None:
        """Move the cursor of what is offered."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Changed)
    def _ask(self, event: Input.Changed) -> None:
        text, self._taking = event.value, False
        self._find(text, lambda matches: self._show(text, matches))

    def _show(self, text: str, matches: list[Match]) -> None:
        if not self.is_current or text != self.query_one(Input).value:
            return
        self._answered = text
        choices = self.query_one(OptionList)
        choices.clear_options()
        width = max((cell_len(match.name) for match in matches), default=0)
        for match in matches:
            padding = " " * (width - cell_len(match.name) + 2)
            line = Content.assemble(match.name, padding, (match.detail, "dim"))
            choices.add_option(Option(line, str(match.id)))
        choices.action_first()
        if self._taking:
            self._take()

    @on(Input.Submitted)
    def _take(self) -> None:
        choices = self.query_one(OptionList)
        if self.query_one(Input).value != self._answered:
            self._taking = True
        elif choices.option_count:
            choices.action_select()
        elif self._answered.strip():
            self.query_one("#menu-title", Static).update(
                Content(self.t("msg.lookup.none", text=self._answered.strip()))
            )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option.id or 0))


def ask_for(screen: WorkScreen[Any], kind: RecordType, opened: Callable[[int | None], None]) -> None:
    """Ask over ``screen`` for a record of a register, or of the call list for a call by its ID."""
    by_id_first = any(column.of == "id" for column in kind.columns)

    def matches(session: Session, text: str) -> list[Match]:
        found = lookups.find(session, kind.register, text)
        one = lookups.shown(session, kind.register, int(text)) if _is_id(text) else None
        if one is None:
            return found
        others = [match for match in found if match.id != one.id]
        return [one, *others] if by_id_first else [*others, one]

    _ask_for(screen, screen.t(kind.noun), matches, opened)


def ask_for_call(screen: WorkScreen[Any], opened: Callable[[int | None], None]) -> None:
    """Ask over ``screen`` for a call by its ID."""

    def matches(session: Session, text: str) -> list[Match]:
        try:
            call = calls.read(session, int(text)) if _is_id(text) else None
        except NotFound:
            return []
        return [Match(call.id, call.subject or screen.t("call.nosubject"), str(call.id))] if call else []

    _ask_for(screen, screen.t("call.id"), matches, opened)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _ask_for(
    screen: WorkScreen[Any],
    what: str,
    matches: Callable[[Session, str], list[Match]],
    opened: Callable[[int | None], None],
) -> None:
    def find(text: str, show: Callable[[list[Match]], None]) -> None:
        wanted = text.strip()
        if wanted:
            screen.ask("quick", lambda: matches(screen.session, wanted), show, replace=True)
        else:
            screen.forget("quick")
            show([])

    title = screen.t("quick.title", what=what)
    screen.app.push_screen(QuickOpenScreen(title, screen.t("quick.hint"), find, screen.t), opened)
