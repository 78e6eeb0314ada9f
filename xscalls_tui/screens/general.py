"""The commands that work on all screens: menus, help, palette, undo, leaving.

What a command brings up is imported by the command: the first frame is the list's.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on

from xscalls_tui import commands
from xscalls_tui.commands import general, lists
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.keymap import MOVEMENT
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.messages import NewCall, NewRecord
from xscalls_tui.screens.presence import PresentApp
from xscalls_tui.widgets.bars import Bar


class GeneralCommands(PresentApp, inherit_bindings=False):
    """What the app does itself, whichever screen is open."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command that works everywhere makes sense now."""
        if action != "command":
            return True
        command = next(c for c in general.ALL if c.id == parameters[0])
        if self.work is None:
            return command is general.QUIT
        return command.when(self.work.context())

    def action_command(self, command_id: str) -> None:
        """Run a command that works everywhere."""
        getattr(self, "do_" + command_id.replace(".", "_"))()

    def do_call_new(self) -> None:
        """Ny samtale. A half-filled window stays as it is under the new one."""
        if self.work is not None:
            self.work.go(NewCall())

    def do_menu_create(self) -> None:
        """Opprett ny."""
        from xscalls_tui.commands.pages import CREATED
        from xscalls_tui.domain.permissions import Action, record_refusal
        from xscalls_tui.domain.record_types import TYPES
        from xscalls_tui.screens.menu import Item, MenuScreen, command_items

        if self.work is None:
            return
        me = self.desk.session.employee
        (call,) = command_items([general.NEW_CALL], self.desk, self.work.context())
        items = [call._replace(label=self.t("noun.call"))]
        for kind in map(TYPES.__getitem__, CREATED):
            if record_refusal(Action.CREATE, me, kind.rule, {me.id}) is None:
                items.append(Item(kind.register.value, self.t(kind.noun), enabled=call.enabled))

        def chosen(what: str | None) -> None:
            if what in CREATED:
                self.post_message(NewRecord(None, Register(what)))
            elif what is not None:
                self.do_call_new()

        self.push_screen(MenuScreen(self.t("main.createnew"), items), chosen)

    def do_menu_tools(self) -> None:
        """Verktøy: all that can be done with this call or the ticked rows."""
        if self.work is not None:
            self._menu("main.tools", [c for c in _usable(self.work) if c.in_tools], right=True)

    def do_palette(self) -> None:
        """Every command, found by typing."""
        if self.work is not None:
            self._menu("main.palette", _usable(self.work))

    def do_menu_main(self) -> None:
        """Hovedmeny: the pages."""
        from xscalls_tui.commands.pages import PAGES
        from xscalls_tui.screens.menu import Item, MenuScreen

        items = [Item(page.name, self.t(page.title)) for page in PAGES]
        items.append(Item("quit", self.t("main.quit"), "Ctrl+Q"))

        def chosen(page: str | None) -> None:
            if page == "quit":
                self.do_quit()
            elif page is not None:
                self.show_page(page)

        self.push_screen(MenuScreen(self.t("main.mainmenu"), items), chosen)

    def do_menu_start(self) -> None:
        """Startside."""
        self.show_page("start")

    def do_help(self) -> None:
        """The keys that apply here and now."""
        from xscalls_tui.screens.help import HelpScreen, help_lines
        from xscalls_tui.widgets.form_field import FormField

        if (work := self.work) is None:
            return
        # The history in the call window has keys of a list.
        offered = dict.fromkeys((*work.user_commands, lists.OPEN, *MOVEMENT))
        field = FormField.of(work.focused)
        help_text = self.t(field.help_key) if field and field.help_key else ""
        self.push_screen(HelpScreen(self.t, help_lines(offered, self.desk, work), help_text))

    def do_refresh(self) -> None:
        """Draw everything again, and read it again."""
        if self.work is not None:
            self.work.do_refresh()
        self.forget_terminal()
        self.refresh(layout=True)

    def do_undo(self) -> None:
        """Take back the latest operation."""
        self._take_back(again=False)

    def do_redo(self) -> None:
        """Do again what was undone last."""
        self._take_back(again=True)

    def do_back(self) -> None:
        """Leave the screen in use, or what is open on it."""
        if self.work is not None:
            self.work.do_back()

    def do_quit(self) -> None:
        """Leave the program; asks when something is typed that is not saved."""
        from xscalls_tui.screens.question import confirm

        def decided(answer: str | None) -> None:
            if answer == "yes":
                self.before_end()
                self.exit()

        if any(isinstance(screen, WorkScreen) and screen.dirty for screen in self.screen_stack):
            self.push_screen(confirm(self.t("msg.quitunsaved"), self.t), decided)
        else:
            self.exit()

    @on(Bar.Clicked)
    async def _bar_clicked(self, event: Bar.Clicked) -> None:
        await self._run(event.target)

    async def _run(self, command_id: str | None) -> None:
        work = self.work
        command = next((c for c in commands.ALL if c.id == command_id), None)
        if work is not None and command is not None and command.when(work.context()):
            await work.run_action(command.action)

    def _take_back(self, *, again: bool) -> None:
        from xscalls_tui.screens.undoing import take_back

        if self.work is not None:
            take_back(self.work, again=again)

    def _menu(self, title: str, offered: Iterable[Command], *, right: bool = False) -> None:
        from xscalls_tui.screens.menu import MenuScreen, command_items

        if self.work is not None:
            items = command_items(offered, self.desk, self.work.context())
            self.push_screen(MenuScreen(self.t(title), items, right=right), self._run)

    def show_page(self, page: str) -> None:
        """Go to a page of the main menu."""
        raise NotImplementedError


def _usable(work: WorkScreen[None]) -> list[Command]:
    """The commands of a screen that there is something to do with: without a telephone, none that ring."""
    return [command for command in work.user_commands if work.desk.rings or not command.telephone]
