"""One-line bars of text with places to click: top line, filter line, status line, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip

from xscalls_tui.commands.base import Command, key_name
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.looks import PlainLines


class Part(NamedTuple):
    """A piece of a bar: its text, how it looks (a component class without ``bar--``), and the target
    that a click on it reports (none: nothing happens)."""

    text: str
    look: str = ""
    target: str = ""


class Bar(PlainLines):
    """One line: parts from the left, parts up to the right edge. What does not fit is left out whole,
    from the end of the left side; the right side always stands."""

    ALLOW_SELECT = False
    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Nothing scrolls in one line: another size calls for no other layout."""
    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"
    LOOKS: ClassVar[set[str]] = {
        "bar--accent",
        "bar--alarm",
        "bar--dim",
        "bar--key",
        "bar--strong",
    }

    left: reactive[Sequence[Part]] = reactive((), always_update=True)
    right: reactive[Sequence[Part]] = reactive((), always_update=True)

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """A part with a target was clicked."""

        bar: Bar
        target: str

        @property
        def control(self) -> Bar:
            """The bar."""
            return self.bar

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._targets: list[tuple[int, int, str]] = []

    def render_line(self, y: int) -> Strip:
        """The bar as one strip."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        right = self._right_parts()
        room = self.size.width - sum(cell_len(part.text) for part in right)
        segments: list[Segment] = []
        self._targets = []
        x = self._add(segments, self._fitting(room), 0, base)
        segments.append(Segment(" " * max(room - x, 0), base))
        self._add(segments, right, max(room, x), base)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _right_parts(self) -> list[Part]:
        return list(self.right)

    def _fitting(self, room: int) -> list[Part]:
        fitting: list[Part] = []
        for part in self.left:
            width = cell_len(part.text)
            if width > room:
                if not fitting and room > 1:
                    fitting.append(Part(set_cell_size(part.text, room - 1) + "…", part.look, part.target))
                if fitting and part.target and fitting[-1].target == part.target:
                    fitting.pop()  # a key without its label tells nothing
                break
            fitting.append(part)
            room -= width
        return fitting

    def _add(self, segments: list[Segment], parts: Iterable[Part], x: int, base: Style) -> int:
        for part in parts:
            segments.append(Segment(part.text, self._style(part.look, base)))
            width = cell_len(part.text)
            if part.target:
                self._targets.append((x, x + width, part.target))
            x += width
        return x

    def _style(self, look: str, base: Style) -> Style:
        return self.get_component_rich_style(f"bar--{look}") if look else base

    def on_click(self, event: events.Click) -> None:
        """Report the part under the mouse."""
        for start, end, target in self._targets:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.Clicked(self, target))
                return


class StatusBar(Bar):
    """What there is to say: a notice until the next key, else what stands, else the help of the field in
    use."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._help = ""
        self._standing = ""
        self._noticing = False

    def say(self, text: str, *, alarm: bool = False) -> None:
        """Show a notice, or none."""
        if text:
            self._noticing = True
            self.left = (Part(f" {text}", "alarm" if alarm else "strong"),)
        else:
            self.clear()

    def help(self, text: str) -> None:
        """Show this when there is no notice."""
        self._help = text
        if not self._noticing:
            self.clear()

    def stand(self, text: str) -> None:
        """Show this as an alarm, whenever there is no notice; an empty text ends it."""
        self._standing = text
        if text or not self._noticing:
            self.clear()

    def clear(self) -> None:
        """Drop the notice."""
        self._noticing = False
        wanted = (Part(f" {self._help}", "dim"),) if self._help else ()
        if self._standing:
            wanted = (Part(f" {self._standing}", "alarm"),)
        if tuple(self.left) != wanted:
            self.left = wanted


class KeyBar(Bar):
    """The keys that apply here and now, as many as fit; a click runs the command."""

    def __init__(
        self, t: Translator, keys: Callable[[Command], Sequence[str]], *, id: str | None = None
    ) -> None:
        """``keys`` gives the keys of a command, the one to show first."""
        super().__init__(id=id)
        self.t = t
        self._keys = keys
        self._shown: list[Command] = []

    def show(self, commands: Sequence[Command]) -> None:
        """Show these commands, the last two (Verktøy and help) always."""
        if list(commands) == self._shown:
            return
        self._shown = list(commands)
        self.reword()

    def reword(self) -> None:
        """Show them in the language and with the keys of now."""
        commands = self._shown
        self.left = [part for command in commands[:-2] for part in self._parts(command)]
        self.right = [part for command in commands[-2:] for part in self._parts(command)]

    def _parts(self, command: Command) -> tuple[Part, ...]:
        key = key_name(self._keys(command)[0])
        return Part(f" {key}", "key", command.id), Part(f" {self.t(command.footer)} ", "", command.id)
