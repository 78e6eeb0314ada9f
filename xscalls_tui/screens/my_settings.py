"""Min side - Mine innstillinger: what each employee sets for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.keymap import MOVEMENT, check_keymap, normal
from xscalls_tui.commands.setting_words import HELPS, NAMES, value_text
from xscalls_tui.domain.settings import Item as Setting
from xscalls_tui.domain.settings import Section, Settings
from xscalls_tui.screens.base import WorkScreen, bindings, styles
from xscalls_tui.screens.key_question import KeyScreen
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.services import settings
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.setting_lines import SettingLines
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class MySettingsScreen(WorkScreen[None]):
    """A line for each setting. What is changed is stored and in force at once; undo takes it back."""

    CSS_PATH = styles("picked_lines")
    page = pages.SETTINGS
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.SETTINGS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.SETTINGS_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "page.mysettings")
        yield SettingLines(self.t, (*MOVEMENT, *commands.ALL), lambda command: self.desk.keys(command))
        yield StatusBar()
        yield KeyBar(self.t, lambda command: self.desk.keys(command))
        yield TooSmall(self.t)

    @property
    def lines(self) -> SettingLines:
        """The settings."""
        return self.query_one(SettingLines)

    def on_mount(self) -> None:
        """Show them."""
        self.do_refresh()
        self._tell_help()

    def do_refresh(self) -> None:
        """Show what is in force; the app has read it."""
        self.lines.show(self.session.settings)

    def reword(self) -> None:
        """The help of the setting under the cursor, too."""
        super().reword()
        self._tell_help()

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)

    @on(SettingLines.Moved)
    def _tell_help(self) -> None:
        line = self.lines.selected
        text = ""
        if line.item is not None:
            text = self.t(HELPS[line.item.name])
        elif line.command is not None:
            text = self.t(line.command.help)
        self.query_one(StatusBar).help(text)

    @on(SettingLines.Clicked)
    def _clicked(self) -> None:
        self.do_settings_change()

    # Changing

    def do_settings_change(self) -> None:
        """Choose a value, press a key, open or close a section."""
        line = self.lines.selected
        if line.item is not None:
            self._choose(line.item)
        elif line.command is not None:
            self._ask_key(line.command)
        else:
            self.lines.turn(line.section)

    def do_settings_next(self) -> None:
        """The next value, or open the section."""
        self._step(1)

    def do_settings_previous(self) -> None:
        """The value before, or close the section."""
        self._step(-1)

    def do_settings_standard(self) -> None:
        """Back to the standard."""
        line = self.lines.selected
        if line.item is not None:
            self._put(line.item, line.item.standard)
        elif line.command is not None:
            mine = dict(self.session.settings.keys)
            if mine.pop(line.command.id, None) is not None:
                self._put_keys(mine)

    def do_settings_open_all(self) -> None:
        """Open all sections."""
        for section in Section:
            self.lines.turn(section, to=True)

    def do_settings_close_all(self) -> None:
        """Close all sections."""
        for section in Section:
            self.lines.turn(section, to=False)

    def _step(self, steps: int) -> None:
        line = self.lines.selected
        if line.item is not None:
            values = line.item.values
            place = values.index(getattr(self.session.settings, line.item.name))
            self._put(line.item, values[(place + steps) % len(values)])
        elif line.command is None:
            self.lines.turn(line.section, to=steps > 0)

    def _choose(self, item: Setting) -> None:
        by_text = {item.written(value): value for value in item.values}
        items = [Item(text, value_text(item, value, self.t)) for text, value in by_text.items()]

        def chosen(text: str | None) -> None:
            if text is not None:
                self._put(item, by_text[text])

        self.app.push_screen(MenuScreen(self.t(NAMES[item.name]), items), chosen)

    def _put(self, item: Setting, value: Any) -> None:
        if value != getattr(self.session.settings, item.name):
            once = self.session.once()
            self._store(lambda: settings.put(once, item.name, value))

    # Keys

    def _ask_key(self, command: Command, error: str = "") -> None:
        title = command.name(self.t)

        def pressed(key: str | None) -> None:
            if key is None:
                return
            mine = {**self.session.settings.keys, **normal({command.id: key})}
            in_force = {**self.desk.given.keys, **mine}
            if findings := check_keymap(in_force):
                self._ask_key(command, self.desk.sentence(findings[0]))
            else:
                self._put_keys(mine)

        self.app.push_screen(KeyScreen(title, self.t("set.presskey"), error), pressed)

    def _put_keys(self, mine: dict[str, str]) -> None:
        once = self.session.once()
        self._store(lambda: settings.put_keys(once, mine))

    def _store(self, work: Callable[[], Settings]) -> None:
        def done(_stored: Settings) -> None:
            self.post_message(DataChanged())

        self.ask("put", work, done)
