"""The call window: the tabs Telefonsamtale and Historikk."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import ContentSwitcher

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.calls import Call, CallDraft, Names, Status
from xscalls_tui.domain.errors import Conflict, InvalidInput
from xscalls_tui.domain.permissions import Action, refusal
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import Desk, WorkScreen, bindings
from xscalls_tui.screens.conflict import differences
from xscalls_tui.screens.menu import Item
from xscalls_tui.screens.messages import DataChanged, NewCall, OpenCall
from xscalls_tui.screens.question import QuestionScreen, confirm
from xscalls_tui.services import bulk, calls, followups, lookups
from xscalls_tui.services.session import new_uid
from xscalls_tui.widgets.bars import Bar, KeyBar, StatusBar
from xscalls_tui.widgets.call_form import CallForm
from xscalls_tui.widgets.call_title import CallTitle, Stamps
from xscalls_tui.widgets.chain_tree import ChainTree
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.glyphs import glyphs_for

FORM, TREE = "tab-call", "tab-history"


class CallScreen(WorkScreen[None]):
    """One call, new or stored. Kept when it is closed, and shown again with another call."""

    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.CALL_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.CALL_SCREEN)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.call: Call | None = None
        self._opening: Callable[[], None] | None = None
        self._joins: str | None = None
        self._uid = new_uid()
        self._early: list[events.Key] = []
        self._loading = False
        self._saving = False
        self._wish: Callable[[], None] | None = None
        """What to do as soon as all look-ups are settled."""

    def compose(self) -> ComposeResult:
        t = self.t
        glyphs = glyphs_for(t, plain=self.desk.plain, letters=self.desk.few_colours)
        yield CallTitle(t, glyphs)
        with ContentSwitcher(initial=FORM):
            with VerticalScroll(id=FORM, can_focus=False):
                yield CallForm(t, glyphs, self.session.now)
                yield Stamps(t, self.session.zone)
            yield ChainTree(t, glyphs, id=TREE)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)

    @property
    def form(self) -> CallForm:
        """The fields."""
        return self.query_one(CallForm)

    @property
    def may_change(self) -> bool:
        """Whether the operator may save what stands here."""
        if self.call is None:
            return True
        return refusal(Action.CHANGE, self.session.employee, self.call.ownership) is None

    @property
    def dirty(self) -> bool:
        """Whether something is typed that would be lost."""
        return self.is_mounted and not self._loading and self.form.dirty

    def context(self) -> Context:
        """What can be done depends on the call and on what is typed."""
        call, base = self.call, super().context()
        if self._loading:
            return Context(writable=False)
        return Context(
            writable=base.writable,
            may_change=call is not None and self.may_change,
            call=call is not None,
            new=call is None,
            dirty=self.dirty,
            in_chain=call is not None and call.in_chain,
        )

    # Opening

    def new(self, draft: CallDraft, names: Names, joins: str | None) -> None:
        """Show a new call that starts out as ``draft``."""
        self._open(lambda: self._show(None, draft, names, joins))

    def open(self, call_id: int) -> None:
        """Show a stored call; keys typed until it is there go to it."""

        def failed(error: Exception) -> None:
            self._loading = False
            self.refuse(error)

        def read() -> None:
            self._loading = True
            self.ask("open", lambda: calls.read(self.session, call_id), self._show_call, failed)

        self._open(read)

    def _open(self, opening: Callable[[], None]) -> None:
        if self.is_mounted:
            opening()
        else:
            self._opening = opening

    def on_mount(self) -> None:
        """Built for the first time: show what it was opened for."""
        if self._opening:
            self._opening()
            self._opening = None

    def _show_call(self, call: Call) -> None:
        self._loading = False
        self._show(call, call.draft(), call.names, None)
        early, self._early = self._early, []
        for event in early:
            self.app.post_message(events.Key(event.key, event.character))

    def _show(self, call: Call | None, draft: CallDraft, names: Names, joins: str | None) -> None:
        self.call, self._joins, self._uid = call, joins, new_uid()
        self._saving, self._wish = False, None
        self.query_one(ContentSwitcher).current = FORM
        self.form.load(draft, names, read_only=not self.may_change, stored=call is not None)
        self._show_title()
        if call is not None:
            self.form.note.focus()
        else:
            (self.form.date if draft.origin else self.form.phone).focus()
        self.query_one(StatusBar).say("" if self.may_change else self.t("msg.noedit"), alarm=True)
        self.update_keys()

    def _show_title(self) -> None:
        self.query_one(CallTitle).show(self.call, tree=self._in_tree, dirty=self.form.dirty)
        self.query_one(Stamps).show(self.call)

    def on_key(self, event: events.Key) -> None:
        """The next key clears a notice; one that comes too early waits for the call."""
        if self._loading:
            event.stop()
            self._early.append(event)
        elif self.may_change:
            self.query_one(StatusBar).clear()

    # Saving

    def save(self, done: Callable[[Call], None], status: Status | None = None) -> None:
        """Save what stands in the fields, with another status if there is one; then ``done``.

        Look-ups that are under way are waited for. What cannot be saved is told beside its field, and
        everything typed stays.
        """
        if not self.form.settled:
            self._wish = lambda: self.save(done, status)
            return
        if self._saving:
            return
        if status is not None:
            self.form.status.set_value(status)
        draft = self.form.draft()
        if draft is None:
            self.form.first_error()
            return
        call, uid, joins = self.call, self._uid, self._joins
        self._saving = True

        def work() -> Call:
            if call is None:
                return calls.create(self.session, draft, uid, part_of=joins)
            return calls.save(self.session, call.id, call.version, draft, uid)

        def saved(stored: Call) -> None:
            self._saving = False
            self.call, self._joins, self._uid = stored, None, new_uid()
            self.form.rebase(stored.draft(), stored.names)
            self._show_title()
            self.post_message(DataChanged())
            done(stored)

        self.ask("save", work, saved, self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self._uid = new_uid()
        if isinstance(error, InvalidInput):
            sentences = {name: self.desk.sentence(message) for name, message in error.fields.items()}
            self.form.show_errors(sentences)
        elif isinstance(error, Conflict):
            self._tell_conflict(error)
        else:
            self.refuse(error)

    def _tell_conflict(self, conflict: Conflict) -> None:
        """Somebody else saved this call: say who, when and what, and let the operator decide."""
        mine, theirs = self.form.draft(), conflict.theirs
        if mine is None or self.call is None:
            return

        def decided(answer: str | None) -> None:
            if answer == "mine":
                self.call = theirs
                self.do_call_save()
            elif answer == "theirs":
                self._show(theirs, theirs.draft(), theirs.names, None)

        t = self.t
        answers = [
            Item("edit", t("conflict.edit"), t("conflict.edit.key")),
            Item("mine", t("conflict.mine"), t("conflict.mine.key")),
            Item("theirs", t("conflict.theirs"), t("conflict.theirs.key")),
        ]
        lines = differences(self.desk, self.call, mine, theirs)
        self.app.push_screen(QuestionScreen(self.desk.explain(conflict), answers, lines), decided)

    def do_call_save(self) -> None:
        """Opprett or Lagre: stays open."""
        created = self.call is None
        self.save(lambda call: self.say(self.t("msg.created", id=call.id) if created else self.t("msg.saved")))

    def do_call_save_new(self) -> None:
        """Opprett og ny: an empty window for the next call."""

        def next_call(call: Call) -> None:
            self._show(None, calls.blank(self.session), self._my_name(), None)
            self.say(self.t("msg.created", id=call.id))

        self.save(next_call)

    def do_call_save_close(self) -> None:
        """Opprett og lukk."""
        self.save(lambda _call: self.dismiss())

    def do_call_done(self) -> None:
        """Hurtiglukke: carried out."""
        self.save(lambda _call: self.say(self.t("msg.saved.done")), Status.DONE)

    def do_call_unanswered(self) -> None:
        """Hurtiglukke: unanswered."""
        self.save(lambda _call: self.say(self.t("msg.saved.unanswered")), Status.UNANSWERED)

    def do_call_followup(self) -> None:
        """Save, then plan a follow-up."""
        self._then(lambda call: NewCall(followups.follow_up(self.session, call), call.names))

    def do_call_copy(self) -> None:
        """Save, then copy."""
        self._then(lambda call: NewCall(followups.copy(self.session, call), call.names))
