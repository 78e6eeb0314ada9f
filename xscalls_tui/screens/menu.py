"""A menu to choose from: Verktøy, Opprett ny, Hovedmeny and the palette are all this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from xscalls_tui.commands.base import Command, Context, key_name
from xscalls_tui.domain.text import fold
from xscalls_tui.screens.base import Desk, styles
from xscalls_tui.screens.composing import FrontModal


class Item(NamedTuple):
    """A line of a menu: what choosing it gives, its text, and the key that does the same without a menu."""

    result: str
    label: str
    key: str = ""
    enabled: bool = True


def command_items(commands: Iterable[Command], desk: Desk, context: Context) -> list[Item]:
    """Commands as items, dimmed where they make no sense now; choosing one gives its id."""
    return [
        Item(
            command.id,
            command.name(desk.t),
            ", ".join(map(key_name, desk.keys(command)[:1])),
            command.when(context),
        )
        for command in commands
    ]


class MenuScreen(FrontModal[str | None]):
    """Arrows choose, Enter takes, typing narrows the menu down, Esc leaves. Gives the item's result."""

    CSS_PATH = styles("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t,f4,f9,f10", "leave", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, title: str, items: Sequence[Item], *, right: bool = False) -> None:
        super().__init__(classes="-right" if right else None)
        self._title = title
        self._items = list(items)

    def compose(self) -> ComposeResult:
        with Vertical(id="menu"):
            yield Static(Content(self._title), id="menu-title")
            field = Input(id="menu-filter", compact=True)
            field.cursor_blink = False
            yield field
            choices = OptionList(id="menu-items", compact=True, markup=False)
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """Show everything, with the first item that can be chosen under the cursor."""
        self._show("")
        self.query_one(Input).focus()

    def _show(self, text: str) -> None:
        wanted = fold(text.strip())
        width = max((cell_len(item.label) for item in self._items), default=0)
        choices = self.query_one(OptionList)
        choices.clear_options()
        for item in self._items:
            if wanted in fold(item.label):
                padding = " " * (width - cell_len(item.label) + 2)
                line = Content.assemble(item.label, padding, (item.key, "dim"))
                choices.add_option(Option(line, item.result, disabled=not item.enabled))
        choices.action_first()

    def action_leave(self) -> None:
        """Close the menu without choosing."""
        self.dismiss(None)

    def action_move(self, how: str) -> None:
        """Move the cursor of the menu."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _take_highlighted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
