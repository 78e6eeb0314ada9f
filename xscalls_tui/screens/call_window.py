"""The call window as it is shown: opening a call in it, its tabs, and the answers to its look-ups."""

from __future__ import annotations

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import ContentSwitcher

from xscalls_tui.commands.base import Context
from xscalls_tui.domain.calls import Call, CallDraft, Names, Status
from xscalls_tui.domain.followups import ChainLine
from xscalls_tui.screens.base import Desk, signs
from xscalls_tui.screens.call_sharing import SharedCall
from xscalls_tui.screens.linked import LinkedItem, links_of, summary
from xscalls_tui.screens.messages import CallShown, OpenCall
from xscalls_tui.services import calls, followups, registers
from xscalls_tui.services.registers import Linked
from xscalls_tui.widgets.bars import Bar, KeyBar, Part, StatusBar
from xscalls_tui.widgets.call_form import CallForm
from xscalls_tui.widgets.call_title import FORM, TREE, CallTitle
from xscalls_tui.widgets.chain_tree import ChainTree
from xscalls_tui.widgets.stamps import Stamps
from xscalls_tui.widgets.too_small import TooSmall


class CallWindow(SharedCall):
    """One call, new or stored. Kept when it is closed, and shown again with another call."""

    heading = "noun.call"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._joins: str | None = None
        self._made: list[Linked] = []
        """What was made from the call."""

    def compose(self) -> ComposeResult:
        t = self.t
        glyphs = signs(self)
        yield CallTitle(t, glyphs)
        with ContentSwitcher(initial=FORM):
            with VerticalScroll(id=FORM, can_focus=False):
                yield CallForm(t, glyphs, self.session.now, self._reminder)
                yield Stamps(t, self.session.zone)
                yield Bar(id="linked")
            yield ChainTree(t, glyphs, id=TREE)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)
        yield TooSmall(t)

    def _reminder(self, starts_at: datetime, status: Status) -> int | None:
        return calls.reminder(self.session, starts_at, status)

    def context(self) -> Context:
        """What can be done depends on the call and on what is typed."""
        call, base = self.call, super().context()
        return base._replace(
            may_change=call is not None and self.may_change,
            call=call is not None,
            new=call is None,
            dirty=self.dirty,
            in_chain=call is not None and call.in_chain,
            linked=bool(self.links),
            dials=self.form.phone.rings,
            claims=base.claims._replace(possible=base.writable and self.claimable),
        )

    # Opening

    def new(self, draft: CallDraft, names: Names, joins: str | None) -> None:
        """Show a new call that starts out as ``draft``."""
        self.when_mounted(lambda: self._show(None, draft, names, joins))

    def open(self, call: Call) -> None:
        """Show a stored call."""
        self.when_mounted(lambda: self.show_call(call))

    def show_call(self, call: Call) -> None:
        """Show a stored call in place of what stands here."""
        self._show(call, call.draft(), call.names, None)

    def _show(self, call: Call | None, draft: CallDraft, names: Names, joins: str | None) -> None:
        self.begin()
        self.call, self.newer, self._joins, self.others = call, None, joins, ()
        self.post_message(CallShown())
        self.form.phone.sign = signs(self).telephone if self.desk.rings else ""
        self.query_one(ContentSwitcher).current = FORM
        self.form.load(draft, names, read_only=not self.may_change, stored=call is not None)
        self.show_title()
        self.show_made([])
        if call is not None:
            self.read_made(call)
            self.form.note.focus()
        else:
            (self.form.date if draft.origin else self.form.phone).focus()
        self.query_one(StatusBar).clear()
        self.tell_read_only()
        self.update_keys()

    def show_title(self) -> None:
        """Tell which call this is, which tab is open, and whether it is saved."""
        others = [one.initials for one in self.others]
        self.query_one(CallTitle).show(
            self.call, tree=self._in_tree, dirty=self.form.dirty, others=others
        )
        call = self.call
        self.query_one(Stamps).show(call.created if call else None, call.changed if call else None)

    # What was made from the call

    @property
    def links(self) -> list[LinkedItem]:
        """What the call is tied to."""
        return links_of(self.call, self._made, self.t) if self.call is not None else []

    def read_made(self, call: Call) -> None:
        """Read what was made from the call, and show it."""
        self.ask("made", lambda: registers.linked(self.session, call.id), self.show_made, replace=True)

    def show_made(self, made: list[Linked]) -> None:
        """Tell what was made from the call, in a line that is there only if there is something."""
        self._made = made
        bar = self.query_one("#linked", Bar)
        bar.display = bool(made)
        bar.left = (Part(summary(made, self.t), "", "call.linked"),) if made else ()

    # Tabs

    @property
    def _in_tree(self) -> bool:
        return self.query_one(ContentSwitcher).current == TREE

    def do_call_tab(self) -> None:
        """Turn to the other tab."""
        self.show_tab(FORM if self._in_tree else TREE)

    def show_tab(self, tab: str) -> None:
        """Turn to a tab; the history is read when it is looked at."""
        call = self.call
        if tab == FORM or call is None or not call.in_chain:
            self.show_form()
        else:
            self.ask("history", lambda: followups.history(self.session, call.id), self._show_history)

    def show_form(self) -> None:
        """Turn to the tab with the fields, unless it is open."""
        if self._in_tree:
            self.query_one(ContentSwitcher).current = FORM
            self.form.note.focus()
            self.show_title()

    def _show_history(self, lines: list[ChainLine]) -> None:
        tree = self.query_one(ChainTree)
        tree.show(lines, self.call.id if self.call else None)
        self.query_one(ContentSwitcher).current = TREE
        tree.focus()
        self.query_one(StatusBar).help("")
        self.show_title()

    @on(Bar.Clicked, "CallTitle")
    def _tab_clicked(self, event: Bar.Clicked) -> None:
        event.stop()
        self.show_tab(event.target)

    @on(ChainTree.Opened)
    def _opened(self, event: ChainTree.Opened) -> None:
        if self.call is not None and event.call_id == self.call.id:
            self.show_tab(FORM)
        else:
            self.post_message(OpenCall(event.call_id))
