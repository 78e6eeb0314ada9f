"""A screen with one entry in a form: its look-ups, and saving what stands there with all that can come in
between. The call window and the cards of the registers are such screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual import events, on

from xscalls_tui.domain.errors import Conflict, InvalidInput, NotFound, RecordConflict
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.looking_up import look_up
from xscalls_tui.screens.menu import Item
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services.session import new_uid
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.form import Form
from xscalls_tui.widgets.form_field import FormField

E = TypeVar("E")


class EntryScreen(WorkScreen[None]):
    """One entry, new or stored, that can be changed and saved. Kept when it is closed, and shown again with
    another one."""

    saved_as = ""
    """The uid of the operation that saved the entry last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wish: Callable[[], None] | None = None
        self._opening: Callable[[], None] | None = None
        self.uid = new_uid()
        self.saving = False

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one(Form)

    @property
    def entry(self) -> Any:
        """What is shown as it is stored; None for a new one. It has a ``version``."""
        raise NotImplementedError

    @property
    def refusal(self) -> str | None:
        """Why what stands here cannot be saved by the operator: the key of a sentence."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Tell in the head of the window what it shows."""
        raise NotImplementedError

    def show_form(self) -> None:
        """Bring the fields into sight."""
        raise NotImplementedError

    def show_stored(self, entry: Any) -> None:
        """Show a stored entry in place of what stands here."""
        raise NotImplementedError

    def adopt(self, entry: Any) -> None:
        """Take this as what is stored, and let stand what is typed."""
        raise NotImplementedError

    def read_again(self) -> Callable[[], Any]:
        """What reads the entry, in a worker."""
        raise NotImplementedError

    def differences(self, theirs: Any) -> list[str] | None:
        """In what somebody else's entry differs from what stands here, in lines."""
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

    def begin(self) -> None:
        """Another entry is going to be shown: nothing that was under way concerns it."""
        self.uid, self.saving, self._wish = new_uid(), False, None

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
        field = FormField.of(event.widget)
        if field is not None and field.help_key:
            self.query_one(StatusBar).help(self.t(field.help_key))

    # Saving

    def store(
        self,
        work: Callable[[], E],
        done: Callable[[E], None],
        again: Callable[[], None],
        *,
        goes_on: bool,
    ) -> None:
        """Have ``work`` save the entry under ``uid``, show what it gives, then ``done``. What cannot be saved
        is told beside its field, and everything typed stays; ``again`` tries once more over what somebody
        else saved. ``goes_on`` says that ``done`` leads to another screen or entry."""
        uid, self.saving = self.uid, True

        def saved(stored: E) -> None:
            self.saving = False
            self.saved_as, self.uid = uid, new_uid()
            self.rebase(stored)
            self.show_title()
            self.post_message(DataChanged())
            done(stored)
            self.tell_read_only()

        def failed(error: Exception) -> None:
            self.saving = False
            self._not_saved(error, again)

        self.ask("save", work, saved, failed, hold=goes_on)

    def rebase(self, entry: Any) -> None:
        """What was handed in is stored as ``entry``."""
        raise NotImplementedError

    def _not_saved(self, error: Exception, again: Callable[[], None]) -> None:
        if isinstance(error, InvalidInput):
            sentences = {name: self.desk.sentence(message) for name, message in error.fields.items()}
            self.show_form()
            self.form.show_errors(sentences)
        elif isinstance(error, Conflict | RecordConflict):
            self._tell_conflict(error, again)
        else:
            self.refuse(error)

    def _tell_conflict(self, conflict: Conflict | RecordConflict, again: Callable[[], None]) -> None:
        """Somebody else saved this entry: say who, when and what, and let the operator decide."""
        theirs = conflict.theirs
        lines = self.differences(theirs)
        if lines is None:
            return

        def decided(answer: str | None) -> None:
            if answer == "mine":
                self.adopt(theirs)
                again()
            elif answer == "theirs":
                self.show_stored(theirs)

        t = self.t
        answers = [
            Item("edit", t("conflict.edit"), t("conflict.edit.key")),
            Item("mine", t("conflict.mine"), t("conflict.mine.key")),
            Item("theirs", t("conflict.theirs"), t("conflict.theirs.key")),
        ]
        self.app.push_screen(QuestionScreen(self.desk.explain(conflict), answers, lines), decided)

    def do_refresh(self) -> None:
        """Show what is stored now, unless that would run over what is typed (saving will tell)."""
        entry = self.entry

        def fresh(stored: Any) -> None:
            if entry is not self.entry or self.dirty:
                return
            if stored.version != entry.version:
                self.show_stored(stored)
            else:
                self.adopt(stored)  # what hangs on it may be other, which the fields do not show
                self.show_title()

        def gone(error: Exception) -> None:
            if isinstance(error, NotFound) and self.is_current and not self.dirty:
                self.leave()
            else:
                self.refuse(error)

        if entry is not None and not self.dirty:
            self.ask("refresh", self.read_again(), fresh, gone)

    # Leaving

    def save_and_leave(self) -> None:
        """Save what stands here, then leave."""
        raise NotImplementedError

    def do_back(self) -> None:
        """Leave; what is typed and not saved is asked about first."""
        if not self.dirty:
            self.dismiss()
            return

        def decided(answer: str | None) -> None:
            if answer == "save":
                self.save_and_leave()
            elif answer == "drop":
                self.forget("save")
                self.dismiss()

        t = self.t
        answers = [
            Item("stay", t("unsaved.stay"), t("unsaved.stay.key")),
            Item("save", t("unsaved.save"), t("unsaved.save.key")),
            Item("drop", t("unsaved.drop"), t("unsaved.drop.key")),
        ]
        self.app.push_screen(QuestionScreen(t("msg.unsaved"), answers), decided)
