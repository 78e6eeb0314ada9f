"""A screen with one entry in a form: saving what stands there, with all that can come in between. The call
window and the cards of the registers are such screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from xscalls_tui.domain.errors import Conflict, InvalidInput, NotFound, RecordConflict
from xscalls_tui.domain.merging import Difference, Side
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.conflict import saved_by
from xscalls_tui.screens.drafting import DraftingScreen
from xscalls_tui.screens.menu import Item
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services.session import new_uid
from xscalls_tui.widgets.keeping import kept, put_back

E = TypeVar("E")


class EntryScreen(DraftingScreen):
    """One entry, new or stored, that can be changed and saved. Kept when it is closed, and shown again with
    another one."""

    saved_as = ""
    """The uid of the operation that saved the entry last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.saving = False

    def show_form(self) -> None:
        """Bring the fields into sight."""
        raise NotImplementedError

    def show_stored(self, entry: Any) -> None:
        """Show a stored entry in place of what stands here."""
        raise NotImplementedError

    def load(self, entry: Any) -> None:
        """Fill the fields with a stored entry, which is what stands here from now on."""
        raise NotImplementedError

    def adopt(self, entry: Any) -> None:
        """Take this as what is stored, and let stand what is typed."""
        raise NotImplementedError

    def read_again(self) -> Callable[[], Any]:
        """What reads the entry, in a worker."""
        raise NotImplementedError

    def differences(self, theirs: Any) -> list[Difference] | None:
        """In what somebody else's entry differs from what stands here; None where that cannot be read."""
        raise NotImplementedError

    def begin(self) -> None:
        """Another entry is going to be shown: nothing that was under way concerns it."""
        self.drop_draft()
        self.uid, self.saving, self.came_from_draft = new_uid(), False, False
        self.wish_nothing()

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
            self.drop_draft()
            self.saved_as, self.uid, self.came_from_draft = uid, new_uid(), False
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
        """Somebody else saved this entry: say who and when, and let the operator choose field by field."""
        from xscalls_tui.screens.merging import MergeScreen

        theirs: Any = conflict.theirs
        differences = self.differences(theirs)
        if differences is None:
            return

        def decided(chosen: Mapping[Difference, Side] | None) -> None:
            if chosen is None:
                return
            if all(side is Side.THEIRS for side in chosen.values()):
                self.show_stored(theirs)
                return
            self.merge(theirs, chosen)
            again()

        sentences = (self.desk.explain(conflict), saved_by(self.desk, theirs.changed))
        self.app.push_screen(MergeScreen(self.desk, sentences, differences), decided)

    def merge(self, theirs: Any, chosen: Mapping[Difference, Side]) -> None:
        """Fill the fields with what somebody else saved, and over it with what is to be kept of what stands
        there. All of it is typed over what they saved, and not stored yet."""
        fields = self.form.fields
        mine = {name: kept(field) for name, field in fields.items()}
        self.load(theirs)
        for one, side in chosen.items():
            for name in one.fields if side is not Side.THEIRS else ():
                put_back(fields[name], one.both if side is Side.BOTH else mine[name])
        self.form.came_back()
        self.show_title()

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

    def save(self, done: Callable[[Any], None], *, goes_on: bool = False) -> None:
        """Save what stands in the fields, then ``done``, which ``goes_on`` to another screen or entry."""
        raise NotImplementedError

    def do_back(self) -> None:
        """Leave; what is typed and not saved is asked about first."""
        if not self.dirty:
            self.dismiss()
            return

        def decided(answer: str | None) -> None:
            if answer == "save":
                self.save(lambda _entry: self.leave(), goes_on=True)
            elif answer == "drop":
                self.forget("save")
                self.drop_draft()
                self.dismiss()

        t = self.t
        answers = [
            Item("stay", t("unsaved.stay"), t("unsaved.stay.key")),
            Item("save", t("unsaved.save"), t("unsaved.save.key")),
            Item("drop", t("unsaved.drop"), t("unsaved.drop.key")),
        ]
        self.app.push_screen(QuestionScreen(t("msg.unsaved"), answers), decided)
