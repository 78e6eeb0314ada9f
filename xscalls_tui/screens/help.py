"""F1: the keys that apply here and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from xscalls_tui.commands.base import KEY_NAMES, Command, key_name
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk, styles
from xscalls_tui.screens.composing import FrontModal


class HelpScreen(FrontModal[None]):
    """Every command that can be run where F1 was pressed, with the keys that reach it from there."""

    CSS_PATH = styles("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t,f1,q,question_mark,enter", "leave", show=False)
    ]

    def __init__(self, t: Translator, lines: Sequence[tuple[str, str, str]], field_help: str = "") -> None:
        super().__init__()
        self.t = t
        self._lines = lines
        self._field_help = field_help

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            yield Static(Content(self.t("help.title")), id="help-title")
            if self._field_help:
                yield Static(Content(self._field_help), id="help-field")
            with VerticalScroll(id="help-lines"):
                yield Static(self._table(), markup=False)

    def on_mount(self) -> None:
        """The lines scroll by the arrow keys."""
        self.query_one("#help-lines").focus()

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()

    def _table(self) -> Content:
        """Keys at the left; name and explanation beside them, the latter wrapped to what room there is."""
        keys = max((len(keys) for keys, _, _ in self._lines), default=0) + 2
        room = max(self.app.size.width - keys - 12, 20)
        parts: list[str | tuple[str, str]] = []
        for key, name, explanation in self._lines:
            parts += [(f"{key:<{keys}}", "bold"), f"{name}  "]
            first = room - len(name) - 2
            lines = [explanation] if len(explanation) <= first else ["", *wrap(explanation, room)]
            parts.append((f"\n{'':{keys}}".join(lines) + "\n", "dim"))
        return Content.assemble(*parts)


def help_lines(commands: Iterable[Command], desk: Desk, screen: Screen[Any]) -> list[tuple[str, str, str]]:
    """Keys, name and explanation of each command that has a key that does something on ``screen`` now."""
    active = screen.active_bindings  # asks for each key whether it makes sense
    lines = []
    for command in commands:
        keys = [key for key in desk.keys(command) if _reaches(key, command, screen, active)]
        if keys:
            lines.append((", ".join(map(key_name, keys)), command.name(desk.t), desk.t(command.help)))
    return lines


def _reaches(key: str, command: Command, screen: Screen[Any], active: Mapping[str, ActiveBinding]) -> bool:
    """Whether a key comes to a command, and not to the field with the focus."""
    bound = active.get(key)
    if bound is None or not bound.enabled or bound.binding.id != command.id:
        return False
    sign = " " if key == "space" else KEY_NAMES.get(key, key)
    typed = sign if len(sign) == 1 else None
    return screen.focused is None or not screen.focused.check_consume_key(key, typed)
