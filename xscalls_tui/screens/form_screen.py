"""A screen with a form: opening it, what its look-ups ask for, going from field to field."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.widget import Widget

from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.looking_up import look_up
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.form import Form
from xscalls_tui.widgets.form_field import FormField


class FormScreen(WorkScreen[None]):
    """A form that the operator may or may not change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wish: Callable[[], None] | None = None
        self._opening: Callable[[], None] | None = None

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one(Form)

    @property
    def refusal(self) -> str | None:
        """Why what stands here cannot be saved by the operator: the key of a sentence."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Tell in the head of the window what it shows."""
        raise NotImplementedError

    @property
    def may_change(self) -> bool:
        """Whether the operator may save what stands here."""
        return self.refusal is None

    @property
    def dirty(self) -> bool:
        """Whether something is typed that would be lost."""
        return self.is_mounted and self.form.dirty

    # Opening

    def when_mounted(self, opening: Callable[[], None]) -> None:
        """Show what the screen is opened for, now or as soon as it is built."""
        if self.is_mounted:
            opening()
        else:
            self._opening = opening

    def on_mount(self) -> None:
        """Built for the first time: show what it was opened for."""
        if self._opening:
            self._opening()
            self._opening = None

    def reword(self) -> None:
        """The head and the help of the field in use, too."""
        super().reword()
        if self.is_mounted and self._opening is None:
            self.show_title()
        self._help(self.focused)

    def tell_read_only(self) -> None:
        """Say why the entry can only be read, if so (ruling O15)."""
        if self.refusal is not None:
            self.say(self.t(self.refusal), alarm=True)

    def on_key(self) -> None:
        """The next key clears a notice."""
        if self.may_change:
            self.query_one(StatusBar).clear()

    # Fields

    def when_settled(self, action: Callable[[], None]) -> None:
        """Do this as soon as no look-up awaits an answer that decides what stands in it."""
        if self.form.settled:
            action()
        else:
            self._wish = action

    def wish_nothing(self) -> None:
        """What was to be done when all is settled is not to be done any more."""
        self._wish = None

    @on(Form.Wanted)
    def _find(self, wanted: Form.Wanted) -> None:
        def go_on() -> None:
            if self._wish is not None and self.form.settled:
                wish, self._wish = self._wish, None
                wish()

        look_up(self, wanted, go_on)

    @on(FormField.Advance)
    def _advance(self) -> None:
        """Enter in a field goes on to the next."""
        self.focus_next()

    @on(FormField.Changed)
    def _changed(self) -> None:
        # Characters that a field takes are keys too, but do not come to the screen.
        self.query_one(StatusBar).clear()
        self.show_title()
        self.update_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The field in use shows its help in the status line."""
        self._help(event.widget)

    def _help(self, widget: Widget | None) -> None:
        field = FormField.of(widget)
        if field is not None and field.help_key:
            self.query_one(StatusBar).help(self.t(field.help_key))
